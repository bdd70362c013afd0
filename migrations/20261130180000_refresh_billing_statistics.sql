-- Purpose: the first close of a new installation fills tables of documents of which PostgreSQL knows nothing yet, so that
-- the statements of the close, the foreign keys behind them and the pages after it were planned for empty tables. The
-- program cannot look at statistics itself, as the tables are not its own.
-- Locks: none. Rows touched: none. Order: before the program.

-- Looks again at the tables that a close fills. What somebody else looks at right now is left out.
CREATE FUNCTION refresh_billing_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE (SKIP_LOCKED) credits, credit_document_lines, credit_vat_totals, credit_lines, credit_files,
        number_series, ledger_accounts, ledger_transactions, ledger_postings;
END
$$;
REVOKE EXECUTE ON FUNCTION refresh_billing_statistics() FROM public;
GRANT EXECUTE ON FUNCTION refresh_billing_statistics() TO laadboek_app;
