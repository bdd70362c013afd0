import Glibc

/// A port of the loopback that nobody listens on.
public enum FreePort {
    /// Whatever was tried is taken.
    public struct NoneLeft: Error {}

    /// Below the ports that systems give to outgoing connections (32768 and up on Linux): a connection of somebody
    /// else could sit on one of those just when a server that was restarted wants it back.
    private static let range: ClosedRange<UInt16> = 20_000...32_000

    /// Finds one; it stays free unless somebody takes it in between.
    public static func find() throws -> Int {
        for _ in 0..<200 {
            let port = UInt16.random(in: range)
            if isFree(port) { return Int(port) }
        }
        throw NoneLeft()
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
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
