import Domain
import HTTPServer
import Templates
import Values

/// The form of a reimbursement contract: what it holds, how it is read, what can be wrong with it.
enum ReimbursementForms {
    /// What the form offers to choose from: what is the host's own.
    struct Choices: Sendable {
        let host: Host
        let sites: [SiteName]
        let supply: [SupplyContract]
        /// All of the operator's, whose references are taken.
        let contracts: [ReimbursementContract]
        let currency: Currency
    }

    /// The decimals of a percentage.
    private static let percentDecimals = 6

    static func draft(_ form: inout FormReader) -> ReimbursementContractDraft? {
        let host = form.id("host", of: HostID.self)
        let site = form.id("site", of: SiteID.self, isRequired: false)
        let reference = form.text("reference", atMost: 64)
        let name = form.text("name", atMost: 140)
        return host.map { ReimbursementContractDraft(hostID: $0, siteID: site, reference: reference, name: name) }
    }

    static func version(_ form: inout FormReader) -> ReimbursementVersionDraft? {
        let supply = form.id("supply_contract", of: SupplyContractID.self)
        let from = form.day("valid_from")
        let lastDay = form.day("valid_until", isRequired: false)
        let fixed = SupplyForms.price(&form, "fixed", isRequired: false)
        let percent = percent(&form)
        let pricing = form.choice("pricing", as: PricingMoment.self)
        let kind = form.choice("payment_term_kind", as: PaymentTerm.Kind.self)
        let days = form.integer("payment_term_days", in: 0...180)
        guard let supply, let from, let fixed, let percent, let pricing, let kind else { return nil }
        let draft = ReimbursementVersionDraft(
            supplyContractID: supply,
            validFrom: from,
            validUntil: lastDay?.adding(days: 1),
            fixed: fixed,
            percent: percent,
            pricing: pricing,
            paymentTerm: PaymentTerm(kind: kind, days: Int(days))
        )
        return checked(draft, &form)
    }

    private static func checked(
        _ draft: ReimbursementVersionDraft,
        _ form: inout FormReader
    ) -> ReimbursementVersionDraft? {
        guard form.isValid else { return nil }
        do {
            try Contracts.check(draft)
            return draft
        } catch {
            // Only what a field answers for can be wrong here, so nothing is thrown on.
            try? ContractProblems.show(error, on: &form)
            return nil
        }
    }

    private static func percent(_ form: inout FormReader) -> Exact? {
        guard let percent = form.decimal("percent", isRequired: false) else {
            return form["percent"].error == nil ? .zero : nil
        }
        guard percent.scale <= percentDecimals else {
            form.reject("percent", .tooManyDecimals(percentDecimals))
            return nil
        }
        guard percent >= Exact(-100), percent <= Exact(1000) else {
            form.reject("percent", .between(-100, 1000))
            return nil
        }
        return percent
    }

    /// What stands in the form of a version that goes on from terms.
    static func values(_ terms: ReimbursementTerms?) -> [String: String] {
        guard let terms else { return [:] }
        return [
            "supply_contract": "\(terms.supplyContractID)",
            "fixed": terms.fixed == .zero ? "" : terms.fixed.perKWh.description,
            "percent": terms.percent.isZero ? "" : terms.percent.description,
            "pricing": terms.pricing.rawValue,
            "payment_term_days": "\(terms.paymentTerm.days)",
            "payment_term_kind": terms.paymentTerm.kind.rawValue,
        ]
    }

    /// Says at once what saving would refuse one by one.
    static func check(_ form: inout FormReader, _ choices: Choices, isNew: Bool) {
        let supply = SupplyContractID(text: form.typed("supply_contract"))
        if let supply, !choices.supply.contains(where: { $0.id == supply }) {
            form.reject("supply_contract", ContractProblems.supplyUnknown)
        }
        guard isNew else { return }
        let site = SiteID(text: form.typed("site"))
        if let site, !choices.sites.contains(where: { $0.id == site }) {
            form.reject("site", ContractProblems.siteUnknown)
        }
        let reference = form.text("reference", atMost: 64)
        if choices.contracts.contains(where: { $0.reference == reference }) { form.reject("reference", .alreadyTaken) }
        if choices.contracts.contains(where: { $0.hostID == choices.host.id && $0.siteID == site }) {
            form.reject("site", ContractProblems.placeTaken)
        }
    }

    /// What saving the form would change; `nil` while it does not say enough.
    static func change(_ form: FormReader, of contract: ReimbursementContractID?) -> ContractChange? {
        var (first, second) = (form.unchecked, form.unchecked)
        guard let version = version(&first) else { return nil }
        if let contract { return .reimbursement(version, of: contract) }
        return draft(&second).map { .newReimbursement($0, version) }
    }

    /// Whether a change names one of some supply contracts.
    static func names(_ supply: [SupplyContract], _ change: ContractChange) -> Bool {
        switch change {
        case .supply: false
        case .reimbursement(let version, _), .newReimbursement(_, let version):
            supply.contains { $0.id == version.supplyContractID }
        }
    }

    /// What the terms typed so far give; what is wrong with them while they give nothing.
    static func preview(
        _ form: inout FormReader,
        _ supply: [SupplyContract],
        _ today: LocalDate,
        _ currency: Currency
    ) -> ContractPreview.Model {
        guard let id = form.id("supply_contract", of: SupplyContractID.self),
            let contract = supply.first(where: { $0.id == id })
        else { return ContractExample.problem(supplyMissing) }
        let day = form.day("valid_from", isRequired: false) ?? today
        guard let terms = contract.terms(on: day) ?? contract.versions.first?.terms else {
            return ContractExample.problem(supplyMissing)
        }
        let fixed = SupplyForms.price(&form, "fixed", isRequired: false)
        guard let percent = percent(&form), let fixed else { return ContractExample.problem(in: form) }
        let plan = RatePlan(supply: terms.pricing, fixed: fixed, percent: percent)
        return ContractExample.model(plan, PricingMoment(rawValue: form.typed("pricing")) ?? .atStart, currency)
    }

    private static let supplyMissing = Text(
        en: "Choose a supply contract to see what a session would give.",
        nl: "Kies een leveringscontract om te zien wat een sessie oplevert."
    )

    static func model(
        _ field: (String) -> Field,
        _ choices: Choices,
        _ contract: ReimbursementContract?,
        _ preview: ContractPreview.Model,
        _ question: Int?
    ) -> ReimbursementForm.Model {
        ReimbursementForm.Model(
            contract: contract?.id,
            contractName: contract?.name ?? "",
            name: field("name"),
            reference: field("reference"),
            host: choices.host.id,
            hostName: choices.host.details.name,
            vatStatus: HostModels.vatStatus(choices.host.details.vatStatus),
            site: field("site"),
            sites: choices.sites.map { Choice("\($0.id)", $0.name) },
            supplyContract: field("supply_contract"),
            supplyContracts: choices.supply.map { Choice("\($0.id)", "\($0.name) (\($0.reference))") },
            validFrom: field("valid_from"),
            validUntil: field("valid_until"),
            fixed: field("fixed"),
            percent: field("percent"),
            pricing: field("pricing"),
            paymentTermDays: field("payment_term_days"),
            paymentTermKind: field("payment_term_kind"),
            currency: choices.currency,
            preview: preview,
            unconfirmed: question
        )
    }
}
