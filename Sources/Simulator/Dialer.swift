internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import NIOWebSocket
internal import OCPP

/// Makes WebSocket connections of charge points: HTTP upgrade with Basic authentication and the subprotocol.
struct Dialer: Sendable {
    private let address: ServerAddress
    private let tls: NIOSSLContext?
    private let limits: SimulatorLimits

    init(address: ServerAddress, limits: SimulatorLimits) throws {
        self.address = address
        self.limits = limits
        tls = address.isSecure ? try NIOSSLContext(configuration: .makeClientConfiguration()) : nil
    }

    /// Connects a charge point.
    ///
    /// - Parameters:
    ///   - identity: The charge point's identity; it becomes the last part of the path.
    ///   - key: The password, as text.
    ///   - loop: Where everything about the connection happens.
    ///   - handler: Takes the frames from the moment the protocols are switched.
    /// - Returns: The connected channel; fails with ``SimulatorFault`` or the transport's error.
    func connect(
        _ identity: String,
        key: String,
        on loop: any EventLoop,
        handler: NIOLoopBound<SocketHandler>
    ) -> EventLoopFuture<any Channel> {
        let switched = loop.makePromise(of: Void.self)
        let request = UpgradeRequest(address: address, identity: identity, key: key)
        let connected = ClientBootstrap(group: loop)
            .connectTimeout(.seconds(limits.connectTimeoutSeconds))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try prepare(channel, request, handler, switched)
                }
            }
            .connect(host: address.host, port: address.port)
        connected.whenFailure { switched.fail($0) }
        return connected.flatMap { channel in switched.futureResult.map { channel } }
    }

    private func prepare(
        _ channel: any Channel,
        _ request: UpgradeRequest,
        _ handler: NIOLoopBound<SocketHandler>,
        _ switched: EventLoopPromise<Void>
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            try pipeline.addHandler(try NIOSSLClientHandler(context: tls, serverHostname: address.serverName))
        }
        let requester = UpgradeRequestHandler(request: request, switched: switched)
        let bound = NIOLoopBound(requester, eventLoop: channel.eventLoop)
        let upgrader = NIOWebSocketClientUpgrader(maxFrameSize: limits.messageBytes) { channel, head in
            channel.eventLoop.makeCompletedFuture {
                try Dialer.finish(channel, head, bound.value, handler.value, switched)
            }
        }
        try pipeline.addHTTPClientHandlers(
            leftOverBytesStrategy: .forwardBytes,
            withClientUpgrade: (upgraders: [upgrader], completionHandler: { _ in })
        )
        try pipeline.addHandler(requester)
    }

    private static func finish(
        _ channel: any Channel,
        _ head: HTTPResponseHead,
        _ requester: UpgradeRequestHandler,
        _ handler: SocketHandler,
        _ switched: EventLoopPromise<Void>
    ) throws {
        guard head.headers.first(name: "Sec-WebSocket-Protocol") == OCPP16.subprotocol else {
            switched.fail(SimulatorFault.noSubprotocol)
            channel.close(promise: nil)
            return
        }
        try channel.pipeline.syncOperations.addHandler(NIOWebSocketFrameAggregator.standard)
        try channel.pipeline.syncOperations.addHandler(handler)
        channel.pipeline.syncOperations.removeHandler(requester, promise: nil)
        switched.succeed()
    }
}

extension NIOWebSocketFrameAggregator {
    /// Puts fragments together, within the same bound as a frame.
    fileprivate static var standard: NIOWebSocketFrameAggregator {
        NIOWebSocketFrameAggregator(
            minNonFinalFragmentSize: 0,
            maxAccumulatedFrameCount: 64,
            maxAccumulatedFrameSize: SimulatorLimits().messageBytes
        )
    }
}

extension ServerAddress {
    /// The name for TLS; none for an address in digits.
    fileprivate var serverName: String? {
        host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." } ? nil : host
    }
}

/// The request that asks for the switch of protocols.
struct UpgradeRequest: Sendable {
    let head: HTTPRequestHead

    init(address: ServerAddress, identity: String, key: String) {
        let credential = Base64Text.encode(Array("\(identity):\(key)".utf8))
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: "\(address.host):\(address.port)")
        headers.add(name: "Authorization", value: "Basic \(credential)")
        headers.add(name: "Sec-WebSocket-Protocol", value: OCPP16.subprotocol)
        let uri = address.path + "/" + PathSegment.encode(identity)
        head = HTTPRequestHead(version: .http1_1, method: .GET, uri: uri, headers: headers)
    }
}

/// Sends the request and waits for an answer that is no switch of protocols.
final class UpgradeRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: UpgradeRequest
    private let switched: EventLoopPromise<Void>

    init(request: UpgradeRequest, switched: EventLoopPromise<Void>) {
        self.request = request
        self.switched = switched
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request.head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        switched.fail(SimulatorFault.refused(status: Int(head.status.code)))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        switched.fail(SimulatorFault.disconnected)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switched.fail(SimulatorFault.disconnected)
        context.close(promise: nil)
    }
}

/// The writing of Base64.
///
/// Source: RFC 4648 §4.
enum Base64Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for digit in 0..<4 {
                text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// Text as a segment of a path.
///
/// Source: RFC 3986 §3.3.
enum PathSegment {
    static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = isUnreserved(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }
}
