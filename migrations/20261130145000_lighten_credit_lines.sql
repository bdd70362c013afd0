-- Purpose: a close writes a hundred thousand of these rows; what was asked row by row is asked once per statement.
-- Locks: ACCESS EXCLUSIVE on credit_lines and its index for a moment. Rows touched: none. Order: before the program.

-- The credits of a session are found by its lines, of which priced_lines keeps an index.
DROP INDEX credit_lines_by_session;

-- A foreign key asks once per session. Lines are never removed, so that looking once when they are credited suffices.
ALTER TABLE credit_lines DROP CONSTRAINT credit_lines_line;

CREATE OR REPLACE FUNCTION check_credit_lines() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    place record;
    missing bigint;
BEGIN
    FOR place IN SELECT DISTINCT operator_id, credit_id, document_line FROM added LOOP
        PERFORM 1 FROM credit_document_lines d
        WHERE d.operator_id = place.operator_id AND d.credit_id = place.credit_id AND d.ordinal = place.document_line;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'an entry of credit % stands behind line %, which is not there',
                place.credit_id, place.document_line
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'credit_lines_document_line';
        END IF;
    END LOOP;
    -- As a scalar, so that the index is asked row by row whatever the plan thinks of the number of rows.
    SELECT a.line_id INTO missing FROM added a
    WHERE (SELECT p.id FROM priced_lines p WHERE p.operator_id = a.operator_id AND p.id = a.line_id) IS NULL
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'priced line % is to be credited, which is not there', missing
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'credit_lines_line';
    END IF;
    RETURN NULL;
END
$$;
