import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct SessionDetailTests {
    @Test func `a session shows readings, prices, its line and the frames behind it`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-10T10:30:00Z")
            let tenant = world.stroomgoed
            let id = try await world.charge(
                tenant,
                at: "SG-001",
                from: "2025-06-10T10:05:00Z",
                until: "2025-06-10T10:50:00Z",
                wh: 9_000
            )
            let session = try await world.session(id, of: tenant)
            let detail = try await database.read(tenant.admin) {
                try await Sessions.find(tenant.admin, session.id, in: $0)
            }
            let frames = try await database.read(tenant.admin) {
                try await Sessions.frames(tenant.admin, session.id, in: $0)
            }

            #expect(detail.readings.map(\.register) == [2_000, 5_000, 8_000].map { Energy(wh: $0) })
            #expect(detail.curve?.energy == Energy(wh: 9_000))
            #expect(
                detail.prices.known.map(\.until) == [moment("2025-06-10T10:15:00Z"), moment("2025-06-10T10:30:00Z")]
            )
            #expect(detail.prices.gaps.map(\.from) == [moment("2025-06-10T10:30:00Z")])
            #expect(detail.prices.gaps.map(\.until) == [moment("2025-06-10T10:50:00Z")])
            let line = try #require(detail.lines.first)
            #expect(line.state == .waiting)
            #expect(line.detail.missing == [moment("2025-06-10T10:30:00Z"), moment("2025-06-10T10:45:00Z")])
            #expect(line.contract?.reference == "R-jansen")
            #expect(line.supplyContract?.reference == "L-jansen")
            #expect(
                frames.map(\.action)
                    == [
                        "StartTransaction", "CallResult", "MeterValues", "MeterValues", "MeterValues",
                        "StopTransaction",
                    ]
            )
            #expect(frames.map(\.isOutgoing) == [false, true, false, false, false, false])
        }
    }

    @Test func `a price that arrives later makes a second version`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.stroomgoed
            let id = try await world.charge(
                tenant,
                at: "SG-001",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T10:30:00Z",
                wh: 4_000
            )
            try await world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-11T00:00:00Z")
            try await world.settle()
            let session = try await world.session(id, of: tenant)
            let detail = try await database.read(tenant.admin) {
                try await Sessions.find(tenant.admin, session.id, in: $0)
            }

            #expect(detail.lines.map(\.version) == [2, 1])
            #expect(detail.lines.map(\.state) == [.priced, .waiting])
            #expect(detail.lines.map(\.reason) == [.priceArrived, .sessionCompleted])
            // 2 kWh at 1.05 × 0.0504 + 0.012 and 2 kWh at 1.05 × 0.05041 + 0.012.
            #expect(detail.lines.first?.amount == exact("0.259701"))
            // All of it at the first price.
            #expect(detail.lines.first?.otherAmount == exact("0.25968"))
            #expect(session.amount == exact("0.259701"))
        }
    }

    @Test func `another operator's and another host's session is not found`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let id = try await world.charge(
                world.voltaria,
                at: "VOL-001",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T10:30:00Z",
                wh: 4_000
            )
            let session = try await world.session(id, of: world.voltaria)
            for scope in [world.stroomgoed.admin, world.voltaria.hostUser("kade"), world.stroomgoed.hostUser("jansen")]
            {
                await #expect(throws: NotFound("session")) {
                    _ = try await database.read(scope) { try await Sessions.find(scope, session.id, in: $0) }
                }
                await #expect(throws: NotFound("session")) {
                    _ = try await database.read(scope) { try await Sessions.frames(scope, session.id, in: $0) }
                }
            }
            let own = world.voltaria.hostUser("bakkerij")
            let detail = try await database.read(own) { try await Sessions.find(own, session.id, in: $0) }
            #expect(detail.summary.id == session.id)
        }
    }
}
