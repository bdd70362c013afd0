import Glibc

/// A TCP socket on this machine whose calls wait: the clock of a measurement must not run on an event loop.
struct BlockingSocket {
    let descriptor: Int32

    private init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw BenchFault("no socket: error \(errno)") }
    }

    /// A connection to a port of this machine.
    static func connected(to port: Int) throws -> BlockingSocket {
        let socket = try BlockingSocket()
        sendAtOnce(socket.descriptor)
        guard withAddress(port: port, { connect(socket.descriptor, $0, $1) }) == 0 else {
            socket.close()
            throw BenchFault("nobody listens on port \(port)")
        }
        return socket
    }

    /// Lets small messages go without waiting for more.
    static func sendAtOnce(_ descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// A socket that listens on a port the system chose.
    static func listening(backlog: Int32 = 1) throws -> BlockingSocket {
        let socket = try BlockingSocket()
        guard withAddress(port: 0, { bind(socket.descriptor, $0, $1) }) == 0, listen(socket.descriptor, backlog) == 0
        else {
            socket.close()
            throw BenchFault("no free port: error \(errno)")
        }
        return socket
    }

    /// The port on this side.
    var port: Int {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    func close() {
        Glibc.close(descriptor)
    }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw BenchFault("the connection broke while sending") }
            rest = rest.dropFirst(count)
        }
    }

    /// The next bytes, at least one.
    func receive() throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        guard !bytes.isEmpty else { throw BenchFault("the connection broke while receiving") }
        return bytes
    }

    private static func withAddress(port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
