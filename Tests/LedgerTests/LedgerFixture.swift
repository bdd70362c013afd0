import Ledger
import Postgres
import TestSupport
import Values

/// An operator with empty books.
struct LedgerFixture: Sendable {
    let test: TestDatabase
    let scope: Scope
    let operatorID: OperatorID

    static let cash = AccountSpecification(code: "cash", name: "Cash", kind: .asset, currency: .eur)
    static let owed = AccountSpecification(
        code: "payable:host:7",
        name: "Payable to host 7",
        kind: .liability,
        currency: .eur,
        subject: 7
    )
    static let spent = AccountSpecification(code: "spent", name: "Spent", kind: .expense, currency: .eur)
    static let francs = AccountSpecification(code: "cash", name: "Cash", kind: .asset, currency: .chf)

    static func lease(_ body: (LedgerFixture) async throws -> Void) async throws {
        try await TestDatabase.leaseAll { test in
            let id = try await add("A", to: test)
            try await body(LedgerFixture(test: test, scope: .system(for: id), operatorID: id))
        }
    }

    /// Another operator on the same database.
    static func add(_ name: String, to test: TestDatabase) async throws -> OperatorID {
        try await test.owner.write(.system) { tx in try await tx.one(AddOperator(name: name)) }
    }

    func accounts(in tx: Transaction) async throws -> [LedgerAccount] {
        try await Ledger.openAccounts(scope, [Self.cash, Self.owed, Self.spent, Self.francs], in: tx)
    }

    /// Appends a transaction from cash to what was spent.
    @discardableResult
    func append(_ key: String, _ minor: Int64 = 100, on day: String = "2025-06-30") async throws -> LedgerTransaction {
        try await test.database.write(scope) { tx in
            let accounts = try await accounts(in: tx)
            return try await Ledger.append(scope, draft(key, minor, accounts, on: day), at: moment(0), in: tx)
        }
    }

    func draft(
        _ key: String,
        _ minor: Int64,
        _ accounts: [LedgerAccount],
        on day: String = "2025-06-30"
    ) -> TransactionDraft {
        TransactionDraft(
            idempotencyKey: key,
            kind: "test",
            description: "Entry \(key)",
            effectiveOn: LocalDate(day) ?? LocalDate(daysSinceEpoch: 0),
            postings: [
                Posting(accounts[2], .debit, Money(minor: minor, .eur)),
                Posting(accounts[0], .credit, Money(minor: minor, .eur)),
            ]
        )
    }

    func chain() async throws -> ChainReport {
        try await test.database.read(scope) { tx in try await Ledger.checkChain(scope, in: tx) }
    }
}

/// A moment some seconds after the start of July 2025.
func moment(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_751_328_000 + seconds) }

struct AddOperator: Statement {
    static let sql = """
        INSERT INTO operators (reference, name, legal_name, country, number_prefix) VALUES ($1, $1, $1, 'NL', $2)
        RETURNING id
        """
    static let sample = AddOperator(name: "")
    let name: String

    func bind(to values: inout Bindings) {
        values.append(name)
        values.append("OP\(name)")
    }
    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}
