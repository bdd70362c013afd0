import Domain
import Postgres
import TestSupport
import Testing
import Values

/// A verifier chooses lines of a partner's year, and the partner's people see what was asked for.
struct EREVerifierStories {
    private static func run(
        _ body: @escaping @Sendable (WebWorld, WebWorld.Tenant) async throws -> Void
    ) async throws {
        try await BillingStory.run { story in
            let (world, tenant) = (story.world, story.world.voltaria)
            _ = try await ForeignThings.enrolment(of: tenant, world)
            _ = try await ForeignThings.filedBooking(of: tenant, world)
            let soon = Timestamp("2036-01-02T08:00:00Z") ?? world.clock.now
            world.clock.advance(seconds: max(0, soon.seconds(since: world.clock.now)))
            try await body(world, tenant)
        }
    }

    @Test func `a verifier asks for named lines, and what is wrong stays in the form`() async throws {
        try await Self.run { world, tenant in
            let verifier = try await world.browser(tenant, .verifier)
            let home = try await verifier.visit("/admin/verification?year=2026")
            let path = "/admin/verification/\(tenant.id)/populations/2026"
            #expect(home.body.contains(path), "\(home.words)")
            let page = try await verifier.visit(path)
            #expect(page.words.contains("Nobody has asked for a sample yet"), "\(page.words)")
            func ask(_ values: [String: String]) async throws -> PageAnswer {
                try await verifier.visit(path)
                for (name, value) in values { await verifier.choose(name, value) }
                return try await verifier.press("Ask for these lines")
            }
            let wrong: [([String: String], String)] = [
                (["rule": "named", "named": "x"], "Line 1 is not EAN; quarter."),
                (
                    ["rule": "named", "named": "871685900000000097; 2026-Q1"],
                    "No filing has a line of 871685900000000097"
                ),
                (["rule": "random", "size": "501", "note": "kept"], "kept"),
            ]
            for (values, told) in wrong {
                let refused = try await ask(values)
                #expect(
                    refused.status == 422 && (refused.words.contains(told) || refused.body.contains(told)),
                    "\(told)"
                )
            }
            let shown = try await ask(["rule": "random", "size": "5", "seed": "42", "note": "spring"])
            #expect(shown.status == 200 && shown.words.contains("At random") && shown.words.contains("spring"))
            #expect(
                shown.words.contains("The verifier") && shown.words.contains("871685900000000004"),
                "\(shown.words)"
            )
            #expect(try await verifier.get(shown.path + "/evidence.zip").body.hasPrefix("answer to "))
            #expect(try await verifier.get(path + "/pack.zip").body == "pack of 2026")
            #expect(try await verifier.get(path + "/population.csv").body == "population of 2026")
            // The operator's own people see it too; a verifier sees nothing else of theirs.
            let desk = try await world.browser(tenant, .operatorFinance)
            let own = try await desk.visit("/populations/2026")
            #expect(own.words.contains("The verifier"), "\(own.words)")
            let id = try #require(shown.path.split(separator: "/").last)
            #expect(try await desk.get("/samples/\(id)").status == 200)
            for page in ["/bookings", "/filings", "/reconciliation", "/trades", "/populations/2026"] {
                #expect(try await verifier.get(page).status == 404, "\(page)")
            }
        }
    }

    @Test func `of another partner, operator or year there is nothing`() async throws {
        try await Self.run { world, tenant in
            let desk = try await world.browser(tenant, .operatorFinance)
            try await desk.visit("/populations/2026")
            await desk.choose("rule", "largest")
            await desk.choose("size", "1")
            let id = try #require(try await desk.press("Ask for these lines").path.split(separator: "/").last)
            let verifier = try await world.browser(tenant, .verifier)
            #expect(try await verifier.get("/admin/verification/\(tenant.id)/samples/\(id)").status == 200)
            let foreign = "/admin/verification/\(world.ampère.id)"
            for path in ["/samples/\(id)", "/samples/\(id)/evidence.zip", "/populations/2026/pack.zip"] {
                #expect(try await verifier.get(foreign + path).status == 404, "\(path)")
            }
            #expect(try await verifier.get("/admin/verification/\(world.platform)/populations/2026").status == 404)
            let other = try await world.browser(world.ampère, .operatorAdmin)
            for path in ["/samples/\(id)", "/samples/\(id)/evidence.zip"] {
                #expect(try await other.get(path).status == 404, "\(path)")
            }
            for year in ["2025", "02026", "x", "2101"] {
                #expect(try await desk.get("/populations/\(year)").status == 404, "\(year)")
            }
            let empty = try await other.visit("/populations/2026")
            #expect(empty.words.contains("Nothing filed of 2026"), "\(empty.words)")
        }
    }
}
