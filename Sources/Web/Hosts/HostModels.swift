import Domain
import Postgres
import Templates
import Values

/// What the pages of hosts show, made from what the contexts know.
enum HostModels {
    static func row(_ host: HostSummary) -> HostIndex.Row {
        HostIndex.Row(
            host: Mention(host.name, .host(host.id)),
            reference: host.reference,
            kind: kind(host.kind),
            siteCount: host.siteCount,
            chargePointCount: host.chargePointCount,
            balance: host.balance,
            lacks: lacks(iban: host.iban, town: host.town, country: host.country)
        )
    }

    /// The sites of one host; a page of more would be a list of its own.
    private static let siteLimit = 1_000

    static func show(_ visit: MemberVisit, _ id: HostID, _ tx: Transaction) async throws -> HostShow.Model {
        let host = try await Hosts.find(visit.scope, id, in: tx)
        let summary = try await Hosts.summary(visit.scope, id, in: tx)
        let overview = try await Hosts.overview(visit.scope, id, on: visit.today, in: tx)
        let request = ListRequest<SiteSort>(sort: .name, limit: siteLimit)
        let sites = try await Sites.list(visit.scope, request, host: id, in: tx)
        let currency = try await visit.currency(in: tx)
        return show(host, summary, overview, sites.rows, currency, visit.say)
    }

    private static func show(
        _ host: Host,
        _ summary: HostSummary,
        _ overview: HostOverview,
        _ sites: [SiteSummary],
        _ currency: Currency,
        _ say: Reader
    ) -> HostShow.Model {
        let details = host.details
        return HostShow.Model(
            id: host.id,
            name: details.name,
            reference: details.reference,
            kind: kind(details.kind),
            vatStatus: vatStatus(details.vatStatus),
            exemptionGround: details.exemptionGround,
            vatID: details.vatID,
            companyNumber: details.companyNumber,
            address: AddressForm.shown(details.address),
            iban: details.iban,
            accountHolder: details.accountHolder.isEmpty ? details.name : details.accountHolder,
            email: details.email,
            language: Language(rawValue: details.language) ?? .english,
            balance: summary.balance,
            lacks: lacks(iban: details.iban, town: details.address.town, country: details.address.country),
            sites: sites.map(siteRow),
            contracts: HostContractWords(say: say, currency: currency).rows(overview),
            credits: overview.credits.map { credit($0, currency) }
        )
    }

    private static func siteRow(_ site: SiteSummary) -> HostShow.SiteRow {
        HostShow.SiteRow(
            site: Mention(site.name, .site(site.id)),
            address: AddressForm.shown(site.address).oneLine,
            chargePointCount: site.chargePointCount
        )
    }

    private static func credit(_ credit: HostOverview.Credit, _ currency: Currency) -> HostShow.CreditRow {
        HostShow.CreditRow(
            credit: Mention(credit.number, .credit(credit.id)),
            period: credit.period,
            total: Money(minor: credit.totalMinor, Currency(rawValue: credit.currency) ?? currency),
            state: state(credit)
        )
    }

    private static func state(_ credit: HostOverview.Credit) -> CreditState {
        if credit.isInBankFile { return .inBankFile }
        if credit.isPaidByHand { return .paidElsewhere }
        return credit.isApproved ? .approved : .issued
    }

    /// The account holder's name falls back to the host's own, so it is never missing.
    private static func lacks(iban: String, town: String, country: String) -> [HostLack] {
        var lacks: [HostLack] = []
        if iban.isEmpty { lacks.append(.iban) }
        if town.isEmpty { lacks.append(.town) }
        if country.isEmpty { lacks.append(.country) }
        return lacks
    }

    private static func kind(_ kind: Domain.HostKind) -> Templates.HostKind {
        switch kind {
        case .privatePerson: .privatePerson
        case .company: .company
        case .association: .association
        }
    }

    static func vatStatus(_ status: Domain.VATStatus) -> Templates.VATStatus {
        switch status {
        case .taxable: .taxable
        case .exempt: .exempt
        case .notTaxable: .notTaxable
        }
    }
}

/// The terms of contracts in one line each.
struct HostContractWords {
    let say: Reader
    let currency: Currency

    func rows(_ overview: HostOverview) -> [HostShow.ContractRow] {
        overview.supplies.compactMap(row) + overview.reimbursements.compactMap(row)
    }

    private func row(_ supply: HostOverview.Supply) -> HostShow.ContractRow? {
        guard let day = supply.validFrom else { return nil }
        return HostShow.ContractRow(
            contract: Mention(supply.name, .supplyContract(supply.id)),
            kind: .supplyContract,
            terms: terms(supply),
            validFrom: day
        )
    }

    private func row(_ reimbursement: HostOverview.Reimbursement) -> HostShow.ContractRow? {
        guard let day = reimbursement.validFrom else { return nil }
        return HostShow.ContractRow(
            contract: Mention(reimbursement.name, .reimbursementContract(reimbursement.id)),
            kind: .reimbursementContract,
            terms: terms(reimbursement),
            validFrom: day
        )
    }

    private func terms(_ supply: HostOverview.Supply) -> String {
        if let price = supply.pricePerKWh { return say.unitPrice(price, currency) }
        let zone = supply.zone ?? ""
        guard let factor = supply.factor else { return say(Text(en: "Spot \(zone)", nl: "Spot \(zone)")) }
        let addend = supply.addendPerKWh.map { " + " + say.unitPrice($0, currency) } ?? ""
        return "\(say.decimal(factor, minimumDecimals: 0)) × \(zone)\(addend)"
    }

    private func terms(_ reimbursement: HostOverview.Reimbursement) -> String {
        var parts = [say(Text(en: "Energy price", nl: "Energieprijs"))]
        if let fixed = reimbursement.fixedPerKWh, fixed.microPerKWh != 0 {
            parts.append(say.unitPrice(fixed, currency))
        }
        if let percent = reimbursement.percent, percent != .zero { parts.append(say.percent(percent)) }
        return parts.joined(separator: " + ")
    }
}
