import Foundation
import Postgres
import TestSupport
import Testing
import Values

/// What the application's role may do with each table.
struct PrivilegeTests {
    /// Money and evidence: rows are added and never touched again.
    private static let appendOnly: Set<String> = [
        "agreement_templates", "audit_log", "brand_logos", "credit_approvals", "credit_document_lines",
        "credit_files", "credit_lines", "credit_vat_totals", "credits", "ere_booking_facts", "ere_counted_pushes",
        "ere_counted_sessions", "ere_recounted_pushes", "push_batches", "push_files", "pushed_readings",
        "pushed_sessions",
        "ere_brokers", "ere_credit_files", "ere_credit_imports", "ere_credit_tolerances", "ere_credits",
        "ere_customer_fees", "ere_paying_accounts", "ere_payout_left_out", "ere_payout_lines", "ere_payout_mails",
        "ere_payout_adjustments", "ere_payout_quarters", "ere_verification_decisions", "ere_verification_lines",
        "ere_verification_shares", "ere_verifications",
        "ere_payout_rules", "ere_payout_runs", "ere_payouts", "ere_referrals", "ere_self_billing",
        "ere_trade_cancellations", "ere_trade_documents", "ere_trade_lines", "ere_trades",
        "ere_evidence", "ere_evidence_reviews", "ere_filing_documents", "ere_filing_lines",
        "ere_filing_refusals", "ere_filings", "ere_mandates", "ere_measurements", "ere_recounted_sessions",
        "ere_roundings", "ere_imports",
        "frame_faults", "ledger_accounts", "ledger_postings", "ledger_transactions", "ocpp_frames",
        "operator_vat_rates", "erasure_requests", "erasure_outcomes", "erasure_removals", "retention_rules",
        "retention_runs", "retention_results", "reminder_rules", "reminders", "partner_acceptances",
        "partner_documents", "partner_terms",
        "payment_files",
        "payment_returns", "price_documents", "priced_lines", "prices", "reimbursement_contract_versions",
        "session_decisions", "session_endings", "session_frames", "supply_contract_versions", "vat_rates",
    ]

    @Test func `money and evidence can only be added to`() async throws {
        try await TestDatabase.leaseAll { test in
            let tables = try await test.owner.all(.system, Privileges())
            let added = tables.filter { $0.words == ["SELECT", "INSERT"] }.map(\.table)
            #expect(Self.appendOnly.subtracting(added) == [])
            let marked = try await test.owner.all(.system, ChangeableColumns())
            #expect(marked == ["meter_readings.retired_by", "payment_file_credits.return_id"])
            // What the catalogue says is also what happens.
            await #expect(throws: Never.self) { try await test.database.run(.system, TryToChange()) }
        }
    }

    @Test func `what the application may do with a table is as agreed`() async throws {
        try await TestDatabase.leaseAll { test in
            let tables = try await test.owner.all(.system, Privileges())
            let made = tables.map { "\($0.table): \($0.words.joined(separator: " "))\n" }.joined()
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Goldens/privileges.txt")
            let environment = ProcessInfo.processInfo.environment
            if environment["UPDATE_GOLDENS"] == "1" {
                try #require(environment["CI"] != "true", "goldens are agreed on by people, not by CI")
                try made.write(to: file, atomically: true, encoding: .utf8)
            }
            let agreed = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            #expect(made == agreed, "run with UPDATE_GOLDENS=1 and look at the difference of privileges.txt")
        }
    }

    @Test func `partitions are reached through their table only`() async throws {
        try await TestDatabase.leaseAll { test in
            let open = try await test.owner.all(.system, OpenPartitions())
            #expect(open == [])
        }
    }
}

/// The privileges of the application's role on each table and view.
private struct Privileges: Statement {
    struct Row: Sendable {
        let table: String
        let words: [String]
    }

    static let sql = """
        SELECT c.relname::text, array_to_string(ARRAY(
            SELECT p.name || CASE WHEN has_table_privilege('laadboek_app', c.oid, p.name) THEN '' ELSE '(columns)' END
            FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) WITH ORDINALITY AS p (name, place)
            WHERE has_table_privilege('laadboek_app', c.oid, p.name)
                OR (p.name NOT IN ('DELETE', 'TRUNCATE') AND has_any_column_privilege('laadboek_app', c.oid, p.name))
            ORDER BY p.place), ' ')
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
        ORDER BY c.relname
        """
    static let sample = Privileges()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(table: try row.next(), words: try row.next(String.self).split(separator: " ").map(String.init))
    }
}

/// Columns that may be changed in tables whose others may not.
private struct ChangeableColumns: Statement {
    static let sql = """
        SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND NOT has_table_privilege('laadboek_app', c.oid, 'UPDATE')
            AND has_column_privilege('laadboek_app', c.oid, a.attnum, 'UPDATE')
        ORDER BY 1
        """
    static let sample = ChangeableColumns()

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// Tries to change and to delete in every table where that is not granted; an error names where it went through.
private struct TryToChange: Statement {
    static let sql = """
        DO $$
        DECLARE
            target record;
            command text;
        BEGIN
            FOR target IN
                SELECT c.relname, p.name FROM pg_class c CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE']) AS p (name)
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                    AND NOT has_table_privilege(current_user, c.oid, p.name)
            LOOP
                command := CASE target.name
                    WHEN 'DELETE' THEN format('DELETE FROM %I WHERE false', target.relname)
                    ELSE format('UPDATE %I SET %I = NULL WHERE false', target.relname, (
                        SELECT attname FROM pg_attribute WHERE attrelid = target.relname::regclass AND attnum > 0
                            AND attidentity = '' AND attgenerated = '' AND NOT attisdropped
                        ORDER BY attnum LIMIT 1)) END;
                BEGIN
                    EXECUTE command;
                    RAISE EXCEPTION 'went through: %', command;
                EXCEPTION
                    WHEN insufficient_privilege THEN NULL;
                END;
            END LOOP;
        END
        $$
        """
    static let sample = TryToChange()
}

/// Partitions on which the application's role has any privilege of its own: row-level security stands on the whole.
private struct OpenPartitions: Statement {
    static let sql = """
        SELECT relname::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relispartition AND relkind IN ('r', 'p')
            AND (has_any_column_privilege('laadboek_app', oid, 'SELECT')
                OR has_table_privilege('laadboek_app', oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
        """
    static let sample = OpenPartitions()

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
