import Postgres
import Values

extension PushedSession {
    fileprivate init(reading row: inout RowReader) throws {
        self.init(
            name: try row.next(),
            charger: try row.next(),
            connector: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            begin: Energy(thousandthsWh: try row.next()),
            end: Energy(thousandthsWh: try row.next()),
            isWithdrawn: try row.next()
        )
    }
}

/// The newest versions of sessions by name.
struct KeptSessionsOf: Statement {
    static let sql = """
        SELECT k.version::bigint, k.external_id, k.charger_id, k.connector::bigint, k.started_at, k.stopped_at,
            k.begin_thousandths_wh, k.end_thousandths_wh, k.is_withdrawn
        FROM (SELECT DISTINCT name FROM unnest($2::text[]) AS n (name)) w
        JOIN LATERAL (SELECT p.version, p.external_id, p.charger_id, p.connector, p.started_at, p.stopped_at,
                p.begin_thousandths_wh, p.end_thousandths_wh, p.is_withdrawn FROM pushed_sessions p
            WHERE p.operator_id = $1 AND p.external_id = w.name ORDER BY p.version DESC LIMIT 1) k ON true
        """
    static let sample = KeptSessionsOf(operatorID: OperatorID(1), names: [])
    let operatorID: OperatorID
    let names: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(names)
    }
    static func decode(_ row: inout RowReader) throws -> (version: Int, session: PushedSession) {
        (try row.next(), try PushedSession(reading: &row))
    }
}

/// Keeps the sessions of a batch that are new or others than before.
struct InsertPushedSessions: Statement {
    static let sql = """
        INSERT INTO pushed_sessions (operator_id, batch_id, place, customer_id, version, external_id, charger_id, connector,
            started_at, stopped_at, begin_thousandths_wh, end_thousandths_wh, is_withdrawn)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[],
            $9::timestamptz[], $10::timestamptz[], $11::bigint[], $12::bigint[], $13::boolean[]) AS n
        """
    static let sample = InsertPushedSessions(operatorID: OperatorID(1), batch: PushBatchID(1), rows: [])
    let operatorID: OperatorID
    let batch: PushBatchID
    let rows: [(place: Int, customer: CustomerID, version: Int, session: PushedSession)]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(batch)
        values.append(rows.map(\.place))
        values.append(rows.map(\.customer))
        values.append(rows.map(\.version))
        values.append(rows.map(\.session.name))
        values.append(rows.map(\.session.charger))
        values.append(rows.map(\.session.connector))
        values.append(rows.map(\.session.startedAt))
        values.append(rows.map(\.session.stoppedAt))
        values.append(rows.map(\.session.begin.thousandthsWh))
        values.append(rows.map(\.session.end.thousandthsWh))
        values.append(rows.map(\.session.isWithdrawn))
    }
}

/// The newest versions of sessions by id, of all chargers or of one.
struct PageOfPushedSessions: Statement {
    static let sql = """
        SELECT p.id, p.customer_id, p.version::bigint, p.batch_id, p.external_id, p.charger_id, p.connector::bigint,
            p.started_at, p.stopped_at, p.begin_thousandths_wh, p.end_thousandths_wh, p.is_withdrawn
        FROM pushed_sessions p
        WHERE p.operator_id = $1 AND p.id > $3 AND ($2::bigint IS NULL OR p.charger_id = $2)
            AND NOT EXISTS (SELECT FROM pushed_sessions n
                WHERE n.operator_id = $1 AND n.external_id = p.external_id AND n.version = p.version + 1)
        ORDER BY p.id LIMIT $4
        """
    static let isPlannedAnew = true
    static let sample = PageOfPushedSessions(
        operatorID: OperatorID(1),
        charger: nil,
        after: PushedSessionID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let charger: EREChargerID?
    let after: PushedSessionID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(charger)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> KeptSession {
        let (id, customer): (PushedSessionID, CustomerID) = (try row.next(), try row.next())
        let (version, batch): (Int, PushBatchID) = (try row.next(), try row.next())
        let session = try PushedSession(reading: &row)
        return KeptSession(id: id, customer: customer, session: session, version: version, batch: batch)
    }
}
