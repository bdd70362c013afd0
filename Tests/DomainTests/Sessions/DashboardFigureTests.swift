import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct DashboardFigureTests {
    private let amsterdam = Zone.named("Europe/Amsterdam") ?? .utc
    private let now = moment("2025-07-01T10:00:00Z")

    @Test func `energy and sessions stand on the day of their stop at the operator`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            // Ends at 00:30 of 11 June in Amsterdam.
            try await world.charge(
                tenant,
                at: "VOL-001",
                from: "2025-06-10T21:00:00Z",
                until: "2025-06-10T22:30:00Z",
                wh: 8_000
            )
            try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-11T09:00:00Z",
                until: "2025-06-11T09:30:00Z",
                wh: 5_000
            )
            // Nobody believes this one, so its energy is not drawn.
            try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-12T09:00:00Z",
                until: "2025-06-12T09:05:00Z",
                wh: 900_000
            )
            try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-01T09:00:00Z",
                until: "2025-06-01T09:30:00Z",
                wh: 7_000
            )
            let days = try await database.read(tenant.admin) {
                try await DashboardFigures.days(tenant.admin, in: amsterdam, at: now, tx: $0)
            }
            let host = tenant.hostUser("kade")
            let own = try await database.read(host) {
                try await DashboardFigures.days(host, in: amsterdam, at: now, tx: $0)
            }

            #expect(days.count == DashboardFigures.days)
            #expect(days.first?.day == day("2025-06-02") && days.last?.day == day("2025-07-01"))
            let busy = days.filter { $0.sessions > 0 }
            #expect(busy.map(\.day) == [day("2025-06-11"), day("2025-06-12")])
            #expect(busy.map(\.energy) == [Energy(wh: 13_000), .zero])
            #expect(busy.map(\.sessions) == [2, 1])
            #expect(own.filter { $0.sessions > 0 }.map(\.energy) == [Energy(wh: 5_000), .zero])
        }
    }

    @Test func `what is open, waiting and due is counted per operator and host`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            try await world.charge(
                tenant,
                at: "VOL-001",
                from: "2025-06-10T21:00:00Z",
                until: "2025-06-10T22:30:00Z",
                wh: 8_000
            )
            let run = ChargingRun(
                operatorID: tenant.id,
                chargePoint: tenant.chargePoint("VOL-002"),
                from: now,
                until: now,
                wh: 0
            )
            _ = try await world.feed.start(run, register: 0)
            try await world.settle()
            let (admin, kade) = (tenant.admin, tenant.hostUser("kade"))
            let open = try await database.read(admin) { try await DashboardFigures.openSessions(admin, in: $0) }
            let waiting = try await database.read(admin) { try await DashboardFigures.waitingLines(admin, in: $0) }
            let points = try await database.read(admin) { try await DashboardFigures.chargePoints(admin, in: $0) }
            let due = try await database.read(admin) {
                try await DashboardFigures.monthToClose(admin, in: amsterdam, at: now, tx: $0)
            }
            #expect(open == 1 && waiting == 1 && due == nil)
            #expect(points.total == 2 && points.online == 0)
            let hostWaiting = try await database.read(kade) { try await DashboardFigures.waitingLines(kade, in: $0) }
            let hostOpen = try await database.read(kade) { try await DashboardFigures.openSessions(kade, in: $0) }
            #expect(hostWaiting == 0 && hostOpen == 1)

            try await world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-11T00:00:00Z")
            try await world.settle()
            let month = try await database.read(admin) {
                try await DashboardFigures.monthToClose(admin, in: amsterdam, at: now, tx: $0)
            }
            #expect(month == LocalDate(year: 2025, month: 6, day: 1)?.yearMonth)
        }
    }
}
