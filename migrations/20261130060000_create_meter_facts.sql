-- Purpose: what charge points tell of their meters in their configuration: type, maker, serial number, firmware and the
-- public key by which signed values are checked. A row per change, so that an old value is checked by the key of its time.
-- Locks: none (new table). Rows touched: none. Order: before the program.

-- Projected from the frames, so never twice.
CREATE TABLE charge_point_meter_facts (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamptz NOT NULL,
    kind text NOT NULL,
    connector_id integer,
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT charge_point_meter_facts_key PRIMARY KEY (operator_id, charge_point_id, name, node_id, sequence),
    CONSTRAINT charge_point_meter_facts_charge_point FOREIGN KEY (operator_id, charge_point_id)
        REFERENCES charge_points (operator_id, id),
    CONSTRAINT charge_point_meter_facts_kind_known CHECK
        (kind IN ('type', 'maker', 'serial', 'firmware', 'public_key')),
    CONSTRAINT charge_point_meter_facts_length CHECK (length(value) BETWEEN 1 AND 2500)
);

CALL protect_tenant_table('charge_point_meter_facts');
CALL grant_append_only('charge_point_meter_facts');
