package import HTTPServer
package import Logging
internal import NIOCore
internal import OCPP
internal import Synchronization
package import Values

/// The central system's side of OCPP 1.6J: lets charge points in, records every frame, answers, and sends commands.
///
/// `prepare()` loads what must be in memory before the first charge point is let in; `register(on:)` adds the
/// endpoint; `run()` keeps the tables fresh and hands over outcomes and the live state.
package final class Gateway: Sendable {
    /// What the gateway needs from the rest of the program.
    package struct Ports: Sendable {
        package var directory: any ChargePointDirectory
        package var transactionIDs: any TransactionIDSource
        package var history: any StartHistory
        package var commands: any CommandSink
        package var live: any LiveStatusSink
        package var refusals: any RefusalSink
        package var relayEvents: any RelayEventSink
        package var outbox: any OutboxStore

        package init(
            directory: any ChargePointDirectory,
            transactionIDs: any TransactionIDSource,
            history: any StartHistory,
            commands: any CommandSink,
            live: any LiveStatusSink,
            refusals: any RefusalSink,
            relayEvents: any RelayEventSink,
            outbox: any OutboxStore
        ) {
            self.directory = directory
            self.transactionIDs = transactionIDs
            self.history = history
            self.commands = commands
            self.live = live
            self.refusals = refusals
            self.relayEvents = relayEvents
            self.outbox = outbox
        }
    }

    let ports: Ports
    let limits: GatewayLimits
    let spool: Spool
    let metrics: GatewayMetrics
    let logger: Logger
    let clock: WallClock
    let table = ChargePointTable()
    let authorizations = Authorizations()
    let book: TransactionBook
    let desk: AnswerDesk
    let registry = ConnectionRegistry()
    let live = LiveBoard()
    let reports: ReportQueue
    let doorkeeper: Doorkeeper
    let refusals: RefusalBoard
    let unknownHandshakes: UnknownHandshakes
    let relay: Relay
    let relayEvents = RelayEvents()
    let outbox = OutboxRoom()

    package init(
        ports: Ports,
        spool: Spool,
        limits: GatewayLimits = GatewayLimits(),
        relayLimits: RelayLimits = RelayLimits(),
        registry: MetricsRegistry,
        logger: Logger,
        clock: @escaping WallClock = { SystemClock.now() }
    ) {
        self.ports = ports
        self.limits = limits
        self.spool = spool
        metrics = GatewayMetrics(registry: registry)
        self.logger = logger
        self.clock = clock
        book = TransactionBook(limit: limits.rememberedStarts)
        desk = AnswerDesk(book: book, authorizations: authorizations, metrics: metrics)
        reports = ReportQueue(limit: limits.waitingReports, metrics: metrics)
        doorkeeper = Doorkeeper(limits: limits)
        refusals = RefusalBoard(limit: limits.waitingRefusals)
        unknownHandshakes = UnknownHandshakes(limit: limits.unknownHandshakes)
        relay = Relay(
            limits: relayLimits,
            metrics: RelayMetrics(registry: registry),
            dialer: WebSocketDialer(metrics: registry),
            events: relayEvents
        )
    }

    /// The addresses at which charge points connect; some firmware makes the identity come twice.
    package static let patterns = ["/ocpp/{identity}", "/ocpp/{prefix}/{identity}"]

    /// Adds the endpoints.
    package func register(on router: inout Router, limits socketLimits: WebSocketLimits = WebSocketLimits()) {
        router.webSocket(Gateway.patterns[0], limits: socketLimits) { request in await self.decide(request) }
        router.webSocket(Gateway.patterns[1], limits: socketLimits) { request in
            guard request.parameter("prefix") == request.parameter("identity") else { throw HTTPError.notFound }
            return await self.decide(request)
        }
    }

    /// Sends a command as soon as the charge point has answered the ones before; the outcome goes to the sink.
    ///
    /// Only `.queued` leads to a report.
    package func send(_ command: Command) async -> CommandAdmission {
        guard let entry = registry.entry(of: command.chargePointID) else { return .notConnected }
        return await withCheckedContinuation { continuation in
            entry.onLoop { continuation.resume(returning: $0.take(command)) }
        }
    }

    /// What is known of a charge point at this moment; `nil` when it was never connected to this node.
    package func liveStatus(of id: ChargePointID) -> LiveStatus? { live.record(id)?.status }

    /// How many charge points are connected to this node.
    package var connectionCount: Int { registry.all.count }

    /// The charge points that are connected to this node.
    package var connectedChargePoints: [ChargePointID] { registry.all.map(\.0) }

    /// Ends every connection whose charge point would not be let in as it was: retired, or with another key.
    func endRevoked() {
        for (_, entry) in registry.all { endUnlessAdmitted(entry) }
    }

    /// Ends a connection whose charge point would not be let in as it was.
    ///
    /// Asked again once a connection is entered, since the table may have changed during the handshake.
    func endUnlessAdmitted(_ entry: ConnectionRegistry.Entry) {
        let current = table.chargePoint(entry.admitted.id)
        guard current.map(entry.admitted.isAdmitted(as:)) != true else { return }
        entry.socket.close(code: .policyViolation, reason: "Access was changed.")
    }

    /// Closes the connection of a charge point that has connected to another node since.
    package func evict(_ id: ChargePointID) {
        registry.entry(of: id)?.socket.close(code: .normal, reason: "Replaced by a newer connection.")
    }

    /// Closes all connections, some each second, so that charge points come back elsewhere without a storm.
    package func closeAll() async {
        for (index, (_, entry)) in registry.all.enumerated() {
            entry.socket.close(code: .serviceRestart, reason: "This node restarts.")
            guard (index + 1) % limits.closesPerSecond == 0 else { continue }
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
        }
    }
}
