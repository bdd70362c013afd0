import Postgres
import Values

extension JournalStanding: PostgresValue {}

enum JournalStopKey: SQLSortKey {
    static let expression = "j.stopped_at"
    static let isOptional = false
}

/// Sites in the order of their names.
enum JournalSiteKey: SQLSortKey {
    static let joined = """
         JOIN (SELECT id, row_number() OVER (ORDER BY lower(name), id) AS place FROM sites WHERE operator_id = $1) p
            ON p.id = j.site_id
        """
    static let expression = "p.place"
    static let isOptional = false
}

enum JournalEnergyKey: SQLSortKey {
    static let expression = "j.energy_thousandths_wh"
    static let isOptional = false
}

enum JournalAmountKey: SQLSortKey {
    static let expression = "j.amount"
    static let isOptional = true
}

enum JournalStateKey: SQLSortKey {
    static let expression = JournalSQL.standing
    static let isOptional = false
}

/// What the journal's statements share.
enum JournalSQL {
    /// How far a line `j` is: what a credit has and what the session is worth now are compared as `credit_entries_due`
    /// does, which makes the corrections.
    static let standing = """
        CASE WHEN j.credited_line_id IS NULL THEN j.state
            WHEN j.credited_line_id = j.line_id AND j.state = 'priced' THEN 'credited'
            WHEN EXISTS (SELECT 1 FROM credit_entries_due e WHERE e.operator_id = j.operator_id
                AND e.session_id = j.session_id) THEN 'correction'
            ELSE 'credited' END
        """
    /// The columns of ``JournalEntry``: the newest version is as far as the session, an older one as it was.
    static let columns =
        """
        SELECT l.id, l.session_id, l.host_id, l.site_id, CASE WHEN l.id = j.line_id THEN
        """ + " " + standing + " " + """
            WHEN j.credited_line_id = l.id AND l.state = 'priced' THEN 'credited' ELSE l.state END,
                h.name, p.name, c.identity, c.name, s.started_at, j.stopped_at, l.energy_thousandths_wh,
                CASE WHEN jsonb_array_length(l.detail -> 'parts') = 1
                    THEN (l.detail -> 'parts' -> 0 ->> 'price')::numeric END,
                coalesce(jsonb_array_length(l.detail -> 'parts'), 0)::bigint,
                jsonb_build_object('terms', l.detail -> 'terms'), l.pricing, l.amount, l.other_amount, l.currency

            """
    /// The tables around the journal `j`.
    static let joined = """

        JOIN sessions s ON s.operator_id = j.operator_id AND s.id = j.session_id
        JOIN hosts h ON h.operator_id = l.operator_id AND h.id = l.host_id
        JOIN sites p ON p.operator_id = l.operator_id AND p.id = l.site_id
        JOIN charge_points c ON c.operator_id = s.operator_id AND c.id = s.charge_point_id

        """
    /// The lines of a filter, under the parameters $1 to $7 of ``JournalFilter``.
    ///
    /// Planned with its parameters, only the branch of one standing is left, which an index may serve.
    static func heads(_ joined: String = "") -> String {
        " FROM journal_heads j" + joined + """

            WHERE j.operator_id = $1 AND j.period >= $2 AND j.period <= $3
                AND ($4::bigint IS NULL OR j.host_id = $4) AND ($5::bigint IS NULL OR j.site_id = $5)
                AND CASE WHEN $6::text IS NULL THEN true
                    WHEN $6 = 'correction' THEN j.is_changed AND (\(standing)) = $6
                    WHEN $6 = 'credited' THEN j.credited_line_id IS NOT NULL AND (\(standing)) = $6
                    ELSE j.credited_line_id IS NULL AND j.state = $6 END
                AND ($7::bigint[] IS NULL OR j.charge_point_id = ANY($7))

            """
    }
}

extension JournalFilter {
    /// The first and last day that a calendar of four-digit years has.
    private static let days = (
        first: LocalDate(year: 1, month: 1, day: 1) ?? LocalDate(daysSinceEpoch: 0),
        last: LocalDate(year: 9999, month: 12, day: 31) ?? LocalDate(daysSinceEpoch: 0)
    )

    /// Parameters $1 to $7.
    func bind(_ operatorID: OperatorID, to values: inout Bindings) {
        values.append(operatorID)
        values.append(month?.firstDay ?? JournalFilter.days.first)
        values.append(month?.firstDay ?? JournalFilter.days.last)
        values.append(host)
        values.append(site)
        values.append(standing)
        values.append(chargePoints)
    }
}

/// The sessions whose lines a page of a filter shows, in an order.
struct ListJournal<Order: SQLOrder>: Statement {
    static var sql: String {
        "SELECT j.session_id, " + Order.expression + " AS sort_key" + JournalSQL.heads(Order.joined)
            + Order.clause("j.session_id") + " LIMIT $8 OFFSET $9"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListJournal {
        ListJournal(operatorID: OperatorID(1), filter: JournalFilter(), window: .all)
    }
    let operatorID: OperatorID
    let filter: JournalFilter
    let window: ListWindow

    func bind(to values: inout Bindings) {
        filter.bind(operatorID, to: &values)
        values.append(window.limit)
        values.append(window.offset)
    }

    static func decode(_ row: inout RowReader) throws -> SessionID {
        let id: SessionID = try row.next()
        row.ignoreRest()
        return id
    }
}

/// The newest lines of sessions, in the order of their ids here.
struct JournalEntries: Statement {
    static let sql =
        JournalSQL.columns + """
            FROM unnest($2::bigint[]) WITH ORDINALITY AS page (session_id, place)
            JOIN journal_heads j ON j.operator_id = $1 AND j.session_id = page.session_id
            JOIN priced_lines l ON l.operator_id = $1 AND l.id = j.line_id
            """ + JournalSQL.joined + "ORDER BY page.place"
    static let sample = JournalEntries(operatorID: OperatorID(1), sessions: [])
    let operatorID: OperatorID
    let sessions: [SessionID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sessions)
    }

    static func decode(_ row: inout RowReader) throws -> JournalEntry { try JournalEntry(reading: &row) }
}

extension JournalEntry {
    /// Reads the columns of ``JournalSQL/columns``.
    init(reading row: inout RowReader) throws {
        lineID = try row.next()
        sessionID = try row.next()
        hostID = try row.next()
        siteID = try row.next()
        standing = try row.next()
        hostName = try row.next()
        siteName = try row.next()
        chargePointIdentity = try row.next()
        chargePointName = try row.next()
        startedAt = try row.next()
        stoppedAt = try row.next()
        energy = Energy(thousandthsWh: try row.next())
        price = try row.next()
        partCount = try row.next()
        terms = LineDetail.terms(in: try row.next())
        pricing = try row.next()
        amount = try row.next()
        otherAmount = try row.next()
        currency = try row.next()
    }
}

/// How many lines a filter takes, counted to one more than the limit.
struct CountJournal: Statement {
    static let sql = "SELECT count(*) FROM (SELECT 1" + JournalSQL.heads() + "LIMIT $8) AS counted"
    static let isPlannedAnew = true
    static let sample = CountJournal(operatorID: OperatorID(1), filter: JournalFilter())
    let operatorID: OperatorID
    let filter: JournalFilter

    func bind(to values: inout Bindings) {
        filter.bind(operatorID, to: &values)
        values.append(ListLimits.countedRows + 1)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// What the lines of a filter add up to.
struct SumJournal: Statement {
    static let sql =
        "SELECT count(*), coalesce(sum(j.energy_thousandths_wh), 0)::bigint, coalesce(sum(j.amount), 0)"
        + JournalSQL.heads()
    static let isPlannedAnew = true
    static let sample = SumJournal(operatorID: OperatorID(1), filter: JournalFilter())
    let operatorID: OperatorID
    let filter: JournalFilter

    func bind(to values: inout Bindings) { filter.bind(operatorID, to: &values) }

    static func decode(_ row: inout RowReader) throws -> JournalTotals {
        JournalTotals(
            lines: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            amount: try row.next()
        )
    }
}
