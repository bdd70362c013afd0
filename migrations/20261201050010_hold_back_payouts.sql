-- Purpose: what is held back of payouts until a year is verified, let go afterwards, and what customers give back of units
-- that failed; and the checks of payouts look once per statement, since one per row kept a run of thousands busy.
-- Locks: ACCESS EXCLUSIVE on ere_payout_runs, ere_payout_progress, ere_payouts, ere_payout_quarters, ere_payout_lines and credits, for a moment
-- each; an index of ere_payouts is built and a foreign key of credits is checked once. Rows touched: none.
-- Order: with the program: the earlier one writes payouts before their lines, which the checks refuse.

-- The last decision about a verification that a run knew of; 0 for none.
ALTER TABLE ere_payout_runs ADD COLUMN verifications_through bigint NOT NULL DEFAULT 0;

-- A job makes what a run pays. What stopped it, until somebody lets it go on; and whether customers are to be told.
ALTER TABLE ere_payout_progress ADD COLUMN failed_at timestamptz;
ALTER TABLE ere_payout_progress ADD COLUMN message text NOT NULL DEFAULT '';
ALTER TABLE ere_payout_progress ADD COLUMN mails_due boolean NOT NULL DEFAULT false;
ALTER TABLE ere_payout_progress ADD CONSTRAINT ere_payout_progress_failure
    CHECK ((failed_at IS NULL) = (message = '') AND (failed_at IS NULL OR finished_at IS NULL) AND length(message) <= 400);

CREATE TABLE ere_payout_adjustments (
    operator_id bigint NOT NULL REFERENCES operators,
    run_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    kind text NOT NULL,
    -- Of delivery.
    delivery_year integer NOT NULL,
    -- Below zero where the customer gets less.
    amount_minor bigint NOT NULL,
    -- The verifier's statement behind it; empty for what is held back.
    statement_code text NOT NULL,
    CONSTRAINT ere_payout_adjustments_key PRIMARY KEY (operator_id, customer_id, run_id, kind, delivery_year),
    CONSTRAINT ere_payout_adjustments_payout FOREIGN KEY (operator_id, run_id, customer_id)
        REFERENCES ere_payouts (operator_id, run_id, customer_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ere_payout_adjustments_kind_known CHECK (kind IN ('held', 'released', 'clawed_back')),
    CONSTRAINT ere_payout_adjustments_sign CHECK (amount_minor <> 0 AND (amount_minor > 0) = (kind = 'released')),
    CONSTRAINT ere_payout_adjustments_statement CHECK ((statement_code = '') = (kind = 'held'))
);
CREATE INDEX ere_payout_adjustments_by_run ON ere_payout_adjustments (operator_id, run_id, customer_id);
CALL protect_customer_table('ere_payout_adjustments');
CALL grant_append_only('ere_payout_adjustments');

DROP TRIGGER ere_payouts_sums ON ere_payouts;
DROP TRIGGER ere_payout_quarters_sums ON ere_payout_quarters;
DROP TRIGGER ere_payout_lines_sums ON ere_payout_lines;
DROP TRIGGER credits_ere_payouts ON credits;
DROP FUNCTION check_ere_payout();
DROP FUNCTION check_ere_payout_of_lines();

-- Some hundreds of rows are looked up in tables of many thousands: by index, whatever the planner thinks of their size.
ALTER FUNCTION check_ere_payout_lines() SET enable_seqscan = off;
ALTER FUNCTION check_ere_payout_lines() SET enable_hashjoin = off;
ALTER FUNCTION check_ere_payout_lines() SET enable_mergejoin = off;

-- A payout comes after its lines, quarters, adjustments and document, and is their sum.
CREATE FUNCTION check_ere_payouts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    wrong record;
BEGIN
    SELECT p.run_id, p.customer_id INTO wrong
    FROM added p
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(l.gross_minor), 0)::bigint AS gross, coalesce(sum(l.fee_minor), 0)::bigint AS fee,
            coalesce(sum(l.margin_minor), 0)::bigint AS margin
        FROM ere_payout_lines l
        WHERE l.operator_id = p.operator_id AND l.run_id = p.run_id AND l.customer_id = p.customer_id) l ON true
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(q.gross_minor), 0)::bigint AS gross, coalesce(sum(q.fee_minor), 0)::bigint AS fee,
            coalesce(sum(q.margin_minor), 0)::bigint AS margin
        FROM ere_payout_quarters q
        WHERE q.operator_id = p.operator_id AND q.run_id = p.run_id AND q.customer_id = p.customer_id) q ON true
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(j.amount_minor), 0)::bigint AS amount FROM ere_payout_adjustments j
        WHERE j.operator_id = p.operator_id AND j.run_id = p.run_id AND j.customer_id = p.customer_id) j ON true
    WHERE (p.gross_minor, p.fee_minor, p.margin_minor) IS DISTINCT FROM (l.gross, l.fee, l.margin)
        OR (p.gross_minor, p.fee_minor, p.margin_minor) IS DISTINCT FROM (q.gross, q.fee, q.margin)
        OR p.adjustment_minor <> j.amount
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the payout of customer % by run % does not add up', wrong.customer_id, wrong.run_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_payouts_sums';
    END IF;
    SELECT p.run_id, p.customer_id INTO wrong
    FROM added p LEFT JOIN credits c ON c.operator_id = p.operator_id AND c.id = p.credit_id
    WHERE p.credit_id IS NOT NULL AND (c.ere_run_id, c.customer_id, c.total_minor)
        IS DISTINCT FROM (p.run_id, p.customer_id, p.payable_minor)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the document of customer % of run % is of something else', wrong.customer_id, wrong.run_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_payouts_document';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_ere_payouts FROM PUBLIC;
CREATE TRIGGER ere_payouts_sums AFTER INSERT ON ere_payouts
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_ere_payouts();

-- What belongs to a payout comes before it; whoever adds to one that is there finds that it does not add up any more.
CREATE FUNCTION check_ere_payout_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    wrong record;
BEGIN
    SELECT a.run_id, a.customer_id INTO wrong
    FROM (SELECT DISTINCT operator_id, run_id, customer_id FROM added) a
    JOIN ere_payouts p ON p.operator_id = a.operator_id AND p.run_id = a.run_id AND p.customer_id = a.customer_id
    WHERE (p.gross_minor, p.fee_minor, p.margin_minor) IS DISTINCT FROM (
            SELECT ROW (coalesce(sum(l.gross_minor), 0)::bigint, coalesce(sum(l.fee_minor), 0)::bigint,
                coalesce(sum(l.margin_minor), 0)::bigint)
            FROM ere_payout_lines l
            WHERE l.operator_id = a.operator_id AND l.run_id = a.run_id AND l.customer_id = a.customer_id)
        OR (p.gross_minor, p.fee_minor, p.margin_minor) IS DISTINCT FROM (
            SELECT ROW (coalesce(sum(q.gross_minor), 0)::bigint, coalesce(sum(q.fee_minor), 0)::bigint,
                coalesce(sum(q.margin_minor), 0)::bigint)
            FROM ere_payout_quarters q
            WHERE q.operator_id = a.operator_id AND q.run_id = a.run_id AND q.customer_id = a.customer_id)
        OR p.adjustment_minor <> (SELECT coalesce(sum(j.amount_minor), 0) FROM ere_payout_adjustments j
            WHERE j.operator_id = a.operator_id AND j.run_id = a.run_id AND j.customer_id = a.customer_id)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the payout of customer % by run % does not add up', wrong.customer_id, wrong.run_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_payouts_sums';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_ere_payout_parts FROM PUBLIC;
CREATE TRIGGER ere_payout_lines_sums AFTER INSERT ON ere_payout_lines
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_ere_payout_parts();
CREATE TRIGGER ere_payout_quarters_sums AFTER INSERT ON ere_payout_quarters
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_ere_payout_parts();
CREATE TRIGGER ere_payout_adjustments_sums AFTER INSERT ON ere_payout_adjustments
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_ere_payout_parts();

-- A customer's document is that of its payout; only the partner's, one per run, is still added up at the end.
CREATE UNIQUE INDEX ere_payouts_document_once ON ere_payouts (operator_id, run_id, customer_id, credit_id);
ALTER TABLE credits ADD CONSTRAINT credits_payout FOREIGN KEY (operator_id, ere_run_id, customer_id, id)
    REFERENCES ere_payouts (operator_id, run_id, customer_id, credit_id) DEFERRABLE INITIALLY DEFERRED;
CREATE CONSTRAINT TRIGGER credits_ere_payouts AFTER INSERT ON credits
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.ere_run_id IS NOT NULL AND NEW.customer_id IS NULL)
    EXECUTE FUNCTION check_ere_document();

-- Looks again at the tables that a run of payouts fills, as a close does at its own.
CREATE FUNCTION refresh_payout_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) credits, ere_payouts, ere_payout_quarters, ere_payout_lines, ere_payout_adjustments,
        ere_payout_left_out, number_series, ledger_accounts, ledger_transactions, ledger_postings;
END
$$;
REVOKE EXECUTE ON FUNCTION refresh_payout_statistics() FROM public;
GRANT EXECUTE ON FUNCTION refresh_payout_statistics() TO laadboek_app;
