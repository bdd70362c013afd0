import Postgres
import Values

extension EREBookingState: PostgresValue {}
extension EREMeteredSession.Standing: PostgresValue {}

/// Keeps everybody else from measuring for an operator until the transaction ends.
struct LockEREMeasuring: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.ere_measuring', $1))::text"
    static let sample = LockEREMeasuring(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws { let _: String = try row.next() }
}

/// The rule by which units are rounded per line; the last one added holds.
struct ERERoundingRule: Statement {
    static let sql = "SELECT rounding FROM ere_roundings WHERE scheme = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1"
    static let sample = ERERoundingRule(scheme: .netherlands)
    let scheme: EREScheme

    func bind(to values: inout Bindings) { values.append(scheme) }
    static func decode(_ row: inout RowReader) throws -> Rounding { try row.next() }
}

/// Adds a rule of rounding.
struct InsertERERounding: Statement {
    static let sql = "INSERT INTO ere_roundings (scheme, rounding, source, recorded_at) VALUES ($1, $2, $3, $4)"
    static let sample = InsertERERounding(
        scheme: .netherlands,
        rounding: .floor,
        source: "",
        at: Timestamp(seconds: 0)
    )
    let scheme: EREScheme
    let rounding: Rounding
    let source: String
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(scheme)
        values.append(rounding)
        values.append(source)
        values.append(at)
    }
}

/// The next enrolments, by id, whose mandate covers a year, each with the newest line of a quarter.
struct EREMeasuredEnrolments: Statement {
    struct Row: Sendable {
        let id: EREEnrolmentID
        let customer: CustomerID
        let ean: String
        let hasSource: Bool
        let booking: EREBookingHead?
    }

    static let sql = """
        SELECT e.id, e.customer_id, m.ean,
            EXISTS (SELECT FROM ere_chargers c WHERE c.operator_id = $1 AND c.enrolment_id = e.id
                AND c.removed_at IS NULL AND (c.charge_point_id IS NOT NULL
                    OR EXISTS (SELECT FROM pushed_readings r WHERE r.operator_id = $1 AND r.charger_id = c.id)
                    OR EXISTS (SELECT FROM pushed_sessions s WHERE s.operator_id = $1 AND s.charger_id = c.id))),
            b.id, b.state, b.ordinal::bigint, b.revision::bigint, b.measurement_id, n.sha256
        FROM ere_enrolments e
        JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
        LEFT JOIN LATERAL (SELECT l.id, l.state, l.ordinal, l.revision, l.measurement_id FROM ere_bookings l
            WHERE l.operator_id = $1 AND l.enrolment_id = e.id AND l.quarter = $2
            ORDER BY l.revision DESC LIMIT 1) b ON true
        LEFT JOIN ere_measurements n ON n.operator_id = $1 AND n.id = b.measurement_id
        WHERE e.operator_id = $1 AND e.id > $3 AND e.state IN ('waiting', 'active', 'refused')
            AND extract(year FROM $2::date) BETWEEN m.first_year
                AND least(m.last_year, coalesce(e.ends_after, m.last_year))
        ORDER BY e.id LIMIT $4
        """
    static let sample = EREMeasuredEnrolments(
        operatorID: OperatorID(1),
        quarter: LocalDate(daysSinceEpoch: 0),
        after: EREEnrolmentID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let quarter: LocalDate
    let after: EREEnrolmentID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(quarter)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            id: try row.next(),
            customer: try row.next(),
            ean: try row.next(),
            hasSource: try row.next(),
            booking: try EREBookingHead(optional: &row)
        )
    }
}

/// Where a line stands, as measuring needs to know it.
struct EREBookingHead: Hashable, Sendable {
    let id: EREBookingID
    let state: EREBookingState
    let ordinal: Int
    let revision: Int
    let measurement: EREMeasurementID?
    let sha256: [UInt8]?

    /// Reads the columns of a line that may be missing.
    fileprivate init?(optional row: inout RowReader) throws {
        let (id, state): (EREBookingID?, EREBookingState?) = (try row.next(), try row.next())
        let (ordinal, revision): (Int?, Int?) = (try row.next(), try row.next())
        measurement = try row.next()
        sha256 = try row.next()
        guard let id, let state, let ordinal, let revision else { return nil }
        self.id = id
        self.state = state
        self.ordinal = ordinal
        self.revision = revision
    }
}

/// The sessions of enrolments' charge points that may matter for a quarter, in the order of the ids here and then by
/// connector: those that began in it, and before it from the last one of each charge point on.
struct EREMeteredSessions: Statement {
    static let sql = """
        SELECT w.place, s.id, s.revision::bigint, s.charge_point_id, s.connector_id::bigint, s.started_at,
            CASE WHEN s.state = 'open' THEN NULL ELSE s.stopped_at END,
            s.meter_start_thousandths_wh, s.meter_stop_thousandths_wh,
            CASE WHEN s.flags @> ARRAY['no_longer_given'] THEN 'gone'
                WHEN d.decision = 'exclude' THEN 'excluded'
                WHEN s.is_held AND d.decision IS NULL THEN 'held' END,
            CASE WHEN k.session_id IS NULL THEN 'nowhere' WHEN (k.enrolment_id, k.quarter) = (w.enrolment_id, $5) THEN 'here'
                WHEN coalesce((SELECT n.energy_thousandths_wh FROM ere_recounted_sessions n
                    WHERE n.operator_id = $1 AND n.session_id = k.session_id ORDER BY n.measurement_id DESC LIMIT 1),
                    k.energy_thousandths_wh) > 0 THEN 'elsewhere'
                ELSE 'released' END
        FROM unnest($2::bigint[]) WITH ORDINALITY AS w (enrolment_id, place)
        JOIN LATERAL (SELECT DISTINCT c.charge_point_id FROM ere_chargers c
            WHERE c.operator_id = $1 AND c.enrolment_id = w.enrolment_id AND c.removed_at IS NULL
                AND c.charge_point_id IS NOT NULL) c ON true
        JOIN LATERAL (SELECT least(max(b.started_at), $3::timestamptz - interval '31 days') AS since FROM sessions b
            WHERE b.operator_id = $1 AND b.charge_point_id = c.charge_point_id AND b.started_at < $3) f ON true
        JOIN sessions s ON s.operator_id = $1 AND s.charge_point_id = c.charge_point_id
            AND s.started_at >= f.since AND s.started_at < $4
        LEFT JOIN ere_counted_sessions k ON k.operator_id = $1 AND k.session_id = s.id
        LEFT JOIN LATERAL (SELECT x.decision FROM session_decisions x
            WHERE x.operator_id = $1 AND x.session_id = s.id AND s.is_held
            ORDER BY x.id DESC LIMIT 1) d ON true
        ORDER BY w.place, s.charge_point_id, s.connector_id, s.started_at, s.id
        """
    static let isPlannedAnew = true
    static let sample = EREMeteredSessions(
        operatorID: OperatorID(1),
        enrolments: [],
        quarter: EREQuarter.sample
    )
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
            id: .session(try row.next()),
            revision: try row.next(),
            meter: .connector(try row.next(), try row.next()),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            begin: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            end: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            doubt: try row.next(String?.self).flatMap { EREMeteredSession.Doubt(rawValue: $0) },
            standing: try row.next()
        )
        return (place, session)
    }
}

extension EREQuarter {
    /// The first quarter with units.
    static let first = EREQuarter(of: LocalDate(year: EREYears.first, month: 1, day: 1) ?? LocalDate(daysSinceEpoch: 0))
    static var sample: EREQuarter { first ?? unreachable }
    private static var unreachable: EREQuarter { preconditionFailure("2026 has quarters") }
}

/// What of sessions counts for enrolments in a quarter already, by the last word.
struct ERECountedOf: Statement {
    static let sql = """
        SELECT k.enrolment_id, k.session_id, coalesce(r.revision, k.revision)::bigint,
            coalesce(r.started_at, k.started_at), coalesce(r.stopped_at, k.stopped_at),
            coalesce(r.begin_thousandths_wh, k.begin_thousandths_wh),
            coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh)
        FROM ere_counted_sessions k
        LEFT JOIN LATERAL (SELECT n.revision, n.started_at, n.stopped_at, n.begin_thousandths_wh,
                n.energy_thousandths_wh FROM ere_recounted_sessions n
            WHERE n.operator_id = $1 AND n.session_id = k.session_id ORDER BY n.measurement_id DESC LIMIT 1) r ON true
        WHERE k.operator_id = $1 AND k.enrolment_id = ANY($2) AND k.quarter = $3
        """
    static let sample = ERECountedOf(operatorID: OperatorID(1), enrolments: [], quarter: EREQuarter.sample)
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
        return (enrolment, try ERECountedSession(reading: &row))
    }
}

extension ERECountedSession {
    /// Reads id, revision, start, stop, register and energy.
    init(reading row: inout RowReader) throws {
        try self.init(.session(try row.next()), reading: &row)
    }

    /// Reads revision, start, stop, register and energy.
    init(_ id: EREMeteredID, reading row: inout RowReader) throws {
        self.id = id
        revision = try row.next()
        startedAt = try row.next()
        stoppedAt = try row.next()
        begin = Energy(thousandthsWh: try row.next())
        energy = Energy(thousandthsWh: try row.next())
    }
}

/// Has PostgreSQL look at how many customers, enrolments and lines there are.
struct RefreshBookingStatistics: Statement {
    static let sql = "SELECT refresh_booking_statistics()"
    static let sample = RefreshBookingStatistics()
}
