-- Purpose: connections for which a mandate was given elsewhere or on paper come in a list; what the list said of that mandate
-- stands beside the enrolment and proves nothing.
-- Locks: SHARE ROW EXCLUSIVE on ere_enrolments, for a moment. Rows touched: none. Order: before the program.

CREATE TABLE ere_imports (
    operator_id bigint NOT NULL REFERENCES operators,
    customer_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    -- The number of the line in the file.
    line integer NOT NULL,
    issued_on date,
    valid_until date,
    -- Where paper or proof of it is found, in the words of whoever keeps it.
    evidence text NOT NULL DEFAULT '',
    file_sha256 bytea NOT NULL,
    recorded_by bigint CONSTRAINT ere_imports_recorded_by REFERENCES users (id),
    recorded_at timestamptz NOT NULL,
    CONSTRAINT ere_imports_key PRIMARY KEY (operator_id, enrolment_id),
    CONSTRAINT ere_imports_enrolment FOREIGN KEY (operator_id, customer_id, enrolment_id)
        REFERENCES ere_enrolments (operator_id, customer_id, id) ON DELETE CASCADE,
    CONSTRAINT ere_imports_line CHECK (line >= 1),
    CONSTRAINT ere_imports_dates CHECK (valid_until >= issued_on),
    CONSTRAINT ere_imports_evidence_form CHECK (length(evidence) <= 200),
    CONSTRAINT ere_imports_sha256_form CHECK (octet_length(file_sha256) = 32)
);
CREATE INDEX ere_imports_by_customer ON ere_imports (operator_id, customer_id);
CALL protect_customer_table('ere_imports');
CALL grant_append_only('ere_imports');

-- When the name leaves an enrolment, by an erasure or in time, what a list said of its mandate leaves with it.
CREATE FUNCTION ere_imports_go_with_names() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM ere_imports i WHERE i.operator_id = NEW.operator_id AND i.enrolment_id = NEW.id;
    RETURN NULL;
END;
$$;
CREATE TRIGGER ere_imports_go_with_names AFTER UPDATE OF holder_name ON ere_enrolments
    FOR EACH ROW WHEN (OLD.holder_name <> '' AND NEW.holder_name = '') EXECUTE FUNCTION ere_imports_go_with_names();
