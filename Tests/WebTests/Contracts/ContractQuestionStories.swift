import Domain
import Postgres
import TestWorld
import Testing
import Values

/// What a contract's form says and asks before it is saved.
struct ContractQuestionStories {
    @Test func `a version that touches credited sessions is saved only after a question with their number`()
        async throws
    {
        try await BillingStory.run { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let path = "/contracts/supply/\(story.charging.supply)"
            let form = try await browser.visit(path + "/versions/new")
            #expect(form.words.contains("already credited are corrected by the next month-end close"))
            #expect(form.words.contains("No credited session gets another price"))

            await browser.fill("Valid from", "2025-06-01")
            // A radio button bears the same words, so the field is named.
            await browser.choose("price", "0.31")
            await browser.choose("mode", "fixed")
            let asked = try await browser.press("Save")
            #expect(asked.status == 422, "\(asked.words)")
            #expect(asked.words.contains("1 session that is already credited gets another price"))
            #expect(asked.body.contains("value=\"0.31\""))
            #expect(try await versions(story) == 1)

            let saved = try await browser.press("Save and correct 1 credited session")
            #expect(saved.path == path && saved.words.contains("1 Jun 2025"), "\(saved.words)")
            #expect(try await versions(story) == 2)
        }
    }

    @Test func `a question that was about other sessions is asked again`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let path = "/contracts/reimbursement/\(story.charging.contract)"
            try await browser.visit(path + "/versions/new")
            let fields = [
                ("kind", "reimbursement"), ("supply_contract", story.charging.supply.description),
                ("valid_from", "2025-06-01"), ("percent", "3"), ("pricing", "at_start"), ("payment_term_days", "30"),
                ("payment_term_kind", "net"), ("confirmed", "5"),
            ]
            let asked = try await browser.post(path + "/versions", fields, token: await browser.token)
            #expect(asked.status == 422 && asked.words.contains("Save and correct 1 credited session"))
            let agreed = fields.dropLast() + [("confirmed", "1")]
            let saved = try await browser.post(path + "/versions", Array(agreed), token: await browser.token)
            #expect(saved.status == 303, "\(saved.words)")
        }
    }

    @Test func `without scripts a button shows the example, and nothing is saved`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let path = "/contracts/reimbursement/\(story.charging.contract)/versions/new"
            try await browser.visit(path)
            await browser.fill("Plus a percentage", "10")
            let shown = try await browser.press("Show the example")
            // 10 kWh at 0.09 + 10 %
            #expect(shown.status == 200 && shown.words.contains("€0.99"), "\(shown.words)")
            await browser.fill("Plus a percentage", "abc")
            let wrong = try await browser.press("Show the example")
            #expect(wrong.words.contains("Plus a percentage: This is no number."))
            #expect(wrong.body.contains("value=\"abc\""))
            let contract = try await browser.visit("/contracts/reimbursement/\(story.charging.contract)")
            #expect(!contract.words.contains("10%"))
        }
    }

    @Test func `a new contract is made with one host, from what is that host's own`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let step = try await browser.visit("/contracts/reimbursement/new")
            #expect(step.words.contains("With whom") && !step.words.contains("Supply contract"))
            await browser.fill("Host", story.tenant.otherHost.description)
            let form = try await browser.press("Continue")
            #expect(form.words.contains("Energy (L2)") && !form.words.contains("(L1)"), "\(form.words)")
            #expect(form.words.contains("Second site") && !form.words.contains("Harbour voltaria"))
            // Empty fields pass the price through: 10 kWh at 0.25.
            #expect(form.words.contains("€2.50") && !form.words.contains("Fill in the price"))
            #expect(form.words.contains("Prices are without VAT"))
        }
    }

    @Test func `everything that is wrong is said at once`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            try await browser.visit("/contracts/reimbursement/new?host=\(story.tenant.otherHost)")
            let fields = [
                ("host", story.tenant.otherHost.description), ("site", story.tenant.site.description), ("name", "X"),
                ("reference", "R1"), ("supply_contract", story.charging.supply.description),
                ("valid_from", "2025-06-01"), ("pricing", "at_start"), ("payment_term_days", "30"),
                ("payment_term_kind", "net"),
            ]
            let refused = try await browser.post(
                "/contracts/reimbursement/new",
                fields,
                token: await browser.token
            )
            #expect(refused.status == 422)
            for problem in ["This site does not belong", "This is already in use.", "a supply contract of the same"] {
                #expect(refused.words.contains(problem), "\(problem)")
            }
            #expect(refused.words.contains("Choose a supply contract to see"), "another host's price is shown")
        }
    }

    @Test func `per quarter hour the example is a whole session with what the other way gives`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            try await browser.visit("/account")
            let fields = [
                ("kind", "reimbursement"), ("supply_contract", story.charging.supply.description),
                ("pricing", "per_interval"),
            ]
            let shown = try await browser.post("/contracts/preview", fields, token: await browser.token)
            // 4 × 0.09 + 3 × 0.105 + 2 × 0.12 + 0.08, and 10 × 0.09
            #expect(shown.words.contains("sum: €0.995"), "\(shown.words)")
            #expect(shown.words.contains("Priced at the session's start it would have been €0.90"))
        }
    }

    @Test func `whether prices cover VAT stands on the contract`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let page = try await browser.visit("/contracts/reimbursement/\(story.charging.contract)")
            #expect(page.words.contains("Prices are without VAT"))
            let supply = try await browser.visit("/contracts/supply/\(story.charging.supply)")
            #expect(supply.words.contains("Prices are without VAT"))
        }
    }

    private func versions(_ story: BillingStory) async throws -> Int {
        let scope = story.tenant.scope
        let id = story.charging.supply
        return try await story.world.database.read(scope) { try await Contracts.find(scope, id, in: $0).versions.count }
    }
}
