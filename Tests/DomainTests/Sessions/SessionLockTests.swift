import Postgres
import TestSupport
import TestWorld
import Testing
import Values

@testable import Domain

/// What a session that is being projected, or ended, lets others do.
struct SessionLockTests {
    /// Lets statements of the transaction wait for a lock for two seconds at most.
    private struct ShortWaits: Statement {
        static let sql = "SELECT set_config('lock_timeout', '2000', true)"
        static let sample = ShortWaits()
    }

    private struct NaturalKeys: Statement {
        static let sql = "SELECT natural_key FROM sessions ORDER BY id"
        static let sample = NaturalKeys()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }

    /// Names the session in another table, as a journal line does, while somebody else holds its lock.
    private func name(_ session: SessionID, of operatorID: OperatorID, on database: Database) async throws {
        let insert = InsertDecision(
            operatorID: operatorID,
            session: session,
            decision: .accept,
            reason: "named",
            user: nil
        )
        try await database.write(.system) { tx in
            try await tx.run(ShortWaits())
            try await tx.run(insert)
        }
    }

    @Test func `what names a session does not wait for who projects or ends it`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            let transaction = try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T11:00:00Z",
                wh: 4_000
            )
            let session = try await world.session(transaction, of: tenant).id
            let keys = try await database.all(.system, NaturalKeys())
            let projected = SessionsByKey(
                operators: [tenant.id.rawValue],
                chargePoints: [tenant.chargePoint("VOL-002").rawValue],
                keys: keys
            )
            try await database.write(.system) { tx in
                let locked = try await tx.all(projected)
                #expect(locked.count == 1)
                try await name(session, of: tenant.id, on: database)
            }
            try await database.write(.system) { tx in
                let locked = try await tx.first(LockSession(operatorID: tenant.id, id: session))
                #expect(locked != nil)
                try await name(session, of: tenant.id, on: database)
            }
        }
    }
}
