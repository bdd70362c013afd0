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
            #expect(counts.addedReadings == 0 && counts.retiredSessions == 0 && counts.retiredReadings == 0)
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

    @Test func `a session that newer rules no longer give is kept, not paid, and taken back, once`() async throws {
        try await TestDatabase.lease { database in
            let world = try await world(database)
            let (tenant, scope) = (world.world.voltaria, Scope.system(for: world.world.voltaria.id))
            // By older rules there was a third session between the two, and one that never ended.
            let ghost = GhostSession(operatorID: tenant.id, key: "O:ghost", transaction: 9001, isOpen: false)
            try await database.write(scope) { tx in
                try await tx.run(ghost)
                try await tx.run(GhostSession(operatorID: tenant.id, key: "T:9002", transaction: 9002, isOpen: true))
                try await tx.run(GhostReading(operatorID: tenant.id, transaction: 9001))
                try await tx.run(AgeStates(operatorID: tenant.id))
                try await tx.run(RateAll(operatorID: tenant.id))
            }
            try await world.world.settle()
            let (paid, before) = (try await world.close("2025-06"), try await world.differences())
            #expect(paid.issued == 2 && before.count == 2, "\(before)")

            let counts = try await rebuild(world)
            try await world.world.settle()
            #expect(counts.retiredSessions == 2 && counts.retiredReadings == 1 && counts.changedSessions == 0)
            let line = try await world.line(9001)
            #expect(line.version == 2 && line.state == .excluded && line.detail.isRetired && line.energy == .zero)
            let open = try await world.world.session(9002, of: tenant)
            #expect(open.standing == .completed && open.energy == nil && open.flags.contains(.noLongerGiven))
            let rebuilt = try await world.differences()
            #expect(rebuilt == [])

            let correction = try await world.close("2025-07")
            let (totals, differences) = (try await world.totals(correction), try await world.differences())
            #expect(totals.count == 1 && totals.allSatisfy { $0 < 0 } && differences == [])
            let again = try await rebuild(world, everything: true)
            #expect(again.retiredSessions == 0 && again.retiredReadings == 0 && again.changedSessions == 0)
        }
    }

    @Test func `a reading that newer rules no longer give is in no curve, and comes back with them`() async throws {
        try await TestDatabase.lease { database in
            let world = try await world(database)
            let (tenant, scope) = (world.world.voltaria, Scope.system(for: world.world.voltaria.id))
            let (first, second) = (try await world.rated(1001), try await world.rated(1002))
            try await database.write(scope) { tx in
                try await tx.run(GhostReading(operatorID: tenant.id, transaction: 1001))
                try await tx.run(HideReadings(operatorID: tenant.id, transaction: 1002))
                try await tx.run(AgeStates(operatorID: tenant.id))
                try await tx.run(RateAll(operatorID: tenant.id))
            }
            try await world.world.settle()
            let (before, ghost) = (try await world.differences(), try await world.rated(1001))
            #expect(!before.isEmpty && ghost.readings.count == first.readings.count + 1)
            let counts = try await rebuild(world)
            try await database.write(scope) { try await $0.run(RateAll(operatorID: tenant.id)) }
            try await world.world.settle()
            let differences = try await world.differences()
            #expect(counts.retiredReadings == 1 && counts.addedReadings == 3 && differences == [])
            let rebuilt = (try await world.rated(1001), try await world.rated(1002))
            #expect(rebuilt.0 == first && rebuilt.1 == second)
        }
    }

    @Test func `a session is given again by rules that read it, or by a frame that comes`() async throws {
        try await TestDatabase.lease { database in
            let world = try await world(database)
            let (tenant, scope) = (world.world.voltaria, Scope.system(for: world.world.voltaria.id))
            let point = tenant.chargePoint("VOL-001")
            let before = try await world.line(1001)
            try await database.write(scope) { tx in
                try await tx.run(
                    RetireSessions(operatorID: tenant.id, chargePoint: point, keys: ["T:1001", "T:1002"])
                )
                try await tx.run(AgeStates(operatorID: tenant.id))
                try await tx.run(RateAll(operatorID: tenant.id))
            }
            try await world.world.settle()
            let (retired, marked) = (try await world.line(1001), try await world.differences())
            #expect(retired.state == .excluded && !marked.isEmpty)
            let counts = try await rebuild(world)
            try await world.world.settle()
            let (line, differences) = (try await world.line(1001), try await world.differences())
            #expect(counts.changedSessions == 2 && line.version == 3 && line.amount == before.amount)
            #expect(differences == [])
        }
    }

    @Test func `a frame that gives a retired session meets none, as in a replay`() async throws {
        try await TestDatabase.lease { database in
            let world = try await world(database)
            let tenant = world.world.voltaria
            let point = tenant.chargePoint("VOL-001")
            // The next transaction's number is taken by a session that the rules of today do not give.
            let ghost = GhostSession(operatorID: tenant.id, key: "T:1005", transaction: 1005, isOpen: false)
            try await database.write(.system(for: tenant.id)) { tx in
                try await tx.run(ghost)
                try await tx.run(RetireSessions(operatorID: tenant.id, chargePoint: point, keys: ["T:1005"]))
                try await tx.run(RateAll(operatorID: tenant.id))
            }
            try await world.world.settle()
            let retired = try await world.differences()
            let transaction = try await world.charge(from: "14:00", until: "15:00")
            let (line, differences) = (try await world.line(1005), try await world.differences())
            #expect(retired == [] && transaction == 1005)
            #expect(line.state == .priced && line.version == 2 && differences == [])
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

extension PriceWorld {
    /// What the line of one of voltaria's sessions is computed from.
    fileprivate func rated(_ transaction: Int64) async throws -> SessionToRate {
        let tenant = self.world.voltaria
        let session = try await self.world.session(transaction, of: tenant)
        let wanted = SessionsToRate(operators: [tenant.id.rawValue], sessions: [session.id.rawValue])
        return try await self.world.database.read(.system(for: tenant.id)) { try await $0.one(wanted) }
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

/// A session of VOL-001 that no frame gives.
private struct GhostSession: Statement {
    static let sql = """
        INSERT INTO sessions (operator_id, charge_point_id, site_id, host_id, connector_id, natural_key, transaction_id,
            state, started_at, stopped_at, meter_start_thousandths_wh, meter_stop_thousandths_wh,
            energy_thousandths_wh, start_received_at)
        SELECT operator_id, charge_point_id, site_id, host_id, 1, $2, $3,
            CASE WHEN $4 THEN 'open' ELSE 'completed' END, '2025-06-10T10:00:00Z',
            CASE WHEN NOT $4 THEN timestamptz '2025-06-10T10:30:00Z' END, 0, 5000000, 5000000, '2025-06-10T10:00:00Z'
        FROM sessions WHERE operator_id = $1 AND transaction_id = 1001
        """
    static let sample = GhostSession(operatorID: OperatorID(1), key: "", transaction: 1, isOpen: false)
    let operatorID: OperatorID
    let key: String
    let transaction: Int64
    let isOpen: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(key)
        values.append(transaction)
        values.append(isOpen)
    }
}

/// A reading of a session that no frame gives, far off its curve.
private struct GhostReading: Statement {
    static let sql = """
        INSERT INTO meter_readings (operator_id, session_id, received_at, node_id, sequence, ordinal, sampled_at,
            register_thousandths_wh, context)
        SELECT operator_id, id, start_received_at, 1, 999999, 0, started_at + interval '7 minutes',
            meter_start_thousandths_wh + 4000000, ''
        FROM sessions WHERE operator_id = $1 AND transaction_id = $2
        """
    static let sample = GhostReading(operatorID: OperatorID(1), transaction: 1)
    let operatorID: OperatorID
    let transaction: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(transaction)
    }
}

/// Leaves out the readings of a session, as other rules might have.
private struct HideReadings: Statement {
    static let sql = """
        UPDATE meter_readings SET retired_by = 2
        FROM sessions s WHERE s.operator_id = $1 AND s.transaction_id = $2 AND meter_readings.operator_id = $1
            AND meter_readings.session_id = s.id
        """
    static let sample = HideReadings(operatorID: OperatorID(1), transaction: 1)
    let operatorID: OperatorID
    let transaction: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(transaction)
    }
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
