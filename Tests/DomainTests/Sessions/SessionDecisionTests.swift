import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct SessionDecisionTests {
    /// A session of more than a megawatt, which nobody believes, at a fixed price; and one whose register fell.
    private func leased(
        _ body: (World, _ tooFast: SessionID, _ backwards: SessionID) async throws -> Void
    ) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            let fast = try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T10:10:00Z",
                wh: 900_000
            )
            let run = ChargingRun(
                operatorID: tenant.id,
                chargePoint: tenant.chargePoint("VOL-002"),
                connector: 2,
                from: moment("2025-06-10T12:00:00Z"),
                until: moment("2025-06-10T13:00:00Z"),
                wh: 0
            )
            let fallen = try await world.feed.start(run, register: 9_000)
            try await world.feed.stop(run, transaction: fallen, register: 4_000)
            try await world.settle()
            let ids = (try await world.session(fast, of: tenant).id, try await world.session(fallen, of: tenant).id)
            try await body(world, ids.0, ids.1)
        }
    }

    private func decide(
        _ world: World,
        _ scope: Scope,
        _ id: SessionID,
        _ decision: SessionDecision,
        _ reason: String = "read the meter on site"
    ) async throws {
        try await world.database.write(scope) { try await Sessions.decide(scope, id, decision, reason: reason, in: $0) }
        try await world.settle()
    }

    private func find(_ world: World, _ id: SessionID) async throws -> SessionDetail {
        let scope = world.voltaria.admin
        return try await world.database.read(scope) { try await Sessions.find(scope, id, in: $0) }
    }

    @Test func `an accepted session is priced and leaves the exceptions`() async throws {
        try await leased { world, id, _ in
            let scope = world.voltaria.finance
            #expect(try await find(world, id).lines.first?.state == .held)
            try await decide(world, scope, id, .accept, "  read the meter on site ")

            let detail = try await find(world, id)
            #expect(detail.lines.first?.state == .priced)
            #expect(detail.lines.first?.amount == exact("225"))
            #expect(detail.lines.first?.reason == .decision)
            #expect(detail.summary.standing == .completed)
            #expect(detail.decisions.map(\.reason) == ["read the meter on site"])
            #expect(detail.decisions.map(\.by) == ["finance of voltaria"])
            let counts = try await world.database.read(scope) {
                try await Exceptions.counts(scope, at: moment("2025-06-11T00:00:00Z"), in: $0)
            }
            #expect(counts[.held] == 1)
        }
    }

    @Test func `the newest decision counts`() async throws {
        try await leased { world, id, _ in
            try await decide(world, world.voltaria.admin, id, .accept)
            try await decide(world, world.voltaria.admin, id, .exclude, "the meter was wrong after all")

            let detail = try await find(world, id)
            #expect(detail.lines.map(\.state) == [.excluded, .priced, .held])
            #expect(detail.decisions.map(\.decision) == [.exclude, .accept])
        }
    }

    @Test func `a decision is written into the audit log`() async throws {
        try await TestDatabase.leaseAll { test in
            let world = try await World.make(on: test.database)
            let id = try await world.charge(
                world.voltaria,
                at: "VOL-002",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T10:10:00Z",
                wh: 900_000
            )
            let session = try await world.session(id, of: world.voltaria).id
            try await decide(world, world.voltaria.admin, session, .exclude)
            let logged = try await test.owner.all(.system, LoggedDecisions())
            #expect(logged == ["session/\(session)"])
        }
    }

    @Test func `what cannot be decided is refused with its reason`() async throws {
        try await leased { world, id, backwards in
            let scope = world.voltaria.admin
            await #expect(throws: SessionDecisionRejection.reasonMissing) {
                try await decide(world, scope, id, .accept, " \n")
            }
            await #expect(throws: SessionDecisionRejection.reasonTooLong) {
                try await decide(world, scope, id, .accept, String(repeating: "x", count: 501))
            }
            await #expect(throws: SessionDecisionRejection.energyUnknown) {
                try await decide(world, scope, backwards, .accept)
            }
            let plain = try await world.charge(
                world.voltaria,
                at: "VOL-001",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T11:00:00Z",
                wh: 8_000
            )
            let plainID = try await world.session(plain, of: world.voltaria).id
            await #expect(throws: SessionDecisionRejection.notHeld) {
                try await decide(world, scope, plainID, .exclude)
            }
            try await decide(world, scope, backwards, .exclude)
            #expect(try await find(world, backwards).lines.first?.state == .excluded)
        }
    }

    @Test func `only the operator's own people decide`() async throws {
        try await leased { world, id, _ in
            await #expect(throws: NotFound("session")) { try await decide(world, world.stroomgoed.admin, id, .accept) }
            await #expect(throws: NotPermitted()) {
                try await decide(world, world.voltaria.hostUser("kade"), id, .accept)
            }
            let detail = try await find(world, id)
            #expect(detail.decisions.isEmpty)
        }
    }
}

/// What the audit log says about decisions.
private struct LoggedDecisions: Statement {
    static let sql = "SELECT subject FROM audit_log WHERE action = 'session.decided' ORDER BY id"
    static let sample = LoggedDecisions()

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
