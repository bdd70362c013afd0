import Postgres
import TestSupport
import TestWorld
import Testing
import Values

@testable import Domain

/// Sessions that older rules projected, projected again.
struct SessionRebuildTests {
    /// Two charge points with two sessions each, settled.
    private func world(_ database: Database) async throws -> PriceWorld {
        let world = PriceWorld(world: try await World.make(on: database))
        try await world.world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-11T00:00:00Z")
        for (tenant, point) in [(world.world.voltaria, "VOL-001"), (world.world.voltaria, "VOL-002")] {
            for hours in [("09", "10"), ("11", "12")] {
                try await world.world.charge(
                    tenant,
                    at: point,
                    from: "2025-06-10T\(hours.0):00:00Z",
                    until: "2025-06-10T\(hours.1):00:00Z",
                    wh: 10_000
                )
            }
        }
        return world
    }

    /// What the first rules might have written: the later sessions overlap, and one holds less energy.
    private func age(_ world: PriceWorld) async throws {
        let scope = Scope.system(for: world.world.voltaria.id)
        try await world.world.database.write(scope) { tx in
            try await tx.run(AgeSessions(operatorID: world.world.voltaria.id))
            try await tx.run(AgeStates(operatorID: world.world.voltaria.id))
            try await tx.run(RateAll(operatorID: world.world.voltaria.id))
        }
        try await world.world.settle()
    }

    private func rebuild(_ world: PriceWorld, everything: Bool = false) async throws -> SessionRebuild.Counts {
        try await SessionRebuild(database: world.world.database, operatorID: world.world.voltaria.id)
            .run(everything: everything)
    }

    @Test func `what older rules projected follows the newer ones, lines and all`() async throws {
        try await TestDatabase.lease { database in
            let world = try await world(database)
            try await age(world)
            _ = try await world.close("2025-06")
            let before = try await world.differences()
            #expect(before.count { $0.contains("overlap") } == 1)

            let counts = try await rebuild(world)
            try await world.world.settle()
            #expect(counts.chargePoints == 2 && counts.sessions == 4 && counts.changedSessions == 2)
            #expect(counts.addedReadings == 0 && counts.leftOver == 0)
            let rebuilt = try await world.differences()
            #expect(rebuilt == [])
            // The line was credited: its next version is what the next month end credits the difference by.
            let corrected = try await world.close("2025-07")
            let totals = try await world.totals(corrected)
            #expect(totals.count == 2 && totals.allSatisfy { $0 > 0 })
            let differences = try await world.differences()
            #expect(differences == [])
        }
    }

    @Test func `a second rebuild changes nothing, nor does one of everything`() async throws {
        try await TestDatabase.lease { database in
            let world = try await world(database)
            try await age(world)
            _ = try await rebuild(world)
            let again = try await rebuild(world)
            #expect(again == SessionRebuild.Counts())
            let everything = try await rebuild(world, everything: true)
            #expect(everything.chargePoints == 2 && everything.changedSessions == 0 && everything.addedReadings == 0)
            try await world.world.settle()
            let differences = try await world.differences()
            #expect(differences == [])
        }
    }

    @Test func `a rebuild that was cut off goes on behind the last charge point`() async throws {
        try await TestDatabase.leaseAll { test in
            let world = try await world(test.database)
            try await age(world)
            // The second charge point is cut off when all of it but its version is written.
            try await test.owner.write(.system) { try await $0.run(AllowOneRebuilt()) }
            await #expect(throws: PostgresFault.self) { _ = try await rebuild(world) }
            let half = try await world.differences()
            #expect(half.count { $0.contains("overlap") } == 1)
            try await test.owner.write(.system) { try await $0.run(AllowAllRebuilt()) }
            let rest = try await rebuild(world)
            #expect(rest.chargePoints == 1 && rest.changedSessions == 1)
            try await world.world.settle()
            let differences = try await world.differences()
            #expect(differences == [])
        }
    }

    @Test func `frames that are stored and not projected yet are left to the projector`() async throws {
        try await TestDatabase.lease { database in
            let world = try await world(database)
            try await age(world)
            let run = ChargingRun(
                operatorID: world.world.voltaria.id,
                chargePoint: world.world.voltaria.chargePoint("VOL-001"),
                from: moment("2025-06-10T13:00:00Z"),
                until: moment("2025-06-10T14:00:00Z"),
                wh: 5000
            )
            _ = try await world.world.feed.charge(run)
            let counts = try await rebuild(world)
            #expect(counts.sessions == 4)
            try await world.world.settle()
            let differences = try await world.differences()
            #expect(differences == [])
        }
    }
}

/// The later sessions as the first rules had them.
private struct AgeSessions: Statement {
    static let sql = """
        UPDATE sessions SET flags = flags || '{overlap}', meter_stop_thousandths_wh = meter_stop_thousandths_wh - 2000000,
            energy_thousandths_wh = energy_thousandths_wh - 2000000
        WHERE operator_id = $1 AND started_at = '2025-06-10T11:00:00Z'
        """
    static let sample = AgeSessions(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

private struct AgeStates: Statement {
    static let sql = "UPDATE projection_states SET version = 1 WHERE operator_id = $1"
    static let sample = AgeStates(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

private struct RateAll: Statement {
    static let sql = """
        INSERT INTO rating_work (operator_id, session_id, reason)
        SELECT operator_id, id, 'session_changed' FROM sessions WHERE operator_id = $1
        """
    static let sample = RateAll(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

private struct AllowOneRebuilt: Statement {
    static let sql = "CREATE UNIQUE INDEX one_rebuilt ON projection_states (version) WHERE version > 1"
    static let sample = AllowOneRebuilt()
}

private struct AllowAllRebuilt: Statement {
    static let sql = "DROP INDEX one_rebuilt"
    static let sample = AllowAllRebuilt()
}
