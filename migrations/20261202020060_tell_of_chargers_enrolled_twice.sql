-- Purpose: whether a charger of an enrolment also stands in another one of the same years, over all operators. Of another
-- operator's only the years are told: not whose it is, nor at which connection or operator. Who asks must be the operator.
-- Locks: SHARE on ere_chargers, for seconds (an index is built). Rows touched: none. Order: before the program.

-- Over all operators, for the function below only.
CREATE INDEX ere_chargers_by_serial_of_all ON ere_chargers (serial_key) WHERE removed_at IS NULL;

CREATE FUNCTION ere_enrolled_elsewhere(tenant bigint, enrolment bigint)
RETURNS TABLE (charger_id bigint, delivery_year integer, enrolment_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
REVOKE ALL ON FUNCTION ere_enrolled_elsewhere FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ere_enrolled_elsewhere TO laadboek_app;
