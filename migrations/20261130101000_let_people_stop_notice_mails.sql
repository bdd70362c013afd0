-- Purpose: administrators may do without the mails about what back-offices did; the list has it all.
-- Locks: ACCESS EXCLUSIVE on users for a moment. Rows touched: none. Order: before the program.

ALTER TABLE users ADD COLUMN notice_mails boolean NOT NULL DEFAULT true;
