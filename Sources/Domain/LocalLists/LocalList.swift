import OCPP
package import Values

/// A token as a charge point's local list has it.
package struct LocalListEntry: Hashable, Sendable {
    package let idTag: String
    /// The word of OCPP: `Accepted`, `Blocked`, `Expired` or `Invalid`.
    package let status: String
    package let parentIDTag: String?
    package let expiresAt: Timestamp?

    package init(idTag: String, status: String, parentIDTag: String?, expiresAt: Timestamp?) {
        self.idTag = idTag
        self.status = status
        self.parentIDTag = parentIDTag
        self.expiresAt = expiresAt
    }
}

/// The list that a charge point is known to hold.
package struct LocalList: Hashable, Sendable {
    /// What the charge point was told; 0 before the first list.
    package var version: Int64 = 0
    /// By id tag.
    package var entries: [LocalListEntry] = []

    package init() {}

    /// The list after an update that was accepted.
    func after(_ update: OCPP16.SendLocalList.Request) -> LocalList {
        var entries = update.updateType == .known(.full) ? [:] : byTag
        for change in update.localAuthorizationList {
            entries[change.idTag] = change.idTagInfo.map { LocalListEntry(idTag: change.idTag, $0) }
        }
        var list = LocalList()
        list.version = update.listVersion
        list.entries = entries.values.sorted { $0.idTag < $1.idTag }
        return list
    }

    private var byTag: [String: LocalListEntry] {
        Dictionary(entries.map { ($0.idTag, $0) }) { _, last in last }
    }

    /// The update that makes this list into another one; `nil` when nothing differs.
    ///
    /// The list goes out whole when that was asked for, or when more changed than stays.
    func update(to wanted: [LocalListEntry], whole: Bool) -> CommandRequest? {
        let changes = changes(to: wanted)
        guard whole || !changes.isEmpty else { return nil }
        let isWhole = whole || version < 1 || changes.count > wanted.count
        let entries = isWhole ? wanted.map(\.data) : changes
        return CommandRequest(
            OCPP16.SendLocalList.self,
            .init(
                listVersion: version + 1,
                localAuthorizationList: entries,
                updateType: isWhole ? .full : .differential
            )
        )
    }

    private func changes(to wanted: [LocalListEntry]) -> [OCPP16.SendLocalList.AuthorizationData] {
        let held = byTag
        let kept = Set(wanted.map(\.idTag))
        let changed = wanted.filter { held[$0.idTag] != $0 }.map(\.data)
        let gone = entries.filter { !kept.contains($0.idTag) }
        return changed + gone.map { OCPP16.SendLocalList.AuthorizationData(idTag: $0.idTag) }
    }
}

extension LocalListEntry {
    init(idTag: String, _ info: OCPP16.IdTagInfo) {
        self.init(
            idTag: idTag,
            status: info.status.rawValue,
            parentIDTag: info.parentIdTag,
            expiresAt: info.expiryDate
        )
    }

    /// The entry of a token; `nil` for one that OCPP 1.6 has no room for.
    init?(_ token: TokenDetails) {
        guard token.uid.count <= LocalListEntry.tagLength else { return nil }
        self.init(
            idTag: token.uid,
            status: token.isBlocked ? "Blocked" : "Accepted",
            parentIDTag: token.parentUID,
            expiresAt: token.expiresAt
        )
    }

    /// Source: OCPP 1.6 §7.28, `IdToken`.
    private static let tagLength = 20

    fileprivate var data: OCPP16.SendLocalList.AuthorizationData {
        var info = OCPP16.IdTagInfo(status: .accepted, expiryDate: expiresAt, parentIdTag: parentIDTag)
        info.status = Open(rawValue: status)
        return OCPP16.SendLocalList.AuthorizationData(idTag: idTag, idTagInfo: info)
    }

    /// As stored.
    var json: JSON {
        .dictionary([
            "id_tag": .string(idTag), "status": .string(status), "parent": .text(parentIDTag),
            "expires_at": .text(expiresAt?.rfc3339),
        ])
    }

    /// Reads what was stored.
    init?(json: JSON) {
        guard let idTag = json["id_tag"]?.stringValue, let status = json["status"]?.stringValue else { return nil }
        self.init(
            idTag: idTag,
            status: status,
            parentIDTag: json["parent"]?.stringValue,
            expiresAt: json["expires_at"]?.stringValue.flatMap { Timestamp.read($0)?.timestamp }
        )
    }
}

/// The local list of a charge point with how things stand.
package struct LocalListState: Hashable, Sendable {
    package var list: LocalList
    /// Whether it follows the operator's tokens.
    package var isKept: Bool
    /// Whether the next update must be whole.
    package var needsFull: Bool
    /// When the charge point last confirmed it.
    package var confirmedAt: Timestamp?
    /// What the charge point said to the last update when it did not take it.
    package var lastFailure: String
}
