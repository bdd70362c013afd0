import Glibc
import NIOCore
import NIOHTTP1
import NIOSSL

/// Builds the pipeline of each new connection.
struct ConnectionSetup: Sendable {
    private let server: ServerContext
    private let arrivals: AsyncStream<HTTPConnection>.Continuation
    private let tls: NIOSSLContext?

    /// Loads the certificate.
    ///
    /// - Throws: When certificate or key cannot be read or do not belong together.
    init(server: ServerContext, arrivals: AsyncStream<HTTPConnection>.Continuation) throws {
        self.server = server
        self.arrivals = arrivals
        tls = try server.configuration.tls.map { files in try Self.context(files) }
    }

    /// Prepares a channel on its event loop, before anything is read from it.
    func prepare(_ channel: any Channel) throws {
        let admission = server.registry.enter()
        server.metrics.connections.add(1)
        let (registry, metrics) = (server.registry, server.metrics)
        channel.closeFuture.whenComplete { _ in
            registry.leave()
            metrics.connections.add(-1)
        }
        guard admission != .drop else {
            metrics.refused.increment()
            return channel.close(promise: nil)
        }
        try addHandlers(to: channel, isRefused: admission == .refuse)
    }

    private func addHandlers(to channel: any Channel, isRefused: Bool) throws {
        let pipeline = channel.pipeline.syncOperations
        var peer = Peer(address: channel.remoteAddress?.ipAddress ?? "-", isSecure: tls != nil)
        if let tls {
            try pipeline.addHandler(TLSTurn())
            try pipeline.addHandler(tlsHandler(tls, &peer))
            try pipeline.addHandler(TLSFailureWatch(address: peer.address, server.configuration.tlsFailed))
        }
        let mailbox = Mailbox<Exchange>()
        let handler = HTTPConnectionHandler(server: server, peer: peer, mailbox: mailbox, isRefused: isRefused)
        try pipeline.addHandler(ReceivedBytesTap(handler), name: WebSocketPipeline.tapName)
        try pipeline.addHandler(decoder(), name: WebSocketPipeline.decoderName)
        try pipeline.addHandler(handler)
        let connection = HTTPConnection(
            channel: channel,
            peer: peer,
            mailbox: mailbox,
            handler: handler
        )
        announce(connection)
    }

    /// Clients that are asked for a certificate show that they hold its key; who it is from is judged by the program.
    private func tlsHandler(_ context: NIOSSLContext, _ peer: inout Peer) -> NIOSSLServerHandler {
        guard server.configuration.tls?.asksClients == true else { return NIOSSLServerHandler(context: context) }
        let shown = ClientCertificates()
        peer.certificates = shown
        return NIOSSLServerHandler(context: context) { certificates, promise in
            shown.set(certificates.compactMap { try? $0.toDERBytes() })
            promise.succeed(.certificateVerified)
        }
    }

    private func announce(_ connection: HTTPConnection) {
        let registry = server.registry
        connection.channel.closeFuture.whenComplete { _ in
            connection.mailbox.close()
            registry.remove(connection)
        }
        registry.add(connection)
        arrivals.yield(connection)
    }

    /// NIO's decoder stops reading a head that is too large; our own, finer limits are checked on the whole head.
    private func decoder() -> ByteToMessageHandler<HTTPRequestDecoder> {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = max(server.limits.headerBytes, server.limits.requestTargetBytes)
        limits.maxHeaderListSize = server.limits.headerBytes + server.limits.requestTargetBytes
        limits.maxHeaderFieldCount = server.limits.headerCount
        let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits)
        return ByteToMessageHandler(decoder)
    }

    private static func context(_ files: ServerConfiguration.TLS) throws -> NIOSSLContext {
        let chain = try reading(files.certificateFile, "holds no certificate in PEM form") {
            try NIOSSLCertificate.fromPEMFile($0)
        }
        let key = try reading(files.keyFile, "holds no private key in PEM form") {
            try NIOSSLPrivateKey(file: $0, format: .pem)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        if files.asksClients { configuration.certificateVerification = .optionalVerification }
        configuration.applicationProtocols = ["http/1.1"]
        return try reading(files.keyFile, "is not the key of the certificate \(files.certificateFile)") { _ in
            try NIOSSLContext(configuration: configuration)
        }
    }

    /// Reads a file; an error names it and says what is wrong with it.
    ///
    /// - Throws: ``Server/Failure/unusableFile(path:reason:)``.
    private static func reading<Content>(
        _ path: String,
        _ otherwise: String,
        _ read: (String) throws -> Content
    ) throws -> Content {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Server.Failure.unusableFile(
                path: path,
                reason: "cannot be read: \(String(cString: strerror(errno)))"
            )
        }
        close(descriptor)
        do {
            return try read(path)
        } catch {
            throw Server.Failure.unusableFile(path: path, reason: otherwise)
        }
    }
}

/// Shows a connection its bytes before they are parsed.
final class ReceivedBytesTap: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private weak let handler: HTTPConnectionHandler?

    init(_ handler: HTTPConnectionHandler) {
        self.handler = handler
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        handler?.received(unwrapInboundIn(data))
        context.fireChannelRead(data)
    }
}
