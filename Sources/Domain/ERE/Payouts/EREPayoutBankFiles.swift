package import Postgres
package import Values

/// Bank files of payouts that a job makes, since they pay too many customers for somebody to wait.
package struct EREPayoutBankFiles: Sendable {
    /// Payments that a person waits for; more are left to the job.
    package static let paymentsAtOnce = 500

    /// A file that was asked for.
    package struct Due: Hashable, Sendable {
        package let operatorID: OperatorID
        package let run: EREPayoutRunID
        package let quarter: EREQuarter
        /// Who asked.
        package let by: UserID?
    }

    private let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// Approved payouts that no file pays yet, of a run's quarter and those before; not more than are counted.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package func waiting(_ scope: Scope, through month: YearMonth, countedTo limit: Int) async throws -> Int {
        let count = CountUnpaidPayouts(operatorID: try EREPayouts.check(scope), through: month, limit: limit)
        return try await database.read(scope) { try await $0.one(count) }
    }

    /// Has the job make the file of a run's quarter; asked twice it is made once.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package func request(_ scope: Scope, _ run: EREPayoutRunID, at now: Timestamp) async throws {
        let operatorID = try EREPayouts.check(scope)
        try await database.write(scope) { tx in
            _ = try await EREPayouts.run(scope, run, in: tx)
            try await tx.run(AskForBankFile(operatorID: operatorID, run: run, by: scope.userID, at: now))
            let subject = "ere_payout_run/\(run)"
            try await AuditLog.record(scope, AuditRecord("payment_file.asked", subject: subject), in: tx)
            try await tx.notify(EREPayouts.channel)
        }
    }

    /// What was asked for and is not made, of all operators; for the job.
    ///
    /// - Throws: `PostgresFault`.
    package func due() async throws -> [Due] {
        try await database.all(.system, BankFilesAsked())
    }

    /// Says that a file is made, or what stands in its way.
    ///
    /// - Throws: `PostgresFault`.
    package func end(_ due: Due, message: String = "") async throws {
        let end = EndBankFile(operatorID: due.operatorID, run: due.run, message: String(message.prefix(400)))
        try await database.run(.system(for: due.operatorID), end)
        // Without them the pages of a large run are slower until the database looks by itself.
        _ = try? await database.run(.system, RefreshPayoutStatistics())
    }
}

/// How many approved payouts wait for a bank file, up to a limit.
struct CountUnpaidPayouts: Statement {
    static let sql = """
        SELECT count(*) FROM (
            SELECT FROM credits c JOIN credit_approvals a ON a.operator_id = $1 AND a.credit_id = c.id
            WHERE c.operator_id = $1 AND c.ere_run_id IS NOT NULL AND c.period <= $2 AND NOT EXISTS (
                SELECT FROM payment_file_credits p
                WHERE p.operator_id = $1 AND p.credit_id = c.id AND p.return_id IS NULL)
            LIMIT $3) w
        """
    static let isPlannedAnew = true
    static let sample = CountUnpaidPayouts(operatorID: OperatorID(1), through: .sample, limit: 1)
    let operatorID: OperatorID
    let through: YearMonth
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(through.firstDay)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Notes that somebody wants the bank file of a run's quarter.
struct AskForBankFile: Statement {
    static let sql = """
        UPDATE ere_payout_progress SET bank_file_asked_at = $4, bank_file_asked_by = $3, bank_file_message = ''
        WHERE operator_id = $1 AND run_id = $2 AND bank_file_asked_at IS NULL
        """
    static let sample = AskForBankFile(
        operatorID: OperatorID(1),
        run: EREPayoutRunID(1),
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(by)
        values.append(at)
    }
}

/// Bank files that were asked for, the oldest first.
struct BankFilesAsked: Statement {
    static let sql = """
        SELECT g.operator_id, g.run_id, r.quarter, g.bank_file_asked_by
        FROM ere_payout_progress g JOIN ere_payout_runs r ON r.operator_id = g.operator_id AND r.id = g.run_id
        WHERE g.bank_file_asked_at IS NOT NULL ORDER BY g.bank_file_asked_at, g.run_id
        """
    static let sample = BankFilesAsked()

    static func decode(_ row: inout RowReader) throws -> EREPayoutBankFiles.Due {
        EREPayoutBankFiles.Due(
            operatorID: try row.next(),
            run: try row.next(),
            quarter: EREQuarter(of: try row.next(LocalDate.self)) ?? .sample,
            by: try row.next()
        )
    }
}

/// Takes the mark away, with what stood in the way.
struct EndBankFile: Statement {
    static let sql = """
        UPDATE ere_payout_progress SET bank_file_asked_at = NULL, bank_file_asked_by = NULL, bank_file_message = $3
        WHERE operator_id = $1 AND run_id = $2
        """
    static let sample = EndBankFile(operatorID: OperatorID(1), run: EREPayoutRunID(1), message: "")
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let message: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(message)
    }
}
