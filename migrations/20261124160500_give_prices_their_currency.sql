-- Purpose: prices of a zone in two currencies are two series, each with its own versions.
-- Locks: ACCESS EXCLUSIVE on prices while its key is built anew; seconds for a million prices. Rows touched: none.
-- Order: before the program that reads prices by currency.

ALTER TABLE prices DROP CONSTRAINT prices_key;
ALTER TABLE prices ADD CONSTRAINT prices_key PRIMARY KEY (zone, starts_at, minutes, currency, version);
CREATE INDEX prices_by_series ON prices (zone, currency, starts_at);
