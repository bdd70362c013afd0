-- Purpose: the reason of a host's exemption from VAT, which its invoices must state (EN 16931, BR-E-10).
-- Locks: ACCESS EXCLUSIVE on hosts, for a moment. Rows touched: none.
-- Order: before the program, which reads the column. The next credits of exempt hosts wait until one is entered.

ALTER TABLE hosts ADD COLUMN exemption_ground text NOT NULL DEFAULT '';
ALTER TABLE hosts ADD CONSTRAINT hosts_exemption_ground_form CHECK (length(exemption_ground) <= 200);
