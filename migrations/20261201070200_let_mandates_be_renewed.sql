-- Purpose: an enrolment that goes on where another one's mandate ends, filled from it; and evidence that was taken over.
-- Locks: ACCESS EXCLUSIVE on ere_enrolments and ere_evidence, for a moment. Rows touched: none.
-- Order: before the program; the earlier program goes on meanwhile.

ALTER TABLE ere_enrolments ADD COLUMN renews bigint;
ALTER TABLE ere_enrolments ADD CONSTRAINT ere_enrolments_renews FOREIGN KEY (operator_id, customer_id, renews)
    REFERENCES ere_enrolments (operator_id, customer_id, id);
-- One unfinished renewal of each; whoever asks again goes on with it.
CREATE UNIQUE INDEX ere_enrolments_one_renewal ON ere_enrolments (operator_id, renews)
    WHERE renews IS NOT NULL AND state = 'draft';

-- The file that was handed in and accepted before, for the same charger.
ALTER TABLE ere_evidence ADD COLUMN taken_over_from bigint;
ALTER TABLE ere_evidence ADD CONSTRAINT ere_evidence_taken_over FOREIGN KEY (operator_id, customer_id, taken_over_from)
    REFERENCES ere_evidence (operator_id, customer_id, id);
