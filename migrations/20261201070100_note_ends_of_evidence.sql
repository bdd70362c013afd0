-- Purpose: until when evidence of a meter holds, where the paper says so: as it was handed in, and as whoever accepted it read it;
-- and reminders ahead of that day.
-- Locks: ACCESS EXCLUSIVE on ere_evidence, ere_evidence_reviews and reminder_rules, for a moment; their checks are read once.
-- Rows touched: none. Order: before the program; the earlier program goes on meanwhile.

ALTER TABLE ere_evidence ADD COLUMN valid_until date;
ALTER TABLE ere_evidence ADD CONSTRAINT ere_evidence_valid_until_range
    CHECK (valid_until IS NULL OR (kind IN ('meter', 'certificate') AND valid_until BETWEEN '2000-01-01' AND '2100-12-31'));
ALTER TABLE ere_evidence_reviews ADD COLUMN valid_until date;
ALTER TABLE ere_evidence_reviews ADD CONSTRAINT ere_evidence_reviews_valid_until_range
    CHECK (valid_until IS NULL OR (verdict = 'accepted' AND valid_until BETWEEN '2000-01-01' AND '2100-12-31'));
CREATE INDEX ere_evidence_reviews_that_end ON ere_evidence_reviews (operator_id, evidence_id) WHERE valid_until IS NOT NULL;

ALTER TABLE reminder_rules DROP CONSTRAINT reminder_rules_kind_known;
ALTER TABLE reminder_rules ADD CONSTRAINT reminder_rules_kind_known
    CHECK (kind IN ('deadline', 'mandate', 'silence', 'evidence'));
