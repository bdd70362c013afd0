import Postgres
import Values

/// What the booking lines of a year come to by quarter and state.
///
/// All lines are summed from an index; what of them a correction has taken the place of is few, and taken off again: its
/// energy and units once the correction is measured, its credited units once the correction is credited.
struct SumEREYear: Statement {
    static let sql = """
        SELECT t.quarter, t.state, sum(t.lines)::bigint, sum(t.energy)::bigint, sum(t.units)::bigint,
            sum(t.without)::bigint, sum(t.credited)::bigint
        FROM (
            SELECT b.quarter, b.state, count(*) AS lines, sum(b.energy_thousandths_wh) AS energy,
                coalesce(sum(b.units), 0) AS units, count(*) FILTER (WHERE b.units IS NULL) AS without,
                coalesce(sum(b.credited_units), 0) AS credited
            FROM ere_bookings b
            WHERE b.operator_id = $1 AND b.quarter BETWEEN make_date($2::bigint::integer, 1, 1) AND make_date($2::bigint::integer, 12, 31)
                AND b.ordinal > 0
            GROUP BY b.quarter, b.state
            UNION ALL
            SELECT o.quarter, o.state, -1, -o.energy_thousandths_wh, -coalesce(o.units, 0),
                CASE WHEN o.units IS NULL THEN -1 ELSE 0 END, 0
            FROM ere_bookings c JOIN ere_bookings o ON o.operator_id = $1 AND o.id = c.corrects
            WHERE c.operator_id = $1 AND c.corrects IS NOT NULL AND c.ordinal > 0 AND o.ordinal > 0
                AND o.quarter BETWEEN make_date($2::bigint::integer, 1, 1) AND make_date($2::bigint::integer, 12, 31)
            UNION ALL
            SELECT r.quarter, r.state, 0, 0, 0, 0, -r.credited_units FROM (
                SELECT DISTINCT o.id, o.quarter, o.state, o.credited_units
                FROM ere_bookings c JOIN ere_bookings o ON o.operator_id = $1 AND o.quarter = c.quarter AND o.ean = c.ean
                    AND o.basis = c.basis AND o.revision < c.revision
                WHERE c.operator_id = $1 AND c.corrects IS NOT NULL AND c.credited_units IS NOT NULL
                    AND o.credited_units IS NOT NULL
                    AND o.quarter BETWEEN make_date($2::bigint::integer, 1, 1) AND make_date($2::bigint::integer, 12, 31)
            ) r
        ) t GROUP BY t.quarter, t.state ORDER BY t.quarter, t.state
        """
    static let isPlannedAnew = true
    static let sample = SumEREYear(operatorID: OperatorID(1), year: 2026)
    let operatorID: OperatorID
    let year: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
    }
    static func decode(_ row: inout RowReader) throws -> EREOverviewPart {
        let day: LocalDate = try row.next()
        return EREOverviewPart(
            quarter: EREQuarter(of: day) ?? .sample,
            state: try row.next(),
            lines: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            expected: try row.next(),
            withoutUnits: try row.next(),
            credited: try row.next()
        )
    }
}

/// What the payout runs for the quarters of a year come to, the newest first.
struct SumEREPayoutsOfYear: Statement {
    static let sql = """
        SELECT r.id, r.quarter, r.payout_model, r.made_on, coalesce(s.payments, 0), coalesce(s.total, 0),
            coalesce(s.paid, 0)
        FROM ere_payout_runs r
        LEFT JOIN (
            SELECT c.ere_run_id, count(*) AS payments, sum(c.total_minor)::bigint AS total,
                (sum(c.total_minor) FILTER (WHERE p.credit_id IS NOT NULL))::bigint AS paid
            FROM credits c
            LEFT JOIN payment_file_credits p ON p.operator_id = $1 AND p.credit_id = c.id AND p.return_id IS NULL
            WHERE c.operator_id = $1 AND c.ere_run_id IS NOT NULL GROUP BY c.ere_run_id
        ) s ON s.ere_run_id = r.id
        WHERE r.operator_id = $1 AND r.quarter BETWEEN make_date($2::bigint::integer, 1, 1) AND make_date($2::bigint::integer, 12, 31)
        ORDER BY r.quarter DESC, r.id DESC LIMIT $3
        """
    static let isPlannedAnew = true
    static let sample = SumEREPayoutsOfYear(operatorID: OperatorID(1), year: 2026, limit: 1)
    let operatorID: OperatorID
    let year: Int
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREOverviewPayout {
        let (run, day, model): (EREPayoutRunID, LocalDate, EREPayoutModel) = (
            try row.next(), try row.next(), try row.next()
        )
        return EREOverviewPayout(
            run: run,
            quarter: EREQuarter(of: day) ?? .sample,
            model: model,
            madeOn: try row.next(),
            payments: try row.next(),
            total: Money(minor: try row.next(), .eur),
            paid: Money(minor: try row.next(), .eur)
        )
    }
}

/// How many mandates and proofs of meters end soon, and how many chargers fell silent; as ``ListEREWatched`` lists them.
struct CountEREWatched: Statement {
    static let sql = """
        SELECT m.ending, m.first, v.ending, v.first, s.silent FROM (
            SELECT count(*) AS ending, make_date(min(m.last_year), 12, 31) AS first
            FROM ere_enrolments e JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
            WHERE e.operator_id = $1 AND e.state IN ('waiting', 'active') AND e.ends_after IS NULL
                AND make_date(m.last_year, 12, 31) BETWEEN $2 AND $3
                AND NOT EXISTS (SELECT FROM ere_enrolments n
                    JOIN ere_mandates x ON x.operator_id = $1 AND x.enrolment_id = n.id
                    WHERE n.operator_id = $1 AND n.ean = e.ean AND n.state IN ('waiting', 'active')
                        AND x.first_year > m.last_year)
        ) m CROSS JOIN (
            SELECT count(*) AS ending, min(u.day) AS first FROM (SELECT max(r.valid_until) AS day
        """ + " " + EREWatchSQL.evidence + """
                ) u
            ) v CROSS JOIN (
                SELECT count(*) AS silent
            """ + " " + EREWatchSQL.silent + ") s"
    static let isPlannedAnew = true
    static let sample = CountEREWatched(span: .sample)
    let span: EREWatchSpan

    func bind(to values: inout Bindings) {
        values.append(span.operatorID)
        values.append(span.today)
        values.append(span.mandatesUntil)
        values.append(span.silentSince)
    }
    static func decode(_ row: inout RowReader) throws -> EREWatchCounts {
        EREWatchCounts(
            mandates: try row.next(),
            firstMandateEnd: try row.next(),
            evidence: try row.next(),
            firstEvidenceEnd: try row.next(),
            silent: try row.next()
        )
    }
}
