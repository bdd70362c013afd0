-- Purpose: credits that a close could not make are kept with what blocks them, so that somebody sees them.
-- Locks: ACCESS EXCLUSIVE on month_ends, for a moment: its states are checked anew. Rows touched: none.
-- Order: before the program, which writes the new state.

CREATE TABLE blocked_credits (
    operator_id bigint NOT NULL REFERENCES operators,
    period date NOT NULL,
    reimbursement_contract_id bigint NOT NULL,
    host_id bigint NOT NULL,
    code text NOT NULL,
    -- Of a VAT rate that is missing.
    country text,
    day date,
    blocked_at timestamptz NOT NULL,
    resolved_at timestamptz,
    CONSTRAINT blocked_credits_key PRIMARY KEY (operator_id, period, reimbursement_contract_id),
    CONSTRAINT blocked_credits_host FOREIGN KEY (operator_id, host_id) REFERENCES hosts (operator_id, id),
    CONSTRAINT blocked_credits_contract FOREIGN KEY (operator_id, reimbursement_contract_id)
        REFERENCES reimbursement_contracts (operator_id, id),
    CONSTRAINT blocked_credits_period_is_month CHECK (extract(day FROM period) = 1)
);
CREATE INDEX blocked_credits_open ON blocked_credits (operator_id) WHERE resolved_at IS NULL;

CALL protect_tenant_table('blocked_credits', 'host_id');
CALL grant_read_write('blocked_credits');

ALTER TABLE month_ends DROP CONSTRAINT month_ends_state_known;
ALTER TABLE month_ends ADD CONSTRAINT month_ends_state_known
    CHECK (state IN ('requested', 'running', 'closed', 'failed', 'blocked'));
