import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct ExceptionListTests {
    private let now = moment("2025-06-12T00:00:00Z")

    /// One exception of each kind for voltaria, a waiting line for stroomgoed.
    private func leased(_ body: (World) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            try await world.charge(
                tenant,
                at: "VOL-001",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T11:00:00Z",
                wh: 8_000
            )
            try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-10T12:00:00Z",
                until: "2025-06-10T12:05:00Z",
                wh: 900_000
            )
            try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2024-12-30T12:00:00Z",
                until: "2024-12-30T13:00:00Z",
                wh: 1_000
            )
            let run = ChargingRun(
                operatorID: tenant.id,
                chargePoint: tenant.chargePoint("VOL-002"),
                from: now,
                until: now,
                wh: 0
            )
            try await world.feed.send(Array("{no frame".utf8), of: run, at: moment("2025-06-11T00:00:00Z"))
            try await world.charge(
                world.stroomgoed,
                at: "SG-001",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T10:30:00Z",
                wh: 3_000
            )
            try await open(world, from: "2025-06-10T15:00:00Z", reading: "2025-06-10T16:00:00Z")
            try await world.settle()
            try await body(world)
        }
    }

    /// A session of voltaria at the harbour that has a reading and no stop.
    @discardableResult
    private func open(_ world: World, from: String, reading: String) async throws -> Int64 {
        let tenant = world.voltaria
        let run = ChargingRun(
            operatorID: tenant.id,
            chargePoint: tenant.chargePoint("VOL-001"),
            connector: 2,
            from: moment(from),
            until: now,
            wh: 0
        )
        let transaction = try await world.feed.start(run, register: 1_000)
        try await world.feed.read(run, transaction: transaction, register: 2_000, at: moment(reading))
        return transaction
    }

    private func list(
        _ world: World,
        _ scope: Scope,
        _ request: ListRequest<ExceptionSort> = ListRequest(sort: .since),
        kind: ExceptionKind? = nil
    ) async throws -> Listing<ExceptionEntry> {
        try await world.database.read(scope) { try await Exceptions.list(scope, request, kind: kind, at: now, in: $0) }
    }

    @Test func `everything that keeps a session from being paid is listed with its reason`() async throws {
        try await leased { world in
            let found = try await list(world, world.voltaria.admin)
            #expect(found.rows.map(\.kind) == [.noContract, .priceMissing, .held, .stopMissing, .frameUnread])
            #expect(found.total == 5)
            #expect(found.rows[1].firstMissing == moment("2025-06-10T10:00:00Z"))
            #expect(found.rows[1].missingCount == 1)
            #expect(found.rows[1].hostName == "Bakkerij" && found.rows[1].priceZone == "NL")
            #expect(found.rows[2].heldFor == [.implausiblePower])
            #expect(found.rows[3].since == moment("2025-06-10T16:00:00Z") && !found.rows[3].isFollowed)
            #expect(found.rows[4].sessionID == nil)
            #expect(found.rows[4].chargePointIdentity == "VOL-002")
            #expect(!found.rows[4].fault.isEmpty)
        }
    }

    @Test func `an open session is listed when nothing was heard of it for a day`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            func quiet(at moment: Timestamp) async throws -> [ExceptionEntry] {
                try await world.database.read(scope) {
                    try await Exceptions.list(scope, ListRequest(sort: .since), kind: .stopMissing, at: moment, in: $0)
                }.rows
            }
            let limit = moment("2025-06-10T16:00:00Z").adding(seconds: Exceptions.quietHours * 3_600)
            #expect(try await quiet(at: limit).isEmpty)
            #expect(try await quiet(at: limit.adding(seconds: 1)).count == 1)
            try await open(world, from: "2025-06-11T10:00:00Z", reading: "2125-06-11T10:00:00Z")
            try await world.settle()
            let late = try await quiet(at: moment("2025-06-12T10:00:02Z"))
            #expect(late.map(\.isFollowed) == [true, false])
            #expect(late.last?.since == moment("2025-06-11T10:00:01Z"))
            let counts = try await world.database.read(scope) { try await Exceptions.counts(scope, at: now, in: $0) }
            #expect(counts[.stopMissing] == 1)
        }
    }

    @Test func `filters, orders and pages agree with the counts`() async throws {
        try await leased { world in
            let scope = world.voltaria.finance
            let counts = try await world.database.read(scope) { try await Exceptions.counts(scope, at: now, in: $0) }
            for kind in ExceptionKind.allCases where kind != .priceCurrency && kind != .creditBlocked {
                #expect(counts[kind] == 1)
                #expect(try await list(world, scope, kind: kind).rows.map(\.kind) == [kind])
            }
            #expect(
                try await list(world, scope, ListRequest(sort: .since, search: "harb")).rows.map(\.kind) == [
                    .priceMissing, .stopMissing,
                ]
            )
            let byKind = try await list(world, scope, ListRequest(sort: .kind, isDescending: true))
            #expect(byKind.rows.map(\.kind) == [.stopMissing, .priceMissing, .noContract, .held, .frameUnread])
            let page = try await list(world, scope, ListRequest(sort: .since, isDescending: true, offset: 1, limit: 2))
            #expect(page.rows.map(\.kind) == [.stopMissing, .held] && page.total == 5)
        }
    }

    @Test func `an unread frame leaves the list after its days`() async throws {
        try await leased { world in
            let scope = world.voltaria.admin
            let later = now.adding(seconds: Exceptions.frameDays * 86_400)
            let counts = try await world.database.read(scope) { try await Exceptions.counts(scope, at: later, in: $0) }
            #expect(counts[.frameUnread] == 0 && counts[.held] == 1)
        }
    }

    @Test func `missing prices are named as spans with how many lines wait for them`() async throws {
        try await leased { world in
            let scope = world.stroomgoed.admin
            let spans = try await world.database.read(scope) { try await Exceptions.missingPrices(scope, in: $0) }
            #expect(spans.map(\.zone) == ["NL"] && spans.map(\.lines) == [1])
            #expect(spans.first?.from == moment("2025-06-10T10:00:00Z"))
            #expect(spans.first?.until == moment("2025-06-10T10:30:00Z"))
        }
    }

    @Test func `a waiting line leaves by itself when its price arrives`() async throws {
        try await leased { world in
            try await world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-11T00:00:00Z")
            try await world.settle()
            #expect(try await list(world, world.voltaria.admin, kind: .priceMissing).total == 0)
            #expect(try await list(world, world.stroomgoed.admin).total == 0)
        }
    }

    @Test func `a contract that holds from an earlier day on frees the session`() async throws {
        try await leased { world in
            let tenant = world.voltaria
            let contracts = Contracts(database: world.database)
            let supply = SupplyVersionDraft(
                validFrom: day("2024-12-01"),
                pricing: .fixed(UnitPrice(microPerKWh: 100_000))
            )
            try await contracts.add(supply, to: try #require(tenant.supply["kade"]), scope: tenant.admin)
            let version = ReimbursementVersionDraft(
                supplyContractID: try #require(tenant.supply["kade"]),
                validFrom: day("2024-12-01"),
                validUntil: nil,
                fixed: .zero,
                percent: .zero,
                pricing: .atStart,
                paymentTerm: PaymentTerm(kind: .net, days: 14)
            )
            try await contracts.add(version, to: try #require(tenant.reimbursement["kade"]), scope: tenant.admin)
            try await world.settle()
            #expect(try await list(world, tenant.admin, kind: .noContract).total == 0)
        }
    }

    @Test func `a host's user is told nothing of exceptions`() async throws {
        try await leased { world in
            await #expect(throws: NotPermitted()) { _ = try await list(world, world.voltaria.hostUser("kade")) }
        }
    }
}
