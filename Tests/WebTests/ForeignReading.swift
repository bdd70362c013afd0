import Domain
import Postgres
import Testing
import Values

extension ForeignThings {
    /// A reading that was sent of the operator's charger.
    static func reading(of tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> PushedReadingID {
        let (scope, now) = (tenant.scope, world.clock.now)
        return try await world.database.write(scope) { tx in
            let file = try await PushFiles.keep(scope, name: "r.csv", Array("r".utf8), .readings, at: now, in: tx)
            let row = ["ACE-\(tenant.reference)", "2026-01-01T00:00:00Z", "0"]
            let sheet = try PushSheet([(1, ["Serial", "At", "RegisterKWh"]), (2, row)])
            // Units began in 2026, after the walk's own time.
            let later = now.adding(seconds: 400 * 86_400)
            _ = try await PushFiles.record(scope, file, sheet, at: later, in: tx)
            let kept = try await PushedReadings.list(scope, of: nil, after: nil, limit: 1, in: tx)
            return try #require(kept.rows.first).id
        }
    }
}
