-- Purpose: an operator may let its hosts connect charge points themselves, and each charge point says who connected it.
-- Locks: ACCESS EXCLUSIVE on operators and charge_points, SHARE ROW EXCLUSIVE on users, for a moment each.
-- Rows touched: none.
-- Order: before the program, which asks for both columns; the earlier program goes on meanwhile.

ALTER TABLE operators ADD COLUMN hosts_connect boolean NOT NULL DEFAULT false;
-- Who connected it step by step; NULL for those that came another way.
ALTER TABLE charge_points ADD COLUMN connected_by bigint
    CONSTRAINT charge_points_connected_by REFERENCES users (id);
CREATE INDEX charge_points_by_connector ON charge_points (operator_id, connected_by) WHERE connected_by IS NOT NULL;
