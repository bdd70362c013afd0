import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// What programs read of money: estimates, payouts, documents.
struct APIPayoutStories {
    @Test func `an estimate says that it is one, on what, and what of it is left`() async throws {
        try await EREFlowStories.run { world in
            let program = try await Program.make(world, world.voltaria)
            let usual = try await program.read("/estimate")
            #expect(usual["label"]?.stringValue == "An estimate: not an offer and not a promise.")
            for (name, text) in [
                ("kwh", "3000"), ("units", "998.082"), ("gross", "300.00"), ("service_fee_percent", "20"),
                ("service_fee", "60.00"), ("net", "240.00"), ("price_per_kwh", "0.1"), ("price_per_unit", "0.3006"),
            ] { #expect(usual[name]?.stringValue == text, "\(name): \(usual)") }
            #expect(usual["factors"]?["renewable_share"]?.stringValue == "0.505" && usual["chargers"] == .integer(1))
            #expect((usual["assumptions"]?.arrayValue?.count ?? 0) >= 4 && !"\(usual)".contains("guarantee"))
            let other = try await program.read("/estimate?chargers=500&kwh=2000.5&price=0.3&per=unit&fee_percent=10")
            // 1,000,250 kWh × 0.332694 × 0.30, of which a tenth is kept.
            #expect(other["kwh"]?.stringValue == "1000250" && other["units"]?.stringValue == "332777.1735")
            #expect(other["gross"]?.stringValue == "99833.15" && other["service_fee"]?.stringValue == "9983.32")
            #expect(other["net"]?.stringValue == "89849.83", "\(other)")
            let own = try await program.read("/estimate?kwh=1&price=1&per=unit&fee_percent=0&basis=own_generation")
            #expect(own["units"]?.stringValue == "0.6588" && own["gross"]?.stringValue == "0.66")
            let later = try await program.read("/estimate?year=2099")
            #expect(later["factors"]?["year"] == .integer(2026) && "\(later)".contains("Those of 2099 are not known"))
            for wrong in ["kwh=1,5", "kwh=1e3", "kwh=-1", "price=10", "fee_percent=100", "chargers=0", "per=mwh"] {
                let refused = try await program.get("/estimate?\(wrong)")
                #expect(try refused.problem(422) == "request.invalid", "\(wrong)")
            }
        }
    }

    @Test func `payouts are read by run, quarter and customer, and down to each sale`() async throws {
        try await BillingStory.run { story in
            let ids = try await ForeignThings.gather(story).ids
            let (tenant, run) = (story.tenant, ids["run"] ?? "")
            let program = try await Program.make(story.world, tenant)
            let all = try await program.all("/payouts", limit: 1)
            #expect(all.count == 2)
            #expect(try await program.all("/payouts", limit: 50) == all)
            #expect(all.first?["id"]?.stringValue == "\(run)-\(tenant.customer)")
            #expect(all.map { $0["payout_model"]?.stringValue } == ["B", "A"])
            #expect(all.map { $0["state"]?.stringValue } == ["made", "approved"], "\(all)")
            for (name, text) in [
                ("gross", "1.00"), ("service_fee", "0.20"), ("margin", "0.00"), ("net", "0.80"), ("vat", "0.00"),
                ("adjustment", "0.00"), ("payable", "0.80"), ("quarter", "2026-Q1"), ("currency", "EUR"),
            ] { #expect(all.last?[name]?.stringValue == text, "\(name)") }
            #expect(try await program.all("/payouts?quarter=2026-Q1", limit: 50) == all)
            #expect(try await program.all("/payouts?quarter=2026-Q2", limit: 50).isEmpty)
            #expect(try await program.all("/payouts?customer=\(tenant.customer)", limit: 50) == all)
            #expect(try await program.all("/payouts?customer=\(story.world.ampère.customer)", limit: 50).isEmpty)
            let one = try await program.read("/payouts/\(all.last?["id"]?.stringValue ?? "")")
            #expect(one["payout"] == all.last && one["kept"]?[0]?["service_fee_percent"]?.stringValue == "20")
            let connection = try #require(one["connections"]?[0])
            #expect(connection["ean"]?.stringValue == "871685900000000004", "\(connection)")
            #expect(connection["chargers"]?.arrayValue?.isEmpty == false)
            let sale = try #require(connection["sales"]?[0])
            #expect(sale["price_per_unit"]?.stringValue == "1" && sale["net"]?.stringValue == "0.80", "\(sale)")
            for text in ["\(all)", "\(one)"] { #expect(!text.contains("NL91")) }
            for wrong in ["1", "x-1", "1-2-3", "99-1"] {
                #expect(try await program.get("/payouts/\(wrong)").problem(404) == "not_found", "\(wrong)")
            }
        }
    }

    @Test func `a customer's mandate and statements are given as they were made`() async throws {
        try await BillingStory.run(adjust: { parts in
            parts.payouts = EREPayoutServices(
                document: { _, id, snapshot in Array("%PDF- \(id) \(snapshot.number)".utf8) },
                bankFile: EREPayoutServices.unavailable.bankFile
            )
        }) { story in
            let ids = try await ForeignThings.gather(story).ids
            let (enrolment, credit) = (ids["enrolment"] ?? "", ids["payout"] ?? "")
            let program = try await Program.make(story.world, story.tenant)
            let path = "/customers/\(story.tenant.customer)/documents"
            let all = try await program.all(path, limit: 1)
            #expect(all.map { $0["id"]?.stringValue } == ["mandate-\(enrolment)", "payout-\(credit)"], "\(all)")
            #expect(all.first?["title"]?.stringValue == "871685900000000004 2026-2026")
            let mandate = try await program.get(path + "/mandate-\(enrolment)")
            #expect(mandate.status == 200 && mandate.header("Content-Type") == "application/pdf")
            #expect(mandate.body == "%PDF-" && mandate.header("Content-Disposition")?.contains("mandate-") == true)
            let statement = try await program.get(path + "/payout-\(credit)")
            #expect(statement.status == 200 && statement.body.contains("%PDF- \(credit)"), "\(statement.body)")
            let narrow = try await Program.make(story.world, story.tenant, [.documentsRead])
            #expect(try await narrow.all(path, limit: 50).count == 1)
            #expect(try await narrow.get(path + "/payout-\(credit)").problem(404) == "not_found")
            for wrong in ["mandate-0", "payout-\(ids["credit"] ?? "")", "credit-1", "mandate", "mandate-1-1"] {
                #expect(try await program.get(path + "/" + wrong).problem(404) == "not_found", "\(wrong)")
            }
            let foreign = "/customers/\(story.world.ampère.customer)/documents/mandate-\(enrolment)"
            #expect(try await program.get(foreign).problem(404) == "not_found")
        }
    }
}
