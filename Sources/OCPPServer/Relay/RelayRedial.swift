internal import HTTPServer
internal import NIOCore

/// Dials a lost back-office again until it answers or the grace time is over.
struct RelayRedial {
    private let session: RelaySession
    private let deadline: NIODeadline

    init(_ session: RelaySession) {
        self.session = session
        deadline = .now() + TimeAmount(session.relay.limits.grace)
    }

    func start() {
        later(TimeAmount(session.relay.limits.redialPause))
    }

    private func later(_ pause: TimeAmount) {
        guard session.isRedialling, .now() + pause < deadline else { return session.redialFailed() }
        let bound = NIOLoopBound(self, eventLoop: session.eventLoop)
        session.eventLoop.scheduleTask(in: pause) { bound.value.dial(next: pause * 2) }
    }

    private func dial(next pause: TimeAmount) {
        guard session.isRedialling else { return session.redialFailed() }
        let bound = NIOLoopBound(session, eventLoop: session.eventLoop)
        session.relay.dialer.dial(
            session.target,
            on: session.eventLoop,
            limits: session.relay.limits.sockets,
            timeout: session.relay.limits.dialTimeout
        ) {
            RelayLeg(.upstream, of: bound.value)
        }
        .assumeIsolated()
        .whenComplete { result in
            switch result {
            case .success(.accepted(let headers)):
                // Another protocol than the charge point was told would confuse both.
                guard headers["Sec-WebSocket-Protocol"] == self.session.agreed else {
                    return self.session.end(.goingAway, "The back-office speaks another protocol now.")
                }
            case .success(.refused): self.session.redialFailed()
            case .failure: self.later(pause)
            }
        }
    }
}
