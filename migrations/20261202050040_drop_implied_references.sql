-- Purpose: rows of which millions are written check once, not twice, that their operator exists: each of these tables
-- refers to a row of the same operator already, which cannot be there without it.
-- Locks: ACCESS EXCLUSIVE on each table and SHARE ROW EXCLUSIVE on operators, for a moment. Rows touched: none.
-- Order: before or after the program.

ALTER TABLE ere_booking_facts DROP CONSTRAINT ere_booking_facts_operator_id_fkey;
ALTER TABLE ere_counted_pushes DROP CONSTRAINT ere_counted_pushes_operator_id_fkey;
ALTER TABLE ere_counted_sessions DROP CONSTRAINT ere_counted_sessions_operator_id_fkey;
ALTER TABLE ere_measurements DROP CONSTRAINT ere_measurements_operator_id_fkey;
ALTER TABLE ere_payout_adjustments DROP CONSTRAINT ere_payout_adjustments_operator_id_fkey;
ALTER TABLE ere_payout_lines DROP CONSTRAINT ere_payout_lines_operator_id_fkey;
ALTER TABLE ere_payout_mails DROP CONSTRAINT ere_payout_mails_operator_id_fkey;
ALTER TABLE ere_payout_quarters DROP CONSTRAINT ere_payout_quarters_operator_id_fkey;
ALTER TABLE ere_payouts DROP CONSTRAINT ere_payouts_operator_id_fkey;
ALTER TABLE ere_trade_lines DROP CONSTRAINT ere_trade_lines_operator_id_fkey;
