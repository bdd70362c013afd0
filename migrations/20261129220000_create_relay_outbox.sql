-- Purpose: per charge point, what happens while its back-office is away; what such charge points were answered in its
-- place until it knows it too; and what is known of back-offices so that they can be answered for.
-- Locks: charge_point_relays briefly, for columns with constant defaults. Rows touched: none.
-- Order: before the program.

ALTER TABLE charge_point_relays
    ADD COLUMN absence_mode text NOT NULL DEFAULT 'pass',
    ADD COLUMN accepts_unknown_tokens boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT charge_point_relays_absence_known CHECK (absence_mode IN ('pass', 'outbox'));

-- Numbers for transactions that begin while a back-office is away: 5,000 a block, from 1,900,000,000 to the end of the
-- positive 32-bit numbers, none twice.
CREATE SEQUENCE provisional_transaction_blocks AS integer MINVALUE 0 MAXVALUE 49495 START 0 NO CYCLE;
GRANT USAGE ON SEQUENCE provisional_transaction_blocks TO laadboek_app;

-- Where each message stands that was answered in a back-office's place. It is what the frames and the decisions say,
-- written with them, and can be made again from them; they are the evidence.
CREATE TABLE relay_outbox (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamptz NOT NULL,
    upstream_id bigint NOT NULL,
    action text NOT NULL,
    subject text NOT NULL DEFAULT '',
    transaction_id bigint,
    upstream_transaction_id bigint,
    round integer NOT NULL DEFAULT 0,
    attempts integer NOT NULL DEFAULT 0,
    state text NOT NULL,
    reason text NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL,
    CONSTRAINT relay_outbox_key PRIMARY KEY (operator_id, charge_point_id, node_id, sequence),
    CONSTRAINT relay_outbox_charge_point FOREIGN KEY (operator_id, charge_point_id)
        REFERENCES charge_points (operator_id, id),
    CONSTRAINT relay_outbox_upstream FOREIGN KEY (operator_id, upstream_id) REFERENCES upstreams (operator_id, id),
    CONSTRAINT relay_outbox_state_known CHECK
        (state IN ('pending', 'sent', 'acked', 'parked', 'superseded', 'given_up')),
    CONSTRAINT relay_outbox_counts CHECK (round >= 0 AND attempts >= 0)
);
CREATE INDEX relay_outbox_by_time ON relay_outbox (operator_id, charge_point_id, received_at DESC);
CREATE INDEX relay_outbox_open ON relay_outbox (operator_id, charge_point_id, received_at)
    WHERE state IN ('pending', 'sent', 'parked');

-- What people decided about messages that were parked.
CREATE TABLE relay_outbox_decisions (
    operator_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    decision text NOT NULL,
    decided_by bigint,
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT relay_outbox_decisions_key PRIMARY KEY (operator_id, id),
    CONSTRAINT relay_outbox_decisions_message FOREIGN KEY (operator_id, charge_point_id, node_id, sequence)
        REFERENCES relay_outbox (operator_id, charge_point_id, node_id, sequence),
    CONSTRAINT relay_outbox_decisions_known CHECK (decision IN ('retry', 'give_up'))
);
CREATE INDEX relay_outbox_decisions_by_message
    ON relay_outbox_decisions (operator_id, charge_point_id, node_id, sequence);

-- The last verdict of a back-office on a token, whose id is in lower case.
CREATE TABLE upstream_verdicts (
    operator_id bigint NOT NULL,
    upstream_id bigint NOT NULL,
    id_tag text NOT NULL,
    status text NOT NULL,
    expires_at timestamptz,
    parent_id_tag text,
    learned_at timestamptz NOT NULL,
    CONSTRAINT upstream_verdicts_key PRIMARY KEY (operator_id, upstream_id, id_tag),
    CONSTRAINT upstream_verdicts_upstream FOREIGN KEY (operator_id, upstream_id)
        REFERENCES upstreams (operator_id, id)
);

-- When a back-office last let a charge point in, with which credentials, and what it said to its BootNotification.
CREATE TABLE upstream_acceptances (
    operator_id bigint NOT NULL,
    upstream_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    accepted_at timestamptz NOT NULL,
    credentials_sha256 bytea NOT NULL,
    boot_interval bigint,
    CONSTRAINT upstream_acceptances_key PRIMARY KEY (operator_id, upstream_id, charge_point_id),
    CONSTRAINT upstream_acceptances_upstream FOREIGN KEY (operator_id, upstream_id)
        REFERENCES upstreams (operator_id, id),
    CONSTRAINT upstream_acceptances_charge_point FOREIGN KEY (operator_id, charge_point_id)
        REFERENCES charge_points (operator_id, id)
);

CALL protect_tenant_table('relay_outbox');
CALL protect_tenant_table('relay_outbox_decisions');
CALL protect_tenant_table('upstream_verdicts');
CALL protect_tenant_table('upstream_acceptances');
CALL grant_read_write('relay_outbox');
CALL grant_append_only('relay_outbox_decisions');
CALL grant_read_write('upstream_verdicts');
CALL grant_read_write('upstream_acceptances');
