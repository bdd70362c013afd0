import Foundation
import HTTPServer
import NIOCore
import NIOPosix
import Synchronization
import Values

/// Charge points that connect and stay: for the memory of idle ones, and for the storm after a restart.
final class Fleet: Sendable {
    /// How a storm went.
    struct Storm {
        let took: Duration
        let refusals: Int
        /// Charge points that were not let in twice or more.
        let refusedAgain: Int
    }

    /// Where the fleet connects.
    struct Place: Sendable {
        let port: Int
        /// The certificate to trust, when it speaks TLS.
        var authorities: String?
    }

    private let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let dialer = WebSocketDialer(metrics: MetricsRegistry())
    private let place: Place
    private let sockets = Mutex<[WebSocketConnection]>([])

    init(_ place: Place) {
        self.place = place
    }

    /// Connects them, some at once, and waits until all are.
    func connect(_ identities: [String], atOnce: Int) async throws -> Storm {
        let took = ContinuousClock().now
        var waiting = identities[...]
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            var counts: [Int] = []
            for _ in 0..<atOnce { if let next = waiting.popFirst() { group.addTask { try await self.bring(next) } } }
            while let count = try await group.next() {
                counts.append(count)
                if let next = waiting.popFirst() { group.addTask { try await self.bring(next) } }
            }
            return counts
        }
        return Storm(
            took: ContinuousClock().now - took,
            refusals: counts.reduce(0, +),
            refusedAgain: counts.count { $0 > 1 }
        )
    }

    /// Connects one, which comes back a second or two after it was turned away; how often it was.
    private func bring(_ identity: String) async throws -> Int {
        for refusals in 0..<Fleet.attempts {
            if try await dial(identity) { return refusals }
            try await Task.sleep(for: .milliseconds(Int.random(in: 1000...2000)))
        }
        throw BenchFault("\(identity) is not let in")
    }

    private func dial(_ identity: String) async throws -> Bool {
        var limits = WebSocketLimits()
        limits.checksText = false
        let answer = try? await dialer.dial(target(identity), on: threads.next(), limits: limits, timeout: .seconds(30))
        {
            Idle { socket in self.sockets.withLock { $0.append(socket) } }
        }
        .get()
        guard case .accepted = answer else { return false }
        return true
    }

    private func target(_ identity: String) -> WebSocketTarget {
        let credentials = Data("\(identity):\(BenchWorld.key)".utf8).base64EncodedString()
        return WebSocketTarget(
            host: "127.0.0.1",
            port: place.port,
            isSecure: place.authorities != nil,
            requestTarget: "/ocpp/\(identity)",
            headers: ["Authorization": "Basic \(credentials)", "Sec-WebSocket-Protocol": "ocpp1.6"],
            trustedAuthorities: place.authorities
        )
    }

    private static let attempts = 60

    /// Hangs up.
    func leave() async throws {
        for socket in sockets.withLock({ $0 }) { socket.drop() }
        try await threads.shutdownGracefully()
    }

    /// Says nothing.
    private final class Idle: WebSocketHandler {
        private let isOpen: (WebSocketConnection) -> Void

        init(_ isOpen: @escaping (WebSocketConnection) -> Void) {
            self.isOpen = isOpen
        }

        func opened(_ socket: WebSocketConnection) { isOpen(socket) }
        func received(_ message: WebSocketMessage) {}
        func closed(code: WebSocketCloseCode, reason: String) {}
        func writabilityChanged(_ isWritable: Bool) {}
    }
}

/// Charge points that call ten times a second each while others storm.
final class LiveSessions: Sendable {
    private struct State {
        var latencies: [Int64] = []
        var sentAt: [Int: NIODeadline] = [:]
    }

    private let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let state = Mutex(State())
    private let sockets = Mutex<[WebSocketConnection]>([])

    init(_ place: Fleet.Place, identities: [String]) async throws {
        let dialer = WebSocketDialer(metrics: MetricsRegistry())
        for (number, identity) in identities.enumerated() {
            let credentials = Data("\(identity):\(BenchWorld.key)".utf8).base64EncodedString()
            let target = WebSocketTarget(
                host: "127.0.0.1",
                port: place.port,
                isSecure: place.authorities != nil,
                requestTarget: "/ocpp/\(identity)",
                headers: ["Authorization": "Basic \(credentials)", "Sec-WebSocket-Protocol": "ocpp1.6"],
                trustedAuthorities: place.authorities
            )
            let answer = try await dialer.dial(
                target,
                on: threads.next(),
                limits: WebSocketLimits(),
                timeout: .seconds(30)
            ) { Live(self, number) }
            .get()
            guard case .accepted = answer else { throw BenchFault("\(identity) is not let in") }
        }
        let calls = threads.next().scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(100)) { _ in
            self.call()
        }
        _ = calls
    }

    private func call() {
        for (number, socket) in sockets.withLock({ $0 }).enumerated() {
            let mayCall = state.withLock { state in
                guard state.sentAt[number] == nil else { return false }
                state.sentAt[number] = .now()
                return true
            }
            if mayCall { socket.sendText("[2,\"\(10_000_000 + number)\",\"Heartbeat\",{}]") }
        }
    }

    fileprivate func opened(_ socket: WebSocketConnection) { sockets.withLock { $0.append(socket) } }

    fileprivate func answered(_ number: Int) {
        state.withLock { state in
            guard let at = state.sentAt.removeValue(forKey: number) else { return }
            state.latencies.append((NIODeadline.now() - at).nanoseconds / 1000)
        }
    }

    /// Hangs up; the 99th percentile in microseconds.
    ///
    /// A call that is not answered counts as long as it has waited.
    func finish() async throws -> Int64 {
        let latencies = state.withLock { state in
            state.latencies + state.sentAt.values.map { (NIODeadline.now() - $0).nanoseconds / 1000 }
        }
        for socket in sockets.withLock({ $0 }) { socket.drop() }
        try await threads.shutdownGracefully()
        let sorted = latencies.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count * 99 / 100]
    }

    private final class Live: WebSocketHandler {
        private let sessions: LiveSessions
        private let number: Int

        init(_ sessions: LiveSessions, _ number: Int) {
            (self.sessions, self.number) = (sessions, number)
        }

        func opened(_ socket: WebSocketConnection) { sessions.opened(socket) }
        func received(_ message: WebSocketMessage) { sessions.answered(number) }
        func closed(code: WebSocketCloseCode, reason: String) {}
        func writabilityChanged(_ isWritable: Bool) {}
    }
}
