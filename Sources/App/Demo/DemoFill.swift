import Crypto
import Domain
import Formats
import Postgres
import Simulator
import Values

/// Fills a database with the demo world, by the same ways that real data take.
///
/// A fill that was interrupted continues where it stopped: every step finds what is there already.
struct DemoFill {
    /// Told what is done next; what it throws ends the fill there.
    typealias Report = (String) throws -> Void

    /// The name of the node whose frames the world's are.
    private static let nodeName = "demo"
    /// Frames of one transaction; those of a few days, so that no partition of a month is missed.
    private static let framesPerBatch = 5_000

    private let database: Database
    private let seed: UInt64
    private let now: Timestamp
    private let fullMonths: Int
    private let hasUnits: Bool

    /// - Parameters:
    ///   - database: The migrated database.
    ///   - seed: Equal seeds make equal worlds.
    ///   - now: The moment; the world ends the day before.
    ///   - fullMonths: Months with sessions before the current one.
    ///   - hasUnits: Whether customers take part in emission reduction units.
    init(database: Database, seed: UInt64, now: Timestamp, fullMonths: Int = 3, hasUnits: Bool = true) {
        self.database = database
        self.seed = seed
        self.now = now
        self.fullMonths = fullMonths
        self.hasUnits = hasUnits
    }

    /// Whether there is something to fill: no operator at all, or a demo world that is not complete.
    func isNeeded() async throws -> Bool {
        let operators = try await database.read(.system) { tx in try await Operators.list(.system, in: tx) }
        if operators.isEmpty { return true }
        let references = Set(operators.map(\.reference))
        guard references.isSubset(of: DemoPartnersCast.references.union(DemoWorld.operatorReferences)) else {
            return false
        }
        return try await !isComplete()
    }

    /// Fills the database.
    ///
    /// - Throws: What imports, closes, the database and `report` throw.
    func run(report: Report) async throws {
        let world = try await world()
        try report("Demo: operators, hosts, charge points, contracts")
        try await importPortfolios(of: world)
        try report("Demo: the platform, partners, customers")
        let password = try await PasswordHasher().hash(DemoWorld.password)
        try await DemoPartners(database: database, now: now, password: password).fill()
        try report("Demo: prices up to tomorrow")
        let documents = world.priceDocuments
        for document in documents.dropLast() { try await record(document) }
        try report("Demo: charging sessions since \(world.firstDay)")
        try await store(world.recording)
        try await projectAndRate()
        if let correction = documents.last { try await record(correction) }
        try await projectAndRate()
        if hasUnits {
            try report("Demo: emission reduction units")
            try await DemoERE(database: database, now: now).fill()
        }
        for month in world.finishedMonths {
            try report("Demo: month-end \(month)")
            try await close(month, in: world)
        }
    }

    // MARK: The world

    /// The world of the day on which the fill began, so that continuing after midnight gives no other one.
    private func world() async throws -> DemoWorld {
        let zone = Zone.named(DemoWorld.zoneName) ?? .utc
        let today = zone.date(of: try await beganAt() ?? now)
        return DemoWorld(seed: seed, today: today, fullMonths: fullMonths)
    }

    /// When the first user of the world was made; `nil` before.
    private func beganAt() async throws -> Timestamp? {
        guard let reference = DemoWorld.operatorReferences.first else { return nil }
        return try await database.read(.system) { tx in
            guard let tenant = try await Operators.find(.system, reference: reference, in: tx) else { return nil }
            let users = try await Users.list(.system(for: tenant.id), ListRequest(sort: .name), in: tx)
            return users.rows.map(\.createdAt).min()
        }
    }

    /// Whether the last step is done: the last month is closed for every operator.
    private func isComplete() async throws -> Bool {
        guard let month = try await world().finishedMonths.last else { return true }
        for reference in DemoWorld.operatorReferences {
            let isClosed = try await database.read(.system) { tx in
                guard let tenant = try await Operators.find(.system, reference: reference, in: tx) else { return false }
                return try await Credits.overview(.system(for: tenant.id), month, in: tx)?.end?.finishedAt != nil
            }
            guard isClosed else { return false }
        }
        return true
    }

    // MARK: Steps

    private func importPortfolios(of world: DemoWorld) async throws {
        let hasher = try PasswordHasher()
        let portfolios = PortfolioImport(database: database) { try await hasher.hash($0).stored }
        for bytes in world.portfolios {
            let file = try PortfolioReader.read(bytes) { IBAN.fault(in: $0)?.description }
            _ = try await portfolios.run(file, operatorReference: nil, isDryRun: false)
        }
    }

    private func record(_ document: DemoPriceDocument) async throws {
        let csv = document.csv
        let prices = document.intervals.map { PriceToRecord(start: $0.start, minutes: 15, price: $0.price) }
        let file = PriceImport(
            zone: DemoWorld.biddingZone,
            fileName: document.fileName,
            sha256: Array(SHA256.hash(data: csv)),
            format: "csv",
            currency: .eur,
            prices: prices
        )
        _ = try await Prices(database: database).record(file, at: min(document.publishedAt, now))
    }

    private func store(_ recording: DemoRecording) async throws {
        let frames = Frames(database: database)
        let node = try await frames.node(named: DemoFill.nodeName)
        let directory = try await database.read(.system) { tx in
            try await ChargePointDirectorySnapshot.load(.system, in: tx)
        }
        let entries = Dictionary(uniqueKeysWithValues: directory.chargePoints.map { ($0.identity, $0) })
        var batch: [StoredFrame] = []
        for (index, frame) in recording.frames.enumerated() {
            guard let entry = entries[frame.identity] else { continue }
            batch.append(StoredFrame(frame, of: entry, node: node, sequence: Int64(index + 1)))
            guard batch.count == DemoFill.framesPerBatch else { continue }
            try await frames.store(batch)
            batch.removeAll(keepingCapacity: true)
        }
        try await frames.store(batch)
        let states = recording.stations.compactMap { station in entries[station.identity].map { station.state(of: $0) }
        }
        try await store(states, node)
    }

    private func store(_ states: [ChargePointStateUpdate], _ node: Int32) async throws {
        try await database.write(.system) { tx in
            try await ChargePointStates.store(.system, states, node: node, in: tx)
        }
    }

    private func projectAndRate() async throws {
        _ = try await Projector(database: database).run()
        _ = try await Rater(database: database).run()
    }

    // MARK: Month-ends

    /// Closes a month on the first day after it, and approves it the day after unless it is the last one.
    private func close(_ month: YearMonth, in world: DemoWorld) async throws {
        let zone = Zone.named(DemoWorld.zoneName) ?? .utc
        let morning = zone.start(of: month.next.firstDay).adding(seconds: 8 * 3600 + 30 * 60)
        let order = MonthCloseOrder(period: month, today: month.next.firstDay, now: min(morning, now))
        for reference in DemoWorld.operatorReferences {
            let admin = try await scope(of: .operatorAdmin, at: reference)
            _ = try await MonthClose(database).run(admin, order)
            guard month != world.finishedMonths.last else { continue }
            let finance = try await scope(of: .operatorFinance, at: reference)
            _ = try await Approvals(database).approve(
                finance,
                month: month,
                at: min(morning.adding(seconds: 86_400), now)
            )
        }
    }

    private func scope(of role: Role, at reference: String) async throws -> Scope {
        try await database.read(.system) { tx in
            guard let tenant = try await Operators.find(.system, reference: reference, in: tx),
                let user = try await Users.list(
                    .system(for: tenant.id),
                    ListRequest(sort: .name),
                    role: role,
                    in: tx
                ).rows.first
            else { throw NotFound("user") }
            return user.scope
        }
    }
}

extension StoredFrame {
    fileprivate init(
        _ frame: DemoFrame,
        of entry: ChargePointDirectorySnapshot.Entry,
        node: Int32,
        sequence: Int64
    ) {
        self.init(
            operatorID: entry.operatorID,
            chargePointID: entry.id,
            reference: FrameReference(nodeID: node, sequence: sequence, receivedAt: frame.at),
            connectionID: frame.connectionID,
            isOutgoing: frame.isOutgoing,
            payload: frame.payload
        )
    }
}

extension DemoStation {
    /// What a gateway would have stored of it: gone since its last message.
    fileprivate func state(of entry: ChargePointDirectorySnapshot.Entry) -> ChargePointStateUpdate {
        var boot = BootReport()
        boot.vendor = vendor
        boot.model = model
        boot.serialNumber = serialNumber
        boot.firmware = firmware
        boot.bootedAt = bootedAt
        let connectors = (0...self.connectors).map {
            ConnectorReport(number: $0, status: "Available", errorCode: "NoError", at: lastMessageAt)
        }
        let state = ChargePointState(
            connectedAt: bootedAt,
            disconnectedAt: lastMessageAt,
            lastMessageAt: lastMessageAt,
            boot: boot,
            connectors: connectors
        )
        return ChargePointStateUpdate(operatorID: entry.operatorID, chargePointID: entry.id, state: state)
    }
}
