package import Postgres
package import Values

/// Writes a portfolio in one transaction: all of it or nothing, and nothing when it is there already.
package struct PortfolioImport: Sendable {
    private let database: Database
    private let contracts: Contracts
    private let box: SecretBox?
    private let clock: @Sendable () -> Timestamp
    private let hash: @Sendable (String) async throws -> String

    /// - Parameters:
    ///   - database: Where it goes.
    ///   - box: Seals the keys of charge points at their back-offices; a file with one is refused without.
    ///   - clock: From when on charge points go through to a back-office.
    ///   - hash: Makes the stored form of a password.
    package init(
        database: Database,
        box: SecretBox? = nil,
        clock: @escaping @Sendable () -> Timestamp = { SystemClock.now() },
        hash: @escaping @Sendable (String) async throws -> String
    ) {
        self.database = database
        contracts = Contracts(database: database)
        self.box = box
        self.clock = clock
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
        let news = try await PortfolioNews(file, operatorID, in: tx)
        try await writeParties(file, operatorID, &result, news, in: tx)
        result.changes += [
            try await write(file.users, passwords, operatorID, in: tx),
            try await write(file.supplyContracts, operatorID, in: tx),
            try await write(file.reimbursementContracts, operatorID, in: tx),
        ]
        try await writeRelays(file, operatorID, &result, news, in: tx)
        guard !result.isUnchanged else { return result }
        let record = AuditRecord("portfolio.imported", subject: "operator/\(operatorID)", detail: result.json)
        try await AuditLog.record(.system(for: operatorID), record, in: tx)
        try await tx.notify(ChargePointDirectorySnapshot.channel)
        return result
    }

    /// Writes hosts, sites, charge points and tokens.
    private func writeParties(
        _ file: PortfolioFile,
        _ operatorID: OperatorID,
        _ result: inout PortfolioResult,
        _ news: PortfolioNews,
        in tx: Transaction
    ) async throws {
        let hosts = ImportHosts(operatorID: operatorID, rows: file.hosts.map(\.json))
        result.add("hosts", of: file.hosts.count, new: news.hosts, written: try await tx.run(hosts))
        result.add("sites", of: file.sites.count, new: news.sites, written: try await write(file.sites, operatorID, tx))
        let points = ImportChargePoints(operatorID: operatorID, rows: file.chargePoints.map(\.json))
        let pointCount = file.chargePoints.count
        result.add("charge points", of: pointCount, new: news.chargePoints, written: try await tx.run(points))
        let tokens = ImportTokens(operatorID: operatorID, rows: file.tokens.map(\.json))
        result.add("tokens", of: file.tokens.count, new: news.tokens, written: try await tx.run(tokens))
    }

    /// Writes back-offices, and which charge points go through to them.
    private func writeRelays(
        _ file: PortfolioFile,
        _ operatorID: OperatorID,
        _ result: inout PortfolioResult,
        _ news: PortfolioNews,
        in tx: Transaction
    ) async throws {
        let upstreams = ImportUpstreams(operatorID: operatorID, rows: file.upstreams.map(\.json))
        let written = try await tx.run(upstreams)
        result.add("upstreams", of: file.upstreams.count, new: news.upstreams, written: written)
        let relays = PortfolioRelays(operatorID: operatorID, box: box, now: clock())
        result.changes.append(try await relays.write(file.relays, in: tx))
    }

    /// Writes sites; the lines of those with another time zone are computed again, since days and months are cut in it.
    private func write(_ sites: [PortfolioRow], _ operatorID: OperatorID, _ tx: Transaction) async throws -> Int {
        guard !sites.isEmpty else { return 0 }
        try await tx.run(RatingGate.close())
        let rezoned = try await tx.all(RezonedSites(operatorID: operatorID, rows: sites.map { .object($0.given) }))
        let count = try await tx.run(ImportSites(operatorID: operatorID, rows: sites.map(\.json)))
        for site in rezoned { try await tx.run(RateSessionsOfSite(operatorID: operatorID, siteID: site)) }
        if !rezoned.isEmpty { try await tx.notify("rating") }
        return count
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
            let known = try await tx.first(OperatorBasics(reference: reference))
            try PortfolioImport.check(row, against: known)
            let count = try await tx.run(ImportOperator(row: row.json))
            result.add("operators", of: 1, new: known == nil ? 1 : 0, written: count)
            return try await tx.one(OperatorByReference(reference: reference))
        }
        guard let named else { throw PortfolioRejection.operatorMissing }
        guard let id = try await tx.first(OperatorByReference(reference: named)) else {
            throw PortfolioRejection.operatorUnknown(named)
        }
        return id
    }

    /// Refuses an operator that lacks something, or whose currency or number prefix would change.
    private static func check(_ row: PortfolioRow, against known: OperatorBasics.Row?) throws {
        guard let known else {
            guard row.missing.isEmpty else { throw PortfolioRefusal(problems: row.missing) }
            return
        }
        let fixed = ["currency": known.currency, "number_prefix": known.numberPrefix]
        for member in row.given {
            guard let value = fixed[member.name], member.value != .string(value) else { continue }
            throw PortfolioRejection.operatorFixed(member.name)
        }
    }

    /// Refuses what belongs to somebody else.
    private func check(_ file: PortfolioFile, _ operatorID: OperatorID, in tx: Transaction) async throws {
        let identities = file.chargePoints.compactMap { $0["identity"]?.stringValue }
        let foreign = try await tx.all(ForeignIdentities(operatorID: operatorID, identities: identities))
        guard foreign.isEmpty else { throw PortfolioRejection.identitiesTaken(foreign) }
        let emails = file.users.map { $0.email.lowercased() }
        let taken = try await tx.all(ForeignEmails(operatorID: operatorID, emails: emails))
        guard taken.isEmpty else { throw PortfolioRejection.emailsTaken(taken) }
        let sites = try await tx.all(MovedSites(operatorID: operatorID, file: file))
        guard sites.isEmpty else { throw PortfolioRejection.sitesMoved(sites) }
        let moved = try await tx.all(MovedContracts(operatorID: operatorID, file: file))
        guard moved.isEmpty else { throw PortfolioRejection.contractsMoved(moved) }
    }

    private func write(
        _ users: [PortfolioUser],
        _ passwords: [String: String],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> PortfolioResult.Change {
        var count = 0
        for user in users {
            let hash = passwords[user.email] ?? ""
            count += try await tx.run(ImportUser(operatorID: operatorID, user: user, passwordHash: hash))
        }
        return PortfolioResult.Change(kind: "users", new: count, unchanged: users.count - count)
    }

    // MARK: Contracts

    private func write(
        _ list: [PortfolioSupplyContract],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> PortfolioResult.Change {
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
        let all = list.reduce(0) { $0 + $1.versions.count }
        return PortfolioResult.Change(kind: "supply contract versions", new: count, unchanged: all - count)
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
    ) async throws -> PortfolioResult.Change {
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
        let all = list.reduce(0) { $0 + $1.versions.count }
        return PortfolioResult.Change(kind: "reimbursement contract versions", new: count, unchanged: all - count)
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
