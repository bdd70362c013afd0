import Postgres
import Values

/// Begins lines, each the first of its connection and quarter or the correction of another.
struct InsertEREBookings: Statement {
    struct Line: Sendable {
        let enrolment: EREEnrolmentID
        let customer: CustomerID
        let ean: String
        let revision: Int
        let corrects: EREBookingID?
    }

    static let sql = """
        INSERT INTO ere_bookings (operator_id, customer_id, enrolment_id, ean, quarter, revision, corrects, created_at)
        SELECT $1, n.customer_id, n.enrolment_id, n.ean, $2, n.revision, n.corrects, $3
        FROM unnest($4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[])
            AS n (customer_id, enrolment_id, ean, revision, corrects)
        RETURNING enrolment_id, id
        """
    static let sample = InsertEREBookings(
        operatorID: OperatorID(1),
        quarter: EREQuarter.sample,
        at: Timestamp(seconds: 0),
        lines: []
    )
    let operatorID: OperatorID
    let quarter: EREQuarter
    let at: Timestamp
    let lines: [Line]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(quarter.firstDay)
        values.append(at)
        values.append(lines.map(\.customer))
        values.append(lines.map(\.enrolment))
        values.append(lines.map(\.ean))
        values.append(lines.map(\.revision))
        values.append(lines.map(\.corrects))
    }
    static func decode(_ row: inout RowReader) throws -> (enrolment: EREEnrolmentID, booking: EREBookingID) {
        (try row.next(), try row.next())
    }
}

/// Stores what was measured for lines.
struct InsertEREMeasurements: Statement {
    static let sql = """
        INSERT INTO ere_measurements (operator_id, customer_id, booking_id, energy_thousandths_wh, sessions, findings,
            content, sha256, renewable_share, comparator_g_per_mj, mj_per_kwh, rounding, units, measured_at, measured_by)
        SELECT $1, n.customer_id, n.booking_id, n.energy, n.sessions, string_to_array(n.findings, ','), n.content,
            n.sha256, $2, $3, $4, $5, n.units, $6, $7
        FROM unnest($8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[], $13::jsonb[], $14::bytea[],
            $15::bigint[]) AS n (customer_id, booking_id, energy, sessions, findings, content, sha256, units)
        RETURNING booking_id, id
        """
    static let sample = InsertEREMeasurements(
        operatorID: OperatorID(1),
        factors: nil,
        rounding: .floor,
        at: Timestamp(seconds: 0),
        by: nil,
        rows: []
    )
    let operatorID: OperatorID
    let factors: EREFactors?
    let rounding: Rounding
    let at: Timestamp
    let by: UserID?
    let rows: [(booking: EREBookingID, measured: EREMeasured)]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(factors?.share)
        values.append(factors?.comparator)
        values.append(factors?.mjPerKWh)
        values.append(rounding)
        values.append(at)
        values.append(by)
        values.append(rows.map(\.measured.customer))
        values.append(rows.map(\.booking))
        values.append(rows.map(\.measured.energy.thousandthsWh))
        values.append(rows.map(\.measured.counted.count))
        values.append(rows.map { $0.measured.findings.filter(\.marksLine).map(\.kind.rawValue).joined(separator: ",") })
        values.append(rows.map(\.measured.content))
        values.append(rows.map(\.measured.sha256))
        values.append(rows.map(\.measured.units))
    }
    static func decode(_ row: inout RowReader) throws -> (booking: EREBookingID, measurement: EREMeasurementID) {
        (try row.next(), try row.next())
    }
}

/// Says what happened to lines.
struct InsertEREFacts: Statement {
    struct Fact: Sendable {
        let booking: EREBookingID
        let customer: CustomerID
        /// The number of the line's last fact.
        let after: Int
        var measurement: EREMeasurementID?
        /// What the register credited.
        var credit: ERECreditID?
        /// Whether the last fact is taken back.
        var takesBack = false
    }

    static let sql = """
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, measurement_id, credit_id,
            corrects, reason, recorded_by, recorded_at)
        SELECT $1, n.customer_id, n.booking_id, n.after + 1, $2, n.measurement_id, n.credit_id,
            CASE WHEN n.takes_back THEN n.after END, CASE WHEN n.takes_back OR $8 THEN $3 ELSE '' END, $4, $5
        FROM unnest($6::bigint[], $7::bigint[], $9::bigint[], $10::bigint[], $11::boolean[], $12::bigint[])
            AS n (customer_id, booking_id, after, measurement_id, takes_back, credit_id)
        ON CONFLICT ON CONSTRAINT ere_booking_facts_key DO NOTHING
        """
    static let sample = InsertEREFacts(
        operatorID: OperatorID(1),
        state: .measured,
        reason: "",
        by: nil,
        at: Timestamp(seconds: 0),
        facts: []
    )
    let operatorID: OperatorID
    let state: EREBookingState
    let reason: String
    let by: UserID?
    let at: Timestamp
    let facts: [Fact]
    /// Whether a fact that takes nothing back has the reason, too.
    var givesReason = true

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(state)
        values.append(reason)
        values.append(by)
        values.append(at)
        values.append(facts.map(\.customer))
        values.append(facts.map(\.booking))
        values.append(givesReason)
        values.append(facts.map(\.after))
        values.append(facts.map(\.measurement))
        values.append(facts.map(\.takesBack))
        values.append(facts.map(\.credit))
    }
}

/// Says of sessions for the first time where they count.
struct InsertERECounted: Statement {
    struct Place: Sendable {
        let session: ERECountedSession
        let customer: CustomerID
        let enrolment: EREEnrolmentID
        let measurement: EREMeasurementID

        /// The session's number, where we heard it ourselves.
        var heard: SessionID? { if case .session(let id) = session.id { id } else { nil } }
        var isHeard: Bool { heard != nil }
        /// The sender's name of a session.
        var name: String? { if case .pushed(let name) = session.id { name } else { nil } }
        var reading: PushedReadingID? { if case .reading(let id) = session.id { id } else { nil } }
    }

    static let sql = """
        INSERT INTO ere_counted_sessions (operator_id, quarter, session_id, customer_id, enrolment_id, measurement_id,
            revision, started_at, stopped_at, begin_thousandths_wh, energy_thousandths_wh)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
            $8::timestamptz[], $9::timestamptz[], $10::bigint[], $11::bigint[]) AS n
        """
    static let sample = InsertERECounted(operatorID: OperatorID(1), quarter: EREQuarter.sample, rows: [])
    let operatorID: OperatorID
    let quarter: EREQuarter
    let rows: [Place]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(quarter.firstDay)
        values.append(rows.compactMap(\.heard))
        values.append(rows.map(\.customer))
        values.append(rows.map(\.enrolment))
        values.append(rows.map(\.measurement))
        InsertERECounted.append(rows.map(\.session), to: &values)
    }
}

extension InsertERECounted {
    static func append(_ sessions: [ERECountedSession], to values: inout Bindings) {
        values.append(sessions.map(\.revision))
        values.append(sessions.map(\.startedAt))
        values.append(sessions.map(\.stoppedAt))
        values.append(sessions.map(\.begin.thousandthsWh))
        values.append(sessions.map(\.energy.thousandthsWh))
    }
}

/// Says of sessions that count already what counts of them now.
struct InsertERERecounted: Statement {
    static let sql = """
        INSERT INTO ere_recounted_sessions (operator_id, session_id, customer_id, measurement_id, revision, started_at,
            stopped_at, begin_thousandths_wh, energy_thousandths_wh)
        SELECT $1, n.* FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[],
            $7::timestamptz[], $8::bigint[], $9::bigint[]) AS n
        """
    static let sample = InsertERERecounted(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [InsertERECounted.Place]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(rows.compactMap(\.heard))
        values.append(rows.map(\.customer))
        values.append(rows.map(\.measurement))
        InsertERECounted.append(rows.map(\.session), to: &values)
    }
}
