-- Purpose: a run of payouts counts each customer once, however many workers go through its customers.
-- Locks: ACCESS EXCLUSIVE on ere_payout_progress, for a moment. Rows touched: none. Order: before the program.

-- The last customer that was counted: workers go through customers in this order, each from the first one.
ALTER TABLE ere_payout_progress ADD COLUMN counted_through bigint NOT NULL DEFAULT 0;
