import NIOCore
import NIOWebSocket

/// One WebSocket on its event loop: rules of RFC 6455, putting fragments together, pings, close handshake.
final class WebSocketChannelHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case open
        /// Our Close is out, the peer's is awaited.
        case closeSent
        /// Nothing is read or sent any more; the socket goes as soon as the last bytes are out.
        case ended
    }

    private let limits: WebSocketLimits
    private let metrics: ServerMetrics
    private let makeHandler: @Sendable () -> any WebSocketHandler
    private var user: (any WebSocketHandler)?
    private var socket: WebSocketConnection?
    private var context: ChannelHandlerContext?
    private var state = State.open
    private var assembly: MessageAssembly
    private var waiting = CircularBuffer<WebSocketFrame>()
    private var isPaused = false
    private var isReadHeld = false
    private var isReading = false
    private var hasHeardPeer = false
    private var silence = 0
    private var pings: RepeatedTask?
    private var outgoing = OutgoingFrames()
    private var isFlushScheduled = false

    init(plan: WebSocketPlan, channel: any Channel, metrics: ServerMetrics) {
        limits = plan.limits
        self.metrics = metrics
        makeHandler = plan.makeHandler
        assembly = MessageAssembly(limits: plan.limits)
        socket = WebSocketConnection(plan: plan, eventLoop: channel.eventLoop, handler: self)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        metrics.webSockets.add(1)
        startPings(context)
        let user = makeHandler()
        self.user = user
        if let socket { user.opened(socket) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        metrics.webSockets.add(-1)
        finish(.abnormal, "")
        pings?.cancel()
        socket = nil
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.abnormal, "")
        pings?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        hasHeardPeer = true
        let frame = unwrapInboundIn(data)
        if isPaused { waiting.append(frame) } else { take(frame) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if isPaused { isReadHeld = true } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if state == .open { user?.writabilityChanged(context.channel.isWritable) }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? NIOWebSocketError {
        case .invalidFrameLength: fail(.messageTooBig, "At most \(limits.messageBytes) bytes.")
        case .fragmentedControlFrame, .multiByteControlFrameLength: fail(.protocolError, "Malformed control frame.")
        case nil: drop()
        }
    }

    /// Tells the program that the connection ended before it began.
    func abandon() {
        guard context == nil else { return }
        makeHandler().closed(code: .abnormal, reason: "")
        socket = nil
    }

    // MARK: Frames in

    private func take(_ frame: WebSocketFrame) {
        guard state != .ended else { return }
        metrics.framesReceived.increment()
        guard frame.maskKey != nil else { return fail(.protocolError, "Frames from a client are masked.") }
        guard !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return fail(.protocolError, "A reserved bit is set.") }
        switch frame.opcode {
        case .ping: if state == .open { enqueue(.pong, frame.unmaskedPayload) }
        case .pong: break
        case .connectionClose: takeClose(frame.unmaskedPayload)
        case .text, .binary, .continuation: if state == .open { takeData(frame) }
        default: fail(.protocolError, "Unknown opcode.")
        }
    }

    private func takeData(_ frame: WebSocketFrame) {
        do throws(MessageAssembly.Violation) {
            guard let message = try assembly.add(frame) else { return }
            user?.received(message.payload, text: message.isText)
        } catch {
            fail(error.code, error.reason)
        }
    }

    /// Answers the peer's Close, or ends ours.
    ///
    /// Source: RFC 6455 §5.5.1, §7.1.
    private func takeClose(_ payload: ByteBuffer) {
        guard let close = ClosePayload(payload) else { return fail(.protocolError, "Malformed close frame.") }
        if state == .open { enqueue(.connectionClose, payload) }
        state = .ended
        finish(close.code, close.reason)
        flush { context in context.close(promise: nil) }
    }

    /// Ends the connection for a broken rule: our Close, then silence until the peer is gone or the time is over.
    private func fail(_ code: WebSocketCloseCode, _ reason: String) {
        guard state != .ended else { return }
        if state == .open { enqueue(.connectionClose, ClosePayload.encode(code, reason)) }
        state = .ended
        finish(code, reason)
        dropLater()
        flush { context in context.close(mode: .output, promise: nil) }
    }

    /// Tells the handler once that it is over.
    private func finish(_ code: WebSocketCloseCode, _ reason: String) {
        let user = user
        self.user = nil
        waiting.removeAll()
        isPaused = false
        user?.closed(code: code, reason: reason)
    }

    // MARK: Commands

    func perform(_ command: WebSocketConnection.Command) {
        switch command {
        case .message(let opcode, let payload): send(opcode, payload)
        case .close(.abnormal, _): drop()
        case .close(let code, let reason): close(code: code, reason: reason)
        case .pause: isPaused = user != nil
        case .resume: resume()
        }
    }

    func close(code: WebSocketCloseCode, reason: String) {
        guard state == .open else { return }
        enqueue(.connectionClose, ClosePayload.encode(code, reason))
        state = .closeSent
        dropLater()
        resume()
    }

    func drop() {
        state = .ended
        context?.close(promise: nil)
    }

    private func send(_ opcode: WebSocketOpcode, _ payload: ByteBuffer) {
        guard state == .open, let socket, context != nil else { return discard(payload) }
        guard socket.bufferedAmount <= limits.bufferedBytes else {
            discard(payload)
            return drop()
        }
        outgoing.countedBytes += payload.readableBytes
        enqueue(opcode, payload)
    }

    private func discard(_ payload: ByteBuffer) {
        socket?.count(-payload.readableBytes)
    }

    private func resume() {
        isPaused = false
        while !isPaused, let frame = waiting.popFirst() { take(frame) }
        guard !isPaused, isReadHeld else { return }
        isReadHeld = false
        context?.read()
    }

    private func dropLater() {
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(limits.closeTimeout)) { bound.value.drop() }
    }

    // MARK: Frames out

    private func enqueue(_ opcode: WebSocketOpcode, _ payload: ByteBuffer) {
        guard let context else { return }
        metrics.framesSent.increment()
        for full in outgoing.append(opcode, payload, coalescing: limits.coalescedBytes) {
            context.write(wrapOutboundOut(full), promise: nil)
        }
        scheduleFlush(context)
    }

    /// While frames are read the end of the read flushes, otherwise the end of this turn of the loop does.
    private func scheduleFlush(_ context: ChannelHandlerContext) {
        guard !isReading, !isFlushScheduled else { return }
        isFlushScheduled = true
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute { bound.value.flush() }
    }

    private func flush(then next: ((ChannelHandlerContext) -> Void)? = nil) {
        isFlushScheduled = false
        guard let context else { return }
        guard let (bytes, counted) = outgoing.take() else {
            next?(context)
            return
        }
        let written = context.writeAndFlush(wrapOutboundOut(bytes)).assumeIsolated()
        let socket = socket
        written.whenComplete { _ in
            socket?.count(-counted)
            next?(context)
        }
    }

    // MARK: Pings

    private func startPings(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let interval = TimeAmount(limits.pingInterval)
        pings = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            bound.value.tick()
        }
    }

    /// A peer of which nothing at all is heard for some intervals is gone; one that we do not read is not judged.
    private func tick() {
        guard state == .open else { return }
        silence = hasHeardPeer || isPaused ? 0 : silence + 1
        hasHeardPeer = false
        guard silence < limits.silentIntervals else { return drop() }
        enqueue(.ping, ByteBuffer())
    }
}
