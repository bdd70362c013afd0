import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// Frames find the partition of their month, whatever came together.
struct FramePartitionTests {
    private struct Strays: Statement {
        static let sql = "SELECT count(*) FROM ocpp_frames_rest"
        static let sample = Strays()
        static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
    }

    @Test func `a batch of many months leaves none of them without a partition`() async throws {
        try await TestDatabase.leaseAll { test in
            let world = try await World.make(on: test.database)
            let tenant = world.voltaria
            func run(_ month: String) throws -> ChargingRun {
                ChargingRun(
                    operatorID: tenant.id,
                    chargePoint: tenant.chargePoint("VOL-001"),
                    from: try #require(Timestamp("2025-\(month)-10T10:00:00Z")),
                    until: try #require(Timestamp("2025-\(month)-10T11:00:00Z")),
                    wh: 4_000
                )
            }
            await world.feed.hold()
            for month in ["02", "05", "09"] { _ = try await world.feed.charge(try run(month)) }
            try await world.feed.storeHeld()
            // The months in between follow later, as those of another process do.
            for month in ["04", "05", "06"] { _ = try await world.feed.charge(try run(month)) }
            #expect(try await test.owner.first(.system, Strays()) == 0)
        }
    }
}
