import Postgres
import Values

enum EREBookingCustomerKey: SQLSortKey {
    static let expression = "lower(u.name)"
    static let isOptional = false
}

enum EREBookingEnergyKey: SQLSortKey {
    static let expression = "b.energy_thousandths_wh"
    static let isOptional = false
}

enum EREBookingUnitsKey: SQLSortKey {
    static let expression = "b.units"
    static let isOptional = true
}

enum EREBookingChangedKey: SQLSortKey {
    static let expression = "b.changed_at"
    static let isOptional = true
}

extension EREBookingSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .customer: isDescending ? Descending<EREBookingCustomerKey>.self : Ascending<EREBookingCustomerKey>.self
        case .energy: isDescending ? Descending<EREBookingEnergyKey>.self : Ascending<EREBookingEnergyKey>.self
        case .units: isDescending ? Descending<EREBookingUnitsKey>.self : Ascending<EREBookingUnitsKey>.self
        case .changed: isDescending ? Descending<EREBookingChangedKey>.self : Ascending<EREBookingChangedKey>.self
        }
    }
}

/// What the statements over booking lines share.
enum EREBookingSQL {
    /// The columns of ``EREBookingSummary``.
    static let columns =
        """
        b.id, b.customer_id, u.name, b.enrolment_id, b.ean, e.town, b.quarter, b.revision::bigint, b.corrects, b.state,
        b.ordinal::bigint, b.changed_at, b.energy_thousandths_wh, b.sessions::bigint, b.units, b.credited_units,
        array_to_string(b.findings, ','), b.accepted_by, e.state, m.first_year::bigint,
        least(m.last_year, coalesce(e.ends_after, m.last_year))::bigint,

        """ + EREEvidenceEnds.until(enrolment: "e.id", construct: "e.construct") + """
            ,
            EXISTS (SELECT FROM ere_chargers f WHERE f.operator_id = $1 AND f.enrolment_id = e.id AND f.feeds_back
                AND (f.removed_at IS NULL OR f.removed_at >= b.quarter - 1))
            """
    /// The tables around the line `b`.
    static let joined = """

        JOIN customers u ON u.operator_id = $1 AND u.id = b.customer_id
        JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = b.enrolment_id
        LEFT JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id

        """
    /// The conditions on `b`; parameters $1 to $5.
    static let conditions = """

        JOIN customers u ON u.operator_id = $1 AND u.id = b.customer_id
        JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = b.enrolment_id
        WHERE b.operator_id = $1 AND b.ordinal > 0 AND ($2 = '%%' OR u.name ILIKE $2 OR e.town ILIKE $2 OR b.ean LIKE $2)
            AND ($3::date IS NULL OR b.quarter = $3) AND ($4 = '' OR b.state = $4)
            AND ($5 = '' OR b.findings @> ARRAY[$5])
        """
}

extension EREBookingFilter {
    /// Parameters $1 to $5.
    fileprivate func bind(_ operatorID: OperatorID, _ pattern: String, to values: inout Bindings) {
        values.append(operatorID)
        values.append(pattern)
        values.append(quarter?.firstDay)
        values.append(state?.rawValue ?? "")
        values.append(finding?.rawValue ?? "")
    }
}

/// Lines filtered, ordered and cut.
struct ListEREBookings<Order: SQLOrder>: Statement {
    static var sql: String {
        "SELECT " + EREBookingSQL.columns + ", page.total FROM (SELECT b.id, count(*) OVER () AS total, "
            + Order.expression + " AS sort_key FROM ere_bookings b" + EREBookingSQL.conditions + Order.clause("b.id")
            + " LIMIT $7 OFFSET $6) page JOIN ere_bookings b ON b.operator_id = $1 AND b.id = page.id"
            + EREBookingSQL.joined + Order.clause("b.id")
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListEREBookings {
        ListEREBookings(
            operatorID: OperatorID(1),
            filter: EREBookingFilter(),
            request: ListRequest(sort: .changed)
        )
    }
    let operatorID: OperatorID
    let filter: EREBookingFilter
    let request: ListRequest<EREBookingSort>

    func bind(to values: inout Bindings) {
        filter.bind(operatorID, request.pattern, to: &values)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<EREBookingSummary> {
        let line = try EREBookingSummary(reading: &row)
        return CountedRow(row: line, total: try row.next())
    }
}

/// What the lines of a filter come to; one whose correction is there, too, does not count.
struct SumEREBookings: Statement {
    static let sql =
        """
        SELECT count(*), coalesce(sum(b.energy_thousandths_wh), 0)::bigint, coalesce(sum(b.units), 0)::bigint,
            count(*) FILTER (WHERE b.units IS NULL)
        FROM ere_bookings b
        """ + EREBookingSQL.conditions + """

            AND NOT EXISTS (SELECT FROM ere_bookings c
                WHERE c.operator_id = $1 AND c.corrects = b.id AND c.ordinal > 0)
            """
    static let isPlannedAnew = true
    static let sample = SumEREBookings(
        operatorID: OperatorID(1),
        filter: EREBookingFilter(),
        request: ListRequest(sort: .changed)
    )
    let operatorID: OperatorID
    let filter: EREBookingFilter
    let request: ListRequest<EREBookingSort>

    func bind(to values: inout Bindings) { filter.bind(operatorID, request.pattern, to: &values) }
    static func decode(_ row: inout RowReader) throws -> EREBookingTotals {
        EREBookingTotals(
            lines: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            units: try row.next(),
            withoutUnits: try row.next()
        )
    }
}

/// The quarters of which there are lines.
struct EREBookedQuarters: Statement {
    static let sql = "SELECT DISTINCT quarter FROM ere_bookings WHERE operator_id = $1 ORDER BY quarter DESC"
    static let sample = EREBookedQuarters(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> LocalDate { try row.next() }
}

/// Lines by their ids, in that order.
struct FindEREBookings: Statement {
    static let sql =
        "SELECT " + EREBookingSQL.columns + """
             FROM unnest($2::bigint[]) WITH ORDINALITY AS page (id, place)
            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = page.id AND b.ordinal > 0
            """ + EREBookingSQL.joined + "ORDER BY page.place"
    static let sample = FindEREBookings(operatorID: OperatorID(1), ids: [])
    let operatorID: OperatorID
    let ids: [EREBookingID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ids)
    }
    static func decode(_ row: inout RowReader) throws -> EREBookingSummary { try EREBookingSummary(reading: &row) }
}

/// The next lines in a state by id, for work on all of a filter.
struct NextEREBookings: Statement {
    static let sql =
        "SELECT " + EREBookingSQL.columns + " FROM (SELECT b.id FROM ere_bookings b" + EREBookingSQL.conditions + """
             AND b.id > $6 ORDER BY b.id LIMIT $7) page
            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = page.id
            """ + EREBookingSQL.joined + "ORDER BY b.id"
    static let isPlannedAnew = true
    static let sample = NextEREBookings(
        operatorID: OperatorID(1),
        pattern: "",
        filter: EREBookingFilter(),
        after: EREBookingID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let pattern: String
    let filter: EREBookingFilter
    let after: EREBookingID
    let limit: Int

    func bind(to values: inout Bindings) {
        filter.bind(operatorID, pattern, to: &values)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREBookingSummary { try EREBookingSummary(reading: &row) }
}

extension EREBookingSummary {
    /// Reads the columns of ``EREBookingSQL/columns``.
    init(reading row: inout RowReader) throws {
        id = try row.next()
        customer = try row.next()
        customerName = try row.next()
        enrolment = try row.next()
        ean = try row.next()
        town = try row.next()
        let day: LocalDate = try row.next()
        quarter = EREQuarter(of: day) ?? .sample
        revision = try row.next()
        corrects = try row.next()
        state = try row.next()
        ordinal = try row.next()
        changedAt = try row.next()
        energy = Energy(thousandthsWh: try row.next())
        sessions = try row.next()
        units = try row.next()
        credited = try row.next()
        let names: String = try row.next()
        findings = names.split(separator: ",").compactMap { EREFindingKind(rawValue: String($0)) }
        acceptedBy = try row.next()
        enrolmentState = try row.next()
        let (first, last): (Int?, Int?) = (try row.next(), try row.next())
        if let first, let last, first <= last { mandateYears = first...last } else { mandateYears = nil }
        evidenceUntil = try row.next()
        feedsBack = try row.next()
    }
}

/// The line that takes another one's place.
struct ERECorrectionOf: Statement {
    static let sql = "SELECT id FROM ere_bookings WHERE operator_id = $1 AND corrects = $2 AND ordinal > 0"
    static let sample = ERECorrectionOf(operatorID: OperatorID(1), booking: EREBookingID(1))
    let operatorID: OperatorID
    let booking: EREBookingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
    }
    static func decode(_ row: inout RowReader) throws -> EREBookingID { try row.next() }
}

/// What was measured for a line last.
struct EREMeasurementOf: Statement {
    static let sql = """
        SELECT n.content, n.energy_thousandths_wh, n.sha256, n.renewable_share, n.comparator_g_per_mj, n.mj_per_kwh,
            n.rounding, n.units, n.measured_at
        FROM ere_bookings b JOIN ere_measurements n ON n.operator_id = $1 AND n.id = b.measurement_id
        WHERE b.operator_id = $1 AND b.id = $2
        """
    static let sample = EREMeasurementOf(operatorID: OperatorID(1), booking: EREBookingID(1))
    let operatorID: OperatorID
    let booking: EREBookingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
    }
    static func decode(_ row: inout RowReader) throws -> EREMeasurement {
        EREMeasurement(
            content: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            sha256: try row.next(),
            factors: (try row.next(), try row.next(), try row.next()),
            rounding: try row.next(),
            units: try row.next(),
            at: try row.next()
        )
    }
}

/// What happened to a line, in its order.
struct EREFactsOf: Statement {
    static let sql = """
        SELECT f.ordinal::bigint, CASE WHEN f.verification_id IS NULL THEN f.state ELSE 'verified' END, f.corrects::bigint, f.reason, coalesce(u.name, ''), f.recorded_at,
            n.energy_thousandths_wh, n.units
        FROM ere_booking_facts f LEFT JOIN users u ON u.operator_id = $1 AND u.id = f.recorded_by
        LEFT JOIN ere_measurements n ON n.operator_id = $1 AND n.id = f.measurement_id
        WHERE f.operator_id = $1 AND f.booking_id = $2 ORDER BY f.ordinal
        """
    static let sample = EREFactsOf(operatorID: OperatorID(1), booking: EREBookingID(1))
    let operatorID: OperatorID
    let booking: EREBookingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
    }
    static func decode(_ row: inout RowReader) throws -> EREBookingFact {
        EREBookingFact(
            ordinal: try row.next(),
            state: try row.next(),
            corrects: try row.next(),
            reason: try row.next(),
            by: try row.next(),
            at: try row.next(),
            energy: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            units: try row.next()
        )
    }
}

/// The sessions that count for the connection and quarter of a line, by the last word.
struct ERESessionsOf: Statement {
    static let sql = """
        SELECT s.id, s.charge_point_id, coalesce(nullif(c.name, ''), c.identity), s.started_at, s.stopped_at,
            coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh)
        FROM ere_bookings b
        JOIN ere_counted_sessions k ON k.operator_id = $1 AND k.enrolment_id = b.enrolment_id AND k.quarter = b.quarter
        JOIN sessions s ON s.operator_id = $1 AND s.id = k.session_id
        JOIN charge_points c ON c.operator_id = $1 AND c.id = s.charge_point_id
        LEFT JOIN LATERAL (SELECT n.energy_thousandths_wh FROM ere_recounted_sessions n
            WHERE n.operator_id = $1 AND n.session_id = k.session_id ORDER BY n.measurement_id DESC LIMIT 1) r ON true
        WHERE b.operator_id = $1 AND b.id = $2 AND s.stopped_at IS NOT NULL
        ORDER BY s.started_at, s.id LIMIT $3
        """
    static let sample = ERESessionsOf(operatorID: OperatorID(1), booking: EREBookingID(1), limit: 1)
    let operatorID: OperatorID
    let booking: EREBookingID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREBookedSession {
        EREBookedSession(
            id: try row.next(),
            chargePoint: try row.next(),
            chargePointName: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            energy: Energy(thousandthsWh: try row.next())
        )
    }
}

/// The names of charge points.
struct NamesOfChargePoints: Statement {
    static let sql = """
        SELECT id, coalesce(nullif(name, ''), identity) FROM charge_points WHERE operator_id = $1 AND id = ANY($2)
        """
    static let sample = NamesOfChargePoints(operatorID: OperatorID(1), ids: [])
    let operatorID: OperatorID
    let ids: [ChargePointID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ids)
    }
    static func decode(_ row: inout RowReader) throws -> (id: ChargePointID, name: String) {
        (try row.next(), try row.next())
    }
}
