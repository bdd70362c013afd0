internal import Synchronization
package import Values

/// The registered charge points in memory.
package final class ChargePointTable: Sendable {
    private struct State {
        var byIdentity: [String: RegisteredChargePoint] = [:]
        var byID: [ChargePointID: RegisteredChargePoint] = [:]
    }

    private let state = Mutex(State())

    package init(_ chargePoints: [RegisteredChargePoint] = []) {
        replace(chargePoints)
    }

    /// Replaces the table.
    package func replace(_ chargePoints: [RegisteredChargePoint]) {
        var new = State()
        for chargePoint in chargePoints {
            new.byIdentity[chargePoint.identity] = chargePoint
            new.byID[chargePoint.id] = chargePoint
        }
        let ready = new
        state.withLock { $0 = ready }
    }

    /// The charge point with an identity.
    package func chargePoint(identity: String) -> RegisteredChargePoint? {
        state.withLock { $0.byIdentity[identity] }
    }

    /// The charge point with an id.
    package func chargePoint(_ id: ChargePointID) -> RegisteredChargePoint? {
        state.withLock { $0.byID[id] }
    }
}
