import Domain
import Postgres
import Simulator
import TestSupport
import Testing
import Values

@testable import App

/// What the database itself keeps apart, whatever the application's statements say.
///
/// Tables are found in PostgreSQL's own catalogue, so that a new one is checked without anybody thinking of it.
struct IsolationTests {
    /// Tables of tenants that the demo world leaves empty; filled here with a row for each operator.
    private static let empty: Set<String> = [
        "api_answers", "api_keys", "blocked_credits", "certificate_authorities", "certificate_requests",
        "charge_point_meter_facts",
        "charge_point_observers", "charge_point_relays", "charge_point_reports", "charge_point_settings", "commands",
        "credit_approvals", "credit_files", "customer_charge_points", "default_upstreams", "embed_frames",
        "embed_origins",
        "ere_booking_facts", "ere_bookings", "ere_chargers", "ere_counted_pushes", "ere_counted_sessions",
        "ere_credit_files",
        "ere_credit_imports", "ere_credits", "ere_enrolments", "ere_evidence",
        "ere_evidence_reviews", "ere_filing_documents", "ere_filing_lines", "ere_filing_refusals", "ere_filings",
        "ere_mandates", "ere_measurements", "ere_recounted_pushes", "ere_recounted_sessions", "ere_signing_codes",
        "ere_customer_fees", "ere_paying_accounts", "ere_payout_left_out", "ere_payout_lines", "ere_payout_mails",
        "ere_payout_adjustments", "ere_payout_progress", "ere_verification_decisions", "ere_verification_lines",
        "ere_verification_shares", "ere_verifications",
        "ere_payout_quarters", "ere_payout_rules", "ere_payout_runs", "ere_payouts", "ere_referrals",
        "ere_self_billing",
        "ere_brokers", "ere_trade_cancellations", "ere_trade_documents", "ere_trade_lines", "ere_trades",
        "frame_faults", "hand_payments", "local_lists", "mails", "meter_public_keys", "observer_feeds",
        "observer_lookbacks", "observer_transactions", "operator_vat_rates", "payment_file_credits", "payment_files",
        "payment_returns",
        "pending_sign_ins", "platform_edits", "push_batches", "push_files", "pushed_readings", "pushed_sessions",
        "rating_work",
        "recovery_codes", "refused_handshakes", "relay_events",
        "relay_notice_mails", "relay_outbox", "relay_outbox_decisions", "second_factors", "session_decisions",
        "session_endings", "unknown_charge_points", "upstream_acceptances", "upstream_verdicts", "upstreams",
        "customer_remains", "erasure_outcomes", "erasure_removals", "erasure_requests", "legal_holds",
        "retention_results", "retention_rules", "retention_runs", "reminder_rules", "reminders", "ere_imports",
        "ere_sample_answers", "ere_sample_lines", "ere_samples",
        "web_sessions", "webhook_attempts", "webhook_deliveries", "webhook_endpoints", "webhook_events",
    ]

    @Test func `no table shows a row of another operator, nor to a host one of another host`() async throws {
        try await TestDatabase.leaseAll { test in
            try await DemoFill(database: test.database, seed: 7, now: SystemClock.now(), fullMonths: 1, hasUnits: false)
                .run { _ in }
            let bare = try await test.owner.all(.system, TenantTables(operatorID: OperatorID(0)))
            #expect(Set(bare.filter { !$0.isView && $0.foreignRows == 0 }.map(\.name)) == Self.empty)
            _ = try await test.owner.run(.system, FillCustomers())
            _ = try await test.owner.run(.system, FillEnrolments())
            _ = try await test.owner.run(.system, FillPrivacy())
            _ = try await test.owner.run(.system, FillSecondFactors())
            _ = try await test.owner.run(.system, FillAPIKeys())
            _ = try await test.owner.run(.system, FillAPIAnswers())
            _ = try await test.owner.run(.system, FillEmbeds())
            _ = try await test.owner.run(.system, FillBookings())
            _ = try await test.owner.run(.system, FillReadings())
            _ = try await test.owner.run(.system, FillPushes())
            _ = try await test.owner.run(.system, FillWebhooks())
            _ = try await test.owner.run(.system, FillFilings())
            _ = try await test.owner.run(.system, FillSamples())
            _ = try await test.owner.run(.system, FillCredits())
            _ = try await test.owner.run(.system, FillTrades())
            _ = try await test.owner.run(.system, FillPayouts())
            _ = try await test.owner.run(.system, FillEmptyTables())
            let all = try await test.database.read(.system) { try await Operators.list(.system, in: $0) }
            // The others are there for the platform only and have no charge points.
            let operators = all.filter { DemoWorld.operatorReferences.contains($0.reference) }
            try #require(operators.count == 2)
            for tenant in operators {
                try await Self.check(tenant, test)
                try await Self.checkHosts(of: tenant, test)
                try await Self.checkCustomers(of: tenant, test)
            }
        }
    }

    private static func check(_ tenant: Operator, _ test: TestDatabase) async throws {
        let tables = try await test.owner.all(.system, TenantTables(operatorID: tenant.id))
        #expect(tables.count >= 40)
        #expect(tables.filter { !$0.isProtected }.map(\.name) == [], "without row-level security")
        // Without rows of both there would be nothing to hide.
        let full = tables.filter { $0.foreignRows > 0 && $0.ownRows > 0 }
        #expect(tables.filter { !$0.isView }.map(\.name) == full.filter { !$0.isView }.map(\.name))
        let scope = Scope.system(for: tenant.id)
        let seen = try await test.database.all(scope, TenantTables(operatorID: tenant.id))
        #expect(seen.filter { $0.foreignRows > 0 }.map(\.name) == [], "as \(tenant.reference)")
        let readable = Set(seen.filter { $0.isReadable && !$0.isView }.map(\.name))
        #expect(seen.filter { readable.contains($0.name) && $0.ownRows == 0 }.map(\.name) == [])
    }

    private static func checkHosts(of tenant: Operator, _ test: TestDatabase) async throws {
        let scope = Scope.system(for: tenant.id)
        let hosts = try await test.database.read(scope) { try await Hosts.names(scope, in: $0) }
        let host = try #require(hosts.first)
        let narrow = Scope.host(host.id, user: UserID(1), of: tenant.id)
        let seen = try await test.database.all(narrow, HostTables(hostID: host.id))
        #expect(seen.count >= 6)
        #expect(seen.filter { $0.foreignRows > 0 }.map(\.name) == [], "as a host of \(tenant.reference)")
    }
}

extension IsolationTests {
    /// Tables without a customer in them of which its people see something: their own sign-ins, and the files and payments
    /// of what they are owed.
    private static let ofCustomersPeople: Set<String> = [
        "credit_approvals", "credit_files", "payment_file_credits", "web_sessions",
    ]

    /// Two customers of the operator, each with somebody who signs in.
    private static func checkCustomers(of tenant: Operator, _ test: TestDatabase) async throws {
        let customers = try await test.owner.all(.system, CustomersWithPeople(operatorID: tenant.id))
        try #require(customers.count == 2)
        for customer in customers {
            let scope = Scope.customer(customer.id, user: customer.user, of: tenant.id)
            let tables = try await test.database.all(scope, TenantTables(operatorID: tenant.id))
            #expect(tables.filter { $0.foreignRows > 0 }.map(\.name) == [], "as a customer of \(tenant.reference)")
            let theirs = try await test.database.all(scope, CustomerTables(customerID: customer.id))
            #expect(theirs.filter { $0.foreignRows > 0 }.map(\.name) == [])
            #expect(theirs.filter { $0.ownRows == 0 }.map(\.name) == [], "without a row there is nothing to show")
            let shown = Set(tables.filter { $0.ownRows > 0 }.map(\.name))
            #expect(shown == Set(theirs.map(\.name)).union(ofCustomersPeople))
        }
        let host = Scope.host(HostID(1), user: UserID(1), of: tenant.id)
        let asHost = try await test.database.all(host, CustomerTables(customerID: CustomerID(0)))
        #expect(asHost.filter { $0.foreignRows > 0 }.map(\.name) == [], "as a host of \(tenant.reference)")
    }
}

/// A table, as somebody sees it.
private struct SeenTable: Sendable {
    let name: String
    let isView: Bool
    let isReadable: Bool
    let isProtected: Bool
    let ownRows: Int
    let foreignRows: Int

    init(_ row: inout RowReader) throws {
        name = try row.next()
        isView = try row.next()
        isReadable = try row.next()
        isProtected = try row.next()
        ownRows = try row.next()
        foreignRows = try row.next()
    }
}

/// The tables and views with an operator, and how many rows of one and of others are seen.
private struct TenantTables: Statement {
    static let sql = """
        SELECT c.relname::text, c.relkind = 'v', r.readable,
            CASE c.relkind WHEN 'v' THEN coalesce('security_invoker=true' = ANY (c.reloptions), false)
                ELSE c.relrowsecurity END,
            CASE WHEN r.readable THEN (xpath('/row/n/text()', query_to_xml(format(
                'SELECT count(*) AS n FROM %I WHERE operator_id = %s', c.relname, $1), false, true, '')))[1]::text::bigint
                ELSE 0 END,
            CASE WHEN r.readable THEN (xpath('/row/n/text()', query_to_xml(format(
                'SELECT count(*) AS n FROM %I WHERE operator_id <> %s', c.relname, $1), false, true, '')))[1]::text::bigint
                ELSE 0 END
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'operator_id' AND NOT a.attisdropped
        CROSS JOIN LATERAL (SELECT has_table_privilege(c.oid, 'SELECT') AS readable) r
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
        ORDER BY c.relname
        """
    static let sample = TenantTables(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> SeenTable { try SeenTable(&row) }
}

/// The tables that belong to a host, and how many rows of one and of others are seen.
private struct HostTables: Statement {
    static let sql = """
        SELECT c.relname::text, false, true, true,
            (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I WHERE %I = %s',
                c.relname, k.name, $1), false, true, '')))[1]::text::bigint,
            (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I WHERE %I <> %s',
                c.relname, k.name, $1), false, true, '')))[1]::text::bigint
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
            AND a.attname = CASE c.relname WHEN 'hosts' THEN 'id' ELSE 'host_id' END
        CROSS JOIN LATERAL (SELECT a.attname AS name) k
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
            AND has_table_privilege(c.oid, 'SELECT')
        ORDER BY c.relname
        """
    static let sample = HostTables(hostID: HostID(1))
    let hostID: HostID

    func bind(to values: inout Bindings) { values.append(hostID) }
    static func decode(_ row: inout RowReader) throws -> SeenTable { try SeenTable(&row) }
}

/// The customers of an operator with somebody of each.
private struct CustomersWithPeople: Statement {
    static let sql = """
        SELECT customer_id, min(id) FROM users
        WHERE operator_id = $1 AND customer_id IS NOT NULL AND name LIKE 'Customer %' GROUP BY 1 ORDER BY 1
        """
    static let sample = CustomersWithPeople(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> (id: CustomerID, user: UserID) {
        (id: try row.next(), user: try row.next())
    }
}

/// The tables that belong to a customer, and how many rows of one and of others are seen.
private struct CustomerTables: Statement {
    static let sql = """
        SELECT c.relname::text, false, true, true,
            (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I WHERE %I = %s',
                c.relname, k.name, $1), false, true, '')))[1]::text::bigint,
            (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I WHERE %I <> %s',
                c.relname, k.name, $1), false, true, '')))[1]::text::bigint
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
            AND a.attname = CASE c.relname WHEN 'customers' THEN 'id' ELSE 'customer_id' END
        CROSS JOIN LATERAL (SELECT a.attname AS name) k
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
            AND has_table_privilege(c.oid, 'SELECT')
        ORDER BY c.relname
        """
    static let sample = CustomerTables(customerID: CustomerID(1))
    let customerID: CustomerID

    func bind(to values: inout Bindings) { values.append(customerID) }
    static func decode(_ row: inout RowReader) throws -> SeenTable { try SeenTable(&row) }
}

/// A row of each operator in every table that the demo world leaves empty.
private struct FillEmptyTables: Statement {
    static let sql = """
        WITH command AS (
            INSERT INTO commands (operator_id, charge_point_id, action, payload)
            SELECT DISTINCT ON (operator_id) operator_id, id, 'Reset', '{}' FROM charge_points RETURNING 1
        ), mail AS (
            INSERT INTO mails (operator_id, recipient, subject, body)
            SELECT id, 'somebody@host.example', 'Subject', 'Body' FROM operators RETURNING 1
        ), work AS (
            INSERT INTO rating_work (operator_id, session_id, reason)
            SELECT DISTINCT ON (operator_id) operator_id, id, 'session_changed' FROM sessions RETURNING 1
        ), decision AS (
            INSERT INTO session_decisions (operator_id, session_id, decision, reason)
            SELECT DISTINCT ON (operator_id) operator_id, id, 'accept', 'Reason' FROM sessions RETURNING 1
        ), ending AS (
            INSERT INTO session_endings (operator_id, session_id, ended_at, register_thousandths_wh, reason)
            SELECT DISTINCT ON (operator_id) operator_id, id, now(), 0, 'Reason' FROM sessions RETURNING 1
        ), point AS (
            SELECT DISTINCT ON (operator_id) operator_id, id FROM charge_points
        ), report AS (
            INSERT INTO charge_point_reports (operator_id, charge_point_id, node_id, sequence, received_at, kind,
                status, occurred_at)
            SELECT operator_id, id, 1, 1, now(), 'firmware', 'Installed', now() FROM point RETURNING 1
        ), meter AS (
            INSERT INTO charge_point_meter_facts (operator_id, charge_point_id, node_id, sequence, received_at, kind,
                name, value)
            SELECT operator_id, id, 1, 1, now(), 'serial', 'MeterSerialNumber', '1' FROM point RETURNING 1
        ), setting AS (
            INSERT INTO charge_point_settings (operator_id, charge_point_id, name, known_at)
            SELECT operator_id, id, 'HeartbeatInterval', now() FROM point RETURNING 1
        ), list AS (
            INSERT INTO local_lists (operator_id, charge_point_id) SELECT operator_id, id FROM point RETURNING 1
        ), key AS (
            INSERT INTO meter_public_keys (operator_id, charge_point_id, key_text)
            SELECT operator_id, id, 'key' FROM point RETURNING 1
        ), authority AS (
            INSERT INTO certificate_authorities (operator_id, name, certificate)
            SELECT operator_id, 'Authority', 'PEM' FROM point RETURNING 1
        ), request AS (
            INSERT INTO certificate_requests (operator_id, charge_point_id, node_id, sequence, received_at, csr)
            SELECT operator_id, id, 1, 1, now(), 'PEM' FROM point RETURNING 1
        ), upstream AS (
            INSERT INTO upstreams (operator_id, name, url)
            SELECT operator_id, 'Platform', 'wss://platform.example/ocpp' FROM point RETURNING operator_id, id
        ), relay AS (
            INSERT INTO charge_point_relays (operator_id, charge_point_id, upstream_id, authorization_mode)
            SELECT point.operator_id, point.id, upstream.id, 'pass'
            FROM point JOIN upstream USING (operator_id) RETURNING 1
        ), observer AS (
            INSERT INTO charge_point_observers (operator_id, charge_point_id, upstream_id, authorization_mode, since_at)
            SELECT point.operator_id, point.id, upstream.id, 'none', now()
            FROM point JOIN upstream USING (operator_id) RETURNING operator_id, id
        ), feed AS (
            INSERT INTO observer_feeds (operator_id, observer_id) SELECT operator_id, id FROM observer RETURNING 1
        ), lookback AS (
            INSERT INTO observer_lookbacks (operator_id, observer_id, received_at)
            SELECT operator_id, id, now() FROM observer RETURNING 1
        ), told AS (
            INSERT INTO observer_transactions (operator_id, observer_id, node_id, sequence, received_at, transaction_id,
                state)
            SELECT operator_id, id, 1, 1, now(), 1, 'open' FROM observer RETURNING 1
        ), event AS (
            INSERT INTO relay_events (operator_id, charge_point_id, upstream_id, code, at)
            SELECT point.operator_id, point.id, upstream.id, 'connected', now()
            FROM point JOIN upstream USING (operator_id) RETURNING operator_id, id
        ), mailed AS (
            INSERT INTO relay_notice_mails (operator_id, event_id, mailed_at)
            SELECT operator_id, id, now() FROM event RETURNING 1
        ), beginning AS (
            INSERT INTO default_upstreams (operator_id, beginning, upstream_id)
            SELECT operator_id, 'OPER' || operator_id || '-', id FROM upstream RETURNING 1
        ), unknown AS (
            INSERT INTO unknown_charge_points (operator_id, id, identity, upstream_id, remote_address, first_at)
            SELECT operator_id, 900000 + operator_id, 'OPER' || operator_id || '-1', id, '127.0.0.1', now()
            FROM upstream RETURNING 1
        ), message AS (
            INSERT INTO relay_outbox (operator_id, charge_point_id, node_id, sequence, received_at, upstream_id, action,
                state, changed_at)
            SELECT point.operator_id, point.id, 1, 1, now(), upstream.id, 'StopTransaction', 'parked', now()
            FROM point JOIN upstream USING (operator_id) RETURNING operator_id, charge_point_id
        ), answer AS (
            INSERT INTO relay_outbox_decisions (operator_id, charge_point_id, node_id, sequence, decision)
            SELECT operator_id, charge_point_id, 1, 1, 'retry' FROM message RETURNING 1
        ), acceptance AS (
            INSERT INTO upstream_acceptances (operator_id, upstream_id, charge_point_id, accepted_at, credentials_sha256)
            SELECT point.operator_id, upstream.id, point.id, now(), sha256('x')
            FROM point JOIN upstream USING (operator_id) RETURNING 1
        ), verdict AS (
            INSERT INTO upstream_verdicts (operator_id, upstream_id, id_tag, status, learned_at)
            SELECT operator_id, id, 'card', 'Accepted', now() FROM upstream RETURNING 1
        ), refusal AS (
            INSERT INTO refused_handshakes (identity, remote_address, reason, folded_identity, operator_id,
                charge_point_id, first_at, last_at)
            SELECT 'CP' || id, '127.0.0.1', 'wrong_key', 'cp', operator_id, id, now(), now() FROM point RETURNING 1
        ), platform AS (
            INSERT INTO platforms (slug, position, content) VALUES ('somewhere', 1, '{}')
            ON CONFLICT DO NOTHING RETURNING 1
        ), credit AS (
            SELECT DISTINCT ON (operator_id) operator_id, id FROM credits WHERE host_id IS NOT NULL
        ), rate AS (
            INSERT INTO operator_vat_rates (operator_id, country, valid_from, rate_hundredths_percent, source)
            SELECT DISTINCT ON (operator_id) operator_id, 'NL', '2026-01-01'::date, 2100, 'Source' FROM point
            RETURNING 1
        ), blocked AS (
            INSERT INTO blocked_credits (operator_id, period, reimbursement_contract_id, host_id, code, blocked_at)
            SELECT DISTINCT ON (operator_id) operator_id, '2026-10-01'::date, id, host_id, 'vat.site_abroad', now()
            FROM reimbursement_contracts RETURNING 1
        ), approval AS (
            INSERT INTO credit_approvals (operator_id, credit_id, approved_by, approved_at)
            SELECT DISTINCT ON (operator_id) operator_id, credit.id, users.id, now()
            FROM credit JOIN users USING (operator_id) RETURNING 1
        ), document AS (
            INSERT INTO credit_files (operator_id, credit_id, kind, sha256, content)
            SELECT operator_id, id, 'pdf', sha256('x'), 'x' FROM credit RETURNING 1
        ), fault AS (
            INSERT INTO frame_faults (operator_id, charge_point_id, received_at, node_id, sequence, code, reason)
            SELECT operator_id, id, now(), 1, 1, 'not_json', 'Reason' FROM point RETURNING 1
        ), file AS (
            INSERT INTO payment_files (operator_id, period, message_id, format, payment_count, control_sum_minor,
                currency, execution_on, sha256, content, created_at)
            SELECT operator_id, '2026-10-01', 'M' || operator_id, 'pain.001.001.09', 1, 1, 'EUR', '2026-11-02',
                sha256('x'), 'x', now()
            FROM credit RETURNING operator_id, id
        ), payment AS (
            INSERT INTO payment_file_credits (operator_id, payment_file_id, credit_id, end_to_end_id)
            SELECT operator_id, file.id, credit.id, 'E2E' FROM file JOIN credit USING (operator_id) RETURNING 1
        ), by_hand AS (
            INSERT INTO hand_payments (operator_id, host_id, end_to_end_id, amount_minor, currency, paid_on, reference,
                created_by, created_at)
            SELECT DISTINCT ON (operator_id) operator_id, hosts.id, 'HAND', 1, 'EUR', '2026-11-02'::date, 'Reference',
                users.id, now()
            FROM hosts JOIN users USING (operator_id) RETURNING 1
        ), edit AS (
            INSERT INTO platform_edits (operator_id, slug, content)
            SELECT operator_id, 'somewhere', '{}' FROM point RETURNING 1
        )
        INSERT INTO web_sessions (token_hash, user_id, operator_id, csrf_secret, created_at, last_seen_at, expires_at)
        SELECT DISTINCT ON (operator_id) decode(md5(id::text), 'hex'), id, operator_id, '', now(), now(), now()
        FROM users WHERE customer_id IS NULL
        """
    static let sample = FillEmptyTables()
}
