-- Purpose: policies read the scope once for each statement. As bare calls they were made for every row, and the planner,
-- which cannot look into them, expected so few rows that long lists were read whole and sorted.
-- Locks: ACCESS EXCLUSIVE on each tenant table, for a moment. Rows touched: none. Order: before or after the program.

CREATE OR REPLACE PROCEDURE protect_tenant_table(table_name regclass, host_column text DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
        'CREATE POLICY tenant ON %s
         USING ((SELECT scoped_system()) OR operator_id = (SELECT scoped_operator()))
         WITH CHECK ((SELECT scoped_system()) OR operator_id = (SELECT scoped_operator()))', table_name);
    IF host_column IS NOT NULL THEN
        EXECUTE format(
            'CREATE POLICY own_host ON %s AS RESTRICTIVE
             USING ((SELECT scoped_host() IS NULL) OR %I = (SELECT scoped_host()))', table_name, host_column);
    END IF;
END
$$;

DO $$
DECLARE
    known record;
BEGIN
    -- Refused handshakes have a policy of their own: an identity nobody knows belongs to no operator.
    FOR known IN SELECT schemaname, tablename, policyname FROM pg_policies
                 WHERE schemaname = 'public' AND tablename <> 'refused_handshakes' LOOP
        CASE known.policyname
        WHEN 'tenant' THEN
            EXECUTE format(
                'ALTER POLICY tenant ON %I.%I
                 USING ((SELECT scoped_system()) OR operator_id = (SELECT scoped_operator()))
                 WITH CHECK ((SELECT scoped_system()) OR operator_id = (SELECT scoped_operator()))',
                known.schemaname, known.tablename);
        WHEN 'own_host' THEN
            EXECUTE format(
                'ALTER POLICY own_host ON %I.%I
                 USING ((SELECT scoped_host() IS NULL) OR %I = (SELECT scoped_host()))',
                known.schemaname, known.tablename, CASE known.tablename WHEN 'hosts' THEN 'id' ELSE 'host_id' END);
        ELSE NULL;
        END CASE;
    END LOOP;
END
$$;
