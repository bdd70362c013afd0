import NIOCore

/// Frames gathered until the next flush; small ones share one buffer and so one write.
struct OutgoingFrames {
    /// Payload bytes that `bufferedAmount` counts and that go with the next flush.
    var countedBytes = 0
    /// Whether our frames are masked, as a client's are.
    let masks: Bool
    private var buffer = ByteBuffer()

    init(masks: Bool) {
        self.masks = masks
    }

    /// Adds a frame; returns what must be written at once because it is too big to be copied.
    mutating func append(_ opcode: UInt8, _ payload: ByteBuffer, coalescing limit: Int) -> [ByteBuffer] {
        writeHeader(opcode, length: payload.readableBytes)
        guard !masks else {
            writeMasked(payload)
            return []
        }
        return append(payload, coalescing: limit)
    }

    /// Adds frames that have their headers already.
    mutating func append(_ frames: ByteBuffer, coalescing limit: Int) -> [ByteBuffer] {
        guard frames.readableBytes > limit else {
            buffer.writeImmutableBuffer(frames)
            return []
        }
        let earlier = buffer
        buffer = ByteBuffer()
        return [earlier, frames]
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
    private mutating func writeHeader(_ opcode: UInt8, length: Int) {
        let maskBit: UInt8 = masks ? 0x80 : 0
        buffer.writeInteger(0x80 | opcode)
        switch length {
        case ...125: buffer.writeInteger(maskBit | UInt8(length))
        case ...0xFFFF:
            buffer.writeInteger(maskBit | 126)
            buffer.writeInteger(UInt16(length))
        default:
            buffer.writeInteger(maskBit | 127)
            buffer.writeInteger(UInt64(length))
        }
    }

    /// A fresh key for each frame, since a script behind a client must not foresee the bytes on the wire.
    ///
    /// Source: RFC 6455 §5.3, §10.3.
    private mutating func writeMasked(_ payload: ByteBuffer) {
        let key = UInt32.random(in: .min ... .max)
        buffer.writeInteger(key)
        payload.withUnsafeReadableBytes { source in
            _ = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: source.count) { target in
                Masking.apply(Masking.repeated(key), to: source, into: target)
            }
        }
    }
}
