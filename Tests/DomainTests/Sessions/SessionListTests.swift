import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct SessionListTests {
    /// Three sessions of voltaria and one of stroomgoed, prices known for all of them.
    private func leased(_ body: (World) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-12T00:00:00Z")
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
                at: "VOL-001",
                from: "2025-06-10T22:30:00Z",
                until: "2025-06-11T03:00:00Z",
                wh: 2_000
            )
            try await world.charge(
                voltaria,
                at: "VOL-002",
                from: "2025-06-11T08:00:00Z",
                until: "2025-06-11T08:30:00Z",
                wh: 5_000
            )
            try await world.charge(
                world.stroomgoed,
                at: "SG-001",
                from: "2025-06-10T12:00:00Z",
                until: "2025-06-10T13:00:00Z",
                wh: 6_000
            )
            try await body(world)
        }
    }

    private func list(
        _ world: World,
        _ scope: Scope,
        _ request: ListRequest<SessionSort> = ListRequest(sort: .started),
        _ change: (inout SessionFilter) -> Void = { _ in }
    ) async throws -> (energies: [Int64], total: Int) {
        var filter = SessionFilter()
        change(&filter)
        let found = try await world.database.read(scope) { try await Sessions.list(scope, request, filter, in: $0) }
        return (found.rows.compactMap(\.energy).map { $0.thousandthsWh / 1000 }, found.total)
    }

    @Test func `a list shows its own operator's sessions with their places and amounts`() async throws {
        try await leased { world in
            let scope = world.voltaria.finance
            let all = try await world.database.read(scope) {
                try await Sessions.list(scope, ListRequest(sort: .started), in: $0)
            }

            #expect(all.total == 3)
            let first = try #require(all.rows.first)
            #expect(first.hostName == "Bakkerij")
            #expect(first.siteName == "Harbour")
            #expect(first.chargePointIdentity == "VOL-001")
            #expect(first.startedAt == moment("2025-06-10T10:00:00Z"))
            #expect(first.standing == .completed)
            // 50.40 EUR/MWh + 2 % + 0.01: 0.0504 × 1.02 + 0.01 = 0.061408; × 8 kWh.
            #expect(first.amount == exact("0.491264"))
        }
    }

    @Test func `every order has its opposite`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            let expected: [SessionSort: [Int64]] = [
                .started: [8_000, 2_000, 5_000], .duration: [5_000, 8_000, 2_000], .energy: [2_000, 5_000, 8_000],
                .amount: [2_000, 8_000, 5_000],
            ]
            for sort in SessionSort.allCases {
                let up = try await list(world, scope, ListRequest(sort: sort))
                let down = try await list(world, scope, ListRequest(sort: sort, isDescending: true))
                #expect(up.energies == expected[sort], "\(sort)")
                #expect(down.energies == up.energies.reversed(), "\(sort)")
            }
        }
    }

    @Test func `pages follow each other and the total stays`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            let first = try await list(world, scope, ListRequest(sort: .started, offset: 0, limit: 2))
            let second = try await list(world, scope, ListRequest(sort: .started, offset: 2, limit: 2))
            let behind = try await list(world, scope, ListRequest(sort: .started, offset: 4, limit: 2))

            #expect(first.energies == [8_000, 2_000] && first.total == 3)
            #expect(second.energies == [5_000] && second.total == 3)
            #expect(behind.energies.isEmpty && behind.total == 3)
        }
    }

    @Test func `each filter narrows the list`() async throws {
        try await leased { world in
            let (tenant, scope) = (world.voltaria, world.voltaria.admin)
            let start = moment("2025-06-10T22:30:00Z")
            let request = ListRequest<SessionSort>(sort: .started)
            let cases: [((inout SessionFilter) -> Void, [Int64])] = [
                ({ $0.from = start }, [2_000, 5_000]),
                ({ $0.until = start }, [8_000]),
                ({ $0.host = tenant.host("kade") }, [5_000]),
                ({ $0.chargePoint = "vol-002" }, [5_000]),
            ]
            for (index, (change, expected)) in cases.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.energies == expected, "case \(index)")
            }
            let counts: [((inout SessionFilter) -> Void, Int)] = [
                ({ $0.site = tenant.site("harbour") }, 2),
                ({ $0.chargePoint = "%" }, 0),
                ({ $0.standing = .completed }, 3),
                ({ $0.standing = .open }, 0),
                ({ $0.flag = .overlap }, 0),
            ]
            for (index, (change, expected)) in counts.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.total == expected, "case \(index)")
            }
        }
    }

    @Test func `open and held sessions stand in the list as such`() async throws {
        try await leased { world in
            let tenant = world.voltaria
            let run = ChargingRun(
                operatorID: tenant.id,
                chargePoint: tenant.chargePoint("VOL-002"),
                connector: 2,
                from: moment("2025-06-11T12:00:00Z"),
                until: moment("2025-06-11T13:00:00Z"),
                wh: 1_000
            )
            let held = try await world.feed.start(run, register: 9_000)
            try await world.feed.stop(run, transaction: held, register: 4_000)
            _ = try await world.feed.start(run, register: 9_000)
            try await world.settle()

            let request = ListRequest<SessionSort>(sort: .started)
            let scope = tenant.admin
            let cases: [((inout SessionFilter) -> Void, [Int64])] = [
                ({ $0.standing = .held }, [-5_000])
            ]
            for (index, (change, expected)) in cases.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.energies == expected, "case \(index)")
            }
            let counts: [((inout SessionFilter) -> Void, Int)] = [
                ({ $0.standing = .open }, 1),
                ({ $0.flag = .negativeEnergy }, 1),
            ]
            for (index, (change, expected)) in counts.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.total == expected, "case \(index)")
            }
        }
    }

    @Test func `a host's user sees the host's sessions only, whatever is asked`() async throws {
        try await leased { world in
            let tenant = world.voltaria
            let scope = tenant.hostUser("kade")
            let request = ListRequest<SessionSort>(sort: .started)
            #expect(try await list(world, scope).energies == [5_000])
            let counts: [((inout SessionFilter) -> Void, Int)] = [
                ({ $0.host = tenant.host("bakkerij") }, 0),
                ({ $0.site = tenant.site("harbour") }, 0),
            ]
            for (index, (change, expected)) in counts.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.total == expected, "case \(index)")
            }
        }
    }

    @Test func `another operator's places lead nowhere`() async throws {
        try await leased { world in
            let scope = world.stroomgoed.admin
            let request = ListRequest<SessionSort>(sort: .started)
            #expect(try await list(world, scope).energies == [6_000])
            let counts: [((inout SessionFilter) -> Void, Int)] = [
                ({ $0.host = world.voltaria.host("kade") }, 0)
            ]
            for (index, (change, expected)) in counts.enumerated() {
                let found = try await list(world, scope, request, change)
                #expect(found.total == expected, "case \(index)")
            }
        }
    }

    @Test func `walking over all sessions gives each once, the earliest first`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            var seen: [Timestamp] = []
            try await world.database.read(scope) { tx in
                try await Sessions.forEach(scope, in: tx) { seen.append($0.startedAt) }
            }
            #expect(seen == seen.sorted() && seen.count == 3)
        }
    }
}
