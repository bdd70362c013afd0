-- Purpose: programs are told of payouts: made, approved, handed to a bank, come back.
-- Locks: SHARE ROW EXCLUSIVE on ere_payouts, credit_approvals and payment_file_credits, for a moment each. Rows touched: none.
-- Order: before the program, which offers the new kinds.

-- What is told of a payout; amounts as decimal text in euro.
CREATE FUNCTION payout_told(operator bigint, run bigint, customer bigint, standing text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'payout_id', p.run_id || '-' || p.customer_id, 'customer_id', p.customer_id,
        'quarter', to_char(r.quarter, 'YYYY"-Q"Q'), 'payout_model', r.payout_model, 'state', standing, 'units', p.units,
        'currency', 'EUR', 'gross', round(p.gross_minor / 100.0, 2)::text,
        'service_fee', round(p.fee_minor / 100.0, 2)::text, 'margin', round(p.margin_minor / 100.0, 2)::text,
        'net', round(p.net_minor / 100.0, 2)::text, 'adjustment', round(p.adjustment_minor / 100.0, 2)::text,
        'vat', round(p.vat_minor / 100.0, 2)::text, 'payable', round(p.payable_minor / 100.0, 2)::text)
    FROM ere_payouts p JOIN ere_payout_runs r ON r.operator_id = p.operator_id AND r.id = p.run_id
    WHERE p.operator_id = operator AND p.run_id = run AND p.customer_id = customer
$$;
REVOKE ALL ON FUNCTION payout_told FROM PUBLIC;

-- The payouts that a document is for: one, or all of a run where the partner is paid.
CREATE FUNCTION tell_webhooks_of_payouts(operator bigint, document bigint, standing text, moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_webhooks(operator, 'payout.' || standing, moment, payout_told(operator, p.run_id, p.customer_id, standing))
    FROM credits c JOIN ere_payouts p ON p.operator_id = operator AND p.run_id = c.ere_run_id
        AND (c.customer_id IS NULL OR p.customer_id = c.customer_id)
    WHERE c.operator_id = operator AND c.id = document
    ORDER BY p.customer_id;
END
$$;
REVOKE ALL ON FUNCTION tell_webhooks_of_payouts FROM PUBLIC;

CREATE FUNCTION ere_payouts_tell_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_webhooks(a.operator_id, 'payout.made', coalesce(c.issued_at, r.created_at),
        payout_told(a.operator_id, a.run_id, a.customer_id, 'made'))
    FROM added a JOIN (SELECT DISTINCT operator_id FROM added) o ON o.operator_id = a.operator_id
        AND webhooks_want(o.operator_id, 'payout.made')
    JOIN ere_payout_runs r ON r.operator_id = a.operator_id AND r.id = a.run_id
    LEFT JOIN credits c ON c.operator_id = a.operator_id AND c.id = a.credit_id
    ORDER BY a.customer_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION ere_payouts_tell_webhooks FROM PUBLIC;
CREATE TRIGGER ere_payouts_told AFTER INSERT ON ere_payouts
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ere_payouts_tell_webhooks();

CREATE FUNCTION credit_approvals_tell_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_webhooks_of_payouts(a.operator_id, a.credit_id, 'approved', a.approved_at)
    FROM added a JOIN (SELECT DISTINCT operator_id FROM added) o ON o.operator_id = a.operator_id
        AND webhooks_want(o.operator_id, 'payout.approved')
    ORDER BY a.credit_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION credit_approvals_tell_webhooks FROM PUBLIC;
CREATE TRIGGER credit_approvals_told AFTER INSERT ON credit_approvals
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION credit_approvals_tell_webhooks();

-- A payment goes into a bank file; somebody who pays by hand writes the same row.
CREATE FUNCTION payments_tell_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_webhooks_of_payouts(a.operator_id, a.credit_id, 'paid', coalesce(f.created_at, now()))
    FROM added a JOIN (SELECT DISTINCT operator_id FROM added) o ON o.operator_id = a.operator_id
        AND webhooks_want(o.operator_id, 'payout.paid')
    LEFT JOIN payment_files f ON f.operator_id = a.operator_id AND f.id = a.payment_file_id
    ORDER BY a.credit_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION payments_tell_webhooks FROM PUBLIC;
CREATE TRIGGER payment_file_credits_told AFTER INSERT ON payment_file_credits
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payments_tell_webhooks();

CREATE FUNCTION payment_returns_tell_webhooks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_webhooks_of_payouts(NEW.operator_id, NEW.credit_id, 'returned', r.recorded_at)
    FROM payment_returns r WHERE r.operator_id = NEW.operator_id AND r.id = NEW.return_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION payment_returns_tell_webhooks FROM PUBLIC;
CREATE TRIGGER payment_file_credits_return_told AFTER UPDATE OF return_id ON payment_file_credits
    FOR EACH ROW WHEN (OLD.return_id IS NULL AND NEW.return_id IS NOT NULL) EXECUTE FUNCTION payment_returns_tell_webhooks();
