import NIOCore
import NIOHTTP1

/// A complete request on its way from the event loop to the connection's task.
struct Exchange: Sendable {
    var head: RequestHead
    var match: Router.Match
    var body: [UInt8]
    /// Why the body was not taken.
    var refusal: HTTPError?
    var keepsAlive: Bool
    var startedAt: ContinuousClock.Instant
}

/// An answer in wire form.
struct WireAnswer: Sendable {
    var head: ByteBuffer
    var body: ByteBuffer?
    var keepsAlive: Bool
}

/// What a new WebSocket needs.
struct WebSocketPlan: Sendable {
    var answer: ByteBuffer
    var end: WebSocketEnd
    var limits: WebSocketLimits
    var makeHandler: @Sendable () -> any WebSocketHandler
}

/// A connection as its task sees it; every call is carried to the event loop.
final class HTTPConnection: Sendable {
    let channel: any Channel
    let peer: Peer
    let mailbox: Mailbox<Exchange>
    /// Who speaks with the client.
    private enum Speaker {
        case http(HTTPConnectionHandler)
        case webSocket(WebSocketChannelHandler)
    }

    private let speaker: NIOLoopBoundBox<Speaker>

    /// Called on the channel's event loop.
    init(channel: any Channel, peer: Peer, mailbox: Mailbox<Exchange>, handler: HTTPConnectionHandler) {
        self.channel = channel
        self.peer = peer
        self.mailbox = mailbox
        speaker = NIOLoopBoundBox(.http(handler), eventLoop: channel.eventLoop)
    }

    func send(_ answer: WireAnswer) {
        onLoop { $0.send(answer) }
    }

    /// Sends the head of a streamed answer; `gone` fires when the reader is lost.
    func beginStream(_ head: ByteBuffer, endsWithClientInput: Bool, gone: Signal) {
        onLoop { $0.beginStream(head, endsWithClientInput: endsWithClientInput, gone: gone) }
    }

    /// Sends a piece of a streamed answer and waits until the next one is welcome.
    func writeStream(_ piece: ByteBuffer) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            onLoop { $0.writeStream(piece, continuation) }
        }
    }

    /// Sends the last bytes of a streamed answer.
    func endStream(_ tail: ByteBuffer, keepsAlive: Bool) {
        onLoop { $0.send(WireAnswer(head: tail, body: nil, keepsAlive: keepsAlive)) }
    }

    /// Cuts the connection, so that the client sees that the answer is incomplete.
    func abort() {
        channel.close(promise: nil)
    }

    func upgrade(_ plan: WebSocketPlan) {
        let speaker = speaker
        onLoop { handler in
            if let upgraded = handler.upgrade(plan) { speaker.value = .webSocket(upgraded) }
        }
    }

    func beginShutdown() {
        let speaker = speaker
        channel.eventLoop.execute {
            switch speaker.value {
            case .http(let handler): handler.beginShutdown()
            case .webSocket(let handler): handler.close(code: .goingAway, reason: "The server is shutting down.")
            }
        }
    }

    private func onLoop(_ body: @escaping @Sendable (HTTPConnectionHandler) -> Void) {
        let speaker = speaker
        channel.eventLoop.execute { if case .http(let handler) = speaker.value { body(handler) } }
    }
}
