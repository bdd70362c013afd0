-- Purpose: a reading that was sent can be taken back, and told otherwise: each is another version of what the register showed
-- at a moment, and the newest holds. Who takes one back on a page says why; what he said is a batch, too.
-- Locks: ACCESS EXCLUSIVE on pushed_readings and push_batches, for seconds (an index is built). Rows touched: none.
-- Order: before the program; the old one goes on with readings that were never taken back.

ALTER TABLE pushed_readings
    -- From 1; each that differs from the one before is one more.
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    -- Whether the register never showed it.
    ADD COLUMN is_withdrawn boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT pushed_readings_version CHECK (version >= 1),
    -- A register has one value at a moment, however often it is told.
    ADD CONSTRAINT pushed_readings_version_once UNIQUE (operator_id, charger_id, read_at, version),
    DROP CONSTRAINT pushed_readings_once;

-- A batch comes from a program or by hand, with its body, or from a file.
ALTER TABLE push_batches DROP CONSTRAINT push_batches_source;
ALTER TABLE push_batches ADD CONSTRAINT push_batches_source CHECK ((api_key_id IS NULL) = (idempotency_key IS NULL)
    AND (api_key_id IS NULL OR file_id IS NULL)
    AND (api_key_id IS NOT NULL OR file_id IS NOT NULL OR recorded_by IS NOT NULL)
    AND (body IS NULL) = (file_id IS NOT NULL OR forgotten_on IS NOT NULL));
