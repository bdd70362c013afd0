import Domain
import Postgres
import Testing
import Values
import Web

/// What a partner agreed on with the platform, as its customers meet it.
struct EREProgrammeStories {
    private func setTerms(_ world: WebWorld, _ model: EREPayoutModel, fee: Int64, margin: Int64) async throws {
        let scope = Scope.system(for: world.voltaria.id)
        let today = Zone.utc.date(of: world.clock.now)
        let terms = PartnerTerms(
            validFrom: today,
            model: model,
            serviceFeePercent: Exact(fee),
            marginPercent: Exact(margin)
        )
        try await world.database.write(scope) {
            try await Partners.setTerms(scope, terms, today: today, at: world.clock.now, in: $0)
        }
    }

    @Test func `the mandate is given to the platform, and the estimate is on the partner's terms`() async throws {
        try await EREFlowStories.run { world in
            try await setTerms(world, .customers, fee: 15, margin: 5)
            try await setTerms(world, .customers, fee: 18, margin: 4)
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await EREFlowStories.fill(browser)
            let mandate = try await browser.visit(way + "/mandate")
            #expect(mandate.words.contains("Given to: Platform B.V."), "\(mandate.words)")
            #expect(mandate.words.contains("authorises Platform B.V. to book"))
            let code = try await EREFlowStories.askForCode(browser, world)
            let signed = try await EREFlowStories.sign(browser, code)
            #expect(signed.words.contains("22%"), "\(signed.words)")
            #expect(signed.words.contains("Payouts follow the sale"))
        }
    }

    @Test func `where the partner is paid nobody is asked for an account, nor told an amount`() async throws {
        try await EREFlowStories.run { world in
            try await setTerms(world, .partner, fee: 18, margin: 0)
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await EREFlowStories.begin(browser)
            _ = try await EREFlowStories.sayWho(browser)
            _ = try await EREFlowStories.sayConnection(browser)
            #expect(try await EREFlowStories.sayCharger(browser).path == way + "/mandate")
            #expect(try await browser.visit(way + "/payout").path == way + "/mandate")
            let code = try await EREFlowStories.askForCode(browser, world)
            let signed = try await EREFlowStories.sign(browser, code)
            #expect(signed.words.contains("goes to VOLTARIA, which settles it with you"), "\(signed.words)")
            #expect(!signed.words.contains("Service fee") && !signed.words.contains("Payouts follow the sale"))
            let desk = try await world.browser(world.voltaria, .partnerSupport)
            let id = try #require(way.split(separator: "/").last)
            let shown = try await desk.visit("/enrolments/\(id)")
            #expect(shown.words.contains("B: to the partner") && !shown.words.contains("OCPP identity"))
        }
    }

    @Test func `terms that change under way bring the step about the account, or take it away`() async throws {
        try await EREFlowStories.run { world in
            try await setTerms(world, .partner, fee: 18, margin: 0)
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await EREFlowStories.begin(browser)
            _ = try await EREFlowStories.sayWho(browser)
            _ = try await EREFlowStories.sayConnection(browser)
            #expect(try await EREFlowStories.sayCharger(browser).path == way + "/mandate")
            try await setTerms(world, .customers, fee: 18, margin: 0)
            await browser.choose("agreed", "yes")
            #expect(try await browser.press("Send me the code").path == way + "/payout")
            #expect(try await EREFlowStories.sayAccount(browser).path == way + "/mandate")
            _ = try await EREFlowStories.askForCode(browser, world)
            #expect(await browser.page.path == way + "/signature")
        }
    }

    @Test func `with a partner that is one no longer nothing is begun or signed`() async throws {
        try await EREFlowStories.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await EREFlowStories.fill(browser)
            let code = try await EREFlowStories.askForCode(browser, world)
            let scope = Scope.system(for: world.voltaria.id)
            try await world.database.write(scope) {
                try await Partners.end(scope, reason: "Over", at: world.clock.now, in: $0)
            }
            let late = try await EREFlowStories.sign(browser, code)
            #expect(late.status == 422 && late.words.contains("Nothing new can be turned on here"), "\(late.words)")
            try await browser.visit(way + "/mandate")
            await browser.choose("agreed", "yes")
            let unsigned = try await browser.press("Send me the code")
            #expect(unsigned.status == 422 && unsigned.words.contains("Nothing new can be turned on here"))
            #expect(unsigned.path == way + "/mandate")
            try await browser.visit("/customer/ere")
            let begun = try await browser.press("Add a connection")
            #expect(begun.status == 422 && begun.words.contains("Nothing new can be turned on here"))
        }
    }

    @Test func `a verifier begins with what there is of every partner, and nobody of a partner sees that`() async throws
    {
        try await EREFlowStories.run { world in
            for (tenant, ean) in [(world.voltaria, EREFlowStories.ean), (world.ampère, EREFlowStories.otherEAN)] {
                let browser = try await world.browser(tenant, .customer)
                try await EREFlowStories.fill(browser, ean: ean)
                _ = try await EREFlowStories.sign(browser, try await EREFlowStories.askForCode(browser, world))
            }
            let verifier = world.browser()
            let home = try await verifier.signIn(world.voltaria.email(.verifier))
            #expect(home.path == "/admin/verification" && home.words.contains("Mandates 2026 2"), "\(home.words)")
            #expect(home.words.contains("VOLTARIA 1 0 1 0 0 0") && home.words.contains("AMPERE 1 0 1 0 0 0"))
            for role in Role.allCases where !Role.ofPlatform.contains(role) {
                let other = try await world.browser(world.voltaria, role)
                #expect(try await other.get("/admin/verification").status == 404, "\(role)")
            }
        }
    }
}
