-- Purpose: commands that wait for a reconnect, settings and reports of charge points, local lists.
-- Locks: ALTER TABLE on commands and charge_point_status, each for a moment; commands is rewritten.
-- Rows touched: every command gets a time at which it expires, every status its protocol.
-- Order: before the processes that use it; older processes go on working.

-- Until when a command may be sent; most live two minutes, those that wait for a reconnect days.
ALTER TABLE commands ADD COLUMN expires_at timestamptz NOT NULL DEFAULT now() + interval '2 minutes';
CREATE INDEX commands_under_way ON commands (charge_point_id, id) WHERE state IN ('queued', 'sent');

-- Reservations, uploads and remote starts carry a number that comes back; it need only be new.
CREATE SEQUENCE command_numbers AS integer;
GRANT USAGE ON SEQUENCE command_numbers TO laadboek_app;

ALTER TABLE charge_point_status ADD COLUMN protocol text NOT NULL DEFAULT 'ocpp1.6';

-- What a charge point said of its settings, and what it took from us.
CREATE TABLE charge_point_settings (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    name text NOT NULL,
    value text,
    is_readonly boolean NOT NULL DEFAULT false,
    needs_restart boolean NOT NULL DEFAULT false,
    known_at timestamptz NOT NULL,
    CONSTRAINT charge_point_settings_key PRIMARY KEY (operator_id, charge_point_id, name),
    CONSTRAINT charge_point_settings_charge_point FOREIGN KEY (operator_id, charge_point_id)
        REFERENCES charge_points (operator_id, id)
);

-- What a charge point reported of firmware, uploads and security; projected from its frames, so never twice.
CREATE TABLE charge_point_reports (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    node_id integer NOT NULL,
    sequence bigint NOT NULL,
    received_at timestamptz NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    request_id bigint,
    info text NOT NULL DEFAULT '',
    occurred_at timestamptz NOT NULL,
    CONSTRAINT charge_point_reports_key PRIMARY KEY (operator_id, charge_point_id, node_id, sequence),
    CONSTRAINT charge_point_reports_kind_known CHECK (kind IN ('firmware', 'diagnostics', 'log', 'security'))
);
CREATE INDEX charge_point_reports_by_time ON charge_point_reports (operator_id, charge_point_id, received_at DESC);

-- The list of tokens that a charge point keeps for the time without a connection.
CREATE TABLE local_lists (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    is_kept boolean NOT NULL DEFAULT false,
    version bigint NOT NULL DEFAULT 0,
    entries jsonb NOT NULL DEFAULT '[]',
    needs_full boolean NOT NULL DEFAULT true,
    -- Of the tokens that the list was last seen to equal; spares looking at it again.
    token_digest text,
    confirmed_at timestamptz,
    last_failure text NOT NULL DEFAULT '',
    CONSTRAINT local_lists_key PRIMARY KEY (operator_id, charge_point_id),
    CONSTRAINT local_lists_charge_point FOREIGN KEY (operator_id, charge_point_id)
        REFERENCES charge_points (operator_id, id)
);

CALL protect_tenant_table('charge_point_settings');
CALL protect_tenant_table('charge_point_reports');
CALL protect_tenant_table('local_lists');

CALL grant_read_write('charge_point_settings');
CALL grant_append_only('charge_point_reports');
CALL grant_read_write('local_lists');
