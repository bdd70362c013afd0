internal import HTTPServer
internal import NIOCore

/// One of the two connections of a relay; hands everything on to the session.
final class RelayLeg: WebSocketHandler {
    enum Side {
        case chargePoint
        case upstream
    }

    private let side: Side
    private let session: RelaySession

    init(_ side: Side, of session: RelaySession) {
        self.side = side
        self.session = session
    }

    func opened(_ socket: WebSocketConnection) {
        switch side {
        case .chargePoint: session.chargePointOpened(socket)
        case .upstream: session.upstreamOpened(socket, self)
        }
    }

    func received(_ message: WebSocketMessage) {
        switch side {
        case .chargePoint: session.chargePointSent(message)
        case .upstream: session.upstreamSent(message)
        }
    }

    func closed(code: WebSocketCloseCode, reason: String) {
        switch side {
        case .chargePoint: session.chargePointClosed(code, reason)
        case .upstream: session.upstreamClosed(self, code, reason)
        }
    }

    func writabilityChanged(_ isWritable: Bool) {
        switch side {
        case .chargePoint: session.chargePointWritable(isWritable)
        case .upstream: session.upstreamWritable(isWritable)
        }
    }
}
