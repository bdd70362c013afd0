import Glibc
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// An HTTP/1.1 and WebSocket server on one port.
public final class Server: Sendable {
    /// Why a server does not run.
    public enum Failure: Error, CustomStringConvertible {
        /// `run()` was called a second time.
        case alreadyStarted
        /// The server ended before it listened.
        case neverBound
        /// Somebody listens on the port already.
        case portTaken(BoundAddress)
        /// The system does not let us listen there, with its reason.
        case cannotListen(BoundAddress, reason: String)
        /// A file of the certificate or its key is of no use, with the reason.
        case unusableFile(path: String, reason: String)

        /// One sentence.
        public var description: String {
            switch self {
            case .alreadyStarted: "The server was started before; a server runs once."
            case .neverBound: "The server ended before it listened on its port."
            case .portTaken(let address): "port \(address.port) on \(address.host) is taken"
            case .cannotListen(let address, let reason): "\(address) cannot be listened on: \(reason)"
            case .unusableFile(let path, let reason): "\(path) \(reason)"
            }
        }
    }

    private struct State {
        var isStarted = false
        var isShuttingDown = false
        var listener: (any Channel)?
        var bound: Result<BoundAddress, any Error>?
        var waiters: [CheckedContinuation<BoundAddress, any Error>] = []
    }

    private let context: ServerContext
    private let state = Mutex(State())
    private let graceOver = Signal()

    /// Creates a server; nothing is opened before `run()`.
    public init(configuration: ServerConfiguration, router: Router, logger: Logger, metrics: MetricsRegistry) {
        context = ServerContext(
            configuration: configuration,
            router: router,
            metrics: ServerMetrics(metrics),
            registry: ConnectionRegistry(limits: configuration.limits),
            logger: logger
        )
    }

    /// Where the server listens; waits until it does.
    ///
    /// - Throws: What kept the server from listening.
    public var boundAddress: BoundAddress {
        get async throws {
            try await withCheckedThrowingContinuation { continuation in
                let known = state.withLock { state in
                    if state.bound == nil { state.waiters.append(continuation) }
                    return state.bound
                }
                if let known { continuation.resume(with: known) }
            }
        }
    }

    /// Listens and answers until `beginShutdown()` (or the cancellation of the task), then finishes what runs.
    ///
    /// - Throws: When the port or the certificate cannot be had.
    public func run() async throws {
        let isFirst = state.withLock { state in
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { throw Failure.alreadyStarted }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, context.configuration.eventLoopThreads))
        for eventLoop in group.makeIterator() { eventLoop.execute { ShortTurns.ask() } }
        do {
            try await serve(on: group)
            settle(.failure(Failure.neverBound))
            try await group.shutdownGracefully()
        } catch {
            settle(.failure(error))
            // The first error is the one to tell; the group only holds idle threads by now.
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Stops listening, lets requests finish and closes idle connections; after `shutdownGrace` drops the rest.
    ///
    /// Handlers that still run then are cancelled.
    public func beginShutdown() {
        let (isFirst, listener) = state.withLock { state in
            defer { state.isShuttingDown = true }
            return (!state.isShuttingDown, state.listener)
        }
        guard isFirst, let listener else { return }
        shutDown(listener)
    }

    private func shutDown(_ listener: any Channel) {
        let registry = context.registry
        registry.beginShutdown()
        listener.eventLoop.scheduleTask(in: TimeAmount(context.limits.shutdownGrace)) { [graceOver] in
            registry.dropAll()
            graceOver.fire()
        }
        listener.close(promise: nil)
    }

    // MARK: Serving

    private func serve(on group: MultiThreadedEventLoopGroup) async throws {
        let (connections, arrivals) = AsyncStream.makeStream(of: HTTPConnection.self)
        let setup = try ConnectionSetup(server: context, arrivals: arrivals)
        let listener = try await bind(group, setup)
        listener.closeFuture.whenComplete { _ in arrivals.finish() }
        began(listener)
        await withTaskCancellationHandler {
            await answerInTime(connections)
        } onCancel: {
            beginShutdown()
        }
    }

    /// Waits for the handlers; those that still run when the time for shutting down is over are cancelled.
    private func answerInTime(_ connections: AsyncStream<HTTPConnection>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.answer(connections) }
            group.addTask { await self.graceOver.wait() }
            await group.next()
            group.cancelAll()
        }
    }

    private func answer(_ connections: AsyncStream<HTTPConnection>) async {
        let context = context
        await withDiscardingTaskGroup { group in
            for await connection in connections {
                group.addTask { await RequestAnswering(server: context, connection: connection).run() }
            }
        }
        await context.registry.allGone()
    }

    private func bind(_ group: MultiThreadedEventLoopGroup, _ setup: ConnectionSetup) async throws -> any Channel {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: context.configuration.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.recvAllocator, value: SocketBuffers.allocator)
            .childChannelOption(LostPeers.option, value: LostPeers.value(context.limits.acknowledgementTimeout))
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try setup.prepare(channel) }
            }
        let address = BoundAddress(host: context.configuration.host, port: context.configuration.port)
        do {
            return try await bootstrap.bind(host: address.host, port: address.port).get()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Failure.portTaken(address)
        } catch let error as IOError {
            throw Failure.cannotListen(address, reason: String(cString: strerror(error.errnoCode)))
        }
    }

    private func began(_ listener: any Channel) {
        let address = BoundAddress(
            host: listener.localAddress?.ipAddress ?? context.configuration.host,
            port: listener.localAddress?.port ?? context.configuration.port
        )
        let isShuttingDown = state.withLock { state in
            state.listener = listener
            return state.isShuttingDown
        }
        context.logger.info("listening", metadata: ["address": "\(address)"])
        settle(.success(address))
        if isShuttingDown { shutDown(listener) }
    }

    /// Tells everybody who waits for the address; the first word counts.
    private func settle(_ outcome: Result<BoundAddress, any Error>) {
        let waiters = state.withLock { state in
            if state.bound == nil { state.bound = outcome }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(with: outcome) }
    }
}
