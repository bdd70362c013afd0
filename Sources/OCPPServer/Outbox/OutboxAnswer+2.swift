internal import OCPP
internal import Values

/// The same for OCPP 2.0.1 and 2.1.
///
/// Source: OCPP 2.0.1 part 2, C01, E01 to E04, G01.
extension OutboxAnswer {
    static let transactionEvent = "TransactionEvent"

    static let queued2: Set<String> = [
        transactionEvent, OCPP16.MeterValues.name, OCPP16.BootNotification.name, OCPP16.StatusNotification.name,
        OCPP16.FirmwareStatusNotification.name, OCPP16.LogStatusNotification.name,
        OCPP16.SecurityEventNotification.name,
    ]

    /// What is said otherwise than in 1.6; `nil` for what is the same.
    static func to2(_ call: Call, _ known: Knowledge) -> OutboxAnswer? {
        switch call.action {
        case OCPP16.Authorize.name: .only(.dictionary(["idTokenInfo": verdict(on: call, known) ?? .object([])]))
        case transactionEvent:
            .promise(
                .object(verdict(on: call, known).map { [JSONMember(name: "idTokenInfo", value: $0)] } ?? []),
                subject: "",
                transactionID: nil
            )
        case OCPP16.StatusNotification.name:
            .promise(.object([]), subject: ObserverTable.subject(of: call) ?? "", transactionID: nil)
        // What issues or looks up certificates is the back-office's own.
        case "Get15118EVCertificate", "GetCertificateStatus", "GetCertificateChainStatus": .silence
        default: nil
        }
    }

    /// What a message says of a card; `nil` when it names none.
    private static func verdict(on call: Call, _ known: Knowledge) -> JSON? {
        guard let token = call.payload["idToken"] else { return nil }
        // Without an authorization, as with a button, nobody need be known.
        if token["type"]?.stringValue == OCPP201.IdTokenType.noAuthorization.rawValue {
            return OCPP201.IdTokenInfo(status: .accepted).json
        }
        return OCPP201.IdTokenInfo(known.verdict(token["idToken"]?.stringValue ?? "")).json
    }

    /// What an answer of the back-office says of a card, in the words of 1.6; `nil` when it says nothing, or nothing that
    /// holds elsewhere or tomorrow.
    static func idTagInfo(in answer: JSON) -> JSON? {
        guard let info = answer["idTokenInfo"], let status = info["status"]?.stringValue else {
            return answer["idTagInfo"]
        }
        guard !["NotAtThisLocation", "NotAtThisTime", "NotAllowedTypeEVSE"].contains(status) else { return nil }
        var members = [("status", JSON.string(OCPP16.AuthorizationStatus(rawValue: status)?.rawValue ?? "Invalid"))]
        if let expiry = info["cacheExpiryDateTime"] { members.append(("expiryDate", expiry)) }
        if let group = info["groupIdToken"]?["idToken"] { members.append(("parentIdTag", group)) }
        return .object(members.map { JSONMember(name: $0.0, value: $0.1) })
    }

    /// The card that a call is about; empty when it names none.
    static func card(in call: JSON) -> String {
        call["idTag"]?.stringValue ?? call["idToken"]?["idToken"]?.stringValue ?? ""
    }
}

extension OCPP201.IdTokenInfo {
    /// A verdict in the words of 1.6.
    init(_ verdict: OCPP16.IdTagInfo) {
        self.init(
            status: OCPP201.AuthorizationStatus(rawValue: verdict.status.rawValue) ?? .invalid,
            cacheExpiryDateTime: verdict.expiryDate,
            groupIdToken: verdict.parentIdTag.map { OCPP201.IdToken(idToken: $0, type: .central) }
        )
    }
}
