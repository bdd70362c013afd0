import NIOCore
import NIOPosix

/// The connections of one event loop that have something to send at the end of what the loop does now.
///
/// Between the reads of a connection and their end nothing is flushed, so that answers and what is passed on go out
/// together, without a task of the loop for each. Otherwise the end of this turn of the loop flushes.
final class FlushRound: Sendable {
    private struct State {
        var waiting: [WebSocketChannelHandler] = []
        var isReading = false
    }

    private static let ofThread = ThreadSpecificVariable<FlushRound>()

    private let state: NIOLoopBoundBox<State>

    private init(_ eventLoop: any EventLoop) {
        state = NIOLoopBoundBox(State(), eventLoop: eventLoop)
    }

    /// The round of an event loop, asked for on its thread.
    static func of(_ eventLoop: any EventLoop) -> FlushRound {
        if let known = ofThread.currentValue, known.state.eventLoop === eventLoop { return known }
        let round = FlushRound(eventLoop)
        ofThread.currentValue = round
        return round
    }

    /// A connection is read; ``readingEnded()`` follows, or its end.
    func readingBegan() {
        state.value.isReading = true
    }

    /// What was read is dealt with.
    func readingEnded() {
        state.value.isReading = false
        flushAll()
    }

    /// Has a connection flushed soon; it asks once.
    func add(_ handler: WebSocketChannelHandler, on eventLoop: any EventLoop) {
        state.value.waiting.append(handler)
        guard !state.value.isReading, state.value.waiting.count == 1 else { return }
        eventLoop.execute { self.flushAll() }
    }

    private func flushAll() {
        while let handler = state.value.waiting.popLast() { handler.flush() }
    }
}
