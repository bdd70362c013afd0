import Domain
import Postgres
import TestSupport
import Testing
import Values

/// The quarterly reconciliation as the operator's people and the platform's see it.
struct EREReconciliationStories {
    @Test func `a quarter is followed from its filing to what is open, and taken along`() async throws {
        try await BillingStory.run { story in
            let (world, tenant) = (story.world, story.world.voltaria)
            _ = try await ForeignThings.enrolment(of: tenant, world)
            _ = try await ForeignThings.filedBooking(of: tenant, world)
            let desk = try await world.browser(tenant, .operatorFinance)
            let index = try await desk.visit("/reconciliation")
            #expect(index.words.contains("2026-Q1"), "\(index.words)")
            let report = try await desk.visit("/reconciliation/2026-Q1")
            #expect(report.words.contains("No connection has more booked than delivered"), "\(report.words)")
            #expect(
                report.words.contains("871685900000000004") && report.words.contains("Not answered by the register")
            )
            let waiting = try await desk.visit("/reconciliation/2026-Q1?open=credit&search=8716")
            #expect(waiting.words.contains("1–1 of 1") || waiting.words.contains("871685900000000004"))
            let none = try await desk.visit("/reconciliation/2026-Q1?open=oversold")
            #expect(!none.words.contains("871685900000000004 "), "\(none.words)")
            for path in ["report.pdf", "connections.csv", "corrections.csv"] {
                let file = try await desk.get("/reconciliation/2026-Q1/" + path)
                #expect(file.status == 200 && file.body.contains("reconciliation-2026-Q1"), "\(path)")
            }
            for path in ["2026-Q5", "x", "2026-q1"] {
                #expect(try await desk.get("/reconciliation/" + path).status == 404, "\(path)")
            }
            let other = try await world.browser(world.ampère, .operatorAdmin)
            #expect(!(try await other.visit("/reconciliation/2026-Q1").words.contains("871685900000000004")))
        }
    }

    @Test func `people of the platform see the sums of partners, verifiers do not`() async throws {
        try await WebWorld.run { world in
            let money = try await world.browser(world.voltaria, .platformFinance)
            let page = try await money.visit("/admin/reconciliation")
            #expect(page.words.contains("All partners together"), "\(page.words)")
            let table = try await money.get("/admin/reconciliation/partners.csv?quarter=2026-Q1")
            #expect(table.status == 200 && table.body.hasPrefix("partner,connections,measured_kwh,"), "\(table.body)")
            let verifier = try await world.browser(world.voltaria, .verifier)
            #expect(try await verifier.get("/admin/reconciliation").status == 403)
        }
    }
}
