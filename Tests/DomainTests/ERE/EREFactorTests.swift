import Domain
import Postgres
import TestSupport
import Testing
import Values

struct EREFactorTests {
    static func factors(share: String, basis: EREFactors.Basis = .grid, year: Int = 2026) throws -> EREFactors {
        EREFactors(
            year: year,
            basis: basis,
            share: try #require(Exact(share)),
            comparator: Exact(183),
            mjPerKWh: try #require(Exact("3.6")),
            source: "test",
            evidence: .quoted
        )
    }

    @Test(arguments: [
        ("1", "0.505", "0.332694"), ("1", "1.000", "0.6588"), ("3000", "0.505", "998.082"), ("3000", "1.000", "1976.4"),
        ("2000000", "0.505", "665388"),
    ])
    func `kilowatt-hours become units by the formula, exactly`(kWh: String, share: String, units: String) throws {
        let factors = try Self.factors(share: share)
        #expect(try factors.units(ofKWh: try #require(Exact(kWh))).description == units)
    }

    @Test(arguments: [
        ("3000", Rounding.floor, 998), ("750", .floor, 249), ("750", .halfAwayFromZero, 250), ("3", .floor, 0),
    ])
    func `a line is rounded once, by its rule`(kWh: String, rule: Rounding, units: Int64) throws {
        let amount = try #require(Exact(kWh))
        let energy = try #require(Energy(wh: try amount * Exact(1_000)))
        let line = try EREBookingLine(energy, try Self.factors(share: "0.505"), rounding: rule)
        #expect(line.units == units)
        #expect(try line.exactUnits == Exact(line.units) + line.remainder())
        #expect(EREBookingLine.standardRounding == .floor)
    }

    /// Lines of a connection each, to the thousandth of a watt-hour.
    private func lines(_ generator: inout SeededGenerator, _ factors: EREFactors) throws -> [EREBookingLine] {
        try (0..<Int.random(in: 1...40, using: &generator)).map { _ in
            let energy = Energy(thousandthsWh: Int64.random(in: 0...5_000_000_000_000, using: &generator))
            return try EREBookingLine(energy, factors)
        }
    }

    @Test(arguments: Seeds.some(200))
    func `lines add up to the whole, exactly, and rounding loses less than a unit a line`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let factors = try Self.factors(share: seed.isMultiple(of: 2) ? "0.505" : "1")
        let lines = try lines(&generator, factors)
        let whole = lines.reduce(Energy.zero) { $0 + $1.energy }
        var (exact, units, left) = (Exact.zero, Exact.zero, Exact.zero)
        for line in lines {
            let remainder = try line.remainder()
            #expect(remainder >= .zero && remainder < Exact(1), "seed \(seed)")
            exact = try exact + line.exactUnits
            units = try units + Exact(line.units)
            left = try left + remainder
        }
        #expect(try factors.units(ofKWh: whole.kWh) == exact, "seed \(seed)")
        #expect(try units + left == exact && left < Exact(Int64(lines.count)), "seed \(seed)")
        let together = try EREBookingLine(whole, factors)
        #expect(Exact(together.units) >= units, "one line never claims less than its parts; seed \(seed)")
    }

    @Test func `of one year and basis the row recorded last holds, and an unknown year has none`() throws {
        let rows = [
            try Self.factors(share: "0.5"), try Self.factors(share: "0.505"),
            try Self.factors(share: "0.6", year: 2028),
            try Self.factors(share: "1", basis: .ownGeneration, year: 2030),
        ]
        let table = EREFactorTable(rows)
        #expect(table.factors(of: 2026, .grid) == rows[1])
        #expect(table.all.map(table.isReplaced) == [true, false, false, false])
        #expect(table.factors(of: 2027, .grid) == nil && table.factors(of: 2026, .ownGeneration) == nil)
        #expect(table.years == [2028, 2026])
        #expect([2025, 2026, 2027, 2028, 2031].map(table.nearestYear) == [2026, 2026, 2026, 2028, 2028])
        #expect(EREFactorTable([]).nearestYear(to: 2026) == nil)
    }

    @Test func `the installation knows 2026 with its sources, and no other year`() async throws {
        try await TestDatabase.lease { database in
            let table = try await database.read(.system) { try await EREFactorBook.table(.netherlands, in: $0) }
            #expect(table.years == [2026] && table.all.count == 2)
            for (basis, share) in [(EREFactors.Basis.grid, "0.505"), (.ownGeneration, "1")] {
                let factors = try #require(table.factors(of: 2026, basis))
                #expect(factors.share.description == share && factors.comparator == Exact(183))
                #expect(factors.mjPerKWh.description == "3.6" && factors.evidence == .quoted && !factors.source.isEmpty)
            }
        }
    }

    @Test func `factors are added by the installation only, never twice, and within their bounds`() async throws {
        try await TestDatabase.lease { database in
            let now = Timestamp(seconds: 1_900_000_000)
            func add(_ factors: EREFactors, _ scope: Scope = .system) async throws {
                try await database.write(scope) { try await EREFactorBook.supply(scope, factors, at: now, in: $0) }
            }
            let next = try Self.factors(share: "0.52", year: 2027)
            try await add(next)
            await #expect(throws: EREFactorRejection.alreadyKnown) { try await add(next) }
            let user = Scope.user(UserID(1), role: .operatorAdmin, of: OperatorID(1))
            await #expect(throws: NotPermitted.self) { try await add(try Self.factors(share: "0.6"), user) }
            for (wrong, rejection) in try Self.refused() {
                await #expect(throws: rejection) { try await add(wrong) }
            }
            try await add(try Self.factors(share: "0.51", year: 2027))
            let table = try await database.read(.system) { try await EREFactorBook.table(.netherlands, in: $0) }
            #expect(table.factors(of: 2027, .grid)?.share.description == "0.51")
            #expect(table.all.count == 4 && table.isReplaced(next))
        }
    }

    private static func refused() throws -> [(EREFactors, EREFactorRejection)] {
        func made(
            _ year: Int = 2027,
            _ share: String = "0.5",
            _ comparator: String = "183",
            _ mj: String = "3.6",
            _ source: String = "test"
        ) throws -> EREFactors {
            EREFactors(
                year: year,
                basis: .grid,
                share: try #require(Exact(share)),
                comparator: try #require(Exact(comparator)),
                mjPerKWh: try #require(Exact(mj)),
                source: source,
                evidence: .market
            )
        }
        return [
            (try made(2025), .year), (try made(2101), .year), (try made(2027, "0"), .share),
            (try made(2027, "1.01"), .share),
            (try made(2027, "0.1234567"), .share), (try made(2027, "0.5", "0"), .comparator),
            (try made(2027, "0.5", "1000.1"), .comparator), (try made(2027, "0.5", "183", "-1"), .mjPerKWh),
            (try made(2027, "0.5", "183", "3.6", ""), .sourceLength),
            (try made(2027, "0.5", "183", "3.6", String(repeating: "x", count: 401)), .sourceLength),
        ]
    }
}
