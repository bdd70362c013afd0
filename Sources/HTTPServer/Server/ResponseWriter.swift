import NIOCore

/// Puts an answer into wire form.
///
/// Source: RFC 9112 §4, §6.
struct ResponseWriter {
    /// Bodies up to this size are copied behind the head, so that one write carries both.
    static let joinedBodyBytes = 16 * 1024

    let requestID: String
    let isHead: Bool
    let isVersion11: Bool
    let keepsAlive: Bool

    /// How the end of a streamed body is marked.
    enum Framing: Equatable {
        case length(Int)
        case chunks
        case close
    }

    /// An answer whose body is in memory.
    func answer(_ response: Response) -> WireAnswer {
        let body = response.bodyBuffer
        var head = head(response, framing: .length(body.readableBytes))
        let sendsBody = !isHead && !response.status.forbidsBody && body.readableBytes > 0
        guard sendsBody else { return WireAnswer(head: head, body: nil, keepsAlive: keepsAlive) }
        guard body.readableBytes <= Self.joinedBodyBytes else {
            return WireAnswer(head: head, body: body, keepsAlive: keepsAlive)
        }
        head.writeImmutableBuffer(body)
        return WireAnswer(head: head, body: nil, keepsAlive: keepsAlive)
    }

    /// How a stream is framed for this client.
    func framing(_ stream: ResponseStream) -> Framing {
        if let length = stream.contentLength { return .length(length) }
        return isVersion11 ? .chunks : .close
    }

    /// Status line and fields up to and including the empty line.
    func head(_ response: Response, framing: Framing?) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(512)
        buffer.writeString("HTTP/1.1 \(response.status.code) \(response.status.reason)\r\n")
        for field in response.headers.fields where !Self.isOurs(field.name) { write(field.name, field.value, &buffer) }
        write("Date", HTTPDate.now(), &buffer)
        write("X-Request-Id", requestID, &buffer)
        writeFraming(framing, response.status, &buffer)
        writeConnection(response, &buffer)
        buffer.writeString("\r\n")
        return buffer
    }

    private func writeFraming(_ framing: Framing?, _ status: Status, _ buffer: inout ByteBuffer) {
        guard !status.forbidsBody else { return }
        switch framing {
        case .length(let length): write("Content-Length", String(length), &buffer)
        case .chunks: write("Transfer-Encoding", "chunked", &buffer)
        case .close, nil: break
        }
    }

    private func writeConnection(_ response: Response, _ buffer: inout ByteBuffer) {
        if response.status == .switchingProtocols {
            write("Connection", "Upgrade", &buffer)
        } else if response.status == .upgradeRequired {
            write("Connection", keepsAlive ? "Upgrade" : "Upgrade, close", &buffer)
        } else if !keepsAlive {
            write("Connection", "close", &buffer)
        } else if !isVersion11 {
            write("Connection", "keep-alive", &buffer)
        }
    }

    /// Writes a field; what could begin a new line or is no token is left out, so that no value splits an answer.
    private func write(_ name: String, _ value: String, _ buffer: inout ByteBuffer) {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte) else { return }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return }
        buffer.writeString(name)
        buffer.writeString(": ")
        buffer.writeString(value)
        buffer.writeString("\r\n")
    }

    /// Fields that only the server may set.
    private static func isOurs(_ name: String) -> Bool {
        ["content-length", "transfer-encoding", "connection", "date", "x-request-id"]
            .contains { name.equalsIgnoringCase($0) }
    }
}

extension Response {
    /// The body in memory; empty for a stream.
    var bodyBuffer: ByteBuffer {
        switch body {
        case .empty, .file, .stream: ByteBuffer()
        case .bytes(let bytes): ByteBuffer(bytes: bytes)
        case .buffer(let buffer): buffer
        }
    }
}
