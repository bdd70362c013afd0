import NIOCore
import NIOWebSocket

/// Frames gathered until the next flush; small ones share one buffer and so one write.
struct OutgoingFrames {
    /// Payload bytes that `bufferedAmount` counts and that go with the next flush.
    var countedBytes = 0
    private var buffer = ByteBuffer()

    /// Adds an unmasked frame; returns what must be written at once because it is too big to be copied.
    mutating func append(_ opcode: WebSocketOpcode, _ payload: ByteBuffer, coalescing limit: Int) -> [ByteBuffer] {
        writeHeader(opcode, length: payload.readableBytes)
        guard payload.readableBytes > limit else {
            buffer.writeImmutableBuffer(payload)
            return []
        }
        let header = buffer
        buffer = ByteBuffer()
        return [header, payload]
    }

    /// Everything gathered, with the payload bytes it completes.
    mutating func take() -> (ByteBuffer, Int)? {
        guard buffer.readableBytes > 0 || countedBytes > 0 else { return nil }
        let taken = (buffer, countedBytes)
        buffer = ByteBuffer()
        countedBytes = 0
        return taken
    }

    /// Source: RFC 6455 §5.2.
    private mutating func writeHeader(_ opcode: WebSocketOpcode, length: Int) {
        buffer.writeInteger(0x80 | UInt8(webSocketOpcode: opcode))
        switch length {
        case ...125: buffer.writeInteger(UInt8(length))
        case ...0xFFFF:
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(length))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(length))
        }
    }
}
