import Glibc
import NIOCore
import NIOPosix

/// Files as answer bodies, read in pieces on threads of their own, never on an event loop.
enum FileBody {
    /// One read; large enough for the disk, small enough to wait in memory per client.
    static let pieceBytes = 128 * 1024

    /// The file could not be read to its promised end.
    private struct ReadFailure: Error {}

    /// A stream of a regular file; nil when there is none that can be read.
    static func stream(_ path: String) async -> ResponseStream? {
        guard let size = try? await NIOThreadPool.singleton.runIfActive({ fileSize(path) }) else { return nil }
        return ResponseStream(contentLength: size, endsWithClientInput: false) { writer in
            try await send(path, size: size, to: writer)
        }
    }

    private static func fileSize(_ path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, R_OK) == 0 else { return nil }
        return status.st_size
    }

    private static func send(_ path: String, size: Int, to writer: BodyWriter) async throws {
        let descriptor = try await NIOThreadPool.singleton.runIfActive { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw ReadFailure() }
        defer { close(descriptor) }
        var offset = 0
        while offset < size {
            let start = offset
            let piece = try await NIOThreadPool.singleton.runIfActive {
                try read(descriptor, from: start, count: min(pieceBytes, size - start))
            }
            try await writer.write(piece)
            offset += piece.readableBytes
        }
    }

    private static func read(_ descriptor: Int32, from offset: Int, count: Int) throws -> ByteBuffer {
        var piece = ByteBuffer()
        let bytesRead = piece.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { target in
            max(0, pread(descriptor, target.baseAddress, count, offset))
        }
        guard bytesRead > 0 else { throw ReadFailure() }
        return piece
    }
}
