import Postgres
import Values

/// Of what a report is made: parameters $1 to $3 of its statements.
struct EREReconciledSpan: Sendable {
    let operatorID: OperatorID
    let quarter: EREQuarter
    /// Units by which a line may differ from what was expected.
    let tolerance: Int64

    static let sample = EREReconciledSpan(operatorID: OperatorID(1), quarter: .sample, tolerance: 0)

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(quarter.firstDay)
        values.append(tolerance)
    }
}

/// What the statements of the report share.
enum EREReconciledSQL {
    /// Every connection of the quarter with its figures and what is open, as `r`; parameters $1 to $3.
    ///
    /// Of a connection's lines the newest is what was measured, the newest that was accepted is what is accepted, and so on; a
    /// correction has the whole quantity anew. Sales and payouts are sums over all of its lines.
    static let tables =
        """
        WITH lines AS (
            SELECT b.id, b.customer_id, b.enrolment_id, b.ean, b.basis, b.revision, b.state, b.energy_thousandths_wh AS energy,
                b.credited_units, b.verification_id
            FROM ere_bookings b WHERE b.operator_id = $1 AND b.quarter = $2 AND b.ordinal > 0
        ), newest AS (
            SELECT DISTINCT ON (ean, basis) * FROM lines ORDER BY ean, basis, revision DESC
        ), agreed AS (
            SELECT DISTINCT ON (ean, basis) ean, basis, energy FROM lines WHERE state <> 'measured'
            ORDER BY ean, basis, revision DESC
        ), booked AS (
            SELECT DISTINCT ON (ean, basis) id, ean, basis, energy FROM lines WHERE state NOT IN ('measured', 'accepted')
            ORDER BY ean, basis, revision DESC
        ), filed AS (
            SELECT l.ean, l.basis, sum(f.energy_thousandths_wh - coalesce((f.content ->> 'corrected_energy')::bigint, 0))::bigint
                    AS energy,
                sum(f.units - coalesce((f.content ->> 'corrected_units')::bigint, 0))::bigint AS units,
                count(*) FILTER (WHERE f.content ->> 'corrects' IS NOT NULL) AS corrections
            FROM lines l JOIN ere_filing_lines f ON f.operator_id = $1 AND f.booking_id = l.id GROUP BY l.ean, l.basis
        ), heads AS (
            SELECT DISTINCT ON (l.ean, l.basis) l.id, l.ean, l.basis, l.credited_units, l.verification_id,
                f.units AS answered, coalesce(c.units, l.credited_units) AS credited
            FROM lines l LEFT JOIN ere_filing_lines f ON f.operator_id = $1 AND f.booking_id = l.id
            LEFT JOIN LATERAL (SELECT c.units FROM ere_credits c
                WHERE c.operator_id = $1 AND c.booking_id = l.id AND c.verification_id IS NULL ORDER BY c.id DESC LIMIT 1) c
                ON true
            WHERE l.credited_units IS NOT NULL ORDER BY l.ean, l.basis, l.revision DESC
        ), documents AS (
            SELECT c.id, c.ere_run_id AS run_id, coalesce(c.customer_id, 0) AS customer_id FROM credits c
            WHERE c.operator_id = $1 AND c.ere_run_id IS NOT NULL AND EXISTS (SELECT FROM payment_file_credits f
                WHERE f.operator_id = $1 AND f.credit_id = c.id AND f.return_id IS NULL)
        ), sales AS (
            SELECT l.ean, l.basis, sum(t.units)::bigint AS units, sum(coalesce(v.units, 0))::bigint AS lost,
                sum(t.amount_minor)::bigint AS revenue, sum(coalesce(p.gross_minor, 0))::bigint AS gross,
                coalesce(sum(t.amount_minor - p.gross_minor), 0)::bigint AS failed,
                sum(coalesce(p.fee_minor, 0))::bigint AS fee, sum(coalesce(p.margin_minor, 0))::bigint AS margin,
                coalesce(sum(p.gross_minor - p.fee_minor - p.margin_minor) FILTER (WHERE EXISTS (
                    SELECT FROM documents d WHERE d.run_id = p.run_id AND d.customer_id IN (p.customer_id, 0))), 0)::bigint
                    AS paid
            FROM lines l JOIN ere_trade_lines t ON t.operator_id = $1 AND t.booking_id = l.id
            LEFT JOIN ere_payout_lines p ON p.operator_id = $1 AND p.trade_id = t.trade_id AND p.position = t.position
            LEFT JOIN LATERAL (SELECT sum(s.units) AS units FROM ere_verification_shares s
                WHERE s.operator_id = $1 AND s.trade_id = t.trade_id AND s.position = t.position) v ON true
            WHERE NOT EXISTS (SELECT FROM ere_trade_cancellations x WHERE x.operator_id = $1 AND x.trade_id = t.trade_id)
            GROUP BY l.ean, l.basis
        ), r AS (
            SELECT n.id, n.customer_id, u.name, n.ean, e.town, n.state, coalesce(f.corrections, 0) AS corrections,
                n.energy AS measured, coalesce(a.energy, 0) AS accepted, coalesce(k.energy, 0) AS booked,
                coalesce(f.energy, 0) AS filed, coalesce(f.units, 0) AS filed_units,
                coalesce(h.answered, h.credited, 0) AS answered, coalesce(h.credited, 0) AS credited,
                coalesce(h.credited_units, 0) AS right_units,
                CASE WHEN h.verification_id IS NULL THEN 0 ELSE h.credited_units END AS verified,
                coalesce(s.units, 0) AS sold, coalesce(s.lost, 0) AS lost, coalesce(s.revenue, 0) AS revenue,
                coalesce(s.gross, 0) AS gross, coalesce(s.failed, 0) AS failed, coalesce(s.fee, 0) AS fee,
                coalesce(s.margin, 0) AS margin, coalesce(s.paid, 0) AS paid,

        """ + open + """

                FROM newest n
                JOIN customers u ON u.operator_id = $1 AND u.id = n.customer_id
                JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = n.enrolment_id
                LEFT JOIN agreed a ON a.ean = n.ean AND a.basis = n.basis
                LEFT JOIN booked k ON k.ean = n.ean AND k.basis = n.basis
                LEFT JOIN filed f ON f.ean = n.ean AND f.basis = n.basis
                LEFT JOIN heads h ON h.ean = n.ean AND h.basis = n.basis
                LEFT JOIN sales s ON s.ean = n.ean AND s.basis = n.basis
            )

            """

    /// What of a connection is open, by name; more than one thing may be.
    private static let open = """
        array_remove(ARRAY[
            CASE WHEN n.energy < coalesce(k.energy, 0) THEN 'overbooked' END,
            CASE WHEN n.state = 'measured' AND (n.energy > 0 OR n.revision > 0) THEN 'accept' END,
            CASE WHEN n.state = 'accepted' THEN 'file' END,
            CASE WHEN k.id IS NOT NULL AND h.id IS DISTINCT FROM k.id THEN 'credit' END,
            CASE WHEN abs(h.credited - h.answered) > $3 THEN 'difference' END,
            CASE WHEN h.id IS NOT NULL AND h.verification_id IS NULL THEN 'verify' END,
            CASE WHEN h.credited_units > coalesce(s.units - s.lost, 0) THEN 'sell' END,
            CASE WHEN h.credited_units < coalesce(s.units - s.lost, 0) THEN 'oversold' END,
            CASE WHEN s.revenue - s.failed - s.fee - s.margin > s.paid THEN 'pay' END], NULL) AS open
        """

    /// The figures of a connection in the order in which they are read.
    static let figures = """
        1::bigint, r.measured, r.accepted, r.booked, r.filed, r.filed_units, r.answered, r.credited, r.right_units, r.verified,
        r.sold, r.lost, r.revenue, r.gross, r.failed, r.fee, r.margin, r.paid
        """

    /// The columns of ``EREReconciledLine``.
    static let columns =
        "r.customer_id, r.name, r.ean, r.town, r.id, r.state, r.corrections, array_to_string(r.open, ','), " + figures

    static func line(_ row: inout RowReader) throws -> EREReconciledLine {
        let (customer, name, ean): (CustomerID, String, String) = (try row.next(), try row.next(), try row.next())
        let (town, booking): (String, EREBookingID) = (try row.next(), try row.next())
        let (state, corrections): (EREBookingState, Int) = (try row.next(), try row.next())
        let open: String = try row.next()
        return EREReconciledLine(
            customer: customer,
            customerName: name,
            ean: ean,
            town: town,
            booking: booking,
            state: state,
            corrections: corrections,
            figures: try EREReconciledFigures(reading: &row),
            open: open.split(separator: ",").compactMap { EREOpenStep(rawValue: String($0)) }
        )
    }
}
