import Domain
import Postgres
import TestSupport
import Testing
import Values
import Web

/// Where the partner is paid in one sum: what its people and its customers see of it.
struct PartnerPayoutStories {
    @Test func `a partner's people find runs, payouts and the breakdown, and pay nothing`() async throws {
        try await EREPayoutStories.run { world, tenant in
            try await EREPayoutStories.payPartner(world, tenant)
            let desk = try await world.browser(tenant, .operatorFinance)
            let made = try await desk.visit("/ere-payouts?quarter=2026-Q1")
            #expect(made.words.contains("paid in one sum"), "\(made.words)")
            let waiting = try await desk.press("Make the payouts")
            let path = waiting.path
            for role in [Role.partnerAdmin, .partnerSupport] {
                let partner = try await world.browser(tenant, role)
                let before = try await partner.visit(path)
                #expect(before.words.contains("0 of 1 customers done"), "\(before.words)")
                #expect(try await partner.get(path + "/breakdown.csv").status == 404)
            }
            try await EREPayoutStories.work(world)
            // 32.95 less 6.59 for the platform; the partner's 1.65 is in its payment.
            for role in [Role.partnerAdmin, .partnerSupport, .operatorFinance] {
                let partner = try await world.browser(tenant, role)
                let list = try await partner.visit("/ere-payouts")
                #expect(
                    list.body.contains("href=\"\(path)\"")
                        && list.body.contains("class=\"nav__link\" href=\"/ere-payouts\"")
                )
                let run = try await partner.visit(path)
                #expect(run.words.contains("One payment to the partner") && run.words.contains("26.36"), "\(run.words)")
                let pays = role == .operatorFinance
                #expect(run.words.contains("Approve all") == pays && run.words.contains("Make the bank file") == pays)
                #expect(list.words.contains("Look what it comes to") == pays, "\(list.words)")
                let csv = try await partner.get(path + "/breakdown.csv")
                #expect(csv.body.contains(",0.485,32.95,6.59,1.65,24.71,,,26.36"), "\(csv.body)")
                let xlsx = try await partner.get(path + "/breakdown.xlsx")
                #expect(xlsx.status == 200 && xlsx.body.hasPrefix("PK"))
                #expect(xlsx.header("Content-Disposition")?.contains("ere-payouts-2026-Q1-") == true)
                let one = try #require(run.body.firstMatch(of: #/href="([^"]*\/customers\/\d+)"/#)?.output.1)
                #expect(try await partner.visit(String(one)).words.contains("871685900000000004"))
                let customer = try await partner.visit("/customers/\(tenant.customer)/payouts")
                #expect(customer.words.contains("2026-Q1") && customer.words.contains("24.71"), "\(customer.words)")
                if !pays {
                    for page in ["approval", "bank-file", "returns"] {
                        let refused = try await partner.post("\(path)/\(page)", [], token: await partner.token)
                        #expect(refused.status == 404, "\(page) as \(role)")
                    }
                }
            }
            let home = try await world.browser(tenant, .partnerAdmin).visit("/partner")
            #expect(home.words.contains("2026-Q1"), "\(home.words)")
            let stranger = try await world.browser(world.ampère, .partnerAdmin)
            for page in ["", "/breakdown.csv", "/breakdown.xlsx", "/statement.pdf"] {
                #expect(try await stranger.get(path + page).status == 404, "\(page)")
            }
        }
    }

    @Test func `its customers see what their units brought and that it pays them, and no more`() async throws {
        try await EREPayoutStories.run { world, tenant in
            try await EREPayoutStories.payPartner(world, tenant)
            let desk = try await world.browser(tenant, .operatorFinance)
            try await desk.visit("/ere-payouts?quarter=2026-Q1")
            let path = try await desk.press("Make the payouts").path
            try await EREPayoutStories.work(world)
            let customer = try await world.browser(tenant, .customer)
            #expect(try await customer.visit("/customer/payouts").words.contains("No payouts yet"))
            let run = path.split(separator: "/").last.map(String.init) ?? ""
            let page = "/customer/payouts/runs/\(run)"
            #expect(try await customer.get(page).status == 404, "nobody approved it")
            let admin = try await world.browser(tenant, .operatorAdmin)
            try await admin.visit(path)
            try await admin.press("Approve all")
            try await EREPayoutStories.work(world)
            let found = try await customer.visit("/customer/payouts")
            #expect(found.words.contains("pays you") && found.words.contains("32.95"), "\(found.words)")
            let earned = try await customer.visit(page)
            #expect(earned.words.contains("0.485") && earned.words.contains("70 ERE"), "\(earned.words)")
            for secret in ["6.59", "1.65", "24.71", "26.36"] {
                #expect(!earned.words.contains(secret) && !found.words.contains(secret), "\(secret)")
            }
            let stranger = try await world.browser(world.ampère, .customer)
            #expect(try await stranger.get(page).status == 404)
            #expect(try await stranger.visit("/customer/payouts").words.contains("No payouts yet"))
            // The partner's people are told once, the customer is not: there is nothing to tell it.
            let mails = try await world.database.all(tenant.scope, PartnerMails(operatorID: tenant.id))
            #expect(
                mails.count == 3 && mails.allSatisfy { $0.contains("26.36") && $0.contains("/ere-payouts") },
                "\(mails)"
            )
            try await EREPayoutMails(world.database).request(tenant.scope, try #require(EREPayoutRunID(text: run)))
            try await EREPayoutStories.work(world)
            #expect(try await world.database.all(tenant.scope, PartnerMails(operatorID: tenant.id)).count == 3)
        }
    }
}

extension EREPayoutStories {
    /// From now on the partner is paid, with 5 % for itself.
    static func payPartner(_ world: WebWorld, _ tenant: WebWorld.Tenant) async throws {
        try await world.database.write(tenant.scope) { _ = try await $0.run(PayPartner(operatorID: tenant.id)) }
    }
}

private struct PayPartner: Statement {
    static let sql = """
        INSERT INTO partner_terms (operator_id, valid_from, payout_model, service_fee_percent, margin_percent, recorded_at)
        VALUES ($1, '2026-01-01', 'B', 20, 5, now())
        """
    static let sample = PayPartner(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

private struct PartnerMails: Statement {
    static let sql = "SELECT body FROM mails WHERE operator_id = $1 AND body LIKE '%/ere-payouts%'"
    static let sample = PartnerMails(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
