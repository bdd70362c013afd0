import Synchronization

/// Wakes work that waits: any number of rings while it is busy wake it once more.
package final class Bell: Sendable {
    private let continuation: AsyncStream<Void>.Continuation
    /// The rings, for one listener.
    package let rings: AsyncStream<Void>

    package init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Wakes the listener.
    package func ring() { continuation.yield() }

    /// Ends the listener's loop.
    package func silence() { continuation.finish() }
}
