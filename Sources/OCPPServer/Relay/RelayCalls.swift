internal import OCPP
internal import Values

/// Which call an answer that passes belongs to, by the side that called.
///
/// Ids are unique per sender only and may be used twice; the newest call counts.
///
/// Source: OCPP-J 1.6 §4.1.4.
struct RelayCalls {
    private struct Pending {
        let action: String
        let since: Timestamp
    }

    private var pending: [MessageID: Pending] = [:]
    private let limit: Int
    /// How long an answer is waited for.
    private static let lifetimeSeconds: Int64 = 600

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether a call waits for its answer.
    var isEmpty: Bool { pending.isEmpty }

    /// Remembers a call.
    mutating func opened(_ id: MessageID, _ action: String, at now: Timestamp) {
        if pending.count >= limit { expire(at: now) }
        guard pending.count < limit || pending[id] != nil else { return }
        pending[id] = Pending(action: action, since: now)
    }

    /// The action that an answer belongs to; `nil` when nobody asked.
    mutating func answered(_ id: MessageID) -> String? { pending.removeValue(forKey: id)?.action }

    private mutating func expire(at now: Timestamp) {
        pending = pending.filter { now.seconds(since: $0.value.since) < RelayCalls.lifetimeSeconds }
    }
}
