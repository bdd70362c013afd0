import Domain
import HTTPServer
import Logging
import NIOCore
import NIOPosix
import OCPPServer
import Values

/// Tells further back-offices what charge points say: apart from the gateway, with connections to the database and a
/// thread of its own.
struct ObserverService: Sendable {
    let room: ObserverRoom
    private let ports: ObserverPorts
    private let threads: MultiThreadedEventLoopGroup

    init(_ configuration: Configuration, node: Int32, metrics: MetricsRegistry, logger: Logger) async throws {
        ports = ObserverPorts(
            configuration.database,
            node: node,
            box: SecretBox(secret: try configuration.secret())
        )
        // What this node told before it died is given back to whoever takes it, which is this node again as a rule.
        await ports.retire()
        threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        room = ObserverRoom(store: ports, eventLoop: threads.next(), registry: metrics, logger: logger)
    }

    /// Ends what it works with.
    func close() async {
        await ports.close()
        // A thread that does not end goes with the process.
        try? await threads.shutdownGracefully()
    }
}
