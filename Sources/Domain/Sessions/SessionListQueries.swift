import Postgres
import Values

extension SessionStanding: PostgresValue {}

enum SessionStartKey: SQLSortKey {
    static let expression = "s.started_at"
    static let isOptional = false
}

enum SessionDurationKey: SQLSortKey {
    static let expression = "s.stopped_at - s.started_at"
    static let isOptional = true
}

enum SessionEnergyKey: SQLSortKey {
    static let expression = "s.energy_thousandths_wh"
    static let isOptional = true
}

enum SessionAmountKey: SQLSortKey {
    static let joined = " LEFT JOIN journal_heads j ON j.operator_id = $1 AND j.session_id = s.id"
    static let expression = "j.amount"
    static let isOptional = true
}

/// What the statements over sessions share.
enum SessionListSQL {
    /// The columns of ``SessionSummary``.
    static let columns = """
        SELECT s.id, s.host_id, h.name, s.site_id, p.name, s.charge_point_id, c.identity, c.name,
            s.connector_id::bigint, s.transaction_id, s.started_at, s.stopped_at, s.energy_thousandths_wh, l.amount,
            o.currency, CASE WHEN s.state = 'open' THEN 'open'
                WHEN s.is_held AND coalesce(j.state = 'held', true) THEN 'held' ELSE 'completed' END,
            array_to_string(s.flags, ',')
        """
    /// The tables around the session `s`.
    static let joined = """

        JOIN operators o ON o.id = s.operator_id
        JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        JOIN sites p ON p.operator_id = s.operator_id AND p.id = s.site_id
        JOIN charge_points c ON c.operator_id = s.operator_id AND c.id = s.charge_point_id
        LEFT JOIN journal_heads j ON j.operator_id = s.operator_id AND j.session_id = s.id
        LEFT JOIN priced_lines l ON l.operator_id = j.operator_id AND l.id = j.line_id

        """
    /// Whether a held session `s` still is: a person may have decided.
    private static let isHeld = """
        coalesce((SELECT h.state = 'held' FROM journal_heads h
            WHERE h.operator_id = $1 AND h.session_id = s.id), true)
        """
    /// The conditions on `s`; parameters $1 to $8 are those of ``SessionFilter``.
    static let conditions = """

        WHERE s.operator_id = $1 AND s.started_at >= $2 AND s.started_at < $3
            AND ($4::bigint IS NULL OR s.host_id = $4) AND ($5::bigint IS NULL OR s.site_id = $5)
            AND ($6::bigint[] IS NULL OR s.charge_point_id = ANY($6))
            AND CASE WHEN $7::text IS NULL THEN true
                WHEN $7 = 'open' THEN s.state = 'open'
                WHEN $7 = 'held' THEN s.state <> 'open' AND s.is_held AND \(isHeld)
                ELSE s.state <> 'open' AND NOT (s.is_held AND \(isHeld)) END
            AND ($8::text IS NULL OR s.flags @> ARRAY[$8])

        """

    /// The ids of a filter with what they are ordered by.
    static func found(_ order: any SQLOrder.Type) -> String {
        "SELECT s.id, " + order.expression + " AS sort_key FROM sessions s" + order.joined + conditions
            + order.clause("s.id")
    }
}

extension SessionFilter {
    /// Before any session.
    private static let earliest = Timestamp(seconds: 0)
    /// After any session: the year 10000.
    private static let latest = Timestamp(seconds: 253_402_300_800)

    /// Parameters $1 to $8.
    func bind(_ operatorID: OperatorID, to values: inout Bindings) {
        values.append(operatorID)
        values.append(from ?? SessionFilter.earliest)
        values.append(until ?? SessionFilter.latest)
        values.append(host)
        values.append(site)
        values.append(chargePoints)
        values.append(standing)
        values.append(flag?.rawValue)
    }
}

/// The sessions that a page of a filter shows, in an order.
struct ListSessions<Order: SQLOrder>: Statement {
    static var sql: String { SessionListSQL.found(Order.self) + " LIMIT $9 OFFSET $10" }
    static var isPlannedAnew: Bool { true }
    static var sample: ListSessions {
        ListSessions(operatorID: OperatorID(1), filter: SessionFilter(), window: .all)
    }
    let operatorID: OperatorID
    let filter: SessionFilter
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

/// Sessions as a list shows them, in the order of their ids here.
struct SessionSummaries: Statement {
    static let sql =
        SessionListSQL.columns + """
             FROM unnest($2::bigint[]) WITH ORDINALITY AS page (id, place)
            JOIN sessions s ON s.operator_id = $1 AND s.id = page.id
            """ + SessionListSQL.joined + "ORDER BY page.place"
    static let sample = SessionSummaries(operatorID: OperatorID(1), ids: [])
    let operatorID: OperatorID
    let ids: [SessionID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ids)
    }

    static func decode(_ row: inout RowReader) throws -> SessionSummary { try SessionSummary(reading: &row) }
}

/// All sessions of a filter in an order, for files.
struct ExportSessions<Order: SQLOrder>: Statement {
    static var sql: String {
        SessionListSQL.columns + " FROM (" + SessionListSQL.found(Order.self) + " OFFSET 0) AS found"
            + " JOIN sessions s ON s.operator_id = $1 AND s.id = found.id" + SessionListSQL.joined
            + Order.clause("s.id")
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ExportSessions { ExportSessions(operatorID: OperatorID(1), filter: SessionFilter()) }
    let operatorID: OperatorID
    let filter: SessionFilter

    func bind(to values: inout Bindings) { filter.bind(operatorID, to: &values) }

    static func decode(_ row: inout RowReader) throws -> SessionSummary { try SessionSummary(reading: &row) }
}

extension SessionSummary {
    /// Reads the columns of ``SessionListSQL/columns``.
    init(reading row: inout RowReader) throws {
        id = try row.next()
        hostID = try row.next()
        hostName = try row.next()
        siteID = try row.next()
        siteName = try row.next()
        chargePointID = try row.next()
        chargePointIdentity = try row.next()
        chargePointName = try row.next()
        connector = try row.next()
        transactionID = try row.next()
        startedAt = try row.next()
        stoppedAt = try row.next()
        energy = try row.next(Int64?.self).map { Energy(thousandthsWh: $0) }
        amount = try row.next()
        currency = try row.next()
        standing = try row.next()
        flags = SessionFlag.list(from: try row.next())
    }
}

/// How many sessions a filter takes, counted to one more than the limit.
struct CountSessions: Statement {
    static let sql =
        "SELECT count(*) FROM (SELECT 1 FROM sessions s" + SessionListSQL.conditions + "LIMIT $9) AS counted"
    static let isPlannedAnew = true
    static let sample = CountSessions(operatorID: OperatorID(1), filter: SessionFilter())
    let operatorID: OperatorID
    let filter: SessionFilter

    func bind(to values: inout Bindings) {
        filter.bind(operatorID, to: &values)
        values.append(ListLimits.countedRows + 1)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

extension SessionFlag {
    /// Reads names parted by commas, in the order of their definition.
    static func list(from text: String) -> [SessionFlag] {
        let flags = set(from: text)
        return allCases.filter(flags.contains)
    }
}
