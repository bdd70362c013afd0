internal import OCPP
internal import Values

/// What becomes of a charge point's call on its way to an observer, by the table of what may be told.
enum ObserverTable {
    enum Fate: Hashable {
        /// It is told as it is, whenever that is.
        case told
        /// It is told once its answer says which transaction it began.
        case onceAnswered
        /// Only the latest of its subject is told, once everything else is.
        case latest(String)
        /// It is not told: it was worth something in its moment only.
        case outdated
        /// It is not told: it asks something of whoever has control.
        case never
    }

    /// Calls that are signs of life or questions: worth nothing later.
    private static let momentary: Set<String> = [OCPP16.Heartbeat.name, OCPP16.Authorize.name]
    /// Calls that have somebody issue or look up certificates.
    private static let commanding: Set<String> = [
        OCPP16.SignCertificate.name, "Get15118EVCertificate", "GetCertificateStatus", "GetCertificateChainStatus",
    ]

    /// What becomes of a call; some are worth something in their moment only.
    static func fate(of call: Call, isFresh: Bool) -> Fate {
        if commanding.contains(call.action) { return .never }
        if call.action == OCPP16.StartTransaction.name { return .onceAnswered }
        if isFresh { return .told }
        if momentary.contains(call.action) { return .outdated }
        return subject(of: call).map { .latest($0) } ?? .told
    }

    /// A version of OCPP, as far as a call shows it.
    enum Language: String {
        case ocpp16 = "ocpp1.6"
        /// Whichever of the two the observer takes.
        case ocpp2 = "ocpp2.0.1, ocpp2.1"

        /// The language of subprotocols that are offered.
        init(offered: String) { self = offered.lowercased().hasPrefix("ocpp2") ? .ocpp2 : .ocpp16 }
    }

    /// The language of a call; `nil` when it is the same in both.
    ///
    /// The journal does not say what a connection spoke, and a charge point may speak another language after an update.
    static func language(of call: Call) -> Language? {
        switch call.action {
        case "TransactionEvent": .ocpp2
        case OCPP16.StartTransaction.name, OCPP16.StopTransaction.name: .ocpp16
        case OCPP16.BootNotification.name: call.payload["chargingStation"] == nil ? .ocpp16 : .ocpp2
        case OCPP16.StatusNotification.name: call.payload["connectorStatus"] == nil ? .ocpp16 : .ocpp2
        default: nil
        }
    }

    /// The subprotocol that knows messages without an answer.
    static let sending = "ocpp2.1"

    /// A message that asks for no answer; `nil` for others.
    ///
    /// Source: OCPP 2.1 part 4, SEND.
    static func send(in payload: [UInt8]) -> Call? {
        guard let parts = (try? JSON(parsing: payload))?.arrayValue, parts.count == 4, parts[0].integerValue == 6,
            let id = parts[1].stringValue, let action = parts[2].stringValue
        else { return nil }
        return Call(id: MessageID(id), action: action, payload: parts[3])
    }

    /// What a later call of the same subject replaces; `nil` when nothing does.
    static func subject(of call: Call) -> String? {
        switch call.action {
        case OCPP16.BootNotification.name: return call.action
        case OCPP16.StatusNotification.name:
            let place = call.payload["evseId"]?.lenientNumber.map { "\($0)/" } ?? ""
            return "\(call.action)/\(place)\(call.payload["connectorId"]?.lenientNumber ?? 0)"
        default: return nil
        }
    }
}
