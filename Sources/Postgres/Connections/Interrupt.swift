internal import Synchronization

/// Carries the wish to cancel an operation from any thread to the connection's own.
///
/// Operations are numbered, so that a cancellation that comes too late never hits the operation that follows.
final class Interrupt: Sendable {
    private struct State {
        var last: UInt64 = 0
        var running: UInt64 = 0
        var requested: Set<UInt64> = []
    }

    private let state = Mutex(State())
    private let bell: Bell

    init(bell: Bell) {
        self.bell = bell
    }

    /// A number for an operation that is about to be queued.
    func number() -> UInt64 {
        state.withLock { state in
            state.last += 1
            return state.last
        }
    }

    /// Asks that the operation be cancelled, whether it runs yet or not.
    func request(_ operation: UInt64) {
        state.withLock { _ = $0.requested.insert(operation) }
        bell.ring()
    }

    /// Says that the operation runs from now on.
    func start(_ operation: UInt64) {
        state.withLock { $0.running = operation }
    }

    /// Says that the operation is done; nothing can be cancelled until the next one starts.
    func finish(_ operation: UInt64) {
        state.withLock { state in
            state.running = 0
            state.requested.remove(operation)
        }
    }

    /// Whether the running operation shall be cancelled.
    var isRequested: Bool {
        state.withLock { $0.requested.contains($0.running) }
    }
}
