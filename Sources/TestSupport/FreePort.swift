import Glibc
import Synchronization

/// A port of the loopback that nobody listens on.
public enum FreePort {
    /// Whatever was tried is taken.
    public struct NoneLeft: Error {}

    /// Below the ports that systems give to outgoing connections (32768 and up on Linux): a connection of somebody
    /// else could sit on one of those just when a server that was restarted wants it back.
    private static let range: ClosedRange<UInt16> = 20_000...32_000

    /// Bound sockets that do not listen, one for each port that was given away.
    private static let held = Mutex<[Int32]>([])

    /// Finds one, which stays the caller's until this process ends: who tries to be given it later, here or in another
    /// process, finds it bound, while a server that reuses addresses may listen on it, and again after a restart.
    public static func find() throws -> Int {
        for _ in 0..<200 {
            let port = UInt16.random(in: range)
            if hold(port) { return Int(port) }
        }
        throw NoneLeft()
    }

    private static func hold(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        guard isBound(descriptor, to: port) else {
            close(descriptor)
            return false
        }
        // Only now: the bind itself must fail where anybody else is bound.
        var isReusing: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReusing, socklen_t(MemoryLayout<Int32>.size))
        held.withLock { $0.append(descriptor) }
        return true
    }

    private static func isBound(_ descriptor: Int32, to port: UInt16) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
        }
    }
}
