-- Purpose: room in the books for what the chain shall hold fast beside amounts, first the digest of what a credit
--   document says.
-- Locks: ledger_transactions, briefly (a constant default writes no rows). Rows touched: none.
-- Order: before the executable that writes it; older ones go on, and what they write has none.

-- Empty where there is none: such a transaction is hashed as before.
ALTER TABLE ledger_transactions ADD COLUMN metadata text NOT NULL DEFAULT '';
