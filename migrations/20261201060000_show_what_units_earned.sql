-- Purpose: customers whose partner is paid for them see what their units brought, once somebody approved the partner's document.
-- What the partner keeps or pays is not in it.
-- Locks: none. Rows touched: none. Order: before the program.

CREATE FUNCTION earned_by_own_customer() RETURNS TABLE (
    run_id bigint, run_quarter date, made_on date, trade_id bigint, share_position bigint, customer_id bigint, ean text,
    quarter date, booking_id bigint, units bigint, gross_minor bigint, energy_thousandths_wh bigint, credited_units bigint,
    price_per_unit numeric, number text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
REVOKE ALL ON FUNCTION earned_by_own_customer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION earned_by_own_customer TO laadboek_app;
