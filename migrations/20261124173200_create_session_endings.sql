-- Purpose: the ends that people give to sessions whose stop never came; the newest of a session counts until a stop comes.
-- Locks: SHARE ROW EXCLUSIVE on sessions for the foreign key, for a moment. Rows touched: none.
-- Order: before the program.

CREATE TABLE session_endings (
    operator_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    session_id bigint NOT NULL,
    ended_at timestamptz NOT NULL,
    register_thousandths_wh bigint NOT NULL,
    reason text NOT NULL,
    decided_by bigint,
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT session_endings_key PRIMARY KEY (operator_id, id),
    CONSTRAINT session_endings_session FOREIGN KEY (operator_id, session_id) REFERENCES sessions (operator_id, id),
    CONSTRAINT session_endings_register CHECK (register_thousandths_wh >= 0),
    CONSTRAINT session_endings_reason CHECK (reason <> '')
);
CREATE INDEX session_endings_by_session ON session_endings (operator_id, session_id, id DESC);

CALL protect_tenant_table('session_endings');
CALL grant_append_only('session_endings');
