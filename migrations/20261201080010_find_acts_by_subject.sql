-- Purpose: the timeline of a customer finds what was done to it and its connections without reading the whole log.
-- Locks: audit_log cannot be written while the index is built; a second for a million rows. Rows touched: none.
-- Order: before or after the program; without it the timeline is only slower.
CREATE INDEX audit_log_by_subject ON audit_log (operator_id, subject, id);
