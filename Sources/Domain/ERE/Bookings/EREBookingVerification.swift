package import Postgres
package import Values

/// Works booking lines out again from their facts, measurements and sessions, and compares.
package enum EREBookingVerification {
    /// One report per kind; reads at one moment.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, `ArithmeticOverflow`.
    package static func run(_ scope: Scope, on database: Database) async throws -> [VerifyReport] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            let heads = try await tx.one(CheckEREHeads(operatorID: operatorID))
            let sessions = try await tx.one(CheckERECounted(operatorID: operatorID))
            return [
                VerifyReport(kind: "ere_bookings", checked: heads.checked, firstDifference: heads.difference),
                try await units(operatorID, in: tx),
                VerifyReport(
                    kind: "ere_counted_sessions",
                    checked: sessions.checked,
                    firstDifference: sessions.difference
                ),
            ]
        }
    }

    /// The units of every measurement by the formula, from the factors that it names.
    private static func units(_ operatorID: OperatorID, in tx: Transaction) async throws -> VerifyReport {
        var (checked, difference) = (0, String?.none)
        for try await row in tx.stream(EREMeasuredUnits(operatorID: operatorID)) where difference == nil {
            checked += 1
            let units = try row.expected()
            if units != row.units {
                difference = "measurement \(row.id): \(row.units) units, the formula gives \(units)"
            }
        }
        return VerifyReport(kind: "ere_units", checked: checked, firstDifference: difference)
    }
}

/// Where lines stand against their last fact and last measurement.
struct CheckEREHeads: Statement {
    static let sql = """
        SELECT count(*), (
            SELECT 'booking ' || b.id || ' differs from its facts'
            FROM ere_bookings b
            LEFT JOIN LATERAL (SELECT f.ordinal, f.state FROM ere_booking_facts f
                WHERE f.operator_id = $1 AND f.booking_id = b.id ORDER BY f.ordinal DESC LIMIT 1) l ON true
            LEFT JOIN LATERAL (SELECT f.measurement_id FROM ere_booking_facts f
                WHERE f.operator_id = $1 AND f.booking_id = b.id AND f.measurement_id IS NOT NULL
                ORDER BY f.ordinal DESC LIMIT 1) m ON true
            LEFT JOIN ere_measurements n ON n.operator_id = $1 AND n.id = m.measurement_id
            LEFT JOIN LATERAL (SELECT count(*) AS facts FROM ere_booking_facts f
                WHERE f.operator_id = $1 AND f.booking_id = b.id) c ON true
            WHERE b.operator_id = $1 AND (
                (b.ordinal, b.state, b.measurement_id, b.energy_thousandths_wh, b.sessions, b.units, b.findings)
                IS DISTINCT FROM (l.ordinal, l.state, n.id, n.energy_thousandths_wh, n.sessions, n.units, n.findings)
                OR c.facts <> b.ordinal
                OR EXISTS (SELECT FROM ere_booking_facts f JOIN ere_booking_facts a ON a.operator_id = $1
                    AND a.booking_id = f.booking_id AND a.ordinal = f.ordinal - 1
                    WHERE f.operator_id = $1 AND f.booking_id = b.id
                        AND (NOT ere_booking_may_follow(a.state, f.state)
                            OR (f.state = 'booked' AND f.recorded_by = a.recorded_by))))
            ORDER BY b.id LIMIT 1)
        FROM ere_bookings WHERE operator_id = $1
        """
    static let sample = CheckEREHeads(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// What sessions and readings count, by the last word, against what the last line of their connection and quarter says.
struct CheckERECounted: Statement {
    static let sql = """
        WITH said AS (
            SELECT k.enrolment_id, k.quarter, coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh) AS energy
            FROM ere_counted_sessions k
            LEFT JOIN LATERAL (SELECT n.energy_thousandths_wh FROM ere_recounted_sessions n
                WHERE n.operator_id = $1 AND n.session_id = k.session_id ORDER BY n.measurement_id DESC LIMIT 1) r
                ON true
            WHERE k.operator_id = $1
            UNION ALL
            SELECT k.enrolment_id, k.quarter, coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh)
            FROM ere_counted_pushes k
            LEFT JOIN LATERAL (SELECT n.energy_thousandths_wh FROM ere_recounted_pushes n
                WHERE n.operator_id = $1 AND n.push_id = k.id ORDER BY n.measurement_id DESC LIMIT 1) r ON true
            WHERE k.operator_id = $1
        ), sums AS (
            SELECT enrolment_id, quarter, sum(energy) AS energy, count(*) AS sessions FROM said
            GROUP BY enrolment_id, quarter
        )
        SELECT (SELECT count(*) FROM said), (
            SELECT 'the sessions of booking ' || b.id || ' add up to ' || coalesce(s.energy, 0) || ' thousandths Wh'
            FROM ere_bookings b LEFT JOIN sums s ON s.enrolment_id = b.enrolment_id AND s.quarter = b.quarter
            WHERE b.operator_id = $1
                AND NOT EXISTS (SELECT FROM ere_bookings c WHERE c.operator_id = $1 AND c.corrects = b.id)
                AND b.energy_thousandths_wh <> coalesce(s.energy, 0) - coalesce(s.energy, 0) % 1000
            ORDER BY b.id LIMIT 1)
        """
    static let sample = CheckERECounted(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// What every measurement with units rests on.
struct EREMeasuredUnits: Statement {
    struct Row: Sendable {
        let id: EREMeasurementID
        let year: Int
        let energy: Energy
        let share: Exact
        let comparator: Exact
        let mjPerKWh: Exact
        let rounding: Rounding
        let units: Int64

        func expected() throws(ArithmeticOverflow) -> Int64 {
            let factors = EREFactors(
                year: year,
                basis: .grid,
                share: share,
                comparator: comparator,
                mjPerKWh: mjPerKWh,
                source: "",
                evidence: .inferred
            )
            return try EREBookingLine(energy, factors, rounding: rounding).units
        }
    }

    static let sql = """
        SELECT n.id, extract(year FROM b.quarter)::bigint, n.energy_thousandths_wh, n.renewable_share,
            n.comparator_g_per_mj, n.mj_per_kwh, n.rounding, n.units
        FROM ere_measurements n JOIN ere_bookings b ON b.operator_id = $1 AND b.id = n.booking_id
        WHERE n.operator_id = $1 AND n.units IS NOT NULL ORDER BY n.id
        """
    static let sample = EREMeasuredUnits(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            id: try row.next(),
            year: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            share: try row.next(),
            comparator: try row.next(),
            mjPerKWh: try row.next(),
            rounding: try row.next(),
            units: try row.next()
        )
    }
}
