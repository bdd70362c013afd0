-- Purpose: one charger may stand under several names: as a charge point, as a charger of an enrolment without one, as another
-- charge point after it was set up anew. Its serial number, as people and the charger itself say it, brings them together.
-- Charge boxes have a number of their own in OCPP 1.6, which labels often show.
-- Locks: ACCESS EXCLUSIVE on ere_chargers and charge_point_status, for seconds (they are written anew). Rows touched: all of
-- these. Order: before the program.

ALTER TABLE ere_chargers ADD COLUMN serial_key text NOT NULL GENERATED ALWAYS AS (upper(btrim(serial))) STORED;
CREATE INDEX ere_chargers_by_serial ON ere_chargers (operator_id, serial_key, id);
CREATE INDEX ere_chargers_by_charge_point ON ere_chargers (operator_id, charge_point_id)
    WHERE charge_point_id IS NOT NULL;

ALTER TABLE charge_point_status
    ADD COLUMN box_serial_number text NOT NULL DEFAULT '',
    -- NULL where it says nothing, so that nobody who plans a statement takes that for what most of them say.
    ADD COLUMN serial_key text GENERATED ALWAYS AS (nullif(upper(btrim(serial_number)), '')) STORED,
    ADD COLUMN box_serial_key text GENERATED ALWAYS AS (nullif(upper(btrim(box_serial_number)), '')) STORED;
CREATE INDEX charge_point_status_by_serial ON charge_point_status (operator_id, serial_key, charge_point_id);
CREATE INDEX charge_point_status_by_box_serial ON charge_point_status (operator_id, box_serial_key, charge_point_id);
