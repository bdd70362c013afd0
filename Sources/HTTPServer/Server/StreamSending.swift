import NIOCore
import Synchronization

/// Sends a body while it is made.
struct StreamSending: Sendable {
    let connection: HTTPConnection
    let writer: ResponseWriter

    /// The number of bytes does not fit what the head promised.
    private struct LengthMismatch: Error {}

    /// Sends head and body; returns the bytes of the body that were sent.
    func send(_ response: Response, _ stream: ResponseStream) async -> Int {
        let framing = writer.framing(stream)
        let keepsAlive = writer.keepsAlive && framing != .close
        let head = ResponseWriter(
            requestID: writer.requestID,
            isHead: writer.isHead,
            isVersion11: writer.isVersion11,
            keepsAlive: keepsAlive
        ).head(response, framing: framing)
        guard !writer.isHead, !response.status.forbidsBody else {
            connection.send(WireAnswer(head: head, body: nil, keepsAlive: keepsAlive))
            return 0
        }
        let gone = Signal()
        connection.beginStream(head, endsWithClientInput: stream.endsWithClientInput, gone: gone)
        return await sendBody(stream, framing, keepsAlive: keepsAlive, gone: gone)
    }

    private func sendBody(_ stream: ResponseStream, _ framing: Framing, keepsAlive: Bool, gone: Signal) async -> Int {
        let sent = Sent()
        do {
            try await run(stream, BodyWriter { try await write($0, framing, sent) }, gone: gone)
            if case .length(let length) = framing, sent.bytes != length { throw LengthMismatch() }
            let tail = framing == .chunks ? ByteBuffer(string: "0\r\n\r\n") : ByteBuffer()
            connection.endStream(tail, keepsAlive: keepsAlive)
        } catch {
            connection.abort()
        }
        return sent.bytes
    }

    private typealias Framing = ResponseWriter.Framing

    /// Runs the program's closure and cancels it as soon as nobody reads any more.
    private func run(_ stream: ResponseStream, _ body: BodyWriter, gone: Signal) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await stream.write(body)
                return true
            }
            group.addTask {
                await gone.wait()
                return false
            }
            let isComplete = try await group.next() ?? false
            group.cancelAll()
            if !isComplete && !stream.endsWithClientInput { throw ConnectionClosed() }
            if !isComplete { _ = try? await group.next() }
        }
    }

    private func write(_ piece: ByteBuffer, _ framing: Framing, _ sent: Sent) async throws {
        let total = sent.add(piece.readableBytes)
        if case .length(let length) = framing, total > length { throw LengthMismatch() }
        guard framing == .chunks else { return try await connection.writeStream(piece) }
        var chunk = ByteBuffer(string: String(piece.readableBytes, radix: 16) + "\r\n")
        chunk.writeImmutableBuffer(piece)
        chunk.writeString("\r\n")
        try await connection.writeStream(chunk)
    }

    /// Counts the bytes of a body.
    private final class Sent: Sendable {
        private let count = Atomic<Int>(0)

        var bytes: Int { count.load(ordering: .relaxed) }

        func add(_ amount: Int) -> Int {
            count.wrappingAdd(amount, ordering: .relaxed).newValue
        }
    }
}
