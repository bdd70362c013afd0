import Domain
import OCPPServer
import Postgres
import Values

extension GatewayPorts: RefusalSink {
    func record(_ refusals: [HandshakeRefusal]) async throws {
        let kept = refusals.map { refusal in
            RefusedHandshake(
                identity: refusal.identity,
                remoteAddress: refusal.remoteAddress,
                reason: RefusedHandshake.Reason(refusal.reason),
                owner: refusal.chargePoint.map { .init(operatorID: $0.operatorID, chargePointID: $0.id) },
                detail: refusal.detail,
                count: refusal.count,
                firstAt: refusal.firstAt,
                lastAt: refusal.lastAt
            )
        }
        try await database.write(.system) { try await RefusedHandshakes.record(.system, kept, in: $0) }
    }
}

extension RefusedHandshake.Reason {
    fileprivate init(_ reason: RefusalReason) {
        self =
            switch reason {
            case .unknownIdentity: .unknownIdentity
            case .noCredentials: .noCredentials
            case .wrongKey: .wrongKey
            case .noSubprotocol: .noSubprotocol
            case .otherSubprotocol: .otherSubprotocol
            case .tooMany: .tooMany
            case .notReady: .notReady
            case .tlsFailed: .tlsFailed
            case .upstreamRefused: .upstreamRefused
            case .upstreamUnreachable: .upstreamUnreachable
            case .upstreamNoProtocol: .upstreamNoProtocol
            }
    }
}
