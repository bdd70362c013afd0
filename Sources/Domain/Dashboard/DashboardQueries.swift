import Postgres
import Values

/// A day with the moments between which it lies.
struct DaySpan: Sendable {
    let day: LocalDate
    let from: Timestamp
    let until: Timestamp
}

/// Energy and sessions by the day of their stop; each day is a stretch of one index, without a conversion of times.
struct FiguresPerDay: Statement {
    static let sql = """
        SELECT d.day, f.energy, f.sessions
        FROM unnest($3::date[], $4::timestamptz[], $5::timestamptz[]) AS d (day, from_at, until_at)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(s.energy_thousandths_wh) FILTER (WHERE NOT s.is_held), 0)::bigint AS energy,
                count(*) AS sessions
            FROM sessions s
            WHERE s.operator_id = $1 AND ($2::bigint IS NULL OR s.host_id = $2) AND s.stopped_at >= d.from_at
                AND s.stopped_at < d.until_at AND s.state = 'completed'
        ) f
        ORDER BY d.day
        """
    static let isPlannedAnew = true
    static let sample = FiguresPerDay(operatorID: OperatorID(1), host: nil, days: [])
    let operatorID: OperatorID
    let host: HostID?
    let days: [DaySpan]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(host)
        values.append(days.map(\.day))
        values.append(days.map(\.from))
        values.append(days.map(\.until))
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

/// Credits that were not paid yet.
struct SumCreditsDue: Statement {
    static let sql = """
        SELECT coalesce(sum(c.total_minor), 0)::bigint, count(*), min(c.period) FILTER (WHERE NOT EXISTS (
            SELECT 1 FROM credit_approvals a WHERE a.operator_id = c.operator_id AND a.credit_id = c.id))
        FROM credits c
        WHERE c.operator_id = $1 AND c.host_id IS NOT NULL AND c.total_minor <> 0 AND NOT EXISTS (
            SELECT 1 FROM payment_file_credits p
            WHERE p.operator_id = c.operator_id AND p.credit_id = c.id AND p.return_id IS NULL)
        """
    static let isPlannedAnew = true
    static let sample = SumCreditsDue(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> DueFigures {
        DueFigures(
            totalMinor: try row.next(),
            credits: try row.next(),
            monthToApprove: try row.next(LocalDate?.self)?.yearMonth
        )
    }
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
            SELECT 1 FROM month_ends WHERE operator_id = $1 AND period = $2 AND state IN ('running', 'closed', 'blocked')
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
