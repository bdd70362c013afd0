import NIOCore

/// One WebSocket frame as it stood on the wire.
struct ReceivedFrame {
    var isFinal: Bool
    var opcode: UInt8
    /// Header, mask and payload, untouched.
    var raw: ByteBuffer
    /// Where the payload begins in `raw`.
    var payloadOffset: Int
    /// The four bytes of the mask, repeated, ready to be combined with eight bytes of payload; nil without a mask.
    var mask: UInt64?

    static let continuation: UInt8 = 0x0
    static let text: UInt8 = 0x1
    static let binary: UInt8 = 0x2
    static let close: UInt8 = 0x8
    static let ping: UInt8 = 0x9
    static let pong: UInt8 = 0xA

    /// The payload's length.
    var payloadBytes: Int { raw.readableBytes - payloadOffset }

    /// The payload without its mask; shares the memory when there is none.
    var payload: ByteBuffer {
        guard mask != nil else {
            return raw.getSlice(at: raw.readerIndex + payloadOffset, length: payloadBytes) ?? ByteBuffer()
        }
        var result = ByteBuffer()
        write(payloadTo: &result)
        return result
    }

    /// Appends the payload without its mask.
    func write(payloadTo buffer: inout ByteBuffer) {
        raw.withUnsafeReadableBytes { bytes in
            let source = UnsafeRawBufferPointer(rebasing: bytes[payloadOffset...])
            guard let mask else {
                buffer.writeBytes(source)
                return
            }
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: source.count) { target in
                Masking.apply(mask, to: source, into: target)
            }
        }
    }
}

/// Masking and unmasking, which are the same.
///
/// Source: RFC 6455 §5.3.
enum Masking {
    /// Writes the source combined with the mask; the number of bytes written.
    static func apply(
        _ mask: UInt64,
        to source: UnsafeRawBufferPointer,
        into target: UnsafeMutableRawBufferPointer
    ) -> Int {
        var index = 0
        while index + 8 <= source.count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            target.storeBytes(of: word ^ mask, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        withUnsafeBytes(of: mask) { mask in
            while index < source.count {
                target[index] = source[index] ^ mask[index % 8]
                index += 1
            }
        }
        return source.count
    }

    /// Four bytes of a mask, repeated, in the order of the wire.
    static func repeated(_ key: UInt32) -> UInt64 {
        (UInt64(key) << 32 | UInt64(key)).bigEndian
    }
}

/// Finds the frames in what comes over the wire, and leaves them as they are.
///
/// NIO's decoder hands on a frame's parts; a relay must hand on its bytes, mask included.
///
/// Source: RFC 6455 §5.2.
struct FrameScanner {
    /// The largest payload; a larger one is refused by its announced length.
    let payloadLimit: Int
    /// Whether the peer is a client, whose frames are masked.
    let expectsMask: Bool

    private struct Header {
        var isFinal: Bool
        var opcode: UInt8
        var payloadBytes: Int
        var mask: UInt64?
        var bytes: Int
    }

    /// Takes the next whole frame; `nil` when the rest of it has not come yet.
    ///
    /// - Throws: The violation that ends the connection.
    func next(from buffer: inout ByteBuffer) throws(MessageAssembly.Violation) -> ReceivedFrame? {
        guard let header = try header(of: buffer) else { return nil }
        guard let raw = buffer.readSlice(length: header.bytes + header.payloadBytes) else { return nil }
        return ReceivedFrame(
            isFinal: header.isFinal,
            opcode: header.opcode,
            raw: raw,
            payloadOffset: header.bytes,
            mask: header.mask
        )
    }

    /// How many bytes the frame at the front has in all, once its header is there.
    func frameBytes(at buffer: ByteBuffer) -> Int? {
        guard let header = try? header(of: buffer) else { return nil }
        return header.bytes + header.payloadBytes
    }

    private func header(of buffer: ByteBuffer) throws(MessageAssembly.Violation) -> Header? {
        let start = buffer.readerIndex
        guard let first: UInt8 = buffer.getInteger(at: start), let second: UInt8 = buffer.getInteger(at: start + 1)
        else { return nil }
        try check(first, second)
        guard let (length, lengthBytes) = try length(second & 0x7F, of: buffer) else { return nil }
        var header = Header(
            isFinal: first & 0x80 != 0,
            opcode: first & 0x0F,
            payloadBytes: length,
            bytes: 2 + lengthBytes
        )
        guard expectsMask else { return header }
        guard let key: UInt32 = buffer.getInteger(at: start + header.bytes) else { return nil }
        header.mask = Masking.repeated(key)
        header.bytes += 4
        return header
    }

    private func check(_ first: UInt8, _ second: UInt8) throws(MessageAssembly.Violation) {
        guard first & 0x70 == 0 else { throw .protocolError("A reserved bit is set.") }
        guard (second & 0x80 != 0) == expectsMask else {
            throw .protocolError(
                expectsMask ? "Frames from a client are masked." : "Frames from a server are not masked."
            )
        }
        switch first & 0x0F {
        case ReceivedFrame.continuation...ReceivedFrame.binary: break
        case ReceivedFrame.close...ReceivedFrame.pong:
            guard first & 0x80 != 0, second & 0x7F <= 125 else { throw .protocolError("Malformed control frame.") }
        default: throw .protocolError("Unknown opcode.")
        }
    }

    private func length(
        _ short: UInt8,
        of buffer: ByteBuffer
    ) throws(MessageAssembly.Violation) -> (length: Int, bytes: Int)? {
        let place = buffer.readerIndex + 2
        let found: (UInt64, Int)?
        switch short {
        case 126: found = buffer.getInteger(at: place, as: UInt16.self).map { (UInt64($0), 2) }
        case 127: found = buffer.getInteger(at: place, as: UInt64.self).map { ($0, 8) }
        default: found = (UInt64(short), 0)
        }
        guard let (length, bytes) = found else { return nil }
        guard length <= UInt64(payloadLimit) else { throw .tooBig(payloadLimit) }
        return (Int(length), bytes)
    }
}
