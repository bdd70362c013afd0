import Postgres
import Values

/// What the statements over sessions for programs share.
private enum APISessionSQL {
    static let columns = """
        SELECT s.id, s.charge_point_id, c.identity, s.connector_id::bigint, u.customer_id,
            CASE WHEN s.state = 'open' THEN 'open'
                WHEN s.is_held AND coalesce(j.state = 'held', true) THEN 'held' ELSE 'completed' END,
            s.started_at, s.stopped_at, s.meter_start_thousandths_wh, s.meter_stop_thousandths_wh,
            s.energy_thousandths_wh, array_to_string(s.flags, ','), s.revision::bigint
        FROM sessions s
        JOIN charge_points c ON c.operator_id = $1 AND c.id = s.charge_point_id
        LEFT JOIN customer_charge_points u ON u.operator_id = $1 AND u.charge_point_id = s.charge_point_id
        LEFT JOIN journal_heads j ON j.operator_id = $1 AND j.session_id = s.id

        """
    /// Parameters $2 to $6.
    static let window = """
        s.started_at >= $2 AND s.started_at < $3 AND (s.started_at, s.id) < ($4, $5)
        ORDER BY s.started_at DESC, s.id DESC LIMIT $6
        """
    /// After any session: the year 10000.
    private static let latest = Timestamp(seconds: 253_402_300_800)

    static func bind(
        _ filter: APISessionFilter,
        _ after: APISession.Key?,
        _ limit: Int,
        to values: inout Bindings
    ) {
        values.append(filter.from ?? Timestamp(seconds: 0))
        values.append(filter.until ?? latest)
        values.append(after?.startedAt ?? latest)
        values.append(after?.id ?? SessionID(0))
        values.append(limit)
    }
}

extension APISession {
    fileprivate init(reading row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            chargePoint: try row.next(),
            identity: try row.next(),
            connector: try row.next(),
            customer: try row.next(),
            standing: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            meterStart: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            meterStop: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            energy: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            flags: SessionFlag.list(from: try row.next()),
            revision: try row.next()
        )
    }
}

/// The sessions that started before a key.
struct PageOfSessions: Statement {
    static let sql = APISessionSQL.columns + "WHERE s.operator_id = $1 AND " + APISessionSQL.window
    static let sample = PageOfSessions(operatorID: OperatorID(1), filter: APISessionFilter(), after: nil, limit: 1)
    let operatorID: OperatorID
    let filter: APISessionFilter
    let after: APISession.Key?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        APISessionSQL.bind(filter, after, limit, to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> APISession { try APISession(reading: &row) }
}

/// The same of one charge point.
struct PageOfSessionsOfChargePoint: Statement {
    static let sql =
        APISessionSQL.columns + "WHERE s.operator_id = $1 AND s.charge_point_id = $7 AND " + APISessionSQL.window
    static let sample = PageOfSessionsOfChargePoint(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        filter: APISessionFilter(),
        after: nil,
        limit: 1
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let filter: APISessionFilter
    let after: APISession.Key?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        APISessionSQL.bind(filter, after, limit, to: &values)
        values.append(chargePoint)
    }
    static func decode(_ row: inout RowReader) throws -> APISession { try APISession(reading: &row) }
}

/// One session for programs.
struct FindAPISession: Statement {
    static let sql = APISessionSQL.columns + "WHERE s.operator_id = $1 AND s.id = $2"
    static let sample = FindAPISession(operatorID: OperatorID(1), id: SessionID(1))
    let operatorID: OperatorID
    let id: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> APISession { try APISession(reading: &row) }
}
