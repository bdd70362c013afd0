-- Purpose: row-level security on what the installation keeps beside the tables of tenants. An operator sees and changes
-- itself only; links for a new password are those of people it sees; attempts to sign in are the installation's.
-- Locks: ACCESS EXCLUSIVE on operators, password_resets and sign_in_attempts, each for a moment. Rows touched: none.
-- Order: before or after the program; its statements keep to this already.

ALTER TABLE operators ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON operators
    USING ((SELECT scoped_system()) OR id = (SELECT scoped_operator()))
    WITH CHECK ((SELECT scoped_system()) OR id = (SELECT scoped_operator()));

-- People of a host read their operator and change nothing of it.
CREATE POLICY not_by_hosts ON operators AS RESTRICTIVE FOR UPDATE USING ((SELECT scoped_host() IS NULL));

-- The policies of users decide whom the scope sees.
ALTER TABLE password_resets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON password_resets
    USING ((SELECT scoped_system()) OR EXISTS (SELECT FROM users WHERE users.id = password_resets.user_id))
    WITH CHECK ((SELECT scoped_system()) OR EXISTS (SELECT FROM users WHERE users.id = password_resets.user_id));

ALTER TABLE sign_in_attempts ENABLE ROW LEVEL SECURITY;
CREATE POLICY installation ON sign_in_attempts
    USING ((SELECT scoped_system()))
    WITH CHECK ((SELECT scoped_system()));
