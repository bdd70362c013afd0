-- Purpose: what programs were answered under their own names for requests, so that the same request has the same answer and
-- is done once; and what more a key may permit.
-- Locks: ACCESS EXCLUSIVE on api_keys, for a moment. Rows touched: none. Order: before the program.

CREATE TABLE api_answers (
    operator_id bigint NOT NULL REFERENCES operators,
    api_key_id bigint NOT NULL,
    -- The sender's own name for the request.
    idempotency_key text NOT NULL,
    -- Of method, address and body: under one name there is one request.
    request_sha256 bytea NOT NULL,
    -- The answer as it went out.
    status integer NOT NULL,
    media_type text NOT NULL,
    body bytea NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT api_answers_once PRIMARY KEY (operator_id, api_key_id, idempotency_key),
    CONSTRAINT api_answers_api_key FOREIGN KEY (operator_id, api_key_id) REFERENCES api_keys (operator_id, id),
    CONSTRAINT api_answers_idempotency_key_form CHECK (idempotency_key ~ '^[!-~]{1,255}$'),
    CONSTRAINT api_answers_request_form CHECK (octet_length(request_sha256) = 32),
    CONSTRAINT api_answers_status CHECK (status BETWEEN 200 AND 499)
);
CREATE INDEX api_answers_by_time ON api_answers (answered_at);
CALL protect_tenant_table('api_answers');
CREATE POLICY not_by_hosts ON api_answers AS RESTRICTIVE USING ((SELECT scoped_host() IS NULL));
GRANT SELECT, INSERT, DELETE ON api_answers TO laadboek_app;

ALTER TABLE api_keys DROP CONSTRAINT api_keys_permissions_known;
ALTER TABLE api_keys ADD CONSTRAINT api_keys_permissions_known CHECK (cardinality(permissions) > 0 AND permissions <@ ARRAY[
    'customers:read', 'customers:write', 'enrolments:read', 'enrolments:write', 'connections:read', 'charge_points:read',
    'sessions:read', 'sessions:write', 'readings:read', 'readings:write', 'estimates:read', 'payouts:read',
    'documents:read', 'webhooks:read', 'webhooks:write', 'embed_tokens:write']);
