-- Purpose: where tokens come from, and unknown ones that are accepted and shown to a person.
-- Locks: ALTER TABLE on tokens and operators, each for a moment. Rows touched: none; the defaults are constants.
-- Order: before the processes that use it.

-- Where a token comes from: of the operator itself, or of a partner by roaming.
ALTER TABLE tokens ADD COLUMN origin text NOT NULL DEFAULT 'local',
    ADD CONSTRAINT tokens_origin_known CHECK (origin IN ('local', 'roaming'));
-- Unknown tokens that are accepted may be put before a person.
ALTER TABLE operators ADD COLUMN flags_unknown_tokens boolean NOT NULL DEFAULT false;
