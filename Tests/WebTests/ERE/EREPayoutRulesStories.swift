import Domain
import Postgres
import TestSupport
import Testing
import Values
import Web

/// By which rules and on which terms customers are paid.
struct EREPayoutRulesStories {
    private static func run(_ body: @escaping @Sendable (WebWorld, WebWorld.Tenant) async throws -> Void) async throws {
        try await WebWorld.run { world in try await body(world, world.voltaria) }
    }

    @Test func `rules are added, and what is wrong is told at its field`() async throws {
        try await Self.run { world, tenant in
            let desk = try await world.browser(tenant, .operatorAdmin)
            let empty = try await desk.visit("/ere-payout-rules")
            #expect(empty.words.contains("Nothing was set: 5 euro"), "\(empty.words)")
            await desk.fill("Held back", "120")
            let wrong = try await desk.press("Set the rules")
            #expect(wrong.status == 422 && wrong.body.contains(#"value="120""#), "\(wrong.words)")
            await desk.fill("Smallest amount", "1.000")
            let thousand = try await desk.press("Set the rules")
            #expect(thousand.status == 422 && thousand.words.contains("Is this thousands?"), "\(thousand.words)")
            await desk.fill("Held back", "12,5")
            await desk.fill("Smallest amount", "10")
            try await desk.press("Set the rules")
            let set = try await desk.visit("/ere-payout-rules")
            #expect(set.words.contains("12.5%") && set.words.contains("10.00"), "\(set.words)")
            try await desk.post("/account/language", [("language", "nl")], token: await desk.token)
            let dutch = try await desk.visit("/ere-payout-rules")
            #expect(dutch.body.contains(#"value="10,00""#) && dutch.body.contains(#"value="12,5""#), "\(dutch.body)")
            let rules = try await world.database.read(tenant.scope) { tx in
                try await EREPayoutSettings.rules(tenant.scope, on: Zone.utc.date(of: world.clock.now), in: tx)
            }
            #expect(rules.reservePercent == Exact("12.5") && rules.minimum == Money(minor: 1_000, .eur))
        }
    }

    @Test func `another account pays from its day on`() async throws {
        try await Self.run { world, tenant in
            let desk = try await world.browser(tenant, .operatorAdmin)
            try await desk.visit("/ere-payout-rules")
            await desk.fill("Holder", "Voltaria ERE")
            await desk.fill("IBAN", "NL91ABNA0417164301")
            let wrong = try await desk.press("Pay from this account")
            #expect(wrong.status == 422 && wrong.body.contains("NL91ABNA0417164301"), "\(wrong.words)")
            await desk.fill("IBAN", "NL91 ABNA 0417 1643 00")
            try await desk.press("Pay from this account")
            let set = try await desk.visit("/ere-payout-rules")
            #expect(set.words.contains("Voltaria ERE, NL91 ABNA 0417 1643 00"), "\(set.words)")
            let finance = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await finance.visit("/ere-payout-rules").words.contains("The account of the organisation pays"))
        }
    }

    @Test func `a customer has terms of its own, and nobody's referrer is another operator's`() async throws {
        try await Self.run { world, tenant in
            let desk = try await world.browser(tenant, .operatorAdmin)
            let first = try await customer("One", of: tenant, world)
            let second = try await customer("Two", of: tenant, world)
            let stranger = try await customer("Stranger", of: world.ampère, world)
            let path = "/customers/\(first)/ere-terms"
            try await desk.visit(path)
            await desk.fill("Fee", "15")
            await desk.fill("Why", "Forty charge points")
            try await desk.press("Agree the fee")
            #expect(try await desk.visit(path).words.contains("15%, Forty charge points"))
            for other in ["\(stranger)", "\(first)", "nobody"] {
                try await desk.visit(path)
                await desk.fill("Customer number", other)
                let refused = try await desk.press("Write it down")
                #expect(refused.status == 422 && !refused.words.contains("Stranger"), "\(other): \(refused.words)")
            }
            await desk.fill("Customer number", "\(second)")
            try await desk.press("Write it down")
            #expect(try await desk.visit(path).words.contains("Two"))
            #expect(try await desk.visit("/customers/\(second)/ere-terms").words.contains("It brought: One"))
            #expect(try await desk.get("/customers/\(stranger)/ere-terms").status == 404)
        }
    }

    private func customer(_ name: String, of tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> CustomerID {
        let details = CustomerDetails(
            reference: "K-\(name)",
            kind: .privatePerson,
            name: name,
            email: "\(name)@customer.example",
            language: "en"
        )
        return try await world.database.write(tenant.scope) {
            try await Customers.create(tenant.scope, details, at: world.clock.now, in: $0)
        }
    }
}
