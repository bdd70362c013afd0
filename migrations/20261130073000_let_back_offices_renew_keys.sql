-- Purpose: a key that a back-office gave to a charge point which we let in opens beside the old one until the charge point
-- has come with it, as one that we gave ourselves does; there is no command of ours then.
-- Locks: ACCESS EXCLUSIVE on charge_points, some milliseconds for each ten thousand. Rows touched: none.
-- Order: before the program.

ALTER TABLE charge_points
    DROP CONSTRAINT charge_points_next_key_pair,
    ADD CONSTRAINT charge_points_next_key_told CHECK (next_key_sha256 IS NOT NULL OR next_key_command IS NULL);
