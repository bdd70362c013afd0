import Crypto
public import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Opens WebSockets to other servers.
public final class WebSocketDialer: Sendable {
    private let metrics: WebSocketMetrics
    /// TLS set-ups by the authorities they trust; making one takes milliseconds, a storm dials thousands of times.
    private let contexts = Mutex<[String: NIOSSLContext]>([:])

    /// Creates a dialer whose connections are counted as `websocket_client_…`.
    public init(metrics registry: MetricsRegistry) {
        metrics = WebSocketMetrics(registry, prefix: "websocket_client", what: "WebSockets to other servers")
    }

    /// Dials, and switches protocols when the server does.
    ///
    /// - Parameters:
    ///   - target: Where, and with which fields.
    ///   - eventLoop: Where the connection lives.
    ///   - limits: Its limits.
    ///   - timeout: How long connecting, TLS and handshake may take together.
    ///   - handler: Called on the event loop when the protocols are switched, before `accepted` is told.
    /// - Returns: What the server said, or a ``WebSocketDialFailure`` when it said nothing.
    public func dial(
        _ target: WebSocketTarget,
        on eventLoop: any EventLoop,
        limits: WebSocketLimits,
        timeout: Duration,
        handler: @escaping @Sendable () -> any WebSocketHandler
    ) -> EventLoopFuture<WebSocketDialing> {
        let answer = eventLoop.makePromise(of: WebSocketDialing.self)
        let plan = ClientHandshake.Plan(
            target: target,
            limits: limits,
            metrics: metrics,
            answer: answer,
            makeHandler: handler
        )
        let deadline = eventLoop.scheduleTask(in: TimeAmount(timeout)) { answer.fail(WebSocketDialFailure.timedOut) }
        answer.futureResult.whenComplete { _ in deadline.cancel() }
        do throws(WebSocketDialFailure) {
            connect(target, try tlsContext(target), plan, on: eventLoop, timeout: timeout)
        } catch {
            answer.fail(error)
        }
        return answer.futureResult.flatMapErrorThrowing { throw Self.failure($0) }
    }

    private func connect(
        _ target: WebSocketTarget,
        _ tls: NIOSSLContext?,
        _ plan: ClientHandshake.Plan,
        on eventLoop: any EventLoop,
        timeout: Duration
    ) {
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(timeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.recvAllocator, value: SocketBuffers.allocator)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(LostPeers.option, value: LostPeers.value(plan.limits.acknowledgementTimeout))
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try Self.prepare(channel, target, tls, plan) }
            }
            .connect(host: target.host, port: target.port)
            .whenFailure { plan.answer.fail($0) }
    }

    private static func prepare(
        _ channel: any Channel,
        _ target: WebSocketTarget,
        _ tls: NIOSSLContext?,
        _ plan: ClientHandshake.Plan
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            try pipeline.addHandler(try NIOSSLClientHandler(context: tls, serverHostname: serverName(target)))
        }
        try pipeline.addHandler(HTTPRequestEncoder(), name: WebSocketPipeline.encoderName)
        let decoder = HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes)
        try pipeline.addHandler(ByteToMessageHandler(decoder), name: WebSocketPipeline.decoderName)
        try pipeline.addHandler(ClientHandshake(plan))
        // Whoever is told that it took too long lets go of the connection too.
        plan.answer.futureResult.whenFailure { _ in channel.close(promise: nil) }
    }

    /// The name that the server's certificate must carry; an address cannot be asked for by name.
    private static func serverName(_ target: WebSocketTarget) -> String? {
        (try? SocketAddress(ipAddress: target.host, port: target.port)) == nil ? target.host : nil
    }

    private func tlsContext(_ target: WebSocketTarget) throws(WebSocketDialFailure) -> NIOSSLContext? {
        guard target.isSecure else { return nil }
        let authorities = target.trustedAuthorities ?? ""
        if let known = contexts.withLock({ $0[authorities] }) { return known }
        do {
            let made = try Self.makeContext(trusting: authorities)
            contexts.withLock { $0[authorities] = made }
            return made
        } catch {
            throw .tls("The trusted certificates cannot be read.")
        }
    }

    private static func makeContext(trusting authorities: String) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if !authorities.isEmpty {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authorities.utf8)))
        }
        return try NIOSSLContext(configuration: configuration)
    }

    private static func failure(_ error: any Error) -> WebSocketDialFailure {
        switch error {
        case let failure as WebSocketDialFailure: failure
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .tls("\(error)")
        case is HTTPParserError: .malformed("What came back is no HTTP.")
        case ChannelError.connectTimeout: .timedOut
        default: .unreachable("\(error)")
        }
    }
}
