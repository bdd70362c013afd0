import Domain
import Postgres
import Templates
import Values

/// What a contract's form gives as it stands, and what saving it would do to credited sessions.
struct ContractPreviews {
    let visit: MemberVisit
    let currency: Currency
    let tx: Transaction

    /// Whether a form was sent to be looked at, not to be saved.
    static func areAsked(by form: FormReader) -> Bool { form.typed("preview") == "yes" }

    /// How many corrections the form agrees to.
    static func confirmed(by form: FormReader) -> Int { Int(form.typed("confirmed")) ?? 0 }

    /// A new supply contract touches nothing, since no reimbursement contract names it yet.
    func supply(
        _ form: FormReader,
        _ zones: [String],
        of contract: SupplyContractID?
    ) async throws -> ContractPreview.Model {
        var read = form.unchecked
        let pricing = SupplyForms.pricing(&read, zones: zones)
        var model = ContractExample.model(pricing, of: read, currency)
        if let contract, let version = SupplyForms.version(&read, zones: zones) {
            model.corrections = try await corrections(by: .supply(version, of: contract))
        }
        return model
    }

    /// Only the supply contracts that the form may choose from are looked at.
    func reimbursement(
        _ form: FormReader,
        _ supply: [SupplyContract],
        of contract: ReimbursementContractID?
    ) async throws -> ContractPreview.Model {
        var read = form.unchecked
        var model = ReimbursementForms.preview(&read, supply, visit.today, currency)
        if let change = ReimbursementForms.change(form, of: contract), ReimbursementForms.names(supply, change) {
            model.corrections = try await corrections(by: change)
        }
        return model
    }

    /// `nil` for a contract that does not exist, which saving refuses.
    private func corrections(by change: ContractChange) async throws -> Int? {
        do {
            return try await Contracts.corrections(by: change, visit.scope, in: tx)
        } catch is ContractRejection {
            return nil
        }
    }
}

/// What terms give on an example session, as the panel beside a form shows it.
enum ContractExample {
    /// A supply price by itself; what is wrong with the form while it does not say one.
    static func model(_ pricing: SupplyPricing?, of form: FormReader, _ currency: Currency) -> ContractPreview.Model {
        guard let pricing else { return problem(in: form) }
        return model(RatePlan(supply: pricing, fixed: .zero, percent: .zero), nil, currency)
    }

    /// Without a way of pricing it is a supply price by itself, shown at the price of the start.
    static func model(
        _ plan: RatePlan,
        _ pricing: PricingMoment?,
        _ currency: Currency
    ) -> ContractPreview.Model {
        do throws(ArithmeticOverflow) {
            let example = try ExampleSession(plan, pricing: pricing ?? .atStart, currency: currency)
            return ContractPreview.Model(
                problem: nil,
                formula: Formula(
                    supply: LineModels.supply(plan.supply),
                    percent: plan.percent,
                    fixed: plan.fixed,
                    currency: currency
                ),
                mode: pricing.map(LineModels.mode),
                ordinary: outcome(example.ordinary),
                negative: example.negative.map(outcome)
            )
        } catch {
            return problem(tooLarge)
        }
    }

    private static func outcome(_ outcome: ExampleSession.Outcome) -> ContractPreview.Example {
        ContractPreview.Example(
            parts: outcome.parts.map(LineModels.part),
            amount: outcome.amount,
            otherAmount: outcome.otherAmount
        )
    }

    /// The first field that is wrong, and how; one that is empty is waited for.
    static func problem(in form: FormReader) -> ContractPreview.Model {
        for field in ContractFields.ofExamples {
            guard let error = form[field.name].error else { continue }
            if error == .required { break }
            return problem(.at(field.title, error))
        }
        return problem(ContractPreview.waiting)
    }

    static func problem(_ text: Text) -> ContractPreview.Model {
        ContractPreview.Model(problem: text, formula: nil, mode: nil, ordinary: nil, negative: nil)
    }

    private static let tooLarge = Text(
        en: "These numbers are too large or have too many decimals.",
        nl: "Deze getallen zijn te groot of hebben te veel decimalen."
    )
}

extension Text {
    /// What is wrong, behind the name of its field.
    fileprivate static func at(_ field: Text, _ problem: Text) -> Text {
        Text(
            en: field(.english) + ": " + problem(.english),
            nl: field(.dutch) + ": " + problem(.dutch)
        )
    }
}
