-- Purpose: some back-offices take nothing on a new connection before a BootNotification; after an absence they are told the
-- last one again where that is wanted. And what a back-office agreed to speak, so that it is agreed to again meanwhile.
-- Locks: ACCESS EXCLUSIVE on both tables for a moment. Rows touched: none. Order: before the program.

ALTER TABLE charge_point_relays ADD COLUMN boots_again boolean NOT NULL DEFAULT false;

ALTER TABLE upstream_acceptances ADD COLUMN boot jsonb;
ALTER TABLE upstream_acceptances ADD COLUMN subprotocol text NOT NULL DEFAULT 'ocpp1.6'
    CONSTRAINT upstream_acceptances_subprotocol_form CHECK (length(subprotocol) BETWEEN 1 AND 20);
