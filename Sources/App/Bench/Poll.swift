import CEpoll
import Glibc

/// Waits on many sockets at once; a measuring client must cost as little as it can.
struct Poll {
    private let descriptor: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 512)

    init() throws {
        descriptor = epoll_create1(0)
        guard descriptor >= 0 else { throw BenchFault("no epoll: error \(errno)") }
    }

    func close() {
        Glibc.close(descriptor)
    }

    /// Begins to wait for input of a socket, which must not block from now on.
    func add(_ socket: Int32) {
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.fd = socket
        epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event)
    }

    /// Calls with every socket that has input, or with none after so many milliseconds.
    mutating func wait(milliseconds: Int32, _ body: (Int32) throws -> Void) rethrows {
        let count = epoll_wait(descriptor, &events, Int32(events.count), milliseconds)
        for index in 0..<max(0, Int(count)) { try body(events[index].data.fd) }
    }
}

/// What has come over a WebSocket and is no whole frame yet.
struct FrameRest {
    private var bytes: [UInt8] = []

    /// A whole frame: its kind, and where its payload and its mask stand.
    struct Found {
        let opcode: UInt8
        let mask: Int?
        let payload: Range<Int>
    }

    /// Takes what was read, and calls with every frame that is whole.
    mutating func take(
        _ read: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer, Found) throws -> Void
    ) rethrows {
        guard !bytes.isEmpty else {
            let used = try FrameRest.scan(read, body)
            if used < read.count { bytes = Array(read[used...]) }
            return
        }
        bytes.append(contentsOf: read)
        let used = try bytes.withUnsafeBytes { try FrameRest.scan($0, body) }
        bytes.removeFirst(used)
    }

    /// Source: RFC 6455 §5.2; no frame of a benchmark is longer than 65,535 bytes.
    private static func scan(
        _ all: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer, Found) throws -> Void
    ) rethrows -> Int {
        var start = 0
        while all.count - start >= 2 {
            let short = Int(all[start + 1] & 0x7F)
            var at = start + (short == 126 ? 4 : 2)
            guard at <= all.count else { break }
            let length = short == 126 ? Int(all[start + 2]) << 8 | Int(all[start + 3]) : short
            let mask = all[start + 1] & 0x80 != 0 ? at : nil
            if mask != nil { at += 4 }
            guard at + length <= all.count else { break }
            try body(all, Found(opcode: all[start] & 0x0F, mask: mask, payload: at..<at + length))
            start = at + length
        }
        return start
    }
}
