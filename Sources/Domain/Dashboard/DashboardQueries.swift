import Postgres
import Values

/// Energy and sessions by the day of their stop.
struct FiguresPerDay: Statement {
    static let sql = """
        SELECT (stopped_at AT TIME ZONE $3::text)::date,
            coalesce(sum(energy_thousandths_wh) FILTER (WHERE NOT is_held), 0)::bigint, count(*)
        FROM sessions
        WHERE operator_id = $1 AND ($2::bigint IS NULL OR host_id = $2) AND stopped_at >= $4 AND stopped_at < $5
            AND state = 'completed'
        GROUP BY 1
        """
    static let sample = FiguresPerDay(
        operatorID: OperatorID(1),
        host: nil,
        zone: "UTC",
        span: (Timestamp(seconds: 0), Timestamp(seconds: 0))
    )
    let operatorID: OperatorID
    let host: HostID?
    let zone: String
    let span: (from: Timestamp, until: Timestamp)

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(host)
        values.append(zone)
        values.append(span.from)
        values.append(span.until)
    }

    static func decode(_ row: inout RowReader) throws -> DayFigures {
        DayFigures(
            day: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            sessions: try row.next()
        )
    }
}

/// How many charge points are in use, and how many of them are connected.
struct CountChargePoints: Statement {
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE t.connected_at IS NOT NULL AND t.disconnected_at IS NULL)
        FROM charge_points c
        LEFT JOIN charge_point_status t ON t.operator_id = c.operator_id AND t.charge_point_id = c.id
        WHERE c.operator_id = $1 AND c.retired_at IS NULL
        """
    static let sample = CountChargePoints(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> ChargePointFigures {
        ChargePointFigures(total: try row.next(), online: try row.next())
    }
}

/// How many sessions are under way.
struct CountOpenSessions: Statement {
    static let sql = """
        SELECT count(*) FROM sessions
        WHERE operator_id = $1 AND ($2::bigint IS NULL OR host_id = $2) AND state = 'open'
        """
    static let sample = CountOpenSessions(operatorID: OperatorID(1), host: nil)
    let operatorID: OperatorID
    let host: HostID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(host)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// How many lines wait for a price.
struct CountWaitingLines: Statement {
    static let sql = """
        SELECT count(*) FROM journal_heads
        WHERE operator_id = $1 AND ($2::bigint IS NULL OR host_id = $2) AND state <> 'priced' AND state = 'waiting'
        """
    static let sample = CountWaitingLines(operatorID: OperatorID(1), host: nil)
    let operatorID: OperatorID
    let host: HostID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(host)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Whether a month has something that no document carries yet.
struct MonthHasCredits: Statement {
    static let sql = """
        SELECT EXISTS (
            SELECT 1 FROM journal_heads
            WHERE operator_id = $1 AND period = $2 AND state = 'priced' AND credited_line_id IS NULL
                AND reimbursement_contract_id IS NOT NULL
        ) AND NOT EXISTS (
            SELECT 1 FROM month_ends WHERE operator_id = $1 AND period = $2 AND state IN ('running', 'closed')
        )
        """
    static let sample = MonthHasCredits(operatorID: OperatorID(1), month: LocalDate(daysSinceEpoch: 0).yearMonth)
    let operatorID: OperatorID
    let month: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(month.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}
