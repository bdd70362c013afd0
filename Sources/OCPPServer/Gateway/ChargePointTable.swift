internal import Certificates
internal import Synchronization
package import Values

/// The registered charge points in memory.
package final class ChargePointTable: Sendable {
    private struct State {
        var byIdentity: [String: RegisteredChargePoint] = [:]
        var byID: [ChargePointID: RegisteredChargePoint] = [:]
        var hasOutboxes = false
        var defaults = DefaultUpstreams()
        /// Unknown charge points that came since the last load, which may have begun before.
        var fresh: [RegisteredChargePoint] = []

        mutating func add(_ chargePoint: RegisteredChargePoint) {
            byIdentity[chargePoint.identity] = chargePoint
            byID[chargePoint.id] = chargePoint
            if chargePoint.relay?.hasOutbox == true { hasOutboxes = true }
        }
    }

    private let state = Mutex(State())
    private let authorities = Mutex<[OperatorID: TrustedAuthorities]>([:])

    package init(_ chargePoints: [RegisteredChargePoint] = []) {
        replace(chargePoints)
    }

    /// Replaces the table.
    package func replace(_ chargePoints: [RegisteredChargePoint]) {
        var new = State()
        for chargePoint in chargePoints { new.add(chargePoint) }
        let ready = new
        state.withLock { state in
            let (fresh, defaults) = (state.fresh, state.defaults)
            state = ready
            state.defaults = defaults
            // Kept over one load: the next one has them, unless somebody decided otherwise.
            for unknown in fresh where state.byIdentity[unknown.identity] == nil { state.add(unknown) }
        }
    }

    /// Replaces what is for identities that nobody registered.
    package func replaceDefaults(_ defaults: DefaultUpstreams) {
        state.withLock { $0.defaults = defaults }
    }

    /// Adds an unknown charge point that was kept a moment ago.
    func admit(_ unknown: RegisteredChargePoint) {
        state.withLock { state in
            state.add(unknown)
            state.fresh.append(unknown)
        }
    }

    /// Where an identity goes through to that nobody registered; `nil` when nowhere.
    func rule(for identity: String) -> DefaultUpstreams.Rule? {
        state.withLock { $0.defaults.rule(for: identity) }
    }

    /// Replaces the trusted authorities of all operators, PEM.
    package func replaceAuthorities(_ all: [OperatorID: [String]]) {
        let read = all.mapValues { TrustedAuthorities(pem: $0) }
        authorities.withLock { $0 = read }
    }

    /// Whether a chain of certificates, DER, lets a charge point in.
    func admits(_ chain: [[UInt8]], _ chargePoint: RegisteredChargePoint, at now: Timestamp) -> Bool {
        let trusted = authorities.withLock { $0[chargePoint.operatorID] }
        return trusted?.admit(chain, as: chargePoint.identity, at: now) ?? false
    }

    /// Whether any charge point is answered here while its back-office is away.
    var hasOutboxes: Bool { state.withLock { $0.hasOutboxes } }

    /// The charge point with an identity.
    package func chargePoint(identity: String) -> RegisteredChargePoint? {
        state.withLock { $0.byIdentity[identity] }
    }

    /// The charge point with an id.
    package func chargePoint(_ id: ChargePointID) -> RegisteredChargePoint? {
        state.withLock { $0.byID[id] }
    }
}
