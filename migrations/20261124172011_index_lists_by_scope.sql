-- Purpose: the order of the lists and the figures per day are read from an index alone: it has what the policies and the
-- usual filters look at.
-- Locks: SHARE on sessions and journal_heads while the indexes are made, some seconds for each million rows.
-- Rows touched: none. Order: before or after the program.

CREATE INDEX sessions_listed ON sessions (operator_id, started_at DESC, id DESC) INCLUDE (host_id, site_id);
DROP INDEX sessions_by_start;
CREATE INDEX sessions_per_day ON sessions (operator_id, stopped_at)
    INCLUDE (host_id, state, is_held, energy_thousandths_wh);
DROP INDEX sessions_by_stop;
CREATE INDEX journal_heads_listed ON journal_heads (operator_id, stopped_at DESC, session_id DESC)
    INCLUDE (host_id, site_id, period);
DROP INDEX journal_heads_by_stop;
