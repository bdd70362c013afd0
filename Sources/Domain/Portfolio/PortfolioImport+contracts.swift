import Postgres
import Values

extension PortfolioImport {
    /// Writes supply contracts and their versions.
    func write(
        _ list: [PortfolioSupplyContract],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [PortfolioResult.Change] {
        var heads = PortfolioResult.Change(kind: "supply contracts")
        var versions = PortfolioResult.Change(kind: "supply contract versions")
        for contract in list {
            let id = try await supplyContract(contract, operatorID, &heads, in: tx)
            var known = try await tx.all(SupplyVersions(operatorID: operatorID, contract: id))
                .map { SupplyVersionDraft(validFrom: $0.validFrom, pricing: $0.pricing) }
            for version in contract.versions {
                guard PortfolioImport.isNews(version, among: &known, \.validFrom) else {
                    versions.unchanged += 1
                    continue
                }
                let scope = Scope.system(for: operatorID)
                try await contracts.add(version, to: id, operatorID: operatorID, scope: scope, in: tx)
                versions.new += 1
            }
        }
        return [heads, versions]
    }

    private func supplyContract(
        _ contract: PortfolioSupplyContract,
        _ operatorID: OperatorID,
        _ heads: inout PortfolioResult.Change,
        in tx: Transaction
    ) async throws -> SupplyContractID {
        let known = SupplyContractByReference(operatorID: operatorID, reference: contract.reference)
        if let id = try await tx.first(known) {
            let naming = NameSupplyContract(
                operatorID: operatorID,
                id: id,
                name: contract.says.name ? contract.name : nil,
                supplier: contract.says.supplier ? contract.supplier : nil
            )
            heads.count(changed: try await tx.run(naming))
            return id
        }
        let host = try await tx.one(HostByReference(operatorID: operatorID, reference: contract.host))
        let draft = SupplyContractDraft(
            hostID: host,
            reference: contract.reference,
            name: contract.name,
            supplier: contract.supplier
        )
        heads.new += 1
        return try await tx.one(InsertSupplyContract(operatorID: operatorID, draft: draft))
    }

    /// Writes reimbursement contracts and their versions.
    func write(
        _ list: [PortfolioReimbursementContract],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [PortfolioResult.Change] {
        var heads = PortfolioResult.Change(kind: "reimbursement contracts")
        var versions = PortfolioResult.Change(kind: "reimbursement contract versions")
        for contract in list {
            let id = try await reimbursementContract(contract, operatorID, &heads, in: tx)
            var known = try await tx.all(ReimbursementVersions(operatorID: operatorID, contract: id))
                .map(ReimbursementVersionDraft.init)
            for version in contract.versions {
                let supply = SupplyContractByReference(operatorID: operatorID, reference: version.supplyContract)
                let draft = version.draft(try await tx.one(supply))
                guard PortfolioImport.isNews(draft, among: &known, \.validFrom) else {
                    versions.unchanged += 1
                    continue
                }
                let scope = Scope.system(for: operatorID)
                try await contracts.add(draft, to: id, operatorID: operatorID, scope: scope, in: tx)
                versions.new += 1
            }
        }
        return [heads, versions]
    }

    private func reimbursementContract(
        _ contract: PortfolioReimbursementContract,
        _ operatorID: OperatorID,
        _ heads: inout PortfolioResult.Change,
        in tx: Transaction
    ) async throws -> ReimbursementContractID {
        let known = ReimbursementContractByReference(operatorID: operatorID, reference: contract.reference)
        if let id = try await tx.first(known) {
            let name = contract.saysName ? contract.name : nil
            let naming = NameReimbursementContract(operatorID: operatorID, id: id, name: name)
            heads.count(changed: try await tx.run(naming))
            return id
        }
        let host = try await tx.one(HostByReference(operatorID: operatorID, reference: contract.host))
        var site: SiteID?
        if let reference = contract.site {
            site = try await tx.one(SiteByReference(operatorID: operatorID, reference: reference))
        }
        let draft = ReimbursementContractDraft(
            hostID: host,
            siteID: site,
            reference: contract.reference,
            name: contract.name
        )
        heads.new += 1
        return try await tx.one(InsertReimbursementContract(operatorID: operatorID, draft: draft))
    }

    /// Whether a version says something the newest known one for its day does not.
    private static func isNews<Draft: Equatable>(
        _ draft: Draft,
        among known: inout [Draft],
        _ day: KeyPath<Draft, LocalDate>
    ) -> Bool {
        let newest = known.last { $0[keyPath: day] == draft[keyPath: day] }
        if newest == draft { return false }
        known.append(draft)
        return true
    }
}

extension ReimbursementVersionDraft {
    fileprivate init(_ terms: ReimbursementTerms) {
        self.init(
            supplyContractID: terms.supplyContractID,
            validFrom: terms.validFrom,
            validUntil: terms.validUntil,
            fixed: terms.fixed,
            percent: terms.percent,
            pricing: terms.pricing,
            paymentTerm: terms.paymentTerm
        )
    }
}
