import Domain
import Foundation
import HTTPServer
import Jobs
import Logging
import OCPPServer
import Postgres
import ServiceLifecycle
import Values
import Web

/// The parts of one process, put together by its roles.
struct Installation {
    /// The services in the order in which they start; they stop in the opposite order.
    private(set) var services: [any Service] = []
    private let database: Database
    /// Where drain and projection work, and on which connections: they stand back.
    private let backstage = BackstageThread()
    private let backstageDatabase: Database
    private let configuration: Configuration
    private let logger: Logger
    private let metrics = MetricsRegistry()
    /// One for the process: its limits bound how much memory and how many cores scrypt takes.
    private let passwords: PasswordHasher
    /// Sends charge points away, slowly enough for the nodes they come back to.
    private var farewell: @Sendable () async -> Void = {}
    /// Tells the gateway of clients that do not get through TLS.
    private var tlsFailed: @Sendable (TLSFailure) -> Void = { _ in }

    /// Hears of charge points that connected to other nodes.
    private var connectionHeard: @Sendable (ConnectionNotice) -> Void = { _ in }
    /// Hears which charge points other nodes are to let go of.
    private var roomHeard: @Sendable (RoomNotice) -> Void = { _ in }
    /// Hears of decisions about messages that wait for a back-office.
    private var outboxDecided: @Sendable (ChargePointID) -> Void = { _ in }

    /// Whether this process hears the others.
    private let hearing = Hearing()

    /// Tells further back-offices what charge points say.
    private var observers: ObserverService?

    /// Bells by the channel that rings them.
    private var bells: [String: [Bell]] = [:]
    /// What must be true, beside the database, before this process takes requests.
    private var checks: [ReadinessCheck] = []

    /// Clients at the same time.
    private let clients: Int

    /// Puts the parts together; `openFiles` is how many files and sockets the process may have open.
    init(_ configuration: Configuration, roles: Set<ProcessRole>, openFiles: Int, logger: Logger) async throws {
        self.configuration = configuration
        self.logger = logger
        clients = Installation.clients(openFiles, roles, logger)
        let schema = try SchemaCheck(configuration)
        try await schema.expectTables(configuration.database, logger)
        var settings = configuration.database
        settings.maxConnections = Installation.connections
        database = Database(settings)
        settings.maxConnections = Installation.backstageConnections
        settings.niceness = BackstageThread.niceness
        backstageDatabase = Database(settings)
        passwords = try PasswordHasher()
        try FileManager.default.createDirectory(atPath: configuration.home, withIntermediateDirectories: true)
        checks = [schema.readiness(database)]
        if roles.contains(.jobs) { try addJobs() }
        let broadcaster = Broadcaster()
        var gateway: (gateway: Gateway, ports: GatewayPorts)?
        if roles.contains(.ocpp) { gateway = try await addGateway() }
        var serving = serverConfiguration
        serving.tlsFailed = tlsFailed
        var router = try pages(roles, broadcaster, &serving)
        gateway?.gateway.register(on: &router)
        addBells(broadcaster, gateway?.ports)
        addServer(serving, router, broadcaster)
    }

    /// The pages; in a process without them what machines ask of it.
    private mutating func pages(
        _ roles: Set<ProcessRole>,
        _ broadcaster: Broadcaster,
        _ serving: inout ServerConfiguration
    ) throws -> Router {
        guard roles.contains(.web) else {
            var router = Router()
            let token = configuration.metricsToken
            Health(database: database, metrics: metrics, metricsToken: token, checks: checks).register(on: &router)
            return router
        }
        let reference = try ReferenceData(share: configuration.share)
        services.append(reference.supply(database, logger))
        let app = try webApp(broadcaster, reference)
        app.configure(&serving)
        return app.router
    }

    /// Charge points and browsers of a large installation.
    private static let clientsWanted = 50_000

    private static func clients(_ openFiles: Int, _ roles: Set<ProcessRole>, _ logger: Logger) -> Int {
        let clients = OpenFiles.connections(clientsWanted, within: openFiles, dialsOut: roles.contains(.ocpp))
        logger.notice("limits", metadata: ["open_files": "\(openFiles)", "connections": "\(clients)"])
        if clients < clientsWanted {
            logger.warning("The limit of open files allows \(clients) connections; raise it for \(clientsWanted).")
        }
        return clients
    }

    /// Connections of one process: pages, rating and month-ends at the same time.
    private static let connections = 12
    /// Connections of drain and projection.
    private static let backstageConnections = 2

    private var serverConfiguration: ServerConfiguration {
        var serving = ServerConfiguration(
            host: configuration.host,
            port: configuration.port,
            tls: configuration.tls.map {
                .init(
                    certificateFile: $0.certificate,
                    keyFile: $0.key,
                    asksClients: configuration.asksClientCertificates
                )
            },
            // A small machine's processors are shared with PostgreSQL; more threads get charge points their share.
            eventLoopThreads: max(4, ProcessInfo.processInfo.activeProcessorCount)
        )
        serving.limits.connections = clients
        serving.trustedProxies = configuration.trustedProxies
        return serving
    }

    /// Ends what the services leave behind.
    func close() async {
        await observers?.close()
        await database.close()
        await backstageDatabase.close()
        backstage.end()
    }

    // MARK: Pages

    private func webApp(_ broadcaster: Broadcaster, _ reference: ReferenceData) throws -> WebApp {
        var web = WebConfiguration(
            publicURL: configuration.publicURL,
            publicFolder: configuration.share + "/Public",
            secret: try configuration.secret()
        )
        web.brand = "Laadboek"
        web.metricsToken = configuration.metricsToken
        var parts = WebParts(
            configuration: web,
            database: database,
            passwords: passwords,
            metrics: metrics,
            broadcaster: broadcaster,
            logger: logger
        )
        let renderer = try CreditRenderer(database: database)
        let bankFiles = BankFiles(database: database)
        parts.credits = CreditServices(
            file: { try await renderer.file($0, $1, $2) },
            bankFile: { try await bankFiles.make($0, $1, through: $2) }
        )
        let payouts = try EREPayoutRenderer(database: database)
        parts.payouts = EREPayoutServices(
            document: { try await payouts.pdf($0, $1, $2) },
            bankFile: { try await bankFiles.make($0, $1, .payouts, through: $2) }
        )
        parts.filings = .made(on: database)
        let copies = PersonalExport(database: database, payouts: payouts)
        parts.privacy = PrivacyServices { try await copies.write($0, $1, to: $2) }
        parts.counts = ExceptionPages.counts(SystemClock.now)
        parts.meters = reference.meters
        parts.readiness = checks
        return try WebApp(parts)
    }

    private mutating func addServer(_ serving: ServerConfiguration, _ router: Router, _ broadcaster: Broadcaster) {
        let server = Server(configuration: serving, router: router, logger: logger, metrics: metrics)
        services.append(HTTPService(server: server, hearing: hearing))
        let farewell = farewell
        services.append(
            Farewell {
                broadcaster.endAll()
                await farewell()
            }
        )
    }

    // MARK: Jobs

    private mutating func addJobs() throws {
        let projector = Projector(database: backstageDatabase)
        let rater = Rater(database: database)
        let monthEnds = try MonthEndWork(database: database)
        let mail = try mailDelivery()
        add("projection", channel: "frames", on: backstage) { _ = try await projector.run() }
        addSessionUpgrade()
        add("rating", channel: "rating") { _ = try await rater.run() }
        addLocalLists()
        add("month-ends", channel: "month_ends") { try await monthEnds.runUnfinished() }
        let payouts = EREPayoutWork(database, writingFrom: configuration.publicURL)
        add("ere-payouts", channel: EREPayouts.channel) { try await payouts.runDue() }
        let signIns = SignIns(
            database: database,
            passwords: passwords,
            sessions: WebSessions(limits: WebSessionLimits()),
            factors: SecondFactors(database: database, box: SecretBox(secret: try configuration.secret())),
            limits: SignInLimits()
        )
        services.append(Upkeep.housekeeping(signIns, database, logger))
        let notices = NoticeMails(database: database, publicURL: configuration.publicURL.description)
        services.append(Upkeep.notices(notices, logger))
        let reminders = EREReminderMails(database: database, publicURL: configuration.publicURL.description)
        services.append(Upkeep.reminders(reminders, logger))
        services.append(Upkeep.retention(RetentionWork(database: database), logger))
        let webhooks = WebhookSender(
            database: database,
            post: CurlWebhookPost(),
            box: SecretBox(secret: try configuration.secret()),
            clock: SystemClock.now
        )
        add("webhooks", channel: Webhooks.channel) { while try await webhooks.deliverDue() > 0 {} }
        add("mail", channel: Outbox.channel) { while try await mail.deliverDue() > 0 {} }
    }

    /// Projects again, once, what older rules projected; charge points are served meanwhile.
    private mutating func addSessionUpgrade() {
        let (database, logger) = (database, logger)
        let worker = Worker("session upgrade", bell: Bell(), logger: logger) {
            for done in try await SessionUpgrade(database: database).run() where done.counts.changedSessions > 0 {
                logger.notice(
                    "Sessions were projected again by the rules of today.",
                    metadata: [
                        "operator": "\(done.tenant.reference)", "charge_points": "\(done.counts.chargePoints)",
                        "sessions": "\(done.counts.sessions)", "changed": "\(done.counts.changedSessions)",
                    ]
                )
            }
        }
        services.append(Part(name: "session upgrade") { try await worker.run() })
    }

    /// Brings changed tokens to the charge points that keep a list of them.
    private mutating func addLocalLists() {
        let database = database
        let bell = Bell()
        for channel in [ChargePointDirectorySnapshot.channel, LocalLists.channel] {
            bells[channel, default: []].append(bell)
        }
        let worker = Worker("local lists", bell: bell, logger: logger) {
            _ = try await database.write(.system) { tx in
                try await LocalLists.synchronise(.system, at: SystemClock.now(), in: tx)
            }
        }
        services.append(Part(name: "local lists") { try await worker.run() })
    }

    private mutating func add(
        _ name: String,
        channel: String,
        on executor: (any TaskExecutor)? = nil,
        _ work: @escaping @Sendable () async throws -> Void
    ) {
        let bell = Bell()
        bells[channel, default: []].append(bell)
        let worker = Worker(name, bell: bell, logger: logger, work: work)
        services.append(
            Part(name: name) { try await withTaskExecutorPreference(executor) { try await worker.run() } }
        )
    }

    private func mailDelivery() throws -> MailDelivery {
        guard let sender = MailAddress(configuration.mailFrom) else {
            throw ConfigurationFault(faults: ["MAIL_FROM is no e-mail address"])
        }
        return MailDelivery(
            database: database,
            transport: try MailTransports.transport(configuration),
            sender: MailSender(name: "Laadboek", address: sender),
            clock: SystemClock.now
        )
    }

    // MARK: Charge points

    private mutating func addGateway() async throws -> (gateway: Gateway, ports: GatewayPorts) {
        let frames = Frames(database: database)
        let node = try await frames.node(named: configuration.node)
        let ports = GatewayPorts(
            database: database,
            frames: Frames(database: backstageDatabase),
            nodeID: node,
            box: SecretBox(secret: try configuration.secret())
        )
        let spool = try Spool(
            path: configuration.home + "/spool/" + configuration.node,
            nodeID: Int64(node),
            limits: SpoolLimits(),
            metrics: SpoolMetrics(registry: metrics)
        )
        // What was stored before a crash must be projected before the gateway recalls the transactions of the past.
        _ = try await Projector(database: database).run()
        try await database.write(.system) { tx in
            try await ChargePointStates.disconnectAll(.system, node: node, at: SystemClock.now(), in: tx)
        }
        let gateway = Gateway(
            ports: Gateway.Ports(
                directory: ports,
                transactionIDs: ports,
                history: ports,
                commands: ports,
                live: ports,
                refusals: ports,
                relayEvents: ports,
                outbox: ports
            ),
            spool: spool,
            registry: metrics,
            logger: logger
        )
        try await gateway.prepare()
        checks.append(ReadinessCheck("spool") { spool.condition == .open ? nil : "messages cannot be kept" })
        let telling = try await ObserverService(configuration, node: node, metrics: metrics, logger: logger)
        observers = telling
        let drain = Drain(spool: spool, store: ports, metrics: metrics, logger: logger) { frames in
            telling.room.spoke(Set(frames.map(\.heading.chargePointID)))
        }
        services.insert(Part(name: "spool") { try await spool.run() }, at: 0)
        let backstage = backstage
        services.append(
            Part(name: "drain") { try await withTaskExecutorPreference(backstage) { try await drain.run() } }
        )
        services.append(Part(name: "gateway") { try await gateway.run() })
        services.append(Part(name: "observers") { await telling.room.run() })
        addCommands(gateway, box: SecretBox(secret: try configuration.secret()))
        farewell = {
            async let left: Void = telling.room.leave()
            await gateway.closeAll()
            await ports.leaveRooms()
            await left
        }
        connectionHeard = { ports.heard($0, gateway) }
        roomHeard = { ports.heard($0, gateway) }
        outboxDecided = { gateway.outboxChanged($0) }
        tlsFailed = { gateway.noteTLSFailure($0) }
        return (gateway, ports)
    }

    private mutating func addCommands(_ gateway: Gateway, box: SecretBox) {
        let dispatch = CommandDispatch(database: database, gateway: gateway, box: box)
        add("commands", channel: Commands.channel) { try await dispatch.run() }
    }

    // MARK: Notifications

    private mutating func addBells(_ broadcaster: Broadcaster, _ directory: GatewayPorts?) {
        let (connectionHeard, roomHeard, outboxDecided) = (connectionHeard, roomHeard, outboxDecided)
        let (observers, hearing) = (observers?.room, hearing)
        let listening = Bells(
            database: database,
            bells: bells,
            further: [
                "journal", ChargePointStates.channel, ChargePointStates.connections,
                ChargePointDirectorySnapshot.channel, RelayOutbox.channel, Observers.channel, RoomNotice.channel,
            ],
            holding: directory.map { NodeHolders.mark(of: $0.nodeID) },
            logger: logger,
            listening: {
                hearing.begin()
                directory?.directoryChanged()
                observers?.changed()
            }
        ) { channel, payload in
            switch channel {
            case "journal": LiveTopic(journalPayload: payload).map(broadcaster.publish)
            case ChargePointStates.channel: LiveTopic(chargePointPayload: payload).map(broadcaster.publish)
            case ChargePointStates.connections:
                ConnectionNotice(payload: payload).map(connectionHeard)
                observers?.changed()
            case RoomNotice.channel: RoomNotice(payload: payload).map(roomHeard)
            case RelayOutbox.channel: ChargePointID(text: payload).map(outboxDecided)
            case Observers.channel:
                if let id = ObserverID(text: payload) { observers?.hurry(id) } else { observers?.changed() }
            case ChargePointDirectorySnapshot.channel:
                directory?.directoryChanged()
                observers?.changed()
            default: break
            }
        }
        services.insert(Part(name: "notifications") { try await listening.run() }, at: 0)
    }
}
