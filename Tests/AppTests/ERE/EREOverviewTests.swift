import Domain
import Foundation
import Postgres
import TestSupport
import Testing
import Values

/// The figures of an overview are those of the lists behind them.
struct EREOverviewTests {
    private static func overview(_ world: EREFilingWorld, on day: String = "2026-12-15") async throws -> EREOverview {
        let today = try #require(LocalDate(day))
        return try await world.test.database.read(world.admin) {
            try await EREOverview.find(world.admin, year: 2026, on: today, in: $0)
        }
    }

    private struct Tellers: Statement {
        static let sql = """
            UPDATE ere_chargers SET created_at = '2026-11-01T12:00:00Z',
                charge_point_id = CASE WHEN serial = 'ACE1' THEN charge_point_id END
            """
        static let sample = Tellers()
    }
    private struct HeardPoint: Statement {
        static let sql = """
            INSERT INTO charge_point_status (operator_id, charge_point_id, last_message_at)
            SELECT operator_id, charge_point_id, '2026-12-01T12:00:00Z' FROM ere_chargers WHERE serial = 'ACE1'
            """
        static let sample = HeardPoint()
    }
    private struct Charger: Statement {
        static let sql = "SELECT id FROM ere_chargers WHERE serial = $1"
        static let sample = Charger(serial: "")
        let serial: String

        func bind(to values: inout Bindings) { values.append(serial) }
        static func decode(_ row: inout RowReader) throws -> EREChargerID { try row.next() }
    }

    /// Has a program tell of the third and the fourth: late on the last day that is silent, and early on the one after.
    private static func tell(_ world: EREFilingWorld) async throws {
        let now = try #require(Timestamp("2026-12-02T12:00:00Z"))
        let key = try await world.test.database.write(world.admin) {
            try await APIKeys.create(world.admin, name: "p", Set(APIPermission.allCases), at: now, in: $0).key
        }
        let program = Scope.program(key, of: world.operatorID)
        var readings: [PushedReading] = []
        for (serial, moment) in [("ACE3", "2026-11-15T22:30:00Z"), ("ACE4", "2026-11-15T23:30:00Z")] {
            let charger = try #require(try await world.test.owner.all(.system, Charger(serial: serial)).first)
            readings.append(
                PushedReading(charger: charger, at: try #require(Timestamp(moment)), register: Energy(wh: 5))
            )
        }
        let all = readings
        _ = try await world.test.database.write(program) {
            try await PushedReadings.push(program, all, PushRequest(body: [1], idempotencyKey: "1"), at: now, in: $0)
        }
    }

    @Test func `energy and units are those of the last lines, and credited units those of the stock`() async throws {
        try await ERETradeTests.lend([100, 51, 7]) { world, broker in
            let before = try await Self.overview(world)
            let totals = try await world.test.database.read(world.admin) {
                try await EREBookings.totals(world.admin, in: $0)
            }
            #expect(before.parts.reduce(0) { $0 + $1.lines } == totals.lines && totals.lines == 3)
            #expect(before.parts.reduce(.zero) { $0 + $1.energy } == totals.energy)
            #expect(before.parts.reduce(0) { $0 + $1.expected } == totals.units)
            #expect(before.parts.reduce(0) { $0 + $1.credited } == 158 && before.payouts == [])
            try await ERETradeTests.sell(world, broker, 79)
            try await world.giveAccounts()
            let run = try await world.pay()
            let after = try await Self.overview(world)
            let payout = try #require(after.payouts.first)
            #expect(after.payouts.count == 1 && payout.run == run.run.id && payout.payments == run.made)
            #expect(payout.total.minor == run.sums.payable && payout.paid.isZero)
        }
    }

    @Test func `a correction takes the place of its line, in the credited units once it is credited itself`()
        async throws
    {
        try await ERETradeTests.lend([100, 51]) { world, _ in
            let first = try await Self.overview(world)
            try await world.run(ShrinkSession())
            _ = try await EREMeasuring.run(
                world.admin,
                EREFilingWorld.quarter,
                at: EREFilingWorld.october,
                on: world.test.database
            )
            let second = try await Self.overview(world)
            let totals = try await world.test.database.read(world.admin) {
                try await EREBookings.totals(world.admin, in: $0)
            }
            #expect(second.parts.reduce(.zero) { $0 + $1.energy } == totals.energy)
            #expect(second.parts.reduce(.zero) { $0 + $1.energy } < first.parts.reduce(.zero) { $0 + $1.energy })
            #expect(second.parts.reduce(0) { $0 + $1.lines } == 2)
            #expect(second.parts.reduce(0) { $0 + $1.credited } == 151)
        }
    }

    @Test func `what ends and what is silent is counted as it is listed`() async throws {
        try await EREFilingWorld.lend(connections: 5) { world in
            try await world.run(Tellers())
            try await world.run(HeardPoint())
            try await Self.tell(world)
            let today = try #require(LocalDate("2026-12-15"))
            func listed(_ kind: EREWatchKind) async throws -> [EREWatched] {
                try await world.test.database.read(world.admin) {
                    try await EREWatch.list(world.admin, ListRequest(sort: .customer), kind, on: today, in: $0).rows
                }
            }
            let (watch, silent) = (try await Self.overview(world).watch, try await listed(.silence))
            // The first was heard by us, the fourth told of after the days; the rest is silent.
            #expect(silent.map(\.customerName) == ["Customer 2", "Customer 3", "Customer 5"])
            #expect(silent.map { "\($0.day)" } == ["2026-11-01", "2026-11-15", "2026-11-01"])
            #expect(watch.silent == 3)
            let mandates = try await listed(.mandate)
            #expect(watch.mandates == mandates.count && mandates.count == 5)
            #expect(watch.firstMandateEnd == LocalDate("2026-12-31"))
            #expect(try await Self.overview(world, on: "2026-06-01").watch.mandates == 0)
        }
    }

    @Test func `customers are counted as they are listed, and figures are an operator's own`() async throws {
        try await EREFilingWorld.lend(connections: 3) { world in
            let day = try #require(LocalDate("2026-12-15"))
            for state in ["waiting", "ended", "draft"] {
                try await world.run(SetState(state: state))
                let scope = world.admin
                let counts = try await world.test.database.read(scope) {
                    try await Customers.counts(scope, on: day, in: $0)
                }
                for standing in CustomerStanding.allCases {
                    let filter = CustomerFilter(standing: standing)
                    let total = try await world.test.database.read(scope) {
                        try await Customers.list(scope, ListRequest(sort: .name), filter, on: day, in: $0).total
                    }
                    #expect(counts[standing] ?? 0 == total, "\(standing)")
                }
            }
            let other = try await world.test.database.write(.system) { tx in
                let details = OperatorDetails(
                    name: "Other",
                    legalName: "Other",
                    address: Address(country: "NL"),
                    numberPrefix: "OTH"
                )
                return try await Operators.create(.system, reference: "other", details, in: tx)
            }
            let scope = Scope.user(UserID(1), role: .operatorAdmin, of: other)
            let theirs = try await world.test.database.read(scope) {
                try await EREOverview.find(scope, year: 2026, on: day, in: $0)
            }
            #expect(theirs.parts == [] && theirs.watch.silent == 0 && theirs.watch.mandates == 0)
            let customer = Scope.user(UserID(1), role: .customer, of: world.operatorID)
            await #expect(throws: NotPermitted.self) {
                _ = try await world.test.database.read(customer) {
                    try await EREOverview.find(customer, year: 2026, on: day, in: $0)
                }
            }
        }
    }
}

private struct ShrinkSession: Statement {
    static let sql = """
        UPDATE sessions SET energy_thousandths_wh = energy_thousandths_wh - 1000000,
            meter_stop_thousandths_wh = meter_stop_thousandths_wh - 1000000
        WHERE id = (SELECT min(id) FROM sessions)
        """
    static let sample = ShrinkSession()
}

private struct SetState: Statement {
    static let sql = """
        UPDATE ere_enrolments SET state = $1, signed_at = CASE WHEN $1 = 'draft' THEN NULL ELSE signed_at END
        WHERE id = (SELECT min(id) FROM ere_enrolments WHERE state = 'active')
        """
    static let sample = SetState(state: "")
    let state: String

    func bind(to values: inout Bindings) { values.append(state) }
}
