import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPServer

/// Handshakes of one event loop begin one after the other.
struct TLSTurnTests {
    /// Notes what comes through.
    private final class Seen: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        var texts: [String] = []

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            texts.append(String(buffer: unwrapInboundIn(data)))
        }
    }

    private let loop = EmbeddedEventLoop()

    private func client() throws -> (channel: EmbeddedChannel, seen: Seen) {
        let channel = EmbeddedChannel(loop: loop)
        let seen = Seen()
        try channel.pipeline.syncOperations.addHandlers([TLSTurn(), seen])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return (channel, seen)
    }

    private func say(_ text: String, _ channel: EmbeddedChannel) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    @Test func `the first begins at once, the others one after each rest`() throws {
        let clients = try (0..<4).map { _ in try client() }
        for (number, client) in clients.enumerated() { try say("hello \(number)", client.channel) }
        for turn in 0..<4 {
            #expect(clients.map { $0.seen.texts.count } == (0..<4).map { $0 <= turn ? 1 : 0 })
            loop.advanceTime(by: .microseconds(200))
        }
        #expect(clients.map(\.seen.texts) == (0..<4).map { ["hello \($0)"] })
    }

    @Test func `whoever had its turn is in nobody's way any more`() throws {
        let (channel, seen) = try client()
        try say("hello", channel)
        try say("more", channel)
        #expect(seen.texts == ["hello", "more"])
        #expect(throws: ChannelPipelineError.notFound) {
            try channel.pipeline.syncOperations.handler(type: TLSTurn.self)
        }
    }

    @Test func `who went away while waiting costs no turn of the others`() throws {
        let clients = try (0..<3).map { _ in try client() }
        for client in clients { try say("hello", client.channel) }
        clients[1].channel.close(promise: nil)
        loop.run()
        loop.advanceTime(by: .microseconds(200))
        #expect(clients.map { $0.seen.texts.count } == [1, 0, 1])
    }

    @Test func `who waits is not read from, and is when its turn comes`() throws {
        let reads = Reads()
        let (first, _) = try client()
        let (second, _) = try client()
        try second.pipeline.syncOperations.addHandler(reads, position: .first)
        try say("hello", first)
        try say("hello", second)
        let before = reads.count
        second.read()
        #expect(reads.count == before)
        loop.advanceTime(by: .microseconds(200))
        #expect(reads.count > before)
    }

    private final class Reads: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        var count = 0

        func read(context: ChannelHandlerContext) {
            count += 1
            context.read()
        }
    }
}
