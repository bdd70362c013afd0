-- Purpose: the figures of an overview are summed from indexes, without reading booking lines and mandates themselves.
-- Locks: ere_bookings, ere_mandates and credits are read only while their indexes are built; seconds for a million lines.
-- Rows: none.
-- Order: before or after the program; the statements are the same with the old index, only slower.
DROP INDEX ere_bookings_by_state;
CREATE INDEX ere_bookings_by_state ON ere_bookings (operator_id, quarter, state, id)
    INCLUDE (energy_thousandths_wh, units, credited_units, ordinal);
CREATE INDEX ere_mandates_years ON ere_mandates (operator_id, enrolment_id) INCLUDE (first_year, last_year);
CREATE INDEX credits_ere_totals ON credits (operator_id, ere_run_id) INCLUDE (id, total_minor)
    WHERE ere_run_id IS NOT NULL;
