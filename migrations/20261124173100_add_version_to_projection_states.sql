-- Purpose: by which version of the projection's rules a charge point's frames became sessions, so that those of older
--   rules can be found and projected again.
-- Locks: projection_states, briefly (a constant default writes no rows). Rows touched: none.
-- Order: before the executable that writes versions; `laadboek migrate` projects again afterwards.

-- What is there was projected by the first rules.
ALTER TABLE projection_states ADD COLUMN version integer NOT NULL DEFAULT 1;

-- From now on whoever writes says by which.
ALTER TABLE projection_states ALTER COLUMN version DROP DEFAULT;
ALTER TABLE projection_states ADD CONSTRAINT projection_states_version_positive CHECK (version > 0) NOT VALID;
ALTER TABLE projection_states VALIDATE CONSTRAINT projection_states_version_positive;
