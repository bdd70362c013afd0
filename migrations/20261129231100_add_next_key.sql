-- Purpose: the key that a charge point was told to take and has not come with yet; the old one opens until it does.
-- Locks: charge_points briefly, for two columns without default. Rows touched: none.

ALTER TABLE charge_points
    ADD COLUMN next_key_sha256 bytea,
    ADD COLUMN next_key_command bigint,
    ADD CONSTRAINT charge_points_next_key_form CHECK (octet_length(next_key_sha256) = 32),
    ADD CONSTRAINT charge_points_next_key_pair CHECK ((next_key_sha256 IS NULL) = (next_key_command IS NULL)),
    ADD CONSTRAINT charge_points_next_key_command FOREIGN KEY (operator_id, next_key_command)
        REFERENCES commands (operator_id, id);
