import Domain
import Postgres
import Values

extension ForeignThings {
    /// A run that pays the partner what the operator's connection brought: filed, credited and sold; and a document of its
    /// customer from another run.
    static func payout(
        of booking: EREBookingID,
        in filing: EREFilingID,
        _ tenant: WebWorld.Tenant,
        _ world: WebWorld
    ) async throws -> (run: EREPayoutRunID, own: CreditID) {
        try await world.database.write(tenant.scope) { tx in
            let file = FileBooking(operatorID: tenant.id, booking: booking, filing: filing, by: tenant.administrator)
            _ = try await tx.run(file)
            _ = try await tx.run(BookFiledBooking(operatorID: tenant.id, booking: booking))
            _ = try await tx.run(CreditBooking(operatorID: tenant.id, booking: booking))
            let payout = NewPayout(operatorID: tenant.id, booking: booking, by: tenant.administrator)
            let run = try await tx.one(payout)
            let own = NewOwnPayout(operatorID: tenant.id, booking: booking, by: tenant.administrator)
            return (run, try await tx.one(own))
        }
    }
}

extension ForeignThings {
    /// A verifier's statement that waits for its confirmation.
    static func verification(of tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> EREVerificationID {
        try await world.database.write(tenant.scope) { try await $0.one(NewVerification(operatorID: tenant.id)) }
    }
}

private struct NewVerification: Statement {
    static let sql = """
        INSERT INTO ere_verifications (operator_id, delivery_year, outcome, statement_code, verifier, stated_on, findings,
            document_name, sha256, content, recorded_at)
        VALUES ($1, 2026, 'verified', 'S-1', 'V', '2027-03-01', '', 'd.pdf', sha256('x'), 'x', now()) RETURNING id
        """
    static let sample = NewVerification(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREVerificationID { try row.next() }
}

/// What the register credited for a booked line, as rows.
private struct CreditBooking: Statement {
    static let sql = """
        WITH file AS (
            INSERT INTO ere_credit_files (operator_id, name, figures, sha256, content, uploaded_at)
            VALUES ($1, 'paid.csv', 'whole', sha256('paid'), 'paid', now()) RETURNING operator_id, id
        ), import AS (
            INSERT INTO ere_credit_imports (operator_id, file_id, new_lines, changed_lines, unchanged_lines, tolerance_units,
                recorded_at)
            SELECT operator_id, id, 1, 0, 0, 1, now() FROM file RETURNING operator_id, file_id
        ), credit AS (
            INSERT INTO ere_credits (operator_id, customer_id, booking_id, file_id, line, stated_units, base_units, units,
                filed_units, register_reference, recorded_at)
            SELECT i.operator_id, b.customer_id, b.id, i.file_id, 1, 7, 0, 7, 0, '', now()
            FROM import i JOIN ere_bookings b ON b.operator_id = i.operator_id AND b.id = $2 RETURNING id
        )
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, credit_id, recorded_at)
        SELECT b.operator_id, b.customer_id, b.id, b.ordinal + 1, 'credited', c.id, now()
        FROM ere_bookings b CROSS JOIN credit c WHERE b.operator_id = $1 AND b.id = $2
        """
    static let sample = CreditBooking(operatorID: OperatorID(1), booking: EREBookingID(1))
    let operatorID: OperatorID
    let booking: EREBookingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
    }
}

/// A sale of a credited line, and its payout to the partner, as rows.
private struct NewPayout: Statement {
    static let sql = """
        WITH trade AS (
            INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units,
                price_per_unit, gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by,
                recorded_at)
            SELECT operator_id, 'VOL-T-2026-0002', id, 'R-2', 'LRE-E', 2026, 1, 1, 100, 0, '2026-10-01', 0, 0, $3, now()
            FROM ere_brokers WHERE operator_id = $1 LIMIT 1 RETURNING operator_id, id
        ), line AS (
            INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
            SELECT t.operator_id, t.id, 1, b.customer_id, b.id, 1, 100
            FROM trade t JOIN ere_bookings b ON b.operator_id = t.operator_id AND b.id = $2
            RETURNING operator_id, trade_id, customer_id
        ), run AS (
            INSERT INTO ere_payout_runs (operator_id, quarter, payout_model, made_on, minimum_minor, reserve_percent,
                referral_step_percent, referral_floor_percent, is_partner, trades_through, fees_through,
                agreements_through, fee_vat_rate, created_at)
            SELECT operator_id, '2026-01-01', 'B', '2026-10-05', 0, 0, 0, 0, true, id, 0, 0, 0, now() FROM trade
            RETURNING operator_id, id
        ), progress AS (
            INSERT INTO ere_payout_progress (operator_id, run_id, done, total, finished_at)
            SELECT operator_id, id, 1, 1, now() FROM run RETURNING 1
        ), payout AS (
            INSERT INTO ere_payouts (operator_id, run_id, customer_id, units, energy_thousandths_wh, gross_minor,
                fee_minor, margin_minor, fee_vat_minor, vat_minor, adjustment_minor)
            SELECT r.operator_id, r.id, l.customer_id, 1, 0, 100, 20, 0, 0, 0, 0 FROM run r CROSS JOIN line l RETURNING 1
        ), kept AS (
            INSERT INTO ere_payout_quarters (operator_id, run_id, customer_id, quarter, gross_minor, fee_minor,
                margin_minor, agreed_percent, referrals, fee_percent, margin_percent)
            SELECT r.operator_id, r.id, l.customer_id, '2026-01-01', 100, 20, 0, 20, 0, 20, 0
            FROM run r CROSS JOIN line l RETURNING 1
        ), paid AS (
            INSERT INTO ere_payout_lines (operator_id, trade_id, position, run_id, customer_id, gross_minor, fee_minor,
                margin_minor)
            SELECT r.operator_id, l.trade_id, 1, r.id, l.customer_id, 100, 20, 0 FROM run r CROSS JOIN line l RETURNING 1
        ), document AS (
            INSERT INTO credits (operator_id, ere_run_id, period, kind, series, number_in_series, number, issued_on, due_on,
                currency, net_minor, vat_minor, total_minor, vat_category, vat_rule, exact_amount,
                energy_thousandths_wh, session_count, snapshot, issued_at)
            SELECT operator_id, id, '2026-03-01', 'payout_statement', 'W', 1, 'W-1', '2026-10-05', '2026-10-05', 'EUR', 80,
                0, 80, 'O', 'vat.ere_not_taxable.1', 0.80, 0, 0, $4, now() FROM run RETURNING 1
        )
        SELECT id FROM run
        """
    static let sample = NewPayout(operatorID: OperatorID(1), booking: EREBookingID(1), by: UserID(1))
    let operatorID: OperatorID
    let booking: EREBookingID
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
        values.append(by)
        values.append(NewPayout.snapshot)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutRunID { try row.next() }

    private static let party = JSON.dictionary([
        "name": .string("Partner"), "reference": .string(""), "company_number": .string(""), "vat_id": .string(""),
        "email": .string(""),
        "address": .dictionary([
            "street": .string(""), "house_number": .string(""), "postcode": .string(""), "town": .string("Ede"),
            "country": .string("NL"),
        ]),
    ])

    fileprivate static let snapshot = JSON.dictionary([
        "number": .string("W-1"), "kind": .string("payout_statement"), "quarter": .string("2026-Q1"),
        "issued_on": .string("2026-10-05"), "language": .string("en"), "issuer": party, "recipient": party,
        "iban_tail": .string(""),
        "vat_treatment": .dictionary([
            "category": .string("O"), "rule": .string("vat.ere_not_taxable.1"), "reason": .string(""),
            "needs_confirmation": .bool(true), "wording_en": .array([]), "wording_nl": .array([]),
        ]),
        "connections": .array([]), "kept": .array([]), "payouts": .integer(1), "gross": .string("1.00"),
        "fee": .string("0.20"), "fee_vat_rate_hundredths_percent": .integer(0), "fee_vat": .string("0.00"),
        "margin": .string("0.00"), "adjustment": .string("0.00"), "net": .string("0.80"),
        "vat_rate_hundredths_percent": .integer(0), "vat": .string("0.00"), "total": .string("0.80"),
    ])
}

/// Another sale of the line, and its payout to the customer, approved, as rows.
private struct NewOwnPayout: Statement {
    static let sql = """
        WITH trade AS (
            INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units,
                price_per_unit, gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by,
                recorded_at)
            SELECT operator_id, 'VOL-T-2026-0003', id, 'R-3', 'LRE-E', 2026, 1, 1, 100, 0, '2026-10-01', 0, 0, $3, now()
            FROM ere_brokers WHERE operator_id = $1 LIMIT 1 RETURNING operator_id, id
        ), line AS (
            INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
            SELECT t.operator_id, t.id, 1, b.customer_id, b.id, 1, 100
            FROM trade t JOIN ere_bookings b ON b.operator_id = t.operator_id AND b.id = $2
            RETURNING operator_id, trade_id, customer_id
        ), run AS (
            INSERT INTO ere_payout_runs (operator_id, quarter, payout_model, made_on, minimum_minor, reserve_percent,
                referral_step_percent, referral_floor_percent, is_partner, trades_through, fees_through,
                agreements_through, fee_vat_rate, created_at)
            SELECT operator_id, '2026-01-01', 'A', '2026-10-05', 0, 0, 0, 0, false, id, 0, 0, 0, now() FROM trade
            RETURNING operator_id, id
        ), progress AS (
            INSERT INTO ere_payout_progress (operator_id, run_id, done, total, finished_at)
            SELECT operator_id, id, 1, 1, now() FROM run RETURNING 1
        ), document AS (
            INSERT INTO credits (operator_id, ere_run_id, customer_id, period, kind, series, number_in_series, number,
                issued_on, due_on, currency, net_minor, vat_minor, total_minor, vat_category, vat_rule, exact_amount,
                energy_thousandths_wh, session_count, snapshot, issued_at)
            SELECT r.operator_id, r.id, l.customer_id, '2026-03-01', 'payout_statement', 'W', 2, 'W-2', '2026-10-05',
                '2026-10-05', 'EUR', 80, 0, 80, 'O', 'vat.ere_not_taxable.1', 0.80, 0, 0, $4, now()
            FROM run r CROSS JOIN line l RETURNING operator_id, id
        ), approval AS (
            INSERT INTO credit_approvals (operator_id, credit_id, approved_by, approved_at)
            SELECT operator_id, id, $3, now() FROM document RETURNING 1
        ), payout AS (
            INSERT INTO ere_payouts (operator_id, run_id, customer_id, credit_id, units, energy_thousandths_wh, gross_minor,
                fee_minor, margin_minor, fee_vat_minor, vat_minor, adjustment_minor)
            SELECT r.operator_id, r.id, l.customer_id, d.id, 1, 0, 100, 20, 0, 0, 0, 0
            FROM run r CROSS JOIN line l CROSS JOIN document d RETURNING 1
        ), kept AS (
            INSERT INTO ere_payout_quarters (operator_id, run_id, customer_id, quarter, gross_minor, fee_minor,
                margin_minor, agreed_percent, referrals, fee_percent, margin_percent)
            SELECT r.operator_id, r.id, l.customer_id, '2026-01-01', 100, 20, 0, 20, 0, 20, 0
            FROM run r CROSS JOIN line l RETURNING 1
        ), paid AS (
            INSERT INTO ere_payout_lines (operator_id, trade_id, position, run_id, customer_id, gross_minor, fee_minor,
                margin_minor)
            SELECT r.operator_id, l.trade_id, 1, r.id, l.customer_id, 100, 20, 0 FROM run r CROSS JOIN line l RETURNING 1
        )
        SELECT id FROM document
        """
    static let sample = NewOwnPayout(operatorID: OperatorID(1), booking: EREBookingID(1), by: UserID(1))
    let operatorID: OperatorID
    let booking: EREBookingID
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
        values.append(by)
        values.append(NewPayout.snapshot)
    }
    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}
