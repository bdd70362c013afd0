-- Purpose: the head of a session's line carries the energy and amount of the line it points at, so that the sums of a
-- month are read from an index alone. The next file fills in what is there.
-- Locks: ACCESS EXCLUSIVE on journal_heads, for a moment. Rows touched: none.
-- Order: before the program, which writes the columns. Lines that an older process adds meanwhile have sums of zero;
-- verify names them, and the next file run again by hand mends them.

ALTER TABLE journal_heads ADD COLUMN energy_thousandths_wh bigint NOT NULL DEFAULT 0;
ALTER TABLE journal_heads ADD COLUMN amount numeric;

-- Heads change when a month is closed, a month's worth at a time: indexes are read alone only where the table was
-- vacuumed since, and the usual fifth of the table would be years.
ALTER TABLE journal_heads SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);
ALTER TABLE sessions SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);

-- PDF and XLSX are compressed already; trying once more only costs time.
ALTER TABLE credit_files ALTER COLUMN content SET STORAGE EXTERNAL;
