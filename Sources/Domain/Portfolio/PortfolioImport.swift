package import Postgres
package import Values

/// Writes a portfolio in one transaction: all of it or nothing, and nothing when it is there already.
package struct PortfolioImport: Sendable {
    private let database: Database
    let contracts: Contracts
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
    /// - Throws: ``PortfolioRefusal`` with everything that does not fit what is there, ``PortfolioRejection``,
    ///   ``ContractRejection``, ``PostgresFault``.
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
        let known = try await knownOperator(file, operatorReference, in: tx)
        let check = try await PortfolioCheck(file, known, in: tx)
        let news = try await PortfolioNews(file, known?.id ?? PortfolioCheck.newOperator, in: tx)
        let problems = check.problems + news.problems
        guard problems.isEmpty else { throw PortfolioRefusal(problems: problems) }
        let operatorID = try await writeOperator(file, known, &result, in: tx)
        try await writeParties(file, operatorID, news, &result, in: tx)
        result.changes.append(try await write(file.users, passwords, operatorID, in: tx))
        result.changes += try await write(file.supplyContracts, operatorID, in: tx)
        result.changes += try await write(file.reimbursementContracts, operatorID, in: tx)
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
        _ news: PortfolioNews,
        _ result: inout PortfolioResult,
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

    /// Writes back-offices, which charge points go through to them, and which they observe.
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
        let observers = PortfolioObserverWriter(operatorID: operatorID, box: box, now: clock())
        result.changes.append(try await observers.write(file.observers, in: tx))
        try await observers.checkWays(file, in: tx)
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

    /// The operator that the file is for; `nil` when the file brings a new one.
    private func knownOperator(
        _ file: PortfolioFile,
        _ named: String?,
        in tx: Transaction
    ) async throws -> OperatorBasics.Row? {
        if let reference = file.operatorRow?["reference"]?.stringValue {
            if let named, named != reference {
                throw PortfolioRejection.operatorDiffers(file: reference, named: named)
            }
            return try await tx.first(OperatorBasics(reference: reference))
        }
        guard let named else { throw PortfolioRejection.operatorMissing }
        guard let known = try await tx.first(OperatorBasics(reference: named)) else {
            throw PortfolioRejection.operatorUnknown(named)
        }
        return known
    }

    private func writeOperator(
        _ file: PortfolioFile,
        _ known: OperatorBasics.Row?,
        _ result: inout PortfolioResult,
        in tx: Transaction
    ) async throws -> OperatorID {
        if let row = file.operatorRow {
            let count = try await tx.run(ImportOperator(row: row.json))
            result.add("operators", of: 1, new: known == nil ? 1 : 0, written: count)
        }
        if let known { return known.id }
        return try await tx.one(OperatorByReference(reference: file.operatorRow?["reference"]?.stringValue ?? ""))
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
}

extension Optional {
    fileprivate func mapAsync<Result>(_ transform: (Wrapped) async throws -> Result) async throws -> Result? {
        guard let value = self else { return nil }
        return try await transform(value)
    }
}
