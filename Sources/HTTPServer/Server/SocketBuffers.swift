import NIOCore

/// The memory into which a socket is read.
enum SocketBuffers {
    /// Begins small, since every connection keeps its last buffer and most of ten thousands say little; grows with what
    /// comes.
    static let allocator = AdaptiveRecvByteBufferAllocator(minimum: 256, initial: 512, maximum: 65_536)
}
