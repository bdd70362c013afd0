import Ledger
import Postgres
import TestSupport
import Testing
import Values

struct BalanceTests {
    @Test func `random transactions always sum to nothing per currency and to what was posted per account`()
        async throws
    {
        let seed = UInt64.random(in: 0 ... .max)
        try await LedgerFixture.lease { books in
            var generator = SeededGenerator(seed: seed)
            var expected: [String: Int64] = [:]
            try await books.test.database.write(books.scope) { tx in
                let accounts = try await books.accounts(in: tx).filter { $0.currency == .eur }
                let drafts = (0..<200).map { randomDraft($0, accounts, &generator) }
                for posting in drafts.flatMap(\.postings) {
                    expected[posting.account.code, default: 0] +=
                        posting.side == .debit ? posting.amount.minor : -posting.amount.minor
                }
                _ = try await Ledger.append(books.scope, all: drafts, at: moment(0), in: tx)
            }
            try await books.test.database.read(books.scope) { tx in
                let trial = try await Ledger.trialBalance(books.scope, in: tx)
                #expect(trial.unbalanced.isEmpty, "seed \(seed)")
                for entry in trial.accounts {
                    #expect(entry.debits.minor - entry.credits.minor == expected[entry.account.code], "seed \(seed)")
                }
                #expect(try await Ledger.checkChain(books.scope, in: tx) == ChainReport(checked: 200, fault: nil))
            }
        }
    }

    @Test func `a backdated entry changes later effective balances and no recorded ones`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("june", 100, on: "2025-06-30")
            try await books.test.database.write(books.scope) { tx in
                let accounts = try await books.accounts(in: tx)
                try await Ledger.append(
                    books.scope,
                    books.draft("late", 7, accounts, on: "2025-06-01"),
                    at: moment(86_400),
                    in: tx
                )
            }
            #expect(try await spent(books, LedgerCut(effectiveThrough: LocalDate("2025-06-15"))) == 7)
            #expect(try await spent(books, LedgerCut(effectiveThrough: LocalDate("2025-06-30"))) == 107)
            #expect(try await spent(books, LedgerCut(recordedThrough: moment(0))) == 100)
            #expect(
                try await spent(books, LedgerCut(effectiveThrough: LocalDate("2025-06-15"), recordedThrough: moment(0)))
                    == 0
            )
            #expect(try await spent(books, .now) == 107)
        }
    }

    @Test func `the postings of an account come in pages, newest first`() async throws {
        try await LedgerFixture.lease { books in
            for number in 1...5 { try await books.append("k\(number)", Int64(number)) }
            try await books.test.database.read(books.scope) { tx in
                let accounts = try await Ledger.accounts(books.scope, in: tx)
                let cash = try #require(accounts.first { $0.code == "cash" && $0.currency == .eur })
                let first = try await Ledger.postings(books.scope, of: cash.id, limit: 2, in: tx)
                #expect(first.map(\.amount.minor) == [5, 4])
                let rest = try await Ledger.postings(books.scope, of: cash.id, before: first.last?.sequence, in: tx)
                #expect(rest.map(\.amount.minor) == [3, 2, 1])
                #expect(rest.allSatisfy { $0.side == .credit })
            }
        }
    }

    private func spent(_ books: LedgerFixture, _ cut: LedgerCut) async throws -> Int64? {
        try await books.test.database.read(books.scope) { tx in
            try await Ledger.balances(books.scope, codePrefix: "spent", asOf: cut, in: tx).first?.balance().minor
        }
    }
}

/// Two to five postings that balance.
func randomDraft(
    _ number: Int,
    _ accounts: [LedgerAccount],
    _ generator: inout SeededGenerator
) -> TransactionDraft {
    let amounts = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        Int64.random(in: 1...99_999, using: &generator)
    }
    let side = Bool.random(using: &generator) ? Side.debit : .credit
    let postings = amounts.map {
        Posting(accounts.randomElement(using: &generator) ?? accounts[0], side, Money(minor: $0, .eur))
    }
    let counter = Posting(accounts[0], side.opposite, Money(minor: amounts.reduce(0, +), .eur))
    return TransactionDraft(
        idempotencyKey: "random \(number)",
        kind: "random",
        description: "Entry; with | marks, \(number)",
        effectiveOn: LocalDate(daysSinceEpoch: 20_000 + Int64.random(in: 0...400, using: &generator)),
        postings: postings + [counter]
    )
}
