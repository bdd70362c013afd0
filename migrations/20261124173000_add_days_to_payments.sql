-- Purpose: each payment of a bank file has a day of its own, on which its credits are due. NULL for those made before:
-- theirs is the day of the file.
-- Locks: ACCESS EXCLUSIVE on payment_file_credits for a moment, SHARE while the index is built; a row per paid credit.
-- Rows touched: none.
-- Order: before the program, which writes the column.

ALTER TABLE payment_file_credits ADD COLUMN execution_on date;
CREATE INDEX payment_file_credits_by_file ON payment_file_credits (operator_id, payment_file_id);
