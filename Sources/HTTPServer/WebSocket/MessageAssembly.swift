import NIOCore

/// Puts the fragments of a message together.
///
/// Source: RFC 6455 §5.4.
struct MessageAssembly {
    /// A broken rule, with the close code it earns.
    struct Violation: Error {
        var code: WebSocketCloseCode
        var reason: String

        static func protocolError(_ reason: String) -> Violation {
            Violation(code: .protocolError, reason: reason)
        }

        static func tooBig(_ limit: Int) -> Violation {
            Violation(code: .messageTooBig, reason: "At most \(limit) bytes.")
        }
    }

    private let limits: WebSocketLimits
    private var partial: WebSocketMessage?
    private var fragments = 0

    init(limits: WebSocketLimits) {
        self.limits = limits
    }

    /// Adds a data frame; returns the message when it is complete.
    mutating func add(_ frame: ReceivedFrame) throws(Violation) -> WebSocketMessage? {
        let message = try joined(frame)
        guard message.payload.readableBytes <= limits.messageBytes else { throw .tooBig(limits.messageBytes) }
        guard frame.isFinal else {
            partial = message
            return nil
        }
        partial = nil
        fragments = 0
        guard !limits.checksText || !message.isText || message.payload.isValidUTF8 else {
            throw Violation(code: .invalidPayload, reason: "Text must be UTF-8.")
        }
        return message
    }

    private mutating func joined(_ frame: ReceivedFrame) throws(Violation) -> WebSocketMessage {
        fragments += 1
        guard fragments <= limits.fragments else {
            throw Violation(code: .policyViolation, reason: "At most \(limits.fragments) fragments.")
        }
        guard frame.opcode == ReceivedFrame.continuation else {
            guard partial == nil else { throw .protocolError("A new message inside another.") }
            return WebSocketMessage(frame)
        }
        guard var message = partial else { throw .protocolError("A continuation of nothing.") }
        partial = nil
        message.append(frame)
        return message
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
