-- Purpose: after many lines at once statements over them are planned by what there is, and not by what there was.
-- Locks: none but those of ANALYZE while it is called. Rows touched: none. Order: before the program.

CREATE FUNCTION refresh_booking_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) customers, ere_enrolments, ere_mandates, ere_chargers, ere_evidence, ere_evidence_reviews,
        ere_bookings, ere_booking_facts, ere_measurements;
END
$$;
REVOKE EXECUTE ON FUNCTION refresh_booking_statistics() FROM public;
GRANT EXECUTE ON FUNCTION refresh_booking_statistics() TO laadboek_app;
