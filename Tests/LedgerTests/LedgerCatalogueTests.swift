import Postgres
import TestSupport
import Testing
import Values

@testable import Ledger

struct LedgerCatalogueTests {
    @Test func `every statement of the ledger fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let findings = try await StatementCatalogue.checkProduct(
                [
                    AccountsByCode.self, AllAccounts.self, InsertAccounts.self, Balances.self, PostingsOfAccount.self,
                    LockHead.self, ReadHead.self, PostingsByKey.self, PostingsInRange.self, KeyOfReversal.self,
                    WriteTransactions.self,
                ],
                on: database
            )
            #expect(findings.isEmpty, "\(findings)")
        }
    }

    @Test func `the canonical form is the documented one, byte for byte`() throws {
        let account = LedgerAccount(
            operatorID: OperatorID(1),
            id: AccountID(5),
            specification: AccountSpecification(code: "cash", name: "Cash", kind: .asset, currency: .eur)
        )
        let draft = TransactionDraft(
            idempotencyKey: "k",
            kind: "t",
            description: "é",
            effectiveOn: LocalDate(daysSinceEpoch: 2),
            postings: [Posting(account, .debit, Money(minor: 258, .eur))]
        )
        let form = TransactionForm.bytes(
            of: draft,
            operatorID: OperatorID(1),
            sequence: 3,
            recordedAt: Timestamp(microseconds: 4)
        )
        var expected = Array("laadboek.ledger.1".utf8)
        for number: UInt8 in [1, 3, 2, 4, 0] { expected += [0, 0, 0, 0, 0, 0, 0, number] }
        expected += [0, 0, 0, 1, 0x6B, 0, 0, 0, 1, 0x74, 0, 0, 0, 2, 0xC3, 0xA9, 0, 0, 0, 1]
        expected += [0, 0, 0, 4] + Array("cash".utf8) + [0x44, 0, 0, 0, 0, 0, 0, 1, 2] + Array("EUR".utf8)
        #expect(form == expected)
    }

    @Test func `metadata gives another form, and none the one of before`() throws {
        let without = TransactionDraft(
            idempotencyKey: "k",
            kind: "t",
            description: "d",
            effectiveOn: LocalDate(daysSinceEpoch: 2),
            postings: []
        )
        let with = TransactionDraft(
            idempotencyKey: "k",
            kind: "t",
            description: "d",
            metadata: "{}",
            effectiveOn: LocalDate(daysSinceEpoch: 2),
            postings: []
        )
        let forms = [without, with].map {
            TransactionForm.bytes(
                of: $0,
                operatorID: OperatorID(1),
                sequence: 3,
                recordedAt: Timestamp(microseconds: 4)
            )
        }
        #expect(forms[0].starts(with: Array("laadboek.ledger.1".utf8)))
        #expect(forms[1].starts(with: Array("laadboek.ledger.2".utf8)))
        #expect(Array(forms[1].suffix(10)) == [0, 0, 0, 2, 0x7B, 0x7D, 0, 0, 0, 0])
    }
}
