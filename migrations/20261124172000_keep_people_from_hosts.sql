-- Purpose: a host's user sees the people of that host only, not the operator's people nor another host's.
-- Locks: ACCESS EXCLUSIVE on users, briefly. Rows: none.
-- Deployment: before or after the application; its pages for hosts read their own person only.
CREATE POLICY own_host ON users AS RESTRICTIVE USING (scoped_host() IS NULL OR host_id = scoped_host());
