import HTTPServer
import Logging
import NIOPosix

/// Runs a server on a free port for the length of a test.
func withServer(
    _ router: Router,
    metrics: MetricsRegistry = MetricsRegistry(),
    configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (TestServer) async throws -> Void
) async throws {
    var configuration = ServerConfiguration(host: "127.0.0.1", port: 0, eventLoopThreads: 1)
    configuration.limits.shutdownGrace = .seconds(3)
    // A busy machine may keep a client waiting; tests of these limits set their own.
    (configuration.limits.headerTimeout, configuration.limits.idleTimeout) = (.seconds(600), .seconds(600))
    configure(&configuration)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = Server(configuration: configuration, router: router, logger: logger, metrics: metrics)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        defer { server.beginShutdown() }
        let address = try await server.boundAddress
        try await body(TestServer(server: server, port: address.port))
        server.beginShutdown()
        try await group.waitForAll()
    }
}

/// A running server.
struct TestServer: Sendable {
    let server: Server
    let port: Int

    /// Sends bytes on a new connection and reads everything up to the end of the connection.
    func exchange(_ request: String) async throws -> String {
        let client = try await RawClient(port: port)
        try await client.send(request)
        let answer = try await client.readToEnd()
        client.close()
        return String(decoding: answer, as: UTF8.self)
    }

    /// Sends one request on a new connection and reads its answer.
    func request(_ request: String, isHead: Bool = false) async throws -> Answer {
        let client = try await RawClient(port: port)
        defer { client.close() }
        try await client.send(request)
        return try await client.answer(isHead: isHead)
    }

    /// Sends a plain GET.
    func get(_ target: String, _ fields: String = "") async throws -> Answer {
        try await request("GET \(target) HTTP/1.1\r\nHost: test\r\n\(fields)\r\n")
    }
}

/// An answer as read off the wire.
struct Answer: Sendable {
    var status: Int
    var fields: [(name: String, value: String)]
    var body: [UInt8]

    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}
