import NIOCore
import NIOWebSocket

/// Puts the fragments of a message together.
///
/// Source: RFC 6455 §5.4.
struct MessageAssembly {
    /// A broken rule, with the close code it earns.
    struct Violation: Error {
        var code: WebSocketCloseCode
        var reason: String
    }

    struct Message {
        var payload: ByteBuffer
        var isText: Bool
    }

    private let limits: WebSocketLimits
    private var partial: Message?
    private var fragments = 0

    init(limits: WebSocketLimits) {
        self.limits = limits
    }

    /// Adds a data frame; returns the message when it is complete.
    mutating func add(_ frame: WebSocketFrame) throws(Violation) -> Message? {
        let message = try joined(frame)
        guard message.payload.readableBytes <= limits.messageBytes else {
            throw Violation(code: .messageTooBig, reason: "At most \(limits.messageBytes) bytes.")
        }
        guard frame.fin else {
            partial = message
            return nil
        }
        partial = nil
        fragments = 0
        guard !message.isText || message.payload.isValidUTF8 else {
            throw Violation(code: .invalidPayload, reason: "Text must be UTF-8.")
        }
        return message
    }

    private mutating func joined(_ frame: WebSocketFrame) throws(Violation) -> Message {
        fragments += 1
        guard fragments <= limits.fragments else {
            throw Violation(code: .policyViolation, reason: "At most \(limits.fragments) fragments.")
        }
        var payload = frame.unmaskedPayload
        guard frame.opcode == .continuation else {
            guard partial == nil else { throw protocolError("A new message inside another.") }
            return Message(payload: payload, isText: frame.opcode == .text)
        }
        guard var message = partial else { throw protocolError("A continuation of nothing.") }
        partial = nil
        message.payload.writeBuffer(&payload)
        return message
    }

    private func protocolError(_ reason: String) -> Violation {
        Violation(code: .protocolError, reason: reason)
    }
}

extension WebSocketFrame {
    /// The payload without its mask, eight bytes at a time.
    ///
    /// Source: RFC 6455 §5.3.
    var unmaskedPayload: ByteBuffer {
        guard let maskKey else { return data }
        let mask = (0..<8).reduce(UInt64(0)) { $0 | UInt64(maskKey[$1 % 4]) << (8 * $1) }
        var result = ByteBuffer()
        data.withUnsafeReadableBytes { source in
            _ = result.writeWithUnsafeMutableBytes(minimumWritableBytes: source.count) { target in
                Self.unmask(source, into: target, mask: mask.littleEndian)
            }
        }
        return result
    }

    private static func unmask(
        _ source: UnsafeRawBufferPointer,
        into target: UnsafeMutableRawBufferPointer,
        mask: UInt64
    ) -> Int {
        var index = 0
        while index + 8 <= source.count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            target.storeBytes(of: word ^ mask, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        while index < source.count {
            target[index] = source[index] ^ UInt8(truncatingIfNeeded: mask.littleEndian >> (8 * UInt64(index % 8)))
            index += 1
        }
        return source.count
    }
}

extension ByteBuffer {
    /// Whether the readable bytes are valid UTF-8; nothing is copied.
    var isValidUTF8: Bool {
        withUnsafeReadableBytes { bytes in
            (try? UTF8Span(validating: bytes.assumingMemoryBound(to: UInt8.self).span)) != nil
        }
    }
}

/// The content of a Close frame.
///
/// Source: RFC 6455 §5.5.1, §7.4.
struct ClosePayload {
    var code = WebSocketCloseCode.noStatus
    var reason = ""

    /// Reads it; nil for a code that must not be sent, half a code, or a reason that is no UTF-8.
    init?(_ payload: ByteBuffer) {
        var payload = payload
        guard payload.readableBytes > 0 else { return }
        guard let number = payload.readInteger(as: UInt16.self) else { return nil }
        code = WebSocketCloseCode(rawValue: number)
        guard code.isSendable, payload.isValidUTF8 else { return nil }
        reason = String(buffer: payload)
    }

    /// Writes it; a control frame holds 125 bytes, so the reason is cut at a character.
    static func encode(_ code: WebSocketCloseCode, _ reason: String) -> ByteBuffer {
        var payload = ByteBuffer()
        guard code != .noStatus else { return payload }
        payload.writeInteger(code.isSendable ? code.rawValue : WebSocketCloseCode.internalError.rawValue)
        var text = reason
        while text.utf8.count > 123 { text.removeLast() }
        payload.writeString(text)
        return payload
    }
}
