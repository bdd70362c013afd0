package import Postgres
import Values

/// Computes the journal lines that are due and records those that differ from what is known.
///
/// Any number of raters may work at once; each keeps the market's prices and the operators' contracts in memory and
/// takes over only what was recorded since.
package actor Rater {
    /// The most sessions of one batch.
    package static let sessionsPerBatch = 1000

    private let database: Database
    private let prices: Prices
    private var book = PriceBook()
    private var newestDocuments: [String: PriceDocumentID] = [:]
    private var books: [OperatorID: (stamp: Int64, book: ContractBook)] = [:]

    package init(database: Database) {
        self.database = database
        prices = Prices(database: database)
    }

    /// Computes everything that is due.
    ///
    /// - Returns: How many lines were recorded.
    package func run() async throws -> Int {
        var total = 0
        while let recorded = try await rateBatch() { total += recorded }
        return total
    }

    /// Computes one batch; `nil` when nothing is due.
    private func rateBatch() async throws -> Int? {
        try await database.write(.system, planning: .anew) { tx in
            try await tx.run(RatingGate.enter())
            let work = try await tx.all(TakeRatingWork(limit: Rater.sessionsPerBatch))
            guard !work.isEmpty else { return nil }
            let recorded = try await self.rate(work, in: tx)
            try await tx.run(
                DeleteRatingWork(operators: work.map(\.operatorID.rawValue), sessions: work.map(\.sessionID.rawValue))
            )
            return recorded
        }
    }

    private func rate(_ work: [TakeRatingWork.Row], in tx: Transaction) async throws -> Int {
        let operators = work.map(\.operatorID.rawValue)
        let sessions = work.map(\.sessionID.rawValue)
        try await refreshBooks(Set(work.map(\.operatorID)), in: tx)
        let current = try await tx.all(CurrentLines(operators: operators, sessions: sessions))
        let known = Dictionary(uniqueKeysWithValues: current.map { ($0.sessionID, $0) })
        let reasons = Dictionary(uniqueKeysWithValues: work.map { ($0.sessionID, $0.reason) })
        var lines: [InsertLines.Line] = []
        for session in try await tx.all(SessionsToRate(operators: operators, sessions: sessions)) {
            let draft = try await draft(session)
            if known[session.sessionID]?.draft == draft { continue }
            let version = (known[session.sessionID]?.version ?? 0) + 1
            let reason = reasons[session.sessionID] ?? .sessionCompleted
            lines.append(InsertLines.Line(session: session, reason: reason, version: version, draft: draft))
        }
        guard !lines.isEmpty else { return 0 }
        try await tx.run(InsertLines(lines: lines))
        for operatorID in Set(lines.map(\.session.operatorID)) { try await tx.notify("journal", "\(operatorID)") }
        return lines.count
    }

    private func draft(_ session: SessionToRate) async throws -> LineDraft {
        let day = session.zone.date(of: session.startedAt)
        let terms = books[session.operatorID]?.book.terms(host: session.hostID, site: session.siteID, on: day)
        if let zone = terms?.supply.pricing.zone, newestDocuments[zone] == nil { try await refreshPrices(of: zone) }
        return LineDraft.computeOrHold(session, terms: terms, prices: book)
    }

    /// Takes over what was added to contracts and prices since the last batch.
    private func refreshBooks(_ operators: Set<OperatorID>, in tx: Transaction) async throws {
        for operatorID in operators {
            let stamp: Int64 = try await tx.one(ContractStamp(operatorID: operatorID))
            if books[operatorID]?.stamp == stamp { continue }
            books[operatorID] = (stamp, try await Contracts.book(of: operatorID, in: tx))
        }
        for zone in newestDocuments.keys { try await refreshPrices(of: zone) }
    }

    private func refreshPrices(of zone: String) async throws {
        let newest = newestDocuments[zone] ?? PriceDocumentID(0)
        let recorded = try await prices.recorded(for: zone, after: newest)
        for price in recorded.prices { book.take(price, zone: zone) }
        newestDocuments[zone] = recorded.newest
    }
}
