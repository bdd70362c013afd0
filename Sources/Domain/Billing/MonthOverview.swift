package import Postgres
package import Values

/// How far closing a month is, as noted.
package struct MonthEnd: Hashable, Sendable {
    /// The state.
    package let state: MonthEndState
    /// Documents done.
    package let done: Int
    /// Documents to do.
    package let total: Int
    /// Why it did not work.
    package let message: String
    /// Who asked for it.
    package let requestedBy: UserID?
    /// When it was asked for.
    package let requestedAt: Timestamp
    /// When it ended.
    package let finishedAt: Timestamp?
}

/// Some credits counted and summed.
package struct CreditTotals: Hashable, Sendable {
    /// How many.
    package let count: Int
    /// What they come to.
    package let total: Money

    package init(count: Int, total: Money) {
        self.count = count
        self.total = total
    }
}

/// A month as the list of month-ends shows it.
package struct MonthOverview: Hashable, Sendable {
    /// The month.
    package let period: YearMonth
    /// Its close; `nil` when nobody asked for it.
    package let end: MonthEnd?
    /// All documents.
    package let issued: CreditTotals
    /// Those that are approved.
    package let approved: CreditTotals
    /// Those in a bank file.
    package let paid: CreditTotals
    /// The energy of all documents.
    package let energy: Energy
    /// The sessions of all documents; one that is corrected counts in each.
    package let sessions: Int
    /// Sessions of the month that are priced and in no document.
    package let uncredited: Int
    /// Sessions of the month that could not be credited yet.
    package let open: OpenLines
    /// Credits that the close could not make and that are still to be made.
    package let blocked: Int
}

extension Credits {
    /// The months that have sessions, documents or a close, newest first, at most `limit` of them.
    ///
    /// - Throws: `NotPermitted`; `PostgresFault`.
    package static func months(_ scope: Scope, limit: Int = 36, in tx: Transaction) async throws -> [MonthOverview] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await tx.all(ListMonths(operatorID: operatorID, period: nil, limit: limit))
    }

    /// One month; `nil` when it has neither sessions nor documents nor a close.
    ///
    /// - Throws: `NotPermitted`; `PostgresFault`.
    package static func overview(
        _ scope: Scope,
        _ month: YearMonth,
        in tx: Transaction
    ) async throws -> MonthOverview? {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await tx.first(ListMonths(operatorID: operatorID, period: month, limit: 1))
    }
}

extension Credits {
    /// How many sessions of a month are credited at other figures than they are worth now.
    ///
    /// - Throws: `NotPermitted`; `PostgresFault`.
    package static func correctionsDue(_ scope: Scope, _ month: YearMonth, in tx: Transaction) async throws -> Int {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.one(CountCorrectionsDue(operatorID: try scope.requireOperator(), period: month))
    }
}

/// Sessions of a month whose credit the next close corrects.
struct CountCorrectionsDue: Statement {
    static let sql = """
        SELECT count(DISTINCT session_id) FROM credit_entries_due
        WHERE operator_id = $1 AND from_period = $2 AND is_correction
        """
    static let sample = CountCorrectionsDue(operatorID: OperatorID(1), period: .sample)
    let operatorID: OperatorID
    let period: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Months with what happened in them.
struct ListMonths: Statement {
    static let sql = """
        WITH RECURSIVE journal AS (
            (SELECT period FROM journal_heads WHERE operator_id = $1 ORDER BY period DESC LIMIT 1)
            UNION ALL
            SELECT (SELECT h.period FROM journal_heads h WHERE h.operator_id = $1 AND h.period < j.period
                ORDER BY h.period DESC LIMIT 1)
            FROM journal j WHERE j.period IS NOT NULL
        ), months AS (
            SELECT period FROM journal WHERE period IS NOT NULL
            UNION SELECT period FROM credits WHERE operator_id = $1 AND host_id IS NOT NULL
            UNION SELECT period FROM month_ends WHERE operator_id = $1
        ), listed AS (
            SELECT period FROM months WHERE $2::date IS NULL OR period = $2 ORDER BY period DESC LIMIT $3
        ), open AS (
            SELECT period, count(*) FILTER (WHERE state = 'waiting') AS waiting,
                count(*) FILTER (WHERE state = 'held') AS held,
                count(*) FILTER (WHERE state = 'no_contract') AS no_contract
            FROM journal_heads
            WHERE operator_id = $1 AND state <> 'priced' AND ($2::date IS NULL OR period = $2) GROUP BY period
        ), uncredited AS (
            SELECT period, count(*) AS sessions FROM journal_heads
            WHERE operator_id = $1 AND state = 'priced' AND credited_line_id IS NULL
                AND reimbursement_contract_id IS NOT NULL AND ($2::date IS NULL OR period = $2)
            GROUP BY period
        ), blocked AS (
            SELECT b.period, count(*) AS credits FROM blocked_credits b
            WHERE b.operator_id = $1 AND b.resolved_at IS NULL AND ($2::date IS NULL OR b.period = $2) AND EXISTS (
                SELECT 1 FROM credit_entries_due e
                WHERE e.operator_id = $1 AND e.reimbursement_contract_id = b.reimbursement_contract_id
                    AND e.from_period <= b.period)
            GROUP BY b.period
        )
        SELECT l.period, o.currency, d.documents, d.total, d.approved, d.approved_total, d.paid, d.paid_total, d.energy,
            d.sessions, coalesce(u.sessions, 0), coalesce(w.waiting, 0), coalesce(w.held, 0), coalesce(w.no_contract, 0),
            coalesce(b.credits, 0), m.state, m.done::bigint, m.total::bigint, m.message, m.requested_by, m.requested_at, m.finished_at
        FROM listed l
        JOIN operators o ON o.id = $1
        LEFT JOIN open w ON w.period = l.period
        LEFT JOIN uncredited u ON u.period = l.period
        LEFT JOIN blocked b ON b.period = l.period
        LEFT JOIN month_ends m ON m.operator_id = $1 AND m.period = l.period
        CROSS JOIN LATERAL (
            SELECT count(*) AS documents, coalesce(sum(c.total_minor), 0)::bigint AS total,
                count(a.credit_id) AS approved,
                coalesce(sum(c.total_minor) FILTER (WHERE a.credit_id IS NOT NULL), 0)::bigint AS approved_total,
                count(p.credit_id) AS paid,
                coalesce(sum(c.total_minor) FILTER (WHERE p.credit_id IS NOT NULL), 0)::bigint AS paid_total,
                coalesce(sum(c.energy_thousandths_wh), 0)::bigint AS energy,
                coalesce(sum(c.session_count), 0)::bigint AS sessions
            FROM credits c
            LEFT JOIN credit_approvals a ON a.operator_id = c.operator_id AND a.credit_id = c.id
            LEFT JOIN payment_file_credits p ON p.operator_id = c.operator_id AND p.credit_id = c.id AND p.return_id IS NULL
            WHERE c.operator_id = $1 AND c.host_id IS NOT NULL AND c.period = l.period
        ) d
        ORDER BY l.period DESC
        """
    static let isPlannedAnew = true
    static let sample = ListMonths(operatorID: OperatorID(1), period: nil, limit: 1)
    let operatorID: OperatorID
    let period: YearMonth?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period?.firstDay)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> MonthOverview {
        let period = try row.next(LocalDate.self).yearMonth
        let currency: Currency = try row.next()
        let issued = try CreditTotals(&row, currency)
        let approved = try CreditTotals(&row, currency)
        let paid = try CreditTotals(&row, currency)
        let energy = Energy(thousandthsWh: try row.next())
        let sessions: Int = try row.next()
        let uncredited: Int = try row.next()
        let open = OpenLines(waiting: try row.next(), held: try row.next(), withoutContract: try row.next())
        let blocked: Int = try row.next()
        return MonthOverview(
            period: period,
            end: try MonthEnd.read(&row),
            issued: issued,
            approved: approved,
            paid: paid,
            energy: energy,
            sessions: sessions,
            uncredited: uncredited,
            open: open,
            blocked: blocked
        )
    }
}

extension CreditTotals {
    fileprivate init(_ row: inout RowReader, _ currency: Currency) throws {
        self.init(count: try row.next(), total: Money(minor: try row.next(), currency))
    }
}

extension MonthEnd {
    /// Reads the columns of a close, all NULL where there is none.
    fileprivate static func read(_ row: inout RowReader) throws -> MonthEnd? {
        let state: MonthEndState? = try row.next()
        let (done, total): (Int?, Int?) = (try row.next(), try row.next())
        let message: String? = try row.next()
        let requestedBy: UserID? = try row.next()
        let (requestedAt, finishedAt): (Timestamp?, Timestamp?) = (try row.next(), try row.next())
        guard let state, let done, let total, let message, let requestedAt else { return nil }
        return MonthEnd(
            state: state,
            done: done,
            total: total,
            message: message,
            requestedBy: requestedBy,
            requestedAt: requestedAt,
            finishedAt: finishedAt
        )
    }
}
