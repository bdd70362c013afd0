package import Postgres
import Values

/// What an import wrote.
package struct PortfolioResult: Hashable, Sendable {
    /// Rows added or changed, by kind, in the order of the file.
    package var changes: [(kind: String, count: Int)] = []

    package init() {}

    /// Whether nothing was written: the portfolio already says all that.
    package var isUnchanged: Bool { changes.allSatisfy { $0.count == 0 } }

    /// One line per kind.
    package var lines: [String] { changes.map { "\($0.kind): \($0.count) added or changed" } }

    /// The counts as an object, for the audit log.
    var json: JSON { .object(changes.map { JSONMember(name: $0.kind, value: .integer($0.count)) }) }

    package static func == (left: PortfolioResult, right: PortfolioResult) -> Bool { left.lines == right.lines }
    package func hash(into hasher: inout Hasher) { hasher.combine(lines) }
}

/// Writes a portfolio in one transaction: all of it or nothing, and nothing when it is there already.
package struct PortfolioImport: Sendable {
    private let database: Database
    private let contracts: Contracts
    private let hash: @Sendable (String) async throws -> String

    /// - Parameters:
    ///   - database: Where it goes.
    ///   - hash: Makes the stored form of a password.
    package init(database: Database, hash: @escaping @Sendable (String) async throws -> String) {
        self.database = database
        contracts = Contracts(database: database)
        self.hash = hash
    }

    /// Ends a dry run's transaction.
    private struct DryRunOver: Error {
        let result: PortfolioResult
    }

    /// Writes the portfolio.
    ///
    /// - Parameters:
    ///   - file: The portfolio.
    ///   - operatorReference: The operator when the file names none.
    ///   - isDryRun: Does everything and takes it back.
    /// - Returns: What was written, or would be.
    /// - Throws: ``PortfolioRejection``, ``ContractRejection``, ``PostgresFault``.
    package func run(
        _ file: PortfolioFile,
        operatorReference: String?,
        isDryRun: Bool
    ) async throws -> PortfolioResult {
        var hashes: [String: String] = [:]
        for user in file.users { hashes[user.email] = try await user.password.mapAsync(hash) ?? "" }
        let passwords = hashes
        do {
            return try await database.write(.system) { tx in
                let result = try await write(file, operatorReference, passwords, in: tx)
                if isDryRun { throw DryRunOver(result: result) }
                return result
            }
        } catch let over as DryRunOver {
            return over.result
        } catch let fault as PostgresFault {
            guard let constraint = fault.constraint, let rejection = PortfolioRejection.constraints[constraint] else {
                throw fault
            }
            throw rejection
        }
    }

    private func write(
        _ file: PortfolioFile,
        _ operatorReference: String?,
        _ passwords: [String: String],
        in tx: Transaction
    ) async throws -> PortfolioResult {
        var result = PortfolioResult()
        let operatorID = try await writeOperator(file, operatorReference, &result, in: tx)
        try await check(file, operatorID, in: tx)
        result.changes += [
            ("hosts", try await tx.run(ImportHosts(operatorID: operatorID, rows: file.hosts))),
            ("sites", try await tx.run(ImportSites(operatorID: operatorID, rows: file.sites))),
            (
                "charge points",
                try await tx.run(ImportChargePoints(operatorID: operatorID, rows: file.chargePoints))
            ),
            ("tokens", try await tx.run(ImportTokens(operatorID: operatorID, rows: file.tokens))),
            ("users", try await write(file.users, passwords, operatorID, in: tx)),
            ("supply contract versions", try await write(file.supplyContracts, operatorID, in: tx)),
            ("reimbursement contract versions", try await write(file.reimbursementContracts, operatorID, in: tx)),
        ]
        guard !result.isUnchanged else { return result }
        let record = AuditRecord("portfolio.imported", subject: "operator/\(operatorID)", detail: result.json)
        try await AuditLog.record(.system(for: operatorID), record, in: tx)
        try await tx.notify(ChargePointDirectorySnapshot.channel)
        return result
    }

    private func writeOperator(
        _ file: PortfolioFile,
        _ named: String?,
        _ result: inout PortfolioResult,
        in tx: Transaction
    ) async throws -> OperatorID {
        if let row = file.operatorRow, let reference = row["reference"]?.stringValue {
            if let named, named != reference {
                throw PortfolioRejection.operatorDiffers(file: reference, named: named)
            }
            if let known = try await tx.first(OperatorBasics(reference: reference)) {
                guard row["currency"] == .string(known.currency) else {
                    throw PortfolioRejection.operatorFixed("currency")
                }
                guard row["number_prefix"] == .string(known.numberPrefix) else {
                    throw PortfolioRejection.operatorFixed("number_prefix")
                }
            }
            result.changes.append(("operators", try await tx.run(ImportOperator(row: row))))
            return try await tx.one(OperatorByReference(reference: reference))
        }
        guard let named else { throw PortfolioRejection.operatorMissing }
        guard let id = try await tx.first(OperatorByReference(reference: named)) else {
            throw PortfolioRejection.operatorUnknown(named)
        }
        return id
    }

    /// Refuses what belongs to somebody else.
    private func check(_ file: PortfolioFile, _ operatorID: OperatorID, in tx: Transaction) async throws {
        let identities = file.chargePoints.compactMap { $0["identity"]?.stringValue }
        let foreign = try await tx.all(ForeignIdentities(operatorID: operatorID, identities: identities))
        guard foreign.isEmpty else { throw PortfolioRejection.identitiesTaken(foreign) }
        let emails = file.users.map { $0.email.lowercased() }
        let taken = try await tx.all(ForeignEmails(operatorID: operatorID, emails: emails))
        guard taken.isEmpty else { throw PortfolioRejection.emailsTaken(taken) }
        let sites = try await tx.all(MovedSites(operatorID: operatorID, rows: file.sites))
        guard sites.isEmpty else { throw PortfolioRejection.sitesMoved(sites) }
        let moved = try await tx.all(MovedContracts(operatorID: operatorID, file: file))
        guard moved.isEmpty else { throw PortfolioRejection.contractsMoved(moved) }
    }

    private func write(
        _ users: [PortfolioUser],
        _ passwords: [String: String],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> Int {
        var count = 0
        for user in users {
            let hash = passwords[user.email] ?? ""
            count += try await tx.run(ImportUser(operatorID: operatorID, user: user, passwordHash: hash))
        }
        return count
    }

    // MARK: Contracts

    private func write(
        _ list: [PortfolioSupplyContract],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> Int {
        var count = 0
        for contract in list {
            let id = try await supplyContract(contract, operatorID, in: tx)
            var known = try await tx.all(SupplyVersions(operatorID: operatorID, contract: id))
                .map { SupplyVersionDraft(validFrom: $0.validFrom, pricing: $0.pricing) }
            for version in contract.versions where PortfolioImport.isNews(version, among: &known, \.validFrom) {
                let scope = Scope.system(for: operatorID)
                try await contracts.add(version, to: id, operatorID: operatorID, scope: scope, in: tx)
                count += 1
            }
        }
        return count
    }

    private func supplyContract(
        _ contract: PortfolioSupplyContract,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> SupplyContractID {
        let known = SupplyContractByReference(operatorID: operatorID, reference: contract.reference)
        if let id = try await tx.first(known) { return id }
        let host = try await tx.one(HostByReference(operatorID: operatorID, reference: contract.host))
        let draft = SupplyContractDraft(
            hostID: host,
            reference: contract.reference,
            name: contract.name,
            supplier: contract.supplier
        )
        return try await tx.one(InsertSupplyContract(operatorID: operatorID, draft: draft))
    }

    private func write(
        _ list: [PortfolioReimbursementContract],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> Int {
        var count = 0
        for contract in list {
            let id = try await reimbursementContract(contract, operatorID, in: tx)
            var known = try await tx.all(ReimbursementVersions(operatorID: operatorID, contract: id))
                .map(ReimbursementVersionDraft.init)
            for version in contract.versions {
                let supply = SupplyContractByReference(operatorID: operatorID, reference: version.supplyContract)
                let draft = version.draft(try await tx.one(supply))
                guard PortfolioImport.isNews(draft, among: &known, \.validFrom) else { continue }
                let scope = Scope.system(for: operatorID)
                try await contracts.add(draft, to: id, operatorID: operatorID, scope: scope, in: tx)
                count += 1
            }
        }
        return count
    }

    private func reimbursementContract(
        _ contract: PortfolioReimbursementContract,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> ReimbursementContractID {
        let known = ReimbursementContractByReference(operatorID: operatorID, reference: contract.reference)
        if let id = try await tx.first(known) { return id }
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

extension Optional {
    fileprivate func mapAsync<Result>(_ transform: (Wrapped) async throws -> Result) async throws -> Result? {
        guard let value = self else { return nil }
        return try await transform(value)
    }
}
