import Foundation
import HTTPServer
import Logging
import OCPP
import OCPPServer
import Values

/// A whole gateway on a free port of the loopback, with its spool in a folder of its own.
struct TestStation {
    let ports: MemoryPorts
    let spool: Spool
    let gateway: Gateway
    let metrics: MetricsRegistry
    let port: Int

    /// Runs a gateway around a body; one whose spool nobody writes has a disk that takes for ever.
    static func run(
        _ ports: MemoryPorts,
        folder: TemporaryFolder = TemporaryFolder(),
        limits: GatewayLimits = GatewayLimits(),
        relayLimits: RelayLimits = RelayLimits(),
        spoolLimits: SpoolLimits = SpoolLimits(),
        socketLimits: WebSocketLimits = WebSocketLimits(),
        onPort port: Int = 0,
        tls: ServerConfiguration.TLS? = nil,
        writesSpool: Bool = true,
        _ body: @Sendable (TestStation) async throws -> Void
    ) async throws {
        let metrics = MetricsRegistry()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let spoolMetrics = SpoolMetrics(registry: metrics)
        let spool = try Spool(path: folder.path, nodeID: 7, limits: spoolLimits, metrics: spoolMetrics)
        let gateway = Gateway(
            ports: ports.all,
            spool: spool,
            limits: limits,
            relayLimits: relayLimits,
            registry: metrics,
            logger: logger
        )
        try await gateway.prepare()
        var router = Router()
        gateway.register(on: &router, limits: socketLimits)
        var configuration = ServerConfiguration(host: "127.0.0.1", port: port, tls: tls, eventLoopThreads: 2)
        // A busy machine may keep a client waiting; tests of these limits set their own.
        (configuration.limits.headerTimeout, configuration.limits.idleTimeout) = (.seconds(600), .seconds(600))
        let server = Server(configuration: configuration, router: router, logger: logger, metrics: metrics)
        let drain = Drain(spool: spool, store: ports, metrics: metrics, logger: logger) { _ in }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            if writesSpool { group.addTask { try await spool.run() } }
            group.addTask { try await drain.run() }
            group.addTask { try await gateway.run() }
            let port = try await server.boundAddress.port
            let station = TestStation(ports: ports, spool: spool, gateway: gateway, metrics: metrics, port: port)
            do {
                try await body(station)
            } catch {
                server.beginShutdown()
                group.cancelAll()
                throw error
            }
            server.beginShutdown()
            group.cancelAll()
        }
    }

    /// The frames that were taken by now, once all of them are stored.
    ///
    /// A frame that nobody waits for is not on the disk at once; one behind it that is stored shows that it was.
    func storedFrames() async throws -> [SpooledFrame] {
        let heading = FrameHeading(
            receivedAt: SystemClock.now(),
            operatorID: OperatorID(1),
            chargePointID: ChargePointID(0),
            connectionID: 0,
            sender: .centralSystem
        )
        let mark = try spool.append(heading, payload: [0]) { _ in }.get()
        try await eventually("the frames are stored") { ports.frames.contains { $0.sequence == mark } }
        return ports.frames.filter { $0.sequence < mark }
    }

    /// Waits until something is so; fails after a minute.
    func eventually(_ what: String, _ condition: () async -> Bool) async throws {
        for _ in 0..<6000 {
            if await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NeverHappened(what: what)
    }

    struct NeverHappened: Error, CustomStringConvertible {
        let what: String
        var description: String { "never happened: \(what)" }
    }

    /// The value of a series on the metrics page.
    func metric(_ series: String) -> Int? {
        let line = metrics.prometheusText().split(separator: "\n").first { $0.hasPrefix(series + " ") }
        return line.flatMap { Int($0.dropFirst(series.count + 1)) }
    }
}

extension MemoryPorts {
    var all: Gateway.Ports {
        Gateway.Ports(
            directory: self,
            transactionIDs: self,
            history: self,
            commands: self,
            live: self,
            refusals: self,
            relayEvents: self,
            outbox: self
        )
    }
}

/// A folder that is gone when nobody uses it any more, with the copies beside it whose names begin alike.
final class TemporaryFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-\(UUID().uuidString)").path

    deinit {
        let own = URL(fileURLWithPath: path)
        let parent = own.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where name.hasPrefix(own.lastPathComponent) {
            try? FileManager.default.removeItem(at: parent.appendingPathComponent(name))
        }
    }
}
