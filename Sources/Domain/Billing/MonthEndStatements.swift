import Postgres
import Values

/// Has PostgreSQL look again at what is in the tables of documents, so that what is planned from here on fits them.
struct RefreshBillingStatistics: Statement {
    static let sql = "SELECT refresh_billing_statistics()"
    static let sample = RefreshBillingStatistics()
}

/// How far closing a month is.
package enum MonthEndState: String, CaseIterable, Sendable {
    /// Somebody asked for it.
    case requested
    /// It is being done, or was interrupted.
    case running
    /// All documents are made.
    case closed
    /// It stopped; the message says why.
    case failed
    /// It went to its end, and some documents could not be made.
    case blocked
}

extension MonthEndState: PostgresValue {}

/// Notes a wish to close; one that is being worked on stays as it is.
struct RequestMonthEnd: Statement {
    static let sql = """
        INSERT INTO month_ends (operator_id, period, state, requested_by, requested_at)
        VALUES ($1, $2, 'requested', $3, $4)
        ON CONFLICT ON CONSTRAINT month_ends_key DO UPDATE
        SET state = 'requested', requested_by = excluded.requested_by, requested_at = excluded.requested_at,
            message = '', finished_at = NULL
        WHERE month_ends.state <> 'running'
        """
    static let sample = RequestMonthEnd(operatorID: OperatorID(1), period: .sample, by: nil, at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let period: YearMonth
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(by)
        values.append(at)
    }
}

/// Notes that closing began, and answers for whom it is done.
struct StartMonthEnd: Statement {
    static let sql = """
        INSERT INTO month_ends (operator_id, period, state, requested_by, requested_at)
        VALUES ($1, $2, 'running', $3, $4)
        ON CONFLICT ON CONSTRAINT month_ends_key DO UPDATE
        SET state = 'running', requested_by = coalesce(excluded.requested_by, month_ends.requested_by),
            message = '', finished_at = NULL
        RETURNING requested_by
        """
    static let sample = StartMonthEnd(operatorID: OperatorID(1), period: .sample, by: nil, at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let period: YearMonth
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(by)
        values.append(at)
    }

    static func decode(_ row: inout RowReader) throws -> UserID? { try row.next() }
}

/// Notes how far a close is.
struct NoteProgress: Statement {
    static let sql = """
        UPDATE month_ends SET done = $3::bigint, total = $4::bigint
        WHERE operator_id = $1 AND period = $2 AND state = 'running'
        """
    static let sample = NoteProgress(operatorID: OperatorID(1), period: .sample, done: 0, total: 0)
    let operatorID: OperatorID
    let period: YearMonth
    let done: Int
    let total: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(done)
        values.append(total)
    }
}

/// Notes how a close ended.
struct FinishMonthEnd: Statement {
    static let sql = """
        UPDATE month_ends
        SET state = $3, message = $4, done = coalesce($5::bigint, done), total = coalesce($6::bigint, total),
            finished_at = $7
        WHERE operator_id = $1 AND period = $2
        """
    static let sample = FinishMonthEnd(
        operatorID: OperatorID(1),
        period: .sample,
        state: .closed,
        message: "",
        documents: nil,
        total: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let period: YearMonth
    let state: MonthEndState
    let message: String
    let documents: Int?
    let total: Int?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(state)
        values.append(message)
        values.append(documents)
        values.append(total)
        values.append(at)
    }
}

/// Closes that are wanted or under way, of all operators.
struct UnfinishedMonthEnds: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let period: YearMonth
    }

    static let sql = """
        SELECT operator_id, period FROM month_ends WHERE state IN ('requested', 'running') ORDER BY requested_at
        """
    static let sample = UnfinishedMonthEnds()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), period: try row.next(LocalDate.self).yearMonth)
    }
}

/// Documents of a month, and sessions up to it that wait.
struct MonthTally: Statement {
    struct Row: Sendable {
        let documents: Int
        let open: OpenLines
    }

    static let sql = """
        SELECT (SELECT count(*) FROM credits c
                WHERE c.operator_id = $1 AND c.host_id IS NOT NULL AND c.period = $2),
            count(*) FILTER (WHERE h.state = 'waiting'),
            count(*) FILTER (WHERE h.state = 'held'),
            count(*) FILTER (WHERE h.state = 'no_contract')
        FROM journal_heads h
        WHERE h.operator_id = $1 AND h.state <> 'priced' AND h.period <= $2
        """
    static let sample = MonthTally(operatorID: OperatorID(1), period: .sample)
    let operatorID: OperatorID
    let period: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            documents: try row.next(),
            open: OpenLines(waiting: try row.next(), held: try row.next(), withoutContract: try row.next())
        )
    }
}

extension YearMonth {
    /// A month for statements that are only described.
    static let sample = LocalDate(daysSinceEpoch: 0).yearMonth
}
