import Ledger
import Postgres
import TestSupport
import Testing
import Values

struct AppendTests {
    @Test func `the chain begins with one and each hash follows from the one before`() async throws {
        try await LedgerFixture.lease { books in
            let first = try await books.append("a")
            let second = try await books.append("b")
            #expect(first.sequence == 1 && second.sequence == 2)
            #expect(first.previousHash == .zero && second.previousHash == first.hash)
            #expect(first.hash == first.expectedHash)
            #expect(try await books.chain() == ChainReport(checked: 2, fault: nil))
        }
    }

    @Test func `the same key with the same content is written once and answered the same`() async throws {
        try await LedgerFixture.lease { books in
            let first = try await books.append("a")
            let again = try await books.append("a")
            #expect(first == again)
            #expect(try await books.chain().checked == 1)
        }
    }

    @Test func `the same key with other content is rejected`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("a", 100)
            await #expect(throws: LedgerRejection.keyReused) { try await books.append("a", 101) }
            await #expect(throws: LedgerRejection.keyReused) { try await books.append("a", 100, on: "2025-07-01") }
            #expect(try await books.chain().checked == 1)
        }
    }

    @Test func `several drafts at once are one stretch of the chain, equal keys among them one transaction`()
        async throws
    {
        try await LedgerFixture.lease { books in
            try await books.append("b", 2)
            let answers = try await books.test.database.write(books.scope) { tx in
                let accounts = try await books.accounts(in: tx)
                let drafts = [("a", 1), ("b", 2), ("c", 3), ("a", 1)].map { books.draft($0, Int64($1), accounts) }
                return try await Ledger.append(books.scope, all: drafts, at: moment(1), in: tx)
            }
            #expect(answers.map(\.sequence) == [2, 1, 3, 2])
            #expect(try await books.chain() == ChainReport(checked: 3, fault: nil))
        }
    }

    @Test func `fifty appends at the same time keep the chain`() async throws {
        try await LedgerFixture.lease { books in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 { group.addTask { try await books.append("key \(number % 40)") } }
                try await group.waitForAll()
            }
            #expect(try await books.chain() == ChainReport(checked: 40, fault: nil))
        }
    }

    @Test func `a rolled back append leaves no gap`() async throws {
        struct Stop: Error {}
        try await LedgerFixture.lease { books in
            await #expect(throws: Stop.self) {
                try await books.test.database.write(books.scope) { tx in
                    let accounts = try await books.accounts(in: tx)
                    try await Ledger.append(books.scope, books.draft("lost", 1, accounts), at: moment(0), in: tx)
                    throw Stop()
                }
            }
            let kept = try await books.append("kept")
            #expect(kept.sequence == 1)
        }
    }

    @Test func `what does not balance, is not positive or is not ours is rejected in that order of precedence`()
        async throws
    {
        try await LedgerFixture.lease { books in
            let other = try await LedgerFixture.add("B", to: books.test)
            let accounts = try await books.test.database.write(books.scope) { try await books.accounts(in: $0) }
            let foreign = try await books.test.database.write(.system(for: other)) { tx in
                try await Ledger.openAccounts(.system(for: other), [LedgerFixture.cash], in: tx)
            }
            let euro = Money(minor: 5, .eur)
            func rejection(_ postings: [Posting], key: String = "k") async -> LedgerRejection? {
                let draft = TransactionDraft(
                    idempotencyKey: key,
                    kind: "test",
                    description: "",
                    effectiveOn: LocalDate(daysSinceEpoch: 0),
                    postings: postings
                )
                do {
                    try await books.test.database.write(books.scope) { tx in
                        try await Ledger.append(books.scope, draft, at: moment(0), in: tx)
                    }
                    return nil
                } catch { return error as? LedgerRejection }
            }
            let good = [Posting(accounts[0], .debit, euro), Posting(accounts[1], .credit, euro)]
            #expect(await rejection(good, key: "") == .keyInvalid)
            #expect(await rejection(good, key: String(repeating: "x", count: 201)) == .keyInvalid)
            #expect(await rejection([good[0]]) == .tooFewPostings)
            #expect(await rejection(Array(repeating: good[0], count: 1_001)) == .tooManyPostings)
            #expect(await rejection([Posting(foreign[0], .debit, euro), good[1]]) == .accountUnknown)
            let mixed = Posting(accounts[3], .debit, euro)
            #expect(await rejection([mixed, good[1]]) == .currencyDiffers(account: "cash"))
            let zero = Posting(accounts[0], .debit, .zero(.eur))
            #expect(await rejection([zero, good[1]]) == .amountNotPositive(account: "cash"))
            let more = Posting(accounts[0], .debit, Money(minor: 6, .eur))
            #expect(await rejection([more, good[1]]) == .unbalanced(.eur))
            #expect(await rejection(good) == nil)
            #expect(try await books.chain().checked == 1)
        }
    }

    @Test func `accounts are opened once and never change their kind`() async throws {
        try await LedgerFixture.lease { books in
            let database = books.test.database
            let first = try await database.write(books.scope) { try await books.accounts(in: $0) }
            let again = try await database.write(books.scope) { try await books.accounts(in: $0) }
            #expect(first == again && Set(first.map(\.id)).count == 4)
            let wrong = AccountSpecification(code: "cash", name: "Cash", kind: .income, currency: .eur)
            await #expect(throws: LedgerRejection.accountDiffers(code: "cash")) {
                try await database.write(books.scope) { try await Ledger.openAccounts(books.scope, [wrong], in: $0) }
            }
            let shouting = AccountSpecification(code: "Cash", name: "Cash", kind: .asset, currency: .eur)
            await #expect(throws: LedgerRejection.accountCodeInvalid(code: "Cash")) {
                try await database.write(books.scope) { try await Ledger.openAccounts(books.scope, [shouting], in: $0) }
            }
            await #expect(throws: LedgerRejection.noOperator) {
                try await database.write(.system) {
                    try await Ledger.openAccounts(.system, [LedgerFixture.cash], in: $0)
                }
            }
        }
    }

    @Test func `one operator's books are no business of another's`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("a")
            let other = try await LedgerFixture.add("B", to: books.test)
            let scope = Scope.user(UserID(1), role: .operatorAdmin, of: other)
            try await books.test.database.read(scope) { tx in
                let accounts = try await Ledger.accounts(scope, in: tx)
                let transactions = try await Ledger.transactions(scope, in: tx)
                let chain = try await Ledger.checkChain(scope, in: tx)
                #expect(accounts.isEmpty && transactions.isEmpty && chain.checked == 0)
            }
        }
    }
}
