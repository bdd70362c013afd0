-- Purpose: what back-offices did with charge points is listed over all of an operator's charge points, and told to its
-- administrators by mail, each notice once. That a back-office refuses or is away is neither: it comes with every attempt.
-- Locks: ACCESS EXCLUSIVE on relay_events, a second for each million notices. Rows touched: none.
-- Order: before the program.

-- Nobody reads by it.
DROP INDEX relay_events_by_time;
CREATE INDEX relay_events_listed ON relay_events (operator_id, at DESC, id DESC)
    WHERE code NOT IN ('refused', 'unreachable');
CREATE INDEX relay_events_recent ON relay_events (at) WHERE code NOT IN ('refused', 'unreachable');

CREATE TABLE relay_notice_mails (
    operator_id bigint NOT NULL,
    event_id bigint NOT NULL,
    mailed_at timestamptz NOT NULL,
    CONSTRAINT relay_notice_mails_key PRIMARY KEY (operator_id, event_id),
    CONSTRAINT relay_notice_mails_event FOREIGN KEY (operator_id, event_id) REFERENCES relay_events (operator_id, id)
);
CREATE INDEX relay_notice_mails_by_time ON relay_notice_mails (operator_id, mailed_at DESC);

CALL protect_tenant_table('relay_notice_mails');
CALL grant_append_only('relay_notice_mails');
