-- Purpose: the application reads over its own connections which migrations were applied, so that a process can say
--   whether the schema is its own without a connection of the owner.
-- Locks: none but that of the catalogue. Rows touched: none.
-- Order: before or after the executable; until then it says that migrations are missing.

GRANT SELECT ON schema_migrations TO laadboek_app;
