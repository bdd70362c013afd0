import Synchronization

/// Whether this process hears what the others say over the database.
final class Hearing: Sendable {
    private struct State {
        var hasBegun = false
        var waiting: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    /// Says that it hears them.
    func begin() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.hasBegun = true
            return state.waiting
        }
        for one in waiting { one.finish() }
    }

    /// Returns when it hears them, or after a while; whether it hears them.
    @discardableResult
    func wait(atMost patience: Duration) async -> Bool {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let hasBegun = state.withLock { state in
            if !state.hasBegun { state.waiting.append(continuation) }
            return state.hasBegun
        }
        if hasBegun { return true }
        await withDiscardingTaskGroup { group in
            group.addTask {
                do { try await Task.sleep(for: patience) } catch {}
                continuation.finish()
            }
            for await _ in stream {}
            group.cancelAll()
        }
        return state.withLock { $0.hasBegun }
    }
}
