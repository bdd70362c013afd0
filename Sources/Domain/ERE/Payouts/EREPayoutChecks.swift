import Postgres
package import Values

/// Payouts of a run by customer, with their documents.
struct EREPaidPayouts: Statement {
    struct Row: Sendable {
        let customer: CustomerID
        let units: Int64
        let energy: Energy
        let gross: Int64
        let fee: Int64
        let margin: Int64
        let vat: Int64
        let adjustment: Int64
        /// `nil` where the partner is paid.
        let snapshot: JSON?
    }

    static let sql = """
        SELECT p.customer_id, p.units, p.energy_thousandths_wh, p.gross_minor, p.fee_minor, p.margin_minor, p.vat_minor,
            p.adjustment_minor, c.snapshot
        FROM ere_payouts p LEFT JOIN credits c ON c.operator_id = $1 AND c.id = p.credit_id
        WHERE p.operator_id = $1 AND p.run_id = $2 AND p.customer_id > $3 ORDER BY p.customer_id LIMIT $4
        """
    static let sample = EREPaidPayouts(
        operatorID: OperatorID(1),
        run: EREPayoutRunID(1),
        after: CustomerID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let after: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            customer: try row.next(),
            units: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            gross: try row.next(),
            fee: try row.next(),
            margin: try row.next(),
            vat: try row.next(),
            adjustment: try row.next(),
            snapshot: try row.next()
        )
    }
}

/// The shares that some payouts pay.
struct EREPaidShares: Statement {
    struct Row: Sendable {
        let share: EREPayoutShare
        let fee: Int64
        let margin: Int64
    }

    static let sql = """
        SELECT s.trade_id, s.position::bigint, s.customer_id, b.ean, b.quarter, b.id, s.units, s.amount_minor,
            b.energy_thousandths_wh, coalesce(b.credited_units, 0), t.price_per_unit, t.number, coalesce(f.units, 0),
            p.fee_minor, p.margin_minor
        FROM ere_payout_lines p
        JOIN ere_trade_lines s ON s.operator_id = $1 AND s.trade_id = p.trade_id AND s.position = p.position
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = s.booking_id
        JOIN ere_trades t ON t.operator_id = $1 AND t.id = s.trade_id
        LEFT JOIN LATERAL (SELECT sum(x.units)::bigint AS units FROM ere_verification_shares x
            JOIN ere_verification_decisions d ON d.operator_id = $1 AND d.verification_id = x.verification_id AND d.id <= $4
            WHERE x.operator_id = $1 AND x.trade_id = s.trade_id AND x.position = s.position) f ON true
        WHERE p.operator_id = $1 AND p.run_id = $2 AND p.customer_id = ANY ($3)
        """
    static let sample = EREPaidShares(operatorID: OperatorID(1), run: EREPayoutRunID(1), customers: [], through: 0)
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customers: [CustomerID]
    /// The last decision about a verification that counts.
    let through: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customers)
        values.append(through)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        let share = try EREPayoutShare(&row)
        return Row(share: share, fee: try row.next(), margin: try row.next())
    }
}

/// What some payouts say of their quarters of delivery.
struct EREPaidQuarters: Statement {
    struct Row: Sendable {
        let customer: CustomerID
        let quarter: EREQuarter
        let agreed: Exact
        let feeID: Int64?
        let referrals: Int
        let fee: Exact
        let margin: Exact
    }

    static let sql = """
        SELECT customer_id, quarter, agreed_percent, fee_id, referrals::bigint, fee_percent, margin_percent
        FROM ere_payout_quarters WHERE operator_id = $1 AND run_id = $2 AND customer_id = ANY ($3)
        """
    static let sample = EREPaidQuarters(operatorID: OperatorID(1), run: EREPayoutRunID(1), customers: [])
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customers: [CustomerID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customers)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        let (customer, day): (CustomerID, LocalDate) = (try row.next(), try row.next())
        return Row(
            customer: customer,
            quarter: EREQuarter(of: day) ?? .sample,
            agreed: try row.next(),
            feeID: try row.next(),
            referrals: try row.next(),
            fee: try row.next(),
            margin: try row.next()
        )
    }
}

/// Each document of a run stands in the books with what it says; the books know no others.
struct CheckEREPayoutPostings: Statement {
    static let sql = """
        WITH made AS (
            SELECT 'credit:' || c.number AS key,
                -- Who gets nothing, since all of it is given back, has no posting.
                CASE WHEN c.total_minor <> 0 THEN c.customer_id END AS customer_id, c.total_minor AS total, c.vat_minor AS vat,
                sum(p.gross_minor) AS gross, sum(p.fee_minor) AS fee,
                sum(CASE WHEN c.customer_id IS NULL THEN 0 ELSE p.margin_minor END) AS margin,
                coalesce(sum(j.held), 0) AS held, coalesce(sum(j.given), 0) AS given
            FROM credits c JOIN ere_payouts p ON p.operator_id = $1 AND p.run_id = c.ere_run_id
                AND coalesce(p.credit_id, 0) = CASE WHEN c.customer_id IS NULL THEN 0 ELSE c.id END
            LEFT JOIN LATERAL (SELECT -sum(a.amount_minor) FILTER (WHERE a.kind <> 'clawed_back') AS held,
                    -sum(a.amount_minor) FILTER (WHERE a.kind = 'clawed_back') AS given
                FROM ere_payout_adjustments a
                WHERE a.operator_id = $1 AND a.run_id = p.run_id AND a.customer_id = p.customer_id) j ON true
            WHERE c.operator_id = $1 AND c.ere_run_id IS NOT NULL GROUP BY c.operator_id, c.id
        ), posted AS (
            SELECT t.idempotency_key AS key, t.sequence,
                coalesce(sum(s.signed) FILTER (WHERE a.code = 'ere_proceeds'), 0) AS gross,
                coalesce(sum(s.signed) FILTER (WHERE a.code = 'input_vat'), 0) AS vat,
                coalesce(-sum(s.signed) FILTER (WHERE a.code IN ('ere_service_fee', 'payable:platform')), 0) AS fee,
                coalesce(-sum(s.signed) FILTER (WHERE a.code = 'ere_margin'), 0) AS margin,
                coalesce(-sum(s.signed) FILTER (WHERE a.code = 'ere_reserve'), 0) AS held,
                coalesce(-sum(s.signed) FILTER (WHERE a.code = 'ere_given_back'), 0) AS given,
                coalesce(-sum(s.signed) FILTER (WHERE starts_with(a.code, 'payable:customer:')
                    OR a.code = 'payable:partner'), 0) AS total,
                max(a.subject) FILTER (WHERE starts_with(a.code, 'payable:customer:')) AS customer_id
            FROM ledger_transactions t
            JOIN ledger_postings p ON p.operator_id = t.operator_id AND p.sequence = t.sequence
            JOIN ledger_accounts a ON a.operator_id = p.operator_id AND a.id = p.account_id
            CROSS JOIN LATERAL (
                SELECT CASE p.side WHEN 'debit' THEN p.amount_minor ELSE -p.amount_minor END AS signed) s
            WHERE t.operator_id = $1 AND t.kind = 'ere_payout' GROUP BY t.operator_id, t.sequence
        )
        SELECT (SELECT count(*) FROM made), (
            SELECT coalesce(m.key, o.key) || CASE WHEN o.sequence IS NULL THEN ' is not in the books'
                WHEN m.key IS NULL THEN ' belongs to no payout' ELSE ' is posted otherwise' END
            FROM made m FULL JOIN posted o ON o.key = m.key
            WHERE (o.gross, o.vat, o.fee, o.margin, o.held, o.given, o.total, o.customer_id) IS DISTINCT FROM
                (m.gross, m.vat::numeric, m.fee, m.margin, m.held, m.given, m.total::numeric, m.customer_id)
            ORDER BY coalesce(m.key, o.key) LIMIT 1)
        """
    static let isPlannedAnew = true
    static let sample = CheckEREPayoutPostings(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// What customers and the partner are owed by the books is what their documents say and was not paid; and what proceeds
/// the books still have is what was sold and not paid out; what they hold back is what payouts were adjusted by.
struct CheckERECustomerBalances: Statement {
    static let sql = """
        WITH owed AS (
            SELECT coalesce(c.customer_id, 0) AS customer_id,
                coalesce(sum(c.total_minor) FILTER (WHERE p.credit_id IS NULL), 0) AS balance
            FROM credits c
            LEFT JOIN payment_file_credits p ON p.operator_id = $1 AND p.credit_id = c.id AND p.return_id IS NULL
            WHERE c.operator_id = $1 AND c.ere_run_id IS NOT NULL GROUP BY c.customer_id
        ), booked AS (
            SELECT coalesce(a.subject, 0) AS customer_id,
                sum(CASE p.side WHEN 'credit' THEN p.amount_minor ELSE -p.amount_minor END) AS balance
            FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = $1 AND p.account_id = a.id
            WHERE a.operator_id = $1 AND (starts_with(a.code, 'payable:customer:') OR a.code = 'payable:partner')
            GROUP BY a.subject
        ), proceeds AS (
            SELECT coalesce(sum(CASE p.side WHEN 'credit' THEN p.amount_minor ELSE -p.amount_minor END), 0) AS balance
            FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = $1 AND p.account_id = a.id
            WHERE a.operator_id = $1 AND a.code = 'ere_proceeds'
        ), waiting AS (
            SELECT coalesce((SELECT sum(t.net_minor) FROM ere_trades t WHERE t.operator_id = $1
                    AND NOT EXISTS (SELECT FROM ere_trade_cancellations x
                        WHERE x.operator_id = $1 AND x.trade_id = t.id)), 0)
                - coalesce((SELECT sum(l.gross_minor) FROM ere_payout_lines l
                    JOIN ere_payouts p ON p.operator_id = $1 AND p.run_id = l.run_id AND p.customer_id = l.customer_id
                    WHERE l.operator_id = $1 AND (p.credit_id IS NOT NULL OR EXISTS (SELECT FROM credits c
                        WHERE c.operator_id = $1 AND c.ere_run_id = l.run_id))), 0) AS balance
        ), adjusted AS (
            SELECT coalesce((SELECT -sum(j.amount_minor) FROM ere_payout_adjustments j WHERE j.operator_id = $1
                    AND EXISTS (SELECT FROM credits c WHERE c.operator_id = $1 AND c.ere_run_id = j.run_id
                        AND coalesce(c.customer_id, 0) = ANY (ARRAY[0, j.customer_id]))), 0)
                - coalesce((SELECT sum(CASE p.side WHEN 'credit' THEN p.amount_minor ELSE -p.amount_minor END)
                    FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = $1 AND p.account_id = a.id
                    WHERE a.operator_id = $1 AND a.code IN ('ere_reserve', 'ere_given_back')), 0) AS difference
        )
        SELECT (SELECT count(*) FROM owed), coalesce((
            SELECT 'customer ' || coalesce(o.customer_id, b.customer_id) || ' is owed ' || coalesce(o.balance, 0)
                || ' by its payouts, ' || coalesce(b.balance, 0) || ' by the books'
            FROM owed o FULL JOIN booked b ON b.customer_id = o.customer_id
            WHERE coalesce(o.balance, 0) <> coalesce(b.balance, 0)
            ORDER BY coalesce(o.customer_id, b.customer_id) LIMIT 1
        ), (
            SELECT 'proceeds are ' || p.balance || ' by the books, ' || w.balance || ' were sold and not paid out'
            FROM proceeds p CROSS JOIN waiting w WHERE p.balance <> w.balance
        ), (
            SELECT 'the books hold back and got back ' || -difference || ' more than payouts say'
            FROM adjusted WHERE difference <> 0))
        """
    static let isPlannedAnew = true
    static let sample = CheckERECustomerBalances(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// Shares that were paid, for an export: what a second implementation needs to work payouts out again.
struct ExportEREPayouts: Statement {
    static let sql = """
        SELECT l.run_id, l.customer_id, l.trade_id, l.position::bigint, b.ean, b.quarter, l.gross_minor, l.fee_minor,
            l.margin_minor, q.agreed_percent, f.service_fee_percent, q.referrals::bigint, r.referral_step_percent,
            r.referral_floor_percent, q.margin_percent, coalesce(c.number, ''), p.payable_minor, p.vat_minor,
            p.adjustment_minor, r.minimum_minor, r.payout_model
        FROM ere_payout_lines l
        JOIN ere_trade_lines s ON s.operator_id = $1 AND s.trade_id = l.trade_id AND s.position = l.position
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = s.booking_id
        JOIN ere_payout_runs r ON r.operator_id = $1 AND r.id = l.run_id
        JOIN ere_payouts p ON p.operator_id = $1 AND p.run_id = l.run_id AND p.customer_id = l.customer_id
        JOIN ere_payout_quarters q ON q.operator_id = $1 AND q.run_id = l.run_id AND q.customer_id = l.customer_id
            AND q.quarter = b.quarter
        LEFT JOIN ere_customer_fees f ON f.operator_id = $1 AND f.id = q.fee_id
        LEFT JOIN credits c ON c.operator_id = $1 AND c.id = p.credit_id
        WHERE l.operator_id = $1 ORDER BY l.run_id, l.customer_id, l.trade_id, l.position
        """
    static let isPlannedAnew = true
    static let sample = ExportEREPayouts(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREPayoutExportRow {
        let run: EREPayoutRunID = try row.next()
        let customer: CustomerID = try row.next()
        let trade: ERETradeID = try row.next()
        let position: Int = try row.next()
        let ean: String = try row.next()
        let day: LocalDate = try row.next()
        return EREPayoutExportRow(
            run: run,
            customer: customer,
            trade: trade,
            position: position,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            gross: Money(minor: try row.next(), .eur),
            fee: Money(minor: try row.next(), .eur),
            margin: Money(minor: try row.next(), .eur),
            agreed: try row.next(),
            own: try row.next(),
            referrals: try row.next(),
            step: try row.next(),
            floor: try row.next(),
            marginPercent: try row.next(),
            number: try row.next(),
            payable: Money(minor: try row.next(), .eur),
            vat: Money(minor: try row.next(), .eur),
            adjustment: Money(minor: try row.next(), .eur),
            minimum: Money(minor: try row.next(), .eur),
            model: try row.next()
        )
    }
}

/// A paid share as an export has it.
package struct EREPayoutExportRow: Sendable {
    package let run: EREPayoutRunID
    package let customer: CustomerID
    package let trade: ERETradeID
    package let position: Int
    package let ean: String
    package let quarter: EREQuarter
    package let gross: Money
    package let fee: Money
    package let margin: Money
    /// In percent, as are the others.
    package let agreed: Exact
    package let own: Exact?
    package let referrals: Int
    package let step: Exact
    package let floor: Exact
    package let marginPercent: Exact
    /// Of the payout's document; empty where the partner is paid.
    package let number: String
    package let payable: Money
    package let vat: Money
    package let adjustment: Money
    package let minimum: Money
    package let model: EREPayoutModel
}
