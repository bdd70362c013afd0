-- Purpose: a reading that newer rules of the projection no longer give is marked with their version, and left out from
-- then on. What was received stays as it is: the application may change the mark and nothing else.
-- Locks: ACCESS EXCLUSIVE on meter_readings and its partitions, for a moment. Rows touched: none.
-- Order: before the program, which asks for the mark; the earlier program goes on meanwhile.

ALTER TABLE meter_readings ADD COLUMN retired_by integer;
GRANT UPDATE (retired_by) ON meter_readings TO laadboek_app;
