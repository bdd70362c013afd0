internal import HTTPServer
internal import Synchronization
internal import Values

/// Charge points that nobody registered.
///
/// Off unless an operator named a back-office for how their identities begin. Then they go through to it and are copied
/// until a person decides about them; they are never answered here. One is kept only after the back-office took it, so
/// that guessers leave no trace but what the back-office itself lets in, and no more than the limit of
/// ``ChargePointDirectory/keep(_:from:)``.
extension Gateway {
    /// Decides about the handshake of an identity that nobody registered.
    func decideUnknown(_ request: Request, _ visitor: String, at now: Timestamp) async -> WebSocketDecision {
        let identity = request.parameter("identity")
        guard let rule = table.rule(for: identity), isIdentity(identity) else {
            return turnAwayUnknown(request, visitor, at: now)
        }
        guard unknownHandshakes.enter() else { return refuse(.tooMany, Refusal.tooMany) }
        defer { unknownHandshakes.leave() }
        let id: ChargePointID
        do {
            id = try await ports.directory.reserveChargePoint()
        } catch {
            metrics.loadFailures.increment()
            note(.notReady, request, nil, at: now)
            return refuse(.notReady, Refusal.notReady)
        }
        let unknown = RegisteredChargePoint(
            id: id,
            operatorID: rule.operatorID,
            identity: identity,
            keyHash: nil,
            relay: rule.route,
            isUnknown: true
        )
        let decision = await relay.open(request, unknown, rule.route, through: self) { [self] in
            await keep(unknown, from: request.remoteAddress)
        }
        return counted(decision, visitor, at: now)
    }

    /// What a charge point that nobody registered gets, whatever became of it.
    func turnAwayUnknown(_ request: Request, _ visitor: String, at now: Timestamp) -> WebSocketDecision {
        doorkeeper.refused(visitor, at: now)
        note(.unknownIdentity, request, nil, at: now)
        return refuse(.unknownIdentity, Refusal.unknownIdentity)
    }

    private func keep(_ unknown: RegisteredChargePoint, from remoteAddress: String) async -> Bool {
        do {
            guard try await ports.directory.keep(unknown, from: remoteAddress) else { return false }
        } catch {
            metrics.loadFailures.increment()
            return false
        }
        table.admit(unknown)
        return true
    }

    /// Whether a text can be registered as an identity later.
    private func isIdentity(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        return scalars.count <= 255 && scalars.last?.properties.isWhitespace == false
            && scalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

/// Handshakes of unknown charge points that are under way: each dials a back-office, whoever asks for it.
final class UnknownHandshakes: Sendable {
    private let count = Mutex(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes one of the places; `false` when there is none.
    func enter() -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() {
        count.withLock { $0 -= 1 }
    }
}
