package import Values

/// The terms that answer for a session.
package struct SessionTerms: Hashable, Sendable {
    /// The reimbursement contract's version.
    package let reimbursement: ReimbursementTerms
    /// The supply contract's version.
    package let supply: SupplyTerms

    package init(reimbursement: ReimbursementTerms, supply: SupplyTerms) {
        self.reimbursement = reimbursement
        self.supply = supply
    }
}

/// All contract versions of an operator, laid out to find the ones that answer for a session.
///
/// The versions that hold on the day a session starts, in the zone of its site, answer for the whole session.
package struct ContractBook: Sendable {
    /// Where a reimbursement contract holds: a site, or (without one) the host's other sites.
    private struct Place: Hashable {
        let host: HostID
        let site: SiteID?
    }

    private var contracts: [Place: ReimbursementContractID] = [:]
    private var reimbursement: [ReimbursementContractID: [ReimbursementTerms]] = [:]
    private var supply: [SupplyContractID: [SupplyTerms]] = [:]

    package init() {}

    /// Adds a reimbursement contract.
    package mutating func add(_ contract: ReimbursementContractID, host: HostID, site: SiteID?) {
        contracts[Place(host: host, site: site)] = contract
    }

    /// Adds a version of a reimbursement contract.
    package mutating func add(_ terms: ReimbursementTerms) {
        reimbursement[terms.contractID, default: []].append(terms)
    }

    /// Adds a version of a supply contract.
    package mutating func add(_ terms: SupplyTerms) {
        supply[terms.contractID, default: []].append(terms)
    }

    /// The terms for a session at a site that starts on a day; `nil` where no contract holds.
    ///
    /// A site's own contract answers from the first day of its first version on, also when it has ended; until then the
    /// contract for all the host's sites answers.
    package func terms(host: HostID, site: SiteID, on day: LocalDate) -> SessionTerms? {
        guard
            let reimbursement = begun(Place(host: host, site: site), on: day)
                ?? begun(Place(host: host, site: nil), on: day),
            reimbursement.validUntil.map({ day < $0 }) ?? true,
            let supply = ContractBook.newest(
                supply[reimbursement.supplyContractID] ?? [],
                on: day,
                \.validFrom,
                \.recordedAt
            )
        else { return nil }
        return SessionTerms(reimbursement: reimbursement, supply: supply)
    }

    /// The version of the contract of a place that began last; `nil` when none has begun.
    private func begun(_ place: Place, on day: LocalDate) -> ReimbursementTerms? {
        guard let contract = contracts[place] else { return nil }
        return ContractBook.newest(reimbursement[contract] ?? [], on: day, \.validFrom, \.recordedAt)
    }

    /// The version that began last on or before a day; of two for one day the one recorded last.
    private static func newest<Terms>(
        _ versions: [Terms],
        on day: LocalDate,
        _ validFrom: KeyPath<Terms, LocalDate>,
        _ recordedAt: KeyPath<Terms, Timestamp>
    ) -> Terms? {
        versions.filter { $0[keyPath: validFrom] <= day }.max { left, right in
            (left[keyPath: validFrom], left[keyPath: recordedAt])
                < (right[keyPath: validFrom], right[keyPath: recordedAt])
        }
    }
}
