import Ledger
import Postgres
import TestSupport
import Testing
import Values

struct TamperingTests {
    struct RaiseAmount: Statement {
        static let sql = "UPDATE ledger_postings SET amount_minor = amount_minor + 1 WHERE sequence = 2"
        static let sample = RaiseAmount()
    }
    struct DeletePosting: Statement {
        static let sql = "DELETE FROM ledger_postings WHERE sequence = 2 AND ordinal = 1"
        static let sample = DeletePosting()
    }
    struct DeleteTransaction: Statement {
        static let sql = "DELETE FROM ledger_transactions WHERE sequence = 3"
        static let sample = DeleteTransaction()
    }
    struct DeletePostings: Statement {
        static let sql = "DELETE FROM ledger_postings WHERE sequence = 3"
        static let sample = DeletePostings()
    }
    struct ChangeText: Statement {
        static let sql = "UPDATE ledger_transactions SET description = 'Nothing to see' WHERE sequence = 1"
        static let sample = ChangeText()
    }
    struct ChangeMetadata: Statement {
        static let sql = "UPDATE ledger_transactions SET metadata = 'Nothing to see' WHERE sequence = 1"
        static let sample = ChangeMetadata()
    }
    struct ChangeHash: Statement {
        static let sql = "UPDATE ledger_transactions SET hash = sha256('x') WHERE sequence = 2"
        static let sample = ChangeHash()
    }
    struct RenameAccount: Statement {
        static let sql = "UPDATE ledger_accounts SET code = 'elsewhere' WHERE code = 'spent'"
        static let sample = RenameAccount()
    }
    struct MoveHead: Statement {
        static let sql =
            "UPDATE ledger_heads SET sequence = 2, hash = (SELECT hash FROM ledger_transactions WHERE sequence = 2)"
        static let sample = MoveHead()
    }
    struct DeleteHead: Statement {
        static let sql = "DELETE FROM ledger_heads"
        static let sample = DeleteHead()
    }
    struct InsertUnbalanced: Statement {
        static let sql = """
            INSERT INTO ledger_postings (operator_id, sequence, ordinal, account_id, side, amount_minor, currency)
            SELECT operator_id, sequence, 9, account_id, side, 1, currency FROM ledger_postings
            WHERE sequence = 1 AND ordinal = 1
            """
        static let sample = InsertUnbalanced()
    }

    @Test func `the application's role can neither change nor delete what is in the books`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("a")
            let forbidden: [any Statement] = [
                RaiseAmount(), DeletePosting(), DeleteTransaction(), ChangeText(), ChangeHash(), RenameAccount(),
                DeleteHead(),
            ]
            for statement in forbidden {
                let fault = await #expect(throws: PostgresFault.self) {
                    try await books.test.database.write(books.scope) { try await $0.runAll([statement]) }
                }
                #expect(fault?.sqlState == .insufficientPrivilege)
            }
        }
    }

    @Test func `the database refuses to commit what does not balance`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("a")
            let fault = await #expect(throws: PostgresFault.self) {
                try await books.test.database.write(books.scope) { try await $0.run(InsertUnbalanced()) }
            }
            #expect(fault?.violates("ledger_postings_balance") == true)
        }
    }

    static let cases: [(name: String, changes: [any Statement], fault: ChainFault)] = [
        ("an amount", [RaiseAmount()], ChainFault(reason: .contentChanged, sequence: 2)),
        ("a posting taken away", [DeletePosting()], ChainFault(reason: .contentChanged, sequence: 2)),
        (
            "a transaction taken away", [DeletePostings(), DeleteTransaction()],
            ChainFault(reason: .missing, sequence: 3)
        ),
        ("metadata", [ChangeMetadata()], ChainFault(reason: .contentChanged, sequence: 1)),
        ("a description", [ChangeText()], ChainFault(reason: .contentChanged, sequence: 1)),
        ("a hash", [ChangeHash()], ChainFault(reason: .contentChanged, sequence: 2)),
        ("an account's code", [RenameAccount()], ChainFault(reason: .contentChanged, sequence: 1)),
        ("the end moved back", [MoveHead()], ChainFault(reason: .endDiffers, sequence: 3)),
    ]

    @Test(arguments: 0..<cases.count)
    func `what the owner of the database changes is found and named`(number: Int) async throws {
        let tampering = Self.cases[number]
        try await LedgerFixture.lease { books in
            for key in ["a", "b", "c", "d"] { try await books.append(key) }
            #expect(try await books.chain() == ChainReport(checked: 4, fault: nil))
            _ = try await books.test.owner.write(.system) { try await $0.runAll(tampering.changes) }
            #expect(try await books.chain().fault == tampering.fault, "\(tampering.name)")
        }
    }

    @Test func `a chain longer than one read is checked to its end`() async throws {
        try await LedgerFixture.lease { books in
            try await books.test.database.write(books.scope) { tx in
                let accounts = try await books.accounts(in: tx)
                let drafts = (0..<1_203).map { books.draft("k\($0)", Int64($0 + 1), accounts) }
                _ = try await Ledger.append(books.scope, all: drafts, at: moment(0), in: tx)
            }
            #expect(try await books.chain() == ChainReport(checked: 1_203, fault: nil))
        }
    }
}
