internal import Synchronization

/// Wakes one waiting task; signals that come while nobody waits are kept as one.
final class SpoolSignal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Wakes the waiting task, or the next one to wait.
    func send() {
        continuation.yield()
    }

    /// No signal will come any more.
    func finish() {
        continuation.finish()
    }

    /// One element per wake-up; for a single task.
    var signals: AsyncStream<Void> { stream }
}
