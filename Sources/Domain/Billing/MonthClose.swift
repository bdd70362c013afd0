package import Postgres
import Synchronization
package import Values

/// Closes months: one credit document for every reimbursement contract that has something to credit or to take back.
///
/// Each document is one transaction: frozen entries, number, figures, postings. So a close may stop anywhere and be run
/// again, by one or by several at a time; what is there stays, what is missing is made.
package struct MonthClose: Sendable {
    private let database: Database
    private let parallelDocuments: Int

    /// A close that makes so many documents at the same time, each on a connection of its own.
    package init(_ database: Database, parallelDocuments: Int = BillingLimits.parallelDocuments) {
        self.database = database
        self.parallelDocuments = max(1, parallelDocuments)
    }

    /// Called with the number of documents done and to do; what it throws stops the close.
    package typealias Progress = @Sendable (_ done: Int, _ total: Int) throws -> Void

    /// Notes that a month shall be closed, for the job that does it.
    ///
    /// - Throws: `NotPermitted`, ``MonthCloseRejection/periodNotOver``; `PostgresFault`.
    package func request(_ scope: Scope, _ order: MonthCloseOrder) async throws {
        let operatorID = try MonthClose.check(scope, order)
        try await database.write(scope) { tx in
            try await tx.run(
                RequestMonthEnd(operatorID: operatorID, period: order.period, by: scope.userID, at: order.now)
            )
            try await AuditLog.record(
                scope,
                AuditRecord("month.close_requested", subject: "month/\(order.period)"),
                in: tx
            )
        }
    }

    /// Closes a month, or finishes closing it.
    ///
    /// Credits what was never credited, of this month and those before, and corrects what was credited with another
    /// version. Contracts whose document of the month exists wait for the next month.
    ///
    /// - Throws: `NotPermitted`, ``MonthCloseRejection``, what `progress` throws; `PostgresFault`.
    package func run(
        _ scope: Scope,
        _ order: MonthCloseOrder,
        progress: @escaping Progress = { _, _ in }
    ) async throws -> MonthCloseResult {
        let operatorID = try MonthClose.check(scope, order)
        let requester = try await database.write(scope) { tx in
            try await AuditLog.record(
                scope,
                AuditRecord("month.close_started", subject: "month/\(order.period)"),
                in: tx
            )
            return try await tx.one(
                StartMonthEnd(operatorID: operatorID, period: order.period, by: scope.userID, at: order.now)
            )
        }
        do {
            let issuer = try await issuer(scope, operatorID, order, requester: requester)
            let result = try await close(issuer, progress: progress)
            try await finish(scope, operatorID, order, result)
            return result
        } catch {
            // The reason travels on as the error; the row only tells people who wait that it did not work.
            try? await noteFault(scope, operatorID, order, error)
            throw error
        }
    }

    /// Months that somebody wants closed, or whose close was interrupted; for the job that does it.
    package func unfinished() async throws -> [(operatorID: OperatorID, period: YearMonth)] {
        try await database.all(.system, UnfinishedMonthEnds()).map { ($0.operatorID, $0.period) }
    }

    private static func check(_ scope: Scope, _ order: MonthCloseOrder) throws -> OperatorID {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        guard order.period.lastDay < order.today else { throw MonthCloseRejection.periodNotOver }
        return operatorID
    }

    private func issuer(
        _ scope: Scope,
        _ operatorID: OperatorID,
        _ order: MonthCloseOrder,
        requester: UserID?
    ) async throws -> CreditIssuer {
        try await database.read(scope) { tx in
            let tenant = try await tx.one(FindOperator(id: operatorID))
            guard let currency = Currency(rawValue: tenant.details.currency) else {
                throw MonthCloseRejection.currencyUnknown
            }
            return CreditIssuer(
                database: database,
                scope: scope,
                tenant: tenant,
                currency: currency,
                rates: VATRates(try await tx.all(RatesOfOperator(operatorID: operatorID))),
                order: order,
                requestedBy: requester
            )
        }
    }
}

extension MonthClose {
    /// Makes documents round by round, until a round finds nothing more to make.
    private func close(_ issuer: CreditIssuer, progress: @escaping Progress) async throws -> MonthCloseResult {
        var blocked: [ReimbursementContractID: BlockedCredit] = [:]
        var issued = 0
        for _ in 0..<BillingLimits.roundsPerClose {
            let due = try await database.all(issuer.scope, issuer.due).filter { blocked[$0] == nil }
            if due.isEmpty { break }
            let outcomes = try await issue(due, issuer, progress: progress)
            // Waits for the disk, and so for all documents before it: what is asked next cannot be lost any more.
            try await database.run(issuer.scope, issuer.progressNote(done: due.count, of: due.count))
            let made = outcomes.count { $0 == .issued }
            issued += made
            for case .blocked(let credit) in outcomes { blocked[credit.contractID] = credit }
            if made == 0 { break }
        }
        if issued > 0 { await refreshStatistics() }
        let tally = try await database.first(issuer.scope, issuer.tally)
        return MonthCloseResult(
            period: issuer.order.period,
            issued: issued,
            documents: tally?.documents ?? 0,
            blocked: blocked.values.sorted { $0.contractID < $1.contractID },
            open: tally?.open ?? OpenLines(waiting: 0, held: 0, withoutContract: 0)
        )
    }

    private func issue(
        _ due: [ReimbursementContractID],
        _ issuer: CreditIssuer,
        progress: @escaping Progress
    ) async throws -> [CreditIssuer.Outcome] {
        let queue = CloseQueue(due)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<min(parallelDocuments, due.count) {
                group.addTask {
                    while let contract = queue.next() {
                        let done = queue.note(try await issuer.issue(contract))
                        try progress(done, due.count)
                        if BillingLimits.refreshesStatistics(after: done) { await self.refreshStatistics() }
                        if done % BillingLimits.documentsPerProgressNote == 0 {
                            try await self.database.run(issuer.scope, issuer.progressNote(done: done, of: due.count))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return queue.outcomes
    }

    private func refreshStatistics() async {
        // Without them the close is slower, and that is all.
        _ = try? await database.run(.system, RefreshBillingStatistics())
    }

    private func finish(
        _ scope: Scope,
        _ operatorID: OperatorID,
        _ order: MonthCloseOrder,
        _ result: MonthCloseResult
    ) async throws {
        let end = FinishMonthEnd(
            operatorID: operatorID,
            period: order.period,
            state: result.blocked.isEmpty ? .closed : .blocked,
            message: "",
            documents: result.documents,
            total: result.documents + result.blocked.count,
            at: order.now
        )
        try await database.write(scope) { tx in
            try await BlockedCredits.keep(result.blocked, operatorID, order, in: tx)
            try await tx.run(end)
        }
    }

    private func noteFault(
        _ scope: Scope,
        _ operatorID: OperatorID,
        _ order: MonthCloseOrder,
        _ error: any Error
    ) async throws {
        try await database.run(
            scope,
            FinishMonthEnd(
                operatorID: operatorID,
                period: order.period,
                state: .failed,
                message: MonthClose.message(error),
                documents: nil,
                total: nil,
                at: order.now
            )
        )
    }

    /// A fault in words without data; anything else by its type only.
    private static func message(_ error: any Error) -> String {
        switch error {
        case let fault as PostgresFault: fault.description
        case let rejection as MonthCloseRejection: rejection.code
        case is CancellationError: "close.cancelled"
        default: "close.stopped"
        }
    }
}

/// The contracts of a round, handed out one by one, and what came of them.
private final class CloseQueue: Sendable {
    private struct State {
        var waiting: ArraySlice<ReimbursementContractID>
        var outcomes: [CreditIssuer.Outcome] = []
    }

    private let state: Mutex<State>

    init(_ contracts: [ReimbursementContractID]) {
        state = Mutex(State(waiting: contracts[...]))
    }

    var outcomes: [CreditIssuer.Outcome] { state.withLock { $0.outcomes } }

    func next() -> ReimbursementContractID? { state.withLock { $0.waiting.popFirst() } }

    /// Remembers an outcome; how many there are now.
    func note(_ outcome: CreditIssuer.Outcome) -> Int {
        state.withLock { state in
            state.outcomes.append(outcome)
            return state.outcomes.count
        }
    }
}
