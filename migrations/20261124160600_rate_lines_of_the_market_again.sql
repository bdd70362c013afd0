-- Purpose: lines that were computed with a price of another currency, or that a price of another interval passed by,
-- are computed again; those that stand get no new version.
-- Locks: none beyond the rows. Rows touched: one row of rating_work for each session priced by a market.

INSERT INTO rating_work (operator_id, session_id, reason)
SELECT j.operator_id, j.session_id, 'price_corrected'
FROM journal_heads j JOIN priced_lines l ON l.operator_id = j.operator_id AND l.id = j.line_id
WHERE l.detail -> 'terms' ? 'zone'
ON CONFLICT ON CONSTRAINT rating_work_key DO NOTHING;
