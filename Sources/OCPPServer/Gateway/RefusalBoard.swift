internal import Synchronization
package import Values

/// Why a charge point was turned away at the door.
package enum RefusalReason: String, CaseIterable, Hashable, Sendable {
    case unknownIdentity = "unknown_identity"
    case noCredentials = "no_credentials"
    case wrongKey = "wrong_key"
    case noSubprotocol = "no_subprotocol"
    case otherSubprotocol = "other_subprotocol"
    case tooMany = "too_many"
    case notReady = "not_ready"
    /// It did not get through TLS; it has no identity then.
    case tlsFailed = "tls_failed"
    /// The back-office behind answered with another status than 101; the detail is the status.
    case upstreamRefused = "upstream_refused"
    /// The back-office behind did not answer; the detail names why.
    case upstreamUnreachable = "upstream_unreachable"
    /// The back-office behind speaks none of the subprotocols offered; the detail names these.
    case upstreamNoProtocol = "upstream_no_protocol"
}

/// A refusal, as often as it happened since the last hand-over; nothing that was signed in with is in it.
package struct HandshakeRefusal: Hashable, Sendable {
    package let identity: String
    package let remoteAddress: String
    package let reason: RefusalReason
    /// The charge point of the identity; `nil` when nobody registered it.
    package let chargePoint: RegisteredChargePoint?
    /// What was offered instead, such as other subprotocols.
    package let detail: String
    package var count: Int64
    package let firstAt: Timestamp
    package var lastAt: Timestamp
}

/// Where refusals go.
package protocol RefusalSink: Sendable {
    /// Takes the refusals since the last call; they are lost when it throws.
    func record(_ refusals: [HandshakeRefusal]) async throws
}

/// Refusals that wait to be handed over, counted by identity, address and reason.
final class RefusalBoard: Sendable {
    private struct Key: Hashable {
        let identity: String
        let remoteAddress: String
        let reason: RefusalReason
    }

    private let limit: Int
    private let waiting = Mutex<[Key: HandshakeRefusal]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    /// Notes a refusal; beyond the limit new kinds are dropped, since a guesser must not fill the memory.
    func note(_ refusal: HandshakeRefusal) {
        let key = Key(identity: refusal.identity, remoteAddress: refusal.remoteAddress, reason: refusal.reason)
        waiting.withLock { waiting in
            if waiting[key] != nil {
                waiting[key]?.count += 1
                waiting[key]?.lastAt = refusal.lastAt
            } else if waiting.count < limit {
                waiting[key] = refusal
            }
        }
    }

    /// What came since the last call.
    func take() -> [HandshakeRefusal] {
        waiting.withLock { waiting in
            defer { waiting = [:] }
            return Array(waiting.values)
        }
    }
}
