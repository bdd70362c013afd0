import Postgres
import Values

extension SessionStanding: PostgresValue {}

enum SessionStartKey: SQLSortKey {
    static let ascending = "s.started_at, s.id"
    static let descending = "s.started_at DESC, s.id DESC"
}

enum SessionDurationKey: SQLSortKey {
    static let ascending = "s.stopped_at - s.started_at, s.id"
    static let descending = "s.stopped_at - s.started_at DESC NULLS LAST, s.id DESC"
}

enum SessionEnergyKey: SQLSortKey {
    static let ascending = "s.energy_thousandths_wh, s.id"
    static let descending = "s.energy_thousandths_wh DESC NULLS LAST, s.id DESC"
}

enum SessionAmountKey: SQLSortKey {
    static let ascending = "l.amount, s.id"
    static let descending = "l.amount DESC NULLS LAST, s.id DESC"
}

/// Where sessions are listed from, and under which conditions; parameters $1 to $8 are those of ``SessionFilter``.
private enum SessionListSQL {
    static let source = """

        FROM sessions s
        JOIN operators o ON o.id = s.operator_id
        JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        JOIN sites p ON p.operator_id = s.operator_id AND p.id = s.site_id
        JOIN charge_points c ON c.operator_id = s.operator_id AND c.id = s.charge_point_id
        LEFT JOIN journal_heads j ON j.operator_id = s.operator_id AND j.session_id = s.id
        LEFT JOIN priced_lines l ON l.operator_id = j.operator_id AND l.id = j.line_id
        WHERE s.operator_id = $1 AND s.started_at >= $2 AND s.started_at < $3
            AND ($4::bigint IS NULL OR s.host_id = $4) AND ($5::bigint IS NULL OR s.site_id = $5)
            AND ($6 = '%%' OR c.identity ILIKE $6 OR c.name ILIKE $6)
            AND ($7::text IS NULL OR CASE WHEN s.state = 'open' THEN 'open'
                WHEN coalesce(j.state = 'held', s.is_held) THEN 'held' ELSE 'completed' END = $7)
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
        """
        SELECT s.id, s.host_id, h.name, s.site_id, p.name, s.charge_point_id, c.identity, c.name,
            s.connector_id::bigint, s.transaction_id, s.started_at, s.stopped_at, s.energy_thousandths_wh, l.amount,
            o.currency, CASE WHEN s.state = 'open' THEN 'open'
                WHEN coalesce(j.state = 'held', s.is_held) THEN 'held' ELSE 'completed' END,
            array_to_string(s.flags, ',')
        """ + SessionListSQL.source + "ORDER BY " + Order.sql + " LIMIT $9 OFFSET $10"
    }
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
    static let sql = "SELECT count(*) FROM (SELECT 1" + SessionListSQL.source + "LIMIT $9) AS counted"
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
