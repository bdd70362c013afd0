import Crypto
import Postgres
import Values

extension EREVerificationOutcome: PostgresValue {}

/// Statements with what became of them; one, or the newest.
struct ListEREVerifications: Statement {
    static let sql = """
        SELECT v.id, v.delivery_year::bigint, v.outcome, v.statement_code, v.verifier, v.stated_on, v.findings,
            v.document_name, v.sha256, v.recorded_by, coalesce(u.name, ''), v.recorded_at,
            (SELECT count(*) FROM ere_verification_lines l WHERE l.operator_id = $1 AND l.verification_id = v.id),
            (SELECT coalesce(sum(l.credited_units - l.units), 0)::bigint FROM ere_verification_lines l
                WHERE l.operator_id = $1 AND l.verification_id = v.id),
            d.is_confirmed, coalesce(d.reason, ''), coalesce(w.name, ''), d.decided_at
        FROM ere_verifications v
        LEFT JOIN ere_verification_decisions d ON d.operator_id = $1 AND d.verification_id = v.id
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = v.recorded_by
        LEFT JOIN users w ON w.operator_id = $1 AND w.id = d.decided_by
        WHERE v.operator_id = $1 AND ($2::bigint IS NULL OR v.id = $2)
        ORDER BY v.delivery_year DESC, v.id DESC LIMIT $3
        """
    static let sample = ListEREVerifications(operatorID: OperatorID(1), id: nil, limit: 1)
    let operatorID: OperatorID
    let id: EREVerificationID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREVerificationRecord {
        EREVerificationRecord(
            id: try row.next(),
            year: try row.next(),
            outcome: try row.next(),
            statementCode: try row.next(),
            verifier: try row.next(),
            statedOn: try row.next(),
            findings: try row.next(),
            documentName: try row.next(),
            sha256: try row.next(),
            recordedByID: try row.next(),
            recordedBy: try row.next(),
            recordedAt: try row.next(),
            failedLines: try row.next(),
            lostUnits: try row.next(),
            decision: try EREVerificationRecord.Decision(optional: &row)
        )
    }
}

extension EREVerificationRecord.Decision {
    fileprivate init?(optional row: inout RowReader) throws {
        let isConfirmed: Bool? = try row.next()
        let (reason, by): (String, String) = (try row.next(), try row.next())
        let at: Timestamp? = try row.next()
        guard let isConfirmed, let at else { return nil }
        self.init(isConfirmed: isConfirmed, reason: reason, by: by, at: at)
    }
}

/// The lines that failed.
struct EREVerificationLines: Statement {
    static let sql = """
        SELECT l.booking_id, l.customer_id, u.name, b.ean, b.quarter, l.energy_thousandths_wh, l.units,
            b.energy_thousandths_wh, l.credited_units, l.reason
        FROM ere_verification_lines l
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
        JOIN customers u ON u.operator_id = $1 AND u.id = l.customer_id
        WHERE l.operator_id = $1 AND l.verification_id = $2 ORDER BY b.quarter, b.ean, b.id
        """
    static let sample = EREVerificationLines(operatorID: OperatorID(1), verification: EREVerificationID(1))
    let operatorID: OperatorID
    let verification: EREVerificationID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(verification)
    }
    static func decode(_ row: inout RowReader) throws -> EREVerificationLine {
        let (booking, customer, name): (EREBookingID, CustomerID, String) = (
            try row.next(), try row.next(), try row.next()
        )
        let (ean, day): (String, LocalDate) = (try row.next(), try row.next())
        let energy: Int64 = try row.next()
        let (units, measured): (Int64, Int64) = (try row.next(), try row.next())
        return EREVerificationLine(
            booking: booking,
            customer: customer,
            customerName: name,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            energy: Energy(thousandthsWh: energy),
            units: units,
            measured: Energy(thousandthsWh: measured),
            credited: try row.next(),
            reason: try row.next()
        )
    }
}

/// The bytes of a statement's document.
struct EREVerificationDocument: Statement {
    static let sql = "SELECT document_name, content FROM ere_verifications WHERE operator_id = $1 AND id = $2"
    static let sample = EREVerificationDocument(operatorID: OperatorID(1), id: EREVerificationID(1))
    let operatorID: OperatorID
    let id: EREVerificationID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> (name: String, bytes: [UInt8]) {
        (try row.next(), try row.next())
    }
}

/// Whether a statement with a code is there that nobody threw away.
struct EREVerificationKnown: Statement {
    static let sql = """
        SELECT EXISTS (SELECT FROM ere_verifications v WHERE v.operator_id = $1 AND v.statement_code = $2
            AND NOT EXISTS (SELECT FROM ere_verification_decisions d
                WHERE d.operator_id = $1 AND d.verification_id = v.id AND NOT d.is_confirmed))
        """
    static let sample = EREVerificationKnown(operatorID: OperatorID(1), code: "")
    let operatorID: OperatorID
    let code: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(code)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// The last credited lines of connections and quarters, by their place here.
struct EREVerifiable: Statement {
    struct Row: Sendable {
        let place: Int
        let booking: EREBookingID
        let customer: CustomerID
        let energy: Energy
        let credited: Int64
        private let factors: EREFactors?
        private let rounding: Rounding

        /// The units of some of its energy, by the factors with which it was measured.
        func units(of energy: Energy) throws(ArithmeticOverflow) -> Int64 {
            guard let factors else { return 0 }
            return try EREBookingLine(energy, factors, rounding: rounding).units
        }

        fileprivate init(_ row: inout RowReader) throws {
            place = try row.next()
            booking = try row.next()
            customer = try row.next()
            energy = Energy(thousandthsWh: try row.next())
            credited = try row.next()
            let year: Int = try row.next()
            let (share, comparator, mjPerKWh): (Exact?, Exact?, Exact?) = (
                try row.next(), try row.next(), try row.next()
            )
            rounding = try row.next(Rounding?.self) ?? EREBookingLine.standardRounding
            if let share, let comparator, let mjPerKWh {
                factors = EREFactors(
                    year: year,
                    basis: .grid,
                    share: share,
                    comparator: comparator,
                    mjPerKWh: mjPerKWh,
                    source: "",
                    evidence: .inferred
                )
            } else {
                factors = nil
            }
        }
    }

    static let sql = """
        SELECT w.place, b.id, b.customer_id, b.energy_thousandths_wh, b.credited_units,
            extract(year FROM b.quarter)::bigint, n.renewable_share, n.comparator_g_per_mj, n.mj_per_kwh, n.rounding
        FROM unnest($2::text[], $3::date[]) WITH ORDINALITY AS w (ean, quarter, place)
        JOIN LATERAL (
            SELECT y.id FROM ere_bookings y
            WHERE y.operator_id = $1 AND y.quarter = w.quarter AND y.ean = w.ean AND y.credited_units IS NOT NULL
            ORDER BY y.basis, y.revision DESC LIMIT 1) f ON true
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = f.id
        LEFT JOIN ere_measurements n ON n.operator_id = $1 AND n.id = b.measurement_id
        ORDER BY w.place
        """
    static let isPlannedAnew = true
    static let sample = EREVerifiable(operatorID: OperatorID(1), lines: [])
    let operatorID: OperatorID
    let lines: [EREFailedLine]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(lines.map(\.ean))
        values.append(lines.map(\.quarter.firstDay))
    }
    static func decode(_ row: inout RowReader) throws -> Row { try Row(&row) }
}

/// Whether what was credited of a statement's lines changed since it was written down.
struct EREVerificationMoved: Statement {
    static let sql = """
        SELECT EXISTS (SELECT FROM ere_verification_lines l JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
            WHERE l.operator_id = $1 AND l.verification_id = $2 AND (b.credited_units IS DISTINCT FROM l.credited_units
                OR EXISTS (SELECT FROM ere_bookings n
                    WHERE n.operator_id = $1 AND n.corrects = b.id AND n.credited_units IS NOT NULL)))
        """
    static let sample = EREVerificationMoved(operatorID: OperatorID(1), verification: EREVerificationID(1))
    let operatorID: OperatorID
    let verification: EREVerificationID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(verification)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// What of each year is verified.
struct SumEREVerified: Statement {
    static let sql = """
        WITH heads AS (
            SELECT DISTINCT ON (b.quarter, b.ean, b.basis) b.quarter, b.credited_units, b.verification_id,
                b.verified_thousandths_wh
            FROM ere_bookings b WHERE b.operator_id = $1 AND b.credited_units IS NOT NULL
            ORDER BY b.quarter, b.ean, b.basis, b.revision DESC
        )
        SELECT extract(year FROM quarter)::bigint, count(*), sum(credited_units)::bigint, count(verification_id),
            coalesce(sum(credited_units) FILTER (WHERE verification_id IS NOT NULL), 0)::bigint,
            coalesce(sum(verified_thousandths_wh), 0)::bigint
        FROM heads GROUP BY 1 ORDER BY 1 DESC
        """
    static let isPlannedAnew = true
    static let sample = SumEREVerified(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREVerifiedYear {
        EREVerifiedYear(
            year: try row.next(),
            lines: try row.next(),
            units: try row.next(),
            verifiedLines: try row.next(),
            verifiedUnits: try row.next(),
            verifiedEnergy: Energy(thousandthsWh: try row.next())
        )
    }
}
