-- Purpose: the head of a session's line carries the session's charge point, so that the journal finds the lines of some
-- charge points, however few or many, in one index; before, each line asked for its session. It also says whether
-- another version is credited, in a column of its own: the planner knows then how few these are. Held sessions likewise.
-- Locks: ACCESS EXCLUSIVE on journal_heads, SHARE on sessions until the end, about five seconds for each million lines.
-- Rows touched: every head, once.
-- Order: with the program stopped, as an older one does not write the column.

ALTER TABLE journal_heads
    ADD COLUMN charge_point_id bigint,
    ADD COLUMN is_changed boolean NOT NULL
        GENERATED ALWAYS AS (credited_line_id IS NOT NULL AND credited_line_id <> line_id) STORED;

UPDATE journal_heads h SET charge_point_id = s.charge_point_id
FROM sessions s
WHERE s.operator_id = h.operator_id AND s.id = h.session_id;

ALTER TABLE journal_heads ALTER COLUMN charge_point_id SET NOT NULL;

DROP INDEX journal_heads_listed;
CREATE INDEX journal_heads_listed ON journal_heads (operator_id, stopped_at DESC, session_id DESC)
    INCLUDE (host_id, site_id, charge_point_id, period);
CREATE INDEX journal_heads_changed_listed ON journal_heads (operator_id, stopped_at DESC, session_id DESC)
    WHERE is_changed;
CREATE INDEX sessions_held ON sessions (operator_id, started_at DESC, id DESC) WHERE is_held;
