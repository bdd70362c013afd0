internal import OCPP

/// The versions of OCPP of which we know what may be said in a back-office's place.
package enum OutboxLanguage: Hashable, Sendable {
    case ocpp16
    /// 2.0.1 and 2.1: transactions have ids of the charge point's own, so nothing is exchanged.
    case ocpp2

    /// The version of an agreed subprotocol; `nil` for others than these.
    ///
    /// A charge point that names none speaks 1.6.
    package init?(agreed subprotocol: String?) {
        switch subprotocol?.lowercased() {
        case nil, OCPP16.subprotocol: self = .ocpp16
        case "ocpp2.0.1", "ocpp2.1": self = .ocpp2
        default: return nil
        }
    }
}
