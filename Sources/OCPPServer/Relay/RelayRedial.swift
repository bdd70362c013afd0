internal import HTTPServer
internal import NIOCore

/// Dials a lost back-office again until it answers or the grace time is over; for a charge point that is answered here
/// meanwhile, as long as that is connected.
struct RelayRedial {
    private let session: RelaySession
    private let deadline: NIODeadline?

    init(_ session: RelaySession) {
        self.session = session
        deadline = session.desk == nil ? .now() + TimeAmount(session.relay.limits.grace) : nil
    }

    func start() {
        later(TimeAmount(session.relay.limits.redialPause))
    }

    private func later(_ pause: TimeAmount) {
        guard session.isRedialling, deadline.map({ .now() + pause < $0 }) ?? true else {
            return session.redialFailed()
        }
        let longest = TimeAmount(session.relay.limits.longestRedialPause)
        let next = min(pause * 2, longest)
        // A fleet that lost its back-office in one moment must not dial in one moment.
        let spread =
            deadline == nil ? TimeAmount.nanoseconds(.random(in: pause.nanoseconds / 2...pause.nanoseconds)) : pause
        let bound = NIOLoopBound(self, eventLoop: session.eventLoop)
        session.eventLoop.scheduleTask(in: spread) { bound.value.dial(next: next) }
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
            case .success(.refused(let status, _)):
                // Whoever stands before a back-office that starts again says so with such a status.
                if Relay.isAway(status) { self.later(pause) } else { self.session.redialFailed() }
            case .failure: self.later(pause)
            }
        }
    }
}
