import Domain
import Foundation
import Postgres
import Values

/// What the relay costs, beside nginx in front of the same stand-in of a back-office, in turns.
struct RelayBench {
    private static let callers = 500
    private static let silent = 4_000
    private static let stormers = 5_000
    private static let callingOn = 100
    private static let rounds = 2
    private static let stretch = Duration.seconds(6)
    private static let warmUp = Duration.seconds(1)
    private static let pacedCalls = 5_000
    /// How much later than nginx's an answer may come that waited for the disk.
    private static let commitMicroseconds: Int64 = 10_000
    /// Connections that are dialled at once while a fleet is built up in peace.
    private static let atOnce = 64

    let database: Database
    let home: URL

    /// Measures all; without nginx there are no ratios, and no goals that are ratios.
    func measure() async throws -> [BenchFigure] {
        let office = try StandInOffice()
        defer { office.stop() }
        let certificate = try BenchCertificate(in: home)
        try await RelayWorld(office: office.port, chargePoints: RelayBench.stormers + RelayBench.callingOn)
            .store(in: database)
        let nginx = try await startNginx(office, certificate)
        defer { nginx?.stop() }
        var figures = try await plain(nginx)
        figures += try await secure(nginx, certificate)
        return figures
    }

    private func startNginx(_ office: StandInOffice, _ certificate: BenchCertificate) async throws -> NginxPeer? {
        guard let path = NginxPeer.path else {
            complain("  nginx is missing, so there is nothing to compare with: apt-get install nginx-light")
            return nil
        }
        let folder = home.appendingPathComponent("nginx")
        return try await NginxPeer(path: path, home: folder, office: office.port, certificate: certificate)
    }

    private func plain(_ nginx: NginxPeer?) async throws -> [BenchFigure] {
        let server = try await BenchServer(home: home)
        defer { server.stop() }
        let port = server.port
        let ours = Target(.init(port: port), server.use) { try BenchServer.spooledFrames(at: port) }
        let theirs = nginx.map { Target(.init(port: $0.port), $0.use) }
        var figures = try await calls(ours, theirs)
        figures += try await memory("relay_idle_pair", 15 * 1024, ours, theirs)
        figures += try await storm("relay_storm", 10_000, ours, theirs)
        return figures
    }

    private func secure(_ nginx: NginxPeer?, _ certificate: BenchCertificate) async throws -> [BenchFigure] {
        let variables = ["LAADBOEK_TLS_CERT": certificate.certificate, "LAADBOEK_TLS_KEY": certificate.key]
        let server = try await BenchServer(home: home, variables)
        defer { server.stop() }
        let ours = Target(.init(port: server.port, authorities: certificate.text), server.use)
        let theirs = nginx.map { Target(.init(port: $0.securePort, authorities: certificate.text), $0.use) }
        var figures = try await memory("relay_idle_pair_tls", 45 * 1024, ours, theirs)
        figures += try await storm("relay_storm_tls", 20_000, ours, theirs)
        return figures
    }

    /// A relay: where it listens, and what it uses.
    struct Target {
        let place: Fleet.Place
        let use: ProcessUse
        /// The frames that are on its disk and not in the database yet.
        let spooled: (@Sendable () throws -> Int)?

        init(_ place: Fleet.Place, _ use: ProcessUse, spooled: (@Sendable () throws -> Int)? = nil) {
            (self.place, self.use, self.spooled) = (place, use, spooled)
        }

        /// Waits until everything is in the database; gives the time it took.
        func settle() async throws -> Duration {
            let began = ContinuousClock.now
            while let spooled, try spooled() > 0 { try await Task.sleep(for: .milliseconds(50)) }
            return .now - began
        }
    }

    // MARK: Calls

    /// What the calls of one relay came to.
    private struct Calls {
        var fast = CallLoad.Result()
        var processorMicroseconds: Int64 = 0
        var paced = CallLoad.Result()
        /// The longest time until the database had what was on the disk.
        var settling = Duration.zero

        var nanosecondsPerCall: Int64 { processorMicroseconds * 1000 / Int64(max(1, fast.calls)) }
    }

    private func calls(_ ours: Target, _ theirs: Target?) async throws -> [BenchFigure] {
        var (mine, other, promised) = (Calls(), Calls(), Calls())
        for _ in 0..<RelayBench.rounds {
            if let theirs { try await add(to: &other, theirs, "DataTransfer") }
            try await add(to: &mine, ours, "DataTransfer")
            try await add(to: &promised, ours, "MeterValues")
        }
        let isCompared = theirs != nil
        func peer(_ value: Int64) -> BenchFigure.Peer? {
            isCompared ? BenchFigure.Peer(name: "nginx", value: value) : nil
        }
        let limit = isCompared ? other.paced.percentile(99) : nil
        return [
            rate("relay_calls", mine).with(goal: isCompared ? .atLeast(other.fast.perSecond * 80 / 100) : nil)
                .with(peer: peer(other.fast.perSecond)),
            BenchFigure(name: "relay_processor", unit: "ns/call", value: mine.nanosecondsPerCall)
                .with(goal: .atMost(20_000)).with(peer: peer(other.nanosecondsPerCall)),
            rate("relay_calls_kept_first", promised).with(peer: peer(other.fast.perSecond)),
            latency("relay_answer", 50, mine).with(peer: peer(other.paced.percentile(50))),
            latency("relay_answer", 99, mine).with(goal: limit.map { .atMost($0) })
                .with(peer: peer(other.paced.percentile(99))),
            latency("relay_answer_kept_first", 99, promised)
                .with(goal: limit.map { .atMost($0 + RelayBench.commitMicroseconds) })
                .with(peer: peer(other.paced.percentile(99))),
            BenchFigure.time("relay_until_stored", max(mine.settling, promised.settling)),
        ]
    }

    private func add(to calls: inout Calls, _ target: Target, _ action: String) async throws {
        let identities = RelayWorld.identities(RelayBench.callers)
        var load = try CallLoad(port: target.place.port, identities: identities, action: action)
        defer { load.close() }
        _ = try load.closedLoop(for: RelayBench.warmUp)
        let before = target.use.processorMicroseconds
        calls.fast.add(try load.closedLoop(for: RelayBench.stretch))
        calls.processorMicroseconds += target.use.processorMicroseconds - before
        calls.settling = max(calls.settling, try await target.settle())
        _ = try load.paced(perSecond: RelayBench.pacedCalls, for: RelayBench.warmUp)
        calls.paced.add(try load.paced(perSecond: RelayBench.pacedCalls, for: RelayBench.stretch))
        _ = try await target.settle()
    }

    private func rate(_ name: String, _ calls: Calls) -> BenchFigure {
        BenchFigure(name: name, unit: "calls/s", value: calls.fast.perSecond)
            .with("connections", .integer(RelayBench.callers))
    }

    private func latency(_ name: String, _ percent: Int, _ calls: Calls) -> BenchFigure {
        BenchFigure(name: "\(name)_p\(percent)", unit: "us", value: calls.paced.percentile(percent))
            .with("calls_per_second", .integer(Int(calls.paced.perSecond)))
    }

    // MARK: Fleets

    private func memory(_ name: String, _ goal: Int64, _ ours: Target, _ theirs: Target?) async throws -> [BenchFigure]
    {
        let other = try await theirs.asyncMap { try await bytesPerPair($0) }
        let value = try await bytesPerPair(ours)
        return [
            BenchFigure(name: name, unit: "bytes", value: value).with(goal: .atMost(goal))
                .with(peer: other.map { BenchFigure.Peer(name: "nginx", value: $0) })
                .with("connections", .integer(RelayBench.silent))
        ]
    }

    private func bytesPerPair(_ target: Target) async throws -> Int64 {
        let fleet = Fleet(target.place)
        let before = target.use.proportionalBytes
        _ = try await fleet.connect(RelayWorld.identities(RelayBench.silent), atOnce: RelayBench.atOnce)
        try await Task.sleep(for: .seconds(2))
        let after = target.use.proportionalBytes
        try await fleet.leave()
        try await Task.sleep(for: .seconds(2))
        return (after - before) / Int64(RelayBench.silent)
    }

    private func storm(_ name: String, _ goal: Int64, _ ours: Target, _ theirs: Target?) async throws -> [BenchFigure] {
        let other = try await theirs.asyncMap { try await storm($0) }
        let (mine, latency) = try await storm(ours)
        return [
            BenchFigure.time(name, mine.took).with(goal: .atMost(goal))
                .with(peer: other.map { BenchFigure.Peer(name: "nginx", value: $0.0.took.wholeMicroseconds / 1000) })
                .with("connections", .integer(RelayBench.stormers)).with("refused", .integer(mine.refusals))
                .with("refused_again", .integer(mine.refusedAgain)),
            BenchFigure(name: name + "_live_p99", unit: "us", value: latency).with(goal: .atMost(100_000))
                .with(peer: other.map { BenchFigure.Peer(name: "nginx", value: $0.1) }),
        ]
    }

    private func storm(_ target: Target) async throws -> (Fleet.Storm, Int64) {
        let all = RelayWorld.identities(RelayBench.stormers + RelayBench.callingOn)
        let live = try await LiveSessions(target.place, identities: Array(all.suffix(RelayBench.callingOn)))
        let fleet = Fleet(target.place)
        let storm = try await fleet.connect(Array(all.prefix(RelayBench.stormers)), atOnce: RelayBench.stormers)
        let latency = try await live.finish()
        try await fleet.leave()
        try await Task.sleep(for: .seconds(2))
        return (storm, latency)
    }
}

extension Optional where Wrapped: Sendable {
    /// The result for the value, if there is one.
    fileprivate func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let value = self else { return nil }
        return try await body(value)
    }
}

extension BenchServer {
    var use: ProcessUse { ProcessUse(process: processID) }
}

/// Charge points that belong to the stand-in of a back-office.
struct RelayWorld {
    let office: Int
    let chargePoints: Int

    static func identities(_ count: Int) -> [String] { (0..<count).map { "RELAY-\($0)" } }

    func store(in database: Database) async throws {
        try await BenchPortfolio(relayed: RelayWorld.identities(chargePoints)).store(in: database)
        try await OwnerSession.with(database.configuration) { session in
            try await session.run(
                """
                INSERT INTO upstreams (operator_id, name, url)
                SELECT id, 'Stand-in', 'ws://127.0.0.1:\(office)/' FROM operators
                """
            )
            try await session.run(
                """
                INSERT INTO charge_point_relays (operator_id, charge_point_id, upstream_id, authorization_mode)
                SELECT c.operator_id, c.id, u.id, 'pass'
                FROM charge_points c JOIN upstreams u ON u.operator_id = c.operator_id
                WHERE c.identity LIKE 'RELAY-%'
                """
            )
        }
    }
}
