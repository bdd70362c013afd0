-- Purpose: a bank file of a hundred thousand payouts is made by a job, within the limits of a statement: who asked for it,
-- and what stood in its way; statements over payouts find a partner's document without reading all documents.
-- Locks: ACCESS EXCLUSIVE on ere_payout_progress for a moment; SHARE on credits while a small index is built.
-- Rows touched: none. Order: before the program, which reads the new columns.

-- Somebody asked for the bank file of a run's quarter; the job takes the mark away when it is there, or says what was wrong.
ALTER TABLE ere_payout_progress ADD COLUMN bank_file_asked_at timestamptz;
ALTER TABLE ere_payout_progress ADD COLUMN bank_file_asked_by bigint REFERENCES users;
ALTER TABLE ere_payout_progress ADD COLUMN bank_file_message text NOT NULL DEFAULT '';
ALTER TABLE ere_payout_progress ADD CONSTRAINT ere_payout_progress_bank_file
    CHECK ((bank_file_asked_at IS NULL OR bank_file_message = '') AND length(bank_file_message) <= 400);

CREATE INDEX credits_of_partners ON credits (operator_id, ere_run_id) WHERE customer_id IS NULL AND ere_run_id IS NOT NULL;

CREATE OR REPLACE FUNCTION refresh_payout_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) credits, ere_payouts, ere_payout_quarters, ere_payout_lines, ere_payout_adjustments,
        ere_payout_left_out, number_series, ledger_accounts, ledger_transactions, ledger_postings, credit_approvals,
        payment_file_credits, ere_booking_facts;
END
$$;

-- Who wants to be told is asked once per operator, not once per row of a statement that may have thousands.
CREATE FUNCTION webhooks_wanting(operators bigint[], event text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(o.id), '{}') FROM (SELECT DISTINCT unnest(operators) AS id) o WHERE webhooks_want(o.id, event)
$$;
REVOKE ALL ON FUNCTION webhooks_wanting FROM PUBLIC;

CREATE OR REPLACE FUNCTION ere_payouts_tell_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanting bigint[] := webhooks_wanting(ARRAY(SELECT DISTINCT operator_id FROM added), 'payout.made');
BEGIN
    IF wanting = '{}' THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(a.operator_id, 'payout.made', coalesce(c.issued_at, r.created_at),
        payout_told(a.operator_id, a.run_id, a.customer_id, 'made'))
    FROM added a
    JOIN ere_payout_runs r ON r.operator_id = a.operator_id AND r.id = a.run_id
    LEFT JOIN credits c ON c.operator_id = a.operator_id AND c.id = a.credit_id
    WHERE a.operator_id = ANY (wanting)
    ORDER BY a.customer_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION credit_approvals_tell_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanting bigint[] := webhooks_wanting(ARRAY(SELECT DISTINCT operator_id FROM added), 'payout.approved');
BEGIN
    IF wanting = '{}' THEN RETURN NULL; END IF;
    PERFORM tell_webhooks_of_payouts(a.operator_id, a.credit_id, 'approved', a.approved_at)
    FROM added a WHERE a.operator_id = ANY (wanting)
    ORDER BY a.credit_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION payments_tell_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanting bigint[] := webhooks_wanting(ARRAY(SELECT DISTINCT operator_id FROM added), 'payout.paid');
BEGIN
    IF wanting = '{}' THEN RETURN NULL; END IF;
    PERFORM tell_webhooks_of_payouts(a.operator_id, a.credit_id, 'paid', coalesce(f.created_at, now()))
    FROM added a
    LEFT JOIN payment_files f ON f.operator_id = a.operator_id AND f.id = a.payment_file_id
    WHERE a.operator_id = ANY (wanting)
    ORDER BY a.credit_id;
    RETURN NULL;
END
$$;
