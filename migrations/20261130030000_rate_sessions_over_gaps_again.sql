-- Purpose: a quarter hour without energy needs its price too, so the line of a session over a gap in the prices waits.
-- Those that stand get no new version.
-- Locks: none beyond the rows. Rows touched: one row of rating_work for each session priced per quarter hour.

INSERT INTO rating_work (operator_id, session_id, reason)
SELECT j.operator_id, j.session_id, 'price_corrected'
FROM journal_heads j JOIN priced_lines l ON l.operator_id = j.operator_id AND l.id = j.line_id
WHERE l.pricing = 'per_interval' AND l.detail -> 'terms' ? 'zone'
ON CONFLICT ON CONSTRAINT rating_work_key DO NOTHING;
