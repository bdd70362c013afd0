-- Purpose: a charger that takes energy out of vehicles again is known as one: what goes back must not be booked.
-- Locks: ACCESS EXCLUSIVE on ere_chargers, for a moment. Rows touched: none. Order: before the program.

-- NULL where nobody was asked: chargers that were named before, and those of lists.
ALTER TABLE ere_chargers ADD COLUMN feeds_back boolean;
