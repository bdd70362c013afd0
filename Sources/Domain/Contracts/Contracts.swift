package import Postgres
package import Values

/// Supply and reimbursement contracts: added and versioned, never changed.
package struct Contracts: Sendable {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Adds a supply contract with its first version.
    package func add(
        _ draft: SupplyContractDraft,
        version: SupplyVersionDraft,
        scope: Scope
    ) async throws -> SupplyContractID {
        let operatorID = try Contracts.mayChange(scope)
        try Contracts.check(version)
        return try await rejecting {
            try await database.write(scope) { tx in
                let insert = InsertSupplyContract(operatorID: operatorID, draft: draft)
                let id: SupplyContractID = try await tx.one(insert)
                try await add(version, to: id, operatorID: operatorID, scope: scope, in: tx)
                return id
            }
        }
    }

    /// Adds a version to a supply contract; the host's sessions from its first day on are computed again.
    ///
    /// `confirmed` is how many corrections of credited sessions a person agreed to; `nil` does not ask. Throws
    /// ``UnconfirmedCorrections`` when they are another number, and ``ContractRejection``.
    package func add(
        _ version: SupplyVersionDraft,
        to contract: SupplyContractID,
        confirmed: Int? = nil,
        scope: Scope
    ) async throws {
        let operatorID = try Contracts.mayChange(scope)
        try Contracts.check(version)
        try await rejecting {
            try await database.write(scope) { tx in
                try await agree(confirmed, to: .supply(version, of: contract), scope, in: tx)
                try await add(version, to: contract, operatorID: operatorID, scope: scope, in: tx)
            }
        }
    }

    /// Adds a reimbursement contract with its first version.
    ///
    /// `confirmed` is how many corrections of credited sessions a person agreed to; `nil` does not ask. Throws
    /// ``UnconfirmedCorrections`` when they are another number, and ``ContractRejection``.
    package func add(
        _ draft: ReimbursementContractDraft,
        version: ReimbursementVersionDraft,
        confirmed: Int? = nil,
        scope: Scope
    ) async throws -> ReimbursementContractID {
        let operatorID = try Contracts.mayChange(scope)
        try Contracts.check(version)
        return try await rejecting {
            try await database.write(scope) { tx in
                if let site = draft.siteID {
                    let host = try await tx.first(HostOfSite(operatorID: operatorID, site: site))
                    guard host == draft.hostID else { throw ContractRejection.siteUnknown }
                }
                try await agree(confirmed, to: .newReimbursement(draft, version), scope, in: tx)
                let insert = InsertReimbursementContract(operatorID: operatorID, draft: draft)
                let id: ReimbursementContractID = try await tx.one(insert)
                try await add(version, to: id, operatorID: operatorID, scope: scope, in: tx)
                return id
            }
        }
    }

    /// Adds a version to a reimbursement contract; the host's sessions from its first day on are computed again.
    ///
    /// `confirmed` is how many corrections of credited sessions a person agreed to; `nil` does not ask. Throws
    /// ``UnconfirmedCorrections`` when they are another number, and ``ContractRejection``.
    package func add(
        _ version: ReimbursementVersionDraft,
        to contract: ReimbursementContractID,
        confirmed: Int? = nil,
        scope: Scope
    ) async throws {
        let operatorID = try Contracts.mayChange(scope)
        try Contracts.check(version)
        try await rejecting {
            try await database.write(scope) { tx in
                try await agree(confirmed, to: .reimbursement(version, of: contract), scope, in: tx)
                try await add(version, to: contract, operatorID: operatorID, scope: scope, in: tx)
            }
        }
    }

    /// All contract versions of an operator, laid out for rating.
    package static func book(of operatorID: OperatorID, in tx: Transaction) async throws -> ContractBook {
        var book = ContractBook()
        for contract in try await tx.all(AllReimbursementContracts(operatorID: operatorID)) {
            book.add(contract.id, host: contract.host, site: contract.site)
        }
        for terms in try await tx.all(ReimbursementVersions(operatorID: operatorID, contract: nil)) { book.add(terms) }
        for terms in try await tx.all(SupplyVersions(operatorID: operatorID, contract: nil)) { book.add(terms) }
        return book
    }

    // MARK: Within a transaction

    /// Adds a supply version in the caller's transaction.
    package func add(
        _ version: SupplyVersionDraft,
        to contract: SupplyContractID,
        operatorID: OperatorID,
        scope: Scope,
        in tx: Transaction
    ) async throws {
        try await tx.run(RatingGate.close())
        guard let host = try await tx.first(HostOfSupplyContract(operatorID: operatorID, contract: contract)) else {
            throw ContractRejection.contractUnknown
        }
        let insert = InsertSupplyVersion(
            operatorID: operatorID,
            contract: contract,
            draft: version,
            user: scope.userID
        )
        _ = try await tx.first(insert)
        try await requestRating(of: host, from: version.validFrom, operatorID: operatorID, in: tx)
    }

    /// Adds a reimbursement version in the caller's transaction.
    package func add(
        _ version: ReimbursementVersionDraft,
        to contract: ReimbursementContractID,
        operatorID: OperatorID,
        scope: Scope,
        in tx: Transaction
    ) async throws {
        try await tx.run(RatingGate.close())
        let owner = HostOfReimbursementContract(operatorID: operatorID, contract: contract)
        guard let host = try await tx.first(owner) else { throw ContractRejection.contractUnknown }
        let supply = HostOfSupplyContract(operatorID: operatorID, contract: version.supplyContractID)
        guard try await tx.first(supply) == host else { throw ContractRejection.supplyUnknown }
        let insert = InsertReimbursementVersion(
            operatorID: operatorID,
            contract: contract,
            draft: version,
            user: scope.userID
        )
        _ = try await tx.first(insert)
        try await requestRating(of: host, from: version.validFrom, operatorID: operatorID, in: tx)
    }

    /// Counted in the transaction that saves, so that what is saved is what was agreed to.
    private func agree(
        _ confirmed: Int?,
        to change: ContractChange,
        _ scope: Scope,
        in tx: Transaction
    ) async throws {
        guard let confirmed else { return }
        let count = try await Contracts.corrections(by: change, scope, in: tx)
        if count > 0, count != confirmed { throw UnconfirmedCorrections(count: count) }
    }

    private func requestRating(
        of host: HostID,
        from day: LocalDate,
        operatorID: OperatorID,
        in tx: Transaction
    ) async throws {
        let from = Contracts.firstMoment(of: day)
        try await tx.run(RateSessionsOfHost(operatorID: operatorID, hostID: host, from: from))
        try await tx.notify("rating")
    }

    // MARK: Checks

    static func mayChange(_ scope: Scope) throws(ContractRejection) -> OperatorID {
        guard let operatorID = scope.operatorID, scope.role != .host else { throw .notAllowed }
        return operatorID
    }

    /// Checks what a supply version may say.
    package static func check(_ version: SupplyVersionDraft) throws(ContractRejection) {
        guard case .formula(_, let factor, _) = version.pricing else { return }
        guard factor.scale <= 9, factor.magnitude <= Exact(1000) else { throw .factorOutOfRange }
    }

    /// Checks what a reimbursement version may say.
    package static func check(_ version: ReimbursementVersionDraft) throws(ContractRejection) {
        guard version.percent.scale <= 6, version.percent >= Exact(-100), version.percent <= Exact(1000) else {
            throw .percentOutOfRange
        }
        guard (0...180).contains(version.paymentTerm.days) else { throw .termOutOfRange }
        if let until = version.validUntil, until <= version.validFrom { throw .endBeforeStart }
    }

    /// Turns the names of violated constraints into rejections.
    private func rejecting<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let fault as PostgresFault {
            guard let constraint = fault.constraint, let rejection = Contracts.rejections[constraint] else {
                throw fault
            }
            throw rejection
        }
    }

    private static let rejections: [String: ContractRejection] = [
        "supply_contracts_reference_unique": .referenceTaken,
        "reimbursement_contracts_reference_unique": .referenceTaken,
        "reimbursement_contracts_place_unique": .placeTaken,
        "supply_contracts_host": .hostUnknown,
        "reimbursement_contracts_host": .hostUnknown,
    ]
}
