import Postgres
import Values

/// What is kept of a batch's chargers from just before its first to just after its last reading of each.
struct KeptReadingsOf: Statement {
    static let sql = """
        SELECT w.charger_id, k.read_at, k.register_thousandths_wh
        FROM unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[]) AS w (charger_id, first, last)
        CROSS JOIN LATERAL (
            (SELECT r.read_at, r.register_thousandths_wh FROM pushed_readings r
                WHERE r.operator_id = $1 AND r.charger_id = w.charger_id AND r.read_at < w.first
                ORDER BY r.read_at DESC LIMIT 1)
            UNION ALL
            (SELECT r.read_at, r.register_thousandths_wh FROM pushed_readings r
                WHERE r.operator_id = $1 AND r.charger_id = w.charger_id AND r.read_at BETWEEN w.first AND w.last)
            UNION ALL
            (SELECT r.read_at, r.register_thousandths_wh FROM pushed_readings r
                WHERE r.operator_id = $1 AND r.charger_id = w.charger_id AND r.read_at > w.last
                ORDER BY r.read_at LIMIT 1)
        ) k
        """
    static let sample = KeptReadingsOf(operatorID: OperatorID(1), [])
    let operatorID: OperatorID
    private let chargers: [(id: EREChargerID, first: Timestamp, last: Timestamp)]

    init(operatorID: OperatorID, _ readings: [PushedReading]) {
        self.operatorID = operatorID
        chargers = Dictionary(grouping: readings, by: \.charger).compactMap { charger, rows in
            let moments = rows.map(\.at)
            guard let first = moments.min(), let last = moments.max() else { return nil }
            return (charger, first, last)
        }
    }

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargers.map(\.id))
        values.append(chargers.map(\.first))
        values.append(chargers.map(\.last))
    }
    static func decode(_ row: inout RowReader) throws -> PushedReading {
        PushedReading(
            charger: try row.next(),
            at: try row.next(),
            register: Energy(thousandthsWh: try row.next())
        )
    }
}

/// Keeps the readings of a batch that are new.
struct InsertPushedReadings: Statement {
    static let sql = """
        INSERT INTO pushed_readings (operator_id, batch_id, place, customer_id, charger_id, read_at,
            register_thousandths_wh)
        SELECT $1, $2, n.place, n.customer_id, n.charger_id, n.read_at, n.register
        FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::bigint[])
            AS n (place, customer_id, charger_id, read_at, register)
        """
    static let sample = InsertPushedReadings(operatorID: OperatorID(1), batch: PushBatchID(1), rows: [])
    let operatorID: OperatorID
    let batch: PushBatchID
    let rows: [(place: Int, customer: CustomerID, reading: PushedReading)]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(batch)
        values.append(rows.map(\.place))
        values.append(rows.map(\.customer))
        values.append(rows.map(\.reading.charger))
        values.append(rows.map(\.reading.at))
        values.append(rows.map(\.reading.register.thousandthsWh))
    }
}

/// The next readings by id, of all chargers or of one.
struct PageOfPushedReadings: Statement {
    static let sql = """
        SELECT r.id, r.customer_id, r.charger_id, r.read_at, r.register_thousandths_wh, r.batch_id
        FROM pushed_readings r
        WHERE r.operator_id = $1 AND r.id > $3 AND ($2::bigint IS NULL OR r.charger_id = $2) ORDER BY r.id LIMIT $4
        """
    static let isPlannedAnew = true
    static let sample = PageOfPushedReadings(
        operatorID: OperatorID(1),
        charger: nil,
        after: PushedReadingID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let charger: EREChargerID?
    let after: PushedReadingID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(charger)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> KeptReading {
        let (id, customer): (PushedReadingID, CustomerID) = (try row.next(), try row.next())
        let reading = PushedReading(
            charger: try row.next(),
            at: try row.next(),
            register: Energy(thousandthsWh: try row.next())
        )
        return KeptReading(id: id, customer: customer, reading: reading, batch: try row.next())
    }
}
