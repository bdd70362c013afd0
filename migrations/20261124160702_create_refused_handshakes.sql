-- Purpose: why charge points were turned away at the door, for the people who are connecting them.
-- Locks: none (new table). Rows touched: none.

-- One row per identity, address and reason. The operator and charge point are known when the identity is; an identity
-- that nobody registered belongs to no tenant. Nothing a charge point signs in with is kept.
CREATE TABLE refused_handshakes (
    identity text NOT NULL,
    remote_address text NOT NULL,
    reason text NOT NULL,
    folded_identity text NOT NULL,
    operator_id bigint,
    charge_point_id bigint,
    detail text NOT NULL DEFAULT '',
    count bigint NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    CONSTRAINT refused_handshakes_key PRIMARY KEY (identity, remote_address, reason),
    CONSTRAINT refused_handshakes_owner CHECK ((operator_id IS NULL) = (charge_point_id IS NULL)),
    CONSTRAINT refused_handshakes_length CHECK (length(identity) <= 255 AND length(detail) <= 200)
);
CREATE INDEX refused_handshakes_by_charge_point ON refused_handshakes (operator_id, charge_point_id, last_at DESC);
CREATE INDEX refused_handshakes_by_fold ON refused_handshakes (folded_identity, last_at DESC);
CREATE INDEX refused_handshakes_by_time ON refused_handshakes (last_at);

ALTER TABLE refused_handshakes ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON refused_handshakes
    USING (scoped_system() OR operator_id IS NULL OR operator_id = scoped_operator())
    WITH CHECK (scoped_system());
CALL grant_read_write('refused_handshakes');
GRANT DELETE ON refused_handshakes TO laadboek_app;
