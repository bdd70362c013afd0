import ArgumentParser
import Domain
import Foundation
import Postgres
import Templates
import Values

/// `laadboek bench`.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures what this machine does, beside other people's software in the same run.",
        discussion: """
            Prints JSON; docs/reference/bench.md says what the figures mean. DATABASE_URL must name an empty, migrated \
            database of its own, as `make bench` makes it: the benchmark fills it and does not tidy up.
            """
    )

    @Option(help: "Recorded sessions to replay, as CSV; made ones without it.")
    var sessions: String?

    @Option(help: "Days by which recorded times are moved.")
    var shiftDays: Int64 = 0

    @Option(help: "The prices of the recorded sessions, as CSV or ENTSO-E document.")
    var prices: String?

    @Option(help: "Sessions to make and replay when none are given.")
    var madeSessions = 10_000

    @Option(help: "Hosts of the month that is closed.")
    var hosts = 1_000

    @Option(help: "Sessions of each of these hosts in a month.")
    var sessionsPerHost = 100

    @Option(help: "Connections of the quarter that is filed.")
    var connections = 20_000

    @Option(help: "Sessions of each of these connections.")
    var sessionsPerConnection = 50

    @Option(help: "Customers to whom a sale of units is paid out.")
    var payouts = 100_000

    @Flag(help: "Only what needs no database: rating and files.")
    var inMemory = false

    @Flag(help: "Only the relay beside nginx.")
    var relayOnly = false

    @Flag(help: "Only the quarter of connections: measured, accepted, filed.")
    var ereOnly = false

    @Flag(help: "Only payouts, and sessions sent by the API.")
    var payoutsOnly = false

    @Flag(help: "All but the relay.")
    var noRelay = false

    func validate() throws {
        guard (sessions == nil) == (prices == nil) else { throw ValidationError("--sessions and --prices go together") }
        guard connections > 0, sessionsPerConnection > 0 else {
            throw ValidationError("--connections and --sessions-per-connection must be 1 or more")
        }
        guard (1...1_000_000).contains(payouts) else { throw ValidationError("--payouts must be from 1 to a million") }
        guard hosts > 0, (1...500).contains(sessionsPerHost), hosts * sessionsPerHost <= YearFill.idsPerMonth else {
            throw ValidationError("--hosts must be 1 or more, --sessions-per-host from 1 to 500, together a million")
        }
    }

    func run() async throws {
        let load = BenchMachine.load
        var figures: [BenchFigure] = []
        func note(_ what: String, _ measure: () async throws -> [BenchFigure]) async throws {
            complain(what)
            let measured = try await measure()
            for figure in measured { complain(figure.line) }
            figures += measured
        }
        if ereOnly {
            try await measureQuarter(note)
        } else if payoutsOnly {
            try await measurePayouts(note)
        } else if !relayOnly {
            try await note("Rating in memory") { try RatingBench.measure() }
            try await note("Verdicts on tokens") { [AuthorizationBench.measure()] }
            try await note("Files") { try FileBench.measure() }
            if !inMemory { try await measureInstallation(note) }
        }
        if !inMemory && !noRelay && !ereOnly && !payoutsOnly { try await measureRelay(note) }
        say(BenchMachine.report(figures, loadBefore: load).prettyText)
    }

    /// Measures a server with its database.
    private func measureInstallation(
        _ note: (String, () async throws -> [BenchFigure]) async throws -> Void
    ) async throws {
        let configuration = try Configuration()
        let database = Database(configuration.database.forOwner)
        let given = try givenSessions()
        try await BenchPortfolio(given.sessions).store(in: database)
        _ = try await Prices(database: database).record(given.prices, at: SystemClock.now())
        let server = try await BenchServer(home: URL(fileURLWithPath: configuration.home))
        defer { server.stop() }
        try await note("Replay of \(given.sessions.count) sessions over OCPP") {
            try await ReplayBench(database: database, server: server).measure(given)
        }
        try await note("Answers to cards, beside readings") {
            // Calls without an answer are a finding, and the other figures do not hang on it.
            do { return try await AuthorizationBench.overSockets(server, given.sessions) } catch let fault as BenchFault
            {
                complain("  \(fault)")
                return []
            }
        }
        let year = YearFill(
            database: database,
            hosts: hosts,
            sessionsPerHost: sessionsPerHost,
            now: SystemClock.now()
        )
        complain("A year of sessions of \(hosts) hosts")
        let filled = try await year.run()
        complain("  \(filled) sessions")
        let person = try PageClient(port: server.port)
        let fields = [("email", BenchWorld.email), ("password", BenchWorld.password)]
        try person.post(Route.signIn.path, from: Route.signIn.path, fields)
        try await note("Closing \(year.month)") {
            try await CloseBench(database: database, server: server, person: person)
                .measure(year.month, hosts: hosts, sessions: hosts * sessionsPerHost)
        }
        try await note("Pages") {
            try await PageBench(database: database, person: person, month: year.month, sessions: filled).measure()
        }
        try await measureProgrammes(note, database, server, person)
        await database.close()
        try await measureQuarter(note)
    }

    /// Measures payouts on a server of their own.
    private func measurePayouts(
        _ note: (String, () async throws -> [BenchFigure]) async throws -> Void
    ) async throws {
        let configuration = try Configuration()
        let database = Database(configuration.database.forOwner)
        try await BenchPortfolio(hosts: 1).store(in: database)
        let server = try await BenchServer(home: URL(fileURLWithPath: configuration.home))
        defer { server.stop() }
        let person = try PageClient(port: server.port)
        let fields = [("email", BenchWorld.email), ("password", BenchWorld.password)]
        try person.post(Route.signIn.path, from: Route.signIn.path, fields)
        try await measureProgrammes(note, database, server, person)
        await database.close()
    }

    /// Measures paying customers out, and what their programs send.
    private func measureProgrammes(
        _ note: (String, () async throws -> [BenchFigure]) async throws -> Void,
        _ database: Database,
        _ server: BenchServer,
        _ person: PageClient
    ) async throws {
        try await note("Paying \(payouts) customers") {
            try await PayoutBench(database: database, server: server, person: person)
                .measure(payouts, now: SystemClock.now())
        }
        try await note("Sessions by the API") {
            try await PushBench(database: database, server: server).measure(now: SystemClock.now())
        }
    }

    /// Measures the work of this process itself on a quarter.
    private func measureQuarter(
        _ note: (String, () async throws -> [BenchFigure]) async throws -> Void
    ) async throws {
        let database = Database(try Configuration().database.forOwner)
        try await note("A quarter of \(connections) connections") {
            try await EREBench(
                database: database,
                connections: connections,
                sessionsPerConnection: sessionsPerConnection
            ).measure()
        }
        await database.close()
    }

    /// Measures a server between charge points and a back-office.
    private func measureRelay(
        _ note: (String, () async throws -> [BenchFigure]) async throws -> Void
    ) async throws {
        let configuration = try Configuration()
        let database = Database(configuration.database.forOwner)
        let home = URL(fileURLWithPath: configuration.home)
        try await note("The relay") { try await RelayBench(database: database, home: home).measure() }
        await database.close()
    }

    private func givenSessions() throws -> BenchSessions {
        guard let sessions, let prices else { return BenchSessions(made: madeSessions) }
        return try BenchSessions(sessions: sessions, shiftDays: shiftDays, prices: prices)
    }
}
