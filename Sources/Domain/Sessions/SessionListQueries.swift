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
    static let expression = """
        (SELECT j.amount FROM journal_heads j WHERE j.operator_id = $1 AND j.session_id = s.id)
        """
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
    /// The conditions on `s`; parameters $1 to $8 are those of ``SessionFilter``.
    static let conditions = """

        FROM sessions s
        WHERE s.operator_id = $1 AND s.started_at >= $2 AND s.started_at < $3
            AND ($4::bigint IS NULL OR s.host_id = $4) AND ($5::bigint IS NULL OR s.site_id = $5)
            AND ($6 = '%%' OR s.charge_point_id IN (
                SELECT c.id FROM charge_points c
                WHERE c.operator_id = $1 AND (c.identity ILIKE $6 OR c.name ILIKE $6)))
            AND ($7::text IS NULL OR CASE WHEN s.state = 'open' THEN 'open'
                WHEN s.is_held AND coalesce((SELECT j.state = 'held' FROM journal_heads j
                    WHERE j.operator_id = $1 AND j.session_id = s.id), true) THEN 'held'
                ELSE 'completed' END = $7)
            AND ($8::text IS NULL OR s.flags @> ARRAY[$8])

        """
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
        values.append(SearchPattern.containing(chargePoint))
        values.append(standing)
        values.append(flag?.rawValue)
    }
}

/// Sessions of a filter in an order.
struct ListSessions<Order: SQLOrder>: Statement {
    static var sql: String {
        SessionListSQL.columns + " FROM (SELECT s.id, " + Order.expression + " AS sort_key"
            + SessionListSQL.conditions + Order.clause("s.id") + " LIMIT $9 OFFSET $10) AS page"
            + " JOIN sessions s ON s.operator_id = $1 AND s.id = page.id" + SessionListSQL.joined
            + Order.clause("s.id")
    }
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

    static func decode(_ row: inout RowReader) throws -> SessionSummary {
        SessionSummary(
            id: try row.next(),
            hostID: try row.next(),
            hostName: try row.next(),
            siteID: try row.next(),
            siteName: try row.next(),
            chargePointID: try row.next(),
            chargePointIdentity: try row.next(),
            chargePointName: try row.next(),
            connector: try row.next(),
            transactionID: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            energy: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            amount: try row.next(),
            currency: try row.next(),
            standing: try row.next(),
            flags: SessionFlag.list(from: try row.next())
        )
    }
}

/// How many sessions a filter takes, counted up to a limit.
struct CountSessions: Statement {
    static let sql = "SELECT count(*) FROM (SELECT 1" + SessionListSQL.conditions + "LIMIT $9) AS counted"
    static let isPlannedAnew = true
    static let sample = CountSessions(operatorID: OperatorID(1), filter: SessionFilter())
    let operatorID: OperatorID
    let filter: SessionFilter

    func bind(to values: inout Bindings) {
        filter.bind(operatorID, to: &values)
        values.append(ListLimits.countedRows)
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
