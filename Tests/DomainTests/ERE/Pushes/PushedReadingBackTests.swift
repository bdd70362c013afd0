import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// Readings that were wrong.
struct PushedReadingBackTests {
    @Test func `a reading is taken back by a program or a person, and what was booked of it is corrected`() async throws
    {
        try await EREBookingWorld.lend { world in
            let charger = try await PushingCharger.make(world, isConnected: false)
            try await charger.readings([
                ("2026-07-01T00:00:00Z", 1_000), ("2026-08-01T00:00:00Z", 4_000), ("2026-09-01T00:00:00Z", 9_000),
            ])
            #expect(try await charger.measure() == "8000 2 []")
            try await charger.book()
            // Somebody typed 9,000 for 5,000; nothing below it could be told until it is taken back.
            try await charger.readings([("2026-09-01T00:00:00Z", 9_000)], isWithdrawn: true)
            #expect(try await charger.measure() == "3000 1 []")
            try await charger.readings([("2026-09-01T00:00:00Z", 5_000)])
            #expect(try await charger.measure() == "4000 2 []")
            #expect(try await world.measure().changed == 0)
            // By hand: the one in the middle, and what went through is told by the next one.
            let middle = try #require(try await Self.kept(world).first { $0.reading.register == Energy(wh: 4_000) })
            try await Self.takeBack(world, middle.id)
            #expect(try await charger.measure() == "4000 1 []")
            await #expect(throws: PushedReadingRejection.takenBack) { try await Self.takeBack(world, middle.id) }
            await #expect(throws: PushedReadingRejection.reasonLength) {
                try await Self.takeBack(world, try #require(try await Self.kept(world).first).id, reason: "")
            }
            let foreign = world.parties.ampère.scope
            await #expect(throws: NotFound.self) { try await Self.takeBack(world, middle.id, as: foreign) }
            let versions = try await Self.kept(world).map {
                "\($0.reading.register.whText) \($0.version) \($0.reading.isWithdrawn)"
            }
            #expect(versions == ["1000 1 false", "5000 3 false", "4000 2 true"])
            let last = try #require(
                try await world.parties.database.read(world.scope) { try await PushFiles.batches(world.scope, in: $0) }
                    .first
            )
            #expect(last.program.isEmpty && !last.person.isEmpty && last.file == nil && last.batch.added == 1)
            #expect(try await world.differences() == [])
        }
    }

    private static func kept(_ world: EREBookingWorld) async throws -> [KeptReading] {
        try await world.parties.database.read(world.scope) {
            try await PushedReadings.list(world.scope, of: nil, after: nil, limit: 10, in: $0).rows
        }
    }

    private static func takeBack(
        _ world: EREBookingWorld,
        _ id: PushedReadingID,
        reason: String = "typed wrongly",
        as scope: Scope? = nil
    ) async throws {
        let scope = scope ?? world.scope
        try await world.parties.database.write(scope) {
            try await PushedReadings.takeBack(scope, id, reason: reason, at: EREBookingWorld.october, in: $0)
        }
    }
}
