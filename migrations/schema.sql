-- What the migrations make of an empty database, as pg_dump tells it; for reading, never run.
-- `make schema` writes it anew.

CREATE TYPE public.identity_range AS RANGE (
    subtype = text,
    multirange_type_name = public.identity_multirange,
    collation = pg_catalog."C"
);

CREATE FUNCTION public.api_keys_stay_revoked() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS DISTINCT FROM OLD.revoked_at
        OR NEW.secret_sha256 IS DISTINCT FROM OLD.secret_sha256) THEN
        RAISE EXCEPTION 'key % was revoked', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'api_keys_stay_revoked';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.begins_as_foreign(identity text, own bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (SELECT FROM default_upstreams d
        WHERE d.operator_id <> own AND d.ended_at IS NULL AND starts_with(identity, d.beginning))
$$;

CREATE FUNCTION public.begins_foreign_identity(beginning text, own bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (SELECT FROM charge_points WHERE operator_id <> own AND starts_with(identity, beginning))
        OR EXISTS (SELECT FROM unknown_charge_points WHERE operator_id <> own AND starts_with(identity, beginning))
$$;

CREATE FUNCTION public.check_credit_lines() RETURNS trigger
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
    place record;
    missing bigint;
BEGIN
    FOR place IN SELECT DISTINCT operator_id, credit_id, document_line FROM added LOOP
        PERFORM 1 FROM credit_document_lines d
        WHERE d.operator_id = place.operator_id AND d.credit_id = place.credit_id AND d.ordinal = place.document_line;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'an entry of credit % stands behind line %, which is not there',
                place.credit_id, place.document_line
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'credit_lines_document_line';
        END IF;
    END LOOP;
    -- As a scalar, so that the index is asked row by row whatever the plan thinks of the number of rows.
    SELECT a.line_id INTO missing FROM added a
    WHERE (SELECT p.id FROM priced_lines p WHERE p.operator_id = a.operator_id AND p.id = a.line_id) IS NULL
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'priced line % is to be credited, which is not there', missing
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'credit_lines_line';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.check_ere_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.total_minor IS DISTINCT FROM (CASE WHEN NEW.customer_id IS NULL THEN (
            SELECT sum(p.payable_minor + p.margin_minor)::bigint FROM ere_payouts p
            WHERE p.operator_id = NEW.operator_id AND p.run_id = NEW.ere_run_id AND p.credit_id IS NULL)
        ELSE (SELECT p.payable_minor FROM ere_payouts p
            WHERE p.operator_id = NEW.operator_id AND p.run_id = NEW.ere_run_id AND p.customer_id = NEW.customer_id
                AND p.credit_id = NEW.id) END) THEN
        RAISE EXCEPTION 'document % is of something else than its payouts', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'credits_ere_payouts';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.check_ere_payout_lines() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
DECLARE
    wrong record;
BEGIN
    -- Whoever cancels a sale at the same time waits, or is waited for.
    PERFORM pg_advisory_xact_lock(hashtextextended('laadboek.ere_measuring', o.operator_id))
    FROM (SELECT DISTINCT operator_id FROM added ORDER BY operator_id) o;
    SELECT a.trade_id, a.position INTO wrong
    FROM added a JOIN ere_trade_lines t
        ON t.operator_id = a.operator_id AND t.trade_id = a.trade_id AND t.position = a.position
    WHERE (t.customer_id, t.amount_minor) IS DISTINCT FROM (a.customer_id, a.gross_minor)
        OR EXISTS (SELECT FROM ere_trade_cancellations c WHERE c.operator_id = a.operator_id AND c.trade_id = a.trade_id)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'share % of sale % is not what is paid', wrong.position, wrong.trade_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_payout_lines_shares';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.check_ere_payout_parts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
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

CREATE FUNCTION public.check_ere_payouts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
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

CREATE FUNCTION public.check_ere_trade() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF (NEW.units, NEW.net_minor) IS DISTINCT FROM (SELECT ROW (sum(l.units)::bigint, sum(l.amount_minor)::bigint)
            FROM ere_trade_lines l WHERE l.operator_id = NEW.operator_id AND l.trade_id = NEW.id) THEN
        RAISE EXCEPTION 'the lines of trade % do not add up', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_trades_lines';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.check_ere_trade_cancellation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('laadboek.ere_measuring', NEW.operator_id));
    IF EXISTS (SELECT FROM ere_payout_lines p WHERE p.operator_id = NEW.operator_id AND p.trade_id = NEW.trade_id) THEN
        RAISE EXCEPTION 'of sale % something was paid out', NEW.trade_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_trade_cancellations_unpaid';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.check_ere_trade_lines() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    wrong record;
BEGIN
    -- Two sales at the same time would not see each other; the lock is the one of whoever measures, credits and sells.
    PERFORM pg_advisory_xact_lock(hashtextextended('laadboek.ere_measuring', o.operator_id))
    FROM (SELECT DISTINCT operator_id FROM added ORDER BY operator_id) o;
    SELECT a.booking_id INTO wrong
    FROM added a JOIN ere_bookings b ON b.operator_id = a.operator_id AND b.id = a.booking_id
    WHERE coalesce((SELECT h.credited_units FROM ere_bookings h
            WHERE h.operator_id = b.operator_id AND h.quarter = b.quarter AND h.ean = b.ean AND h.basis = b.basis
                AND h.credited_units IS NOT NULL ORDER BY h.revision DESC LIMIT 1), 0)
        < (SELECT sum(t.units) FROM ere_bookings s
            JOIN ere_trade_lines t ON t.operator_id = s.operator_id AND t.booking_id = s.id
            WHERE s.operator_id = b.operator_id AND s.quarter = b.quarter AND s.ean = b.ean AND s.basis = b.basis
                AND NOT EXISTS (SELECT FROM ere_trade_cancellations c
                    WHERE c.operator_id = t.operator_id AND c.trade_id = t.trade_id))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'more of booking % is sold than was credited', wrong.booking_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_trade_lines_credited';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.check_ledger_balances() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    wrong record;
BEGIN
    SELECT operator_id, sequence INTO wrong FROM added
    GROUP BY operator_id, sequence, currency
    HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger transaction % of operator % does not balance', wrong.sequence, wrong.operator_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_balance';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.check_retention_rule() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    usual retention_defaults;
BEGIN
    SELECT d.* INTO usual FROM retention_defaults d WHERE d.kind = NEW.kind AND d.valid_from <= NEW.valid_from
    ORDER BY d.valid_from DESC LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nothing is kept of the kind %', NEW.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'retention_rules_kind_known';
    END IF;
    IF usual.is_minimum AND NEW.amount < usual.amount THEN
        RAISE EXCEPTION 'records of the kind % are kept for % % at least', NEW.kind, usual.amount, usual.unit
            USING ERRCODE = 'check_violation', CONSTRAINT = 'retention_rules_minimum';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.credit_approvals_tell_webhooks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.earned_by_own_customer() RETURNS TABLE(run_id bigint, run_quarter date, made_on date, trade_id bigint, share_position bigint, customer_id bigint, ean text, quarter date, booking_id bigint, units bigint, gross_minor bigint, energy_thousandths_wh bigint, credited_units bigint, price_per_unit numeric, number text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT p.run_id, r.quarter, r.made_on, p.trade_id, p.position::bigint, p.customer_id, b.ean, b.quarter, b.id, s.units,
        p.gross_minor, b.energy_thousandths_wh, coalesce(b.credited_units, 0), t.price_per_unit, t.number
    FROM ere_payout_lines p
    JOIN ere_payout_runs r ON r.operator_id = p.operator_id AND r.id = p.run_id AND r.payout_model = 'B'
    JOIN ere_trade_lines s ON s.operator_id = p.operator_id AND s.trade_id = p.trade_id AND s.position = p.position
    JOIN ere_bookings b ON b.operator_id = p.operator_id AND b.id = s.booking_id
    JOIN ere_trades t ON t.operator_id = p.operator_id AND t.id = p.trade_id
    JOIN credits c ON c.operator_id = p.operator_id AND c.ere_run_id = p.run_id AND coalesce(c.customer_id, 0) = 0
    JOIN credit_approvals a ON a.operator_id = c.operator_id AND a.credit_id = c.id
    WHERE p.operator_id = scoped_customer_operator() AND p.customer_id = scoped_customer()
$$;

CREATE FUNCTION public.embed_frames_open_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.opened_at IS NOT NULL AND (NEW.opened_at, NEW.session_sha256, NEW.csrf_secret, NEW.ends_at)
        IS DISTINCT FROM (OLD.opened_at, OLD.session_sha256, OLD.csrf_secret, OLD.ends_at) THEN
        RAISE EXCEPTION 'frame % was opened', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'embed_frames_open_once';
    END IF;
    IF (NEW.customer_id, NEW.user_id, NEW.origin, NEW.token_sha256, NEW.expires_at)
        IS DISTINCT FROM (OLD.customer_id, OLD.user_id, OLD.origin, OLD.token_sha256, OLD.expires_at) THEN
        RAISE EXCEPTION 'frame % stays whose it is', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'embed_frames_open_once';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.ensure_partitions(moment timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    first_day date := date_trunc('month', moment AT TIME ZONE 'UTC');
    month_start date;
    base text;
    part text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('laadboek.partitions'));
    FOREACH base IN ARRAY ARRAY['ocpp_frames', 'meter_readings'] LOOP
        FOR step IN 0..1 LOOP
            month_start := first_day + make_interval(months => step);
            part := base || '_' || to_char(month_start, 'YYYY_MM');
            IF to_regclass(part) IS NULL THEN
                EXECUTE format(
                    'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, base,
                    month_start::text || ' 00:00:00+00',
                    (month_start + interval '1 month')::date::text || ' 00:00:00+00');
            END IF;
        END LOOP;
    END LOOP;
END
$$;

CREATE FUNCTION public.erase_customer(operator bigint, customer bigint, request bigint, actor bigint, moment timestamp with time zone, carry_out boolean) RETURNS TABLE(removed_kind text, removed_rows bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    today date := retention_today();
    people bigint[];
    addresses text[];
    drafts bigint[];
    kinds text[] := '{}';
    counts bigint[] := '{}';
    affected bigint;
    further bigint;
    keep date;
BEGIN
    IF NOT coalesce(scoped_system() OR operator = scoped_operator(), false) OR scoped_host() IS NOT NULL
        OR scoped_customer() IS NOT NULL
    THEN
        RAISE EXCEPTION 'a customer of another operator' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM customers c WHERE c.operator_id = operator AND c.id = customer AND c.erased_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF carry_out AND EXISTS (SELECT FROM erasure_obstacles(operator, customer, today)) THEN
        RAISE EXCEPTION 'something stands in the way of the erasure of customer %', customer
            USING ERRCODE = 'check_violation', CONSTRAINT = 'erasures_obstacle';
    END IF;
    IF carry_out AND NOT EXISTS (SELECT FROM erasure_requests r WHERE r.operator_id = operator AND r.customer_id = customer
        AND r.id = request AND NOT EXISTS (SELECT FROM erasure_outcomes o
            WHERE o.operator_id = operator AND o.request_id = r.id))
    THEN
        RAISE EXCEPTION 'request % of customer % is not open', request, customer
            USING ERRCODE = 'check_violation', CONSTRAINT = 'erasures_request_open';
    END IF;
    SELECT coalesce(array_agg(u.id), '{}') INTO people FROM users u
    WHERE u.operator_id = operator AND u.customer_id = customer;
    -- Addresses that somebody else of the operator has as well stay theirs.
    SELECT coalesce(array_agg(a.email), '{}') INTO addresses FROM (
        SELECT lower(u.email) AS email FROM users u WHERE u.operator_id = operator AND u.customer_id = customer
        UNION SELECT lower(c.email) FROM customers c WHERE c.operator_id = operator AND c.id = customer) a
    WHERE NOT EXISTS (SELECT FROM users o WHERE o.operator_id = operator AND lower(o.email) = a.email
            AND o.customer_id IS DISTINCT FROM customer)
        AND NOT EXISTS (SELECT FROM customers o WHERE o.operator_id = operator AND lower(o.email) = a.email
            AND o.id <> customer);
    SELECT coalesce(array_agg(e.id), '{}') INTO drafts FROM ere_enrolments e
    WHERE e.operator_id = operator AND e.customer_id = customer AND e.state IN ('draft', 'discarded');
    BEGIN
        DELETE FROM web_sessions w WHERE w.operator_id = operator AND w.user_id = ANY (people);
        GET DIAGNOSTICS affected = ROW_COUNT;
        DELETE FROM pending_sign_ins w WHERE w.operator_id = operator AND w.user_id = ANY (people);
        GET DIAGNOSTICS further = ROW_COUNT;
        DELETE FROM sign_in_attempts a WHERE a.account = ANY (addresses)
            AND NOT EXISTS (SELECT FROM users o WHERE lower(o.email) = a.account AND o.id <> ALL (people));
        kinds := kinds || 'sign_ins'::text;
        counts := counts || (affected + further);

        DELETE FROM second_factors s WHERE s.operator_id = operator AND s.user_id = ANY (people);
        GET DIAGNOSTICS affected = ROW_COUNT;
        DELETE FROM recovery_codes s WHERE s.operator_id = operator AND s.user_id = ANY (people);
        GET DIAGNOSTICS further = ROW_COUNT;
        kinds := kinds || 'second_factor'::text;
        counts := counts || (affected + further);

        DELETE FROM password_resets s WHERE s.user_id = ANY (people);
        GET DIAGNOSTICS affected = ROW_COUNT;
        DELETE FROM ere_signing_codes s WHERE s.operator_id = operator AND s.customer_id = customer;
        GET DIAGNOSTICS further = ROW_COUNT;
        kinds := kinds || 'codes'::text;
        counts := counts || (affected + further);

        DELETE FROM mails m WHERE m.operator_id = operator AND lower(m.recipient) = ANY (addresses);
        GET DIAGNOSTICS affected = ROW_COUNT;
        kinds := kinds || 'mails'::text;
        counts := counts || (affected);

        DELETE FROM ere_evidence_reviews r WHERE r.operator_id = operator AND r.evidence_id IN (SELECT v.id
            FROM ere_evidence v WHERE v.operator_id = operator AND v.enrolment_id = ANY (drafts));
        DELETE FROM ere_evidence v WHERE v.operator_id = operator AND v.enrolment_id = ANY (drafts);
        DELETE FROM ere_chargers h WHERE h.operator_id = operator AND h.enrolment_id = ANY (drafts)
            AND NOT EXISTS (SELECT FROM pushed_readings r WHERE r.operator_id = operator AND r.charger_id = h.id)
            AND NOT EXISTS (SELECT FROM pushed_sessions r WHERE r.operator_id = operator AND r.charger_id = h.id);
        UPDATE ere_enrolments e SET state = 'discarded', holder_kind = '', holder_name = '', holder_street = '',
            holder_house_number = '', holder_postcode = '', holder_town = '', company_number = '', vat_id = '',
            representative = '', ean = '', street = '', house_number = '', postcode = '', town = '', iban = '',
            account_holder = '', is_held = false
        WHERE e.operator_id = operator AND e.id = ANY (drafts);
        GET DIAGNOSTICS affected = ROW_COUNT;
        kinds := kinds || 'drafts'::text;
        counts := counts || (affected);

        UPDATE users u SET email = 'erased-' || u.id || '@erased.invalid', name = '#' || u.id, password_hash = '',
            notice_mails = false, disabled_at = coalesce(u.disabled_at, moment)
        WHERE u.operator_id = operator AND u.id = ANY (people);
        GET DIAGNOSTICS affected = ROW_COUNT;
        kinds := kinds || 'accounts'::text;
        counts := counts || (affected);

        DELETE FROM customer_charge_points p WHERE p.operator_id = operator AND p.customer_id = customer;
        SELECT max(retention_end(operator, 'remains', k.kept_year, today)) INTO keep
        FROM erasure_keeps(operator, customer) k;
        IF keep > today THEN
            INSERT INTO customer_remains (operator_id, customer_id, content, frozen_at, kept_until)
            SELECT operator, customer, jsonb_build_object('name', c.name, 'kind', c.kind, 'email', c.email,
                'street', c.street, 'house_number', c.house_number, 'postcode', c.postcode, 'town', c.town,
                'country', c.country, 'company_number', c.company_number, 'vat_id', c.vat_id), moment, keep
            FROM customers c WHERE c.operator_id = operator AND c.id = customer;
        END IF;
        UPDATE customers c SET erased_at = moment, ended_at = coalesce(c.ended_at, moment), end_reason = '',
            name = '#' || c.id, email = 'erased-' || c.id || '@erased.invalid', phone = '', street = '',
            house_number = '', postcode = '', town = '', iban = '', account_holder = '', company_number = '',
            vat_id = '', reference = ''
        WHERE c.operator_id = operator AND c.id = customer;
        kinds := kinds || 'profile'::text;
        counts := counts || (1::bigint);

        IF NOT carry_out THEN
            RAISE EXCEPTION 'taken back' USING ERRCODE = 'LB001';
        END IF;
        INSERT INTO erasure_outcomes (operator_id, request_id, customer_id, outcome, decided_by, decided_at)
        VALUES (operator, request, customer, 'carried_out', actor, moment);
        INSERT INTO erasure_removals (operator_id, request_id, customer_id, kind, removed, removed_at)
        SELECT operator, request, customer, k.kind, k.removed, moment FROM unnest(kinds, counts) AS k (kind, removed);
    EXCEPTION
        WHEN SQLSTATE 'LB001' THEN NULL;
    END;
    RETURN QUERY SELECT k.kind, k.removed FROM unnest(kinds, counts) AS k (kind, removed);
END
$$;

CREATE FUNCTION public.erasure_keeps(operator bigint, customer bigint) RETURNS TABLE(kept_kind text, kept_rows bigint, kept_year integer)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT k.kind, k.number, k.year::integer FROM (
        SELECT 1 AS place, 'mandates' AS kind, count(*) AS number,
            max(least(coalesce(e.ends_after, m.last_year), m.last_year)) AS year
        FROM ere_mandates m JOIN ere_enrolments e ON e.operator_id = operator AND e.id = m.enrolment_id
        WHERE m.operator_id = operator AND m.customer_id = customer AND m.forgotten_on IS NULL
        UNION ALL
        SELECT 2, 'papers', count(*), max(least(coalesce(e.ends_after, m.last_year), m.last_year))
        FROM ere_evidence v JOIN ere_enrolments e ON e.operator_id = operator AND e.id = v.enrolment_id
        JOIN ere_mandates m ON m.operator_id = operator AND m.enrolment_id = e.id
        WHERE v.operator_id = operator AND v.customer_id = customer AND v.content IS NOT NULL
        UNION ALL
        SELECT 3, 'bookings', count(*), max(extract(year FROM b.quarter)) FROM ere_bookings b
        WHERE b.operator_id = operator AND b.customer_id = customer
        UNION ALL
        SELECT 4, 'readings', count(*), max(extract(year FROM r.read_at)) FROM pushed_readings r
        WHERE r.operator_id = operator AND r.customer_id = customer
        UNION ALL
        SELECT 5, 'sessions', count(*), max(extract(year FROM s.stopped_at)) FROM pushed_sessions s
        WHERE s.operator_id = operator AND s.customer_id = customer
        UNION ALL
        SELECT 6, 'payouts', count(*), max(extract(year FROM c.issued_on)) FROM credits c
        WHERE c.operator_id = operator AND c.customer_id = customer
    ) k WHERE k.number > 0 ORDER BY k.place
$$;

CREATE FUNCTION public.erasure_obstacles(operator bigint, customer bigint, today date) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT 'hold' WHERE EXISTS (SELECT FROM legal_holds h
        WHERE h.operator_id = operator AND h.customer_id = customer AND h.lifted_at IS NULL)
    UNION ALL
    -- A mandate that still counts is needed for what was agreed on.
    SELECT 'mandate' WHERE EXISTS (SELECT FROM ere_enrolments e
        JOIN ere_mandates m ON m.operator_id = operator AND m.enrolment_id = e.id
        WHERE e.operator_id = operator AND e.customer_id = customer AND e.state IN ('waiting', 'refused', 'active')
            AND extract(year FROM today) <= least(coalesce(e.ends_after, m.last_year), m.last_year))
    UNION ALL
    -- Units that may still be sold, or are sold and not paid out; what is not sold expires on 1 April.
    SELECT 'units' WHERE EXISTS (SELECT FROM ere_bookings b
        WHERE b.operator_id = operator AND b.customer_id = customer AND (b.state = 'sold'
            OR (b.state IN ('accepted', 'booked', 'credited', 'verified')
                AND today < make_date(extract(year FROM b.quarter)::integer + 1, 4, 1))))
    UNION ALL
    SELECT 'payment' WHERE EXISTS (SELECT FROM credits c
        WHERE c.operator_id = operator AND c.customer_id = customer AND c.total_minor > 0
            AND NOT EXISTS (SELECT FROM payment_file_credits p
                WHERE p.operator_id = operator AND p.credit_id = c.id AND p.return_id IS NULL))
$$;

CREATE FUNCTION public.ere_booking_facts_tell_webhooks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM tell_webhooks(b.operator_id, 'booking.' || a.state, a.recorded_at, jsonb_build_object(
        'booking_id', b.id, 'enrolment_id', b.enrolment_id, 'customer_id', b.customer_id,
        'quarter', to_char(b.quarter, 'YYYY"-Q"Q'), 'state', a.state, 'corrects', b.corrects,
        'energy_wh', b.energy_thousandths_wh / 1000, 'expected_units', b.units, 'credited_units', b.credited_units))
    FROM added a JOIN ere_bookings b ON b.operator_id = a.operator_id AND b.id = a.booking_id
    WHERE EXISTS (SELECT FROM webhook_endpoints e WHERE e.operator_id = a.operator_id AND e.disabled_at IS NULL)
    ORDER BY a.booking_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.ere_booking_may_follow(earlier text, later text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN ((((((((((((((((((earlier = 'measured'::text) AND (later = 'measured'::text)) OR ((earlier = 'measured'::text) AND (later = 'accepted'::text))) OR ((earlier = 'accepted'::text) AND (later = 'measured'::text))) OR ((earlier = 'accepted'::text) AND (later = 'booked'::text))) OR ((earlier = 'booked'::text) AND (later = 'credited'::text))) OR ((earlier = 'credited'::text) AND (later = 'credited'::text))) OR ((earlier = 'credited'::text) AND (later = 'verified'::text))) OR ((earlier = 'verified'::text) AND (later = 'credited'::text))) OR ((earlier = 'verified'::text) AND (later = 'verified'::text))) OR ((earlier = 'credited'::text) AND (later = 'sold'::text))) OR ((earlier = 'verified'::text) AND (later = 'sold'::text))) OR ((earlier = 'sold'::text) AND (later = 'credited'::text))) OR ((earlier = 'sold'::text) AND (later = 'verified'::text))) OR ((earlier = 'sold'::text) AND (later = 'sold'::text))) OR ((earlier = 'sold'::text) AND (later = 'paid'::text))) OR ((earlier = 'paid'::text) AND (later = 'paid'::text))) OR ((earlier = 'paid'::text) AND (later = 'sold'::text)));

CREATE FUNCTION public.ere_bookings_follow_facts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    wrong record;
BEGIN
    SELECT a.operator_id, a.booking_id INTO wrong
    FROM added a JOIN ere_bookings b ON b.operator_id = a.operator_id AND b.id = a.booking_id
    WHERE a.ordinal <> b.ordinal + 1
        OR (b.ordinal = 0) <> (a.state = 'measured' AND a.corrects IS NULL)
        OR (b.ordinal > 0 AND NOT ere_booking_may_follow(b.state, a.state))
        OR (a.state IN ('measured', 'credited', 'sold') AND b.ordinal > 0
            AND (b.state, a.state) NOT IN (('booked', 'credited'), ('credited', 'sold'), ('verified', 'sold'),
                ('sold', 'sold'))
            AND a.corrects IS NULL)
        OR (b.state = 'sold' AND a.state = 'verified' AND a.corrects IS NULL)
        OR (b.ordinal = 0 AND a.measurement_id IS NULL)
        OR (a.state = 'credited' AND b.state IN ('booked', 'credited') AND a.credit_id IS NULL)
        OR (a.verification_id IS NULL AND (b.state, a.state) IN (('credited', 'verified'), ('verified', 'verified'),
            ('sold', 'sold'), ('paid', 'paid')))
        OR (a.verification_id IS NOT NULL AND a.state <> b.state AND (b.state, a.state) <> ('credited', 'verified'))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the fact does not follow the last one of booking %', wrong.booking_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_booking_facts_order';
    END IF;
    SELECT a.operator_id, a.booking_id INTO wrong
    FROM added a JOIN ere_bookings b ON b.operator_id = a.operator_id AND b.id = a.booking_id
    WHERE a.state = 'booked' AND a.recorded_by IS NOT DISTINCT FROM b.accepted_by
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'booking % is booked by who accepted it', wrong.booking_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ere_booking_facts_four_eyes';
    END IF;
    UPDATE ere_bookings b SET ordinal = a.ordinal, state = a.state, changed_at = a.recorded_at,
        accepted_by = CASE a.state WHEN 'accepted' THEN a.recorded_by WHEN 'measured' THEN NULL ELSE b.accepted_by END,
        measurement_id = coalesce(m.id, b.measurement_id),
        energy_thousandths_wh = coalesce(m.energy_thousandths_wh, b.energy_thousandths_wh),
        sessions = coalesce(m.sessions, b.sessions),
        units = CASE WHEN m.id IS NULL THEN b.units ELSE m.units END,
        findings = coalesce(m.findings, b.findings),
        credit_id = coalesce(c.id, b.credit_id),
        credited_units = coalesce(c.units, b.credited_units),
        -- Another figure of the register has to be verified again.
        verification_id = CASE WHEN a.verification_id IS NULL AND c.id IS NOT NULL THEN NULL
            ELSE coalesce(a.verification_id, b.verification_id) END,
        verified_thousandths_wh = CASE WHEN a.verification_id IS NOT NULL
                THEN coalesce(v.energy_thousandths_wh, b.energy_thousandths_wh)
            WHEN c.id IS NOT NULL THEN NULL ELSE b.verified_thousandths_wh END
    FROM added a LEFT JOIN ere_measurements m ON m.operator_id = a.operator_id AND m.id = a.measurement_id
    LEFT JOIN ere_credits c ON c.operator_id = a.operator_id AND c.id = a.credit_id
    LEFT JOIN ere_verification_lines v ON v.operator_id = a.operator_id AND v.verification_id = a.verification_id
        AND v.booking_id = a.booking_id
    WHERE b.operator_id = a.operator_id AND b.id = a.booking_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.ere_claim_release(mark bytea, after_year integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    DELETE FROM ere_claims WHERE claim = mark AND delivery_year > after_year
$$;

CREATE FUNCTION public.ere_claim_take(number text, first_year integer, last_year integer, mark bytea, moment timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    INSERT INTO ere_claims (ean, delivery_year, claim, claimed_at)
    SELECT number, year, mark, moment FROM generate_series(first_year, last_year) AS year ORDER BY year
$$;

CREATE FUNCTION public.ere_claimed_years(number text, first_year integer, last_year integer) RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT delivery_year FROM ere_claims WHERE ean = number AND delivery_year BETWEEN first_year AND last_year
    ORDER BY delivery_year
$$;

CREATE FUNCTION public.ere_enrolled_elsewhere(tenant bigint, enrolment bigint) RETURNS TABLE(charger_id bigint, delivery_year integer, enrolment_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT DISTINCT c.id, y.year, CASE WHEN o.operator_id = tenant THEN o.enrolment_id END
    FROM ere_chargers c
    JOIN ere_mandates m ON m.operator_id = c.operator_id AND m.enrolment_id = c.enrolment_id
    JOIN ere_chargers o ON o.serial_key = c.serial_key AND o.removed_at IS NULL
        AND (o.operator_id, o.enrolment_id) <> (c.operator_id, c.enrolment_id)
    JOIN ere_enrolments e ON e.operator_id = o.operator_id AND e.id = o.enrolment_id AND e.state IN ('waiting', 'active')
    JOIN ere_mandates n ON n.operator_id = o.operator_id AND n.enrolment_id = o.enrolment_id
    CROSS JOIN LATERAL (SELECT lower(regexp_replace(c.brand, '[^[:alnum:]]', '', 'g')) AS own,
        lower(regexp_replace(o.brand, '[^[:alnum:]]', '', 'g')) AS other) b
    CROSS JOIN LATERAL generate_series(greatest(m.first_year, n.first_year),
        least(m.last_year, n.last_year, coalesce(e.ends_after, n.last_year))) AS y (year)
    WHERE c.operator_id = tenant AND c.enrolment_id = enrolment AND c.removed_at IS NULL AND length(c.serial_key) >= 4
        AND (starts_with(b.own, b.other) OR starts_with(b.other, b.own))
        AND coalesce(scoped_system() OR tenant = scoped_operator(), false)
    ORDER BY 1, 2, 3
$$;

CREATE FUNCTION public.ere_enrolments_tell_webhooks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM tell_webhooks(NEW.operator_id, 'enrolment.' || NEW.state, NEW.changed_at, jsonb_build_object(
        'enrolment_id', NEW.id, 'customer_id', NEW.customer_id, 'state', NEW.state));
    RETURN NULL;
END
$$;

CREATE FUNCTION public.ere_imports_go_with_names() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    DELETE FROM ere_imports i WHERE i.operator_id = NEW.operator_id AND i.enrolment_id = NEW.id;
    RETURN NULL;
END;
$$;

CREATE FUNCTION public.ere_payouts_tell_webhooks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE PROCEDURE public.grant_append_only(IN table_name regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON %s TO laadboek_app', table_name);
END
$$;

CREATE PROCEDURE public.grant_read_write(IN table_name regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO laadboek_app', table_name);
END
$$;

CREATE FUNCTION public.notify_directory() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('directory', '');
    RETURN NULL;
END
$$;

CREATE PROCEDURE public.open_to_platform(IN table_name regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE POLICY platform ON %s FOR SELECT USING ((SELECT scoped_platform()))', table_name);
END
$$;

CREATE FUNCTION public.payment_file_credits_stay_returned() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.return_id IS NOT NULL THEN
        RAISE EXCEPTION 'payment % came back already', OLD.end_to_end_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_file_credits_stay_returned';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.payment_returns_tell_webhooks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM tell_webhooks_of_payouts(NEW.operator_id, NEW.credit_id, 'returned', r.recorded_at)
    FROM payment_returns r WHERE r.operator_id = NEW.operator_id AND r.id = NEW.return_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.payments_tell_webhooks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.payout_told(operator bigint, run bigint, customer bigint, standing text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE PROCEDURE public.protect_customer_table(IN table_name regclass, IN customer_column text DEFAULT 'customer_id'::text)
    LANGUAGE plpgsql
    AS $_$
BEGIN
    CALL protect_tenant_table(table_name);
    EXECUTE format(
        'CREATE POLICY not_by_hosts ON %s AS RESTRICTIVE USING ((SELECT scoped_host() IS NULL))', table_name);
    EXECUTE format(
        'CREATE POLICY own_customer ON %s
         USING (operator_id = (SELECT scoped_customer_operator()) AND %2$I = (SELECT scoped_customer()))
         WITH CHECK (operator_id = (SELECT scoped_customer_operator()) AND %2$I = (SELECT scoped_customer()))',
        table_name, customer_column);
END
$_$;

CREATE PROCEDURE public.protect_tenant_table(IN table_name regclass, IN host_column text DEFAULT NULL::text)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
        'CREATE POLICY tenant ON %s
         USING ((SELECT scoped_system()) OR operator_id = (SELECT scoped_operator()))
         WITH CHECK ((SELECT scoped_system()) OR operator_id = (SELECT scoped_operator()))', table_name);
    IF host_column IS NOT NULL THEN
        EXECUTE format(
            'CREATE POLICY own_host ON %s AS RESTRICTIVE
             USING ((SELECT scoped_host() IS NULL) OR %I = (SELECT scoped_host()))', table_name, host_column);
    END IF;
END
$$;

CREATE FUNCTION public.refresh_billing_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) credits, credit_document_lines, credit_vat_totals, credit_lines, credit_files,
        number_series, ledger_accounts, ledger_transactions, ledger_postings;
END
$$;

CREATE FUNCTION public.refresh_booking_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) customers, ere_enrolments, ere_mandates, ere_chargers, ere_evidence, ere_evidence_reviews,
        ere_bookings, ere_booking_facts, ere_measurements;
END
$$;

CREATE FUNCTION public.refresh_payout_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) credits, ere_payouts, ere_payout_quarters, ere_payout_lines, ere_payout_adjustments,
        ere_payout_left_out, number_series, ledger_accounts, ledger_transactions, ledger_postings, credit_approvals,
        payment_file_credits, ere_booking_facts;
END
$$;

CREATE FUNCTION public.refuse_foreign_identity() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM unknown_charge_points w
        WHERE w.identity = NEW.identity AND w.operator_id <> NEW.operator_id AND w.refused_at IS NULL)
    THEN
        RAISE unique_violation USING
            MESSAGE = 'the identity belongs to a charge point that waits for another operator',
            CONSTRAINT = 'charge_points_identity_unique', TABLE = 'charge_points', SCHEMA = 'public';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.retention_bound(operator bigint, wanted text, day date) RETURNS date
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT CASE p.unit WHEN 'days' THEN day - p.amount
        ELSE make_date(extract(year FROM day)::integer - p.amount, 1, 1) END
    FROM retention_period(operator, wanted, day) p
$$;

CREATE FUNCTION public.retention_end(operator bigint, wanted text, year integer, day date) RETURNS date
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT CASE p.unit WHEN 'days' THEN make_date(year, 12, 31) + p.amount ELSE make_date(year + 1 + p.amount, 1, 1) END
    FROM retention_period(operator, wanted, day) p
$$;

CREATE FUNCTION public.retention_period(operator bigint, wanted text, day date, OUT amount integer, OUT unit text) RETURNS record
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT CASE WHEN d.is_minimum THEN greatest(d.amount, coalesce(r.amount, d.amount))
        ELSE coalesce(r.amount, d.amount) END, d.unit
    FROM retention_defaults d
    LEFT JOIN LATERAL (SELECT o.amount FROM retention_rules o
        WHERE o.operator_id = operator AND o.kind = wanted AND o.valid_from <= day
        ORDER BY o.valid_from DESC, o.id DESC LIMIT 1) r ON true
    WHERE d.kind = wanted AND d.valid_from <= day ORDER BY d.valid_from DESC LIMIT 1
$$;

CREATE FUNCTION public.retention_pieces(wanted text) RETURNS TABLE(piece_table text, piece_due text, piece_held text, piece_change text)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $_$
    WITH words (held, last_year) AS (VALUES (
        't.customer_id IN (SELECT h.customer_id FROM legal_holds h WHERE h.operator_id = $1 AND h.lifted_at IS NULL)',
        'EXISTS (SELECT FROM ere_mandates m JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = m.enrolment_id
            WHERE m.operator_id = $1 AND m.enrolment_id = %s
                AND make_date(least(coalesce(e.ends_after, m.last_year), m.last_year), 1, 1) < $2)'))
    SELECT p.name, p.due, p.held, p.change FROM words, LATERAL (VALUES
        ('mails', 1, 'mails', 'coalesce(t.sent_at, t.created_at) < $2',
            'lower(t.recipient) IN (SELECT lower(u.email) FROM users u JOIN legal_holds h ON h.operator_id = $1
                AND h.customer_id = u.customer_id AND h.lifted_at IS NULL WHERE u.operator_id = $1
                UNION SELECT lower(c.email) FROM customers c JOIN legal_holds h ON h.operator_id = $1
                AND h.customer_id = c.id AND h.lifted_at IS NULL WHERE c.operator_id = $1)', NULL),
        ('sign_ins', 1, 'web_sessions', 'coalesce(t.ended_at, t.expires_at) < $2', 'false', NULL),
        ('sign_ins', 2, 'pending_sign_ins', 't.expires_at < $2', 'false', NULL),
        ('codes', 1, 'ere_signing_codes', 't.expires_at < $2', words.held, NULL),
        ('acts', 1, 'audit_log', 't.at < $2',
            't.subject IN (SELECT ''customer/'' || h.customer_id FROM legal_holds h
                WHERE h.operator_id = $1 AND h.lifted_at IS NULL)', NULL),
        ('drafts', 1, 'ere_evidence_reviews', 't.evidence_id IN (SELECT v.id FROM ere_evidence v
            JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = v.enrolment_id
            WHERE v.operator_id = $1 AND e.state IN (''draft'', ''discarded'') AND e.changed_at < $2)', words.held, NULL),
        ('drafts', 2, 'ere_evidence', 't.enrolment_id IN (SELECT e.id FROM ere_enrolments e
            WHERE e.operator_id = $1 AND e.state IN (''draft'', ''discarded'') AND e.changed_at < $2)', words.held, NULL),
        ('drafts', 3, 'ere_chargers', 't.enrolment_id IN (SELECT e.id FROM ere_enrolments e
            WHERE e.operator_id = $1 AND e.state IN (''draft'', ''discarded'') AND e.changed_at < $2)
            AND NOT EXISTS (SELECT FROM pushed_readings r WHERE r.operator_id = $1 AND r.charger_id = t.id)
            AND NOT EXISTS (SELECT FROM pushed_sessions r WHERE r.operator_id = $1 AND r.charger_id = t.id)',
            words.held, NULL),
        ('drafts', 4, 'ere_enrolments', 't.state IN (''draft'', ''discarded'') AND t.changed_at < $2
            AND (t.state = ''draft'' OR t.holder_name <> '''' OR t.ean <> '''' OR t.iban <> '''' OR t.street <> '''')',
            words.held, 'state = ''discarded'', holder_kind = '''', holder_name = '''', holder_street = '''',
            holder_house_number = '''', holder_postcode = '''', holder_town = '''', company_number = '''', vat_id = '''',
            representative = '''', ean = '''', street = '''', house_number = '''', postcode = '''', town = '''',
            iban = '''', account_holder = '''', is_held = false'),
        ('meter_files', 1, 'push_batches', 't.received_at < $2 AND t.body IS NOT NULL',
            'EXISTS (SELECT FROM legal_holds h WHERE h.operator_id = $1 AND h.lifted_at IS NULL AND (EXISTS (
                SELECT FROM pushed_readings r WHERE r.operator_id = $1 AND r.batch_id = t.id AND r.customer_id = h.customer_id)
                OR EXISTS (SELECT FROM pushed_sessions s WHERE s.operator_id = $1 AND s.batch_id = t.id
                    AND s.customer_id = h.customer_id)))', 'body = NULL, forgotten_on = $3'),
        ('meter_files', 2, 'push_files', 't.uploaded_at < $2 AND t.content IS NOT NULL',
            'EXISTS (SELECT FROM legal_holds h JOIN push_batches b ON b.operator_id = $1 AND b.file_id = t.id
                WHERE h.operator_id = $1 AND h.lifted_at IS NULL AND (EXISTS (
                SELECT FROM pushed_readings r WHERE r.operator_id = $1 AND r.batch_id = b.id AND r.customer_id = h.customer_id)
                OR EXISTS (SELECT FROM pushed_sessions s WHERE s.operator_id = $1 AND s.batch_id = b.id
                    AND s.customer_id = h.customer_id)))', 'content = NULL, forgotten_on = $3'),
        ('register_files', 1, 'ere_credit_files', 't.uploaded_at < $2 AND t.content IS NOT NULL',
            'EXISTS (SELECT FROM legal_holds h JOIN ere_credits c ON c.operator_id = $1 AND c.customer_id = h.customer_id
                WHERE h.operator_id = $1 AND h.lifted_at IS NULL AND c.file_id = t.id)',
            'content = NULL, forgotten_on = $3'),
        ('evidence', 1, 'ere_evidence', 't.content IS NOT NULL AND ' || format(words.last_year, 't.enrolment_id'),
            words.held, 'content = NULL, forgotten_on = $3'),
        ('evidence', 2, 'ere_enrolments', 't.holder_name <> '''' AND t.signed_at IS NOT NULL AND '
            || format(words.last_year, 't.id'), words.held,
            'holder_kind = '''', holder_name = '''', holder_street = '''', holder_house_number = '''',
            holder_postcode = '''', holder_town = '''', company_number = '''', vat_id = '''', representative = '''',
            street = '''', house_number = '''', postcode = '''', town = '''', iban = '''', account_holder = '''''),
        ('evidence', 3, 'ere_mandates', 't.forgotten_on IS NULL AND ' || format(words.last_year, 't.enrolment_id'),
            words.held, 'document = NULL, pdf = NULL, signer_name = '''', signer_email = '''', remote_address = '''',
            forgotten_on = $3'),
        ('remains', 1, 'customer_remains', 't.kept_until <= $3', words.held, NULL),
        ('remains', 2, 'erasure_requests', 't.asked_on < $2 AND t.asked_by <> ''–''', words.held,
            'asked_by = ''–'', reason = ''''')
    ) AS p (kind, place, name, due, held, change)
    WHERE p.kind = wanted ORDER BY p.place
$_$;

CREATE FUNCTION public.retention_sweep(operator bigint, wanted text, carry_out boolean, OUT before date, OUT gone bigint, OUT held bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
DECLARE
    today date := retention_today();
    piece record;
    affected bigint;
BEGIN
    IF NOT coalesce(scoped_system() OR operator = scoped_operator(), false) OR scoped_host() IS NOT NULL
        OR scoped_customer() IS NOT NULL
    THEN
        RAISE EXCEPTION 'records of another operator' USING ERRCODE = 'insufficient_privilege';
    END IF;
    before := retention_bound(operator, wanted, today);
    gone := 0;
    held := 0;
    FOR piece IN SELECT * FROM retention_pieces(wanted) LOOP
        EXECUTE format('SELECT count(*) FROM %I t WHERE t.operator_id = $1 AND (%s) AND (%s)', piece.piece_table,
            piece.piece_due, piece.piece_held) INTO affected USING operator, before, today;
        held := held + affected;
        IF NOT carry_out THEN
            EXECUTE format('SELECT count(*) FROM %I t WHERE t.operator_id = $1 AND (%s) AND NOT (%s)',
                piece.piece_table, piece.piece_due, piece.piece_held) INTO affected USING operator, before, today;
        ELSIF piece.piece_change IS NULL THEN
            EXECUTE format('DELETE FROM %I t WHERE t.operator_id = $1 AND (%s) AND NOT (%s)',
                piece.piece_table, piece.piece_due, piece.piece_held) USING operator, before, today;
            GET DIAGNOSTICS affected = ROW_COUNT;
        ELSE
            EXECUTE format('UPDATE %I t SET %s WHERE t.operator_id = $1 AND (%s) AND NOT (%s)', piece.piece_table,
                piece.piece_change, piece.piece_due, piece.piece_held) USING operator, before, today;
            GET DIAGNOSTICS affected = ROW_COUNT;
        END IF;
        gone := gone + affected;
    END LOOP;
END
$_$;

CREATE FUNCTION public.retention_today() RETURNS date
    LANGUAGE sql STABLE
    RETURN ((now() AT TIME ZONE 'Europe/Amsterdam'::text))::date;

CREATE FUNCTION public.scoped_customer() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN (NULLIF(current_setting('laadboek.customer_id'::text, true), ''::text))::bigint;

CREATE FUNCTION public.scoped_customer_operator() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN (NULLIF(current_setting('laadboek.customer_operator_id'::text, true), ''::text))::bigint;

CREATE FUNCTION public.scoped_host() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN (NULLIF(current_setting('laadboek.host_id'::text, true), ''::text))::bigint;

CREATE FUNCTION public.scoped_operator() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN (NULLIF(current_setting('laadboek.operator_id'::text, true), ''::text))::bigint;

CREATE FUNCTION public.scoped_platform() RETURNS boolean
    LANGUAGE sql STABLE
    RETURN (COALESCE(current_setting('laadboek.platform'::text, true), ''::text) = 'on'::text);

CREATE FUNCTION public.scoped_system() RETURNS boolean
    LANGUAGE sql STABLE
    RETURN ((COALESCE(current_setting('laadboek.system'::text, true), ''::text) = 'on'::text) AND (public.scoped_operator() IS NULL));

CREATE FUNCTION public.sessions_tell_webhooks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM tell_webhooks(NEW.operator_id, 'session.completed', coalesce(NEW.stopped_at, now()), jsonb_build_object(
        'session_id', NEW.id, 'charge_point_id', NEW.charge_point_id, 'connector', NEW.connector_id,
        'started_at', to_char(NEW.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'stopped_at', to_char(NEW.stopped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'energy_wh', NEW.energy_thousandths_wh / 1000.0));
    RETURN NULL;
END
$$;

CREATE FUNCTION public.tell_webhooks(operator bigint, event text, moment timestamp with time zone, content jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT webhooks_want(operator, event) THEN
        RETURN;
    END IF;
    INSERT INTO webhook_events (operator_id, kind, body)
    VALUES (operator, event, json_build_object('type', event,
        'timestamp', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'data', content)::text)
    RETURNING id INTO made;
    INSERT INTO webhook_deliveries (operator_id, endpoint_id, event_id, next_attempt_at)
    SELECT operator, e.id, made, now() FROM webhook_endpoints e
    WHERE e.operator_id = operator AND e.disabled_at IS NULL AND (e.events = '{}' OR event = ANY (e.events));
    PERFORM pg_notify('webhooks', '');
END
$$;

CREATE FUNCTION public.tell_webhooks_of_payouts(operator bigint, document bigint, standing text, moment timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM tell_webhooks(operator, 'payout.' || standing, moment, payout_told(operator, p.run_id, p.customer_id, standing))
    FROM credits c JOIN ere_payouts p ON p.operator_id = operator AND p.run_id = c.ere_run_id
        AND (c.customer_id IS NULL OR p.customer_id = c.customer_id)
    WHERE c.operator_id = operator AND c.id = document
    ORDER BY p.customer_id;
END
$$;

CREATE TABLE public.webhook_endpoints (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    secret bytea NOT NULL,
    earlier_secret bytea,
    earlier_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    created_by bigint,
    rotated_at timestamp with time zone,
    disabled_at timestamp with time zone,
    disabled_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT webhook_endpoints_earlier CHECK (((earlier_secret IS NULL) = (earlier_until IS NULL))),
    CONSTRAINT webhook_endpoints_name_form CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT webhook_endpoints_url_form CHECK (((length(url) >= 1) AND (length(url) <= 500)))
);

CREATE FUNCTION public.webhooks_want(operator bigint, event text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN (EXISTS (SELECT FROM public.webhook_endpoints e WHERE ((e.operator_id = webhooks_want.operator) AND (e.disabled_at IS NULL) AND ((e.events = '{}'::text[]) OR (webhooks_want.event = ANY (e.events))))));

CREATE FUNCTION public.webhooks_wanting(operators bigint[], event text) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
    SELECT coalesce(array_agg(o.id), '{}') FROM (SELECT DISTINCT unnest(operators) AS id) o WHERE webhooks_want(o.id, event)
$$;

CREATE TABLE public.agreement_templates (
    id bigint NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    published_by bigint,
    CONSTRAINT agreement_templates_body_form CHECK (((length(body) >= 1) AND (length(body) <= 60000))),
    CONSTRAINT agreement_templates_kind_known CHECK ((kind = ANY (ARRAY['agreement'::text, 'processing'::text]))),
    CONSTRAINT agreement_templates_language_known CHECK ((language = ANY (ARRAY['en'::text, 'nl'::text]))),
    CONSTRAINT agreement_templates_title_form CHECK (((length(title) >= 1) AND (length(title) <= 140))),
    CONSTRAINT agreement_templates_version_range CHECK (((version >= 1) AND (version <= 10000)))
);

ALTER TABLE public.agreement_templates ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreement_templates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.api_answers (
    operator_id bigint NOT NULL,
    api_key_id bigint NOT NULL,
    idempotency_key text NOT NULL,
    request_sha256 bytea NOT NULL,
    status integer NOT NULL,
    media_type text NOT NULL,
    body bytea NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT api_answers_idempotency_key_form CHECK ((idempotency_key ~ '^[!-~]{1,255}$'::text)),
    CONSTRAINT api_answers_request_form CHECK ((octet_length(request_sha256) = 32)),
    CONSTRAINT api_answers_status CHECK (((status >= 200) AND (status <= 499)))
);

CREATE TABLE public.api_keys (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    permissions text[] NOT NULL,
    secret_sha256 bytea NOT NULL,
    earlier_sha256 bytea,
    earlier_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    created_by bigint NOT NULL,
    rotated_at timestamp with time zone,
    last_used_at timestamp with time zone,
    last_used_from text DEFAULT ''::text NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_earlier_form CHECK ((((earlier_sha256 IS NULL) = (earlier_until IS NULL)) AND ((earlier_sha256 IS NULL) OR (octet_length(earlier_sha256) = 32)))),
    CONSTRAINT api_keys_last_used_from_form CHECK ((length(last_used_from) <= 64)),
    CONSTRAINT api_keys_name_form CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT api_keys_permissions_known CHECK (((cardinality(permissions) > 0) AND (array_to_string(permissions, ' '::text) ~ '^[a-z_]+:(read|write)( [a-z_]+:(read|write))*$'::text))),
    CONSTRAINT api_keys_secret_form CHECK ((octet_length(secret_sha256) = 32))
);

ALTER TABLE public.api_keys ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_log (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    user_id bigint,
    action text NOT NULL,
    subject text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    api_key_id bigint,
    embed_frame_id bigint
);

ALTER TABLE public.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.blocked_credits (
    operator_id bigint NOT NULL,
    period date NOT NULL,
    reimbursement_contract_id bigint NOT NULL,
    host_id bigint NOT NULL,
    code text NOT NULL,
    country text,
    day date,
    blocked_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    CONSTRAINT blocked_credits_period_is_month CHECK ((EXTRACT(day FROM period) = (1)::numeric))
);

CREATE TABLE public.brand_logos (
    operator_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    media_type text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    content bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by bigint,
    CONSTRAINT brand_logos_content_length CHECK (((length(content) >= 1) AND (length(content) <= 262144))),
    CONSTRAINT brand_logos_sha256_length CHECK ((length(sha256) = 32)),
    CONSTRAINT brand_logos_size CHECK ((((width >= 16) AND (width <= 2000)) AND ((height >= 16) AND (height <= 2000)))),
    CONSTRAINT brand_logos_type_known CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text])))
);

CREATE TABLE public.brands (
    operator_id bigint NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    host_name text DEFAULT ''::text NOT NULL,
    colour text NOT NULL,
    sender_name text DEFAULT ''::text NOT NULL,
    sender_address text DEFAULT ''::text NOT NULL,
    support_email text DEFAULT ''::text NOT NULL,
    support_phone text DEFAULT ''::text NOT NULL,
    logo_sha256 bytea,
    changed_at timestamp with time zone NOT NULL,
    changed_by bigint,
    CONSTRAINT brands_colour_form CHECK ((colour ~ '^[0-9a-f]{6}$'::text)),
    CONSTRAINT brands_host_name_form CHECK (((host_name = ''::text) OR ((length(host_name) <= 253) AND (host_name ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$'::text)))),
    CONSTRAINT brands_name_form CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT brands_sender_address_form CHECK (((sender_address = ''::text) OR ((length(sender_address) <= 254) AND (sender_address ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'::text)))),
    CONSTRAINT brands_sender_name_form CHECK ((length(sender_name) <= 60)),
    CONSTRAINT brands_slug_form CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND ((length(slug) >= 2) AND (length(slug) <= 40)))),
    CONSTRAINT brands_support_email_form CHECK (((support_email = ''::text) OR ((length(support_email) <= 254) AND (support_email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'::text)))),
    CONSTRAINT brands_support_phone_form CHECK ((support_phone ~ '^[0-9+(). -]{0,32}$'::text))
);

CREATE TABLE public.certificate_authorities (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    certificate text NOT NULL,
    sealed_key bytea,
    is_trusted boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.certificate_authorities ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificate_authorities_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.certificate_requests (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    csr text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone,
    certificate text,
    command_id bigint,
    CONSTRAINT certificate_requests_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text, 'installed'::text, 'failed'::text])))
);

ALTER TABLE public.certificate_requests ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.certificate_requests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.charge_point_meter_facts (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    connector_id integer,
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT charge_point_meter_facts_kind_known CHECK ((kind = ANY (ARRAY['type'::text, 'maker'::text, 'serial'::text, 'firmware'::text, 'public_key'::text]))),
    CONSTRAINT charge_point_meter_facts_length CHECK (((length(value) >= 1) AND (length(value) <= 2500)))
);

CREATE TABLE public.charge_point_observers (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    upstream_id bigint NOT NULL,
    identity text DEFAULT ''::text NOT NULL,
    authorization_mode text NOT NULL,
    sealed_key bytea,
    is_enabled boolean DEFAULT true NOT NULL,
    since_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    boots_again boolean DEFAULT false NOT NULL,
    CONSTRAINT charge_point_observers_identity_form CHECK (((length(identity) <= 255) AND (identity !~ '[[:cntrl:]]'::text) AND (identity = TRIM(BOTH FROM identity)))),
    CONSTRAINT charge_point_observers_mode_known CHECK ((authorization_mode = ANY (ARRAY['key'::text, 'none'::text]))),
    CONSTRAINT charge_point_observers_order CHECK (((until_at IS NULL) OR (until_at >= since_at))),
    CONSTRAINT charge_point_observers_sealed CHECK (((authorization_mode = 'key'::text) = (sealed_key IS NOT NULL)))
);

ALTER TABLE public.charge_point_observers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charge_point_observers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.charge_point_relays (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    upstream_id bigint NOT NULL,
    authorization_mode text NOT NULL,
    sealed_authorization bytea,
    since_at timestamp with time zone DEFAULT now() NOT NULL,
    until_at timestamp with time zone,
    absence_mode text DEFAULT 'pass'::text NOT NULL,
    accepts_unknown_tokens boolean DEFAULT false NOT NULL,
    boots_again boolean DEFAULT false NOT NULL,
    CONSTRAINT charge_point_relays_absence_known CHECK ((absence_mode = ANY (ARRAY['pass'::text, 'outbox'::text]))),
    CONSTRAINT charge_point_relays_mode_known CHECK ((authorization_mode = ANY (ARRAY['pass'::text, 'replace'::text, 'none'::text]))),
    CONSTRAINT charge_point_relays_order CHECK (((until_at IS NULL) OR (until_at >= since_at))),
    CONSTRAINT charge_point_relays_replacement CHECK (((authorization_mode = 'replace'::text) = (sealed_authorization IS NOT NULL)))
);

ALTER TABLE public.charge_point_relays ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charge_point_relays_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.charge_point_reports (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    request_id bigint,
    info text DEFAULT ''::text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    CONSTRAINT charge_point_reports_kind_known CHECK ((kind = ANY (ARRAY['firmware'::text, 'diagnostics'::text, 'log'::text, 'security'::text])))
);

CREATE TABLE public.charge_point_settings (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    name text NOT NULL,
    value text,
    is_readonly boolean DEFAULT false NOT NULL,
    needs_restart boolean DEFAULT false NOT NULL,
    known_at timestamp with time zone NOT NULL
);

CREATE TABLE public.charge_point_status (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer,
    connected_at timestamp with time zone,
    disconnected_at timestamp with time zone,
    last_message_at timestamp with time zone,
    vendor text DEFAULT ''::text NOT NULL,
    model text DEFAULT ''::text NOT NULL,
    serial_number text DEFAULT ''::text NOT NULL,
    firmware text DEFAULT ''::text NOT NULL,
    meter_type text DEFAULT ''::text NOT NULL,
    meter_serial text DEFAULT ''::text NOT NULL,
    booted_at timestamp with time zone,
    protocol text DEFAULT 'ocpp1.6'::text NOT NULL,
    box_serial_number text DEFAULT ''::text NOT NULL,
    serial_key text GENERATED ALWAYS AS (NULLIF(upper(btrim(serial_number)), ''::text)) STORED,
    box_serial_key text GENERATED ALWAYS AS (NULLIF(upper(btrim(box_serial_number)), ''::text)) STORED
);

CREATE TABLE public.charge_points (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    site_id bigint NOT NULL,
    identity text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    connectors integer DEFAULT 1 NOT NULL,
    max_power_w integer DEFAULT 22000 NOT NULL,
    key_sha256 bytea,
    tolerates_no_subprotocol boolean DEFAULT false NOT NULL,
    retired_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    needs_certificate boolean DEFAULT false NOT NULL,
    next_key_sha256 bytea,
    next_key_command bigint,
    connected_by bigint,
    CONSTRAINT charge_points_connectors_range CHECK (((connectors >= 1) AND (connectors <= 64))),
    CONSTRAINT charge_points_identity_form CHECK (((length(identity) >= 1) AND (length(identity) <= 255))),
    CONSTRAINT charge_points_key_form CHECK ((octet_length(key_sha256) = 32)),
    CONSTRAINT charge_points_next_key_form CHECK ((octet_length(next_key_sha256) = 32)),
    CONSTRAINT charge_points_next_key_told CHECK (((next_key_sha256 IS NOT NULL) OR (next_key_command IS NULL))),
    CONSTRAINT charge_points_power_range CHECK (((max_power_w >= 1) AND (max_power_w <= 10000000)))
);

ALTER TABLE public.charge_points ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.charge_points_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.charger_brands (
    slug text NOT NULL,
    "position" integer NOT NULL,
    content jsonb NOT NULL,
    supplied_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT charger_brands_slug_form CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 40)))
);

CREATE SEQUENCE public.command_numbers
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.commands (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    action text NOT NULL,
    payload jsonb NOT NULL,
    requested_by bigint,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    sent_at timestamp with time zone,
    answered_at timestamp with time zone,
    answer jsonb,
    expires_at timestamp with time zone DEFAULT (now() + '00:02:00'::interval) NOT NULL,
    CONSTRAINT commands_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'answered'::text, 'failed'::text, 'expired'::text])))
);

ALTER TABLE public.commands ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.commands_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.connector_status (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    connector_id integer NOT NULL,
    status text NOT NULL,
    error_code text DEFAULT ''::text NOT NULL,
    info text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.credit_approvals (
    operator_id bigint NOT NULL,
    credit_id bigint NOT NULL,
    approved_by bigint NOT NULL,
    approved_at timestamp with time zone NOT NULL
);

CREATE TABLE public.credit_document_lines (
    operator_id bigint NOT NULL,
    credit_id bigint NOT NULL,
    ordinal integer NOT NULL,
    site_id bigint NOT NULL,
    tariff text NOT NULL,
    is_correction boolean NOT NULL,
    vat_rate_hundredths_percent integer NOT NULL,
    session_count integer NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    exact_amount numeric NOT NULL,
    net_minor bigint NOT NULL
);

CREATE TABLE public.journal_heads (
    operator_id bigint NOT NULL,
    session_id bigint NOT NULL,
    line_id bigint NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    host_id bigint NOT NULL,
    site_id bigint NOT NULL,
    reimbursement_contract_id bigint,
    period date NOT NULL,
    stopped_at timestamp with time zone NOT NULL,
    credited_line_id bigint,
    energy_thousandths_wh bigint DEFAULT 0 NOT NULL,
    amount numeric,
    charge_point_id bigint NOT NULL,
    is_changed boolean GENERATED ALWAYS AS (((credited_line_id IS NOT NULL) AND (credited_line_id <> line_id))) STORED NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_insert_scale_factor='0.01');

CREATE TABLE public.priced_lines (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    session_revision integer NOT NULL,
    version integer NOT NULL,
    host_id bigint NOT NULL,
    site_id bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    period date NOT NULL,
    reimbursement_contract_id bigint,
    reimbursement_version_id bigint,
    supply_version_id bigint,
    pricing text,
    currency text NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    amount numeric,
    other_amount numeric,
    tariff text DEFAULT ''::text NOT NULL,
    detail jsonb NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT priced_lines_amount_when_priced CHECK (((state = 'priced'::text) = (amount IS NOT NULL))),
    CONSTRAINT priced_lines_period_is_month CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT priced_lines_state_known CHECK ((state = ANY (ARRAY['priced'::text, 'waiting'::text, 'held'::text, 'no_contract'::text, 'excluded'::text])))
);

CREATE VIEW public.credit_entries_due WITH (security_invoker='true') AS
 SELECT h.operator_id,
    h.reimbursement_contract_id,
    h.period AS from_period,
    h.session_id,
    h.line_id,
    false AS is_reversal,
    false AS is_correction,
    h.credited_line_id,
    h.line_id AS next_credited_line_id
   FROM public.journal_heads h
  WHERE ((h.state = 'priced'::text) AND (h.credited_line_id IS NULL) AND (h.reimbursement_contract_id IS NOT NULL))
UNION ALL
 SELECT h.operator_id,
    h.reimbursement_contract_id,
    h.period AS from_period,
    h.session_id,
    h.line_id,
    false AS is_reversal,
    true AS is_correction,
    h.credited_line_id,
    h.line_id AS next_credited_line_id
   FROM ((public.journal_heads h
     JOIN public.priced_lines p ON (((p.operator_id = h.operator_id) AND (p.id = h.line_id))))
     JOIN public.priced_lines c ON (((c.operator_id = h.operator_id) AND (c.id = h.credited_line_id))))
  WHERE (h.is_changed AND (h.state = 'priced'::text) AND (h.reimbursement_contract_id IS NOT NULL) AND (c.host_id = p.host_id) AND ((((c.amount IS DISTINCT FROM p.amount) OR (c.energy_thousandths_wh IS DISTINCT FROM p.energy_thousandths_wh)) OR (c.tariff IS DISTINCT FROM p.tariff)) OR (c.site_id IS DISTINCT FROM p.site_id)))
UNION ALL
 SELECT h.operator_id,
        CASE
            WHEN ((h.state = 'priced'::text) AND (h.reimbursement_contract_id IS NOT NULL) AND (c.host_id = p.host_id)) THEN h.reimbursement_contract_id
            ELSE c.reimbursement_contract_id
        END AS reimbursement_contract_id,
    h.period AS from_period,
    h.session_id,
    h.credited_line_id AS line_id,
    true AS is_reversal,
    true AS is_correction,
    h.credited_line_id,
        CASE
            WHEN ((h.state = 'priced'::text) AND (h.reimbursement_contract_id IS NOT NULL) AND (c.host_id = p.host_id)) THEN h.line_id
            ELSE NULL::bigint
        END AS next_credited_line_id
   FROM ((public.journal_heads h
     JOIN public.priced_lines p ON (((p.operator_id = h.operator_id) AND (p.id = h.line_id))))
     JOIN public.priced_lines c ON (((c.operator_id = h.operator_id) AND (c.id = h.credited_line_id))))
  WHERE (h.is_changed AND (NOT ((h.state = 'priced'::text) AND (h.reimbursement_contract_id IS NOT NULL) AND (c.host_id = p.host_id) AND (NOT ((((c.amount IS DISTINCT FROM p.amount) OR (c.energy_thousandths_wh IS DISTINCT FROM p.energy_thousandths_wh)) OR (c.tariff IS DISTINCT FROM p.tariff)) OR (c.site_id IS DISTINCT FROM p.site_id))))));

CREATE TABLE public.credit_files (
    operator_id bigint NOT NULL,
    credit_id bigint NOT NULL,
    kind text NOT NULL,
    sha256 bytea NOT NULL,
    content bytea NOT NULL,
    rendered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT credit_files_kind_known CHECK ((kind = ANY (ARRAY['pdf'::text, 'xlsx'::text])))
);
ALTER TABLE ONLY public.credit_files ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE public.credit_lines (
    operator_id bigint NOT NULL,
    credit_id bigint NOT NULL,
    ordinal integer NOT NULL,
    session_id bigint NOT NULL,
    line_id bigint NOT NULL,
    is_reversal boolean NOT NULL,
    document_line integer NOT NULL,
    amount numeric NOT NULL
);

CREATE TABLE public.credit_vat_totals (
    operator_id bigint NOT NULL,
    credit_id bigint NOT NULL,
    vat_category text NOT NULL,
    vat_rate_hundredths_percent integer NOT NULL,
    net_minor bigint NOT NULL,
    vat_minor bigint NOT NULL
);

CREATE TABLE public.credits (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    host_id bigint,
    reimbursement_contract_id bigint,
    period date NOT NULL,
    kind text NOT NULL,
    series text NOT NULL,
    number_in_series bigint NOT NULL,
    number text NOT NULL,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    currency text NOT NULL,
    net_minor bigint NOT NULL,
    vat_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    vat_category text NOT NULL,
    vat_rule text NOT NULL,
    exact_amount numeric NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    session_count integer NOT NULL,
    snapshot jsonb NOT NULL,
    requested_by bigint,
    issued_at timestamp with time zone NOT NULL,
    customer_id bigint,
    ere_run_id bigint,
    CONSTRAINT credits_kind_known CHECK ((kind = ANY (ARRAY['self_billed_invoice'::text, 'payout_statement'::text]))),
    CONSTRAINT credits_one_payee CHECK ((((host_id IS NOT NULL) AND (reimbursement_contract_id IS NOT NULL) AND (ere_run_id IS NULL) AND (customer_id IS NULL)) OR ((host_id IS NULL) AND (reimbursement_contract_id IS NULL) AND (ere_run_id IS NOT NULL)))),
    CONSTRAINT credits_period_is_month CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT credits_statement_without_vat CHECK (((kind <> 'payout_statement'::text) OR (vat_minor = 0))),
    CONSTRAINT credits_total CHECK ((total_minor = (net_minor + vat_minor))),
    CONSTRAINT credits_vat_category_known CHECK ((vat_category = ANY (ARRAY['S'::text, 'AE'::text, 'E'::text, 'O'::text])))
);

ALTER TABLE public.credits ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.credits_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.customer_charge_points (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.customer_remains (
    operator_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    content jsonb NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    kept_until date NOT NULL
);

CREATE TABLE public.customers (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    company_number text DEFAULT ''::text NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    email text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    house_number text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    town text DEFAULT ''::text NOT NULL,
    country text DEFAULT 'NL'::text NOT NULL,
    iban text DEFAULT ''::text NOT NULL,
    account_holder text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'nl'::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint,
    invited_at timestamp with time zone,
    joined_at timestamp with time zone,
    ended_at timestamp with time zone,
    end_reason text DEFAULT ''::text NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT customers_account_holder_form CHECK ((length(account_holder) <= 140)),
    CONSTRAINT customers_company_number_form CHECK ((length(company_number) <= 32)),
    CONSTRAINT customers_country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT customers_email_form CHECK (((email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'::text) AND (length(email) <= 254))),
    CONSTRAINT customers_end_reason_form CHECK (((length(end_reason) <= 400) AND ((ended_at IS NOT NULL) OR (end_reason = ''::text)))),
    CONSTRAINT customers_erased CHECK (((erased_at IS NULL) OR ((name = ('#'::text || id)) AND (email = (('erased-'::text || id) || '@erased.invalid'::text)) AND (phone = ''::text) AND (street = ''::text) AND (house_number = ''::text) AND (postcode = ''::text) AND (iban = ''::text) AND (account_holder = ''::text) AND (company_number = ''::text) AND (vat_id = ''::text) AND (reference = ''::text) AND (end_reason = ''::text) AND (ended_at IS NOT NULL)))),
    CONSTRAINT customers_iban_form CHECK ((iban ~ '^([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})?$'::text)),
    CONSTRAINT customers_kind_known CHECK ((kind = ANY (ARRAY['private'::text, 'company'::text, 'owners_association'::text]))),
    CONSTRAINT customers_language_known CHECK ((language = ANY (ARRAY['en'::text, 'nl'::text]))),
    CONSTRAINT customers_name_form CHECK (((length(name) >= 1) AND (length(name) <= 140))),
    CONSTRAINT customers_phone_form CHECK ((phone ~ '^[0-9+(). -]{0,32}$'::text)),
    CONSTRAINT customers_private_unregistered CHECK (((kind <> 'private'::text) OR ((company_number = ''::text) AND (vat_id = ''::text)))),
    CONSTRAINT customers_reference_form CHECK ((length(reference) <= 64)),
    CONSTRAINT customers_vat_id_form CHECK ((length(vat_id) <= 20))
);

ALTER TABLE public.customers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.default_upstreams (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    beginning text NOT NULL,
    upstream_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT default_upstreams_beginning_form CHECK ((((length(beginning) >= 4) AND (length(beginning) <= 255)) AND (beginning ~ '^[!-~]+$'::text)))
);

ALTER TABLE public.default_upstreams ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.default_upstreams_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.embed_frames (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    user_id bigint NOT NULL,
    api_key_id bigint NOT NULL,
    origin text NOT NULL,
    language text NOT NULL,
    token_sha256 bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    session_sha256 bytea,
    csrf_secret bytea,
    seen_at timestamp with time zone,
    ends_at timestamp with time zone,
    opened_from text DEFAULT ''::text NOT NULL,
    CONSTRAINT embed_frames_language_known CHECK ((language = ANY (ARRAY['en'::text, 'nl'::text]))),
    CONSTRAINT embed_frames_life CHECK (((expires_at > created_at) AND (ends_at > opened_at))),
    CONSTRAINT embed_frames_opened CHECK (
CASE
    WHEN (opened_at IS NULL) THEN (num_nonnulls(session_sha256, csrf_secret, seen_at, ends_at) = 0)
    ELSE ((num_nulls(session_sha256, csrf_secret, seen_at, ends_at) = 0) AND (octet_length(session_sha256) = 32))
END),
    CONSTRAINT embed_frames_opened_from_form CHECK ((length(opened_from) <= 64)),
    CONSTRAINT embed_frames_token_form CHECK ((octet_length(token_sha256) = 32))
);

ALTER TABLE public.embed_frames ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.embed_frames_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.embed_origins (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    origin text NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by bigint,
    CONSTRAINT embed_origins_form CHECK (((origin ~ '^https?://[a-z0-9.:\[\]-]+$'::text) AND (length(origin) <= 200)))
);

ALTER TABLE public.embed_origins ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.embed_origins_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.erasure_outcomes (
    operator_id bigint NOT NULL,
    request_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    outcome text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone NOT NULL,
    CONSTRAINT erasure_outcomes_known CHECK ((outcome = ANY (ARRAY['carried_out'::text, 'withdrawn'::text, 'refused'::text]))),
    CONSTRAINT erasure_outcomes_reason_form CHECK (((length(reason) <= 400) AND ((outcome <> 'refused'::text) OR (reason <> ''::text))))
);

CREATE TABLE public.erasure_removals (
    operator_id bigint NOT NULL,
    request_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    kind text NOT NULL,
    removed bigint NOT NULL,
    removed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.erasure_requests (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    asked_by text NOT NULL,
    asked_on date NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT erasure_requests_form CHECK ((((length(asked_by) >= 1) AND (length(asked_by) <= 140)) AND (length(reason) <= 400)))
);

ALTER TABLE public.erasure_requests ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.erasure_requests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_booking_facts (
    operator_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    ordinal integer NOT NULL,
    state text NOT NULL,
    measurement_id bigint,
    corrects integer,
    reason text DEFAULT ''::text NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    credit_id bigint,
    verification_id bigint,
    CONSTRAINT ere_booking_facts_back CHECK (((corrects IS NULL) OR ((corrects < ordinal) AND (reason <> ''::text)))),
    CONSTRAINT ere_booking_facts_credited CHECK (((credit_id IS NULL) OR (state = 'credited'::text) OR (verification_id IS NOT NULL))),
    CONSTRAINT ere_booking_facts_measured CHECK (((measurement_id IS NULL) OR (state = 'measured'::text))),
    CONSTRAINT ere_booking_facts_people CHECK (((state <> ALL (ARRAY['accepted'::text, 'booked'::text])) OR (recorded_by IS NOT NULL))),
    CONSTRAINT ere_booking_facts_reason_form CHECK ((length(reason) <= 400)),
    CONSTRAINT ere_booking_facts_state_known CHECK ((state = ANY (ARRAY['measured'::text, 'accepted'::text, 'booked'::text, 'credited'::text, 'verified'::text, 'sold'::text, 'paid'::text]))),
    CONSTRAINT ere_booking_facts_verified CHECK (((verification_id IS NULL) OR (state = ANY (ARRAY['verified'::text, 'sold'::text, 'paid'::text]))))
);

CREATE TABLE public.ere_bookings (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    ean text NOT NULL,
    quarter date NOT NULL,
    basis text DEFAULT 'grid'::text NOT NULL,
    revision integer NOT NULL,
    corrects bigint,
    created_at timestamp with time zone NOT NULL,
    ordinal integer DEFAULT 0 NOT NULL,
    state text DEFAULT 'measured'::text NOT NULL,
    changed_at timestamp with time zone,
    measurement_id bigint,
    energy_thousandths_wh bigint DEFAULT 0 NOT NULL,
    sessions integer DEFAULT 0 NOT NULL,
    units bigint,
    findings text[] DEFAULT '{}'::text[] NOT NULL,
    accepted_by bigint,
    credit_id bigint,
    credited_units bigint,
    verification_id bigint,
    verified_thousandths_wh bigint,
    CONSTRAINT ere_bookings_basis_known CHECK ((basis = ANY (ARRAY['grid'::text, 'own_generation'::text]))),
    CONSTRAINT ere_bookings_ean_form CHECK ((ean ~ '^[0-9]{18}$'::text)),
    CONSTRAINT ere_bookings_quarter_begins CHECK (((quarter >= '2026-01-01'::date) AND (quarter = (date_trunc('quarter'::text, (quarter)::timestamp without time zone))::date))),
    CONSTRAINT ere_bookings_revision CHECK (((revision >= 0) AND ((revision = 0) = (corrects IS NULL)))),
    CONSTRAINT ere_bookings_state_known CHECK ((state = ANY (ARRAY['measured'::text, 'accepted'::text, 'booked'::text, 'credited'::text, 'verified'::text, 'sold'::text, 'paid'::text])))
);

ALTER TABLE public.ere_bookings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_bookings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_brokers (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    company_number text NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_brokers_company_number_form CHECK ((length(company_number) <= 32)),
    CONSTRAINT ere_brokers_name_form CHECK (((length(name) >= 1) AND (length(name) <= 140)))
);

ALTER TABLE public.ere_brokers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_brokers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_chargers (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    charge_point_id bigint,
    brand text NOT NULL,
    model text NOT NULL,
    serial text NOT NULL,
    meter_place text NOT NULL,
    verdict text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    serial_key text GENERATED ALWAYS AS (upper(btrim(serial))) STORED NOT NULL,
    feeds_back boolean,
    CONSTRAINT ere_chargers_form CHECK ((((length(brand) >= 1) AND (length(brand) <= 64)) AND ((length(model) >= 1) AND (length(model) <= 64)) AND ((length(serial) >= 1) AND (length(serial) <= 64)))),
    CONSTRAINT ere_chargers_meter_place_known CHECK ((meter_place = ANY (ARRAY['in_charger'::text, 'elsewhere'::text, 'unknown'::text]))),
    CONSTRAINT ere_chargers_verdict_known CHECK ((verdict = ANY (ARRAY['likely'::text, 'possible'::text, 'unlikely'::text])))
);

ALTER TABLE public.ere_chargers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_chargers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_claims (
    ean text NOT NULL,
    delivery_year integer NOT NULL,
    claim bytea NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_claims_claim_form CHECK ((octet_length(claim) = 16)),
    CONSTRAINT ere_claims_ean_form CHECK ((ean ~ '^[0-9]{18}$'::text)),
    CONSTRAINT ere_claims_year_range CHECK (((delivery_year >= 2026) AND (delivery_year <= 2100)))
);

CREATE TABLE public.ere_counted_pushes (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    external_id text,
    reading_id bigint,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    quarter date NOT NULL,
    revision integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone NOT NULL,
    begin_thousandths_wh bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    measurement_id bigint NOT NULL,
    CONSTRAINT ere_counted_pushes_energy CHECK ((energy_thousandths_wh >= 0)),
    CONSTRAINT ere_counted_pushes_one CHECK ((num_nonnulls(external_id, reading_id) = 1))
);

ALTER TABLE public.ere_counted_pushes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_counted_pushes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_counted_sessions (
    operator_id bigint NOT NULL,
    session_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    quarter date NOT NULL,
    revision integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone NOT NULL,
    begin_thousandths_wh bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    measurement_id bigint NOT NULL,
    CONSTRAINT ere_counted_sessions_energy CHECK ((energy_thousandths_wh >= 0))
);

CREATE TABLE public.ere_credit_files (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    figures text NOT NULL,
    sha256 bytea NOT NULL,
    content bytea,
    uploaded_by bigint,
    uploaded_at timestamp with time zone NOT NULL,
    forgotten_on date,
    CONSTRAINT ere_credit_files_figures_known CHECK ((figures = ANY (ARRAY['whole'::text, 'difference'::text]))),
    CONSTRAINT ere_credit_files_forgotten CHECK (((content IS NULL) = (forgotten_on IS NOT NULL))),
    CONSTRAINT ere_credit_files_name_form CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT ere_credit_files_sha256 CHECK ((sha256 = sha256(content)))
);

ALTER TABLE public.ere_credit_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_credit_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_credit_imports (
    operator_id bigint NOT NULL,
    file_id bigint NOT NULL,
    new_lines integer NOT NULL,
    changed_lines integer NOT NULL,
    unchanged_lines integer NOT NULL,
    tolerance_units bigint NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_credit_imports_lines CHECK (((new_lines >= 0) AND (changed_lines >= 0) AND (unchanged_lines >= 0) AND (((new_lines + changed_lines) + unchanged_lines) > 0)))
);

CREATE TABLE public.ere_credit_tolerances (
    id bigint NOT NULL,
    scheme text NOT NULL,
    units bigint NOT NULL,
    source text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_credit_tolerances_scheme_known CHECK ((scheme = 'NL'::text)),
    CONSTRAINT ere_credit_tolerances_source_form CHECK (((length(source) >= 1) AND (length(source) <= 400))),
    CONSTRAINT ere_credit_tolerances_units CHECK (((units >= 0) AND (units <= 1000000)))
);

ALTER TABLE public.ere_credit_tolerances ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_credit_tolerances_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_credits (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    file_id bigint,
    line integer,
    stated_units bigint NOT NULL,
    base_units bigint NOT NULL,
    units bigint NOT NULL,
    filed_units bigint NOT NULL,
    difference_units bigint GENERATED ALWAYS AS ((units - filed_units)) STORED,
    credited_on date,
    register_reference text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    verification_id bigint,
    CONSTRAINT ere_credits_one_source CHECK ((((file_id IS NULL) = (verification_id IS NOT NULL)) AND ((file_id IS NULL) = (line IS NULL)))),
    CONSTRAINT ere_credits_register_reference_form CHECK ((length(register_reference) <= 200)),
    CONSTRAINT ere_credits_units CHECK (((units = (stated_units + base_units)) AND (units >= 0) AND (base_units >= 0)))
);

ALTER TABLE public.ere_credits ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_credits_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_customer_fees (
    operator_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    id bigint NOT NULL,
    valid_from date NOT NULL,
    service_fee_percent numeric,
    reason text NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_customer_fees_range CHECK ((((service_fee_percent >= (0)::numeric) AND (service_fee_percent <= (50)::numeric)) AND (scale(service_fee_percent) <= 2))),
    CONSTRAINT ere_customer_fees_reason_form CHECK (((length(reason) >= 1) AND (length(reason) <= 400)))
);

ALTER TABLE public.ere_customer_fees ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_customer_fees_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_enrolments (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    payout_model text DEFAULT 'A'::text NOT NULL,
    holder_kind text DEFAULT ''::text NOT NULL,
    holder_name text DEFAULT ''::text NOT NULL,
    holder_street text DEFAULT ''::text NOT NULL,
    holder_house_number text DEFAULT ''::text NOT NULL,
    holder_postcode text DEFAULT ''::text NOT NULL,
    holder_town text DEFAULT ''::text NOT NULL,
    holder_country text DEFAULT 'NL'::text NOT NULL,
    company_number text DEFAULT ''::text NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    is_sole_trader boolean DEFAULT false NOT NULL,
    representative text DEFAULT ''::text NOT NULL,
    authority text DEFAULT 'registered'::text NOT NULL,
    ean text DEFAULT ''::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    house_number text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    town text DEFAULT ''::text NOT NULL,
    country text DEFAULT 'NL'::text NOT NULL,
    construct text DEFAULT 'mid_delivery_point'::text NOT NULL,
    is_held boolean DEFAULT false NOT NULL,
    iban text DEFAULT ''::text NOT NULL,
    account_holder text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    refusal text DEFAULT ''::text NOT NULL,
    turned_off_at timestamp with time zone,
    ends_after integer,
    renews bigint,
    CONSTRAINT ere_enrolments_account_holder_form CHECK ((length(account_holder) <= 140)),
    CONSTRAINT ere_enrolments_authority_known CHECK ((authority = ANY (ARRAY['registered'::text, 'document'::text]))),
    CONSTRAINT ere_enrolments_construct_known CHECK ((construct = ANY (ARRAY['mid_delivery_point'::text, 'exclusive'::text]))),
    CONSTRAINT ere_enrolments_ean_form CHECK ((ean ~ '^([0-9]{18})?$'::text)),
    CONSTRAINT ere_enrolments_holder_kind_known CHECK ((holder_kind = ANY (ARRAY[''::text, 'private'::text, 'company'::text, 'owners_association'::text]))),
    CONSTRAINT ere_enrolments_holder_name_form CHECK (((length(holder_name) <= 140) AND (length(representative) <= 140) AND ((holder_kind = ''::text) = (holder_name = ''::text)))),
    CONSTRAINT ere_enrolments_iban_form CHECK ((iban ~ '^([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})?$'::text)),
    CONSTRAINT ere_enrolments_payout_model_known CHECK ((payout_model = ANY (ARRAY['A'::text, 'B'::text]))),
    CONSTRAINT ere_enrolments_refusal_form CHECK (((length(refusal) <= 400) AND ((state = 'refused'::text) = (refusal <> ''::text)))),
    CONSTRAINT ere_enrolments_signed CHECK ((((state = ANY (ARRAY['draft'::text, 'discarded'::text])) = (signed_at IS NULL)) AND ((signed_at IS NULL) OR ((ean <> ''::text) AND is_held)))),
    CONSTRAINT ere_enrolments_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'waiting'::text, 'active'::text, 'refused'::text, 'ended'::text, 'discarded'::text]))),
    CONSTRAINT ere_enrolments_turned_off CHECK (((ends_after IS NULL) OR (turned_off_at IS NOT NULL)))
);

ALTER TABLE public.ere_enrolments ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_enrolments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_evidence (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    charger_id bigint,
    kind text NOT NULL,
    media_type text NOT NULL,
    sha256 bytea NOT NULL,
    content bytea,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    forgotten_on date,
    valid_until date,
    taken_over_from bigint,
    CONSTRAINT ere_evidence_forgotten CHECK (((content IS NULL) = (forgotten_on IS NOT NULL))),
    CONSTRAINT ere_evidence_kind_known CHECK ((kind = ANY (ARRAY['meter'::text, 'certificate'::text, 'holder'::text, 'authority'::text]))),
    CONSTRAINT ere_evidence_media_type_known CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'image/heic'::text, 'application/pdf'::text]))),
    CONSTRAINT ere_evidence_sha256_form CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT ere_evidence_size CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 8388608))),
    CONSTRAINT ere_evidence_valid_until_range CHECK (((valid_until IS NULL) OR ((kind = ANY (ARRAY['meter'::text, 'certificate'::text])) AND ((valid_until >= '2000-01-01'::date) AND (valid_until <= '2100-12-31'::date)))))
);
ALTER TABLE ONLY public.ere_evidence ALTER COLUMN content SET STORAGE EXTERNAL;

ALTER TABLE public.ere_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_evidence_reviews (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    evidence_id bigint NOT NULL,
    verdict text NOT NULL,
    reason text NOT NULL,
    reviewed_by bigint,
    reviewed_at timestamp with time zone NOT NULL,
    valid_until date,
    CONSTRAINT ere_evidence_reviews_reason_form CHECK (((length(reason) <= 400) AND ((verdict = 'accepted'::text) OR (reason <> ''::text)))),
    CONSTRAINT ere_evidence_reviews_valid_until_range CHECK (((valid_until IS NULL) OR ((verdict = 'accepted'::text) AND ((valid_until >= '2000-01-01'::date) AND (valid_until <= '2100-12-31'::date))))),
    CONSTRAINT ere_evidence_reviews_verdict_known CHECK ((verdict = ANY (ARRAY['accepted'::text, 'refused'::text])))
);

ALTER TABLE public.ere_evidence_reviews ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_evidence_reviews_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_factors (
    id bigint NOT NULL,
    scheme text NOT NULL,
    delivery_year integer NOT NULL,
    basis text NOT NULL,
    renewable_share numeric NOT NULL,
    comparator_g_per_mj numeric NOT NULL,
    mj_per_kwh numeric NOT NULL,
    source text NOT NULL,
    evidence text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ere_factors_basis_known CHECK ((basis = ANY (ARRAY['grid'::text, 'own_generation'::text]))),
    CONSTRAINT ere_factors_comparator_range CHECK (((comparator_g_per_mj > (0)::numeric) AND (comparator_g_per_mj <= (1000)::numeric) AND (scale(comparator_g_per_mj) <= 6))),
    CONSTRAINT ere_factors_evidence_known CHECK ((evidence = ANY (ARRAY['confirmed'::text, 'quoted'::text, 'market'::text, 'inferred'::text]))),
    CONSTRAINT ere_factors_mj_range CHECK (((mj_per_kwh > (0)::numeric) AND (mj_per_kwh <= (100)::numeric) AND (scale(mj_per_kwh) <= 6))),
    CONSTRAINT ere_factors_scheme_known CHECK ((scheme = 'NL'::text)),
    CONSTRAINT ere_factors_share_range CHECK (((renewable_share > (0)::numeric) AND (renewable_share <= (1)::numeric) AND (scale(renewable_share) <= 6))),
    CONSTRAINT ere_factors_source_form CHECK (((length(source) >= 1) AND (length(source) <= 400))),
    CONSTRAINT ere_factors_year_range CHECK (((delivery_year >= 2026) AND (delivery_year <= 2100)))
);

ALTER TABLE public.ere_factors ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_factors_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_filing_documents (
    operator_id bigint NOT NULL,
    filing_id bigint NOT NULL,
    name text NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    CONSTRAINT ere_filing_documents_sha256_form CHECK ((octet_length(sha256) = 32))
);

CREATE TABLE public.ere_filing_lines (
    operator_id bigint NOT NULL,
    filing_id bigint NOT NULL,
    "position" integer NOT NULL,
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    measurement_id bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    units bigint NOT NULL,
    content jsonb NOT NULL
);

CREATE TABLE public.ere_filing_refusals (
    operator_id bigint NOT NULL,
    filing_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    gates text[] NOT NULL,
    CONSTRAINT ere_filing_refusals_gates CHECK ((cardinality(gates) > 0))
);

CREATE TABLE public.ere_filings (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    quarter date NOT NULL,
    number integer NOT NULL,
    reference text NOT NULL,
    schema_version text NOT NULL,
    generator text NOT NULL,
    provider_name text NOT NULL,
    provider_company_number text NOT NULL,
    created_by bigint NOT NULL,
    created_by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_filings_number_positive CHECK ((number >= 1)),
    CONSTRAINT ere_filings_quarter_begins CHECK (((quarter >= '2026-01-01'::date) AND (quarter = (date_trunc('quarter'::text, (quarter)::timestamp without time zone))::date))),
    CONSTRAINT ere_filings_reference_form CHECK ((reference ~ '^[A-Z0-9-]{1,60}$'::text))
);

ALTER TABLE public.ere_filings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_filings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_imports (
    operator_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    line integer NOT NULL,
    issued_on date,
    valid_until date,
    evidence text DEFAULT ''::text NOT NULL,
    file_sha256 bytea NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_imports_dates CHECK ((valid_until >= issued_on)),
    CONSTRAINT ere_imports_evidence_form CHECK ((length(evidence) <= 200)),
    CONSTRAINT ere_imports_line CHECK ((line >= 1)),
    CONSTRAINT ere_imports_sha256_form CHECK ((octet_length(file_sha256) = 32))
);

CREATE TABLE public.ere_mandates (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    ean text NOT NULL,
    first_year integer NOT NULL,
    last_year integer NOT NULL,
    issued_on date NOT NULL,
    template text NOT NULL,
    language text NOT NULL,
    document bytea,
    document_sha256 bytea NOT NULL,
    pdf bytea,
    pdf_sha256 bytea NOT NULL,
    signer_name text NOT NULL,
    signer_email text NOT NULL,
    code_sent_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    signed_by bigint NOT NULL,
    remote_address text NOT NULL,
    claim bytea NOT NULL,
    forgotten_on date,
    CONSTRAINT ere_mandates_claim_form CHECK ((octet_length(claim) = 16)),
    CONSTRAINT ere_mandates_document_proof CHECK (((document_sha256 = sha256(document)) AND (pdf_sha256 = sha256(pdf)))),
    CONSTRAINT ere_mandates_ean_form CHECK ((ean ~ '^[0-9]{18}$'::text)),
    CONSTRAINT ere_mandates_forgotten CHECK ((((document IS NULL) = (forgotten_on IS NOT NULL)) AND ((pdf IS NULL) = (forgotten_on IS NOT NULL)))),
    CONSTRAINT ere_mandates_language_known CHECK ((language = ANY (ARRAY['en'::text, 'nl'::text]))),
    CONSTRAINT ere_mandates_years CHECK ((((first_year >= 2026) AND (first_year <= 2100)) AND ((last_year >= first_year) AND (last_year <= (first_year + 2)))))
);

ALTER TABLE public.ere_mandates ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_mandates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_measurements (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    sessions integer NOT NULL,
    findings text[] NOT NULL,
    content jsonb NOT NULL,
    sha256 bytea NOT NULL,
    renewable_share numeric,
    comparator_g_per_mj numeric,
    mj_per_kwh numeric,
    rounding text NOT NULL,
    units bigint,
    measured_at timestamp with time zone NOT NULL,
    measured_by bigint,
    CONSTRAINT ere_measurements_energy CHECK (((energy_thousandths_wh >= 0) AND ((energy_thousandths_wh % (1000)::bigint) = 0))),
    CONSTRAINT ere_measurements_factors CHECK ((((renewable_share IS NULL) = (units IS NULL)) AND ((comparator_g_per_mj IS NULL) = (units IS NULL)) AND ((mj_per_kwh IS NULL) = (units IS NULL)))),
    CONSTRAINT ere_measurements_rounding_known CHECK ((rounding = ANY (ARRAY['floor'::text, 'half_away_from_zero'::text]))),
    CONSTRAINT ere_measurements_sessions CHECK ((sessions >= 0)),
    CONSTRAINT ere_measurements_sha256_form CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE public.ere_measurements ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_measurements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_paying_accounts (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    valid_from date NOT NULL,
    holder text NOT NULL,
    iban text NOT NULL,
    bic text NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_paying_accounts_bic_form CHECK ((bic ~ '^([A-Z0-9]{8}([A-Z0-9]{3})?)?$'::text)),
    CONSTRAINT ere_paying_accounts_holder_form CHECK (((length(holder) >= 1) AND (length(holder) <= 140))),
    CONSTRAINT ere_paying_accounts_iban_form CHECK ((iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text))
);

ALTER TABLE public.ere_paying_accounts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_paying_accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_payout_adjustments (
    operator_id bigint NOT NULL,
    run_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    kind text NOT NULL,
    delivery_year integer NOT NULL,
    amount_minor bigint NOT NULL,
    statement_code text NOT NULL,
    CONSTRAINT ere_payout_adjustments_kind_known CHECK ((kind = ANY (ARRAY['held'::text, 'released'::text, 'clawed_back'::text]))),
    CONSTRAINT ere_payout_adjustments_sign CHECK (((amount_minor <> 0) AND ((amount_minor > 0) = (kind = 'released'::text)))),
    CONSTRAINT ere_payout_adjustments_statement CHECK (((statement_code = ''::text) = (kind = 'held'::text)))
);

CREATE TABLE public.ere_payout_left_out (
    operator_id bigint NOT NULL,
    run_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    reason text NOT NULL,
    net_minor bigint NOT NULL,
    CONSTRAINT ere_payout_left_out_reason_known CHECK ((reason = ANY (ARRAY['refused'::text, 'no_account'::text, 'no_address'::text, 'below_minimum'::text, 'vat'::text])))
);

CREATE TABLE public.ere_payout_lines (
    operator_id bigint NOT NULL,
    trade_id bigint NOT NULL,
    "position" integer NOT NULL,
    run_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    gross_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    margin_minor bigint NOT NULL,
    CONSTRAINT ere_payout_lines_amounts CHECK (((gross_minor >= 0) AND (fee_minor >= 0) AND (margin_minor >= 0) AND (gross_minor >= (fee_minor + margin_minor))))
);

CREATE TABLE public.ere_payout_mails (
    operator_id bigint NOT NULL,
    credit_id bigint NOT NULL,
    queued_at timestamp with time zone NOT NULL
);

CREATE TABLE public.ere_payout_progress (
    operator_id bigint NOT NULL,
    run_id bigint NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    finished_at timestamp with time zone,
    failed_at timestamp with time zone,
    message text DEFAULT ''::text NOT NULL,
    mails_due boolean DEFAULT false NOT NULL,
    counted_through bigint DEFAULT 0 NOT NULL,
    bank_file_asked_at timestamp with time zone,
    bank_file_asked_by bigint,
    bank_file_message text DEFAULT ''::text NOT NULL,
    CONSTRAINT ere_payout_progress_bank_file CHECK ((((bank_file_asked_at IS NULL) OR (bank_file_message = ''::text)) AND (length(bank_file_message) <= 400))),
    CONSTRAINT ere_payout_progress_failure CHECK ((((failed_at IS NULL) = (message = ''::text)) AND ((failed_at IS NULL) OR (finished_at IS NULL)) AND (length(message) <= 400)))
);

CREATE TABLE public.ere_payout_quarters (
    operator_id bigint NOT NULL,
    run_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    quarter date NOT NULL,
    gross_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    margin_minor bigint NOT NULL,
    agreed_percent numeric NOT NULL,
    fee_id bigint,
    referrals integer NOT NULL,
    fee_percent numeric NOT NULL,
    margin_percent numeric NOT NULL,
    CONSTRAINT ere_payout_quarters_amounts CHECK (((gross_minor >= 0) AND (fee_minor >= 0) AND (margin_minor >= 0) AND (gross_minor >= (fee_minor + margin_minor)))),
    CONSTRAINT ere_payout_quarters_rates CHECK (((referrals >= 0) AND ((fee_percent >= (0)::numeric) AND (fee_percent <= (50)::numeric)) AND ((margin_percent >= (0)::numeric) AND (margin_percent <= (50)::numeric)) AND ((agreed_percent >= (0)::numeric) AND (agreed_percent <= (50)::numeric))))
);

CREATE TABLE public.ere_payout_rules (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    valid_from date NOT NULL,
    minimum_minor bigint NOT NULL,
    reserve_percent numeric NOT NULL,
    referral_step_percent numeric NOT NULL,
    referral_floor_percent numeric NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_payout_rules_floor CHECK ((((referral_floor_percent >= (0)::numeric) AND (referral_floor_percent <= (50)::numeric)) AND (scale(referral_floor_percent) <= 2))),
    CONSTRAINT ere_payout_rules_minimum CHECK (((minimum_minor >= 0) AND (minimum_minor <= 1000000))),
    CONSTRAINT ere_payout_rules_reserve CHECK ((((reserve_percent >= (0)::numeric) AND (reserve_percent <= (100)::numeric)) AND (scale(reserve_percent) <= 2))),
    CONSTRAINT ere_payout_rules_step CHECK ((((referral_step_percent >= (0)::numeric) AND (referral_step_percent <= (50)::numeric)) AND (scale(referral_step_percent) <= 2)))
);

ALTER TABLE public.ere_payout_rules ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_payout_rules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_payout_runs (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    quarter date NOT NULL,
    payout_model text NOT NULL,
    made_on date NOT NULL,
    minimum_minor bigint NOT NULL,
    reserve_percent numeric NOT NULL,
    referral_step_percent numeric NOT NULL,
    referral_floor_percent numeric NOT NULL,
    is_partner boolean NOT NULL,
    trades_through bigint NOT NULL,
    fees_through bigint NOT NULL,
    agreements_through bigint NOT NULL,
    fee_vat_rate integer NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    verifications_through bigint DEFAULT 0 NOT NULL,
    CONSTRAINT ere_payout_runs_model_known CHECK ((payout_model = ANY (ARRAY['A'::text, 'B'::text]))),
    CONSTRAINT ere_payout_runs_quarter_begins CHECK (((quarter >= '2026-01-01'::date) AND (quarter = (date_trunc('quarter'::text, (quarter)::timestamp without time zone))::date)))
);

ALTER TABLE public.ere_payout_runs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_payout_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_payouts (
    operator_id bigint NOT NULL,
    run_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    credit_id bigint,
    units bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    gross_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    margin_minor bigint NOT NULL,
    net_minor bigint GENERATED ALWAYS AS (((gross_minor - fee_minor) - margin_minor)) STORED,
    fee_vat_minor bigint NOT NULL,
    vat_minor bigint NOT NULL,
    adjustment_minor bigint NOT NULL,
    payable_minor bigint GENERATED ALWAYS AS (((((gross_minor - fee_minor) - margin_minor) + adjustment_minor) + vat_minor)) STORED,
    CONSTRAINT ere_payouts_parts CHECK (((units >= 0) AND (gross_minor >= 0) AND (fee_minor >= 0) AND (margin_minor >= 0) AND (gross_minor >= (fee_minor + margin_minor)) AND ((fee_vat_minor >= 0) AND (fee_vat_minor <= fee_minor)) AND (vat_minor >= 0))),
    CONSTRAINT ere_payouts_payable CHECK (((((gross_minor - fee_minor) - margin_minor) + adjustment_minor) >= 0))
);

CREATE TABLE public.ere_recounted_pushes (
    operator_id bigint NOT NULL,
    push_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    measurement_id bigint NOT NULL,
    revision integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone NOT NULL,
    begin_thousandths_wh bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    CONSTRAINT ere_recounted_pushes_energy CHECK ((energy_thousandths_wh >= 0))
);

CREATE TABLE public.ere_recounted_sessions (
    operator_id bigint NOT NULL,
    session_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    measurement_id bigint NOT NULL,
    revision integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone NOT NULL,
    begin_thousandths_wh bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    CONSTRAINT ere_recounted_sessions_energy CHECK ((energy_thousandths_wh >= 0))
);

CREATE TABLE public.ere_referrals (
    operator_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    referrer_id bigint NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_referrals_not_oneself CHECK ((customer_id <> referrer_id))
);

CREATE TABLE public.ere_roundings (
    id bigint NOT NULL,
    scheme text NOT NULL,
    rounding text NOT NULL,
    source text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_roundings_rule_known CHECK ((rounding = ANY (ARRAY['floor'::text, 'half_away_from_zero'::text]))),
    CONSTRAINT ere_roundings_scheme_known CHECK ((scheme = 'NL'::text)),
    CONSTRAINT ere_roundings_source_form CHECK (((length(source) >= 1) AND (length(source) <= 400)))
);

ALTER TABLE public.ere_roundings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_roundings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_sample_answers (
    operator_id bigint NOT NULL,
    sample_id bigint NOT NULL,
    id bigint NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    made_by bigint,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_sample_answers_sha256_form CHECK (((octet_length(sha256) = 32) AND (size_bytes > 0)))
);

ALTER TABLE public.ere_sample_answers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_sample_answers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_sample_lines (
    operator_id bigint NOT NULL,
    sample_id bigint NOT NULL,
    "position" integer NOT NULL,
    booking_id bigint NOT NULL
);

CREATE TABLE public.ere_samples (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    delivery_year integer NOT NULL,
    rule text NOT NULL,
    size integer NOT NULL,
    seed bigint,
    named text NOT NULL,
    note text NOT NULL,
    filings_through bigint NOT NULL,
    population_lines integer NOT NULL,
    population_sha256 bytea NOT NULL,
    requested_by bigint NOT NULL,
    requested_by_name text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_samples_name_form CHECK (((length(requested_by_name) >= 1) AND (length(requested_by_name) <= 140))),
    CONSTRAINT ere_samples_named CHECK ((((named <> ''::text) = (rule = 'named'::text)) AND (length(named) <= 20000))),
    CONSTRAINT ere_samples_note_form CHECK ((length(note) <= 400)),
    CONSTRAINT ere_samples_population CHECK (((population_lines > 0) AND (octet_length(population_sha256) = 32))),
    CONSTRAINT ere_samples_rule_known CHECK ((rule = ANY (ARRAY['random'::text, 'largest'::text, 'named'::text]))),
    CONSTRAINT ere_samples_seed CHECK ((((seed IS NOT NULL) = (rule = 'random'::text)) AND ((seed IS NULL) OR (seed >= 0)))),
    CONSTRAINT ere_samples_size_range CHECK (((size >= 1) AND (size <= 500))),
    CONSTRAINT ere_samples_year_range CHECK (((delivery_year >= 2026) AND (delivery_year <= 2100)))
);

ALTER TABLE public.ere_samples ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_samples_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_self_billing (
    operator_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    id bigint NOT NULL,
    valid_from date NOT NULL,
    is_agreed boolean NOT NULL,
    reference text NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_self_billing_reference_form CHECK (((length(reference) >= 1) AND (length(reference) <= 200)))
);

ALTER TABLE public.ere_self_billing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_self_billing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_signing_codes (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    user_id bigint NOT NULL,
    salt bytea NOT NULL,
    code_sha256 bytea NOT NULL,
    document_sha256 bytea NOT NULL,
    first_year integer NOT NULL,
    last_year integer NOT NULL,
    language text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    CONSTRAINT ere_signing_codes_form CHECK (((octet_length(salt) = 16) AND (octet_length(code_sha256) = 32) AND (octet_length(document_sha256) = 32) AND (language = ANY (ARRAY['en'::text, 'nl'::text])) AND (last_year >= first_year)))
);

ALTER TABLE public.ere_signing_codes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_signing_codes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_trade_cancellations (
    operator_id bigint NOT NULL,
    trade_id bigint NOT NULL,
    id bigint NOT NULL,
    reason text NOT NULL,
    cancelled_by bigint NOT NULL,
    cancelled_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_trade_cancellations_reason_form CHECK (((length(reason) >= 1) AND (length(reason) <= 400)))
);

ALTER TABLE public.ere_trade_cancellations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_trade_cancellations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_trade_documents (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    trade_id bigint NOT NULL,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    content bytea NOT NULL,
    added_by bigint,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_trade_documents_name_form CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT ere_trade_documents_sha256 CHECK ((sha256 = sha256(content)))
);

ALTER TABLE public.ere_trade_documents ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_trade_documents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_trade_lines (
    operator_id bigint NOT NULL,
    trade_id bigint NOT NULL,
    "position" integer NOT NULL,
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    units bigint NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT ere_trade_lines_amount CHECK ((amount_minor >= 0)),
    CONSTRAINT ere_trade_lines_units CHECK ((units > 0))
);

CREATE TABLE public.ere_trades (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    number text NOT NULL,
    broker_id bigint NOT NULL,
    reference text NOT NULL,
    unit_kind text NOT NULL,
    delivery_year integer NOT NULL,
    units bigint NOT NULL,
    price_per_unit numeric NOT NULL,
    gross_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    net_minor bigint GENERATED ALWAYS AS ((gross_minor - fee_minor)) STORED,
    sold_on date NOT NULL,
    credits_through bigint NOT NULL,
    cancellations_through bigint NOT NULL,
    recorded_by bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_trades_fee CHECK (((fee_minor >= 0) AND (fee_minor <= gross_minor))),
    CONSTRAINT ere_trades_gross CHECK (((gross_minor)::numeric = round((((units)::numeric * price_per_unit) * (100)::numeric)))),
    CONSTRAINT ere_trades_kind_known CHECK ((unit_kind = ANY (ARRAY['LRE-E'::text, 'BRE-E'::text, 'ZRE-E'::text]))),
    CONSTRAINT ere_trades_price CHECK ((((price_per_unit >= (0)::numeric) AND (price_per_unit <= (1000)::numeric)) AND (scale(price_per_unit) <= 6))),
    CONSTRAINT ere_trades_reference_form CHECK (((length(reference) >= 1) AND (length(reference) <= 64))),
    CONSTRAINT ere_trades_units CHECK (((units >= 1) AND (units <= '1000000000000'::bigint))),
    CONSTRAINT ere_trades_year_range CHECK (((delivery_year >= 2026) AND (delivery_year <= 2100)))
);

ALTER TABLE public.ere_trades ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_trades_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_verification_decisions (
    operator_id bigint NOT NULL,
    verification_id bigint NOT NULL,
    id bigint NOT NULL,
    is_confirmed boolean NOT NULL,
    reason text NOT NULL,
    decided_by bigint NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_verification_decisions_reason_form CHECK (((length(reason) <= 400) AND (is_confirmed OR (length(reason) > 0))))
);

ALTER TABLE public.ere_verification_decisions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_verification_decisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ere_verification_lines (
    operator_id bigint NOT NULL,
    verification_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    energy_thousandths_wh bigint NOT NULL,
    units bigint NOT NULL,
    credited_units bigint NOT NULL,
    reason text NOT NULL,
    CONSTRAINT ere_verification_lines_energy CHECK ((energy_thousandths_wh >= 0)),
    CONSTRAINT ere_verification_lines_reason_form CHECK (((length(reason) >= 1) AND (length(reason) <= 400))),
    CONSTRAINT ere_verification_lines_units CHECK (((units >= 0) AND (units < credited_units)))
);

CREATE TABLE public.ere_verification_shares (
    operator_id bigint NOT NULL,
    verification_id bigint NOT NULL,
    trade_id bigint NOT NULL,
    "position" integer NOT NULL,
    customer_id bigint NOT NULL,
    units bigint NOT NULL,
    CONSTRAINT ere_verification_shares_units CHECK ((units > 0))
);

CREATE TABLE public.ere_verifications (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    delivery_year integer NOT NULL,
    outcome text NOT NULL,
    statement_code text NOT NULL,
    verifier text NOT NULL,
    stated_on date NOT NULL,
    findings text NOT NULL,
    document_name text NOT NULL,
    sha256 bytea NOT NULL,
    content bytea NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ere_verifications_code_form CHECK (((length(statement_code) >= 1) AND (length(statement_code) <= 64))),
    CONSTRAINT ere_verifications_findings_form CHECK ((length(findings) <= 4000)),
    CONSTRAINT ere_verifications_name_form CHECK (((length(document_name) >= 1) AND (length(document_name) <= 200))),
    CONSTRAINT ere_verifications_outcome_known CHECK ((outcome = ANY (ARRAY['verified'::text, 'refused'::text]))),
    CONSTRAINT ere_verifications_sha256 CHECK ((sha256 = sha256(content))),
    CONSTRAINT ere_verifications_verifier_form CHECK (((length(verifier) >= 1) AND (length(verifier) <= 140))),
    CONSTRAINT ere_verifications_year_range CHECK (((delivery_year >= 2026) AND (delivery_year <= 2100)))
);

ALTER TABLE public.ere_verifications ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ere_verifications_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.frame_faults (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    code text NOT NULL,
    reason text NOT NULL
);

CREATE TABLE public.hand_payments (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    host_id bigint NOT NULL,
    end_to_end_id text NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    paid_on date NOT NULL,
    reference text NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT hand_payments_pay CHECK ((amount_minor > 0)),
    CONSTRAINT hand_payments_reference CHECK (((length(reference) >= 1) AND (length(reference) <= 140)))
);

ALTER TABLE public.hand_payments ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hand_payments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hosts (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    reference text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    house_number text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    town text DEFAULT ''::text NOT NULL,
    country text DEFAULT 'NL'::text NOT NULL,
    company_number text DEFAULT ''::text NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    vat_status text DEFAULT 'not_taxable'::text NOT NULL,
    iban text DEFAULT ''::text NOT NULL,
    bic text DEFAULT ''::text NOT NULL,
    account_holder text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'nl'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    exemption_ground text DEFAULT ''::text NOT NULL,
    CONSTRAINT hosts_country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT hosts_exemption_ground_form CHECK ((length(exemption_ground) <= 200)),
    CONSTRAINT hosts_kind_known CHECK ((kind = ANY (ARRAY['private'::text, 'company'::text, 'association'::text]))),
    CONSTRAINT hosts_name_form CHECK (((length(name) >= 1) AND (length(name) <= 140))),
    CONSTRAINT hosts_private_not_taxable CHECK (((kind <> 'private'::text) OR (vat_status = 'not_taxable'::text))),
    CONSTRAINT hosts_reference_form CHECK (((length(reference) >= 1) AND (length(reference) <= 64))),
    CONSTRAINT hosts_vat_status_known CHECK ((vat_status = ANY (ARRAY['taxable'::text, 'exempt'::text, 'not_taxable'::text])))
);

ALTER TABLE public.hosts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hosts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_accounts (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    currency text NOT NULL,
    subject bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ledger_accounts_kind_known CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'expense'::text, 'income'::text])))
);

ALTER TABLE public.ledger_accounts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ledger_heads (
    operator_id bigint NOT NULL,
    sequence bigint NOT NULL,
    hash bytea NOT NULL
);

CREATE TABLE public.ledger_postings (
    operator_id bigint NOT NULL,
    sequence bigint NOT NULL,
    ordinal integer NOT NULL,
    account_id bigint NOT NULL,
    side text NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    CONSTRAINT ledger_postings_amount_positive CHECK ((amount_minor > 0)),
    CONSTRAINT ledger_postings_side_known CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])))
);

CREATE TABLE public.ledger_transactions (
    operator_id bigint NOT NULL,
    sequence bigint NOT NULL,
    idempotency_key text NOT NULL,
    kind text NOT NULL,
    description text NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    reverses bigint,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    metadata text DEFAULT ''::text NOT NULL,
    CONSTRAINT ledger_transactions_hash_length CHECK (((length(hash) = 32) AND (length(previous_hash) = 32)))
);

CREATE TABLE public.legal_holds (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    reason text NOT NULL,
    placed_by bigint,
    placed_at timestamp with time zone NOT NULL,
    lifted_by bigint,
    lifted_at timestamp with time zone,
    CONSTRAINT legal_holds_reason_form CHECK (((length(reason) >= 1) AND (length(reason) <= 400)))
);

ALTER TABLE public.legal_holds ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.legal_holds_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.local_lists (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    is_kept boolean DEFAULT false NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    entries jsonb DEFAULT '[]'::jsonb NOT NULL,
    needs_full boolean DEFAULT true NOT NULL,
    token_digest text,
    confirmed_at timestamp with time zone,
    last_failure text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.mails (
    id bigint NOT NULL,
    operator_id bigint NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    last_error text DEFAULT ''::text NOT NULL,
    sender_name text DEFAULT ''::text NOT NULL,
    sender_address text DEFAULT ''::text NOT NULL,
    CONSTRAINT mails_recipient_form CHECK ((recipient ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'::text)),
    CONSTRAINT mails_subject_form CHECK ((subject !~ '[[:cntrl:]]'::text))
);

ALTER TABLE public.mails ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mails_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.meter_public_keys (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    key_text text NOT NULL,
    entered_by bigint,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT meter_public_keys_length CHECK (((length(key_text) >= 1) AND (length(key_text) <= 4096)))
);

CREATE TABLE public.meter_readings (
    operator_id bigint NOT NULL,
    session_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    ordinal integer NOT NULL,
    sampled_at timestamp with time zone NOT NULL,
    register_thousandths_wh bigint NOT NULL,
    context text NOT NULL,
    retired_by integer
)
PARTITION BY RANGE (received_at);

CREATE TABLE public.meter_readings_rest (
    operator_id bigint NOT NULL,
    session_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    ordinal integer NOT NULL,
    sampled_at timestamp with time zone NOT NULL,
    register_thousandths_wh bigint NOT NULL,
    context text NOT NULL,
    retired_by integer
);

CREATE TABLE public.month_ends (
    operator_id bigint NOT NULL,
    period date NOT NULL,
    state text NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    requested_by bigint,
    requested_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT month_ends_period_is_month CHECK ((EXTRACT(day FROM period) = (1)::numeric)),
    CONSTRAINT month_ends_state_known CHECK ((state = ANY (ARRAY['requested'::text, 'running'::text, 'closed'::text, 'failed'::text, 'blocked'::text])))
);

CREATE TABLE public.number_series (
    operator_id bigint NOT NULL,
    series text NOT NULL,
    next_number bigint DEFAULT 1 NOT NULL
);

CREATE TABLE public.observer_feeds (
    operator_id bigint NOT NULL,
    observer_id bigint NOT NULL,
    node_id integer,
    epoch bigint DEFAULT 0 NOT NULL,
    places jsonb DEFAULT '[]'::jsonb NOT NULL,
    owed jsonb DEFAULT '[]'::jsonb NOT NULL,
    is_introduced boolean DEFAULT false NOT NULL,
    sending_node_id integer,
    sending_sequence bigint,
    sending_round integer,
    sending_attempts integer DEFAULT 0 NOT NULL,
    state text DEFAULT 'new'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    state_since timestamp with time zone,
    next_try_at timestamp with time zone,
    told bigint DEFAULT 0 NOT NULL,
    last_told_at timestamp with time zone,
    outdated bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL,
    last_refusal text DEFAULT ''::text NOT NULL,
    commands bigint DEFAULT 0 NOT NULL,
    CONSTRAINT observer_feeds_counts CHECK (((epoch >= 0) AND (sending_attempts >= 0) AND (told >= 0) AND (outdated >= 0) AND (refused >= 0) AND (commands >= 0))),
    CONSTRAINT observer_feeds_state_known CHECK ((state = ANY (ARRAY['new'::text, 'connected'::text, 'away'::text, 'not_accepted'::text, 'resting'::text])))
)
WITH (fillfactor='50');

CREATE TABLE public.observer_lookbacks (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    observer_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL
);

ALTER TABLE public.observer_lookbacks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.observer_lookbacks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.observer_nodes (
    node_id integer NOT NULL,
    alive_until timestamp with time zone NOT NULL
);

CREATE TABLE public.observer_transactions (
    operator_id bigint NOT NULL,
    observer_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    transaction_id bigint NOT NULL,
    observer_transaction_id bigint,
    start_sha256 bytea DEFAULT '\x'::bytea NOT NULL,
    state text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    told integer DEFAULT 0 NOT NULL,
    skipped integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    stop_node_id integer,
    stop_sequence bigint,
    stop_received_at timestamp with time zone,
    round integer DEFAULT 0 NOT NULL,
    again_node_id integer,
    again_sequence bigint,
    again_received_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT observer_transactions_again CHECK ((((again_node_id IS NULL) = (again_received_at IS NULL)) AND ((again_node_id IS NULL) = (again_sequence IS NULL)))),
    CONSTRAINT observer_transactions_counts CHECK (((told >= 0) AND (skipped >= 0) AND (refused >= 0) AND (round >= 0))),
    CONSTRAINT observer_transactions_state_known CHECK ((state = ANY (ARRAY['open'::text, 'stopped'::text, 'untold'::text, 'stop_untold'::text]))),
    CONSTRAINT observer_transactions_stop CHECK ((((stop_node_id IS NULL) = (stop_received_at IS NULL)) AND ((stop_node_id IS NULL) = (stop_sequence IS NULL))))
);

CREATE TABLE public.ocpp_frames (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    connection_id bigint NOT NULL,
    is_outgoing boolean NOT NULL,
    payload bytea NOT NULL,
    route smallint DEFAULT 0 NOT NULL
)
PARTITION BY RANGE (received_at);

CREATE TABLE public.ocpp_frames_rest (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    connection_id bigint NOT NULL,
    is_outgoing boolean NOT NULL,
    payload bytea NOT NULL,
    route smallint DEFAULT 0 NOT NULL
);

CREATE TABLE public.ocpp_nodes (
    id integer NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.ocpp_nodes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ocpp_nodes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE public.ocpp_transaction_blocks
    AS integer
    START WITH 0
    INCREMENT BY 1
    MINVALUE 0
    MAXVALUE 42000
    CACHE 1;

CREATE TABLE public.operator_vat_rates (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    country text NOT NULL,
    valid_from date NOT NULL,
    rate_hundredths_percent integer NOT NULL,
    source text NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT operator_vat_rates_country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT operator_vat_rates_range CHECK (((rate_hundredths_percent >= 0) AND (rate_hundredths_percent <= 10000))),
    CONSTRAINT operator_vat_rates_source_form CHECK (((length(source) >= 1) AND (length(source) <= 200)))
);

ALTER TABLE public.operator_vat_rates ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operator_vat_rates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.operators (
    id bigint NOT NULL,
    reference text NOT NULL,
    name text NOT NULL,
    legal_name text NOT NULL,
    country text NOT NULL,
    currency text DEFAULT 'EUR'::text NOT NULL,
    time_zone text DEFAULT 'Europe/Amsterdam'::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    house_number text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    town text DEFAULT ''::text NOT NULL,
    company_number text DEFAULT ''::text NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    iban text DEFAULT ''::text NOT NULL,
    bic text DEFAULT ''::text NOT NULL,
    number_prefix text NOT NULL,
    accepts_unknown_tokens boolean DEFAULT false NOT NULL,
    heartbeat_seconds integer DEFAULT 300 NOT NULL,
    needs_four_eyes boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    flags_unknown_tokens boolean DEFAULT false NOT NULL,
    hosts_connect boolean DEFAULT false NOT NULL,
    is_platform boolean DEFAULT false NOT NULL,
    CONSTRAINT operators_country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT operators_heartbeat_range CHECK (((heartbeat_seconds >= 10) AND (heartbeat_seconds <= 86400))),
    CONSTRAINT operators_number_prefix_form CHECK ((number_prefix ~ '^[A-Z0-9]{2,8}$'::text))
);

ALTER TABLE public.operators ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operators_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.partner_acceptances (
    operator_id bigint NOT NULL,
    document_id bigint NOT NULL,
    accepted_at timestamp with time zone NOT NULL,
    accepted_by bigint NOT NULL,
    name text NOT NULL,
    "position" text NOT NULL,
    remote_address text NOT NULL,
    sha256 bytea NOT NULL,
    pdf bytea NOT NULL,
    pdf_sha256 bytea NOT NULL,
    CONSTRAINT partner_acceptances_name_form CHECK (((length(name) >= 2) AND (length(name) <= 140))),
    CONSTRAINT partner_acceptances_position_form CHECK (((length("position") >= 2) AND (length("position") <= 140))),
    CONSTRAINT partner_acceptances_sha256_length CHECK (((length(sha256) = 32) AND (length(pdf_sha256) = 32)))
);

CREATE TABLE public.partner_documents (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    template_id bigint NOT NULL,
    language text NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    sha256 bytea NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    offered_by bigint,
    CONSTRAINT partner_documents_kind_known CHECK ((kind = ANY (ARRAY['agreement'::text, 'processing'::text]))),
    CONSTRAINT partner_documents_sha256_length CHECK ((length(sha256) = 32))
);

ALTER TABLE public.partner_documents ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partner_documents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.partner_terms (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    valid_from date NOT NULL,
    payout_model text NOT NULL,
    service_fee_percent numeric NOT NULL,
    margin_percent numeric NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by bigint,
    CONSTRAINT partner_terms_fee_range CHECK ((((service_fee_percent >= (0)::numeric) AND (service_fee_percent <= (50)::numeric)) AND (scale(service_fee_percent) <= 2))),
    CONSTRAINT partner_terms_margin_range CHECK ((((margin_percent >= (0)::numeric) AND (margin_percent <= (50)::numeric)) AND (scale(margin_percent) <= 2))),
    CONSTRAINT partner_terms_model_known CHECK ((payout_model = ANY (ARRAY['A'::text, 'B'::text])))
);

ALTER TABLE public.partner_terms ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.partner_terms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.partners (
    operator_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by bigint,
    ended_at timestamp with time zone,
    end_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT partners_end_reason_form CHECK (((length(end_reason) <= 400) AND ((ended_at IS NOT NULL) OR (end_reason = ''::text))))
);

CREATE TABLE public.password_resets (
    token_hash bytea NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.payment_file_credits (
    operator_id bigint NOT NULL,
    payment_file_id bigint,
    credit_id bigint NOT NULL,
    end_to_end_id text NOT NULL,
    execution_on date,
    hand_payment_id bigint,
    return_id bigint,
    CONSTRAINT payment_file_credits_one_way CHECK ((num_nonnulls(payment_file_id, hand_payment_id) = 1))
);

CREATE TABLE public.payment_files (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    period date NOT NULL,
    message_id text NOT NULL,
    format text NOT NULL,
    payment_count integer NOT NULL,
    control_sum_minor bigint NOT NULL,
    currency text NOT NULL,
    execution_on date NOT NULL,
    sha256 bytea NOT NULL,
    content bytea NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    purpose text DEFAULT 'hosts'::text NOT NULL,
    CONSTRAINT payment_files_purpose_known CHECK ((purpose = ANY (ARRAY['hosts'::text, 'payouts'::text])))
);

ALTER TABLE public.payment_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payment_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payment_returns (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    end_to_end_id text NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    returned_on date NOT NULL,
    reason text NOT NULL,
    recorded_by bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT payment_returns_amount CHECK ((amount_minor > 0)),
    CONSTRAINT payment_returns_reason_form CHECK (((length(reason) >= 1) AND (length(reason) <= 140)))
);

ALTER TABLE public.payment_returns ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payment_returns_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pending_sign_ins (
    operator_id bigint NOT NULL,
    token_hash bytea NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.platform_edits (
    operator_id bigint NOT NULL,
    slug text NOT NULL,
    content jsonb NOT NULL,
    edited_by bigint,
    edited_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.platforms (
    slug text NOT NULL,
    "position" integer NOT NULL,
    content jsonb NOT NULL,
    supplied_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT platforms_slug_form CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 40)))
);

CREATE TABLE public.price_documents (
    id bigint NOT NULL,
    zone text NOT NULL,
    file_name text NOT NULL,
    sha256 bytea NOT NULL,
    format text NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    interval_count integer NOT NULL
);

ALTER TABLE public.price_documents ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.price_documents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.priced_lines ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.priced_lines_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.prices (
    zone text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    minutes integer NOT NULL,
    version integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    currency text NOT NULL,
    price_micro_per_mwh bigint NOT NULL,
    document_id bigint NOT NULL,
    CONSTRAINT prices_aligned CHECK ((((EXTRACT(epoch FROM starts_at))::bigint % ((minutes * 60))::bigint) = 0)),
    CONSTRAINT prices_minutes_known CHECK ((minutes = ANY (ARRAY[15, 30, 60])))
);

CREATE TABLE public.projection_cursors (
    node_id integer NOT NULL,
    sequence bigint NOT NULL
);

CREATE TABLE public.projection_states (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    state jsonb NOT NULL,
    version integer NOT NULL,
    CONSTRAINT projection_states_version_positive CHECK ((version > 0))
);

CREATE SEQUENCE public.provisional_transaction_blocks
    AS integer
    START WITH 0
    INCREMENT BY 1
    MINVALUE 0
    MAXVALUE 49495
    CACHE 1;

CREATE TABLE public.push_batches (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    api_key_id bigint,
    idempotency_key text,
    body bytea,
    body_sha256 bytea NOT NULL,
    added integer NOT NULL,
    known integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    file_id bigint,
    recorded_by bigint,
    forgotten_on date,
    CONSTRAINT push_batches_body_proof CHECK ((body_sha256 = sha256(body))),
    CONSTRAINT push_batches_counts CHECK (((added >= 0) AND (known >= 0) AND ((added + known) > 0))),
    CONSTRAINT push_batches_idempotency_key_form CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 255))),
    CONSTRAINT push_batches_kind_known CHECK ((kind = ANY (ARRAY['readings'::text, 'sessions'::text]))),
    CONSTRAINT push_batches_source CHECK ((((api_key_id IS NULL) = (idempotency_key IS NULL)) AND ((api_key_id IS NULL) OR (file_id IS NULL)) AND ((api_key_id IS NOT NULL) OR (file_id IS NOT NULL) OR (recorded_by IS NOT NULL)) AND ((body IS NULL) = ((file_id IS NOT NULL) OR (forgotten_on IS NOT NULL)))))
);

ALTER TABLE public.push_batches ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.push_batches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.push_files (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    content bytea,
    uploaded_by bigint,
    uploaded_at timestamp with time zone NOT NULL,
    forgotten_on date,
    CONSTRAINT push_files_forgotten CHECK (((content IS NULL) = (forgotten_on IS NOT NULL))),
    CONSTRAINT push_files_kind_known CHECK ((kind = ANY (ARRAY['readings'::text, 'sessions'::text]))),
    CONSTRAINT push_files_name_form CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT push_files_sha256 CHECK ((sha256 = sha256(content)))
);

ALTER TABLE public.push_files ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.push_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pushed_readings (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    charger_id bigint NOT NULL,
    read_at timestamp with time zone NOT NULL,
    register_thousandths_wh bigint NOT NULL,
    batch_id bigint NOT NULL,
    place integer NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    is_withdrawn boolean DEFAULT false NOT NULL,
    CONSTRAINT pushed_readings_place CHECK ((place >= 0)),
    CONSTRAINT pushed_readings_register CHECK ((register_thousandths_wh >= 0)),
    CONSTRAINT pushed_readings_version CHECK ((version >= 1))
);

ALTER TABLE public.pushed_readings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pushed_readings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pushed_sessions (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    charger_id bigint NOT NULL,
    connector integer NOT NULL,
    external_id text NOT NULL,
    version integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone NOT NULL,
    begin_thousandths_wh bigint NOT NULL,
    end_thousandths_wh bigint NOT NULL,
    is_withdrawn boolean NOT NULL,
    batch_id bigint NOT NULL,
    place integer NOT NULL,
    CONSTRAINT pushed_sessions_connector CHECK (((connector >= 1) AND (connector <= 100))),
    CONSTRAINT pushed_sessions_external_id_form CHECK ((external_id ~ '^[!-~]{1,100}$'::text)),
    CONSTRAINT pushed_sessions_place CHECK ((place >= 0)),
    CONSTRAINT pushed_sessions_registers CHECK (((begin_thousandths_wh >= 0) AND (end_thousandths_wh >= begin_thousandths_wh))),
    CONSTRAINT pushed_sessions_time CHECK (((stopped_at >= started_at) AND (stopped_at <= (started_at + '31 days'::interval)))),
    CONSTRAINT pushed_sessions_version CHECK ((version >= 1))
);

ALTER TABLE public.pushed_sessions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pushed_sessions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.rating_work (
    operator_id bigint NOT NULL,
    session_id bigint NOT NULL,
    reason text NOT NULL,
    requested_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.recovery_codes (
    operator_id bigint NOT NULL,
    user_id bigint NOT NULL,
    id bigint NOT NULL,
    code_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    retired_at timestamp with time zone
);

ALTER TABLE public.recovery_codes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.recovery_codes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.refused_handshakes (
    identity text NOT NULL,
    remote_address text NOT NULL,
    reason text NOT NULL,
    folded_identity text NOT NULL,
    operator_id bigint,
    charge_point_id bigint,
    detail text DEFAULT ''::text NOT NULL,
    count bigint DEFAULT 1 NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT refused_handshakes_length CHECK (((length(identity) <= 255) AND (length(detail) <= 200))),
    CONSTRAINT refused_handshakes_owner CHECK (((operator_id IS NULL) = (charge_point_id IS NULL)))
);

CREATE TABLE public.reimbursement_contract_versions (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    reimbursement_contract_id bigint NOT NULL,
    supply_contract_id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    fixed_micro_per_kwh bigint DEFAULT 0 NOT NULL,
    percent numeric DEFAULT 0 NOT NULL,
    pricing text NOT NULL,
    payment_term_days integer DEFAULT 30 NOT NULL,
    payment_term_kind text DEFAULT 'net'::text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by bigint,
    CONSTRAINT reimbursement_contract_versions_percent CHECK (((percent >= ('-100'::integer)::numeric) AND (percent <= (1000)::numeric))),
    CONSTRAINT reimbursement_contract_versions_pricing_known CHECK ((pricing = ANY (ARRAY['at_start'::text, 'per_interval'::text]))),
    CONSTRAINT reimbursement_contract_versions_span CHECK (((valid_until IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT reimbursement_contract_versions_term CHECK (((payment_term_days >= 0) AND (payment_term_days <= 180))),
    CONSTRAINT reimbursement_contract_versions_term_kind CHECK ((payment_term_kind = ANY (ARRAY['net'::text, 'end_of_month'::text])))
);

ALTER TABLE public.reimbursement_contract_versions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reimbursement_contract_versions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reimbursement_contracts (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    host_id bigint NOT NULL,
    site_id bigint,
    reference text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.reimbursement_contracts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reimbursement_contracts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.relay_events (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    upstream_id bigint NOT NULL,
    code text NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.relay_events ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.relay_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.relay_notice_mails (
    operator_id bigint NOT NULL,
    event_id bigint NOT NULL,
    mailed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.relay_outbox (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    upstream_id bigint NOT NULL,
    action text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    transaction_id bigint,
    upstream_transaction_id bigint,
    round integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT relay_outbox_counts CHECK (((round >= 0) AND (attempts >= 0))),
    CONSTRAINT relay_outbox_state_known CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'acked'::text, 'parked'::text, 'superseded'::text, 'given_up'::text])))
);

CREATE TABLE public.relay_outbox_decisions (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    decision text NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT relay_outbox_decisions_known CHECK ((decision = ANY (ARRAY['retry'::text, 'give_up'::text])))
);

ALTER TABLE public.relay_outbox_decisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.relay_outbox_decisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reminder_rules (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    days bigint[] NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT reminder_rules_days CHECK (((cardinality(days) <= 8) AND (1 <= ALL (days)) AND (400 >= ALL (days)))),
    CONSTRAINT reminder_rules_kind_known CHECK ((kind = ANY (ARRAY['deadline'::text, 'mandate'::text, 'silence'::text, 'evidence'::text])))
);

ALTER TABLE public.reminder_rules ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reminder_rules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reminders (
    operator_id bigint NOT NULL,
    user_id bigint NOT NULL,
    key text NOT NULL,
    told_at timestamp with time zone NOT NULL
);

CREATE TABLE public.retention_defaults (
    kind text NOT NULL,
    valid_from date NOT NULL,
    place integer NOT NULL,
    amount integer NOT NULL,
    unit text NOT NULL,
    is_minimum boolean NOT NULL,
    source text NOT NULL,
    CONSTRAINT retention_defaults_amount CHECK (((amount >= 1) AND (amount <= 36500))),
    CONSTRAINT retention_defaults_unit_known CHECK ((unit = ANY (ARRAY['days'::text, 'years'::text])))
);

CREATE TABLE public.retention_results (
    operator_id bigint NOT NULL,
    run_id bigint NOT NULL,
    kind text NOT NULL,
    before date NOT NULL,
    gone bigint NOT NULL,
    held bigint NOT NULL
);

CREATE TABLE public.retention_rules (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    valid_from date NOT NULL,
    amount integer NOT NULL,
    reason text NOT NULL,
    recorded_by bigint,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT retention_rules_amount CHECK (((amount >= 1) AND (amount <= 36500))),
    CONSTRAINT retention_rules_reason_form CHECK (((length(reason) >= 1) AND (length(reason) <= 400)))
);

ALTER TABLE public.retention_rules ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.retention_rules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.retention_runs (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    is_dry boolean NOT NULL,
    day date NOT NULL,
    started_by bigint,
    started_at timestamp with time zone NOT NULL
);

ALTER TABLE public.retention_runs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.retention_runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.schema_migrations (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.second_factors (
    operator_id bigint NOT NULL,
    user_id bigint NOT NULL,
    sealed_secret bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint DEFAULT 0 NOT NULL,
    CONSTRAINT second_factors_confirmed_secret CHECK (((confirmed_at IS NULL) OR (length(sealed_secret) > 0)))
);

CREATE TABLE public.session_decisions (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    decision text NOT NULL,
    reason text NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT session_decisions_known CHECK ((decision = ANY (ARRAY['accept'::text, 'exclude'::text])))
);

ALTER TABLE public.session_decisions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.session_decisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.session_endings (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    register_thousandths_wh bigint NOT NULL,
    reason text NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT session_endings_reason CHECK ((reason <> ''::text)),
    CONSTRAINT session_endings_register CHECK ((register_thousandths_wh >= 0))
);

ALTER TABLE public.session_endings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.session_endings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.session_frames (
    operator_id bigint NOT NULL,
    session_id bigint NOT NULL,
    part text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL
);

CREATE TABLE public.sessions (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    site_id bigint NOT NULL,
    host_id bigint NOT NULL,
    connector_id integer NOT NULL,
    natural_key text NOT NULL,
    transaction_id bigint NOT NULL,
    id_tag text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    meter_start_thousandths_wh bigint,
    meter_stop_thousandths_wh bigint,
    energy_thousandths_wh bigint,
    last_register_thousandths_wh bigint,
    last_sampled_at timestamp with time zone,
    reading_count integer DEFAULT 0 NOT NULL,
    stop_reason text DEFAULT ''::text NOT NULL,
    stop_id_tag text DEFAULT ''::text NOT NULL,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    is_held boolean DEFAULT false NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    start_received_at timestamp with time zone NOT NULL,
    stop_received_at timestamp with time zone,
    CONSTRAINT sessions_completed_has_stop CHECK (((state = 'open'::text) OR (stopped_at IS NOT NULL))),
    CONSTRAINT sessions_state_known CHECK ((state = ANY (ARRAY['open'::text, 'completed'::text])))
)
WITH (autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_insert_scale_factor='0.01');

ALTER TABLE public.sessions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sessions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sign_in_attempts (
    id bigint NOT NULL,
    account text NOT NULL,
    remote_address text NOT NULL,
    attempted_at timestamp with time zone NOT NULL,
    succeeded boolean NOT NULL
);

ALTER TABLE public.sign_in_attempts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sign_in_attempts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sites (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    host_id bigint NOT NULL,
    reference text NOT NULL,
    name text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    house_number text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    town text DEFAULT ''::text NOT NULL,
    country text DEFAULT 'NL'::text NOT NULL,
    time_zone text DEFAULT 'Europe/Amsterdam'::text NOT NULL,
    bidding_zone text DEFAULT 'NL'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT sites_country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT sites_name_form CHECK (((length(name) >= 1) AND (length(name) <= 140))),
    CONSTRAINT sites_reference_form CHECK (((length(reference) >= 1) AND (length(reference) <= 64)))
);

ALTER TABLE public.sites ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sites_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.supply_contract_versions (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    supply_contract_id bigint NOT NULL,
    valid_from date NOT NULL,
    mode text NOT NULL,
    price_micro_per_kwh bigint,
    zone text,
    factor numeric,
    addend_micro_per_kwh bigint,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by bigint,
    CONSTRAINT supply_contract_versions_complete CHECK ((((mode = 'fixed'::text) AND (price_micro_per_kwh IS NOT NULL) AND (zone IS NULL) AND (factor IS NULL)) OR ((mode = 'spot'::text) AND (zone IS NOT NULL) AND (price_micro_per_kwh IS NULL) AND (factor IS NULL)) OR ((mode = 'formula'::text) AND (zone IS NOT NULL) AND (factor IS NOT NULL) AND (addend_micro_per_kwh IS NOT NULL)))),
    CONSTRAINT supply_contract_versions_mode_known CHECK ((mode = ANY (ARRAY['fixed'::text, 'spot'::text, 'formula'::text])))
);

ALTER TABLE public.supply_contract_versions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.supply_contract_versions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.supply_contracts (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    host_id bigint NOT NULL,
    reference text NOT NULL,
    name text NOT NULL,
    supplier text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.supply_contracts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.supply_contracts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tokens (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    uid text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    parent_uid text,
    is_blocked boolean DEFAULT false NOT NULL,
    expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    origin text DEFAULT 'local'::text NOT NULL,
    CONSTRAINT tokens_origin_known CHECK ((origin = ANY (ARRAY['local'::text, 'roaming'::text]))),
    CONSTRAINT tokens_uid_form CHECK (((length(uid) >= 1) AND (length(uid) <= 64)))
);

ALTER TABLE public.tokens ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.unknown_charge_points (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    identity text NOT NULL,
    upstream_id bigint NOT NULL,
    remote_address text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    refused_at timestamp with time zone,
    CONSTRAINT unknown_charge_points_identity_form CHECK (((length(identity) >= 1) AND (length(identity) <= 255)))
);

CREATE TABLE public.upstream_acceptances (
    operator_id bigint NOT NULL,
    upstream_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    accepted_at timestamp with time zone NOT NULL,
    credentials_sha256 bytea NOT NULL,
    boot_interval bigint,
    boot jsonb,
    subprotocol text DEFAULT 'ocpp1.6'::text NOT NULL,
    CONSTRAINT upstream_acceptances_subprotocol_form CHECK (((length(subprotocol) >= 1) AND (length(subprotocol) <= 20)))
);

CREATE TABLE public.upstream_verdicts (
    operator_id bigint NOT NULL,
    upstream_id bigint NOT NULL,
    id_tag text NOT NULL,
    status text NOT NULL,
    expires_at timestamp with time zone,
    parent_id_tag text,
    learned_at timestamp with time zone NOT NULL
);

CREATE TABLE public.upstreams (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    platform text DEFAULT ''::text NOT NULL,
    forwards_query boolean DEFAULT true NOT NULL,
    trusted_authorities text DEFAULT ''::text NOT NULL,
    retired_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT upstreams_name_form CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT upstreams_url_form CHECK (((url ~ '^wss?://[^/?#@\s]+'::text) AND (length(url) <= 500)))
);

ALTER TABLE public.upstreams ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.upstreams_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.users (
    id bigint NOT NULL,
    operator_id bigint NOT NULL,
    host_id bigint,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    password_hash text DEFAULT ''::text NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    notice_mails boolean DEFAULT true NOT NULL,
    customer_id bigint,
    of_platform boolean GENERATED ALWAYS AS (
CASE
    WHEN (role = ANY (ARRAY['platform_admin'::text, 'platform_finance'::text, 'verifier'::text])) THEN true
    ELSE NULL::boolean
END) STORED,
    CONSTRAINT users_customer_role CHECK (((role = 'customer'::text) = (customer_id IS NOT NULL))),
    CONSTRAINT users_email_form CHECK (((email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'::text) AND (length(email) <= 254))),
    CONSTRAINT users_host_role CHECK (((role = 'host'::text) = (host_id IS NOT NULL))),
    CONSTRAINT users_language_known CHECK ((language = ANY (ARRAY['en'::text, 'nl'::text]))),
    CONSTRAINT users_name_form CHECK (((length(name) >= 1) AND (length(name) <= 140))),
    CONSTRAINT users_role_known CHECK ((role = ANY (ARRAY['operator_admin'::text, 'operator_finance'::text, 'host'::text, 'customer'::text, 'partner_admin'::text, 'partner_support'::text, 'platform_admin'::text, 'platform_finance'::text, 'verifier'::text])))
);

ALTER TABLE public.users ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.vat_rates (
    country text NOT NULL,
    valid_from date NOT NULL,
    rate_hundredths_percent integer NOT NULL,
    source text NOT NULL,
    id bigint NOT NULL,
    is_start_known boolean DEFAULT true NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT vat_rates_country_form CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT vat_rates_range CHECK (((rate_hundredths_percent >= 0) AND (rate_hundredths_percent <= 10000))),
    CONSTRAINT vat_rates_source_form CHECK (((length(source) >= 1) AND (length(source) <= 200)))
);

ALTER TABLE public.vat_rates ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vat_rates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.web_sessions (
    token_hash bytea NOT NULL,
    user_id bigint NOT NULL,
    operator_id bigint NOT NULL,
    csrf_secret bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    remote_address text DEFAULT ''::text NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL
);

CREATE TABLE public.webhook_attempts (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    delivery_id bigint NOT NULL,
    attempted_at timestamp with time zone NOT NULL,
    status integer NOT NULL,
    error text NOT NULL,
    milliseconds integer NOT NULL,
    CONSTRAINT webhook_attempts_error_form CHECK ((length(error) <= 200))
);

ALTER TABLE public.webhook_attempts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhook_attempts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.webhook_deliveries (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    endpoint_id bigint NOT NULL,
    event_id bigint NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT webhook_deliveries_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dead'::text])))
);

ALTER TABLE public.webhook_deliveries ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhook_deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.webhook_endpoints ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhook_endpoints_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.webhook_events (
    operator_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_events_kind_form CHECK ((kind ~ '^[a-z_]{1,40}\.[a-z_]{1,40}$'::text))
);

ALTER TABLE public.webhook_events ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhook_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.meter_readings ATTACH PARTITION public.meter_readings_rest DEFAULT;

ALTER TABLE ONLY public.ocpp_frames ATTACH PARTITION public.ocpp_frames_rest DEFAULT;

ALTER TABLE ONLY public.agreement_templates
    ADD CONSTRAINT agreement_templates_key PRIMARY KEY (id);

ALTER TABLE ONLY public.agreement_templates
    ADD CONSTRAINT agreement_templates_version_unique UNIQUE (kind, language, version);

ALTER TABLE ONLY public.api_answers
    ADD CONSTRAINT api_answers_once PRIMARY KEY (operator_id, api_key_id, idempotency_key);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.blocked_credits
    ADD CONSTRAINT blocked_credits_key PRIMARY KEY (operator_id, period, reimbursement_contract_id);

ALTER TABLE ONLY public.brand_logos
    ADD CONSTRAINT brand_logos_key PRIMARY KEY (operator_id, sha256);

ALTER TABLE ONLY public.brands
    ADD CONSTRAINT brands_key PRIMARY KEY (operator_id);

ALTER TABLE ONLY public.certificate_authorities
    ADD CONSTRAINT certificate_authorities_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.certificate_requests
    ADD CONSTRAINT certificate_requests_frame_unique UNIQUE (operator_id, charge_point_id, node_id, sequence);

ALTER TABLE ONLY public.certificate_requests
    ADD CONSTRAINT certificate_requests_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.charge_point_meter_facts
    ADD CONSTRAINT charge_point_meter_facts_key PRIMARY KEY (operator_id, charge_point_id, name, node_id, sequence);

ALTER TABLE ONLY public.charge_point_observers
    ADD CONSTRAINT charge_point_observers_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.charge_point_relays
    ADD CONSTRAINT charge_point_relays_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.charge_point_reports
    ADD CONSTRAINT charge_point_reports_key PRIMARY KEY (operator_id, charge_point_id, node_id, sequence);

ALTER TABLE ONLY public.charge_point_settings
    ADD CONSTRAINT charge_point_settings_key PRIMARY KEY (operator_id, charge_point_id, name);

ALTER TABLE ONLY public.charge_point_status
    ADD CONSTRAINT charge_point_status_key PRIMARY KEY (operator_id, charge_point_id);

ALTER TABLE ONLY public.charge_points
    ADD CONSTRAINT charge_points_identity_unique UNIQUE (identity);

ALTER TABLE ONLY public.charge_points
    ADD CONSTRAINT charge_points_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.charger_brands
    ADD CONSTRAINT charger_brands_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY public.commands
    ADD CONSTRAINT commands_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.connector_status
    ADD CONSTRAINT connector_status_key PRIMARY KEY (operator_id, charge_point_id, connector_id);

ALTER TABLE ONLY public.credit_approvals
    ADD CONSTRAINT credit_approvals_key PRIMARY KEY (operator_id, credit_id);

ALTER TABLE ONLY public.credit_document_lines
    ADD CONSTRAINT credit_document_lines_key PRIMARY KEY (operator_id, credit_id, ordinal);

ALTER TABLE ONLY public.credit_files
    ADD CONSTRAINT credit_files_key PRIMARY KEY (operator_id, credit_id, kind);

ALTER TABLE ONLY public.credit_lines
    ADD CONSTRAINT credit_lines_key PRIMARY KEY (operator_id, credit_id, ordinal);

ALTER TABLE ONLY public.credit_lines
    ADD CONSTRAINT credit_lines_once UNIQUE (operator_id, line_id, is_reversal);

ALTER TABLE ONLY public.credit_vat_totals
    ADD CONSTRAINT credit_vat_totals_key PRIMARY KEY (operator_id, credit_id, vat_category, vat_rate_hundredths_percent);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_number_unique UNIQUE (operator_id, number);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_once UNIQUE (operator_id, reimbursement_contract_id, period);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_series_unique UNIQUE (operator_id, series, number_in_series);

ALTER TABLE ONLY public.customer_charge_points
    ADD CONSTRAINT customer_charge_points_key PRIMARY KEY (operator_id, charge_point_id);

ALTER TABLE ONLY public.customer_remains
    ADD CONSTRAINT customer_remains_key PRIMARY KEY (operator_id, customer_id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.default_upstreams
    ADD CONSTRAINT default_upstreams_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.default_upstreams
    ADD CONSTRAINT default_upstreams_no_overlap EXCLUDE USING gist (public.identity_range(beginning, (beginning || chr(127))) WITH &&) WHERE ((ended_at IS NULL));

ALTER TABLE ONLY public.embed_frames
    ADD CONSTRAINT embed_frames_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.embed_origins
    ADD CONSTRAINT embed_origins_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.embed_origins
    ADD CONSTRAINT embed_origins_once UNIQUE (operator_id, origin);

ALTER TABLE ONLY public.erasure_outcomes
    ADD CONSTRAINT erasure_outcomes_key PRIMARY KEY (operator_id, request_id);

ALTER TABLE ONLY public.erasure_removals
    ADD CONSTRAINT erasure_removals_key PRIMARY KEY (operator_id, request_id, kind);

ALTER TABLE ONLY public.erasure_requests
    ADD CONSTRAINT erasure_requests_customer_key UNIQUE (operator_id, customer_id, id);

ALTER TABLE ONLY public.erasure_requests
    ADD CONSTRAINT erasure_requests_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_booking_facts
    ADD CONSTRAINT ere_booking_facts_key PRIMARY KEY (operator_id, booking_id, ordinal);

ALTER TABLE ONLY public.ere_bookings
    ADD CONSTRAINT ere_bookings_connection_once UNIQUE (operator_id, quarter, ean, basis, revision);

ALTER TABLE ONLY public.ere_bookings
    ADD CONSTRAINT ere_bookings_corrected_once UNIQUE (operator_id, corrects);

ALTER TABLE ONLY public.ere_bookings
    ADD CONSTRAINT ere_bookings_customer_key UNIQUE (operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_bookings
    ADD CONSTRAINT ere_bookings_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_brokers
    ADD CONSTRAINT ere_brokers_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_chargers
    ADD CONSTRAINT ere_chargers_customer_key UNIQUE (operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_chargers
    ADD CONSTRAINT ere_chargers_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_claims
    ADD CONSTRAINT ere_claims_one_provider PRIMARY KEY (ean, delivery_year);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_customer_key UNIQUE (operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_reading_once UNIQUE (operator_id, reading_id);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_session_once UNIQUE (operator_id, external_id);

ALTER TABLE ONLY public.ere_counted_sessions
    ADD CONSTRAINT ere_counted_sessions_customer_key UNIQUE (operator_id, customer_id, session_id);

ALTER TABLE ONLY public.ere_counted_sessions
    ADD CONSTRAINT ere_counted_sessions_once PRIMARY KEY (operator_id, session_id);

ALTER TABLE ONLY public.ere_credit_files
    ADD CONSTRAINT ere_credit_files_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_credit_files
    ADD CONSTRAINT ere_credit_files_once UNIQUE (operator_id, sha256, figures);

ALTER TABLE ONLY public.ere_credit_imports
    ADD CONSTRAINT ere_credit_imports_key PRIMARY KEY (operator_id, file_id);

ALTER TABLE ONLY public.ere_credit_tolerances
    ADD CONSTRAINT ere_credit_tolerances_key PRIMARY KEY (id);

ALTER TABLE ONLY public.ere_credits
    ADD CONSTRAINT ere_credits_booking_key UNIQUE (operator_id, booking_id, id);

ALTER TABLE ONLY public.ere_credits
    ADD CONSTRAINT ere_credits_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_credits
    ADD CONSTRAINT ere_credits_line_once UNIQUE (operator_id, file_id, line);

ALTER TABLE ONLY public.ere_customer_fees
    ADD CONSTRAINT ere_customer_fees_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_enrolments
    ADD CONSTRAINT ere_enrolments_customer_key UNIQUE (operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_enrolments
    ADD CONSTRAINT ere_enrolments_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_evidence
    ADD CONSTRAINT ere_evidence_customer_key UNIQUE (operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_evidence
    ADD CONSTRAINT ere_evidence_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_evidence_reviews
    ADD CONSTRAINT ere_evidence_reviews_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_factors
    ADD CONSTRAINT ere_factors_key PRIMARY KEY (id);

ALTER TABLE ONLY public.ere_filing_documents
    ADD CONSTRAINT ere_filing_documents_key PRIMARY KEY (operator_id, filing_id, name);

ALTER TABLE ONLY public.ere_filing_lines
    ADD CONSTRAINT ere_filing_lines_booking_once UNIQUE (operator_id, booking_id);

ALTER TABLE ONLY public.ere_filing_lines
    ADD CONSTRAINT ere_filing_lines_key PRIMARY KEY (operator_id, filing_id, "position");

ALTER TABLE ONLY public.ere_filing_refusals
    ADD CONSTRAINT ere_filing_refusals_key PRIMARY KEY (operator_id, filing_id, booking_id);

ALTER TABLE ONLY public.ere_filings
    ADD CONSTRAINT ere_filings_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_filings
    ADD CONSTRAINT ere_filings_number_once UNIQUE (operator_id, quarter, number);

ALTER TABLE ONLY public.ere_imports
    ADD CONSTRAINT ere_imports_key PRIMARY KEY (operator_id, enrolment_id);

ALTER TABLE ONLY public.ere_mandates
    ADD CONSTRAINT ere_mandates_enrolment_unique UNIQUE (operator_id, enrolment_id);

ALTER TABLE ONLY public.ere_mandates
    ADD CONSTRAINT ere_mandates_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_measurements
    ADD CONSTRAINT ere_measurements_booking_key UNIQUE (operator_id, booking_id, id);

ALTER TABLE ONLY public.ere_measurements
    ADD CONSTRAINT ere_measurements_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_paying_accounts
    ADD CONSTRAINT ere_paying_accounts_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_payout_adjustments
    ADD CONSTRAINT ere_payout_adjustments_key PRIMARY KEY (operator_id, customer_id, run_id, kind, delivery_year);

ALTER TABLE ONLY public.ere_payout_left_out
    ADD CONSTRAINT ere_payout_left_out_key PRIMARY KEY (operator_id, run_id, customer_id);

ALTER TABLE ONLY public.ere_payout_lines
    ADD CONSTRAINT ere_payout_lines_once PRIMARY KEY (operator_id, trade_id, "position");

ALTER TABLE ONLY public.ere_payout_mails
    ADD CONSTRAINT ere_payout_mails_key PRIMARY KEY (operator_id, credit_id);

ALTER TABLE ONLY public.ere_payout_progress
    ADD CONSTRAINT ere_payout_progress_key PRIMARY KEY (operator_id, run_id);

ALTER TABLE ONLY public.ere_payout_quarters
    ADD CONSTRAINT ere_payout_quarters_key PRIMARY KEY (operator_id, run_id, customer_id, quarter);

ALTER TABLE ONLY public.ere_payout_rules
    ADD CONSTRAINT ere_payout_rules_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_payout_runs
    ADD CONSTRAINT ere_payout_runs_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_payouts
    ADD CONSTRAINT ere_payouts_key PRIMARY KEY (operator_id, run_id, customer_id);

ALTER TABLE ONLY public.ere_recounted_pushes
    ADD CONSTRAINT ere_recounted_pushes_key PRIMARY KEY (operator_id, push_id, measurement_id);

ALTER TABLE ONLY public.ere_recounted_sessions
    ADD CONSTRAINT ere_recounted_sessions_key PRIMARY KEY (operator_id, session_id, measurement_id);

ALTER TABLE ONLY public.ere_referrals
    ADD CONSTRAINT ere_referrals_once PRIMARY KEY (operator_id, customer_id);

ALTER TABLE ONLY public.ere_roundings
    ADD CONSTRAINT ere_roundings_key PRIMARY KEY (id);

ALTER TABLE ONLY public.ere_sample_answers
    ADD CONSTRAINT ere_sample_answers_key PRIMARY KEY (operator_id, sample_id, id);

ALTER TABLE ONLY public.ere_sample_lines
    ADD CONSTRAINT ere_sample_lines_key PRIMARY KEY (operator_id, sample_id, "position");

ALTER TABLE ONLY public.ere_sample_lines
    ADD CONSTRAINT ere_sample_lines_once UNIQUE (operator_id, sample_id, booking_id);

ALTER TABLE ONLY public.ere_samples
    ADD CONSTRAINT ere_samples_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_self_billing
    ADD CONSTRAINT ere_self_billing_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_signing_codes
    ADD CONSTRAINT ere_signing_codes_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_trade_cancellations
    ADD CONSTRAINT ere_trade_cancellations_id_key UNIQUE (operator_id, id);

ALTER TABLE ONLY public.ere_trade_cancellations
    ADD CONSTRAINT ere_trade_cancellations_key PRIMARY KEY (operator_id, trade_id);

ALTER TABLE ONLY public.ere_trade_documents
    ADD CONSTRAINT ere_trade_documents_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_trade_documents
    ADD CONSTRAINT ere_trade_documents_once UNIQUE (operator_id, trade_id, sha256);

ALTER TABLE ONLY public.ere_trade_lines
    ADD CONSTRAINT ere_trade_lines_key PRIMARY KEY (operator_id, trade_id, "position");

ALTER TABLE ONLY public.ere_trade_lines
    ADD CONSTRAINT ere_trade_lines_once UNIQUE (operator_id, booking_id, trade_id);

ALTER TABLE ONLY public.ere_trades
    ADD CONSTRAINT ere_trades_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ere_trades
    ADD CONSTRAINT ere_trades_number_once UNIQUE (operator_id, number);

ALTER TABLE ONLY public.ere_trades
    ADD CONSTRAINT ere_trades_reference_once UNIQUE (operator_id, broker_id, reference);

ALTER TABLE ONLY public.ere_verification_decisions
    ADD CONSTRAINT ere_verification_decisions_id_key UNIQUE (operator_id, id);

ALTER TABLE ONLY public.ere_verification_decisions
    ADD CONSTRAINT ere_verification_decisions_once PRIMARY KEY (operator_id, verification_id);

ALTER TABLE ONLY public.ere_verification_lines
    ADD CONSTRAINT ere_verification_lines_key PRIMARY KEY (operator_id, verification_id, booking_id);

ALTER TABLE ONLY public.ere_verification_shares
    ADD CONSTRAINT ere_verification_shares_key PRIMARY KEY (operator_id, verification_id, trade_id, "position");

ALTER TABLE ONLY public.ere_verifications
    ADD CONSTRAINT ere_verifications_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.frame_faults
    ADD CONSTRAINT frame_faults_key PRIMARY KEY (operator_id, charge_point_id, node_id, sequence, code);

ALTER TABLE ONLY public.hand_payments
    ADD CONSTRAINT hand_payments_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.hand_payments
    ADD CONSTRAINT hand_payments_once UNIQUE (operator_id, end_to_end_id);

ALTER TABLE ONLY public.hosts
    ADD CONSTRAINT hosts_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.hosts
    ADD CONSTRAINT hosts_reference_unique UNIQUE (operator_id, reference);

ALTER TABLE ONLY public.journal_heads
    ADD CONSTRAINT journal_heads_key PRIMARY KEY (operator_id, session_id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_code_unique UNIQUE (operator_id, code, currency);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.ledger_heads
    ADD CONSTRAINT ledger_heads_pkey PRIMARY KEY (operator_id);

ALTER TABLE ONLY public.ledger_postings
    ADD CONSTRAINT ledger_postings_key PRIMARY KEY (operator_id, sequence, ordinal);

ALTER TABLE ONLY public.ledger_transactions
    ADD CONSTRAINT ledger_transactions_idempotency_unique UNIQUE (operator_id, idempotency_key);

ALTER TABLE ONLY public.ledger_transactions
    ADD CONSTRAINT ledger_transactions_key PRIMARY KEY (operator_id, sequence);

ALTER TABLE ONLY public.ledger_transactions
    ADD CONSTRAINT ledger_transactions_reversed_once UNIQUE (operator_id, reverses);

ALTER TABLE ONLY public.legal_holds
    ADD CONSTRAINT legal_holds_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.local_lists
    ADD CONSTRAINT local_lists_key PRIMARY KEY (operator_id, charge_point_id);

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.meter_public_keys
    ADD CONSTRAINT meter_public_keys_key PRIMARY KEY (operator_id, charge_point_id);

ALTER TABLE ONLY public.meter_readings
    ADD CONSTRAINT meter_readings_key PRIMARY KEY (operator_id, session_id, node_id, sequence, ordinal, received_at);

ALTER TABLE ONLY public.meter_readings_rest
    ADD CONSTRAINT meter_readings_rest_pkey PRIMARY KEY (operator_id, session_id, node_id, sequence, ordinal, received_at);

ALTER TABLE ONLY public.month_ends
    ADD CONSTRAINT month_ends_key PRIMARY KEY (operator_id, period);

ALTER TABLE ONLY public.number_series
    ADD CONSTRAINT number_series_key PRIMARY KEY (operator_id, series);

ALTER TABLE ONLY public.observer_feeds
    ADD CONSTRAINT observer_feeds_key PRIMARY KEY (operator_id, observer_id);

ALTER TABLE ONLY public.observer_lookbacks
    ADD CONSTRAINT observer_lookbacks_key PRIMARY KEY (operator_id, observer_id, id);

ALTER TABLE ONLY public.observer_nodes
    ADD CONSTRAINT observer_nodes_key PRIMARY KEY (node_id);

ALTER TABLE ONLY public.observer_transactions
    ADD CONSTRAINT observer_transactions_key PRIMARY KEY (operator_id, observer_id, node_id, sequence);

ALTER TABLE ONLY public.ocpp_frames
    ADD CONSTRAINT ocpp_frames_key PRIMARY KEY (operator_id, charge_point_id, received_at, node_id, sequence);

ALTER TABLE ONLY public.ocpp_frames_rest
    ADD CONSTRAINT ocpp_frames_rest_pkey PRIMARY KEY (operator_id, charge_point_id, received_at, node_id, sequence);

ALTER TABLE ONLY public.ocpp_nodes
    ADD CONSTRAINT ocpp_nodes_name_unique UNIQUE (name);

ALTER TABLE ONLY public.ocpp_nodes
    ADD CONSTRAINT ocpp_nodes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.operator_vat_rates
    ADD CONSTRAINT operator_vat_rates_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.operators
    ADD CONSTRAINT operators_number_prefix_unique UNIQUE (number_prefix);

ALTER TABLE ONLY public.operators
    ADD CONSTRAINT operators_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.operators
    ADD CONSTRAINT operators_platform_key UNIQUE (id, is_platform);

ALTER TABLE ONLY public.operators
    ADD CONSTRAINT operators_reference_unique UNIQUE (reference);

ALTER TABLE ONLY public.partner_acceptances
    ADD CONSTRAINT partner_acceptances_key PRIMARY KEY (operator_id, document_id);

ALTER TABLE ONLY public.partner_documents
    ADD CONSTRAINT partner_documents_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.partner_terms
    ADD CONSTRAINT partner_terms_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.partners
    ADD CONSTRAINT partners_key PRIMARY KEY (operator_id);

ALTER TABLE ONLY public.password_resets
    ADD CONSTRAINT password_resets_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.payment_file_credits
    ADD CONSTRAINT payment_file_credits_key PRIMARY KEY (operator_id, credit_id, end_to_end_id);

ALTER TABLE ONLY public.payment_files
    ADD CONSTRAINT payment_files_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.payment_files
    ADD CONSTRAINT payment_files_message_unique UNIQUE (operator_id, message_id);

ALTER TABLE ONLY public.payment_returns
    ADD CONSTRAINT payment_returns_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.payment_returns
    ADD CONSTRAINT payment_returns_once UNIQUE (operator_id, end_to_end_id);

ALTER TABLE ONLY public.pending_sign_ins
    ADD CONSTRAINT pending_sign_ins_key PRIMARY KEY (operator_id, token_hash);

ALTER TABLE ONLY public.platform_edits
    ADD CONSTRAINT platform_edits_key PRIMARY KEY (operator_id, slug);

ALTER TABLE ONLY public.platforms
    ADD CONSTRAINT platforms_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY public.price_documents
    ADD CONSTRAINT price_documents_content_unique UNIQUE (zone, sha256);

ALTER TABLE ONLY public.price_documents
    ADD CONSTRAINT price_documents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.priced_lines
    ADD CONSTRAINT priced_lines_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.priced_lines
    ADD CONSTRAINT priced_lines_version_unique UNIQUE (operator_id, session_id, version);

ALTER TABLE ONLY public.prices
    ADD CONSTRAINT prices_key PRIMARY KEY (zone, starts_at, minutes, currency, version);

ALTER TABLE ONLY public.projection_cursors
    ADD CONSTRAINT projection_cursors_pkey PRIMARY KEY (node_id);

ALTER TABLE ONLY public.projection_states
    ADD CONSTRAINT projection_states_key PRIMARY KEY (operator_id, charge_point_id);

ALTER TABLE ONLY public.push_batches
    ADD CONSTRAINT push_batches_file_once UNIQUE (operator_id, file_id);

ALTER TABLE ONLY public.push_batches
    ADD CONSTRAINT push_batches_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.push_batches
    ADD CONSTRAINT push_batches_once UNIQUE (operator_id, api_key_id, idempotency_key);

ALTER TABLE ONLY public.push_files
    ADD CONSTRAINT push_files_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.push_files
    ADD CONSTRAINT push_files_once UNIQUE (operator_id, sha256);

ALTER TABLE ONLY public.pushed_readings
    ADD CONSTRAINT pushed_readings_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.pushed_readings
    ADD CONSTRAINT pushed_readings_version_once UNIQUE (operator_id, charger_id, read_at, version);

ALTER TABLE ONLY public.pushed_sessions
    ADD CONSTRAINT pushed_sessions_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.pushed_sessions
    ADD CONSTRAINT pushed_sessions_version_once UNIQUE (operator_id, external_id, version);

ALTER TABLE ONLY public.rating_work
    ADD CONSTRAINT rating_work_key PRIMARY KEY (operator_id, session_id);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_key PRIMARY KEY (operator_id, user_id, id);

ALTER TABLE ONLY public.refused_handshakes
    ADD CONSTRAINT refused_handshakes_key PRIMARY KEY (identity, remote_address, reason);

ALTER TABLE ONLY public.reimbursement_contract_versions
    ADD CONSTRAINT reimbursement_contract_versions_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.reimbursement_contracts
    ADD CONSTRAINT reimbursement_contracts_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.reimbursement_contracts
    ADD CONSTRAINT reimbursement_contracts_reference_unique UNIQUE (operator_id, reference);

ALTER TABLE ONLY public.relay_events
    ADD CONSTRAINT relay_events_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.relay_events
    ADD CONSTRAINT relay_events_once UNIQUE (operator_id, charge_point_id, at, code);

ALTER TABLE ONLY public.relay_notice_mails
    ADD CONSTRAINT relay_notice_mails_key PRIMARY KEY (operator_id, event_id);

ALTER TABLE ONLY public.relay_outbox_decisions
    ADD CONSTRAINT relay_outbox_decisions_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.relay_outbox
    ADD CONSTRAINT relay_outbox_key PRIMARY KEY (operator_id, charge_point_id, node_id, sequence);

ALTER TABLE ONLY public.reminder_rules
    ADD CONSTRAINT reminder_rules_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_key PRIMARY KEY (operator_id, user_id, key);

ALTER TABLE ONLY public.retention_defaults
    ADD CONSTRAINT retention_defaults_key PRIMARY KEY (kind, valid_from);

ALTER TABLE ONLY public.retention_results
    ADD CONSTRAINT retention_results_key PRIMARY KEY (operator_id, run_id, kind);

ALTER TABLE ONLY public.retention_rules
    ADD CONSTRAINT retention_rules_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.retention_runs
    ADD CONSTRAINT retention_runs_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_key PRIMARY KEY (operator_id, user_id);

ALTER TABLE ONLY public.session_decisions
    ADD CONSTRAINT session_decisions_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.session_endings
    ADD CONSTRAINT session_endings_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.session_frames
    ADD CONSTRAINT session_frames_key PRIMARY KEY (operator_id, session_id, node_id, sequence);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_natural_key_unique UNIQUE (operator_id, charge_point_id, natural_key);

ALTER TABLE ONLY public.sign_in_attempts
    ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sites
    ADD CONSTRAINT sites_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.sites
    ADD CONSTRAINT sites_reference_unique UNIQUE (operator_id, reference);

ALTER TABLE ONLY public.supply_contract_versions
    ADD CONSTRAINT supply_contract_versions_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.supply_contracts
    ADD CONSTRAINT supply_contracts_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.supply_contracts
    ADD CONSTRAINT supply_contracts_reference_unique UNIQUE (operator_id, reference);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.unknown_charge_points
    ADD CONSTRAINT unknown_charge_points_identity_unique UNIQUE (identity);

ALTER TABLE ONLY public.unknown_charge_points
    ADD CONSTRAINT unknown_charge_points_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.upstream_acceptances
    ADD CONSTRAINT upstream_acceptances_key PRIMARY KEY (operator_id, upstream_id, charge_point_id);

ALTER TABLE ONLY public.upstream_verdicts
    ADD CONSTRAINT upstream_verdicts_key PRIMARY KEY (operator_id, upstream_id, id_tag);

ALTER TABLE ONLY public.upstreams
    ADD CONSTRAINT upstreams_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.upstreams
    ADD CONSTRAINT upstreams_name_unique UNIQUE (operator_id, name);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.vat_rates
    ADD CONSTRAINT vat_rates_key PRIMARY KEY (id);

ALTER TABLE ONLY public.web_sessions
    ADD CONSTRAINT web_sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_once UNIQUE (operator_id, event_id, endpoint_id);

ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_key PRIMARY KEY (operator_id, id);

ALTER TABLE ONLY public.webhook_events
    ADD CONSTRAINT webhook_events_key PRIMARY KEY (operator_id, id);

CREATE INDEX api_answers_by_time ON public.api_answers USING btree (answered_at);

CREATE UNIQUE INDEX api_keys_by_id ON public.api_keys USING btree (id);

CREATE INDEX audit_log_by_subject ON public.audit_log USING btree (operator_id, subject, id);

CREATE INDEX blocked_credits_open ON public.blocked_credits USING btree (operator_id) WHERE (resolved_at IS NULL);

CREATE INDEX brand_logos_by_checksum ON public.brand_logos USING btree (sha256);

CREATE UNIQUE INDEX brands_host_name_unique ON public.brands USING btree (host_name) WHERE (host_name <> ''::text);

CREATE UNIQUE INDEX brands_slug_unique ON public.brands USING btree (slug);

CREATE INDEX certificate_requests_by_time ON public.certificate_requests USING btree (operator_id, received_at DESC);

CREATE INDEX charge_point_observers_by_upstream ON public.charge_point_observers USING btree (operator_id, upstream_id) WHERE (until_at IS NULL);

CREATE UNIQUE INDEX charge_point_observers_one ON public.charge_point_observers USING btree (operator_id, charge_point_id, upstream_id) WHERE (until_at IS NULL);

CREATE INDEX charge_point_relays_by_upstream ON public.charge_point_relays USING btree (operator_id, upstream_id) WHERE (until_at IS NULL);

CREATE UNIQUE INDEX charge_point_relays_one ON public.charge_point_relays USING btree (operator_id, charge_point_id) WHERE (until_at IS NULL);

CREATE INDEX charge_point_reports_by_time ON public.charge_point_reports USING btree (operator_id, charge_point_id, received_at DESC);

CREATE INDEX charge_point_status_by_box_serial ON public.charge_point_status USING btree (operator_id, box_serial_key, charge_point_id);

CREATE INDEX charge_point_status_by_serial ON public.charge_point_status USING btree (operator_id, serial_key, charge_point_id);

CREATE INDEX charge_points_by_connector ON public.charge_points USING btree (operator_id, connected_by) WHERE (connected_by IS NOT NULL);

CREATE INDEX charge_points_by_site ON public.charge_points USING btree (operator_id, site_id);

CREATE INDEX commands_by_charge_point ON public.commands USING btree (operator_id, charge_point_id, id DESC);

CREATE INDEX commands_under_way ON public.commands USING btree (charge_point_id, id) WHERE (state = ANY (ARRAY['queued'::text, 'sent'::text]));

CREATE INDEX credits_by_customer ON public.credits USING btree (operator_id, customer_id) WHERE (customer_id IS NOT NULL);

CREATE INDEX credits_by_host ON public.credits USING btree (operator_id, host_id, period DESC);

CREATE INDEX credits_by_period ON public.credits USING btree (operator_id, period DESC, id);

CREATE INDEX credits_ere_totals ON public.credits USING btree (operator_id, ere_run_id) INCLUDE (id, total_minor) WHERE (ere_run_id IS NOT NULL);

CREATE INDEX credits_of_partners ON public.credits USING btree (operator_id, ere_run_id) WHERE ((customer_id IS NULL) AND (ere_run_id IS NOT NULL));

CREATE UNIQUE INDEX credits_payee_once ON public.credits USING btree (operator_id, ere_run_id, COALESCE(customer_id, (0)::bigint)) WHERE (ere_run_id IS NOT NULL);

CREATE INDEX customer_charge_points_by_customer ON public.customer_charge_points USING btree (operator_id, customer_id);

CREATE INDEX customers_by_email ON public.customers USING btree (operator_id, lower(email));

CREATE INDEX customers_by_name ON public.customers USING btree (operator_id, lower(name), id);

CREATE UNIQUE INDEX customers_reference_unique ON public.customers USING btree (operator_id, reference) WHERE (reference <> ''::text);

CREATE UNIQUE INDEX embed_frames_by_session ON public.embed_frames USING btree (session_sha256) WHERE (session_sha256 IS NOT NULL);

CREATE INDEX embed_frames_by_time ON public.embed_frames USING btree (created_at);

CREATE UNIQUE INDEX embed_frames_by_token ON public.embed_frames USING btree (token_sha256);

CREATE INDEX ere_bookings_by_enrolment ON public.ere_bookings USING btree (operator_id, enrolment_id, quarter, revision);

CREATE INDEX ere_bookings_by_state ON public.ere_bookings USING btree (operator_id, quarter, state, id) INCLUDE (energy_thousandths_wh, units, credited_units, ordinal);

CREATE UNIQUE INDEX ere_brokers_name_once ON public.ere_brokers USING btree (operator_id, lower(name));

CREATE INDEX ere_chargers_by_charge_point ON public.ere_chargers USING btree (operator_id, charge_point_id) WHERE (charge_point_id IS NOT NULL);

CREATE INDEX ere_chargers_by_serial ON public.ere_chargers USING btree (operator_id, serial_key, id);

CREATE INDEX ere_chargers_by_serial_of_all ON public.ere_chargers USING btree (serial_key) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX ere_chargers_serial_unique ON public.ere_chargers USING btree (operator_id, enrolment_id, upper(serial)) WHERE (removed_at IS NULL);

CREATE INDEX ere_claims_by_claim ON public.ere_claims USING btree (claim);

CREATE INDEX ere_counted_pushes_by_enrolment ON public.ere_counted_pushes USING btree (operator_id, enrolment_id, quarter);

CREATE INDEX ere_counted_sessions_by_enrolment ON public.ere_counted_sessions USING btree (operator_id, enrolment_id, quarter);

CREATE INDEX ere_customer_fees_by_day ON public.ere_customer_fees USING btree (operator_id, customer_id, valid_from DESC, id DESC);

CREATE INDEX ere_enrolments_by_customer ON public.ere_enrolments USING btree (operator_id, customer_id, id);

CREATE INDEX ere_enrolments_by_ean ON public.ere_enrolments USING btree (operator_id, ean, id DESC) WHERE (signed_at IS NOT NULL);

CREATE INDEX ere_enrolments_by_state ON public.ere_enrolments USING btree (operator_id, state, id);

CREATE UNIQUE INDEX ere_enrolments_one_renewal ON public.ere_enrolments USING btree (operator_id, renews) WHERE ((renews IS NOT NULL) AND (state = 'draft'::text));

CREATE INDEX ere_evidence_by_enrolment ON public.ere_evidence USING btree (operator_id, enrolment_id, id);

CREATE INDEX ere_evidence_reviews_by_evidence ON public.ere_evidence_reviews USING btree (operator_id, evidence_id, id);

CREATE INDEX ere_evidence_reviews_that_end ON public.ere_evidence_reviews USING btree (operator_id, evidence_id) WHERE (valid_until IS NOT NULL);

CREATE INDEX ere_factors_by_year ON public.ere_factors USING btree (scheme, delivery_year, basis);

CREATE INDEX ere_imports_by_customer ON public.ere_imports USING btree (operator_id, customer_id);

CREATE INDEX ere_mandates_years ON public.ere_mandates USING btree (operator_id, enrolment_id) INCLUDE (first_year, last_year);

CREATE INDEX ere_payout_adjustments_by_run ON public.ere_payout_adjustments USING btree (operator_id, run_id, customer_id);

CREATE INDEX ere_payout_lines_by_payout ON public.ere_payout_lines USING btree (operator_id, run_id, customer_id);

CREATE UNIQUE INDEX ere_payout_progress_one ON public.ere_payout_progress USING btree (operator_id) WHERE (finished_at IS NULL);

CREATE INDEX ere_payout_rules_by_day ON public.ere_payout_rules USING btree (operator_id, valid_from DESC, id DESC);

CREATE INDEX ere_payout_runs_by_quarter ON public.ere_payout_runs USING btree (operator_id, quarter DESC, id DESC);

CREATE INDEX ere_payouts_by_customer ON public.ere_payouts USING btree (operator_id, customer_id, run_id);

CREATE UNIQUE INDEX ere_payouts_document_once ON public.ere_payouts USING btree (operator_id, run_id, customer_id, credit_id);

CREATE INDEX ere_referrals_by_referrer ON public.ere_referrals USING btree (operator_id, referrer_id);

CREATE UNIQUE INDEX ere_referrals_one_way ON public.ere_referrals USING btree (operator_id, LEAST(customer_id, referrer_id), GREATEST(customer_id, referrer_id));

CREATE INDEX ere_samples_by_year ON public.ere_samples USING btree (operator_id, delivery_year, id);

CREATE INDEX ere_self_billing_by_day ON public.ere_self_billing USING btree (operator_id, customer_id, valid_from DESC, id DESC);

CREATE INDEX ere_signing_codes_by_enrolment ON public.ere_signing_codes USING btree (operator_id, enrolment_id, id);

CREATE INDEX ere_trade_lines_by_customer ON public.ere_trade_lines USING btree (operator_id, customer_id);

CREATE INDEX ere_verification_shares_by_customer ON public.ere_verification_shares USING btree (operator_id, customer_id);

CREATE INDEX ere_verification_shares_by_share ON public.ere_verification_shares USING btree (operator_id, trade_id, "position");

CREATE INDEX ere_verifications_by_year ON public.ere_verifications USING btree (operator_id, delivery_year DESC, id DESC);

CREATE INDEX frame_faults_by_time ON public.frame_faults USING btree (operator_id, received_at DESC);

CREATE INDEX journal_heads_by_host ON public.journal_heads USING btree (operator_id, host_id, stopped_at DESC);

CREATE INDEX journal_heads_changed ON public.journal_heads USING btree (operator_id, period) WHERE is_changed;

CREATE INDEX journal_heads_changed_listed ON public.journal_heads USING btree (operator_id, stopped_at DESC, session_id DESC) WHERE is_changed;

CREATE INDEX journal_heads_listed ON public.journal_heads USING btree (operator_id, stopped_at DESC, session_id DESC) INCLUDE (host_id, site_id, charge_point_id, period);

CREATE INDEX journal_heads_per_month ON public.journal_heads USING btree (operator_id, period, host_id) INCLUDE (site_id, energy_thousandths_wh, amount);

CREATE INDEX journal_heads_uncredited ON public.journal_heads USING btree (operator_id, reimbursement_contract_id, period) WHERE ((state = 'priced'::text) AND ((credited_line_id IS NULL) OR (credited_line_id <> line_id)));

CREATE INDEX journal_heads_uncredited_per_month ON public.journal_heads USING btree (operator_id, period) INCLUDE (host_id) WHERE ((state = 'priced'::text) AND (credited_line_id IS NULL) AND (reimbursement_contract_id IS NOT NULL));

CREATE INDEX journal_heads_unfinished ON public.journal_heads USING btree (operator_id, state) WHERE (state <> 'priced'::text);

CREATE INDEX ledger_postings_by_account ON public.ledger_postings USING btree (operator_id, account_id, sequence);

CREATE UNIQUE INDEX legal_holds_one_at_a_time ON public.legal_holds USING btree (operator_id, customer_id) WHERE (lifted_at IS NULL);

CREATE INDEX mails_in_order ON public.mails USING btree (next_attempt_at, id) WHERE (sent_at IS NULL);

CREATE INDEX observer_feeds_by_node ON public.observer_feeds USING btree (node_id);

CREATE INDEX observer_transactions_by_time ON public.observer_transactions USING btree (operator_id, observer_id, changed_at DESC);

CREATE UNIQUE INDEX ocpp_frames_by_node ON ONLY public.ocpp_frames USING btree (node_id, sequence, received_at);

CREATE UNIQUE INDEX ocpp_frames_rest_node_id_sequence_received_at_idx ON public.ocpp_frames_rest USING btree (node_id, sequence, received_at);

CREATE INDEX operator_vat_rates_by_country ON public.operator_vat_rates USING btree (operator_id, country, valid_from);

CREATE UNIQUE INDEX operators_one_platform ON public.operators USING btree (is_platform) WHERE is_platform;

CREATE INDEX partner_terms_by_day ON public.partner_terms USING btree (operator_id, valid_from DESC, id DESC);

CREATE INDEX password_resets_by_user ON public.password_resets USING btree (user_id, created_at);

CREATE INDEX payment_file_credits_by_file ON public.payment_file_credits USING btree (operator_id, payment_file_id);

CREATE INDEX payment_file_credits_by_payment ON public.payment_file_credits USING btree (operator_id, end_to_end_id);

CREATE UNIQUE INDEX payment_file_credits_once ON public.payment_file_credits USING btree (operator_id, credit_id) WHERE (return_id IS NULL);

CREATE INDEX payment_files_by_period ON public.payment_files USING btree (operator_id, period);

CREATE UNIQUE INDEX pending_sign_ins_token ON public.pending_sign_ins USING btree (token_hash);

CREATE INDEX prices_by_document ON public.prices USING btree (zone, document_id);

CREATE INDEX prices_by_series ON public.prices USING btree (zone, currency, starts_at);

CREATE INDEX pushed_readings_by_batch ON public.pushed_readings USING btree (operator_id, batch_id);

CREATE INDEX pushed_readings_by_charger ON public.pushed_readings USING btree (operator_id, charger_id, id);

CREATE INDEX pushed_sessions_by_batch ON public.pushed_sessions USING btree (operator_id, batch_id);

CREATE INDEX pushed_sessions_by_charger ON public.pushed_sessions USING btree (operator_id, charger_id, started_at);

CREATE INDEX rating_work_by_time ON public.rating_work USING btree (requested_at);

CREATE INDEX refused_handshakes_by_charge_point ON public.refused_handshakes USING btree (operator_id, charge_point_id, last_at DESC);

CREATE INDEX refused_handshakes_by_fold ON public.refused_handshakes USING btree (folded_identity, last_at DESC);

CREATE INDEX refused_handshakes_by_time ON public.refused_handshakes USING btree (last_at);

CREATE INDEX reimbursement_contract_versions_by_contract ON public.reimbursement_contract_versions USING btree (operator_id, reimbursement_contract_id, valid_from);

CREATE UNIQUE INDEX reimbursement_contracts_place_unique ON public.reimbursement_contracts USING btree (operator_id, host_id, COALESCE(site_id, (0)::bigint));

CREATE INDEX relay_events_by_charge_point ON public.relay_events USING btree (operator_id, charge_point_id, id DESC);

CREATE INDEX relay_events_listed ON public.relay_events USING btree (operator_id, at DESC, id DESC) WHERE (code <> ALL (ARRAY['refused'::text, 'unreachable'::text]));

CREATE INDEX relay_events_recent ON public.relay_events USING btree (at) WHERE (code <> ALL (ARRAY['refused'::text, 'unreachable'::text]));

CREATE INDEX relay_notice_mails_by_time ON public.relay_notice_mails USING btree (operator_id, mailed_at DESC);

CREATE INDEX relay_outbox_by_time ON public.relay_outbox USING btree (operator_id, charge_point_id, received_at DESC);

CREATE INDEX relay_outbox_decisions_by_message ON public.relay_outbox_decisions USING btree (operator_id, charge_point_id, node_id, sequence);

CREATE INDEX relay_outbox_open ON public.relay_outbox USING btree (operator_id, charge_point_id, received_at) WHERE (state = ANY (ARRAY['pending'::text, 'sent'::text, 'parked'::text]));

CREATE INDEX reminder_rules_by_kind ON public.reminder_rules USING btree (operator_id, kind, id);

CREATE INDEX session_decisions_by_session ON public.session_decisions USING btree (operator_id, session_id, id DESC);

CREATE INDEX session_endings_by_session ON public.session_endings USING btree (operator_id, session_id, id DESC);

CREATE INDEX sessions_by_charge_point ON public.sessions USING btree (operator_id, charge_point_id, started_at DESC);

CREATE INDEX sessions_by_host ON public.sessions USING btree (operator_id, host_id, started_at DESC);

CREATE INDEX sessions_by_id ON public.sessions USING btree (id DESC);

CREATE INDEX sessions_flagged ON public.sessions USING btree (operator_id, started_at DESC) WHERE (flags <> '{}'::text[]);

CREATE INDEX sessions_held ON public.sessions USING btree (operator_id, started_at DESC, id DESC) WHERE is_held;

CREATE INDEX sessions_listed ON public.sessions USING btree (operator_id, started_at DESC, id DESC) INCLUDE (host_id, site_id);

CREATE INDEX sessions_open ON public.sessions USING btree (operator_id, charge_point_id) WHERE (state = 'open'::text);

CREATE INDEX sessions_per_day ON public.sessions USING btree (operator_id, stopped_at) INCLUDE (host_id, state, is_held, energy_thousandths_wh);

CREATE INDEX sign_in_attempts_by_account ON public.sign_in_attempts USING btree (account, attempted_at);

CREATE INDEX sign_in_attempts_by_address ON public.sign_in_attempts USING btree (remote_address, attempted_at);

CREATE INDEX sites_by_host ON public.sites USING btree (operator_id, host_id);

CREATE INDEX supply_contract_versions_by_contract ON public.supply_contract_versions USING btree (operator_id, supply_contract_id, valid_from);

CREATE UNIQUE INDEX tokens_uid_unique ON public.tokens USING btree (operator_id, lower(uid));

CREATE INDEX users_by_customer ON public.users USING btree (operator_id, customer_id) WHERE (customer_id IS NOT NULL);

CREATE INDEX users_by_customer_email ON public.users USING btree (lower(email)) WHERE (role = 'customer'::text);

CREATE INDEX users_by_operator ON public.users USING btree (operator_id, id);

CREATE UNIQUE INDEX users_customer_email_unique ON public.users USING btree (operator_id, lower(email)) WHERE (role = 'customer'::text);

CREATE UNIQUE INDEX users_email_unique ON public.users USING btree (lower(email)) WHERE (role <> 'customer'::text);

CREATE INDEX vat_rates_by_country ON public.vat_rates USING btree (country, valid_from);

CREATE INDEX web_sessions_by_user ON public.web_sessions USING btree (user_id, created_at DESC);

CREATE INDEX webhook_attempts_by_delivery ON public.webhook_attempts USING btree (operator_id, delivery_id, id);

CREATE INDEX webhook_deliveries_by_endpoint ON public.webhook_deliveries USING btree (operator_id, endpoint_id, id);

CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (next_attempt_at) WHERE (state = 'waiting'::text);

CREATE INDEX webhook_events_by_time ON public.webhook_events USING btree (recorded_at);

ALTER INDEX public.meter_readings_key ATTACH PARTITION public.meter_readings_rest_pkey;

ALTER INDEX public.ocpp_frames_by_node ATTACH PARTITION public.ocpp_frames_rest_node_id_sequence_received_at_idx;

ALTER INDEX public.ocpp_frames_key ATTACH PARTITION public.ocpp_frames_rest_pkey;

CREATE TRIGGER api_keys_stay_revoked BEFORE UPDATE ON public.api_keys FOR EACH ROW EXECUTE FUNCTION public.api_keys_stay_revoked();

CREATE TRIGGER certificate_authorities_directory AFTER INSERT OR DELETE OR UPDATE ON public.certificate_authorities FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER charge_point_observers_directory AFTER INSERT OR DELETE OR UPDATE ON public.charge_point_observers FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER charge_point_relays_directory AFTER INSERT OR DELETE OR UPDATE ON public.charge_point_relays FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER charge_points_directory AFTER INSERT OR DELETE OR UPDATE ON public.charge_points FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER charge_points_identity_foreign BEFORE INSERT OR UPDATE OF identity ON public.charge_points FOR EACH ROW EXECUTE FUNCTION public.refuse_foreign_identity();

CREATE TRIGGER credit_approvals_told AFTER INSERT ON public.credit_approvals REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.credit_approvals_tell_webhooks();

CREATE TRIGGER credit_lines_document_line AFTER INSERT ON public.credit_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_credit_lines();

CREATE CONSTRAINT TRIGGER credits_ere_payouts AFTER INSERT ON public.credits DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.ere_run_id IS NOT NULL) AND (new.customer_id IS NULL))) EXECUTE FUNCTION public.check_ere_document();

CREATE TRIGGER default_upstreams_directory AFTER INSERT OR DELETE OR UPDATE ON public.default_upstreams FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER embed_frames_open_once BEFORE UPDATE ON public.embed_frames FOR EACH ROW EXECUTE FUNCTION public.embed_frames_open_once();

CREATE TRIGGER ere_bookings_follow_facts AFTER INSERT ON public.ere_booking_facts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.ere_bookings_follow_facts();

CREATE TRIGGER ere_bookings_told_of_facts AFTER INSERT ON public.ere_booking_facts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.ere_booking_facts_tell_webhooks();

CREATE TRIGGER ere_enrolments_begin_told AFTER INSERT ON public.ere_enrolments FOR EACH ROW EXECUTE FUNCTION public.ere_enrolments_tell_webhooks();

CREATE TRIGGER ere_enrolments_state_told AFTER UPDATE OF state ON public.ere_enrolments FOR EACH ROW WHEN ((old.state IS DISTINCT FROM new.state)) EXECUTE FUNCTION public.ere_enrolments_tell_webhooks();

CREATE TRIGGER ere_imports_go_with_names AFTER UPDATE OF holder_name ON public.ere_enrolments FOR EACH ROW WHEN (((old.holder_name <> ''::text) AND (new.holder_name = ''::text))) EXECUTE FUNCTION public.ere_imports_go_with_names();

CREATE TRIGGER ere_payout_adjustments_sums AFTER INSERT ON public.ere_payout_adjustments REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_ere_payout_parts();

CREATE TRIGGER ere_payout_lines_shares AFTER INSERT ON public.ere_payout_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_ere_payout_lines();

CREATE TRIGGER ere_payout_lines_sums AFTER INSERT ON public.ere_payout_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_ere_payout_parts();

CREATE TRIGGER ere_payout_quarters_sums AFTER INSERT ON public.ere_payout_quarters REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_ere_payout_parts();

CREATE TRIGGER ere_payouts_sums AFTER INSERT ON public.ere_payouts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_ere_payouts();

CREATE TRIGGER ere_payouts_told AFTER INSERT ON public.ere_payouts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.ere_payouts_tell_webhooks();

CREATE TRIGGER ere_trade_cancellations_unpaid BEFORE INSERT ON public.ere_trade_cancellations FOR EACH ROW EXECUTE FUNCTION public.check_ere_trade_cancellation();

CREATE TRIGGER ere_trade_lines_credited AFTER INSERT ON public.ere_trade_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_ere_trade_lines();

CREATE CONSTRAINT TRIGGER ere_trades_lines AFTER INSERT ON public.ere_trades DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_ere_trade();

CREATE TRIGGER ledger_postings_balance AFTER INSERT ON public.ledger_postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_ledger_balances();

CREATE TRIGGER operators_directory AFTER INSERT OR UPDATE OF accepts_unknown_tokens, heartbeat_seconds ON public.operators FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER payment_file_credits_return_told AFTER UPDATE OF return_id ON public.payment_file_credits FOR EACH ROW WHEN (((old.return_id IS NULL) AND (new.return_id IS NOT NULL))) EXECUTE FUNCTION public.payment_returns_tell_webhooks();

CREATE TRIGGER payment_file_credits_stay_returned BEFORE UPDATE ON public.payment_file_credits FOR EACH ROW EXECUTE FUNCTION public.payment_file_credits_stay_returned();

CREATE TRIGGER payment_file_credits_told AFTER INSERT ON public.payment_file_credits REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.payments_tell_webhooks();

CREATE TRIGGER retention_rules_checked BEFORE INSERT ON public.retention_rules FOR EACH ROW EXECUTE FUNCTION public.check_retention_rule();

CREATE TRIGGER sessions_completion_told AFTER INSERT ON public.sessions FOR EACH ROW WHEN ((new.state = 'completed'::text)) EXECUTE FUNCTION public.sessions_tell_webhooks();

CREATE TRIGGER sessions_end_told AFTER UPDATE OF state ON public.sessions FOR EACH ROW WHEN (((old.state IS DISTINCT FROM new.state) AND (new.state = 'completed'::text))) EXECUTE FUNCTION public.sessions_tell_webhooks();

CREATE TRIGGER tokens_directory AFTER INSERT OR DELETE OR UPDATE ON public.tokens FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER unknown_charge_points_directory AFTER INSERT OR DELETE OR UPDATE ON public.unknown_charge_points FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

CREATE TRIGGER upstreams_directory AFTER INSERT OR DELETE OR UPDATE ON public.upstreams FOR EACH STATEMENT EXECUTE FUNCTION public.notify_directory();

ALTER TABLE ONLY public.agreement_templates
    ADD CONSTRAINT agreement_templates_published_by FOREIGN KEY (published_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.api_answers
    ADD CONSTRAINT api_answers_api_key FOREIGN KEY (operator_id, api_key_id) REFERENCES public.api_keys(operator_id, id);

ALTER TABLE ONLY public.api_answers
    ADD CONSTRAINT api_answers_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.blocked_credits
    ADD CONSTRAINT blocked_credits_contract FOREIGN KEY (operator_id, reimbursement_contract_id) REFERENCES public.reimbursement_contracts(operator_id, id);

ALTER TABLE ONLY public.blocked_credits
    ADD CONSTRAINT blocked_credits_host FOREIGN KEY (operator_id, host_id) REFERENCES public.hosts(operator_id, id);

ALTER TABLE ONLY public.blocked_credits
    ADD CONSTRAINT blocked_credits_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.brand_logos
    ADD CONSTRAINT brand_logos_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.brand_logos
    ADD CONSTRAINT brand_logos_uploaded_by FOREIGN KEY (uploaded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.brands
    ADD CONSTRAINT brands_changed_by FOREIGN KEY (changed_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.brands
    ADD CONSTRAINT brands_logo FOREIGN KEY (operator_id, logo_sha256) REFERENCES public.brand_logos(operator_id, sha256);

ALTER TABLE ONLY public.brands
    ADD CONSTRAINT brands_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.certificate_requests
    ADD CONSTRAINT certificate_requests_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.charge_point_meter_facts
    ADD CONSTRAINT charge_point_meter_facts_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.charge_point_observers
    ADD CONSTRAINT charge_point_observers_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.charge_point_observers
    ADD CONSTRAINT charge_point_observers_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES public.upstreams(operator_id, id);

ALTER TABLE ONLY public.charge_point_relays
    ADD CONSTRAINT charge_point_relays_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.charge_point_relays
    ADD CONSTRAINT charge_point_relays_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES public.upstreams(operator_id, id);

ALTER TABLE ONLY public.charge_point_settings
    ADD CONSTRAINT charge_point_settings_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.charge_points
    ADD CONSTRAINT charge_points_connected_by FOREIGN KEY (connected_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.charge_points
    ADD CONSTRAINT charge_points_next_key_command FOREIGN KEY (operator_id, next_key_command) REFERENCES public.commands(operator_id, id);

ALTER TABLE ONLY public.charge_points
    ADD CONSTRAINT charge_points_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.charge_points
    ADD CONSTRAINT charge_points_site FOREIGN KEY (operator_id, site_id) REFERENCES public.sites(operator_id, id);

ALTER TABLE ONLY public.commands
    ADD CONSTRAINT commands_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.credit_approvals
    ADD CONSTRAINT credit_approvals_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.credit_approvals
    ADD CONSTRAINT credit_approvals_credit FOREIGN KEY (operator_id, credit_id) REFERENCES public.credits(operator_id, id);

ALTER TABLE ONLY public.credit_document_lines
    ADD CONSTRAINT credit_document_lines_credit FOREIGN KEY (operator_id, credit_id) REFERENCES public.credits(operator_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credit_files
    ADD CONSTRAINT credit_files_credit FOREIGN KEY (operator_id, credit_id) REFERENCES public.credits(operator_id, id);

ALTER TABLE ONLY public.credit_vat_totals
    ADD CONSTRAINT credit_vat_totals_credit FOREIGN KEY (operator_id, credit_id) REFERENCES public.credits(operator_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_contract FOREIGN KEY (operator_id, reimbursement_contract_id) REFERENCES public.reimbursement_contracts(operator_id, id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_ere_run FOREIGN KEY (operator_id, ere_run_id) REFERENCES public.ere_payout_runs(operator_id, id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_host FOREIGN KEY (operator_id, host_id) REFERENCES public.hosts(operator_id, id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_payout FOREIGN KEY (operator_id, ere_run_id, customer_id, id) REFERENCES public.ere_payouts(operator_id, run_id, customer_id, credit_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.customer_charge_points
    ADD CONSTRAINT customer_charge_points_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.customer_charge_points
    ADD CONSTRAINT customer_charge_points_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.customer_charge_points
    ADD CONSTRAINT customer_charge_points_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.customer_remains
    ADD CONSTRAINT customer_remains_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.customer_remains
    ADD CONSTRAINT customer_remains_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.default_upstreams
    ADD CONSTRAINT default_upstreams_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.default_upstreams
    ADD CONSTRAINT default_upstreams_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES public.upstreams(operator_id, id);

ALTER TABLE ONLY public.embed_frames
    ADD CONSTRAINT embed_frames_api_key FOREIGN KEY (operator_id, api_key_id) REFERENCES public.api_keys(operator_id, id);

ALTER TABLE ONLY public.embed_frames
    ADD CONSTRAINT embed_frames_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.embed_frames
    ADD CONSTRAINT embed_frames_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.embed_frames
    ADD CONSTRAINT embed_frames_user FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.embed_origins
    ADD CONSTRAINT embed_origins_added_by FOREIGN KEY (added_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.embed_origins
    ADD CONSTRAINT embed_origins_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.erasure_outcomes
    ADD CONSTRAINT erasure_outcomes_decided_by FOREIGN KEY (decided_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.erasure_outcomes
    ADD CONSTRAINT erasure_outcomes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.erasure_outcomes
    ADD CONSTRAINT erasure_outcomes_request FOREIGN KEY (operator_id, customer_id, request_id) REFERENCES public.erasure_requests(operator_id, customer_id, id);

ALTER TABLE ONLY public.erasure_removals
    ADD CONSTRAINT erasure_removals_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.erasure_removals
    ADD CONSTRAINT erasure_removals_request FOREIGN KEY (operator_id, customer_id, request_id) REFERENCES public.erasure_requests(operator_id, customer_id, id);

ALTER TABLE ONLY public.erasure_requests
    ADD CONSTRAINT erasure_requests_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.erasure_requests
    ADD CONSTRAINT erasure_requests_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.erasure_requests
    ADD CONSTRAINT erasure_requests_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_booking_facts
    ADD CONSTRAINT ere_booking_facts_booking FOREIGN KEY (operator_id, customer_id, booking_id) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_booking_facts
    ADD CONSTRAINT ere_booking_facts_corrected FOREIGN KEY (operator_id, booking_id, corrects) REFERENCES public.ere_booking_facts(operator_id, booking_id, ordinal);

ALTER TABLE ONLY public.ere_booking_facts
    ADD CONSTRAINT ere_booking_facts_credit FOREIGN KEY (operator_id, booking_id, credit_id) REFERENCES public.ere_credits(operator_id, booking_id, id);

ALTER TABLE ONLY public.ere_booking_facts
    ADD CONSTRAINT ere_booking_facts_measurement FOREIGN KEY (operator_id, booking_id, measurement_id) REFERENCES public.ere_measurements(operator_id, booking_id, id);

ALTER TABLE ONLY public.ere_booking_facts
    ADD CONSTRAINT ere_booking_facts_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_booking_facts
    ADD CONSTRAINT ere_booking_facts_verification FOREIGN KEY (operator_id, verification_id) REFERENCES public.ere_verification_decisions(operator_id, verification_id);

ALTER TABLE ONLY public.ere_bookings
    ADD CONSTRAINT ere_bookings_corrects FOREIGN KEY (operator_id, customer_id, corrects) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_bookings
    ADD CONSTRAINT ere_bookings_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_bookings
    ADD CONSTRAINT ere_bookings_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_brokers
    ADD CONSTRAINT ere_brokers_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_brokers
    ADD CONSTRAINT ere_brokers_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_chargers
    ADD CONSTRAINT ere_chargers_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.ere_chargers
    ADD CONSTRAINT ere_chargers_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_chargers
    ADD CONSTRAINT ere_chargers_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_measurement FOREIGN KEY (operator_id, measurement_id) REFERENCES public.ere_measurements(operator_id, id);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_reading FOREIGN KEY (operator_id, reading_id) REFERENCES public.pushed_readings(operator_id, id);

ALTER TABLE ONLY public.ere_counted_pushes
    ADD CONSTRAINT ere_counted_pushes_session FOREIGN KEY (operator_id, external_id, revision) REFERENCES public.pushed_sessions(operator_id, external_id, version);

ALTER TABLE ONLY public.ere_counted_sessions
    ADD CONSTRAINT ere_counted_sessions_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_counted_sessions
    ADD CONSTRAINT ere_counted_sessions_measurement FOREIGN KEY (operator_id, measurement_id) REFERENCES public.ere_measurements(operator_id, id);

ALTER TABLE ONLY public.ere_counted_sessions
    ADD CONSTRAINT ere_counted_sessions_session FOREIGN KEY (operator_id, session_id) REFERENCES public.sessions(operator_id, id);

ALTER TABLE ONLY public.ere_credit_files
    ADD CONSTRAINT ere_credit_files_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_credit_files
    ADD CONSTRAINT ere_credit_files_uploaded_by FOREIGN KEY (uploaded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_credit_imports
    ADD CONSTRAINT ere_credit_imports_file FOREIGN KEY (operator_id, file_id) REFERENCES public.ere_credit_files(operator_id, id);

ALTER TABLE ONLY public.ere_credit_imports
    ADD CONSTRAINT ere_credit_imports_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_credit_imports
    ADD CONSTRAINT ere_credit_imports_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_credits
    ADD CONSTRAINT ere_credits_booking FOREIGN KEY (operator_id, customer_id, booking_id) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_credits
    ADD CONSTRAINT ere_credits_import FOREIGN KEY (operator_id, file_id) REFERENCES public.ere_credit_imports(operator_id, file_id);

ALTER TABLE ONLY public.ere_credits
    ADD CONSTRAINT ere_credits_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_credits
    ADD CONSTRAINT ere_credits_verification FOREIGN KEY (operator_id, verification_id, booking_id) REFERENCES public.ere_verification_lines(operator_id, verification_id, booking_id);

ALTER TABLE ONLY public.ere_customer_fees
    ADD CONSTRAINT ere_customer_fees_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.ere_customer_fees
    ADD CONSTRAINT ere_customer_fees_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_customer_fees
    ADD CONSTRAINT ere_customer_fees_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_enrolments
    ADD CONSTRAINT ere_enrolments_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.ere_enrolments
    ADD CONSTRAINT ere_enrolments_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_enrolments
    ADD CONSTRAINT ere_enrolments_renews FOREIGN KEY (operator_id, customer_id, renews) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_evidence
    ADD CONSTRAINT ere_evidence_charger FOREIGN KEY (operator_id, customer_id, charger_id) REFERENCES public.ere_chargers(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_evidence
    ADD CONSTRAINT ere_evidence_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_evidence
    ADD CONSTRAINT ere_evidence_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_evidence
    ADD CONSTRAINT ere_evidence_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_evidence_reviews
    ADD CONSTRAINT ere_evidence_reviews_evidence FOREIGN KEY (operator_id, customer_id, evidence_id) REFERENCES public.ere_evidence(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_evidence_reviews
    ADD CONSTRAINT ere_evidence_reviews_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_evidence_reviews
    ADD CONSTRAINT ere_evidence_reviews_reviewed_by FOREIGN KEY (reviewed_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_evidence
    ADD CONSTRAINT ere_evidence_taken_over FOREIGN KEY (operator_id, customer_id, taken_over_from) REFERENCES public.ere_evidence(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_filing_documents
    ADD CONSTRAINT ere_filing_documents_filing FOREIGN KEY (operator_id, filing_id) REFERENCES public.ere_filings(operator_id, id);

ALTER TABLE ONLY public.ere_filing_documents
    ADD CONSTRAINT ere_filing_documents_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_filing_lines
    ADD CONSTRAINT ere_filing_lines_booking FOREIGN KEY (operator_id, customer_id, booking_id) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_filing_lines
    ADD CONSTRAINT ere_filing_lines_filing FOREIGN KEY (operator_id, filing_id) REFERENCES public.ere_filings(operator_id, id);

ALTER TABLE ONLY public.ere_filing_lines
    ADD CONSTRAINT ere_filing_lines_measurement FOREIGN KEY (operator_id, booking_id, measurement_id) REFERENCES public.ere_measurements(operator_id, booking_id, id);

ALTER TABLE ONLY public.ere_filing_lines
    ADD CONSTRAINT ere_filing_lines_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_filing_refusals
    ADD CONSTRAINT ere_filing_refusals_booking FOREIGN KEY (operator_id, customer_id, booking_id) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_filing_refusals
    ADD CONSTRAINT ere_filing_refusals_filing FOREIGN KEY (operator_id, filing_id) REFERENCES public.ere_filings(operator_id, id);

ALTER TABLE ONLY public.ere_filing_refusals
    ADD CONSTRAINT ere_filing_refusals_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_filings
    ADD CONSTRAINT ere_filings_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_filings
    ADD CONSTRAINT ere_filings_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_imports
    ADD CONSTRAINT ere_imports_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.ere_imports
    ADD CONSTRAINT ere_imports_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_imports
    ADD CONSTRAINT ere_imports_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_mandates
    ADD CONSTRAINT ere_mandates_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_mandates
    ADD CONSTRAINT ere_mandates_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_mandates
    ADD CONSTRAINT ere_mandates_signed_by FOREIGN KEY (signed_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_measurements
    ADD CONSTRAINT ere_measurements_booking FOREIGN KEY (operator_id, customer_id, booking_id) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_measurements
    ADD CONSTRAINT ere_measurements_measured_by FOREIGN KEY (measured_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_paying_accounts
    ADD CONSTRAINT ere_paying_accounts_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_paying_accounts
    ADD CONSTRAINT ere_paying_accounts_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_payout_adjustments
    ADD CONSTRAINT ere_payout_adjustments_payout FOREIGN KEY (operator_id, run_id, customer_id) REFERENCES public.ere_payouts(operator_id, run_id, customer_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ere_payout_left_out
    ADD CONSTRAINT ere_payout_left_out_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.ere_payout_left_out
    ADD CONSTRAINT ere_payout_left_out_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_payout_left_out
    ADD CONSTRAINT ere_payout_left_out_run FOREIGN KEY (operator_id, run_id) REFERENCES public.ere_payout_runs(operator_id, id);

ALTER TABLE ONLY public.ere_payout_lines
    ADD CONSTRAINT ere_payout_lines_payout FOREIGN KEY (operator_id, run_id, customer_id) REFERENCES public.ere_payouts(operator_id, run_id, customer_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ere_payout_lines
    ADD CONSTRAINT ere_payout_lines_share FOREIGN KEY (operator_id, trade_id, "position") REFERENCES public.ere_trade_lines(operator_id, trade_id, "position");

ALTER TABLE ONLY public.ere_payout_mails
    ADD CONSTRAINT ere_payout_mails_credit FOREIGN KEY (operator_id, credit_id) REFERENCES public.credits(operator_id, id);

ALTER TABLE ONLY public.ere_payout_progress
    ADD CONSTRAINT ere_payout_progress_bank_file_asked_by_fkey FOREIGN KEY (bank_file_asked_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_payout_progress
    ADD CONSTRAINT ere_payout_progress_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_payout_progress
    ADD CONSTRAINT ere_payout_progress_run FOREIGN KEY (operator_id, run_id) REFERENCES public.ere_payout_runs(operator_id, id);

ALTER TABLE ONLY public.ere_payout_quarters
    ADD CONSTRAINT ere_payout_quarters_fee FOREIGN KEY (operator_id, fee_id) REFERENCES public.ere_customer_fees(operator_id, id);

ALTER TABLE ONLY public.ere_payout_quarters
    ADD CONSTRAINT ere_payout_quarters_payout FOREIGN KEY (operator_id, run_id, customer_id) REFERENCES public.ere_payouts(operator_id, run_id, customer_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ere_payout_rules
    ADD CONSTRAINT ere_payout_rules_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_payout_rules
    ADD CONSTRAINT ere_payout_rules_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_payout_runs
    ADD CONSTRAINT ere_payout_runs_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_payout_runs
    ADD CONSTRAINT ere_payout_runs_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_payouts
    ADD CONSTRAINT ere_payouts_credit FOREIGN KEY (operator_id, credit_id) REFERENCES public.credits(operator_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ere_payouts
    ADD CONSTRAINT ere_payouts_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.ere_payouts
    ADD CONSTRAINT ere_payouts_run FOREIGN KEY (operator_id, run_id) REFERENCES public.ere_payout_runs(operator_id, id);

ALTER TABLE ONLY public.ere_recounted_pushes
    ADD CONSTRAINT ere_recounted_pushes_counted FOREIGN KEY (operator_id, customer_id, push_id) REFERENCES public.ere_counted_pushes(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_recounted_pushes
    ADD CONSTRAINT ere_recounted_pushes_measurement FOREIGN KEY (operator_id, measurement_id) REFERENCES public.ere_measurements(operator_id, id);

ALTER TABLE ONLY public.ere_recounted_pushes
    ADD CONSTRAINT ere_recounted_pushes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_recounted_sessions
    ADD CONSTRAINT ere_recounted_sessions_counted FOREIGN KEY (operator_id, customer_id, session_id) REFERENCES public.ere_counted_sessions(operator_id, customer_id, session_id);

ALTER TABLE ONLY public.ere_recounted_sessions
    ADD CONSTRAINT ere_recounted_sessions_measurement FOREIGN KEY (operator_id, measurement_id) REFERENCES public.ere_measurements(operator_id, id);

ALTER TABLE ONLY public.ere_recounted_sessions
    ADD CONSTRAINT ere_recounted_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_referrals
    ADD CONSTRAINT ere_referrals_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.ere_referrals
    ADD CONSTRAINT ere_referrals_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_referrals
    ADD CONSTRAINT ere_referrals_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_referrals
    ADD CONSTRAINT ere_referrals_referrer FOREIGN KEY (operator_id, referrer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.ere_sample_answers
    ADD CONSTRAINT ere_sample_answers_made_by FOREIGN KEY (made_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_sample_answers
    ADD CONSTRAINT ere_sample_answers_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_sample_answers
    ADD CONSTRAINT ere_sample_answers_sample FOREIGN KEY (operator_id, sample_id) REFERENCES public.ere_samples(operator_id, id);

ALTER TABLE ONLY public.ere_sample_lines
    ADD CONSTRAINT ere_sample_lines_filed FOREIGN KEY (operator_id, booking_id) REFERENCES public.ere_filing_lines(operator_id, booking_id);

ALTER TABLE ONLY public.ere_sample_lines
    ADD CONSTRAINT ere_sample_lines_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_sample_lines
    ADD CONSTRAINT ere_sample_lines_sample FOREIGN KEY (operator_id, sample_id) REFERENCES public.ere_samples(operator_id, id);

ALTER TABLE ONLY public.ere_samples
    ADD CONSTRAINT ere_samples_filing FOREIGN KEY (operator_id, filings_through) REFERENCES public.ere_filings(operator_id, id);

ALTER TABLE ONLY public.ere_samples
    ADD CONSTRAINT ere_samples_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_samples
    ADD CONSTRAINT ere_samples_requested_by FOREIGN KEY (requested_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_self_billing
    ADD CONSTRAINT ere_self_billing_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.ere_self_billing
    ADD CONSTRAINT ere_self_billing_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_self_billing
    ADD CONSTRAINT ere_self_billing_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_signing_codes
    ADD CONSTRAINT ere_signing_codes_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id) REFERENCES public.ere_enrolments(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_signing_codes
    ADD CONSTRAINT ere_signing_codes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_signing_codes
    ADD CONSTRAINT ere_signing_codes_user FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_trade_cancellations
    ADD CONSTRAINT ere_trade_cancellations_by FOREIGN KEY (cancelled_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_trade_cancellations
    ADD CONSTRAINT ere_trade_cancellations_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_trade_cancellations
    ADD CONSTRAINT ere_trade_cancellations_trade FOREIGN KEY (operator_id, trade_id) REFERENCES public.ere_trades(operator_id, id);

ALTER TABLE ONLY public.ere_trade_documents
    ADD CONSTRAINT ere_trade_documents_added_by FOREIGN KEY (added_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_trade_documents
    ADD CONSTRAINT ere_trade_documents_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_trade_documents
    ADD CONSTRAINT ere_trade_documents_trade FOREIGN KEY (operator_id, trade_id) REFERENCES public.ere_trades(operator_id, id);

ALTER TABLE ONLY public.ere_trade_lines
    ADD CONSTRAINT ere_trade_lines_booking FOREIGN KEY (operator_id, customer_id, booking_id) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_trade_lines
    ADD CONSTRAINT ere_trade_lines_trade FOREIGN KEY (operator_id, trade_id) REFERENCES public.ere_trades(operator_id, id);

ALTER TABLE ONLY public.ere_trades
    ADD CONSTRAINT ere_trades_broker FOREIGN KEY (operator_id, broker_id) REFERENCES public.ere_brokers(operator_id, id);

ALTER TABLE ONLY public.ere_trades
    ADD CONSTRAINT ere_trades_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_trades
    ADD CONSTRAINT ere_trades_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_verification_decisions
    ADD CONSTRAINT ere_verification_decisions_by FOREIGN KEY (decided_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.ere_verification_decisions
    ADD CONSTRAINT ere_verification_decisions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_verification_decisions
    ADD CONSTRAINT ere_verification_decisions_verification FOREIGN KEY (operator_id, verification_id) REFERENCES public.ere_verifications(operator_id, id);

ALTER TABLE ONLY public.ere_verification_lines
    ADD CONSTRAINT ere_verification_lines_booking FOREIGN KEY (operator_id, customer_id, booking_id) REFERENCES public.ere_bookings(operator_id, customer_id, id);

ALTER TABLE ONLY public.ere_verification_lines
    ADD CONSTRAINT ere_verification_lines_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_verification_lines
    ADD CONSTRAINT ere_verification_lines_verification FOREIGN KEY (operator_id, verification_id) REFERENCES public.ere_verifications(operator_id, id);

ALTER TABLE ONLY public.ere_verification_shares
    ADD CONSTRAINT ere_verification_shares_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_verification_shares
    ADD CONSTRAINT ere_verification_shares_share FOREIGN KEY (operator_id, trade_id, "position") REFERENCES public.ere_trade_lines(operator_id, trade_id, "position");

ALTER TABLE ONLY public.ere_verification_shares
    ADD CONSTRAINT ere_verification_shares_verification FOREIGN KEY (operator_id, verification_id) REFERENCES public.ere_verification_decisions(operator_id, verification_id);

ALTER TABLE ONLY public.ere_verifications
    ADD CONSTRAINT ere_verifications_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ere_verifications
    ADD CONSTRAINT ere_verifications_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.hand_payments
    ADD CONSTRAINT hand_payments_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.hand_payments
    ADD CONSTRAINT hand_payments_host FOREIGN KEY (operator_id, host_id) REFERENCES public.hosts(operator_id, id);

ALTER TABLE ONLY public.hand_payments
    ADD CONSTRAINT hand_payments_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.hosts
    ADD CONSTRAINT hosts_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.journal_heads
    ADD CONSTRAINT journal_heads_line FOREIGN KEY (operator_id, line_id) REFERENCES public.priced_lines(operator_id, id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ledger_heads
    ADD CONSTRAINT ledger_heads_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ledger_postings
    ADD CONSTRAINT ledger_postings_account FOREIGN KEY (operator_id, account_id) REFERENCES public.ledger_accounts(operator_id, id);

ALTER TABLE ONLY public.ledger_postings
    ADD CONSTRAINT ledger_postings_transaction FOREIGN KEY (operator_id, sequence) REFERENCES public.ledger_transactions(operator_id, sequence);

ALTER TABLE ONLY public.ledger_transactions
    ADD CONSTRAINT ledger_transactions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.ledger_transactions
    ADD CONSTRAINT ledger_transactions_reverses FOREIGN KEY (operator_id, reverses) REFERENCES public.ledger_transactions(operator_id, sequence);

ALTER TABLE ONLY public.legal_holds
    ADD CONSTRAINT legal_holds_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.legal_holds
    ADD CONSTRAINT legal_holds_lifted_by FOREIGN KEY (lifted_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.legal_holds
    ADD CONSTRAINT legal_holds_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.legal_holds
    ADD CONSTRAINT legal_holds_placed_by FOREIGN KEY (placed_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.local_lists
    ADD CONSTRAINT local_lists_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.meter_public_keys
    ADD CONSTRAINT meter_public_keys_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.month_ends
    ADD CONSTRAINT month_ends_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.number_series
    ADD CONSTRAINT number_series_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.observer_feeds
    ADD CONSTRAINT observer_feeds_observer FOREIGN KEY (operator_id, observer_id) REFERENCES public.charge_point_observers(operator_id, id);

ALTER TABLE ONLY public.observer_lookbacks
    ADD CONSTRAINT observer_lookbacks_observer FOREIGN KEY (operator_id, observer_id) REFERENCES public.charge_point_observers(operator_id, id);

ALTER TABLE ONLY public.observer_nodes
    ADD CONSTRAINT observer_nodes_node FOREIGN KEY (node_id) REFERENCES public.ocpp_nodes(id);

ALTER TABLE ONLY public.observer_transactions
    ADD CONSTRAINT observer_transactions_observer FOREIGN KEY (operator_id, observer_id) REFERENCES public.charge_point_observers(operator_id, id);

ALTER TABLE ONLY public.operator_vat_rates
    ADD CONSTRAINT operator_vat_rates_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.partner_acceptances
    ADD CONSTRAINT partner_acceptances_accepted_by FOREIGN KEY (accepted_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.partner_acceptances
    ADD CONSTRAINT partner_acceptances_document FOREIGN KEY (operator_id, document_id) REFERENCES public.partner_documents(operator_id, id);

ALTER TABLE ONLY public.partner_documents
    ADD CONSTRAINT partner_documents_offered_by FOREIGN KEY (offered_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.partner_documents
    ADD CONSTRAINT partner_documents_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.partners(operator_id);

ALTER TABLE ONLY public.partner_documents
    ADD CONSTRAINT partner_documents_template FOREIGN KEY (template_id) REFERENCES public.agreement_templates(id);

ALTER TABLE ONLY public.partner_terms
    ADD CONSTRAINT partner_terms_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.partners(operator_id);

ALTER TABLE ONLY public.partner_terms
    ADD CONSTRAINT partner_terms_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.partners
    ADD CONSTRAINT partners_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.partners
    ADD CONSTRAINT partners_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.password_resets
    ADD CONSTRAINT password_resets_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.payment_file_credits
    ADD CONSTRAINT payment_file_credits_credit FOREIGN KEY (operator_id, credit_id) REFERENCES public.credits(operator_id, id);

ALTER TABLE ONLY public.payment_file_credits
    ADD CONSTRAINT payment_file_credits_file FOREIGN KEY (operator_id, payment_file_id) REFERENCES public.payment_files(operator_id, id);

ALTER TABLE ONLY public.payment_file_credits
    ADD CONSTRAINT payment_file_credits_hand_payment FOREIGN KEY (operator_id, hand_payment_id) REFERENCES public.hand_payments(operator_id, id);

ALTER TABLE ONLY public.payment_file_credits
    ADD CONSTRAINT payment_file_credits_return FOREIGN KEY (operator_id, return_id) REFERENCES public.payment_returns(operator_id, id);

ALTER TABLE ONLY public.payment_files
    ADD CONSTRAINT payment_files_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.payment_returns
    ADD CONSTRAINT payment_returns_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.payment_returns
    ADD CONSTRAINT payment_returns_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.pending_sign_ins
    ADD CONSTRAINT pending_sign_ins_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.pending_sign_ins
    ADD CONSTRAINT pending_sign_ins_user FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.platform_edits
    ADD CONSTRAINT platform_edits_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.platform_edits
    ADD CONSTRAINT platform_edits_slug_fkey FOREIGN KEY (slug) REFERENCES public.platforms(slug);

ALTER TABLE ONLY public.priced_lines
    ADD CONSTRAINT priced_lines_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.priced_lines
    ADD CONSTRAINT priced_lines_session FOREIGN KEY (operator_id, session_id) REFERENCES public.sessions(operator_id, id);

ALTER TABLE ONLY public.prices
    ADD CONSTRAINT prices_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.price_documents(id);

ALTER TABLE ONLY public.push_batches
    ADD CONSTRAINT push_batches_api_key FOREIGN KEY (operator_id, api_key_id) REFERENCES public.api_keys(operator_id, id);

ALTER TABLE ONLY public.push_batches
    ADD CONSTRAINT push_batches_file FOREIGN KEY (operator_id, file_id) REFERENCES public.push_files(operator_id, id);

ALTER TABLE ONLY public.push_batches
    ADD CONSTRAINT push_batches_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.push_batches
    ADD CONSTRAINT push_batches_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.push_files
    ADD CONSTRAINT push_files_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.push_files
    ADD CONSTRAINT push_files_uploaded_by FOREIGN KEY (uploaded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.pushed_readings
    ADD CONSTRAINT pushed_readings_batch FOREIGN KEY (operator_id, batch_id) REFERENCES public.push_batches(operator_id, id);

ALTER TABLE ONLY public.pushed_readings
    ADD CONSTRAINT pushed_readings_charger FOREIGN KEY (operator_id, customer_id, charger_id) REFERENCES public.ere_chargers(operator_id, customer_id, id);

ALTER TABLE ONLY public.pushed_readings
    ADD CONSTRAINT pushed_readings_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.pushed_sessions
    ADD CONSTRAINT pushed_sessions_batch FOREIGN KEY (operator_id, batch_id) REFERENCES public.push_batches(operator_id, id);

ALTER TABLE ONLY public.pushed_sessions
    ADD CONSTRAINT pushed_sessions_charger FOREIGN KEY (operator_id, customer_id, charger_id) REFERENCES public.ere_chargers(operator_id, customer_id, id);

ALTER TABLE ONLY public.pushed_sessions
    ADD CONSTRAINT pushed_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_user FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.reimbursement_contract_versions
    ADD CONSTRAINT reimbursement_contract_versions_contract FOREIGN KEY (operator_id, reimbursement_contract_id) REFERENCES public.reimbursement_contracts(operator_id, id);

ALTER TABLE ONLY public.reimbursement_contract_versions
    ADD CONSTRAINT reimbursement_contract_versions_supply FOREIGN KEY (operator_id, supply_contract_id) REFERENCES public.supply_contracts(operator_id, id);

ALTER TABLE ONLY public.reimbursement_contracts
    ADD CONSTRAINT reimbursement_contracts_host FOREIGN KEY (operator_id, host_id) REFERENCES public.hosts(operator_id, id);

ALTER TABLE ONLY public.reimbursement_contracts
    ADD CONSTRAINT reimbursement_contracts_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.reimbursement_contracts
    ADD CONSTRAINT reimbursement_contracts_site FOREIGN KEY (operator_id, site_id) REFERENCES public.sites(operator_id, id);

ALTER TABLE ONLY public.relay_notice_mails
    ADD CONSTRAINT relay_notice_mails_event FOREIGN KEY (operator_id, event_id) REFERENCES public.relay_events(operator_id, id);

ALTER TABLE ONLY public.relay_outbox
    ADD CONSTRAINT relay_outbox_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.relay_outbox_decisions
    ADD CONSTRAINT relay_outbox_decisions_message FOREIGN KEY (operator_id, charge_point_id, node_id, sequence) REFERENCES public.relay_outbox(operator_id, charge_point_id, node_id, sequence);

ALTER TABLE ONLY public.relay_outbox
    ADD CONSTRAINT relay_outbox_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES public.upstreams(operator_id, id);

ALTER TABLE ONLY public.reminder_rules
    ADD CONSTRAINT reminder_rules_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.reminder_rules
    ADD CONSTRAINT reminder_rules_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT reminders_user FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.retention_results
    ADD CONSTRAINT retention_results_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.retention_results
    ADD CONSTRAINT retention_results_run FOREIGN KEY (operator_id, run_id) REFERENCES public.retention_runs(operator_id, id);

ALTER TABLE ONLY public.retention_rules
    ADD CONSTRAINT retention_rules_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.retention_rules
    ADD CONSTRAINT retention_rules_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.retention_runs
    ADD CONSTRAINT retention_runs_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.retention_runs
    ADD CONSTRAINT retention_runs_started_by FOREIGN KEY (started_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_user FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.session_decisions
    ADD CONSTRAINT session_decisions_session FOREIGN KEY (operator_id, session_id) REFERENCES public.sessions(operator_id, id);

ALTER TABLE ONLY public.session_endings
    ADD CONSTRAINT session_endings_session FOREIGN KEY (operator_id, session_id) REFERENCES public.sessions(operator_id, id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.sites
    ADD CONSTRAINT sites_host FOREIGN KEY (operator_id, host_id) REFERENCES public.hosts(operator_id, id);

ALTER TABLE ONLY public.sites
    ADD CONSTRAINT sites_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.supply_contract_versions
    ADD CONSTRAINT supply_contract_versions_contract FOREIGN KEY (operator_id, supply_contract_id) REFERENCES public.supply_contracts(operator_id, id);

ALTER TABLE ONLY public.supply_contracts
    ADD CONSTRAINT supply_contracts_host FOREIGN KEY (operator_id, host_id) REFERENCES public.hosts(operator_id, id);

ALTER TABLE ONLY public.supply_contracts
    ADD CONSTRAINT supply_contracts_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.unknown_charge_points
    ADD CONSTRAINT unknown_charge_points_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.unknown_charge_points
    ADD CONSTRAINT unknown_charge_points_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES public.upstreams(operator_id, id);

ALTER TABLE ONLY public.upstream_acceptances
    ADD CONSTRAINT upstream_acceptances_charge_point FOREIGN KEY (operator_id, charge_point_id) REFERENCES public.charge_points(operator_id, id);

ALTER TABLE ONLY public.upstream_acceptances
    ADD CONSTRAINT upstream_acceptances_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES public.upstreams(operator_id, id);

ALTER TABLE ONLY public.upstream_verdicts
    ADD CONSTRAINT upstream_verdicts_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES public.upstreams(operator_id, id);

ALTER TABLE ONLY public.upstreams
    ADD CONSTRAINT upstreams_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_customer FOREIGN KEY (operator_id, customer_id) REFERENCES public.customers(operator_id, id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_host FOREIGN KEY (operator_id, host_id) REFERENCES public.hosts(operator_id, id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_platform_role FOREIGN KEY (operator_id, of_platform) REFERENCES public.operators(id, is_platform);

ALTER TABLE ONLY public.web_sessions
    ADD CONSTRAINT web_sessions_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.web_sessions
    ADD CONSTRAINT web_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_delivery FOREIGN KEY (operator_id, delivery_id) REFERENCES public.webhook_deliveries(operator_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_endpoint FOREIGN KEY (operator_id, endpoint_id) REFERENCES public.webhook_endpoints(operator_id, id);

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_event FOREIGN KEY (operator_id, event_id) REFERENCES public.webhook_events(operator_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_created_by FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE ONLY public.webhook_events
    ADD CONSTRAINT webhook_events_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.operators(id);

ALTER TABLE public.api_answers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.api_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.blocked_credits ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.brand_logos ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.brands ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.certificate_authorities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.certificate_requests ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.charge_point_meter_facts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.charge_point_observers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.charge_point_relays ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.charge_point_reports ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.charge_point_settings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.charge_point_status ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.charge_points ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.commands ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.connector_status ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.credit_approvals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.credit_document_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.credit_files ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.credit_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.credit_vat_totals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.credits ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.customer_charge_points ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.customer_remains ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.default_upstreams ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.embed_frames ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.embed_origins ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.erasure_outcomes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.erasure_removals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.erasure_requests ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_booking_facts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_bookings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_brokers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_chargers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_counted_pushes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_counted_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_credit_files ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_credit_imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_credits ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_customer_fees ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_enrolments ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_evidence ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_evidence_reviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_filing_documents ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_filing_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_filing_refusals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_filings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_imports ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_mandates ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_measurements ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_paying_accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_adjustments ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_left_out ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_mails ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_progress ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_quarters ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_rules ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payout_runs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_payouts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_recounted_pushes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_recounted_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_referrals ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_sample_answers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_sample_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_samples ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_self_billing ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_signing_codes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_trade_cancellations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_trade_documents ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_trade_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_trades ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_verification_decisions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_verification_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_verification_shares ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ere_verifications ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.frame_faults ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.hand_payments ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.hosts ENABLE ROW LEVEL SECURITY;

CREATE POLICY installation ON public.sign_in_attempts USING (( SELECT public.scoped_system() AS scoped_system)) WITH CHECK (( SELECT public.scoped_system() AS scoped_system));

ALTER TABLE public.journal_heads ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_accounts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_heads ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_postings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ledger_transactions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.legal_holds ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.local_lists ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.mails ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.meter_public_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.meter_readings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.month_ends ENABLE ROW LEVEL SECURITY;

CREATE POLICY not_by_hosts ON public.api_answers AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.api_keys AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.customer_charge_points AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.customer_remains AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.customers AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.embed_frames AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.embed_origins AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.erasure_outcomes AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.erasure_removals AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.erasure_requests AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_booking_facts AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_bookings AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_brokers AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_chargers AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_counted_pushes AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_counted_sessions AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_credit_files AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_credit_imports AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_credits AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_customer_fees AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_enrolments AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_evidence AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_evidence_reviews AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_filing_documents AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_filing_lines AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_filing_refusals AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_filings AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_imports AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_mandates AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_measurements AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_paying_accounts AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_adjustments AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_left_out AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_lines AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_mails AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_progress AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_quarters AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_rules AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payout_runs AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_payouts AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_recounted_pushes AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_recounted_sessions AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_referrals AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_sample_answers AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_sample_lines AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_samples AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_self_billing AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_signing_codes AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_trade_cancellations AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_trade_documents AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_trade_lines AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_trades AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_verification_decisions AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_verification_lines AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_verification_shares AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.ere_verifications AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.legal_holds AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.operators AS RESTRICTIVE FOR UPDATE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.partner_acceptances AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.partner_documents AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.partner_terms AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.partners AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.payment_returns AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.pending_sign_ins AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.push_batches AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.push_files AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.pushed_readings AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.pushed_sessions AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.recovery_codes AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.reminder_rules AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.reminders AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.retention_results AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.retention_rules AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.retention_runs AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.second_factors AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.webhook_attempts AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.webhook_deliveries AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.webhook_endpoints AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

CREATE POLICY not_by_hosts ON public.webhook_events AS RESTRICTIVE USING (( SELECT (public.scoped_host() IS NULL)));

ALTER TABLE public.number_series ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.observer_feeds ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.observer_lookbacks ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.observer_transactions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ocpp_frames ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.operator_vat_rates ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.operators ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_customer ON public.audit_log FOR INSERT WITH CHECK ((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)));

CREATE POLICY own_customer ON public.credit_approvals FOR SELECT USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (credit_id IN ( SELECT credits.id
   FROM public.credits
  WHERE ((credits.operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (credits.customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))))));

CREATE POLICY own_customer ON public.credit_files FOR SELECT USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (credit_id IN ( SELECT credits.id
   FROM public.credits
  WHERE ((credits.operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (credits.customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))))));

CREATE POLICY own_customer ON public.credits FOR SELECT USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.customer_charge_points USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.customer_remains USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.customers USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.embed_frames USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.erasure_outcomes USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.erasure_removals USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.erasure_requests USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_booking_facts USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_bookings USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_chargers USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_counted_pushes USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_counted_sessions USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_credits USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_customer_fees USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_enrolments USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_evidence USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_evidence_reviews USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_filing_lines USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_filing_refusals USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_imports USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_mandates USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_measurements USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_payout_adjustments USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_payout_left_out USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_payout_lines USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_payout_quarters USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_payouts USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_recounted_pushes USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_recounted_sessions USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_referrals USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_self_billing USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_signing_codes USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_trade_lines USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_verification_lines USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.ere_verification_shares USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.legal_holds USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.mails FOR INSERT WITH CHECK ((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)));

CREATE POLICY own_customer ON public.operators FOR SELECT USING ((id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)));

CREATE POLICY own_customer ON public.payment_file_credits FOR SELECT USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (credit_id IN ( SELECT credits.id
   FROM public.credits
  WHERE ((credits.operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (credits.customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))))));

CREATE POLICY own_customer ON public.pushed_readings USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.pushed_sessions USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.users USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer)))) WITH CHECK (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (customer_id = ( SELECT public.scoped_customer() AS scoped_customer))));

CREATE POLICY own_customer ON public.web_sessions USING (((operator_id = ( SELECT public.scoped_customer_operator() AS scoped_customer_operator)) AND (EXISTS ( SELECT
   FROM public.users
  WHERE (users.id = web_sessions.user_id)))));

CREATE POLICY own_host ON public.blocked_credits AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.credits AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.hand_payments AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.hosts AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.journal_heads AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.priced_lines AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.reimbursement_contracts AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.sessions AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.sites AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.supply_contracts AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

CREATE POLICY own_host ON public.users AS RESTRICTIVE USING ((( SELECT (public.scoped_host() IS NULL)) OR (host_id = ( SELECT public.scoped_host() AS scoped_host))));

ALTER TABLE public.partner_acceptances ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partner_documents ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partner_terms ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.partners ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.password_resets ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_file_credits ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_files ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.payment_returns ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.pending_sign_ins ENABLE ROW LEVEL SECURITY;

CREATE POLICY platform ON public.brands FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.customers FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.ere_chargers FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.ere_enrolments FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.ere_evidence FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.ere_evidence_reviews FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.ere_mandates FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.operators FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.partner_acceptances FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.partner_documents FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.partner_terms FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

CREATE POLICY platform ON public.partners FOR SELECT USING (( SELECT public.scoped_platform() AS scoped_platform));

ALTER TABLE public.platform_edits ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.priced_lines ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.projection_states ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.push_batches ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.push_files ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.pushed_readings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.pushed_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.rating_work ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recovery_codes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.refused_handshakes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reimbursement_contract_versions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reimbursement_contracts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.relay_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.relay_notice_mails ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.relay_outbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.relay_outbox_decisions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reminder_rules ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reminders ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retention_results ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retention_rules ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.retention_runs ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.second_factors ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.session_decisions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.session_endings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.session_frames ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sign_in_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sites ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.supply_contract_versions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.supply_contracts ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON public.api_answers USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.api_keys USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.audit_log USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.blocked_credits USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.brand_logos USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.brands USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.certificate_authorities USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.certificate_requests USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.charge_point_meter_facts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.charge_point_observers USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.charge_point_relays USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.charge_point_reports USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.charge_point_settings USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.charge_point_status USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.charge_points USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.commands USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.connector_status USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.credit_approvals USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.credit_document_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.credit_files USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.credit_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.credit_vat_totals USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.credits USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.customer_charge_points USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.customer_remains USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.customers USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.default_upstreams USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.embed_frames USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.embed_origins USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.erasure_outcomes USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.erasure_removals USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.erasure_requests USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_booking_facts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_bookings USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_brokers USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_chargers USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_counted_pushes USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_counted_sessions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_credit_files USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_credit_imports USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_credits USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_customer_fees USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_enrolments USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_evidence USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_evidence_reviews USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_filing_documents USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_filing_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_filing_refusals USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_filings USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_imports USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_mandates USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_measurements USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_paying_accounts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_adjustments USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_left_out USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_mails USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_progress USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_quarters USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_rules USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payout_runs USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_payouts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_recounted_pushes USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_recounted_sessions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_referrals USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_sample_answers USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_sample_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_samples USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_self_billing USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_signing_codes USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_trade_cancellations USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_trade_documents USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_trade_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_trades USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_verification_decisions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_verification_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_verification_shares USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ere_verifications USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.frame_faults USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.hand_payments USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.hosts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.journal_heads USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ledger_accounts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ledger_heads USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ledger_postings USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ledger_transactions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.legal_holds USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.local_lists USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.mails USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.meter_public_keys USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.meter_readings USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.month_ends USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.number_series USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.observer_feeds USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.observer_lookbacks USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.observer_transactions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.ocpp_frames USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.operator_vat_rates USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.operators USING ((( SELECT public.scoped_system() AS scoped_system) OR (id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.partner_acceptances USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.partner_documents USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.partner_terms USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.partners USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.password_resets USING ((( SELECT public.scoped_system() AS scoped_system) OR (EXISTS ( SELECT
   FROM public.users
  WHERE (users.id = password_resets.user_id))))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (EXISTS ( SELECT
   FROM public.users
  WHERE (users.id = password_resets.user_id)))));

CREATE POLICY tenant ON public.payment_file_credits USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.payment_files USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.payment_returns USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.pending_sign_ins USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.platform_edits USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.priced_lines USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.projection_states USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.push_batches USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.push_files USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.pushed_readings USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.pushed_sessions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.rating_work USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.recovery_codes USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.refused_handshakes USING ((public.scoped_system() OR (operator_id IS NULL) OR (operator_id = public.scoped_operator()))) WITH CHECK (public.scoped_system());

CREATE POLICY tenant ON public.reimbursement_contract_versions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.reimbursement_contracts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.relay_events USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.relay_notice_mails USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.relay_outbox USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.relay_outbox_decisions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.reminder_rules USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.reminders USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.retention_results USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.retention_rules USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.retention_runs USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.second_factors USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.session_decisions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.session_endings USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.session_frames USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.sessions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.sites USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.supply_contract_versions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.supply_contracts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.tokens USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.unknown_charge_points USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.upstream_acceptances USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.upstream_verdicts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.upstreams USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.users USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.web_sessions USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.webhook_attempts USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.webhook_deliveries USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.webhook_endpoints USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

CREATE POLICY tenant ON public.webhook_events USING ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator)))) WITH CHECK ((( SELECT public.scoped_system() AS scoped_system) OR (operator_id = ( SELECT public.scoped_operator() AS scoped_operator))));

ALTER TABLE public.tokens ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.unknown_charge_points ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.upstream_acceptances ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.upstream_verdicts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.upstreams ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.web_sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook_deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook_endpoints ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.webhook_events ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA public TO laadboek_app;

REVOKE ALL ON FUNCTION public.check_ere_document() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_ere_payout_lines() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_ere_payout_parts() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_ere_payouts() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_ere_trade() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_ere_trade_cancellation() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_ere_trade_lines() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_retention_rule() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.credit_approvals_tell_webhooks() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.earned_by_own_customer() FROM PUBLIC;
GRANT ALL ON FUNCTION public.earned_by_own_customer() TO laadboek_app;

GRANT ALL ON FUNCTION public.ensure_partitions(moment timestamp with time zone) TO laadboek_app;

REVOKE ALL ON FUNCTION public.erase_customer(operator bigint, customer bigint, request bigint, actor bigint, moment timestamp with time zone, carry_out boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.erase_customer(operator bigint, customer bigint, request bigint, actor bigint, moment timestamp with time zone, carry_out boolean) TO laadboek_app;

REVOKE ALL ON FUNCTION public.ere_booking_facts_tell_webhooks() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.ere_bookings_follow_facts() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.ere_claim_release(mark bytea, after_year integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ere_claim_release(mark bytea, after_year integer) TO laadboek_app;

REVOKE ALL ON FUNCTION public.ere_claim_take(number text, first_year integer, last_year integer, mark bytea, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ere_claim_take(number text, first_year integer, last_year integer, mark bytea, moment timestamp with time zone) TO laadboek_app;

REVOKE ALL ON FUNCTION public.ere_claimed_years(number text, first_year integer, last_year integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ere_claimed_years(number text, first_year integer, last_year integer) TO laadboek_app;

REVOKE ALL ON FUNCTION public.ere_enrolled_elsewhere(tenant bigint, enrolment bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ere_enrolled_elsewhere(tenant bigint, enrolment bigint) TO laadboek_app;

REVOKE ALL ON FUNCTION public.ere_enrolments_tell_webhooks() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.ere_payouts_tell_webhooks() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.payment_returns_tell_webhooks() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.payments_tell_webhooks() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.payout_told(operator bigint, run bigint, customer bigint, standing text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.refresh_billing_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION public.refresh_billing_statistics() TO laadboek_app;

REVOKE ALL ON FUNCTION public.refresh_booking_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION public.refresh_booking_statistics() TO laadboek_app;

REVOKE ALL ON FUNCTION public.refresh_payout_statistics() FROM PUBLIC;
GRANT ALL ON FUNCTION public.refresh_payout_statistics() TO laadboek_app;

REVOKE ALL ON FUNCTION public.retention_sweep(operator bigint, wanted text, carry_out boolean, OUT before date, OUT gone bigint, OUT held bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.retention_sweep(operator bigint, wanted text, carry_out boolean, OUT before date, OUT gone bigint, OUT held bigint) TO laadboek_app;

REVOKE ALL ON FUNCTION public.sessions_tell_webhooks() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.tell_webhooks(operator bigint, event text, moment timestamp with time zone, content jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.tell_webhooks_of_payouts(operator bigint, document bigint, standing text, moment timestamp with time zone) FROM PUBLIC;

GRANT SELECT,INSERT,UPDATE ON TABLE public.webhook_endpoints TO laadboek_app;

REVOKE ALL ON FUNCTION public.webhooks_want(operator bigint, event text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.webhooks_wanting(operators bigint[], event text) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.agreement_templates TO laadboek_app;

GRANT USAGE ON SEQUENCE public.agreement_templates_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.api_answers TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.api_keys TO laadboek_app;

GRANT USAGE ON SEQUENCE public.api_keys_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.audit_log TO laadboek_app;

GRANT USAGE ON SEQUENCE public.audit_log_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.blocked_credits TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.brand_logos TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.brands TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.certificate_authorities TO laadboek_app;

GRANT USAGE ON SEQUENCE public.certificate_authorities_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.certificate_requests TO laadboek_app;

GRANT USAGE ON SEQUENCE public.certificate_requests_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.charge_point_meter_facts TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.charge_point_observers TO laadboek_app;

GRANT USAGE ON SEQUENCE public.charge_point_observers_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.charge_point_relays TO laadboek_app;

GRANT USAGE ON SEQUENCE public.charge_point_relays_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.charge_point_reports TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.charge_point_settings TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.charge_point_status TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.charge_points TO laadboek_app;

GRANT USAGE ON SEQUENCE public.charge_points_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.charger_brands TO laadboek_app;

GRANT USAGE ON SEQUENCE public.command_numbers TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.commands TO laadboek_app;

GRANT USAGE ON SEQUENCE public.commands_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.connector_status TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.credit_approvals TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.credit_document_lines TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.journal_heads TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.priced_lines TO laadboek_app;

GRANT SELECT ON TABLE public.credit_entries_due TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.credit_files TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.credit_lines TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.credit_vat_totals TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.credits TO laadboek_app;

GRANT USAGE ON SEQUENCE public.credits_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customer_charge_points TO laadboek_app;

GRANT SELECT ON TABLE public.customer_remains TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.customers TO laadboek_app;

GRANT USAGE ON SEQUENCE public.customers_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.default_upstreams TO laadboek_app;

GRANT USAGE ON SEQUENCE public.default_upstreams_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.embed_frames TO laadboek_app;

GRANT USAGE ON SEQUENCE public.embed_frames_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.embed_origins TO laadboek_app;

GRANT USAGE ON SEQUENCE public.embed_origins_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.erasure_outcomes TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.erasure_removals TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.erasure_requests TO laadboek_app;

GRANT USAGE ON SEQUENCE public.erasure_requests_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_booking_facts TO laadboek_app;

GRANT SELECT ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(operator_id) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(customer_id) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(enrolment_id) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(ean) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(quarter) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(basis) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(revision) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(corrects) ON TABLE public.ere_bookings TO laadboek_app;

GRANT INSERT(created_at) ON TABLE public.ere_bookings TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_bookings_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_brokers TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_brokers_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.ere_chargers TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_chargers_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_counted_pushes TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_counted_pushes_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_counted_sessions TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_credit_files TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_credit_files_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_credit_imports TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_credit_tolerances TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_credit_tolerances_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_credits TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_credits_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_customer_fees TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_customer_fees_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.ere_enrolments TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_enrolments_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_evidence TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_evidence_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_evidence_reviews TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_evidence_reviews_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_factors TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_factors_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_filing_documents TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_filing_lines TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_filing_refusals TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_filings TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_filings_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_imports TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_mandates TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_mandates_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_measurements TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_measurements_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_paying_accounts TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_paying_accounts_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payout_adjustments TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payout_left_out TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payout_lines TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payout_mails TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.ere_payout_progress TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payout_quarters TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payout_rules TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_payout_rules_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payout_runs TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_payout_runs_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_payouts TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_recounted_pushes TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_recounted_sessions TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_referrals TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_roundings TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_roundings_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_sample_answers TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_sample_answers_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_sample_lines TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_samples TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_samples_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_self_billing TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_self_billing_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.ere_signing_codes TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_signing_codes_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_trade_cancellations TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_trade_cancellations_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_trade_documents TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_trade_documents_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_trade_lines TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_trades TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_trades_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_verification_decisions TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_verification_decisions_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_verification_lines TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_verification_shares TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ere_verifications TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ere_verifications_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.frame_faults TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.hand_payments TO laadboek_app;

GRANT USAGE ON SEQUENCE public.hand_payments_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.hosts TO laadboek_app;

GRANT USAGE ON SEQUENCE public.hosts_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ledger_accounts TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ledger_accounts_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.ledger_heads TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ledger_postings TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ledger_transactions TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.legal_holds TO laadboek_app;

GRANT USAGE ON SEQUENCE public.legal_holds_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.local_lists TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.mails TO laadboek_app;

GRANT USAGE ON SEQUENCE public.mails_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.meter_public_keys TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.meter_readings TO laadboek_app;

GRANT UPDATE(retired_by) ON TABLE public.meter_readings TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.month_ends TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.number_series TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.observer_feeds TO laadboek_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.observer_lookbacks TO laadboek_app;

GRANT USAGE ON SEQUENCE public.observer_lookbacks_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.observer_nodes TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.observer_transactions TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ocpp_frames TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.ocpp_nodes TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ocpp_nodes_id_seq TO laadboek_app;

GRANT USAGE ON SEQUENCE public.ocpp_transaction_blocks TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.operator_vat_rates TO laadboek_app;

GRANT USAGE ON SEQUENCE public.operator_vat_rates_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.operators TO laadboek_app;

GRANT USAGE ON SEQUENCE public.operators_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.partner_acceptances TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.partner_documents TO laadboek_app;

GRANT USAGE ON SEQUENCE public.partner_documents_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.partner_terms TO laadboek_app;

GRANT USAGE ON SEQUENCE public.partner_terms_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.partners TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.password_resets TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.payment_file_credits TO laadboek_app;

GRANT UPDATE(return_id) ON TABLE public.payment_file_credits TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.payment_files TO laadboek_app;

GRANT USAGE ON SEQUENCE public.payment_files_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.payment_returns TO laadboek_app;

GRANT USAGE ON SEQUENCE public.payment_returns_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pending_sign_ins TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.platform_edits TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.platforms TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.price_documents TO laadboek_app;

GRANT USAGE ON SEQUENCE public.price_documents_id_seq TO laadboek_app;

GRANT USAGE ON SEQUENCE public.priced_lines_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.prices TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.projection_cursors TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projection_states TO laadboek_app;

GRANT USAGE ON SEQUENCE public.provisional_transaction_blocks TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.push_batches TO laadboek_app;

GRANT USAGE ON SEQUENCE public.push_batches_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.push_files TO laadboek_app;

GRANT USAGE ON SEQUENCE public.push_files_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.pushed_readings TO laadboek_app;

GRANT USAGE ON SEQUENCE public.pushed_readings_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.pushed_sessions TO laadboek_app;

GRANT USAGE ON SEQUENCE public.pushed_sessions_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rating_work TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.recovery_codes TO laadboek_app;

GRANT USAGE ON SEQUENCE public.recovery_codes_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.refused_handshakes TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.reimbursement_contract_versions TO laadboek_app;

GRANT USAGE ON SEQUENCE public.reimbursement_contract_versions_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.reimbursement_contracts TO laadboek_app;

GRANT USAGE ON SEQUENCE public.reimbursement_contracts_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.relay_events TO laadboek_app;

GRANT USAGE ON SEQUENCE public.relay_events_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.relay_notice_mails TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.relay_outbox TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.relay_outbox_decisions TO laadboek_app;

GRANT USAGE ON SEQUENCE public.relay_outbox_decisions_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.reminder_rules TO laadboek_app;

GRANT USAGE ON SEQUENCE public.reminder_rules_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.reminders TO laadboek_app;

GRANT SELECT ON TABLE public.retention_defaults TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.retention_results TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.retention_rules TO laadboek_app;

GRANT USAGE ON SEQUENCE public.retention_rules_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.retention_runs TO laadboek_app;

GRANT USAGE ON SEQUENCE public.retention_runs_id_seq TO laadboek_app;

GRANT SELECT ON TABLE public.schema_migrations TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.second_factors TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.session_decisions TO laadboek_app;

GRANT USAGE ON SEQUENCE public.session_decisions_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.session_endings TO laadboek_app;

GRANT USAGE ON SEQUENCE public.session_endings_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.session_frames TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sessions TO laadboek_app;

GRANT USAGE ON SEQUENCE public.sessions_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sign_in_attempts TO laadboek_app;

GRANT USAGE ON SEQUENCE public.sign_in_attempts_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.sites TO laadboek_app;

GRANT USAGE ON SEQUENCE public.sites_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.supply_contract_versions TO laadboek_app;

GRANT USAGE ON SEQUENCE public.supply_contract_versions_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.supply_contracts TO laadboek_app;

GRANT USAGE ON SEQUENCE public.supply_contracts_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.tokens TO laadboek_app;

GRANT USAGE ON SEQUENCE public.tokens_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.unknown_charge_points TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.upstream_acceptances TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.upstream_verdicts TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.upstreams TO laadboek_app;

GRANT USAGE ON SEQUENCE public.upstreams_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.users TO laadboek_app;

GRANT USAGE ON SEQUENCE public.users_id_seq TO laadboek_app;

GRANT SELECT,INSERT ON TABLE public.vat_rates TO laadboek_app;

GRANT USAGE ON SEQUENCE public.vat_rates_id_seq TO laadboek_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.web_sessions TO laadboek_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.webhook_attempts TO laadboek_app;

GRANT USAGE ON SEQUENCE public.webhook_attempts_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.webhook_deliveries TO laadboek_app;

GRANT USAGE ON SEQUENCE public.webhook_deliveries_id_seq TO laadboek_app;

GRANT USAGE ON SEQUENCE public.webhook_endpoints_id_seq TO laadboek_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.webhook_events TO laadboek_app;

GRANT USAGE ON SEQUENCE public.webhook_events_id_seq TO laadboek_app;

ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT USAGE ON SEQUENCES  TO laadboek_app;
