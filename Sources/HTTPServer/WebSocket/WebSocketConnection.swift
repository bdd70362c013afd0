public import NIOCore
import Synchronization

/// Which end of a WebSocket we are, and what its handshake said.
struct WebSocketEnd: Sendable {
    enum Role: Sendable {
        case client
        case server
    }

    var role: Role
    var remoteAddress: String
    var requestID: String
    var subprotocol: String?
}

/// Sends on one WebSocket; usable from any thread, quickest on the connection's own event loop.
///
/// Messages of one thread go out in the order of its calls. Sending never blocks: watch `bufferedAmount` or
/// `writabilityChanged`; a peer for which more than `WebSocketLimits.bufferedBytes` wait is dropped.
public final class WebSocketConnection: Sendable {
    /// The client's address, behind a trusted proxy the one it names.
    public let remoteAddress: String
    /// The id of the handshake request.
    public let requestID: String
    /// The subprotocol that both sides agreed on.
    public let subprotocol: String?
    /// Where the handler's calls come from.
    public let eventLoop: any EventLoop

    enum Command: Sendable {
        case message(UInt8, ByteBuffer)
        case frames(ByteBuffer)
        case close(WebSocketCloseCode, String)
        case pause
        case resume
        case tolerateSilence(Duration)
    }

    private struct Outbox {
        var commands: [Command] = []
        var isScheduled = false
    }

    private let outbox = Mutex(Outbox())
    private let buffered = Atomic<Int>(0)
    private let handler: NIOLoopBound<WebSocketChannelHandler>

    init(_ end: WebSocketEnd, eventLoop: any EventLoop, handler: WebSocketChannelHandler) {
        remoteAddress = end.remoteAddress
        requestID = end.requestID
        subprotocol = end.subprotocol
        self.eventLoop = eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
    }

    /// Bytes accepted for sending that the kernel has not taken yet; of what it is about to take, some may count as taken.
    public var bufferedAmount: Int { buffered.load(ordering: .relaxed) }

    /// Sends a text message; the buffer must hold UTF-8.
    public func sendText(_ text: ByteBuffer) {
        perform(.message(ReceivedFrame.text, text))
    }

    /// Sends a text message.
    public func sendText(_ text: String) {
        perform(.message(ReceivedFrame.text, ByteBuffer(string: text)))
    }

    /// Sends a binary message.
    public func sendBinary(_ bytes: ByteBuffer) {
        perform(.message(ReceivedFrame.binary, bytes))
    }

    /// Hands on the frames of a message that came over another connection, byte for byte.
    ///
    /// A client's frames are masked and a server's are not, so they may only go on towards the same kind of end.
    public func forward(_ frames: ByteBuffer) {
        perform(.frames(frames))
    }

    /// Sends our Close behind what was sent before; the peer's answer or a timeout ends the connection.
    ///
    /// So that a relay can hand on any ending: 1005 sends a Close without a code, 1006 drops the connection without one,
    /// another code that must not be sent becomes 1011. The reason is cut to 123 bytes.
    public func close(code: WebSocketCloseCode, reason: String = "") {
        perform(.close(code, reason))
    }

    /// Drops the connection at once, without a Close.
    public func drop() {
        perform(.close(.abnormal, ""))
    }

    /// Stops the delivery of messages and, through TCP, the peer; nothing is lost.
    public func pauseReading() {
        perform(.pause)
    }

    /// Goes on with the delivery.
    public func resumeReading() {
        perform(.resume)
    }

    /// Sets how long the peer may say nothing at all while it has never answered a ping, in place of
    /// `WebSocketLimits.silenceTimeout`; never less than the intervals that one has that does answer.
    public func tolerateSilence(of duration: Duration) {
        perform(.tolerateSilence(duration))
    }

    /// Counts bytes that were handed to the channel or taken by the kernel.
    func count(_ bytes: Int) {
        buffered.wrappingAdd(bytes, ordering: .relaxed)
    }

    private func perform(_ command: Command) {
        switch command {
        case .message(_, let bytes), .frames(let bytes): count(bytes.readableBytes)
        case .close, .pause, .resume, .tolerateSilence: break
        }
        if eventLoop.inEventLoop {
            drain()
            handler.value.perform(command)
        } else {
            enqueue(command)
        }
    }

    /// One wake-up of the loop serves all commands that gather until it runs.
    private func enqueue(_ command: Command) {
        let isFirst = outbox.withLock { outbox in
            outbox.commands.append(command)
            let isFirst = !outbox.isScheduled
            outbox.isScheduled = true
            return isFirst
        }
        if isFirst { eventLoop.execute { self.drain() } }
    }

    private func drain() {
        let commands = outbox.withLock { outbox in
            let commands = outbox.commands
            outbox.commands = []
            outbox.isScheduled = false
            return commands
        }
        for command in commands { handler.value.perform(command) }
    }
}
