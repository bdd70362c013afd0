import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct SiteZoneTests {
    @Test func `another time zone of a site computes its lines again, into another month where it is one`() async throws
    {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            let site = tenant.site("quay")
            let session = try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-30T15:00:00Z",
                until: "2025-06-30T16:00:00Z",
                wh: 8_000
            )
            try await database.write(tenant.admin) { tx in
                var details = try await Sites.find(tenant.admin, site, in: tx).details
                details.timeZone = "Pacific/Auckland"
                try await Sites.update(tenant.admin, site, to: details, in: tx)
            }
            try await world.settle()

            let id = try await world.session(session, of: tenant).id
            let lines = try await database.read(tenant.admin) { tx in
                try await Sessions.find(tenant.admin, id, in: tx).lines
            }
            #expect(lines.map(\.period) == [month("2025-07"), month("2025-06")])
            #expect(lines.map(\.reason) == [.siteChanged, .sessionCompleted])
            let reports = try await SessionVerification(database: database, operatorID: tenant.id).run()
            #expect(reports.compactMap(\.firstDifference) == [])
        }
    }
}
