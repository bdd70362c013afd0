import Postgres
import Values

extension PushedReading {
    fileprivate init(reading row: inout RowReader) throws {
        self.init(
            charger: try row.next(),
            at: try row.next(),
            register: Energy(thousandthsWh: try row.next()),
            isWithdrawn: try row.next()
        )
    }
}

extension KeptReading {
    fileprivate init(kept row: inout RowReader) throws {
        let (id, customer): (PushedReadingID, CustomerID) = (try row.next(), try row.next())
        let reading = try PushedReading(reading: &row)
        self.init(id: id, customer: customer, reading: reading, version: try row.next(), batch: try row.next())
    }
}

/// What is kept of a batch's chargers from just before its first to just after its last reading of each, by the newest
/// version of each moment; between these also what was taken back.
struct KeptReadingsOf: Statement {
    static let sql = """
        SELECT w.charger_id, k.read_at, k.register_thousandths_wh, k.is_withdrawn, k.version::bigint
        FROM unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[]) AS w (charger_id, first, last)
        CROSS JOIN LATERAL (
            (SELECT r.read_at, r.register_thousandths_wh, r.is_withdrawn, r.version FROM pushed_readings r
                WHERE r.operator_id = $1 AND r.charger_id = w.charger_id AND r.read_at < w.first AND NOT r.is_withdrawn
                AND NOT EXISTS (SELECT FROM pushed_readings n WHERE n.operator_id = $1
                    AND n.charger_id = r.charger_id AND n.read_at = r.read_at AND n.version = r.version + 1)
                ORDER BY r.read_at DESC LIMIT 1)
            UNION ALL
            (SELECT r.read_at, r.register_thousandths_wh, r.is_withdrawn, r.version FROM pushed_readings r
                WHERE r.operator_id = $1 AND r.charger_id = w.charger_id AND r.read_at BETWEEN w.first AND w.last
                AND NOT EXISTS (SELECT FROM pushed_readings n WHERE n.operator_id = $1
                    AND n.charger_id = r.charger_id AND n.read_at = r.read_at AND n.version = r.version + 1))
            UNION ALL
            (SELECT r.read_at, r.register_thousandths_wh, r.is_withdrawn, r.version FROM pushed_readings r
                WHERE r.operator_id = $1 AND r.charger_id = w.charger_id AND r.read_at > w.last AND NOT r.is_withdrawn
                AND NOT EXISTS (SELECT FROM pushed_readings n WHERE n.operator_id = $1
                    AND n.charger_id = r.charger_id AND n.read_at = r.read_at AND n.version = r.version + 1)
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
    static func decode(_ row: inout RowReader) throws -> (version: Int, reading: PushedReading) {
        let reading = try PushedReading(reading: &row)
        return (try row.next(), reading)
    }
}

/// Keeps the readings of a batch that are new or others than before.
struct InsertPushedReadings: Statement {
    static let sql = """
        INSERT INTO pushed_readings (operator_id, batch_id, place, customer_id, charger_id, read_at,
            register_thousandths_wh, version, is_withdrawn)
        SELECT $1, $2, n.place, n.customer_id, n.charger_id, n.read_at, n.register, n.version, n.is_withdrawn
        FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::bigint[], $8::bigint[],
            $9::boolean[]) AS n (place, customer_id, charger_id, read_at, register, version, is_withdrawn)
        """
    static let sample = InsertPushedReadings(operatorID: OperatorID(1), batch: PushBatchID(1), rows: [])
    let operatorID: OperatorID
    let batch: PushBatchID
    let rows: [(place: Int, customer: CustomerID, version: Int, reading: PushedReading)]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(batch)
        values.append(rows.map(\.place))
        values.append(rows.map(\.customer))
        values.append(rows.map(\.reading.charger))
        values.append(rows.map(\.reading.at))
        values.append(rows.map(\.reading.register.thousandthsWh))
        values.append(rows.map(\.version))
        values.append(rows.map(\.reading.isWithdrawn))
    }
}

/// The next readings by id, of all chargers or of one: the newest version of each moment.
struct PageOfPushedReadings: Statement {
    static let sql = """
        SELECT r.id, r.customer_id, r.charger_id, r.read_at, r.register_thousandths_wh, r.is_withdrawn, r.version::bigint,
            r.batch_id
        FROM pushed_readings r
        WHERE r.operator_id = $1 AND r.id > $3 AND ($2::bigint IS NULL OR r.charger_id = $2)
            AND NOT EXISTS (SELECT FROM pushed_readings n WHERE n.operator_id = $1
                    AND n.charger_id = r.charger_id AND n.read_at = r.read_at AND n.version = r.version + 1)
        ORDER BY r.id LIMIT $4
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
    static func decode(_ row: inout RowReader) throws -> KeptReading { try KeptReading(kept: &row) }
}

/// One reading, with whose it is and how it came.
struct FindPushedReading: Statement {
    static let sql = """
        SELECT r.id, r.customer_id, r.charger_id, r.read_at, r.register_thousandths_wh, r.is_withdrawn, r.version::bigint,
            r.batch_id, u.name, c.brand || ' ' || c.model || ' ' || c.serial, t.body_sha256, t.received_at,
            NOT EXISTS (SELECT FROM pushed_readings n WHERE n.operator_id = $1
                    AND n.charger_id = r.charger_id AND n.read_at = r.read_at AND n.version = r.version + 1)
        FROM pushed_readings r
        JOIN customers u ON u.operator_id = $1 AND u.id = r.customer_id
        JOIN ere_chargers c ON c.operator_id = $1 AND c.id = r.charger_id
        JOIN push_batches t ON t.operator_id = $1 AND t.id = r.batch_id
        WHERE r.operator_id = $1 AND r.id = $2
        """
    static let sample = FindPushedReading(operatorID: OperatorID(1), id: PushedReadingID(1))
    let operatorID: OperatorID
    let id: PushedReadingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> PushedReadingDetail {
        PushedReadingDetail(
            kept: try KeptReading(kept: &row),
            customerName: try row.next(),
            charger: try row.next(),
            sha256: try row.next(),
            receivedAt: try row.next(),
            isNewest: try row.next()
        )
    }
}
