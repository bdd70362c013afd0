import Postgres
import Testing
import Values

@testable import Domain
@testable import Ledger

/// How lists find their rows in a database with many: never by reading a big table from end to end.
struct QueryPlanTests {
    /// A small operator beside a big one.
    private struct Shared {
        let small: BillingWorld
        let big: BillingWorld

        static func lease(_ body: (Shared) async throws -> Void) async throws {
            try await BillingWorld.lease { big in
                let small = try await BillingWorld.make("AMPE", on: big.test)
                try await big.run(LargeCloseTests.Fill(operatorID: big.operatorID, hosts: 40, sessions: 300))
                try await small.run(LargeCloseTests.Fill(operatorID: small.operatorID, hosts: 5, sessions: 40))
                for world in [big, small] { try await world.close("2025-06") }
                try await big.run(SpreadSessions())
                try await big.run(SpreadHeads())
                try await big.run(RepeatCredits(operatorID: big.operatorID))
                try await big.run(RepeatTransactions(operatorID: big.operatorID))
                try await big.run(RepeatPostings(operatorID: big.operatorID))
                try await big.run(FillFrames())
                try await big.run(LargeCloseTests.Analyze())
                try await body(Shared(small: small, big: big))
            }
        }
    }

    private static let bigTables = [
        "sessions", "journal_heads", "priced_lines", "credits", "ledger_postings", "ledger_transactions", "ocpp_frames",
    ]

    /// The big tables that a statement would read from end to end.
    private func wholeReads(_ statement: some Statement, _ world: BillingWorld) async throws -> [String] {
        let plan = try await world.database.read(world.scope) { try await $0.explain(statement) }
        let text = plan.joined(separator: "\n")
        #expect(text.contains("Index") || text.contains("Bitmap"), "\(type(of: statement)):\n\(text)")
        let read = text.matches(of: #/Seq Scan on (\w+)/#).map { String($0.output.1) }
        let found = read.filter { table in Self.bigTables.contains { table == $0 || table.hasPrefix($0 + "_") } }
        if !found.isEmpty { Issue.record("\(type(of: statement)) of \(world.operatorID):\n\(text)") }
        return found
    }

    private func page(_ world: BillingWorld) -> [any Statement] {
        let (id, window) = (world.operatorID, ListWindow(offset: 0, limit: 50))
        return [
            ListSessions<Descending<SessionStartKey>>(operatorID: id, filter: SessionFilter(), window: window),
            ListJournal<Descending<JournalStopKey>>(operatorID: id, filter: JournalFilter(), window: window),
            ListLatestFrames(operatorID: id, chargePoint: ChargePointID(1), limit: 20),
            PostingsOfAccount(operatorID: id, account: AccountID(1), before: 1_000, limit: 50),
        ]
    }

    private func search(_ world: BillingWorld) -> [any Statement] {
        let (id, window) = (world.operatorID, ListWindow(offset: 0, limit: 50))
        let lines = JournalFilter()
        return [
            ListSessions<Descending<SessionDurationKey>>(operatorID: id, filter: SessionFilter(), window: window),
            ListSessions<Ascending<SessionEnergyKey>>(operatorID: id, filter: SessionFilter(), window: window),
            CountSessions(operatorID: id, filter: SessionFilter()),
            ListJournal<Descending<JournalEnergyKey>>(operatorID: id, filter: lines, window: window),
            CountJournal(operatorID: id, filter: lines),
            SumJournal(operatorID: id, filter: lines),
            ListCredits(
                operatorID: id,
                scopeHost: nil,
                filter: CreditFilter(),
                request: ListRequest(sort: .number, limit: 50)
            ),
        ]
    }

    @Test func `the first page of a list costs no more with many rows`() async throws {
        try await Shared.lease { shared in
            for world in [shared.big, shared.small] {
                for statement in page(world) {
                    let found = try await wholeReads(statement, world)
                    #expect(found == [])
                }
            }
        }
    }

    @Test func `lines that wait and corrections are found by an index of their own`() async throws {
        try await Shared.lease { shared in
            for standing in [JournalStanding.waiting, .correction] {
                var filter = JournalFilter()
                filter.standing = standing
                let page = ListJournal<Descending<JournalStopKey>>(
                    operatorID: shared.big.operatorID,
                    filter: filter,
                    window: ListWindow(offset: 0, limit: 50)
                )
                let plan = try await shared.big.database.read(shared.big.scope) { try await $0.explain(page) }
                let text = plan.joined(separator: "\n")
                #expect(text.contains("journal_heads_unfinished") || text.contains("changed_listed"), "\(text)")
            }
        }
    }

    @Test func `a long list is counted to one more than it leads to`() async throws {
        try await Shared.lease { shared in
            let world = shared.big
            let sessions = try await world.database.read(world.scope) { tx in
                try await Sessions.list(world.scope, ListRequest(sort: .started, limit: 1), in: tx).total
            }
            let lines = try await world.database.read(world.scope) { tx in
                try await Journal.list(world.scope, ListRequest(sort: .stopped, limit: 1), in: tx).total
            }
            #expect(sessions == ListLimits.countedRows + 1 && lines == ListLimits.countedRows + 1)
        }
    }

    @Test func `an operator's lists do not read what others have`() async throws {
        try await Shared.lease { shared in
            for statement in search(shared.small) {
                let found = try await wholeReads(statement, shared.small)
                #expect(found == [])
            }
        }
    }
}

/// Sessions of different minutes, as in life.
private struct SpreadSessions: Statement {
    static let sql = """
        UPDATE sessions SET started_at = started_at - id * interval '1 minute',
            stopped_at = stopped_at - id * interval '1 minute'
        """
    static let sample = SpreadSessions()
}

private struct SpreadHeads: Statement {
    static let sql = "UPDATE journal_heads SET stopped_at = stopped_at - session_id * interval '1 minute'"
    static let sample = SpreadHeads()
}

/// The operator's credits of sixty months before.
private struct RepeatCredits: Statement {
    static let sql = """
        INSERT INTO credits (operator_id, host_id, reimbursement_contract_id, period, kind, series, number_in_series,
            number, issued_on, due_on, currency, net_minor, vat_minor, total_minor, vat_category, vat_rule,
            exact_amount, energy_thousandths_wh, session_count, snapshot, issued_at)
        SELECT operator_id, host_id, reimbursement_contract_id, (period - make_interval(months => n))::date, kind,
            series, number_in_series + 1000 * n, number || '-' || n, issued_on, due_on, currency, net_minor, vat_minor,
            total_minor, vat_category, vat_rule, exact_amount, energy_thousandths_wh, session_count, '{}', issued_at
        FROM credits, generate_series(1, 60) n WHERE operator_id = $1
        """
    static let sample = RepeatCredits(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// Transactions of the books that only stand there; their hashes prove nothing.
private struct RepeatTransactions: Statement {
    static let sql = """
        INSERT INTO ledger_transactions (operator_id, sequence, idempotency_key, kind, description, effective_on,
            recorded_at, previous_hash, hash)
        SELECT $1, 1000000 + n, 'filled-' || n, 'test', '', '2025-06-30', now(), sha256('a'), sha256('b')
        FROM generate_series(1, 8000) n
        """
    static let sample = RepeatTransactions(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

private struct RepeatPostings: Statement {
    static let sql = """
        INSERT INTO ledger_postings (operator_id, sequence, ordinal, account_id, side, amount_minor, currency)
        SELECT $1, 1000000 + n, o, a.ids[1 + (n + o) % cardinality(a.ids)], CASE o WHEN 0 THEN 'debit' ELSE 'credit' END,
            1, 'EUR'
        FROM generate_series(1, 8000) n, generate_series(0, 1) o,
            (SELECT array_agg(id ORDER BY id) AS ids FROM ledger_accounts WHERE operator_id = $1) a
        """
    static let sample = RepeatPostings(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// Frames of every charge point.
private struct FillFrames: Statement {
    static let sql = """
        WITH node AS (INSERT INTO ocpp_nodes (name) VALUES ('filled') RETURNING id)
        INSERT INTO ocpp_frames (operator_id, charge_point_id, received_at, node_id, sequence, connection_id,
            is_outgoing, payload)
        SELECT c.operator_id, c.id, timestamptz '2025-06-01 00:00Z' + n * interval '1 minute', node.id,
            c.id * 1000 + n, 1, false, '[3,"1",{}]'
        FROM node, charge_points c, generate_series(1, 500) n
        """
    static let sample = FillFrames()
}
