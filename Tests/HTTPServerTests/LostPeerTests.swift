import Glibc
import HTTPServer
import NIOCore
import NIOPosix
import Testing

/// The kernel's options of sockets of this process, read back from it.
private enum OpenSockets {
    /// `TCP_USER_TIMEOUT` in milliseconds of each connected socket whose own or peer's port is this one.
    static func userTimeouts(own: Int? = nil, peer: Int? = nil) -> [Int32] {
        (3..<Int32(4_096)).compactMap { descriptor in
            guard let ends = ends(of: descriptor), own ?? ends.own == ends.own, peer ?? ends.peer == ends.peer else {
                return nil
            }
            var value: Int32 = -1
            var size = socklen_t(MemoryLayout<Int32>.size)
            guard getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &value, &size) == 0 else { return nil }
            return value
        }
    }

    private static func ends(of descriptor: Int32) -> (own: Int, peer: Int)? {
        guard let own = port(descriptor, getsockname), let peer = port(descriptor, getpeername) else { return nil }
        return (own, peer)
    }

    private static func port(
        _ descriptor: Int32,
        _ ask: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> Int? {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(descriptor, $0, &size) == 0 }
        }
        guard isKnown, address.sin_family == sa_family_t(AF_INET) else { return nil }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

private final class Listener: WebSocketHandler {
    func opened(_ socket: WebSocketConnection) {}
    func received(_ message: WebSocketMessage) {}
    func closed(code: WebSocketCloseCode, reason: String) {}
    func writabilityChanged(_ isWritable: Bool) {}
}

struct LostPeerTests {
    @Test func `the kernel gives up a peer that acknowledges nothing for a minute, on both sides`() async throws {
        var router = Router()
        router.webSocket("/{identity}") { _ in .accept(subprotocol: nil) { Listener() } }
        try await withServer(router) { server in
            let target = WebSocketTarget(
                host: "127.0.0.1",
                port: server.port,
                isSecure: false,
                requestTarget: "/CP",
                headers: [:],
                trustedAuthorities: nil
            )
            var limits = WebSocketLimits()
            limits.acknowledgementTimeout = .milliseconds(45_500)
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let answer = try await WebSocketDialer(metrics: MetricsRegistry())
                .dial(target, on: loop, limits: limits, timeout: .seconds(120)) { Listener() }
                .get()
            guard case .accepted = answer else { throw RawClient.Failure.malformed("refused") }
            #expect(OpenSockets.userTimeouts(own: server.port) == [60_000])
            #expect(OpenSockets.userTimeouts(peer: server.port) == [45_500])
        }
    }
}
