import CZlib
import NIOCore

/// Gzip for text answers.
///
/// Source: RFC 1952, RFC 9110 §8.4, §12.5.3.
enum Compression {
    /// Marks the entity tag of the compressed variant, since a strong tag names exact bytes.
    static let tagSuffix = "-gz"
    /// zlib's level for answers made on request; above it pages shrink by 1 % for half the speed.
    static let dynamicLevel: Int32 = 5
    /// zlib's level for files compressed once at the start.
    static let staticLevel: Int32 = 9

    /// Compresses an answer where the client takes it and it pays.
    static func apply(_ response: Response, to request: Request, threshold: Int) -> Response {
        let isPossible = response.mayCompress && response.headers["Content-Encoding"] == nil
        guard isPossible, isText(response.headers["Content-Type"] ?? "") else { return response }
        var varied = response
        if !varied.headers.hasToken("Accept-Encoding", in: "Vary") { varied.headers.add("Vary", "Accept-Encoding") }
        guard accepts(request.headers) else { return varied }
        if case .stream(let stream) = response.body {
            return stream.endsWithClientInput ? varied : marked(varied, body: .stream(packed(stream)))
        }
        guard response.bodySize >= threshold, let body = gzip(response.bodyBuffer, level: dynamicLevel) else {
            return varied
        }
        return marked(varied, body: .buffer(body))
    }

    /// A stream that is packed while it is made, however short it turns out to be.
    private static func packed(_ stream: ResponseStream) -> ResponseStream {
        ResponseStream(contentLength: nil, endsWithClientInput: false) { writer in
            let gzip = try GzipStream(level: dynamicLevel)
            try await stream.write(BodyWriter { try await writer.write(try gzip.pack($0)) })
            try await writer.write(try gzip.finish())
        }
    }

    /// The compressed variant of an answer.
    static func marked(_ response: Response, body: Response.Body) -> Response {
        var packed = response
        packed.headers["Content-Encoding"] = "gzip"
        if let tag = packed.headers["ETag"], tag.hasSuffix("\"") {
            packed.headers["ETag"] = tag.dropLast() + tagSuffix + "\""
        }
        packed.body = body
        return packed
    }

    /// Whether a media type is worth compressing.
    static func isText(_ type: String) -> Bool {
        let name = type.prefix { $0 != ";" }.trimmed.lowercased()
        let others = ["application/json", "application/javascript", "application/xml", "image/svg+xml"]
        return name.hasPrefix("text/") && name != "text/event-stream" || others.contains(name)
            || name.hasSuffix("+json")
            || name.hasSuffix("+xml")
    }

    /// Whether the client takes gzip.
    static func accepts(_ headers: Headers) -> Bool {
        var any = false
        for token in headers.tokens("Accept-Encoding") {
            let parts = token.split(separator: ";").map(\.trimmed)
            let isAllowed = !parts.dropFirst().contains { isZeroQuality($0) }
            switch parts.first?.lowercased() {
            case "gzip", "x-gzip": return isAllowed
            case "*": any = isAllowed
            default: break
            }
        }
        return any
    }

    private static func isZeroQuality(_ parameter: String) -> Bool {
        let text = parameter.filter { $0 != " " }.lowercased()
        return text.hasPrefix("q=0") && text.dropFirst(3).allSatisfy { $0 == "." || $0 == "0" }
    }

    /// Begins a stream of gzip; false when zlib cannot get memory.
    static func begin(_ stream: UnsafeMutablePointer<z_stream>, level: Int32) -> Bool {
        let gzipWindow: Int32 = 15 + 16
        let size = Int32(MemoryLayout<z_stream>.size)
        return deflateInit2_(stream, level, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    }

    /// Compresses bytes; nil when zlib cannot get memory.
    static func gzip(_ input: ByteBuffer, level: Int32) -> ByteBuffer? {
        var stream = z_stream()
        guard begin(&stream, level: level) else { return nil }
        defer { deflateEnd(&stream) }
        var input = input
        var output = ByteBuffer()
        let capacity = Int(deflateBound(&stream, UInt(input.readableBytes)))
        let status = input.withUnsafeMutableReadableBytes { source in
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { target in
                stream.next_in = source.bindMemory(to: UInt8.self).baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return status > 0 ? output : nil
    }
}

extension Response {
    /// The size of a body in memory; a stream has none.
    var bodySize: Int {
        switch body {
        case .empty, .file, .stream: 0
        case .bytes(let bytes): bytes.count
        case .buffer(let buffer): buffer.readableBytes
        }
    }
}
