internal import Synchronization
package import Values

/// Something about a back-office that people must know, though nothing was blocked.
package struct RelayEvent: Hashable, Sendable {
    /// The stable name of what happened: `refused`, `unreachable`, `key_rotation`, `moved`, `security_profile`,
    /// `firmware`, `hard_reset`, `message_too_big`, `told_twice`, `start_not_accepted`, `outbox_parked`.
    package var code: String
    /// Further words: a status, an address; never a key.
    package var detail: String
    /// The new key of the charge point's, after a rotation that it accepted.
    package var newKey: String?
    package var operatorID: OperatorID
    package var chargePointID: ChargePointID
    package var upstreamID: UpstreamID
    package var at: Timestamp
}

/// Where such events go.
package protocol RelayEventSink: Sendable {
    /// Takes events, oldest first; called again with the same ones when it throws.
    func record(_ events: [RelayEvent]) async throws
}

/// Events on their way to the sink; bounded, the oldest give way.
final class RelayEvents: Sendable {
    enum Kind {
        case refused(Int)
        case unreachable(String)
        case changed(RelayWatch.Finding)
        case messageTooBig(String)
        case outbox(code: String, detail: String)
    }

    private let waiting = Mutex<[RelayEvent]>([])
    let added = SpoolSignal()
    /// Events that wait at most; a storm of refusals must not fill the memory.
    private static let limit = 10_000

    func add(_ kind: Kind, at chargePoint: RegisteredChargePoint, behind route: RelayRoute, _ now: Timestamp) {
        let (code, detail, key) = Self.words(kind)
        let event = RelayEvent(
            code: code,
            detail: detail,
            newKey: key,
            operatorID: chargePoint.operatorID,
            chargePointID: chargePoint.id,
            upstreamID: route.upstreamID,
            at: now
        )
        waiting.withLock { waiting in
            if waiting.count >= RelayEvents.limit { waiting.removeFirst() }
            waiting.append(event)
        }
        added.send()
    }

    private static func words(_ kind: Kind) -> (String, String, String?) {
        switch kind {
        case .refused(let status): return ("refused", String(status), nil)
        case .unreachable(let why): return ("unreachable", why, nil)
        case .messageTooBig(let why): return ("message_too_big", why, nil)
        case .outbox(let code, let detail): return (code, detail, nil)
        case .changed(let finding):
            guard case .keyRotation(let key) = finding else { return (finding.code, finding.detail, nil) }
            return (finding.code, "", key)
        }
    }

    /// The events that wait, and lets go of them when they were taken.
    func handOver(to sink: any RelayEventSink) async throws {
        let all = waiting.withLock { $0 }
        guard !all.isEmpty else { return }
        try await sink.record(all)
        waiting.withLock { $0.removeFirst(min($0.count, all.count)) }
    }
}
