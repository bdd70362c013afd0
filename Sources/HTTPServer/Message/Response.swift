public import NIOCore

/// One HTTP answer.
public struct Response: Sendable {
    /// What follows the header fields.
    public enum Body: Sendable {
        /// Nothing.
        case empty
        /// Bytes in memory.
        case bytes([UInt8])
        /// Bytes in a buffer.
        case buffer(ByteBuffer)
        /// A file on disk, sent in pieces; 404 when it cannot be opened.
        case file(path: String)
        /// Bytes made while they are sent.
        case stream(ResponseStream)
    }

    /// The status.
    public var status: Status
    /// The header fields; length, date, connection and request id are the server's business.
    public var headers: Headers
    /// The body.
    public var body: Body
    /// Whether the server may gzip a text body; switch off where a secret stands beside reflected input.
    public var mayCompress = true

    /// Creates an answer.
    public init(_ status: Status = .ok, headers: Headers = [:], body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A page.
    public static func html(_ text: String, status: Status = .ok) -> Response {
        of(type: "text/html; charset=utf-8", bytes: Array(text.utf8), status: status)
    }

    /// Plain text.
    public static func text(_ text: String, status: Status = .ok) -> Response {
        of(type: "text/plain; charset=utf-8", bytes: Array(text.utf8), status: status)
    }

    /// A JSON document that is already encoded.
    public static func json(_ bytes: [UInt8], status: Status = .ok) -> Response {
        of(type: "application/json", bytes: bytes, status: status)
    }

    /// Bytes of a media type.
    public static func of(type: String, bytes: [UInt8], status: Status = .ok) -> Response {
        Response(status, headers: ["Content-Type": type], body: .bytes(bytes))
    }

    /// Sends the browser elsewhere; 303 is right after a form, the method becomes GET.
    public static func redirect(to location: String, status: Status = .seeOther) -> Response {
        Response(status, headers: ["Location": location])
    }

    /// Bytes made while they are sent, with backpressure.
    public static func stream(
        type: String,
        contentLength: Int? = nil,
        _ write: @escaping @Sendable (BodyWriter) async throws -> Void
    ) -> Response {
        let stream = ResponseStream(contentLength: contentLength, endsWithClientInput: false, write: write)
        return Response(headers: ["Content-Type": type], body: .stream(stream))
    }

    /// Server-Sent Events; the closure's task is cancelled as soon as the client goes away or the server shuts down.
    public static func events(_ write: @escaping @Sendable (BodyWriter) async throws -> Void) -> Response {
        let stream = ResponseStream(contentLength: nil, endsWithClientInput: true, write: write)
        return Response(
            headers: [
                "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
            ],
            body: .stream(stream)
        )
    }

    /// Adds a cookie.
    public mutating func set(_ cookie: Cookie) {
        headers.add("Set-Cookie", cookie.headerValue)
    }

    /// The same answer as a download under a file name.
    public func download(as fileName: String) -> Response {
        let plain = String(decoding: fileName.utf8.map { Self.isPlain($0) ? $0 : 0x5F }, as: UTF8.self)
        var copy = self
        copy.headers["Content-Disposition"] =
            "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(PercentCoding.encode(fileName))"
        return copy
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x5C
    }
}

/// A body that is made while it is sent.
public struct ResponseStream: Sendable {
    /// The exact number of bytes when known; otherwise the body goes in chunks.
    public var contentLength: Int?
    /// Whether the client closing its side ends the stream, as with Server-Sent Events.
    public var endsWithClientInput: Bool
    /// Writes the body and returns at its end; throwing cuts the connection so that the client sees it is incomplete.
    public var write: @Sendable (BodyWriter) async throws -> Void

    /// Creates a streamed body.
    public init(
        contentLength: Int?,
        endsWithClientInput: Bool,
        write: @escaping @Sendable (BodyWriter) async throws -> Void
    ) {
        self.contentLength = contentLength
        self.endsWithClientInput = endsWithClientInput
        self.write = write
    }
}

/// The client is gone; what was being written has no reader any more.
public struct ConnectionClosed: Error, CustomStringConvertible {
    /// A fixed sentence.
    public var description: String { "The client has closed the connection." }
}

/// Writes a streamed body; every call waits until the client can take more.
public struct BodyWriter: Sendable {
    let send: @Sendable (ByteBuffer) async throws -> Void

    /// Writes a buffer.
    ///
    /// - Throws: `ConnectionClosed` when the client is gone.
    public func write(_ buffer: ByteBuffer) async throws {
        guard buffer.readableBytes > 0 else { return }
        try await send(buffer)
    }

    /// Writes bytes.
    ///
    /// - Throws: `ConnectionClosed` when the client is gone.
    public func write(_ bytes: [UInt8]) async throws {
        try await write(ByteBuffer(bytes: bytes))
    }

    /// Writes text as UTF-8.
    ///
    /// - Throws: `ConnectionClosed` when the client is gone.
    public func write(_ text: String) async throws {
        try await write(ByteBuffer(string: text))
    }
}
