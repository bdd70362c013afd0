import Ledger
import Postgres
import TestSupport
import Testing
import Values

struct ReversalTests {
    private let day = LocalDate(daysSinceEpoch: 20_300)

    @Test func `a reversal swaps the sides and brings every balance back to nothing`() async throws {
        try await LedgerFixture.lease { books in
            let original = try await books.append("a", 250)
            let reversal = try await reverse(original.sequence, as: "undo", books)
            #expect(reversal.reverses == 1)
            #expect(reversal.content.postings.map(\.side) == [.credit, .debit])
            let balances = try await books.test.database.read(books.scope) { tx in
                try await Ledger.balances(books.scope, in: tx)
            }
            for entry in balances { #expect(try entry.balance().isZero) }
            #expect(try await books.chain() == ChainReport(checked: 2, fault: nil))
        }
    }

    @Test func `the same reversal again is answered with the first`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("a")
            let first = try await reverse(1, as: "undo", books)
            let again = try await reverse(1, as: "undo", books)
            #expect(first == again)
        }
    }

    @Test func `of two reversals at the same time exactly one wins`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("a")
            let outcomes = await withTaskGroup(of: LedgerRejection?.self) { group in
                for name in ["one", "two"] {
                    group.addTask {
                        do {
                            _ = try await reverse(1, as: name, books)
                            return nil
                        } catch { return error as? LedgerRejection ?? .noOperator }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.contains(.alreadyReversed(sequence: 1)))
            #expect(try await books.chain() == ChainReport(checked: 2, fault: nil))
        }
    }

    @Test func `nothing that is not there and no reversal is reversed`() async throws {
        try await LedgerFixture.lease { books in
            try await books.append("a")
            try await reverse(1, as: "undo", books)
            await #expect(throws: LedgerRejection.transactionUnknown(sequence: 9)) {
                try await reverse(9, as: "x", books)
            }
            await #expect(throws: LedgerRejection.isReversal(sequence: 2)) { try await reverse(2, as: "x", books) }
        }
    }

    @discardableResult
    private func reverse(_ sequence: Int64, as key: String, _ books: LedgerFixture) async throws -> LedgerTransaction {
        try await books.test.database.write(books.scope) { tx in
            try await Ledger.reverse(books.scope, sequence: sequence, as: key, on: day, at: moment(9), in: tx)
        }
    }
}
