import Domain
import Postgres
import Testing
import Values
import Web

/// What administrators do about what is kept of people.
struct PrivacyStories {
    @Test func `a wish to be forgotten is written down, decided and shown, with every fault at its field`() async throws
    {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .partnerAdmin)
            try await desk.visit("/customers/new")
            await desk.choose("kind", "private")
            await desk.fill("Name", "Anna de Vries")
            await desk.choose("email", "anna@home.example")
            await desk.choose("language", "en")
            let shown = try await desk.press("Save")
            let page = try await desk.visit(shown.path + "/privacy")
            #expect(page.status == 200 && page.words.contains("What would go at once"), "\(page.words)")
            await desk.choose("reason", "Moved")
            let refused = try await desk.press("Write the request down")
            #expect(refused.status == 422 && refused.body.contains("value=\"Moved\""), "\(refused.words)")
            await desk.choose("asked_by", "Anna de Vries")
            let asked = try await desk.press("Write the request down")
            #expect(asked.status == 200 && asked.words.contains("Answer by"), "\(asked.words)")
            #expect(try await desk.visit("/privacy").words.contains("Anna de Vries"))
            try await desk.visit(shown.path + "/privacy")
            await desk.choose("outcome", "refused")
            let silent = try await desk.press("Decide")
            #expect(silent.status == 422, "\(silent.words)")
            await desk.choose("outcome", "carried_out")
            let done = try await desk.press("Decide")
            #expect(done.words.contains("Erased on") && !done.words.contains("anna@home"), "\(done.words)")
            #expect(try await desk.visit(shown.path).words.contains("#"))
        }
    }

    @Test func `a period is set within the law, and what would go is counted`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .operatorAdmin)
            let page = try await desk.visit("/privacy")
            #expect(page.words.contains("Kept for") && page.words.contains("7 years after its year"), "\(page.words)")
            await desk.choose("kind", "evidence")
            await desk.choose("amount", "2")
            await desk.choose("reason", "We are in a hurry")
            let refused = try await desk.press("Add the rule")
            #expect(refused.status == 422 && refused.words.contains("The law wants this kept for longer."))
            await desk.choose("amount", "12")
            let added = try await desk.press("Add the rule")
            #expect(added.words.contains("We are in a hurry"), "\(added.words)")
            let counted = try await desk.press("Count what would go")
            #expect(counted.words.contains("Counted only"), "\(counted.words)")
        }
    }

    @Test func `a customer takes its own copy, and nobody another's`() async throws {
        try await EREFlowStories.run { world in
            let own = try await world.browser(world.voltaria, .customer)
            let home = try await own.visit("/customer")
            #expect(home.body.contains("/customer/data.zip"))
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            #expect(try await finance.visit("/customers/\(world.voltaria.customer)/privacy").status == 403)
            let other = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await other.visit("/customers/\(world.voltaria.customer)/data.zip").status == 404)
        }
    }
}
