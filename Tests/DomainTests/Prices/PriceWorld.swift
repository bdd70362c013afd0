import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// The world on one day, its prices told in a few words: the start in UTC, the minutes, whole units per MWh.
struct PriceWorld: Sendable {
    typealias Told = (start: String, minutes: Int, perMWh: Int64)

    let world: World

    static func lease(_ body: (PriceWorld) async throws -> Void) async throws {
        try await TestDatabase.lease { try await body(PriceWorld(world: try await World.make(on: $0))) }
    }

    static func at(_ time: String) -> Timestamp { TestWorld.moment("2025-06-10T\(time):00Z") }

    /// Records a document and computes what is due.
    @discardableResult
    func record(
        _ told: [Told],
        zone: String = "NL",
        currency: Currency = .eur,
        file: String? = nil,
        at recorded: String = "2025-06-09T12:00:00Z"
    ) async throws -> PriceImportResult {
        let prices = told.map { price in
            PriceToRecord(
                start: PriceWorld.at(price.start),
                minutes: price.minutes,
                price: IndexPrice(microPerMWh: price.perMWh * 1_000_000)
            )
        }
        let name = file ?? "\(told) \(zone) \(currency) \(recorded) \(UInt64.random(in: 0 ... .max))"
        return try await record(prices, zone: zone, currency: currency, file: name, at: TestWorld.moment(recorded))
    }

    @discardableResult
    func record(
        _ prices: [PriceToRecord],
        zone: String = "NL",
        currency: Currency = .eur,
        file: String,
        at recorded: Timestamp
    ) async throws -> PriceImportResult {
        let document = PriceImport(
            zone: zone,
            fileName: "prices.csv",
            sha256: Array(file.utf8),
            format: "csv",
            currency: currency,
            prices: prices
        )
        let result = try await Prices(database: world.database).record(document, at: recorded)
        try await world.settle()
        return result
    }

    /// Ten kilowatt-hours at constant power, of the bakkerij (at start) or of jansen (per interval).
    @discardableResult
    func charge(from: String, until: String, isPerInterval: Bool = false) async throws -> Int64 {
        try await world.charge(
            isPerInterval ? world.stroomgoed : world.voltaria,
            at: isPerInterval ? "SG-001" : "VOL-001",
            from: "2025-06-10T\(from):00Z",
            until: "2025-06-10T\(until):00Z",
            wh: 10_000
        )
    }

    /// The newest version of the line of one of the bakkerij's sessions.
    func line(_ transaction: Int64) async throws -> LineVersion {
        let admin = world.voltaria.admin
        let session = try await world.session(transaction, of: world.voltaria)
        let detail = try await world.database.read(admin) { try await Sessions.find(admin, session.id, in: $0) }
        return try #require(detail.lines.first)
    }

    func price(at time: String) async throws -> IndexPrice? { try await price(at: PriceWorld.at(time)) }

    /// The price of a quarter hour that holds, by the way pages take.
    func price(at moment: Timestamp) async throws -> IndexPrice? {
        let found = try await world.database.read(.system) {
            try await Prices.day(day("2025-06-10"), of: "NL", preferring: .eur, in: .utc, tx: $0)
        }
        return found.spans.known.first { $0.from <= moment && moment < $0.until }?.price.price
    }

    /// What `verify` finds wrong with sessions, lines and books of both operators.
    func differences() async throws -> [String] {
        var found: [String] = []
        for tenant in [world.voltaria, world.stroomgoed] {
            var reports = try await SessionVerification(database: world.database, operatorID: tenant.id).run()
            reports += try await BookVerification.run(.system(for: tenant.id), on: world.database)
            found += reports.compactMap(\.firstDifference)
        }
        return found
    }

    /// Closes a month of voltaria on the second day of the next.
    func close(_ month: String) async throws -> MonthCloseResult {
        let period = TestWorld.month(month)
        let today = period.next.firstDay.adding(days: 1)
        let now = Zone.utc.start(of: today).adding(seconds: 3_600)
        let order = MonthCloseOrder(period: period, today: today, now: now)
        return try await MonthClose(world.database).run(world.voltaria.finance, order)
    }

    /// The net totals of voltaria's documents of a closed month, in cents.
    func totals(_ closed: MonthCloseResult) async throws -> [Int64] {
        let finance = world.voltaria.finance
        return try await world.database.read(finance) { tx in
            try await Credits.month(finance, closed.period, in: tx).map(\.net.minor)
        }
    }
}

extension PriceWorld {
    /// Up to six neighbouring intervals of one length between 08:00 and 14:00, of few prices, so that some are equal.
    static func document(_ random: inout SeededGenerator) -> [PriceToRecord] {
        let minutes = [15, 30, 60].randomElement(using: &random) ?? 15
        let places = 6 * 60 / minutes
        let first = Int.random(in: 0..<places, using: &random)
        return (first..<min(places, first + Int.random(in: 1...6, using: &random))).map { place in
            PriceToRecord(
                start: at("08:00").adding(seconds: Int64(place * minutes) * 60),
                minutes: minutes,
                price: IndexPrice(microPerMWh: Int64.random(in: -1...2, using: &random) * 40_000_000)
            )
        }
    }

    /// A moment of recording, as from a clock that jumps.
    static func moment(_ random: inout SeededGenerator) -> Timestamp {
        TestWorld.moment("2025-06-09T00:00:00Z").adding(seconds: Int64.random(in: 0...86_400, using: &random))
    }
}

extension PriceToRecord {
    /// The starts of its quarter hours.
    var quarters: [Timestamp] { (0..<Int64(minutes / 15)).map { start.adding(seconds: $0 * 900) } }
}
