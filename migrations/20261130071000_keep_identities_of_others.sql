-- Purpose: an identity that waits for another operator's word cannot be registered by anybody else: its charge point is
-- connected and would be taken away, sessions and all. Hosts cannot take one that begins as those of another operator do.
-- Locks: SHARE ROW EXCLUSIVE on charge_points for a moment. Rows touched: none. Order: before the program.

CREATE FUNCTION refuse_foreign_identity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

CREATE TRIGGER charge_points_identity_foreign BEFORE INSERT OR UPDATE OF identity ON charge_points
    FOR EACH ROW EXECUTE FUNCTION refuse_foreign_identity();

-- Whether another operator lets charge points with such identities in; asked by operators, who see their own rules only.
CREATE FUNCTION begins_as_foreign(identity text, own bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM default_upstreams d
        WHERE d.operator_id <> own AND d.ended_at IS NULL AND starts_with(identity, d.beginning))
$$;
