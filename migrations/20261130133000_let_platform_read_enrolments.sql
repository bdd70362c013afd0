-- Purpose: people of the platform, verifiers among them, see enrolments, mandates and what is known of evidence over all
-- partners.
-- Locks: ACCESS EXCLUSIVE on the five tables, for a moment. Rows touched: none.
-- Order: before the program.

CALL open_to_platform('ere_enrolments');
CALL open_to_platform('ere_chargers');
CALL open_to_platform('ere_mandates');
CALL open_to_platform('ere_evidence');
CALL open_to_platform('ere_evidence_reviews');
