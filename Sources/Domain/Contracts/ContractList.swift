package import Postgres
package import Values

/// A supply contract with its versions.
package struct SupplyContract: Hashable, Sendable {
    package let id: SupplyContractID
    package let reference: String
    package let name: String
    package let hostID: HostID
    package let hostName: String
    package let supplier: String
    /// By first day, then by time of recording.
    package var versions: [RecordedVersion<SupplyTerms>] = []

    /// The version that holds on a day; `nil` before the first.
    package func terms(on day: LocalDate) -> SupplyTerms? { holding(on: day)?.terms }

    /// The version that holds on a day, with its recording.
    package func holding(on day: LocalDate) -> RecordedVersion<SupplyTerms>? {
        versions.last { $0.terms.validFrom <= day }
    }
}

/// A reimbursement contract with its versions.
package struct ReimbursementContract: Hashable, Sendable {
    package let id: ReimbursementContractID
    package let reference: String
    package let name: String
    package let hostID: HostID
    package let hostName: String
    /// `nil` for the host's sites that have no contract of their own.
    package let siteID: SiteID?
    /// Empty for all sites.
    package let siteName: String
    /// By first day, then by time of recording.
    package var versions: [RecordedVersion<ReimbursementTerms>] = []

    /// The version that holds on a day; `nil` before the first and after the end.
    package func holding(on day: LocalDate) -> RecordedVersion<ReimbursementTerms>? {
        guard let last = versions.last(where: { $0.terms.validFrom <= day }) else { return nil }
        return last.terms.validUntil.map { day < $0 } ?? true ? last : nil
    }

    /// A day on which to show a version's supply price: today while it holds, else its nearest day.
    package func exampleDay(of version: ReimbursementTerms, today: LocalDate) -> LocalDate {
        let next = versions.first { $0.terms.validFrom > version.validFrom }?.terms.validFrom
        let end = [next, version.validUntil].compactMap { $0 }.min()
        let latest = end.map { min(today, $0.adding(days: -1)) } ?? today
        return max(version.validFrom, latest)
    }
}

/// A version of a contract with who recorded it.
package struct RecordedVersion<Terms: Hashable & Sendable>: Hashable, Sendable {
    package let terms: Terms
    /// The person's name; empty for imports.
    package let recordedBy: String
}

extension Contracts {
    /// All supply contracts by host and name, with their versions.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func supplyContracts(_ scope: Scope, in tx: Transaction) async throws -> [SupplyContract] {
        try await supplyContracts(scope, id: nil, in: tx)
    }

    /// One supply contract.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: SupplyContractID, in tx: Transaction) async throws -> SupplyContract
    {
        guard let found = try await supplyContracts(scope, id: id, in: tx).first else {
            throw NotFound("supply contract")
        }
        return found
    }

    private static func supplyContracts(
        _ scope: Scope,
        id: SupplyContractID?,
        in tx: Transaction
    ) async throws -> [SupplyContract] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        let versions = try await tx.all(RecordedSupplyVersions(operatorID: operatorID, contract: id))
        let byContract = Dictionary(grouping: versions, by: \.terms.contractID)
        return try await tx.all(ListSupplyContracts(operatorID: operatorID, id: id)).map { contract in
            var contract = contract
            contract.versions = byContract[contract.id] ?? []
            return contract
        }
    }

    /// All reimbursement contracts by host and name, with their versions.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func reimbursementContracts(
        _ scope: Scope,
        in tx: Transaction
    ) async throws -> [ReimbursementContract] {
        try await reimbursementContracts(scope, id: nil, in: tx)
    }

    /// One reimbursement contract.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: ReimbursementContractID,
        in tx: Transaction
    ) async throws -> ReimbursementContract {
        guard let found = try await reimbursementContracts(scope, id: id, in: tx).first else {
            throw NotFound("reimbursement contract")
        }
        return found
    }

    private static func reimbursementContracts(
        _ scope: Scope,
        id: ReimbursementContractID?,
        in tx: Transaction
    ) async throws -> [ReimbursementContract] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        let versions = try await tx.all(RecordedReimbursementVersions(operatorID: operatorID, contract: id))
        let byContract = Dictionary(grouping: versions, by: \.terms.contractID)
        return try await tx.all(ListReimbursementContracts(operatorID: operatorID, id: id)).map { contract in
            var contract = contract
            contract.versions = byContract[contract.id] ?? []
            return contract
        }
    }
}
