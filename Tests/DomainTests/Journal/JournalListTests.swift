import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct JournalListTests {
    /// One line of each way of pricing in June and one of July.
    private func leased(_ body: (World) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-11T00:00:00Z")
            let voltaria = world.voltaria
            try await world.charge(
                voltaria,
                at: "VOL-001",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T11:00:00Z",
                wh: 8_000
            )
            try await world.charge(
                voltaria,
                at: "VOL-002",
                from: "2025-06-10T09:00:00Z",
                until: "2025-06-10T09:30:00Z",
                wh: 5_000
            )
            try await world.charge(
                voltaria,
                at: "VOL-001",
                from: "2025-06-30T21:30:00Z",
                until: "2025-06-30T22:30:00Z",
                wh: 1_000
            )
            try await world.charge(
                world.stroomgoed,
                at: "SG-001",
                from: "2025-06-10T11:40:00Z",
                until: "2025-06-10T12:20:00Z",
                wh: 4_000
            )
            try await body(world)
        }
    }

    private func list(
        _ world: World,
        _ scope: Scope,
        _ request: ListRequest<JournalSort> = ListRequest(sort: .stopped),
        _ change: (inout JournalFilter) -> Void = { _ in }
    ) async throws -> Listing<JournalEntry> {
        var filter = JournalFilter()
        change(&filter)
        return try await world.database.read(scope) { try await Journal.list(scope, request, filter, in: $0) }
    }

    @Test func `a line shows its price, its terms and both ways of pricing`() async throws {
        try await leased { world in
            let lines = try await list(world, world.voltaria.finance)
            #expect(lines.wh == [5_000, 8_000, 1_000])
            let spot = lines.rows[1]
            #expect(spot.price == exact("0.061408"))
            #expect(spot.partCount == 1)
            #expect(spot.terms?.supply == .spot(zone: "NL"))
            #expect(spot.pricing == .atStart)
            #expect(spot.amount == exact("0.491264"))
            // 2 kWh in each quarter hour: (0.0504 + 0.05041 + 0.05042 + 0.05043) × 2 × 1.02 + 8 × 0.01.
            #expect(spot.otherAmount == exact("0.4913864"))
            #expect(spot.standing == .priced)
        }
    }

    @Test func `quarter hours are counted where each has its price, negative ones included`() async throws {
        try await leased { world in
            let line = try #require(try await list(world, world.stroomgoed.admin).rows.first)
            #expect(line.partCount == 4)
            #expect(line.price == nil)
            // 0.5 kWh until 11:45, 1.5 until noon, 1.5 until 12:15 and 0.5 until 12:20, the last two at −20 EUR/MWh.
            #expect(line.amount == exact("0.11198175"))
        }
    }

    @Test func `the month is that of the stop at the site`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            let request = ListRequest<JournalSort>(sort: .stopped)
            let cases: [((inout JournalFilter) -> Void, [Int64])] = [
                ({ $0.month = month("2025-06") }, [5_000, 8_000]),
                ({ $0.month = month("2025-07") }, [1_000]),
            ]
            for (index, (change, expected)) in cases.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.wh == expected, "case \(index)")
            }
        }
    }

    @Test func `each filter narrows the journal`() async throws {
        try await leased { world in
            let (tenant, scope) = (world.voltaria, world.voltaria.admin)
            let request = ListRequest<JournalSort>(sort: .stopped)
            let cases: [((inout JournalFilter) -> Void, [Int64])] = [
                ({ $0.host = tenant.host("kade") }, [5_000]),
                ({ $0.site = tenant.site("harbour") }, [8_000, 1_000]),
                ({ $0.standing = .waiting }, [1_000]),
                ({ $0.standing = .priced }, [5_000, 8_000]),
                ({ $0.chargePoint = "002" }, [5_000]),
            ]
            for (index, (change, expected)) in cases.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.wh == expected, "case \(index)")
            }
            let counts: [((inout JournalFilter) -> Void, Int)] = [
                ({ $0.standing = .credited }, 0)
            ]
            for (index, (change, expected)) in counts.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.total == expected, "case \(index)")
            }
        }
    }

    @Test func `every order has its opposite`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            let expected: [JournalSort: [Int64]] = [
                .stopped: [5_000, 8_000, 1_000], .site: [8_000, 1_000, 5_000], .energy: [1_000, 5_000, 8_000],
                .state: [8_000, 5_000, 1_000],
            ]
            for (sort, order) in expected {
                #expect(try await list(world, scope, ListRequest(sort: sort)).wh == order, "\(sort)")
                let down = try await list(world, scope, ListRequest(sort: sort, isDescending: true))
                #expect(down.wh == order.reversed(), "\(sort)")
            }
            // A line without an amount stands last, both ways.
            #expect(try await list(world, scope, ListRequest(sort: .amount)).wh == [8_000, 5_000, 1_000])
            let down = try await list(world, scope, ListRequest(sort: .amount, isDescending: true))
            #expect(down.wh == [5_000, 8_000, 1_000])
        }
    }

    @Test func `pages and totals agree`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            let page = try await list(world, scope, ListRequest(sort: .stopped, offset: 1, limit: 1))
            let totals = try await world.database.read(scope) {
                try await Journal.totals(scope, JournalFilter(), in: $0)
            }
            let june = try await world.database.read(scope) {
                try await Journal.totals(scope, JournalFilter(month: month("2025-06")), in: $0)
            }
            #expect(page.wh == [8_000] && page.total == 3)
            #expect(totals.lines == 3 && totals.energy == Energy(wh: 14_000) && totals.amount == exact("1.741264"))
            #expect(june.lines == 2 && june.energy == Energy(wh: 13_000) && june.amount == exact("1.741264"))
        }
    }

    @Test func `a host's user sees the host's lines only`() async throws {
        try await leased { world in
            let tenant = world.voltaria
            let scope = tenant.hostUser("kade")
            let request = ListRequest<JournalSort>(sort: .stopped)
            #expect(try await list(world, scope).wh == [5_000])
            let counts: [((inout JournalFilter) -> Void, Int)] = [
                ({ $0.host = tenant.host("bakkerij") }, 0)
            ]
            for (index, (change, expected)) in counts.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.total == expected, "case \(index)")
            }
            let latest = try await world.database.read(scope) { try await Journal.latest(scope, count: 10, in: $0) }
            #expect(latest.count == 1)
        }
    }

    @Test func `a line is found by its own people, and by nobody else`() async throws {
        try await leased { world in
            let own = try await list(world, world.voltaria.admin).rows[1]
            let line = try await world.database.read(world.voltaria.finance) {
                try await Journal.find(world.voltaria.finance, own.lineID, in: $0)
            }
            #expect(line.entry == own)
            #expect(line.version.amount == own.amount)
            #expect(line.versions.count == 1)
            #expect(line.version.detail.parts.first?.index?.price == IndexPrice(microPerMWh: 50_400_000))
            for scope in [world.stroomgoed.admin, world.voltaria.hostUser("kade")] {
                await #expect(throws: NotFound("line")) {
                    _ = try await world.database.read(scope) { try await Journal.find(scope, own.lineID, in: $0) }
                }
            }
        }
    }
}

extension Listing<JournalEntry> {
    /// The energies of the page in watt-hours.
    fileprivate var wh: [Int64] { rows.map { $0.energy.thousandthsWh / 1000 } }
}
