import Logging
import NIOCore
import NIOHTTP1

/// One connection on its event loop: collects requests one at a time, keeps their order, holds the deadlines.
///
/// idle → head → body → answering → (draining) → idle, or → draining → lingering → closed; answering → detached when a
/// WebSocket takes over. Requests that arrive while one is answered wait in `queue`, and reading stops.
final class HTTPConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        case idle
        case head
        case body
        case answering
        case streaming
        case draining(keepsAlive: Bool)
        case lingering
        case detached
    }

    /// A request of which the end has not come yet.
    struct Incoming {
        var head: RequestHead
        var match: Router.Match
        var keepsAlive: Bool
        var limit: Int
        var body: [UInt8] = []
        var refusal: HTTPError?
        var startedAt = ContinuousClock.now
    }

    private enum Piece {
        case part(HTTPServerRequestPart)
        case failure(HTTPError)
    }

    /// Memory set aside for a body on the mere word of its announced length.
    static let reservedBodyBytes = 64 * 1024

    let server: ServerContext
    let peer: Peer
    let mailbox: Mailbox<Exchange>
    var phase = Phase.head
    var context: ChannelHandlerContext?
    var clock = ConnectionClock()
    var stream: OutgoingStream?
    private let isRefused: Bool
    private let intake: RequestIntake
    private var incoming: Incoming?
    private var queue = CircularBuffer<Piece>()
    private var requestCount = 0
    private var hasLineEnd = false
    /// The first bytes of the request line, for telling an unknown method from nonsense.
    private var lineStart: [UInt8] = []
    private var isReadHeld = false
    private var isInputClosed = false
    private var isShuttingDown = false
    private var lingeredBytes = 0

    init(server: ServerContext, peer: Peer, mailbox: Mailbox<Exchange>, isRefused: Bool) {
        self.server = server
        self.peer = peer
        self.mailbox = mailbox
        self.isRefused = isRefused
        intake = RequestIntake(limits: server.limits)
    }

    // MARK: Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        arm(.head, in: server.limits.headerTimeout)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        clock.disarm()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        clock.disarm()
        mailbox.close()
        loseStream()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .idle, .head, .body: take(unwrapInboundIn(data))
        case .answering, .streaming, .draining(keepsAlive: true): enqueue(.part(unwrapInboundIn(data)))
        case .detached: context.fireChannelRead(data)
        case .draining, .lingering: break
        }
    }

    /// A request that came whole needs no timer; only one that is still incomplete gets its deadline here.
    func channelReadComplete(context: ChannelHandlerContext) {
        if case .head = phase, clock.deadline?.kind != .head { arm(.head, in: server.limits.headerTimeout) }
        context.fireChannelReadComplete()
    }

    /// Backpressure: a client whose request is being answered is not read from.
    func read(context: ChannelHandlerContext) {
        switch phase {
        case .idle, .head, .body, .lingering, .detached: context.read()
        case .answering, .streaming, .draining: isReadHeld = true
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .detached = phase { return context.fireErrorCaught(error) }
        guard let failure = failure(for: error) else { return context.close(promise: nil) }
        switch phase {
        case .idle, .head, .body: fail(failure)
        case .answering, .streaming, .draining(keepsAlive: true): enqueue(.failure(failure))
        case .draining, .lingering, .detached: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { inputClosed() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            resumeStream()
            if case .draining(keepsAlive: true) = phase { continueConnection() }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Called with all bytes before they are parsed, so that slowness and overlong lines can be told apart.
    func received(_ bytes: ByteBuffer) {
        clock.progress += bytes.readableBytes
        switch phase {
        case .idle: phase = .head
        case .lingering:
            lingeredBytes += bytes.readableBytes
            if lingeredBytes > server.limits.lingerBytes { context?.close(promise: nil) }
        default: break
        }
        guard !hasLineEnd else { return }
        if case .head = phase { lineStart += bytes.readableBytesView.prefix(UnknownMethod.readBytes - lineStart.count) }
        hasLineEnd = bytes.readableBytesView.contains(0x0A)
    }

    // MARK: Requests in

    private func take(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head): takeHead(head)
        case .body(let bytes): takeBody(bytes)
        case .end: deliver()
        }
    }

    private func takeHead(_ raw: HTTPRequestHead) {
        hasLineEnd = false
        lineStart = []
        requestCount += 1
        guard !isRefused else {
            let busy = HTTPError.busy(retryAfterSeconds: server.limits.retryAfterSeconds)
            return fail(busy, headers: Headers(pairs: raw.headers), path: raw.uri)
        }
        do throws(HTTPError) {
            let head = try intake.head(raw)
            let plan = try intake.bodyPlan(head)
            begin(head, keepsAlive: keepsAlive(raw, head), plan)
        } catch {
            fail(error, headers: Headers(pairs: raw.headers), path: raw.uri)
        }
    }

    private func begin(_ head: RequestHead, keepsAlive: Bool, _ plan: RequestIntake.BodyPlan) {
        let match = server.router.match(head.method, head.path)
        let limit = server.bodyLimit(match)
        incoming = Incoming(head: head, match: match, keepsAlive: keepsAlive, limit: limit)
        guard plan.length ?? 0 <= limit else { return refuseBody(limit) }
        phase = .body
        if plan.awaitsContinue { write(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")) }
        if let length = plan.length { incoming?.body.reserveCapacity(min(length, Self.reservedBodyBytes)) }
        if plan.length != 0 { armBody(isFirst: true) }
    }

    private func keepsAlive(_ raw: HTTPRequestHead, _ head: RequestHead) -> Bool {
        let wantsUpgrade = head.headers["Upgrade"] != nil && head.headers.hasToken("upgrade", in: "Connection")
        return raw.isKeepAlive && !wantsUpgrade && head.method.rawValue != "CONNECT"
            && requestCount < server.limits.requestsPerConnection
    }

    private func takeBody(_ bytes: ByteBuffer) {
        guard let limit = incoming?.limit, let count = incoming?.body.count else { return }
        guard count + bytes.readableBytes <= limit else { return refuseBody(limit) }
        incoming?.body.append(contentsOf: bytes.readableBytesView)
    }

    private func deliver() {
        guard let request = incoming else { return }
        incoming = nil
        phase = .answering
        clock.deadline = nil
        mailbox.put(
            Exchange(
                head: request.head,
                match: request.match,
                body: request.body,
                refusal: request.refusal,
                keepsAlive: request.keepsAlive,
                startedAt: request.startedAt
            )
        )
    }

    private func enqueue(_ piece: Piece) {
        guard queue.count < server.limits.pipelinedParts else { return }
        queue.append(piece)
        if queue.count == server.limits.pipelinedParts {
            queue.append(.failure(HTTPError(.serviceUnavailable, "Too many requests at once.")))
        }
    }

    /// Hands on a request without its body, which is beyond the limit, so that it is answered like any other of its
    /// sender.
    ///
    /// What still comes of the body is not read before the answer is out, and then thrown away.
    private func refuseBody(_ limit: Int) {
        incoming?.refusal = HTTPError(.contentTooLarge, "At most \(limit) bytes are taken here.")
        incoming?.body = []
        incoming?.keepsAlive = false
        deliver()
    }

    // MARK: Answers out

    /// Sends the last bytes of an answer and goes on to the next request or the end.
    func send(_ answer: WireAnswer) {
        guard let context else { return }
        stream = nil
        let keepsAlive = answer.keepsAlive && !isShuttingDown
        phase = .draining(keepsAlive: keepsAlive)
        if let body = answer.body {
            context.write(wrapOutboundOut(answer.head), promise: nil)
            flushLast(body, keepsAlive: keepsAlive)
        } else {
            flushLast(answer.head, keepsAlive: keepsAlive)
        }
    }

    private func flushLast(_ bytes: ByteBuffer, keepsAlive: Bool) {
        guard let context else { return }
        if keepsAlive {
            context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
            if context.channel.isWritable { continueConnection() } else { armWrite() }
        } else {
            armWrite()
            let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(bytes)).whenComplete { _ in bound.value.linger() }
        }
    }

    /// Answers a request that never became one, or that came too slowly; the connection ends with it.
    ///
    /// `headers` and `path` are those that came with it, where there is no request yet.
    func fail(_ error: HTTPError, headers: Headers = [:], path: String? = nil) {
        let startedAt = incoming?.startedAt ?? .now
        let id = incoming?.head.id ?? RequestID.make()
        let answer = server.refusal(
            error,
            requestID: id,
            isHead: incoming?.head.method == .head,
            headers: incoming?.head.headers ?? headers,
            path: incoming?.head.path ?? path
        )
        server.log.refused(error, id: id, head: incoming?.head, match: incoming?.match, peer: peer, since: startedAt)
        incoming = nil
        queue.removeAll()
        send(answer)
    }

    private func continueConnection() {
        phase = .idle
        clock.deadline = nil
        clock.progress = 0
        hasLineEnd = false
        lineStart = []
        while let piece = queue.popFirst() {
            switch piece {
            case .part(let part): take(part)
            case .failure(let error): fail(error)
            }
            guard isReceiving else { return }
        }
        awaitRequest()
    }

    private var isReceiving: Bool {
        switch phase {
        case .idle, .head, .body: true
        case .answering, .streaming, .draining, .lingering, .detached: false
        }
    }

    private func awaitRequest() {
        guard !isInputClosed else {
            context?.close(promise: nil)
            return
        }
        if case .idle = phase {
            if isShuttingDown { return linger() }
            arm(.idle, in: server.limits.idleTimeout)
        }
        releaseRead()
    }

    func releaseRead() {
        guard isReadHeld else { return }
        isReadHeld = false
        context?.read()
    }

    /// Ends our side, then waits shortly for the client's: closing at once could take the answer from its buffers.
    private func linger() {
        guard let context, context.channel.isActive else { return }
        phase = .lingering
        if isInputClosed { return context.close(promise: nil) }
        arm(.linger, in: server.limits.lingerTimeout)
        context.close(mode: .output, promise: nil)
        isReadHeld = true
        releaseRead()
    }

    private func inputClosed() {
        isInputClosed = true
        switch phase {
        case .idle, .head, .body, .lingering: context?.close(promise: nil)
        case .streaming: if stream?.endsWithClientInput == true { context?.close(promise: nil) }
        case .answering, .draining, .detached: break
        }
    }

    func beginShutdown() {
        isShuttingDown = true
        if case .idle = phase { linger() }
        if case .head = phase, clock.progress == 0 { linger() }
        if stream?.endsWithClientInput == true { stream?.gone.fire() }
    }

    func write(_ bytes: ByteBuffer) {
        context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    private func failure(for error: any Error) -> HTTPError? {
        guard let parserError = error as? HTTPParserError else { return nil }
        switch parserError {
        case .headerOverflow:
            return hasLineEnd ? HTTPError.headersTooLarge(server.limits) : HTTPError.addressTooLong(server.limits)
        case .invalidEOFState, .closedConnection:
            return isInputClosed ? nil : HTTPError(.badRequest, "The request ended too early.")
        case .invalidMethod: return UnknownMethod.failure(lineStart)
        default: return HTTPError(.badRequest, "This is not a well-formed HTTP/1.1 request.")
        }
    }
}
