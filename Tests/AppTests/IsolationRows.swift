import Postgres

/// A signed enrolment of every customer, with all that belongs to one.
struct FillEnrolments: Statement {
    static let sql = """
        WITH person AS (
            SELECT operator_id, customer_id, id, row_number() OVER () AS place FROM users WHERE customer_id IS NOT NULL
        ), enrolment AS (
            INSERT INTO ere_enrolments (operator_id, customer_id, created_at, changed_at)
            SELECT operator_id, customer_id, now(), now() FROM person RETURNING operator_id, customer_id, id
        ), assigned AS (
            INSERT INTO customer_charge_points (operator_id, charge_point_id, customer_id, created_at)
            SELECT person.operator_id, point.id, person.customer_id, now()
            FROM (SELECT operator_id, customer_id, row_number() OVER (PARTITION BY operator_id ORDER BY id) AS place
                FROM person) person
            JOIN (SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id ORDER BY id) AS place
                FROM charge_points) point USING (operator_id, place) RETURNING 1
        ), charger AS (
            INSERT INTO ere_chargers (operator_id, customer_id, enrolment_id, brand, model, serial, meter_place, verdict,
                created_at)
            SELECT operator_id, customer_id, id, 'Brand', 'Model', 'S', 'in_charger', 'likely', now() FROM enrolment
            RETURNING 1
        ), evidence AS (
            INSERT INTO ere_evidence (operator_id, customer_id, enrolment_id, kind, media_type, sha256, content, created_at)
            SELECT operator_id, customer_id, id, 'holder', 'application/pdf', sha256('x'), 'x', now() FROM enrolment
            RETURNING operator_id, customer_id, id
        ), review AS (
            INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_at)
            SELECT operator_id, customer_id, id, 'accepted', '', now() FROM evidence RETURNING 1
        ), code AS (
            INSERT INTO ere_signing_codes (operator_id, customer_id, enrolment_id, user_id, salt, code_sha256,
                document_sha256, first_year, last_year, language, sent_at, expires_at)
            SELECT e.operator_id, e.customer_id, e.id, p.id, substr(sha256('x'), 1, 16), sha256('x'), sha256('x'), 2026,
                2026, 'nl', now(), now()
            FROM enrolment e JOIN person p USING (operator_id, customer_id) RETURNING 1
        )
        INSERT INTO ere_mandates (operator_id, customer_id, enrolment_id, ean, first_year, last_year, issued_on, template,
            language, document, document_sha256, pdf, pdf_sha256, signer_name, signer_email, code_sent_at, signed_at,
            signed_by, remote_address, claim)
        SELECT e.operator_id, e.customer_id, e.id, '871685900000000004', 2026, 2026, '2026-11-30', 'test', 'nl', 'x',
            sha256('x'), 'x', sha256('x'), 'Name', 'a@b.example', now(), now(), p.id, '', substr(sha256('x'), 1, 16)
        FROM enrolment e JOIN person p USING (operator_id, customer_id)
        """
    static let sample = FillEnrolments()
}

/// A second factor of somebody of each operator.
struct FillSecondFactors: Statement {
    static let sql = """
        WITH somebody AS (
            SELECT DISTINCT ON (operator_id) operator_id, id FROM users ORDER BY operator_id, id
        ), factor AS (
            INSERT INTO second_factors (operator_id, user_id, sealed_secret, created_at)
            SELECT operator_id, id, 'x', now() FROM somebody RETURNING 1
        ), code AS (
            INSERT INTO recovery_codes (operator_id, user_id, code_hash, created_at)
            SELECT operator_id, id, 'x', now() FROM somebody RETURNING 1
        )
        INSERT INTO pending_sign_ins (operator_id, token_hash, user_id, created_at, expires_at)
        SELECT operator_id, sha256(id::text::bytea), id, now(), now() FROM somebody
        """
    static let sample = FillSecondFactors()
}

/// A key of each operator's programs.
struct FillAPIKeys: Statement {
    static let sql = """
        INSERT INTO api_keys (operator_id, name, permissions, secret_sha256, created_at, created_by)
        SELECT DISTINCT ON (operator_id) operator_id, 'x', ARRAY['customers:read'], sha256(id::text::bytea), now(), id
        FROM users ORDER BY operator_id, id
        """
    static let sample = FillAPIKeys()
}

/// An answer of each operator's key.
struct FillAPIAnswers: Statement {
    static let sql = """
        INSERT INTO api_answers (operator_id, api_key_id, idempotency_key, request_sha256, status, media_type, body,
            answered_at)
        SELECT operator_id, id, 'x', sha256('x'), 201, 'application/json', '{}', now() FROM api_keys
        """
    static let sample = FillAPIAnswers()
}

/// A site of each operator that may show the toggle, and a frame of each customer; after keys.
struct FillEmbeds: Statement {
    static let sql = """
        WITH site AS (
            INSERT INTO embed_origins (operator_id, origin, added_at)
            SELECT id, 'https://a.example', now() FROM operators RETURNING 1
        )
        INSERT INTO embed_frames (operator_id, customer_id, user_id, api_key_id, origin, language, token_sha256,
            created_at, expires_at)
        SELECT c.operator_id, c.id, k.created_by, k.id, '', 'nl', sha256(('t' || c.id)::bytea), now(),
            now() + interval '1 minute'
        FROM customers c JOIN api_keys k USING (operator_id)
        """
    static let sample = FillEmbeds()
}

/// A batch of each operator's key, with a reading of every charger.
struct FillReadings: Statement {
    static let sql = """
        WITH batch AS (
            INSERT INTO push_batches (operator_id, kind, api_key_id, idempotency_key, body, body_sha256, added, known,
                received_at)
            SELECT operator_id, 'readings', id, 'x', 'x', sha256('x'), 1, 0, now() FROM api_keys RETURNING operator_id, id
        )
        INSERT INTO pushed_readings (operator_id, customer_id, charger_id, read_at, register_thousandths_wh, batch_id,
            place)
        SELECT c.operator_id, c.customer_id, c.id, now(), 0, batch.id, 0
        FROM ere_chargers c JOIN batch USING (operator_id)
        """
    static let sample = FillReadings()
}

/// Sessions that were sent of every charger, and what counts of them; after bookings and readings.
struct FillPushes: Statement {
    static let sql = """
        WITH sent AS (
            INSERT INTO pushed_sessions (operator_id, customer_id, charger_id, connector, external_id, version, started_at,
                stopped_at, begin_thousandths_wh, end_thousandths_wh, is_withdrawn, batch_id, place)
            SELECT c.operator_id, c.customer_id, c.id, 1, 'S-' || c.id, 1, now(), now(), 0, 0, false, b.id, 0
            FROM ere_chargers c JOIN push_batches b USING (operator_id)
            RETURNING operator_id, customer_id, charger_id, external_id
        ), counted AS (
            INSERT INTO ere_counted_pushes (operator_id, external_id, customer_id, enrolment_id, quarter, revision,
                started_at, stopped_at, begin_thousandths_wh, energy_thousandths_wh, measurement_id)
            SELECT s.operator_id, s.external_id, s.customer_id, c.enrolment_id, '2026-07-01', 1, now(), now(), 0, 0, m.id
            FROM sent s JOIN ere_chargers c ON c.operator_id = s.operator_id AND c.id = s.charger_id
            JOIN ere_measurements m ON m.operator_id = s.operator_id AND m.customer_id = s.customer_id
            ON CONFLICT DO NOTHING RETURNING operator_id, id, customer_id, measurement_id
        )
        INSERT INTO ere_recounted_pushes (operator_id, push_id, customer_id, measurement_id, revision, started_at,
            stopped_at, begin_thousandths_wh, energy_thousandths_wh)
        SELECT operator_id, id, customer_id, measurement_id, 1, now(), now(), 0, 0 FROM counted
        """
    static let sample = FillPushes()
}

/// A file of meter data that is not recorded yet, and a webhook with an event that was tried.
struct FillWebhooks: Statement {
    static let sql = """
        WITH file AS (
            INSERT INTO push_files (operator_id, kind, name, sha256, content, uploaded_at)
            SELECT id, 'readings', 'F', sha256('x'), 'x', now() FROM operators RETURNING 1
        ), endpoint AS (
            INSERT INTO webhook_endpoints (operator_id, name, url, events, secret, created_at)
            SELECT id, 'W', 'https://example.com', '{}', 'x', now() FROM operators RETURNING operator_id, id
        ), event AS (
            INSERT INTO webhook_events (operator_id, kind, body) SELECT id, 'webhook.test', '{}' FROM operators
            RETURNING operator_id, id
        ), delivery AS (
            INSERT INTO webhook_deliveries (operator_id, endpoint_id, event_id, next_attempt_at)
            SELECT n.operator_id, n.id, v.id, now() FROM endpoint n JOIN event v USING (operator_id)
            RETURNING operator_id, id
        )
        INSERT INTO webhook_attempts (operator_id, delivery_id, attempted_at, status, error, milliseconds)
        SELECT operator_id, id, now(), 500, '', 1 FROM delivery
        """
    static let sample = FillWebhooks()
}

/// Customers of each operator, with people; before the rows of tables that belong to them.
struct FillCustomers: Statement {
    static let sql = """
        WITH customer AS (
            INSERT INTO customers (operator_id, kind, name, email, created_at)
            SELECT o.id, 'private', 'Customer ' || n, 'c' || n || '@' || o.reference || '.example', now()
            FROM operators o CROSS JOIN generate_series(1, 2) n RETURNING operator_id, id, name, email
        ), person AS (
            INSERT INTO users (operator_id, customer_id, email, name, role)
            SELECT operator_id, id, email, name, 'customer' FROM customer RETURNING operator_id, id
        )
        INSERT INTO web_sessions (token_hash, user_id, operator_id, csrf_secret, created_at, last_seen_at, expires_at)
        SELECT decode(md5('customer' || id), 'hex'), id, operator_id, '', now(), now(), now() FROM person
        """
    static let sample = FillCustomers()
}

/// A booked line of every enrolment, with what was measured and a session that counts.
struct FillBookings: Statement {
    static let sql = """
        WITH enrolment AS (
            SELECT e.operator_id, e.customer_id, e.id, s.id AS session_id
            FROM (SELECT operator_id, customer_id, id, row_number() OVER (PARTITION BY operator_id ORDER BY id) AS place
                FROM ere_enrolments) e
            JOIN (SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id ORDER BY id) AS place
                FROM sessions) s USING (operator_id, place)
        ), line AS (
            INSERT INTO ere_bookings (operator_id, customer_id, enrolment_id, ean, quarter, revision, created_at)
            SELECT operator_id, customer_id, id, lpad(id::text, 18, '0'), '2026-07-01', 0, now() FROM enrolment
            RETURNING operator_id, customer_id, enrolment_id, id
        ), measured AS (
            INSERT INTO ere_measurements (operator_id, customer_id, booking_id, energy_thousandths_wh, sessions, findings,
                content, sha256, rounding, measured_at)
            SELECT operator_id, customer_id, id, 1000, 1, '{}', '{}', sha256('x'), 'floor', now() FROM line
            RETURNING operator_id, customer_id, booking_id, id
        ), fact AS (
            INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, measurement_id,
                recorded_at)
            SELECT operator_id, customer_id, booking_id, 1, 'measured', id, now() FROM measured RETURNING 1
        ), counted AS (
            INSERT INTO ere_counted_sessions (operator_id, session_id, customer_id, enrolment_id, quarter, revision,
                started_at, stopped_at, begin_thousandths_wh, energy_thousandths_wh, measurement_id)
            SELECT e.operator_id, e.session_id, e.customer_id, e.id, '2026-07-01', 1, now(), now(), 0, 500, m.id
            FROM enrolment e JOIN line l ON l.operator_id = e.operator_id AND l.enrolment_id = e.id
            JOIN measured m ON m.operator_id = l.operator_id AND m.booking_id = l.id
            RETURNING operator_id, session_id, customer_id, measurement_id
        )
        INSERT INTO ere_recounted_sessions (operator_id, session_id, customer_id, measurement_id, revision,
            started_at, stopped_at, begin_thousandths_wh, energy_thousandths_wh)
        SELECT operator_id, session_id, customer_id, measurement_id, 2, now(), now(), 0, 1000 FROM counted
        """
    static let sample = FillBookings()
}

/// A filing of each operator with its customers' lines, some left out, and a document.
struct FillFilings: Statement {
    static let sql = """
        WITH filing AS (
            INSERT INTO ere_filings (operator_id, quarter, number, reference, schema_version, generator, provider_name,
                provider_company_number, created_by, created_by_name, created_at)
            SELECT o.id, '2026-07-01', 1, 'F-1', '1.0', 'test', o.name, '', min(u.id), 'N', now()
            FROM operators o JOIN users u ON u.operator_id = o.id GROUP BY o.id, o.name RETURNING operator_id, id
        ), document AS (
            INSERT INTO ere_filing_documents (operator_id, filing_id, name, size_bytes, sha256)
            SELECT operator_id, id, 'x', 1, sha256('x') FROM filing RETURNING 1
        ), refusal AS (
            INSERT INTO ere_filing_refusals (operator_id, filing_id, customer_id, booking_id, gates)
            SELECT f.operator_id, f.id, b.customer_id, b.id, '{nothing}'
            FROM filing f JOIN ere_bookings b USING (operator_id) RETURNING 1
        )
        INSERT INTO ere_filing_lines (operator_id, filing_id, position, customer_id, booking_id, measurement_id,
            energy_thousandths_wh, units, content)
        SELECT f.operator_id, f.id, row_number() OVER (PARTITION BY f.operator_id ORDER BY b.id), b.customer_id, b.id,
            b.measurement_id, 1000, 0, '{}'
        FROM filing f JOIN ere_bookings b USING (operator_id)
        """
    static let sample = FillFilings()
}

/// What the register credited for each operator's lines, from one file.
struct FillCredits: Statement {
    static let sql = """
        WITH file AS (
            INSERT INTO ere_credit_files (operator_id, name, figures, sha256, content, uploaded_at)
            SELECT id, 'F', 'whole', sha256('x'), 'x', now() FROM operators RETURNING operator_id, id
        ), import AS (
            INSERT INTO ere_credit_imports (operator_id, file_id, new_lines, changed_lines, unchanged_lines, tolerance_units,
                recorded_at)
            SELECT operator_id, id, 1, 0, 0, 1, now() FROM file RETURNING operator_id, file_id
        )
        INSERT INTO ere_credits (operator_id, customer_id, booking_id, file_id, line, stated_units, base_units, units,
            filed_units, register_reference, recorded_at)
        SELECT i.operator_id, b.customer_id, b.id, i.file_id, row_number() OVER (PARTITION BY i.operator_id ORDER BY b.id),
            1, 0, 1, 0, '', now()
        FROM import i JOIN ere_bookings b USING (operator_id)
        """
    static let sample = FillCredits()
}

/// Payouts of each operator's sales; nobody looks whether they add up.
struct FillPayouts: Statement {
    static let sql = """
        DO $$
        BEGIN
            ALTER TABLE ere_payout_lines DISABLE TRIGGER USER;
            ALTER TABLE ere_payouts DISABLE TRIGGER USER;
            ALTER TABLE ere_payout_quarters DISABLE TRIGGER USER;
            ALTER TABLE ere_payout_adjustments DISABLE TRIGGER USER;
            ALTER TABLE credits DISABLE TRIGGER USER;
            INSERT INTO ere_payout_rules (operator_id, valid_from, minimum_minor, reserve_percent, referral_step_percent,
                referral_floor_percent, recorded_at)
            SELECT id, '2026-01-01', 0, 0, 0, 0, now() FROM operators;
            INSERT INTO ere_paying_accounts (operator_id, valid_from, holder, iban, bic, recorded_at)
            SELECT id, '2026-01-01', 'H', 'NL91ABNA0417164300', '', now() FROM operators;
            INSERT INTO customers (operator_id, kind, name, email, created_at)
            SELECT id, 'private', 'Third', 'third@home.example', now() FROM operators;
            INSERT INTO ere_referrals (operator_id, customer_id, referrer_id, recorded_at)
            SELECT c.operator_id, c.id, r.id, now() FROM customers c
            JOIN customers r ON r.operator_id = c.operator_id AND r.name = 'Third' WHERE c.name <> 'Third';
            INSERT INTO ere_customer_fees (operator_id, customer_id, valid_from, service_fee_percent, reason, recorded_at)
            SELECT operator_id, id, '2026-01-01', 1, 'x', now() FROM customers;
            INSERT INTO ere_self_billing (operator_id, customer_id, valid_from, is_agreed, reference, recorded_at)
            SELECT operator_id, id, '2026-01-01', true, 'x', now() FROM customers;
            INSERT INTO ere_payout_runs (operator_id, quarter, payout_model, made_on, minimum_minor, reserve_percent,
                referral_step_percent, referral_floor_percent, is_partner, trades_through, fees_through,
                agreements_through, fee_vat_rate, created_at)
            SELECT id, '2026-07-01', 'A', '2026-10-05', 0, 0, 0, 0, false, 0, 0, 0, 0, now() FROM operators;
            INSERT INTO ere_payout_progress (operator_id, run_id) SELECT operator_id, id FROM ere_payout_runs;
            INSERT INTO ere_payout_left_out (operator_id, run_id, customer_id, reason, net_minor)
            SELECT c.operator_id, r.id, c.id, 'vat', 1 FROM customers c JOIN ere_payout_runs r USING (operator_id);
            INSERT INTO credits (operator_id, ere_run_id, customer_id, period, kind, series, number_in_series, number,
                issued_on, due_on, currency, net_minor, vat_minor, total_minor, vat_category, vat_rule, exact_amount,
                energy_thousandths_wh, session_count, snapshot, issued_at)
            SELECT c.operator_id, r.id, c.id, '2026-09-01', 'payout_statement', 'ERE' || c.id, 1, 'ERE' || c.id,
                '2026-10-05', '2026-10-05', 'EUR', 1, 0, 1, 'O', 'x', 0.01, 0, 0, '{}', now()
            FROM customers c JOIN ere_payout_runs r USING (operator_id);
            INSERT INTO ere_payouts (operator_id, run_id, customer_id, units, energy_thousandths_wh, gross_minor,
                fee_minor, margin_minor, fee_vat_minor, vat_minor, adjustment_minor, credit_id)
            SELECT operator_id, ere_run_id, customer_id, 1, 0, 1, 0, 0, 0, 0, 0, id FROM credits WHERE customer_id IS NOT NULL;
            INSERT INTO ere_payout_quarters (operator_id, run_id, customer_id, quarter, gross_minor, fee_minor,
                margin_minor, agreed_percent, referrals, fee_percent, margin_percent)
            SELECT operator_id, run_id, customer_id, '2026-07-01', 1, 0, 0, 0, 0, 0, 0 FROM ere_payouts;
            INSERT INTO ere_payout_lines (operator_id, trade_id, position, run_id, customer_id, gross_minor, fee_minor,
                margin_minor)
            SELECT t.operator_id, t.trade_id, t.position, p.run_id, t.customer_id, 1, 0, 0
            FROM ere_trade_lines t JOIN ere_payouts p USING (operator_id, customer_id);
            INSERT INTO ere_payout_adjustments (operator_id, run_id, customer_id, kind, delivery_year, amount_minor,
                statement_code)
            SELECT operator_id, run_id, customer_id, 'held', 2026, -1, '' FROM ere_payouts;
            INSERT INTO ere_verifications (operator_id, delivery_year, outcome, statement_code, verifier, stated_on,
                findings, document_name, sha256, content, recorded_at)
            SELECT id, 2026, 'verified', 'S', 'V', '2027-03-01', '', 'd', sha256('x'), 'x', now() FROM operators;
            INSERT INTO ere_verification_lines (operator_id, verification_id, customer_id, booking_id,
                energy_thousandths_wh, units, credited_units, reason)
            SELECT v.operator_id, v.id, b.customer_id, b.id, 0, 0, 1, 'x'
            FROM ere_verifications v JOIN ere_bookings b USING (operator_id);
            INSERT INTO ere_verification_decisions (operator_id, verification_id, is_confirmed, reason, decided_by,
                decided_at)
            SELECT v.operator_id, v.id, true, '', u.id, now() FROM ere_verifications v
            JOIN (SELECT operator_id, min(id) AS id FROM users GROUP BY operator_id) u USING (operator_id);
            INSERT INTO ere_verification_shares (operator_id, verification_id, trade_id, position, customer_id, units)
            SELECT v.operator_id, v.id, t.trade_id, t.position, t.customer_id, 1
            FROM ere_verifications v JOIN ere_trade_lines t USING (operator_id);
            INSERT INTO ere_payout_mails (operator_id, credit_id, queued_at)
            SELECT operator_id, id, now() FROM credits WHERE customer_id IS NOT NULL;
            INSERT INTO credit_files (operator_id, credit_id, kind, sha256, content)
            SELECT operator_id, id, 'pdf', sha256('x'), 'x' FROM credits WHERE customer_id IS NOT NULL;
            INSERT INTO credit_approvals (operator_id, credit_id, approved_by, approved_at)
            SELECT c.operator_id, c.id, u.id, now() FROM credits c
            JOIN (SELECT operator_id, min(id) AS id FROM users GROUP BY operator_id) u USING (operator_id)
            WHERE c.customer_id IS NOT NULL;
            INSERT INTO payment_files (operator_id, period, message_id, format, payment_count, control_sum_minor, currency,
                execution_on, sha256, content, created_at, purpose)
            SELECT id, '2026-09-01', 'N' || id, 'pain.001.001.09', 1, 1, 'EUR', '2026-10-06', sha256('x'), 'x', now(),
                'payouts' FROM operators;
            INSERT INTO payment_file_credits (operator_id, payment_file_id, credit_id, end_to_end_id)
            SELECT c.operator_id, f.id, c.id, c.number FROM credits c JOIN payment_files f USING (operator_id)
            WHERE c.customer_id IS NOT NULL;
            INSERT INTO payment_returns (operator_id, end_to_end_id, amount_minor, currency, returned_on, reason,
                recorded_by, recorded_at)
            SELECT operator_id, 'R', 1, 'EUR', '2026-10-07', 'x', min(id), now() FROM users GROUP BY operator_id;
        END
        $$
        """
    static let sample = FillPayouts()
}

/// A sale of each operator, cancelled so that nothing has to be in stock for it.
struct FillTrades: Statement {
    static let sql = """
        WITH broker AS (
            INSERT INTO ere_brokers (operator_id, name, company_number, created_at)
            SELECT id, 'B', '', now() FROM operators RETURNING operator_id, id
        ), trade AS (
            INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units,
                price_per_unit, gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by,
                recorded_at)
            SELECT b.operator_id, 'T', b.id, 'R', 'LRE-E', 2026, k.lines, 1, 100 * k.lines, 0, '2026-10-01', 0, 0, u.id, now()
            FROM broker b
            JOIN (SELECT operator_id, min(id) AS id FROM users GROUP BY operator_id) u USING (operator_id)
            JOIN (SELECT operator_id, count(*) AS lines FROM ere_bookings GROUP BY operator_id) k USING (operator_id)
            RETURNING operator_id, id, recorded_by
        ), cancelled AS (
            INSERT INTO ere_trade_cancellations (operator_id, trade_id, reason, cancelled_by, cancelled_at)
            SELECT operator_id, id, 'x', recorded_by, now() FROM trade RETURNING 1
        ), document AS (
            INSERT INTO ere_trade_documents (operator_id, trade_id, name, sha256, content, added_at)
            SELECT operator_id, id, 'D', sha256('x'), 'x', now() FROM trade RETURNING 1
        )
        INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
        SELECT t.operator_id, t.id, row_number() OVER (PARTITION BY t.operator_id ORDER BY b.id), b.customer_id, b.id, 1, 100
        FROM trade t JOIN ere_bookings b USING (operator_id)
        """
    static let sample = FillTrades()
}
