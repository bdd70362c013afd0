internal import HTTPServer
internal import NIOCore
internal import OCPP
internal import Synchronization

/// A connection to an observer, for one message at a time.
final class ObserverLine: Sendable {
    private struct State {
        var isOpen = true
        var end = ""
        var commands = 0
    }

    private let eventLoop: any EventLoop
    private let socket: NIOLoopBound<ObserverSocket>
    private let state = Mutex(State())
    let openedAt = ContinuousClock.now

    /// Made on the socket's event loop.
    init(_ socket: ObserverSocket, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.socket = NIOLoopBound(socket, eventLoop: eventLoop)
    }

    /// Whether it can be used.
    var isOpen: Bool { state.withLock { $0.isOpen } }
    /// How it ended.
    var end: String { state.withLock { $0.end } }

    /// How many commands the observer sent since this was asked last; none went further.
    func takeCommands() -> Int {
        state.withLock { state in
            defer { state.commands = 0 }
            return state.commands
        }
    }

    /// Sends a message and waits for its answer; `nil` when none came, and then the connection is over.
    func ask(_ bytes: [UInt8], _ id: MessageID, within timeout: Duration) async -> Frame? {
        let answer = eventLoop.flatSubmit { self.socket.value.ask(bytes, id, within: timeout) }
        // The promise is only ever fulfilled.
        return (try? await answer.get()) ?? nil
    }

    /// Sends a message that has no answer.
    func say(_ bytes: [UInt8]) {
        eventLoop.execute { self.socket.value.say(bytes) }
    }

    /// Ends the connection as a charge point does; a message that waits may still be answered for a while.
    func leave(within patience: Duration) {
        eventLoop.execute { self.socket.value.leave(within: patience) }
    }

    func noteCommand() { state.withLock { $0.commands += 1 } }

    func noteEnd(_ words: String) {
        state.withLock { state in
            guard state.isOpen else { return }
            (state.isOpen, state.end) = (false, words)
        }
    }
}

/// The observer's side of a connection, on its event loop.
final class ObserverSocket: WebSocketHandler {
    private struct Waiting {
        let id: MessageID
        let answer: EventLoopPromise<Frame?>
        let timeout: Scheduled<Void>
    }

    private var connection: WebSocketConnection?
    private var waiting: Waiting?
    private var isLeaving = false
    private let eventLoop: any EventLoop
    private let signal: ObserverSignal
    private let metrics: ObserverMetrics
    /// Whoever asks; holds this socket, so it is let go when the connection ends.
    private(set) var line: ObserverLine?

    init(_ signal: ObserverSignal, _ metrics: ObserverMetrics, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.signal = signal
        self.metrics = metrics
        line = ObserverLine(self, eventLoop: eventLoop)
    }

    func opened(_ socket: WebSocketConnection) {
        connection = socket
        metrics.connected.add(1)
    }

    func received(_ message: WebSocketMessage) {
        let frame = RelayFrames.frame(in: message.payload)
        switch frame {
        case .callResult, .callError:
            guard let waiting, waiting.id == frame.id else { return }
            finish(frame)
        case .call(let call): refuse(call)
        case .unreadable: break
        }
    }

    func closed(code: WebSocketCloseCode, reason: String) {
        if connection != nil { metrics.connected.add(-1) }
        connection = nil
        line?.noteEnd("\(code)" + (reason.isEmpty ? "" : " \(reason)"))
        line = nil
        finish(nil)
        signal.ring()
    }

    func writabilityChanged(_ isWritable: Bool) {}

    /// An observer has no control: nothing that it wants comes near the charge point.
    private func refuse(_ call: Call) {
        line?.noteCommand()
        signal.ring()
        metrics.commands.increment()
        let error = CallError(
            id: call.id,
            code: .notSupported,
            reason: "The charge point takes commands from its own back-office only."
        )
        connection?.sendText(ByteBuffer(bytes: error.bytes))
    }

    func ask(_ bytes: [UInt8], _ id: MessageID, within timeout: Duration) -> EventLoopFuture<Frame?> {
        guard let connection, !isLeaving else { return eventLoop.makeSucceededFuture(nil) }
        let answer = eventLoop.makePromise(of: Frame?.self)
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let scheduled = eventLoop.scheduleTask(in: TimeAmount(timeout)) { bound.value.gaveNoAnswer(id) }
        waiting = Waiting(id: id, answer: answer, timeout: scheduled)
        connection.sendText(ByteBuffer(bytes: bytes))
        return answer.futureResult
    }

    func say(_ bytes: [UInt8]) {
        guard !isLeaving else { return }
        connection?.sendText(ByteBuffer(bytes: bytes))
    }

    private func gaveNoAnswer(_ id: MessageID) {
        guard waiting?.id == id else { return }
        line?.noteEnd("no answer")
        connection?.drop()
    }

    private func finish(_ frame: Frame?) {
        guard let done = waiting else { return }
        waiting = nil
        done.timeout.cancel()
        done.answer.succeed(frame)
        if isLeaving { connection?.close(code: .goingAway) }
    }

    func leave(within patience: Duration) {
        guard let connection, !isLeaving else { return }
        isLeaving = true
        guard waiting != nil else { return connection.close(code: .goingAway) }
        eventLoop.scheduleTask(in: TimeAmount(patience)) { connection.close(code: .goingAway) }
    }
}
