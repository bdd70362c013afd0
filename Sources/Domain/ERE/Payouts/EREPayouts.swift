import Ledger
package import Postgres
package import Values

/// Pays revenue of units out: to each customer, or to the partner in one sum.
///
/// A run keeps with what it was begun; its payouts are made for some customers at a time, each time in one transaction. So
/// it may stop anywhere and be run again, by one or by several at a time: shares that are paid do not wait any more.
package struct EREPayouts: Sendable {
    /// Customers of a transaction: enough that a round trip costs nothing, some megabytes at most.
    package static let customersPerStep = 500

    private let database: Database
    private let customersPerStep: Int

    package init(_ database: Database, customersPerStep: Int = EREPayouts.customersPerStep) {
        self.database = database
        self.customersPerStep = max(1, customersPerStep)
    }

    /// Called with the number of customers dealt with and to deal with; what it throws stops the run.
    package typealias Progress = @Sendable (_ done: Int, _ total: Int) throws -> Void

    // MARK: Looking

    /// What a run would do, were it made today; nothing is written.
    ///
    /// - Throws: ``EREPayoutRejection``, ``NotPermitted``, `ArithmeticOverflow`, `PostgresFault`.
    package func preview(_ scope: Scope, _ quarter: EREQuarter, today: LocalDate) async throws -> EREPayoutPreview {
        let operatorID = try EREPayouts.check(scope)
        guard quarter.endDay <= today else { throw EREPayoutRejection.quarterNotOver }
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            let maker = try await EREPayouts.maker(operatorID, quarter, today, in: tx).maker
            var preview = EREPayoutPreview(model: maker.model, rules: maker.rules)
            for ids in try await maker.payees(in: tx).steps(of: customersPerStep) {
                let step = try await maker.drafts(of: ids, in: tx)
                for draft in step.drafts { preview.sums.add(draft) }
                preview.leftOut += step.leftOut
            }
            return preview
        }
    }

    /// Runs, the newest first, or those of a quarter.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        quarter: EREQuarter? = nil,
        limit: Int = 200,
        in tx: Transaction
    ) async throws -> [EREPayoutRunRecord] {
        try await tx.all(ListEREPayoutRuns(operatorID: try reader(scope), quarter: quarter, limit: limit))
    }

    /// One run with what it comes to and whom it leaves out.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: EREPayoutRunID,
        in tx: Transaction
    ) async throws -> EREPayoutResult {
        let operatorID = try reader(scope)
        guard let run = try await tx.first(ListEREPayoutRuns(operatorID: operatorID, id: id)) else {
            throw NotFound("payout run")
        }
        return EREPayoutResult(
            run: run,
            made: 0,
            sums: try await tx.one(SumEREPayouts(operatorID: operatorID, run: id)).sums,
            leftOut: try await tx.all(ListEREPayoutLeftOut(operatorID: operatorID, run: id))
        )
    }

    /// One run without what it comes to.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func run(_ scope: Scope, _ id: EREPayoutRunID, in tx: Transaction) async throws -> EREPayoutRunRecord
    {
        let find = ListEREPayoutRuns(operatorID: try reader(scope), id: id)
        guard let run = try await tx.first(find) else { throw NotFound("payout run") }
        return run
    }

    // MARK: Making

    /// Pays a quarter and those before out, or finishes a run of it; when there is nothing new to pay, the last run of the
    /// quarter is the answer.
    ///
    /// - Throws: ``EREPayoutRejection``, ``NotPermitted``, what `progress` throws, `LedgerRejection`, `ArithmeticOverflow`,
    ///   `PostgresFault`.
    package func run(
        _ scope: Scope,
        _ quarter: EREQuarter,
        today: LocalDate,
        at now: Timestamp,
        progress: @escaping Progress = { _, _ in }
    ) async throws -> EREPayoutResult {
        _ = try EREPayouts.check(scope)
        guard quarter.endDay <= today else { throw EREPayoutRejection.quarterNotOver }
        guard let run = try await begin(scope, quarter, today, at: now) else {
            return try await last(scope, quarter, today)
        }
        let made = try await work(scope, run, at: now, progress: progress)
        let result = try await database.read(scope) { try await EREPayouts.find(scope, run.id, in: $0) }
        return EREPayoutResult(run: result.run, made: made, sums: result.sums, leftOut: result.leftOut)
    }

    /// Begins a run for the job that makes its payouts, or lets one go on that something stopped; when there is nothing new
    /// to pay, the last run of the quarter is the answer.
    ///
    /// - Throws: ``EREPayoutRejection``, ``NotPermitted``, `ArithmeticOverflow`, `PostgresFault`.
    package func request(
        _ scope: Scope,
        _ quarter: EREQuarter,
        today: LocalDate,
        at now: Timestamp
    ) async throws -> EREPayoutRunID {
        let operatorID = try EREPayouts.check(scope)
        guard quarter.endDay <= today else { throw EREPayoutRejection.quarterNotOver }
        guard let run = try await begin(scope, quarter, today, at: now) else {
            return try await last(scope, quarter, today).run.id
        }
        try await database.write(scope) { tx in
            try await tx.run(ResumeEREPayout(operatorID: operatorID, run: run.id))
            try await tx.notify(EREPayouts.channel)
        }
        return run.id
    }

    /// Runs that are not at their end and that nothing stopped; for the job that makes their payouts.
    ///
    /// - Throws: `PostgresFault`.
    package func unfinished() async throws -> [(operatorID: OperatorID, run: EREPayoutRunID)] {
        try await database.all(.system, UnfinishedEREPayouts()).map { ($0.operatorID, $0.run) }
    }

    /// Makes what is missing of a run; what stops it for good is noted, so that people see it and the job leaves
    /// it alone.
    ///
    /// - Throws: as ``run(_:_:today:at:progress:)``.
    package func finish(
        _ operatorID: OperatorID,
        _ id: EREPayoutRunID,
        at now: Timestamp,
        progress: @escaping Progress = { _, _ in }
    ) async throws {
        let scope = Scope.system(for: operatorID)
        let run = try await database.read(scope) { try await EREPayouts.run(scope, id, in: $0) }
        do {
            _ = try await work(scope, run, at: now, progress: progress)
        } catch let cancelled as CancellationError {
            throw cancelled
        } catch let fault as PostgresFault where fault.isTransient {
            throw fault
        } catch {
            let fault = NoteEREPayoutFault(operatorID: operatorID, run: id, at: now, message: Self.message(error))
            // Without the note the job tries again, and the error travels on.
            _ = try? await database.run(scope, fault)
            throw error
        }
    }

    private static func message(_ error: any Error) -> String {
        switch error {
        case let fault as PostgresFault: String(fault.description.prefix(400))
        case let rejection as EREPayoutRejection: rejection.code
        default: "ere_payout.stopped"
        }
    }

    /// The payouts of a run that are missing; how many were made.
    private func work(
        _ scope: Scope,
        _ run: EREPayoutRunRecord,
        at now: Timestamp,
        progress: Progress
    ) async throws -> Int {
        let operatorID = try scope.requireOperator()
        let (maker, ids) = try await database.read(scope) { tx in
            let maker = try await EREPayouts.maker(of: run, operatorID, in: tx)
            return (maker, try await maker.payees(in: tx))
        }
        var (made, done) = (0, 0)
        for (index, step) in ids.steps(of: customersPerStep).enumerated() {
            made += try await make(scope, run, maker, step, at: now)
            done += step.count
            if EREPayouts.refreshesStatistics(after: index + 1) {
                // Without them a run is slower, and that is all.
                _ = try? await database.run(.system, RefreshPayoutStatistics())
            }
            try progress(done, ids.count)
        }
        try await finish(scope, run, maker, at: now)
        if made > customersPerStep { _ = try? await database.run(.system, RefreshPayoutStatistics()) }  // as above
        return made
    }

    /// After 1, 4, 16 steps and so on: what is planned for an empty table goes through all of it soon.
    private static func refreshesStatistics(after steps: Int) -> Bool {
        steps.nonzeroBitCount == 1 && steps.trailingZeroBitCount.isMultiple(of: 2)
    }

    /// The run to work at: one that was interrupted, or a new one; `nil` when there is nothing to pay.
    private func begin(
        _ scope: Scope,
        _ quarter: EREQuarter,
        _ today: LocalDate,
        at now: Timestamp
    ) async throws -> EREPayoutRunRecord? {
        let operatorID = try scope.requireOperator()
        return try await database.write(scope, repeating: .onConflict) { tx in
            // Of two that begin at the same time the second one sees the run of the first.
            try await tx.run(LockSeries(operatorID: operatorID, series: EREPayouts.queue))
            let open = ListEREPayoutRuns(operatorID: operatorID, isUnfinished: true)
            if let run = try await tx.first(open) {
                guard run.quarter == quarter else { throw EREPayoutRejection.otherRunning(run.quarter) }
                return run
            }
            let (maker, isPartner) = try await EREPayouts.maker(operatorID, quarter, today, in: tx)
            let ids = try await maker.payees(in: tx)
            guard try await EREPayouts.paysAnybody(maker, ids.steps(of: customersPerStep), in: tx) else { return nil }
            let insert = InsertEREPayoutRun(
                maker: maker,
                isPartner: isPartner,
                total: ids.count,
                by: scope.userID,
                at: now
            )
            let id = try await tx.one(insert)
            let detail = JSON.dictionary(["quarter": .string("\(quarter)")])
            let record = AuditRecord("ere.payout_begun", subject: "payout/\(id)", detail: detail)
            try await AuditLog.record(scope, record, in: tx)
            return try await tx.one(ListEREPayoutRuns(operatorID: operatorID, id: id))
        }
    }

    private static func paysAnybody(
        _ maker: EREPayoutMaker,
        _ steps: [[CustomerID]],
        in tx: Transaction
    ) async throws -> Bool {
        for ids in steps {
            let drafts = try await maker.drafts(of: ids, in: tx).drafts
            if !drafts.isEmpty { return true }
        }
        return false
    }

    /// The last run of a quarter of which nothing is left to pay.
    private func last(_ scope: Scope, _ quarter: EREQuarter, _ today: LocalDate) async throws -> EREPayoutResult {
        let known = try await database.read(scope) { tx in
            guard let run = try await EREPayouts.list(scope, quarter: quarter, limit: 1, in: tx).first else {
                return EREPayoutResult?.none
            }
            return try await EREPayouts.find(scope, run.id, in: tx)
        }
        if let known { return known }
        let preview = try await preview(scope, quarter, today: today)
        throw EREPayoutRejection.nothingToPay(leftOut: preview.leftOut.count)
    }

    /// The payouts of some customers, in one transaction; how many there were to make.
    private func make(
        _ scope: Scope,
        _ run: EREPayoutRunRecord,
        _ maker: EREPayoutMaker,
        _ ids: [CustomerID],
        at now: Timestamp
    ) async throws -> Int {
        let operatorID = try scope.requireOperator()
        return try await database.write(scope, planning: .byIndex, durability: .soon, repeating: .onConflict) { tx in
            // Nobody cancels a sale meanwhile, and whoever works at the same run waits and sees what is paid.
            try await tx.run(LockEREMeasuring(operatorID: operatorID))
            guard try await tx.first(LockEREPayoutRun(operatorID: operatorID, run: run.id)) == false else { return 0 }
            let (drafts, leftOut) = try await maker.drafts(of: ids, in: tx)
            let writer = EREPayoutWriter(scope: scope, operatorID: operatorID, run: run, tenant: maker.tenant, now: now)
            try await writer.write(drafts, leftOut, in: tx)
            try await tx.run(NoteEREPayoutProgress(operatorID: operatorID, run: run.id, customers: ids))
            return drafts.count
        }
    }

    /// Ends a run, with the partner's document where it is paid; once, whoever comes to it.
    private func finish(
        _ scope: Scope,
        _ run: EREPayoutRunRecord,
        _ maker: EREPayoutMaker,
        at now: Timestamp
    ) async throws {
        let operatorID = try scope.requireOperator()
        try await database.write(scope, repeating: .onConflict) { tx in
            try await tx.run(LockEREMeasuring(operatorID: operatorID))
            guard try await tx.first(LockEREPayoutRun(operatorID: operatorID, run: run.id)) == false else { return }
            // Somebody slower may hold customers that nobody dealt with.
            let writer = EREPayoutWriter(scope: scope, operatorID: operatorID, run: run, tenant: maker.tenant, now: now)
            if run.model == .partner { try await writer.writePartner(in: tx) }
            try await tx.run(FinishEREPayoutRun(operatorID: operatorID, run: run.id, at: now))
            let record = AuditRecord("ere.payout_made", subject: "payout/\(run.id)")
            try await AuditLog.record(scope, record, in: tx)
        }
    }

    /// Rings for the job that makes payouts and tells customers.
    package static let channel = "ere_payouts"

    /// The series whose row keeps beginnings of an operator apart; no document carries its numbers.
    private static let queue = "ere-payout-run"

    static func check(_ scope: Scope) throws(NotPermitted) -> OperatorID {
        try scope.require(.operatorAdmin, .operatorFinance, .platformAdmin, .platformFinance)
        return try scope.requireOperator()
    }

    /// Who may look: the partner's own people, too, who approve and pay nothing.
    static func reader(_ scope: Scope) throws(NotPermitted) -> OperatorID {
        if Role.ofPartners.contains(where: { $0 == scope.role }) { return try scope.requireOperator() }
        return try check(scope)
    }
}

extension EREPayouts {
    /// With what a run is made today.
    private static func maker(
        _ operatorID: OperatorID,
        _ quarter: EREQuarter,
        _ today: LocalDate,
        in tx: Transaction
    ) async throws -> (maker: EREPayoutMaker, isPartner: Bool) {
        let tenant = try await tx.one(FindOperator(id: operatorID)).details
        let rates = VATRates(try await tx.all(RatesOfOperator(operatorID: operatorID)))
        let terms = try await tx.all(ListPartnerTerms(operatorID: operatorID, limit: Partners.termsLimit)).map(\.terms)
        let marks = try await tx.one(EREPayoutMarksNow(operatorID: operatorID))
        let maker = EREPayoutMaker(
            operatorID: operatorID,
            tenant: tenant,
            quarter: quarter,
            model: terms.first { $0.validFrom <= today }?.model ?? .customers,
            rules: try await tx.first(EREPayoutRulesOn(operatorID: operatorID, day: today)) ?? .usual,
            marks: marks,
            madeOn: today,
            feeVATRate: rates.rate(in: tenant.address.country, on: today) ?? 0,
            terms: terms,
            rates: rates,
            verified: try await verified(operatorID, through: marks.verifications, in: tx),
            run: nil
        )
        return (maker, try await tx.first(FindPartnership(operatorID: operatorID)) != nil)
    }

    /// With what a run was begun.
    static func maker(
        of run: EREPayoutRunRecord,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> EREPayoutMaker {
        let tenant = try await tx.one(FindOperator(id: operatorID)).details
        return EREPayoutMaker(
            operatorID: operatorID,
            tenant: tenant,
            quarter: run.quarter,
            model: run.model,
            rules: run.rules,
            marks: run.marks,
            madeOn: run.madeOn,
            feeVATRate: run.feeVATRate,
            terms: try await tx.all(ListPartnerTerms(operatorID: operatorID, limit: Partners.termsLimit)).map(\.terms),
            rates: VATRates(try await tx.all(RatesOfOperator(operatorID: operatorID))),
            verified: try await verified(operatorID, through: run.marks.verifications, in: tx),
            run: run.id
        )
    }

    private static func verified(
        _ operatorID: OperatorID,
        through mark: Int64,
        in tx: Transaction
    ) async throws -> [Int: String] {
        let years = try await tx.all(EREVerifiedYears(operatorID: operatorID, through: mark))
        return Dictionary(years.map { ($0.year, $0.statement) }) { first, _ in first }
    }
}

extension Array {
    /// Its elements in pieces of at most so many.
    func steps(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
