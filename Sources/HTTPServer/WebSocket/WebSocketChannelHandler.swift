import NIOCore

/// One WebSocket on its event loop, at either end: rules of RFC 6455, putting fragments together, pings, close
/// handshake.
final class WebSocketChannelHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
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
    private let metrics: WebSocketMetrics
    private let makeHandler: @Sendable () -> any WebSocketHandler
    private var user: (any WebSocketHandler)?
    private var socket: WebSocketConnection?
    private var context: ChannelHandlerContext?
    private var state = State.open
    private let scanner: FrameScanner
    private var assembly: MessageAssembly
    /// Bytes of a frame that is not whole yet, or that came while reading was paused.
    private var rest: ByteBuffer?
    private var isScanning = false
    private var isPaused = false
    private var isReadHeld = false
    private let eventLoop: any EventLoop
    private lazy var round = FlushRound.of(eventLoop)
    private var pulse: Pulse
    private var pings: RepeatedTask?
    private var outgoing: OutgoingFrames
    private var isFlushScheduled = false
    /// Bytes that were handed to a channel that could not take more; they count until it can.
    private var unsettled = 0

    init(
        _ end: WebSocketEnd,
        limits: WebSocketLimits,
        channel: any Channel,
        metrics: WebSocketMetrics,
        makeHandler: @escaping @Sendable () -> any WebSocketHandler
    ) {
        self.limits = limits
        eventLoop = channel.eventLoop
        pulse = Pulse(limits)
        self.metrics = metrics
        self.makeHandler = makeHandler
        scanner = FrameScanner(payloadLimit: limits.messageBytes, expectsMask: end.role == .server)
        assembly = MessageAssembly(limits: limits)
        outgoing = OutgoingFrames(masks: end.role == .client)
        socket = WebSocketConnection(end, eventLoop: channel.eventLoop, handler: self)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        metrics.open(1)
        startPings(context)
        let user = makeHandler()
        self.user = user
        if let socket { user.opened(socket) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        metrics.open(-1)
        finish(.abnormal, "")
        pings?.cancel()
        socket = nil
        self.context = nil
        round.readingEnded()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.abnormal, "")
        pings?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        round.readingBegan()
        pulse.heard()
        take(in: unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        round.readingEnded()
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if isPaused { isReadHeld = true } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { settle(0) }
        if state == .open { user?.writabilityChanged(context.channel.isWritable) }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        drop()
    }

    /// Tells the program that the connection ended before it began.
    func abandon() {
        guard context == nil else { return }
        makeHandler().closed(code: .abnormal, reason: "")
        socket = nil
    }

    // MARK: Frames in

    private func take(in bytes: ByteBuffer) {
        guard rest != nil else {
            rest = bytes
            return scan()
        }
        rest?.writeImmutableBuffer(bytes)
        scan()
    }

    /// Takes every whole frame, until a handler pauses or ends it; a handler may do so from inside.
    private func scan() {
        guard !isScanning else { return }
        isScanning = true
        defer { isScanning = false }
        while !isPaused, state != .ended, var bytes = rest {
            rest = nil
            do throws(MessageAssembly.Violation) {
                guard let frame = try scanner.next(from: &bytes) else { return keep(bytes) }
                rest = bytes.readableBytes > 0 ? bytes : nil
                take(frame)
            } catch {
                fail(error.code, error.reason)
            }
        }
    }

    /// Keeps the front of a frame, with room for all of it, so that it does not move at every read.
    private func keep(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        guard let whole = scanner.frameBytes(at: bytes), whole > bytes.capacity else {
            rest = bytes
            return
        }
        var larger = context?.channel.allocator.buffer(capacity: whole) ?? ByteBuffer()
        larger.writeImmutableBuffer(bytes)
        rest = larger
    }

    private func take(_ frame: ReceivedFrame) {
        metrics.framesReceived.increment()
        switch frame.opcode {
        case ReceivedFrame.ping: if state == .open { enqueue(ReceivedFrame.pong, frame.payload) }
        case ReceivedFrame.pong: pulse.answered(frame.payload)
        case ReceivedFrame.close: takeClose(frame.payload)
        default: if state == .open { takeData(frame) }
        }
    }

    private func takeData(_ frame: ReceivedFrame) {
        do throws(MessageAssembly.Violation) {
            guard let message = try assembly.add(frame) else { return }
            user?.received(message)
        } catch {
            fail(error.code, error.reason)
        }
    }

    /// Answers the peer's Close, or ends ours.
    ///
    /// Source: RFC 6455 §5.5.1, §7.1.
    private func takeClose(_ payload: ByteBuffer) {
        guard let close = ClosePayload(payload) else { return fail(.protocolError, "Malformed close frame.") }
        if state == .open { enqueue(ReceivedFrame.close, payload) }
        state = .ended
        finish(close.code, close.reason)
        flush { context in context.close(promise: nil) }
    }

    /// Ends the connection for a broken rule: our Close, then silence until the peer is gone or the time is over.
    private func fail(_ code: WebSocketCloseCode, _ reason: String) {
        guard state != .ended else { return }
        if state == .open { enqueue(ReceivedFrame.close, ClosePayload.encode(code, reason)) }
        state = .ended
        finish(code, reason)
        dropLater()
        flush { context in context.close(mode: .output, promise: nil) }
    }

    /// Tells the handler once that it is over.
    private func finish(_ code: WebSocketCloseCode, _ reason: String) {
        let user = user
        self.user = nil
        rest = nil
        isPaused = false
        user?.closed(code: code, reason: reason)
    }

    // MARK: Commands

    func perform(_ command: WebSocketConnection.Command) {
        switch command {
        case .message(let opcode, let payload): send(opcode, payload)
        case .frames(let frames): forward(frames)
        case .close(.abnormal, _): drop()
        case .close(let code, let reason): close(code: code, reason: reason)
        case .pause: isPaused = user != nil
        case .resume: resume()
        case .tolerateSilence(let duration): pulse.tolerate(silence: duration)
        }
    }

    func close(code: WebSocketCloseCode, reason: String) {
        guard state == .open else { return }
        enqueue(ReceivedFrame.close, ClosePayload.encode(code, reason))
        state = .closeSent
        dropLater()
        resume()
    }

    func drop() {
        state = .ended
        context?.close(promise: nil)
    }

    private func send(_ opcode: UInt8, _ payload: ByteBuffer) {
        guard mayBuffer(payload) else { return }
        outgoing.countedBytes += payload.readableBytes
        enqueue(opcode, payload)
    }

    private func forward(_ frames: ByteBuffer) {
        guard mayBuffer(frames), let context else { return }
        outgoing.countedBytes += frames.readableBytes
        metrics.framesSent.increment()
        write(outgoing.append(frames, coalescing: limits.coalescedBytes), context)
    }

    private func mayBuffer(_ bytes: ByteBuffer) -> Bool {
        guard state == .open, let socket, context != nil else {
            discard(bytes)
            return false
        }
        guard socket.bufferedAmount <= limits.bufferedBytes else {
            discard(bytes)
            drop()
            return false
        }
        return true
    }

    private func discard(_ payload: ByteBuffer) {
        socket?.count(-payload.readableBytes)
    }

    private func resume() {
        isPaused = false
        scan()
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

    private func enqueue(_ opcode: UInt8, _ payload: ByteBuffer) {
        guard let context else { return }
        metrics.framesSent.increment()
        write(outgoing.append(opcode, payload, coalescing: limits.coalescedBytes), context)
    }

    private func write(_ full: [ByteBuffer], _ context: ChannelHandlerContext) {
        for bytes in full { context.write(wrapOutboundOut(bytes), promise: nil) }
        scheduleFlush(context)
    }

    private func scheduleFlush(_ context: ChannelHandlerContext) {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        round.add(self, on: eventLoop)
    }

    /// Hands on what was gathered.
    func flush() {
        isFlushScheduled = false
        guard let context, let (bytes, counted) = outgoing.take() else { return }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        settle(counted)
    }

    /// Hands on what was gathered, and acts when the kernel has it.
    private func flush(then next: @escaping (ChannelHandlerContext) -> Void) {
        isFlushScheduled = false
        guard let context else { return }
        guard let (bytes, counted) = outgoing.take() else { return next(context) }
        context.writeAndFlush(wrapOutboundOut(bytes)).assumeIsolated().whenComplete { _ in next(context) }
        settle(counted)
    }

    /// Counts bytes as taken while the channel takes more; less than its watermark may still wait then.
    private func settle(_ bytes: Int) {
        unsettled += bytes
        guard unsettled > 0, context?.channel.isWritable ?? true else { return }
        socket?.count(-unsettled)
        unsettled = 0
    }

    // MARK: Pings

    private func startPings(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let interval = TimeAmount(limits.pingInterval)
        pings = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            bound.value.tick()
        }
    }

    /// A peer that is gone for all we know is told so before it is dropped: it may only be unable to answer pings.
    private func tick() {
        guard state == .open else { return }
        if isPaused { pulse.heard() }
        guard let ping = pulse.next() else { return close(code: .goingAway, reason: "Nothing was heard for too long.") }
        enqueue(ReceivedFrame.ping, ping)
    }
}
