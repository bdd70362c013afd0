import Postgres
import Values

/// What the statements over corrections share.
private enum ERECorrectionSQL {
    /// Every correction of a quarter's lines as `c`; parameters $1 to $3.
    static let tables = """
        WITH lines AS (
            SELECT b.id, b.ean FROM ere_bookings b WHERE b.operator_id = $1 AND b.quarter = $2 AND $3::bigint >= 0
        ), figures AS (
            SELECT c.id, c.booking_id, c.recorded_at, c.file_id, c.verification_id, c.units,
                lag(c.units) OVER (PARTITION BY c.booking_id ORDER BY c.id) AS earlier
            FROM ere_credits c JOIN lines l ON l.id = c.booking_id WHERE c.operator_id = $1
        ), c AS (
            SELECT CASE f.state WHEN 'measured' THEN 'taken_back' ELSE 'returned' END AS kind, f.recorded_at AS at, l.id, l.ean,
                '' AS reference, NULL::bigint AS energy_before, NULL::bigint AS energy_after, NULL::bigint AS units_before,
                NULL::bigint AS units_after, f.reason, f.recorded_by AS by
            FROM lines l JOIN ere_booking_facts f ON f.operator_id = $1 AND f.booking_id = l.id
            JOIN ere_booking_facts e ON e.operator_id = $1 AND e.booking_id = l.id AND e.ordinal = f.corrects
            WHERE (f.state = 'measured' AND e.state = 'accepted') OR (f.state = 'sold' AND e.state = 'paid')
            UNION ALL
            SELECT 'filed', g.created_at, l.id, l.ean, g.reference, (f.content ->> 'corrected_energy')::bigint,
                f.energy_thousandths_wh, (f.content ->> 'corrected_units')::bigint, f.units,
                f.content ->> 'accepted_why', g.created_by
            FROM lines l JOIN ere_filing_lines f ON f.operator_id = $1 AND f.booking_id = l.id
            JOIN ere_filings g ON g.operator_id = $1 AND g.id = f.filing_id WHERE f.content ->> 'corrects' IS NOT NULL
            UNION ALL
            SELECT CASE WHEN x.verification_id IS NULL THEN 'register' ELSE 'failed' END, x.recorded_at, l.id, l.ean,
                coalesce(n.name, v.statement_code, ''), NULL, NULL, x.earlier, x.units, coalesce(w.reason, ''),
                coalesce(i.recorded_by, v.recorded_by)
            FROM lines l JOIN figures x ON x.booking_id = l.id AND x.earlier IS NOT NULL
            LEFT JOIN ere_credit_files n ON n.operator_id = $1 AND n.id = x.file_id
            LEFT JOIN ere_credit_imports i ON i.operator_id = $1 AND i.file_id = x.file_id
            LEFT JOIN ere_verifications v ON v.operator_id = $1 AND v.id = x.verification_id
            LEFT JOIN ere_verification_lines w ON w.operator_id = $1 AND w.verification_id = x.verification_id
                AND w.booking_id = l.id
            UNION ALL
            SELECT 'cancelled', z.cancelled_at, l.id, l.ean, t.number, NULL, NULL, s.units, 0, z.reason, z.cancelled_by
            FROM lines l JOIN ere_trade_lines s ON s.operator_id = $1 AND s.booking_id = l.id
            JOIN ere_trades t ON t.operator_id = $1 AND t.id = s.trade_id
            JOIN ere_trade_cancellations z ON z.operator_id = $1 AND z.trade_id = s.trade_id
        )

        """
}

/// Corrections in the order in which they were made.
struct ListERECorrections: Statement {
    static let sql =
        ERECorrectionSQL.tables + """
            SELECT c.kind, c.at, c.id, c.ean, c.reference, c.energy_before, c.energy_after, c.units_before, c.units_after,
                coalesce(c.reason, ''), coalesce(u.name, '')
            FROM c LEFT JOIN users u ON u.operator_id = $1 AND u.id = c.by
            WHERE $5::timestamptz IS NULL OR c.at <= $5 ORDER BY c.at, c.ean, c.id, c.kind LIMIT $4
            """
    static let isPlannedAnew = true
    static let sample = ListERECorrections(span: .sample, until: nil, limit: 1)
    let span: EREReconciledSpan
    let until: Timestamp?
    let limit: Int

    func bind(to values: inout Bindings) {
        span.bind(to: &values)
        values.append(limit)
        values.append(until)
    }
    static func decode(_ row: inout RowReader) throws -> ERECorrection {
        let (kind, at): (ERECorrectionKind, Timestamp) = (try row.next(), try row.next())
        let (booking, ean, reference): (EREBookingID, String, String) = (try row.next(), try row.next(), try row.next())
        let energy: (Int64?, Int64?) = (try row.next(), try row.next())
        let units: (Int64?, Int64?) = (try row.next(), try row.next())
        return ERECorrection(
            kind: kind,
            at: at,
            booking: booking,
            ean: ean,
            reference: reference,
            energy: both(energy).map { (Energy(thousandthsWh: $0), Energy(thousandthsWh: $1)) },
            units: both(units),
            reason: try row.next(),
            by: try row.next()
        )
    }

    private static func both(_ pair: (Int64?, Int64?)) -> (before: Int64, after: Int64)? {
        guard let before = pair.0, let after = pair.1 else { return nil }
        return (before, after)
    }
}

/// How many corrections there are.
struct CountERECorrections: Statement {
    static let sql = ERECorrectionSQL.tables + "SELECT count(*) FROM c"
    static let isPlannedAnew = true
    static let sample = CountERECorrections(span: .sample)
    let span: EREReconciledSpan

    func bind(to values: inout Bindings) { span.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}
