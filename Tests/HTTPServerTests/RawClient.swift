import Glibc
import NIOPosix
import Synchronization

/// A plain POSIX socket; its blocking calls run on threads of their own, so that the server's tasks keep theirs.
final class RawClient: Sendable {
    enum Failure: Error {
        case connect(Int32)
        case closed
        case timeout
        case malformed(String)
    }

    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 48)
        pool.start()
        return pool
    }()

    private let descriptor: Int32
    private let pending = Mutex((bytes: [UInt8](), start: 0))

    init(port: Int, receiveBuffer: Int32? = nil, timeoutSeconds: Int = 90) async throws {
        descriptor = try await Self.pool.runIfActive {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4) }
            var timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw Failure.connect(errno) }
            return descriptor
        }
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Sends all bytes; a peer that hung up is no error, what it answered can still be read.
    func send(_ bytes: [UInt8]) async throws {
        let descriptor = descriptor
        try await Self.pool.runIfActive {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return }
                sent += count
            }
        }
    }

    /// Sends a piece again and again until it has been sent as often as wanted or the peer hung up.
    ///
    /// The pauses are those of a thread of its own, so that the pace does not hang on how busy the other tests are.
    func trickle(_ piece: String, times: Int, pauseMilliseconds: UInt32) async throws {
        let (descriptor, bytes) = (descriptor, Array(piece.utf8))
        try await Self.pool.runIfActive {
            for _ in 0..<times {
                guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return }
                usleep(pauseMilliseconds * 1000)
            }
        }
    }

    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    func close() {
        Glibc.close(descriptor)
    }

    /// Bytes of one read; empty at the end of the connection.
    func readSome() async throws -> [UInt8] {
        let left = pending.withLock { pending in
            defer { pending = ([], 0) }
            return Array(pending.bytes[pending.start...])
        }
        if !left.isEmpty { return left }
        return try await receive()
    }

    private func receive() async throws -> [UInt8] {
        let descriptor = descriptor
        return try await Self.pool.runIfActive {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) { throw Failure.timeout }
            return count > 0 ? Array(buffer[..<count]) : []
        }
    }

    func readToEnd() async throws -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try await readSome()
            if piece.isEmpty { return all }
            all += piece
        }
    }

    func readExactly(_ count: Int) async throws -> [UInt8] {
        while pending.withLock({ $0.bytes.count - $0.start < count }) {
            let piece = try await receive()
            if piece.isEmpty { throw Failure.closed }
            pending.withLock { $0.bytes.append(contentsOf: piece) }
        }
        return pending.withLock { pending in
            pending.start += count
            return Array(pending.bytes[(pending.start - count)..<pending.start])
        }
    }

    func readLine() async throws -> String {
        var line: [UInt8] = []
        while !line.suffix(2).elementsEqual([13, 10]) { line += try await readExactly(1) }
        return String(decoding: line.dropLast(2), as: UTF8.self)
    }

    /// Reads one answer, chunked or with a length.
    func answer(isHead: Bool = false) async throws -> Answer {
        let statusLine = try await readLine()
        guard let status = Int(statusLine.split(separator: " ").dropFirst().first ?? "") else {
            throw Failure.malformed(statusLine)
        }
        var answer = Answer(status: status, fields: [], body: [])
        while case let line = try await readLine(), !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1)
            answer.fields.append((String(parts[0]), parts.count > 1 ? String(parts[1].dropFirst()) : ""))
        }
        if status == 100 { return try await self.answer(isHead: isHead) }
        if isHead || status == 304 || status == 204 || status == 101 { return answer }
        if answer["Transfer-Encoding"] == "chunked" {
            answer.body = try await chunks()
        } else if let length = Int(answer["Content-Length"] ?? "") {
            answer.body = try await readExactly(length)
        }
        return answer
    }

    private func chunks() async throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let size = Int(try await readLine(), radix: 16) ?? 0
            body += try await readExactly(size)
            _ = try await readLine()
            if size == 0 { return body }
        }
    }
}
