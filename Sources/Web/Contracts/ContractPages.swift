import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// All contracts, and what a form's terms give on an example session.
package enum ContractPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.contracts, for: .operators, list)
        endpoints.post(.contractPreview, for: .operators, preview)
        SupplyContractPages.register(in: &endpoints)
        ReimbursementContractPages.register(in: &endpoints)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let model = try await visit.read { tx in
            let supply = try await Contracts.supplyContracts(visit.scope, in: tx)
            let reimbursement = try await Contracts.reimbursementContracts(visit.scope, in: tx)
            let words = ContractWords(say: visit.say, today: visit.today, currency: try await visit.currency(in: tx))
            let byID = Dictionary(supply.map { ($0.id, $0) }) { first, _ in first }
            return ContractIndex.Model(
                supply: supply.map(words.row),
                reimbursement: reimbursement.map { words.row($0, supply: byID) }
            )
        }
        return try await visit.page { ContractIndex.view(model, frame: $0) }
    }

    private static func preview(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let model = try await visit.read { tx in
            let currency = try await visit.currency(in: tx)
            guard form.typed("kind") == "reimbursement" else {
                let zones = try await Contracts.biddingZones(visit.scope, in: tx)
                return ContractExample.model(SupplyForms.pricing(&form, zones: zones), currency)
            }
            let supply = try await Contracts.supplyContracts(visit.scope, in: tx)
            return ReimbursementForms.preview(&form, supply, visit.today, currency)
        }
        return visit.fragment { ContractPreview.fragment(model, $0.say) }
    }
}

/// What terms give on an example session, as the panel beside a form shows it.
enum ContractExample {
    /// A supply price by itself; `nil` while the form does not say one.
    static func model(_ pricing: SupplyPricing?, _ currency: Currency) -> ContractPreview.Model? {
        guard let pricing else { return nil }
        return model(RatePlan(supply: pricing, fixed: .zero, percent: .zero), .atStart, currency)
    }

    static func model(
        _ plan: RatePlan,
        _ pricing: PricingMoment,
        _ currency: Currency
    ) -> ContractPreview.Model {
        do throws(ArithmeticOverflow) {
            let example = try ExampleSession(plan, pricing: pricing, currency: currency)
            return ContractPreview.Model(
                problem: nil,
                formula: Formula(
                    supply: LineModels.supply(plan.supply),
                    percent: plan.percent,
                    fixed: plan.fixed,
                    currency: currency
                ),
                ordinary: LineModels.part(example.ordinary),
                negative: example.negative.map(LineModels.part)
            )
        } catch {
            return problem(tooLarge)
        }
    }

    static func problem(_ text: Text) -> ContractPreview.Model {
        ContractPreview.Model(problem: text, formula: nil, ordinary: nil, negative: nil)
    }

    private static let tooLarge = Text(
        en: "These numbers are too large or have too many decimals.",
        nl: "Deze getallen zijn te groot of hebben te veel decimalen."
    )
}
