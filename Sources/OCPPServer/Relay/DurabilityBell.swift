internal import NIOCore
internal import Synchronization

/// Carries word from the spool's writer to a session's event loop: how many of its held answers are on the disk.
///
/// One wake-up of the loop serves all answers of a group commit.
final class DurabilityBell: Sendable {
    private struct State {
        var durable = 0
        var hasFailed = false
        var isRung = false
    }

    private let state = Mutex(State())
    private let eventLoop: any EventLoop
    private let session: NIOLoopBound<RelaySession>

    init(_ session: RelaySession, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.session = NIOLoopBound(session, eventLoop: eventLoop)
    }

    /// Called by the writer once per held answer, in order.
    func ring(isDurable: Bool) {
        let mustWake = state.withLock { state in
            if isDurable { state.durable += 1 } else { state.hasFailed = true }
            defer { state.isRung = true }
            return !state.isRung
        }
        if mustWake { eventLoop.execute { self.answer() } }
    }

    private func answer() {
        let (durable, hasFailed) = state.withLock { state in
            defer { state = State() }
            return (state.durable, state.hasFailed)
        }
        session.value.becameDurable(durable, hasFailed: hasFailed)
    }
}
