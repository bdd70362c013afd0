-- Purpose: the role the application works under, and the functions row-level security asks.
-- Locks: none. Rows touched: none. Deploy order: before everything else.

DO $$
BEGIN
    CREATE ROLE laadboek_app NOLOGIN NOBYPASSRLS;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
    EXECUTE format('GRANT laadboek_app TO %I', current_user);
EXCEPTION
    WHEN OTHERS THEN
        RAISE NOTICE 'role laadboek_app is already granted or cannot be granted by %', current_user;
END
$$;

GRANT USAGE ON SCHEMA public TO laadboek_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO laadboek_app;

-- The tenant of the running transaction; null when none was set.
CREATE FUNCTION scoped_operator() RETURNS bigint LANGUAGE sql STABLE
    RETURN nullif(current_setting('laadboek.operator_id', true), '')::bigint;

-- The one host a host's user may see; null for users of the operator and for jobs.
CREATE FUNCTION scoped_host() RETURNS bigint LANGUAGE sql STABLE
    RETURN nullif(current_setting('laadboek.host_id', true), '')::bigint;

-- Whether the transaction is work of the installation across tenants.
CREATE FUNCTION scoped_system() RETURNS boolean LANGUAGE sql STABLE
    RETURN coalesce(current_setting('laadboek.system', true), '') = 'on' AND scoped_operator() IS NULL;

-- Puts a tenant table behind row-level security. With a host column, a host's user sees that host's rows only.
CREATE PROCEDURE protect_tenant_table(table_name regclass, host_column text DEFAULT NULL) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
        'CREATE POLICY tenant ON %s USING (scoped_system() OR operator_id = scoped_operator())
         WITH CHECK (scoped_system() OR operator_id = scoped_operator())', table_name);
    IF host_column IS NOT NULL THEN
        EXECUTE format(
            'CREATE POLICY own_host ON %s AS RESTRICTIVE USING (scoped_host() IS NULL OR %I = scoped_host())',
            table_name, host_column);
    END IF;
END
$$;

-- Grants: rows may be added and read, never changed.
CREATE PROCEDURE grant_append_only(table_name regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT ON %s TO laadboek_app', table_name);
END
$$;

-- Grants: rows may be added, read and changed.
CREATE PROCEDURE grant_read_write(table_name regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO laadboek_app', table_name);
END
$$;
