package import Postgres
package import Values

/// A back-office for charge points that nobody registered, by how their identities begin.
package struct DefaultUpstream: Hashable, Sendable {
    package let id: DefaultUpstreamID
    /// What the identities begin with; upper and lower case differ.
    package let beginning: String
    package let upstreamID: UpstreamID
    package let upstreamName: String
}

/// Why a default back-office cannot be stored as asked.
package enum DefaultUpstreamRejection: String, ConstraintRejection, CaseIterable {
    /// Four to 255 printable characters of ASCII without blanks.
    case form = "default_upstream.form"
    /// Another beginning that is in force begins with this one, or the other way round; perhaps another operator's.
    case overlap = "default_upstream.overlap"
    /// Charge points of another operator have such identities.
    case foreign = "default_upstream.foreign"
    /// The back-office is out of use.
    case retired = "default_upstream.retired"

    package static let constraints: [String: DefaultUpstreamRejection] = [
        "default_upstreams_beginning_form": .form,
        "default_upstreams_no_overlap": .overlap,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the default back-office was not stored" }
}

/// The back-offices of identities that nobody registered yet; none unless an operator says so.
///
/// An identity has one owner, so no two beginnings that are in force overlap, whosever they are: whoever comes second is
/// refused, and the database keeps it so.
package enum DefaultUpstreams {
    private static let kind = "default back-office"
    /// The longest list; more beginnings than these are no default any more.
    package static let listLimit = 100

    /// Those in force, by beginning.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [DefaultUpstream] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let list = ListDefaultUpstreams(operatorID: try scope.requireOperator(), limit: listLimit)
        return try await tx.all(list)
    }

    /// Sends charge points that nobody registered and whose identities begin so through to a back-office from now on.
    ///
    /// - Throws: ``DefaultUpstreamRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        _ beginning: String,
        to upstreamID: UpstreamID,
        in tx: Transaction
    ) async throws -> DefaultUpstreamID {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        guard try await Upstreams.find(scope, upstreamID, in: tx).retiredAt == nil else {
            throw DefaultUpstreamRejection.retired
        }
        guard isBeginning(beginning) else { throw DefaultUpstreamRejection.form }
        let isForeign = try await tx.one(BeginsForeignIdentity(beginning: beginning, own: operatorID))
        guard !isForeign else { throw DefaultUpstreamRejection.foreign }
        let insert = InsertDefaultUpstream(operatorID: operatorID, beginning: beginning, upstreamID: upstreamID)
        let id = try await DefaultUpstreamRejection.mapping { try await tx.one(insert) }
        try await record("default_upstream.created", scope, id, in: tx)
        return id
    }

    /// Lets no further unknown charge point through; those that wait go on until somebody decides about them.
    ///
    /// Ended twice, nothing changes.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func end(
        _ scope: Scope,
        _ id: DefaultUpstreamID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let end = EndDefaultUpstream(operatorID: try scope.requireOperator(), id: id, at: now)
        guard try await tx.run(end) > 0 else { throw NotFound(kind) }
        try await record("default_upstream.ended", scope, id, in: tx)
    }

    /// Whether a text can be the beginning of identities.
    private static func isBeginning(_ text: String) -> Bool {
        (4...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func record(
        _ action: String,
        _ scope: Scope,
        _ id: DefaultUpstreamID,
        in tx: Transaction
    ) async throws {
        try await AuditLog.record(scope, AuditRecord(action, subject: "default-upstream/\(id)"), in: tx)
    }
}
