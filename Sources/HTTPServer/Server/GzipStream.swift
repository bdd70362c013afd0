import CZlib
import NIOCore
import Synchronization

/// Packs a body while it is made; what zlib holds back comes with a later piece or with the end.
///
/// Pieces are packed in the order of the calls, so the body must be written one piece after the other.
///
/// Source: RFC 1952.
final class GzipStream: Sendable {
    /// zlib got no memory, or found its state broken.
    struct Failure: Error {}

    /// Room for what a call makes; more of it comes in several steps.
    private static let stepBytes = 16 * 1024

    // zlib knows its state by this address, so the stream must not move.
    private let stream: Mutex<UnsafeMutablePointer<z_stream>>

    /// - Throws: ``Failure``.
    init(level: Int32) throws {
        let memory = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        memory.initialize(to: z_stream())
        guard Compression.begin(memory, level: level) else {
            memory.deallocate()
            throw Failure()
        }
        stream = Mutex(memory)
    }

    deinit {
        stream.withLock { memory in
            deflateEnd(memory)
            memory.deallocate()
        }
    }

    /// What can be sent after a piece; empty while zlib waits for more.
    ///
    /// - Throws: ``Failure``.
    func pack(_ piece: ByteBuffer) throws -> ByteBuffer { try run(piece, Z_NO_FLUSH) }

    /// What is left to be sent.
    ///
    /// - Throws: ``Failure``.
    func finish() throws -> ByteBuffer { try run(ByteBuffer(), Z_FINISH) }

    private func run(_ piece: ByteBuffer, _ flush: Int32) throws -> ByteBuffer {
        let packed = stream.withLock { GzipStream.deflated(piece, flush, by: $0) }
        guard let packed else { throw Failure() }
        return packed
    }

    private static func deflated(
        _ piece: ByteBuffer,
        _ flush: Int32,
        by stream: UnsafeMutablePointer<z_stream>
    ) -> ByteBuffer? {
        var input = piece
        var output = ByteBuffer()
        var isBroken = false
        input.withUnsafeMutableReadableBytes { source in
            stream.pointee.next_in = source.bindMemory(to: UInt8.self).baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: stepBytes) { target in
                    stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    isBroken = deflate(stream, flush) == Z_STREAM_ERROR
                    return target.count - Int(stream.pointee.avail_out)
                }
                // Room that is left means that nothing waits any more.
            } while stream.pointee.avail_out == 0 && !isBroken
        }
        return isBroken ? nil : output
    }
}
