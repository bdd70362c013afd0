internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Synchronization
internal import Values

/// Keeps storms and guessers away from the door.
final class Doorkeeper: Sendable {
    private struct State {
        var rate: RateLimit
        var failures: FailureLog
    }

    private let state: Mutex<State>
    private let patience: Duration

    init(limits: GatewayLimits) {
        let rate = RateLimit(perSecond: limits.handshakesPerSecond, burst: limits.handshakeBurst)
        let failures = FailureLog(perMinute: limits.failuresPerMinute, limit: limits.rememberedFailures)
        state = Mutex(State(rate: rate, failures: failures))
        patience = limits.handshakePatience
    }

    /// Waits until it is a handshake's turn to be looked at; `false` when it is put off.
    func admits(_ visitor: String, at now: Timestamp) async -> Bool {
        let wait = state.withLock { state -> Int64? in
            guard !state.failures.isExhausted(visitor, at: now) else { return nil }
            return state.rate.takeInTurn(at: now, within: patience)
        }
        guard let wait else { return false }
        guard wait > 0 else { return true }
        return (try? await Task.sleep(for: .microseconds(wait))) != nil
    }

    /// Notes a refusal.
    func refused(_ visitor: String, at now: Timestamp) {
        state.withLock { $0.failures.add(visitor, at: now) }
    }
}

extension Gateway {
    /// Decides about a handshake before anything is answered.
    ///
    /// Source: OCPP-J 1.6 §3.2 and §6.2.2; 404 and 401 before the protocols are switched.
    func decide(_ request: Request) async -> WebSocketDecision {
        let now = clock()
        let identity = request.parameter("identity")
        let visitor = identity + "\u{0}" + request.remoteAddress
        guard await doorkeeper.admits(visitor, at: now) else {
            note(.tooMany, request, table.chargePoint(identity: identity), at: now)
            return refuse(.tooMany, Refusal.tooMany)
        }
        guard spool.condition == .open else {
            note(.notReady, request, table.chargePoint(identity: identity), at: now)
            return refuse(.notReady, Refusal.notReady)
        }
        guard let found = table.chargePoint(identity: identity) else {
            return await decideUnknown(request, visitor, at: now)
        }
        // Credentials that are passed on are the back-office's to judge.
        let isJudgedElsewhere = found.relay?.authorization == .pass && !found.needsCertificate
        guard let chargePoint = isJudgedElsewhere ? found : authentic(request, found) else {
            doorkeeper.refused(visitor, at: now)
            noteCredentials(request, found, at: now)
            return refuse(.wrongKey, Refusal.wrongKey)
        }
        guard let route = chargePoint.relay else {
            // Without a back-office nobody may answer a charge point that nobody registered.
            return chargePoint.isUnknown
                ? turnAwayUnknown(request, visitor, at: now) : negotiate(request, chargePoint)
        }
        await makeRoomElsewhere(chargePoint, route, request)
        return counted(await relay.open(request, chargePoint, route, through: self), visitor, at: now)
    }

    /// Notes what a back-office decided.
    func counted(_ decision: WebSocketDecision, _ visitor: String, at now: Timestamp) -> WebSocketDecision {
        switch decision {
        case .accept: metrics.handshake(.accepted)
        case .reject(let answer):
            // Who is turned away for what it shows may be guessing; who finds nobody there is not.
            if [.unauthorized, .forbidden, .notFound].contains(answer.status) { doorkeeper.refused(visitor, at: now) }
        }
        return decision
    }

    /// The charge point as it is let in, by its client certificate where one is asked for, else by its key or the one
    /// that it was told to take; `nil` when it shows none of them.
    private func authentic(_ request: Request, _ chargePoint: RegisteredChargePoint) -> RegisteredChargePoint? {
        if chargePoint.needsCertificate {
            return table.admits(request.clientCertificates, chargePoint, at: clock()) ? chargePoint : nil
        }
        guard let credential = Credential(request.headers["Authorization"]) else { return nil }
        if let hash = chargePoint.keyHash, credential.belongs(to: chargePoint.identity, keyHash: hash) {
            return chargePoint
        }
        guard let next = chargePoint.nextKeyHash, credential.belongs(to: chargePoint.identity, keyHash: next) else {
            return nil
        }
        var renewed = chargePoint
        renewed.keyHash = next
        return renewed
    }

    /// Without a common subprotocol the handshake is completed without the field, and the connection closed.
    private func negotiate(_ request: Request, _ chargePoint: RegisteredChargePoint) -> WebSocketDecision {
        let offered = request.headers.tokens("Sec-WebSocket-Protocol")
        let chosen = offered.first { SpokenProtocol(rawValue: $0.lowercased()) != nil }
        guard chosen != nil || (offered.isEmpty && chargePoint.toleratesMissingSubprotocol) else {
            metrics.handshake(.noSubprotocol)
            noteProtocols(offered, request, chargePoint, at: clock())
            return .accept(subprotocol: nil) { ClosingHandler() }
        }
        metrics.handshake(.accepted)
        let spoken = chosen.flatMap { SpokenProtocol(rawValue: $0.lowercased()) } ?? .ocpp16
        return .accept(subprotocol: chosen) {
            ChargePointSession(gateway: self, chargePoint: chargePoint, spoken: spoken)
        }
    }

    func refuse(_ outcome: GatewayMetrics.Handshake, _ response: Response) -> WebSocketDecision {
        metrics.handshake(outcome)
        return .reject(response)
    }
}

/// The refusals of a handshake, in words that an installer can read.
enum Refusal {
    static var tooMany: Response {
        later(.tooManyRequests, "Too many attempts; try again in a minute.", seconds: 60)
    }

    static var notReady: Response {
        later(.serviceUnavailable, "Messages cannot be kept at the moment.", seconds: 10)
    }

    static var unknownIdentity: Response {
        .text(
            "No charge point has this identity; check the last part of the address, capitals count.",
            status: .notFound
        )
    }

    static var wrongKey: Response {
        let text = "Sign in with Basic authentication: the user is the identity, the password the charge point's key."
        var response = Response.text(text, status: .unauthorized)
        response.headers["WWW-Authenticate"] = "Basic realm=\"OCPP\", charset=\"UTF-8\""
        return response
    }

    private static func later(_ status: Status, _ text: String, seconds: Int) -> Response {
        var response = Response.text(text, status: status)
        response.headers["Retry-After"] = String(seconds)
        return response
    }
}

/// Closes a connection without a common subprotocol as soon as it is open.
final class ClosingHandler: WebSocketHandler {
    func opened(_ socket: WebSocketConnection) {
        socket.close(
            code: .protocolError,
            reason: "Offer the subprotocol \(OCPP16.subprotocol) or \(OCPP201.subprotocol)."
        )
    }

    func received(_ message: WebSocketMessage) {}
    func closed(code: WebSocketCloseCode, reason: String) {}
    func writabilityChanged(_ isWritable: Bool) {}
}
