import Postgres
import Values

/// The sessions that others told of enrolments' chargers and that may matter for a quarter, by their newest version, in
/// the order of the ids here; those that we heard ourselves come first.
struct EREMeteredPushes: Statement {
    static let sql = """
        SELECT w.place, p.external_id, p.version::bigint, p.charger_id, p.connector::bigint, p.started_at, p.stopped_at,
            p.begin_thousandths_wh, p.end_thousandths_wh, CASE WHEN p.is_withdrawn THEN 'gone' END,
            CASE WHEN k.id IS NULL THEN 'nowhere' WHEN (k.enrolment_id, k.quarter) = (w.enrolment_id, $5) THEN 'here'
                WHEN coalesce((SELECT n.energy_thousandths_wh FROM ere_recounted_pushes n
                    WHERE n.operator_id = $1 AND n.push_id = k.id ORDER BY n.measurement_id DESC LIMIT 1),
                    k.energy_thousandths_wh) > 0 THEN 'elsewhere'
                ELSE 'released' END,
            EXISTS (SELECT FROM sessions s WHERE s.operator_id = $1 AND s.charge_point_id = c.charge_point_id
                AND s.started_at < p.stopped_at AND s.started_at > p.started_at - interval '31 days'
                AND coalesce(s.stopped_at, 'infinity') > p.started_at AND NOT s.flags @> ARRAY['no_longer_given'])
        FROM unnest($2::bigint[]) WITH ORDINALITY AS w (enrolment_id, place)
        JOIN ere_chargers c ON c.operator_id = $1 AND c.enrolment_id = w.enrolment_id AND c.removed_at IS NULL
        JOIN pushed_sessions p ON p.operator_id = $1 AND p.charger_id = c.id
            AND p.started_at >= $3::timestamptz - interval '62 days' AND p.started_at < $4
        LEFT JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.external_id = p.external_id
        WHERE NOT EXISTS (SELECT FROM pushed_sessions n
            WHERE n.operator_id = $1 AND n.external_id = p.external_id AND n.version = p.version + 1)
        ORDER BY w.place, p.charger_id, p.connector, p.started_at, p.external_id
        """
    static let isPlannedAnew = true
    static let sample = EREMeteredPushes(operatorID: OperatorID(1), enrolments: [], quarter: EREQuarter.sample)
    let operatorID: OperatorID
    let enrolments: [EREEnrolmentID]
    let quarter: EREQuarter

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolments)
        values.append(quarter.span.from)
        values.append(quarter.span.until)
        values.append(quarter.firstDay)
    }
    static func decode(_ row: inout RowReader) throws -> (place: Int, session: EREMeteredSession) {
        let place: Int = try row.next()
        let session = EREMeteredSession(
            id: .pushed(try row.next()),
            revision: try row.next(),
            meter: .sessions(try row.next(), connector: try row.next()),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            begin: Energy(thousandthsWh: try row.next()),
            end: Energy(thousandthsWh: try row.next()),
            doubt: try row.next(String?.self).flatMap { EREMeteredSession.Doubt(rawValue: $0) },
            standing: try row.next(),
            isTold: try row.next()
        )
        return (place, session)
    }
}

/// What went through registers between readings that end in a quarter, in the order of the ids here: sessions of the same
/// time come first, whoever tells of them.
struct EREMeteredReadings: Statement {
    static let sql = """
        SELECT w.place, r.id, c.id, r.began_at, r.read_at, r.began, r.register,
            CASE WHEN k.id IS NULL THEN 'nowhere' WHEN (k.enrolment_id, k.quarter) = (w.enrolment_id, $5) THEN 'here'
                WHEN coalesce((SELECT n.energy_thousandths_wh FROM ere_recounted_pushes n
                    WHERE n.operator_id = $1 AND n.push_id = k.id ORDER BY n.measurement_id DESC LIMIT 1),
                    k.energy_thousandths_wh) > 0 THEN 'elsewhere'
                ELSE 'released' END,
            EXISTS (SELECT FROM sessions s WHERE s.operator_id = $1 AND s.charge_point_id = c.charge_point_id
                AND s.started_at < r.read_at AND s.started_at > r.began_at - interval '31 days'
                AND coalesce(s.stopped_at, 'infinity') > r.began_at AND NOT s.flags @> ARRAY['no_longer_given'])
            OR EXISTS (SELECT FROM pushed_sessions p WHERE p.operator_id = $1 AND p.charger_id = c.id
                AND p.started_at < r.read_at AND p.started_at > r.began_at - interval '31 days'
                AND p.stopped_at > r.began_at AND NOT p.is_withdrawn
                AND NOT EXISTS (SELECT FROM pushed_sessions n WHERE n.operator_id = $1
                    AND n.external_id = p.external_id AND n.version = p.version + 1))
        FROM unnest($2::bigint[]) WITH ORDINALITY AS w (enrolment_id, place)
        JOIN ere_chargers c ON c.operator_id = $1 AND c.enrolment_id = w.enrolment_id AND c.removed_at IS NULL
        JOIN LATERAL (SELECT x.id, x.read_at, x.register_thousandths_wh AS register,
                lag(x.read_at) OVER o AS began_at, lag(x.register_thousandths_wh) OVER o AS began
            FROM pushed_readings x
            WHERE x.operator_id = $1 AND x.charger_id = c.id AND x.read_at <= $4 AND NOT x.is_withdrawn
                AND NOT EXISTS (SELECT FROM pushed_readings n WHERE n.operator_id = $1 AND n.charger_id = x.charger_id
                    AND n.read_at = x.read_at AND n.version = x.version + 1)
                AND x.read_at >= coalesce((SELECT max(b.read_at) FROM pushed_readings b
                    WHERE b.operator_id = $1 AND b.charger_id = c.id AND b.read_at <= $3 AND NOT b.is_withdrawn
                        AND NOT EXISTS (SELECT FROM pushed_readings n WHERE n.operator_id = $1
                            AND n.charger_id = b.charger_id AND n.read_at = b.read_at AND n.version = b.version + 1)), $3)
            WINDOW o AS (ORDER BY x.read_at)) r ON r.began_at IS NOT NULL
        LEFT JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.reading_id = r.id
        ORDER BY w.place, c.id, r.read_at
        """
    static let isPlannedAnew = true
    static let sample = EREMeteredReadings(operatorID: OperatorID(1), enrolments: [], quarter: EREQuarter.sample)
    let operatorID: OperatorID
    let enrolments: [EREEnrolmentID]
    let quarter: EREQuarter

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolments)
        values.append(quarter.span.from)
        values.append(quarter.span.until)
        values.append(quarter.firstDay)
    }
    static func decode(_ row: inout RowReader) throws -> (place: Int, session: EREMeteredSession) {
        let place: Int = try row.next()
        let session = EREMeteredSession(
            id: .reading(try row.next()),
            revision: 1,
            meter: .readings(try row.next()),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            begin: Energy(thousandthsWh: try row.next()),
            end: Energy(thousandthsWh: try row.next()),
            standing: try row.next(),
            isTold: try row.next()
        )
        return (place, session)
    }
}

/// What of sessions and readings that others told of counts for enrolments in a quarter already, by the last word.
struct ERECountedPushesOf: Statement {
    static let sql = """
        SELECT k.enrolment_id, k.external_id, k.reading_id, coalesce(r.revision, k.revision)::bigint,
            coalesce(r.started_at, k.started_at), coalesce(r.stopped_at, k.stopped_at),
            coalesce(r.begin_thousandths_wh, k.begin_thousandths_wh),
            coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh)
        FROM ere_counted_pushes k
        LEFT JOIN LATERAL (SELECT n.revision, n.started_at, n.stopped_at, n.begin_thousandths_wh,
                n.energy_thousandths_wh FROM ere_recounted_pushes n
            WHERE n.operator_id = $1 AND n.push_id = k.id ORDER BY n.measurement_id DESC LIMIT 1) r ON true
        WHERE k.operator_id = $1 AND k.enrolment_id = ANY($2) AND k.quarter = $3
        """
    static let sample = ERECountedPushesOf(operatorID: OperatorID(1), enrolments: [], quarter: EREQuarter.sample)
    let operatorID: OperatorID
    let enrolments: [EREEnrolmentID]
    let quarter: EREQuarter

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolments)
        values.append(quarter.firstDay)
    }
    static func decode(_ row: inout RowReader) throws -> (enrolment: EREEnrolmentID, session: ERECountedSession) {
        let enrolment: EREEnrolmentID = try row.next()
        let id = try EREMeteredID(told: &row)
        return (enrolment, try ERECountedSession(id, reading: &row))
    }
}

extension EREMeteredID {
    /// Reads the sender's name of a session or the number of a reading, of which one is there.
    init(told row: inout RowReader) throws {
        let (name, reading): (String?, PushedReadingID?) = (try row.next(), try row.next())
        self = reading.map { .reading($0) } ?? .pushed(name ?? "")
    }
}

/// Says of what others told for the first time where it counts.
struct InsertERECountedPushes: Statement {
    static let sql = """
        INSERT INTO ere_counted_pushes (operator_id, quarter, external_id, reading_id, customer_id, enrolment_id,
            measurement_id, revision, started_at, stopped_at, begin_thousandths_wh, energy_thousandths_wh)
        SELECT $1, $2, n.* FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
            $9::timestamptz[], $10::timestamptz[], $11::bigint[], $12::bigint[]) AS n
        """
    static let sample = InsertERECountedPushes(operatorID: OperatorID(1), quarter: EREQuarter.sample, rows: [])
    let operatorID: OperatorID
    let quarter: EREQuarter
    let rows: [InsertERECounted.Place]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(quarter.firstDay)
        values.append(rows.map(\.name))
        values.append(rows.map(\.reading))
        values.append(rows.map(\.customer))
        values.append(rows.map(\.enrolment))
        values.append(rows.map(\.measurement))
        InsertERECounted.append(rows.map(\.session), to: &values)
    }
}

/// Says of what others told, and counts already, what counts of it now.
struct InsertERERecountedPushes: Statement {
    static let sql = """
        INSERT INTO ere_recounted_pushes (operator_id, push_id, customer_id, measurement_id, revision, started_at,
            stopped_at, begin_thousandths_wh, energy_thousandths_wh)
        SELECT $1, k.id, n.customer_id, n.measurement_id, n.revision, n.started_at, n.stopped_at, n.begin, n.energy
        FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::timestamptz[],
            $8::timestamptz[], $9::bigint[], $10::bigint[])
            AS n (external_id, reading_id, customer_id, measurement_id, revision, started_at, stopped_at, begin, energy)
        JOIN ere_counted_pushes k ON k.operator_id = $1
            AND (k.external_id = n.external_id OR k.reading_id = n.reading_id)
        """
    static let sample = InsertERERecountedPushes(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [InsertERECounted.Place]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(rows.map(\.name))
        values.append(rows.map(\.reading))
        values.append(rows.map(\.customer))
        values.append(rows.map(\.measurement))
        InsertERECounted.append(rows.map(\.session), to: &values)
    }
}

/// What others told that counts for the connection and quarter of a line, by the last word.
struct EREPushesOf: Statement {
    static let sql = """
        SELECT k.external_id, k.reading_id, coalesce(p.charger_id, x.charger_id), coalesce(r.started_at, k.started_at),
            coalesce(r.stopped_at, k.stopped_at), coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh), t.id,
            t.body_sha256
        FROM ere_bookings b
        JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.enrolment_id = b.enrolment_id AND k.quarter = b.quarter
        LEFT JOIN LATERAL (SELECT n.revision, n.started_at, n.stopped_at, n.energy_thousandths_wh
            FROM ere_recounted_pushes n
            WHERE n.operator_id = $1 AND n.push_id = k.id ORDER BY n.measurement_id DESC LIMIT 1) r ON true
        LEFT JOIN pushed_sessions p ON p.operator_id = $1 AND p.external_id = k.external_id
            AND p.version = coalesce(r.revision, k.revision)
        LEFT JOIN pushed_readings x ON x.operator_id = $1 AND x.id = k.reading_id
        JOIN push_batches t ON t.operator_id = $1 AND t.id = coalesce(p.batch_id, x.batch_id)
        WHERE b.operator_id = $1 AND b.id = $2
        ORDER BY 4, k.id LIMIT $3
        """
    static let sample = EREPushesOf(operatorID: OperatorID(1), booking: EREBookingID(1), limit: 1)
    let operatorID: OperatorID
    let booking: EREBookingID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREBookedPush {
        EREBookedPush(
            id: try EREMeteredID(told: &row),
            charger: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            batch: try row.next(),
            sha256: try row.next()
        )
    }
}

/// The names of customers' chargers.
struct NamesOfChargers: Statement {
    static let sql = """
        SELECT id, brand || ' ' || model || ' ' || serial FROM ere_chargers WHERE operator_id = $1 AND id = ANY($2)
        """
    static let sample = NamesOfChargers(operatorID: OperatorID(1), ids: [])
    let operatorID: OperatorID
    let ids: [EREChargerID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ids)
    }
    static func decode(_ row: inout RowReader) throws -> (id: EREChargerID, name: String) {
        (try row.next(), try row.next())
    }
}
