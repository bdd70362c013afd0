import HTTPServer
import Logging

/// A back-office on a port of the loopback.
enum BackOffice {
    /// Answers every handshake with a status while the body runs.
    static func answering(_ port: Int, _ status: Status, _ body: @Sendable () async throws -> Void) async throws {
        try await run(port, { _ in .reject(.text("No.", status: status)) }, body)
    }

    /// Decides about every handshake below `/base/` while the body runs.
    static func run(
        _ port: Int,
        _ decide: @escaping WebSocketDecider,
        _ body: @Sendable () async throws -> Void
    ) async throws {
        var router = Router()
        router.webSocket("/base/{identity}", decide)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var configuration = ServerConfiguration(host: "127.0.0.1", port: port, eventLoopThreads: 1)
        // A busy machine may keep a client waiting; tests of these limits set their own.
        (configuration.limits.headerTimeout, configuration.limits.idleTimeout) = (.seconds(600), .seconds(600))
        configuration.limits.shutdownGrace = .seconds(2)
        let server = Server(configuration: configuration, router: router, logger: logger, metrics: MetricsRegistry())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            _ = try await server.boundAddress
            do {
                try await body()
            } catch {
                server.beginShutdown()
                throw error
            }
            server.beginShutdown()
            try await group.waitForAll()
        }
    }
}
