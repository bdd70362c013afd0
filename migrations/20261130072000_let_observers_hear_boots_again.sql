-- Purpose: some observers take nothing on a connection before a BootNotification; they are told the last one again.
-- Locks: ACCESS EXCLUSIVE on charge_point_observers for a moment. Rows touched: none. Order: before the program.

ALTER TABLE charge_point_observers ADD COLUMN boots_again boolean NOT NULL DEFAULT false;
