-- Purpose: what is posted is held against its balance once per statement, not once per posting: a run of payouts posts
-- half a million. Mails that wait are found in the order in which they are sent, however many wait since one moment.
-- Locks: SHARE ROW EXCLUSIVE on ledger_postings for a moment; SHARE on mails while a small index is built.
-- Rows touched: none. Order: before or after the program.

-- A statement adds whole transactions, as the program writes them, or the database refuses it: what a statement adds
-- balances per transaction and currency, and so do the books. Nobody changes or deletes postings.
CREATE FUNCTION check_ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT operator_id, sequence INTO wrong FROM added
    GROUP BY operator_id, sequence, currency
    HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger transaction % of operator % does not balance', wrong.sequence, wrong.operator_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_balance';
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER ledger_postings_balance ON ledger_postings;
DROP FUNCTION check_ledger_balance();
CREATE TRIGGER ledger_postings_balance AFTER INSERT ON ledger_postings
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_ledger_balances();

CREATE INDEX mails_in_order ON mails (next_attempt_at, id) WHERE sent_at IS NULL;
DROP INDEX mails_waiting;
