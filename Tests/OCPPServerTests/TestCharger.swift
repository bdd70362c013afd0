import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Testing

/// A WebSocket client that says exactly what a test wants, right or wrong.
final class TestCharger: Sendable {
    /// What came over the connection.
    enum Event: Hashable, Sendable {
        case text(String)
        case closed(Int)
        case gone
    }

    struct Refused: Error, Equatable {
        let status: Int
        let challenge: String?
    }

    struct Silence: Error {}

    private let channel: any Channel
    private let events: AsyncStream<Event>
    /// The subprotocol that the server chose.
    let subprotocol: String?

    private init(channel: any Channel, events: AsyncStream<Event>, subprotocol: String?) {
        self.channel = channel
        self.events = events
        self.subprotocol = subprotocol
    }

    /// Connects with Basic authentication, unless another credential is given.
    static func connect(
        _ port: Int,
        _ path: String,
        user: String,
        key: [UInt8] = Array("secret".utf8),
        protocols: String? = "ocpp1.6",
        credential: String? = nil
    ) async throws -> TestCharger {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self)
        let switched = loop.makePromise(of: String?.self)
        var headers = HTTPHeaders([("Host", "127.0.0.1:\(port)")])
        let basic = "Basic " + Data(Array("\(user):".utf8) + key).base64EncodedString()
        headers.add(name: "Authorization", value: credential ?? basic)
        if let protocols { headers.add(name: "Sec-WebSocket-Protocol", value: protocols) }
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
        let channel = try await ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let requester = Requester(head: head, switched: switched)
                let bound = NIOLoopBound(requester, eventLoop: channel.eventLoop)
                let upgrader = NIOWebSocketClientUpgrader(maxFrameSize: 1 << 22) { channel, response in
                    channel.eventLoop.makeCompletedFuture {
                        channel.pipeline.syncOperations.removeHandler(bound.value, promise: nil)
                        try channel.pipeline.syncOperations.addHandler(Receiver(continuation))
                        switched.succeed(response.headers.first(name: "Sec-WebSocket-Protocol"))
                    }
                }
                try channel.pipeline.syncOperations.addHTTPClientHandlers(
                    leftOverBytesStrategy: .forwardBytes,
                    withClientUpgrade: (upgraders: [upgrader], completionHandler: { _ in })
                )
                try channel.pipeline.syncOperations.addHandler(requester)
            }
        }.connect(host: "127.0.0.1", port: port).get()
        return TestCharger(channel: channel, events: stream, subprotocol: try await switched.futureResult.get())
    }

    func send(_ text: String) {
        let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text))
        channel.writeAndFlush(frame, promise: nil)
    }

    /// The next event; fails after a minute of silence.
    func next() async throws -> Event {
        try await withThrowingTaskGroup(of: Event?.self) { group in
            group.addTask { [events] in
                for await event in events { return event }
                return .gone
            }
            group.addTask {
                try await Task.sleep(for: .seconds(60))
                throw Silence()
            }
            defer { group.cancelAll() }
            return try await group.next().flatMap(\.self) ?? .gone
        }
    }

    /// The next text.
    func text() async throws -> String {
        guard case .text(let text) = try await next() else { throw Silence() }
        return text
    }

    /// Sends a call and returns the text of the answer.
    func call(_ text: String) async throws -> String {
        send(text)
        return try await self.text()
    }

    /// Breaks the connection off.
    func drop() async throws {
        try await channel.close().get()
    }

    private final class Requester: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias OutboundOut = HTTPClientRequestPart

        let head: HTTPRequestHead
        let switched: EventLoopPromise<String?>

        init(head: HTTPRequestHead, switched: EventLoopPromise<String?>) {
            self.head = head
            self.switched = switched
        }

        func channelActive(context: ChannelHandlerContext) {
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let response) = unwrapInboundIn(data) else { return }
            let challenge = response.headers.first(name: "WWW-Authenticate")
            switched.fail(Refused(status: Int(response.status.code), challenge: challenge))
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            switched.fail(ChannelError.eof)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            switched.fail(error)
            context.close(promise: nil)
        }
    }

    private final class Receiver: ChannelInboundHandler {
        typealias InboundIn = WebSocketFrame

        let continuation: AsyncStream<Event>.Continuation

        init(_ continuation: AsyncStream<Event>.Continuation) {
            self.continuation = continuation
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var frame = unwrapInboundIn(data)
            switch frame.opcode {
            case .text: continuation.yield(.text(String(buffer: frame.unmaskedData)))
            case .connectionClose:
                continuation.yield(.closed(Int(frame.data.readInteger(as: UInt16.self) ?? 1005)))
                context.close(promise: nil)
            default: break
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            continuation.yield(.gone)
            continuation.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
