import Domain
import Templates
import Values

/// Says contracts in the words of a reader, as they hold on a day.
struct ContractWords {
    let say: Reader
    let today: LocalDate
    let currency: Currency

    func row(_ contract: SupplyContract) -> ContractIndex.Row {
        let holding = contract.terms(on: today)
        return ContractIndex.Row(
            contract: Mention(contract.name, .supplyContract(contract.id)),
            reference: contract.reference,
            host: Mention(contract.hostName, .host(contract.hostID)),
            scope: contract.supplier.isEmpty ? "–" : contract.supplier,
            terms: holding.map { formula($0.pricing).rule(say) } ?? "–",
            validFrom: holding?.validFrom,
            versionCount: contract.versions.count
        )
    }

    func row(_ contract: ReimbursementContract, supply: [SupplyContractID: SupplyContract]) -> ContractIndex.Row {
        let holding = contract.holding(on: today)?.terms
        let found = holding.flatMap { formula($0, supply[$0.supplyContractID], on: today) }
        return ContractIndex.Row(
            contract: Mention(contract.name, .reimbursementContract(contract.id)),
            reference: contract.reference,
            host: Mention(contract.hostName, .host(contract.hostID)),
            scope: contract.siteID == nil ? say(.all) : contract.siteName,
            terms: found?.rule(say) ?? "–",
            validFrom: holding?.validFrom,
            versionCount: contract.versions.count
        )
    }

    func show(_ contract: SupplyContract, usedBy: [ReimbursementContract]) -> SupplyContractShow.Model {
        let holding = contract.holding(on: today)
        return SupplyContractShow.Model(
            id: contract.id,
            name: contract.name,
            reference: contract.reference,
            host: Mention(contract.hostName, .host(contract.hostID)),
            supplier: contract.supplier,
            versions: contract.versions.reversed().map { version in
                SupplyContractShow.Version(
                    validFrom: version.terms.validFrom,
                    supply: LineModels.supply(version.terms.pricing),
                    currency: currency,
                    recordedAt: version.terms.recordedAt,
                    recordedBy: version.recordedBy,
                    isCurrent: version == holding
                )
            },
            usedBy: usedBy.map { Mention($0.name, .reimbursementContract($0.id)) }
        )
    }

    func show(
        _ contract: ReimbursementContract,
        _ vatStatus: Domain.VATStatus,
        supply: [SupplyContractID: SupplyContract]
    ) -> ReimbursementContractShow.Model {
        ReimbursementContractShow.Model(
            id: contract.id,
            name: contract.name,
            reference: contract.reference,
            host: Mention(contract.hostName, .host(contract.hostID)),
            vatStatus: HostModels.vatStatus(vatStatus),
            site: contract.siteID.map { Mention(contract.siteName, .site($0)) },
            versions: contract.versions.reversed().compactMap { version(contract, $0, supply) },
            credits: []
        )
    }

    /// A version's last day is shown, not the day after it.
    private func version(
        _ contract: ReimbursementContract,
        _ version: RecordedVersion<ReimbursementTerms>,
        _ supply: [SupplyContractID: SupplyContract]
    ) -> ReimbursementContractShow.Version? {
        let terms = version.terms
        let exampleDay = contract.exampleDay(of: terms, today: today)
        guard let from = supply[terms.supplyContractID], let formula = formula(terms, from, on: exampleDay) else {
            return nil
        }
        return ReimbursementContractShow.Version(
            validFrom: terms.validFrom,
            validUntil: terms.validUntil?.adding(days: -1),
            formula: formula,
            supplyContract: Mention(from.name, .supplyContract(from.id)),
            mode: LineModels.mode(terms.pricing),
            paymentTermDays: terms.paymentTerm.days,
            paymentTermKind: terms.paymentTerm.kind == .net ? .net : .endOfMonth,
            recordedAt: terms.recordedAt,
            recordedBy: version.recordedBy,
            isCurrent: version == contract.holding(on: today)
        )
    }

    private func formula(_ pricing: SupplyPricing) -> Formula {
        Formula(supply: LineModels.supply(pricing), percent: .zero, fixed: .zero, currency: currency)
    }

    /// Before the supply contract's first version its first price is shown: every version must be seen.
    private func formula(_ terms: ReimbursementTerms, _ supply: SupplyContract?, on day: LocalDate) -> Formula? {
        guard let pricing = (supply?.terms(on: day) ?? supply?.versions.first?.terms)?.pricing else { return nil }
        return Formula(
            supply: LineModels.supply(pricing),
            percent: terms.percent,
            fixed: terms.fixed,
            currency: currency
        )
    }
}
