import HTTPServer
import Logging
import Synchronization
import Testing

@Suite struct ShutdownTests {
    private static func router() -> Router {
        var router = Router()
        router.get("/quick") { _ in .text("quick") }
        router.get("/events") { _ in
            .events { writer in
                try await writer.write("data: 1\n\n")
                try await Task.sleep(for: .seconds(60))
            }
        }
        router.get("/stuck") { _ in
            .stream(type: "text/plain") { writer in
                while true {
                    try await writer.write("x")
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
        }
        return router
    }

    @Test func `a running request is finished, idle connections are closed`() async throws {
        let running = Mutex(false)
        let mayEnd = Mutex(false)
        var router = Self.router()
        router.get("/slow") { _ in
            running.withLock { $0 = true }
            try await eventually { mayEnd.withLock { $0 } }
            return .text("finished")
        }
        try await withServer(router, configure: { $0.limits.shutdownGrace = .seconds(120) }) { server in
            let idle = try await RawClient(port: server.port)
            try await idle.send("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n")
            _ = try await idle.answer()
            let busy = try await RawClient(port: server.port)
            try await busy.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n")
            try await eventually { running.withLock { $0 } }
            server.server.beginShutdown()
            #expect(try await idle.readToEnd().isEmpty)
            mayEnd.withLock { $0 = true }
            let answer = String(decoding: try await busy.readToEnd(), as: UTF8.self)
            #expect(answer.hasSuffix("finished") && answer.contains("Connection: close"))
            idle.close()
            busy.close()
            await #expect(throws: RawClient.Failure.self) { _ = try await RawClient(port: server.port) }
        }
    }

    @Test(.timeLimit(.minutes(20)))
    func `event streams end at once`() async throws {
        // One that did not end would last as long as this.
        try await withServer(Self.router(), configure: { $0.limits.shutdownGrace = .seconds(7_200) }) {
            (server) async throws in
            let client = try await RawClient(port: server.port)
            try await client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
            _ = try await client.readSome()
            server.server.beginShutdown()
            _ = try await client.readToEnd()
            client.close()
        }
    }

    @Test func `what does not end in time is dropped`() async throws {
        try await withServer(Self.router(), configure: { $0.limits.shutdownGrace = .milliseconds(300) }) {
            (server) async throws in
            let client = try await RawClient(port: server.port)
            try await client.send("GET /stuck HTTP/1.1\r\nHost: t\r\n\r\n")
            _ = try await client.readSome()
            let start = ContinuousClock.now
            server.server.beginShutdown()
            _ = try await client.readToEnd()
            #expect(start.duration(to: .now) < .seconds(300))
            client.close()
        }
    }

    @Test func `a handler that does not end in time is cancelled`() async throws {
        let running = Mutex(false)
        let isCancelled = Mutex(false)
        var router = Router()
        router.get("/endless") { _ in
            running.withLock { $0 = true }
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                isCancelled.withLock { $0 = true }
                throw error
            }
            return .text("")
        }
        try await withServer(router, configure: { $0.limits.shutdownGrace = .milliseconds(300) }) { server in
            let client = try await RawClient(port: server.port)
            try await client.send("GET /endless HTTP/1.1\r\nHost: t\r\n\r\n")
            try await eventually { running.withLock { $0 } }
            server.server.beginShutdown()
            _ = try await client.readToEnd()
            client.close()
        }
        #expect(isCancelled.withLock { $0 })
    }

    @Test func `a server does not end before its last WebSocket`() async throws {
        let isOver = Mutex(false)
        var router = Router()
        var limits = WebSocketLimits()
        limits.closeTimeout = .seconds(600)
        router.webSocket("/socket", limits: limits) { _ in .accept(subprotocol: nil) { SilentHandler() } }
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0, eventLoopThreads: 1)
        configuration.limits.shutdownGrace = .seconds(600)
        let server = Server(
            configuration: configuration,
            router: router,
            logger: Logger(label: "test"),
            metrics: MetricsRegistry()
        )
        async let run: Void = {
            try await server.run()
            isOver.withLock { $0 = true }
        }()
        let address = try await server.boundAddress
        let client = try await SocketClient(TestServer(server: server, port: address.port), "/socket")
        defer { client.hangUp() }
        server.beginShutdown()
        let close = try await client.receive()
        // Ample for a server that waits for nobody.
        try await Task.sleep(for: .milliseconds(300))
        #expect(!isOver.withLock { $0 })
        try await client.send(SocketClient.frame(SocketClient.close, close.payload))
        try await run
    }

    private final class SilentHandler: WebSocketHandler {
        func opened(_ socket: WebSocketConnection) {}
        func received(_ message: WebSocketMessage) {}
        func closed(code: WebSocketCloseCode, reason: String) {}
        func writabilityChanged(_ isWritable: Bool) {}
    }

    @Test func `a port that is taken is reported, also to those who wait for the address`() async throws {
        try await withServer(Self.router()) { first in
            let configuration = ServerConfiguration(host: "127.0.0.1", port: first.port)
            let second = Server(
                configuration: configuration,
                router: Router(),
                logger: Logger(label: "test"),
                metrics: MetricsRegistry()
            )
            await #expect(throws: (any Error).self) { try await second.run() }
            await #expect(throws: (any Error).self) { _ = try await second.boundAddress }
            await #expect(throws: Server.Failure.self) { try await second.run() }
        }
    }
}
