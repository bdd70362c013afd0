import Domain
import Postgres
import TestSupport
import Testing
import Values

struct VerificationTests {
    static let cases: [(change: any Statement, kind: String)] = [
        (Tamper.Amount(), "documents"),
        (Tamper.DocumentLine(), "documents"),
        (Tamper.Line(), "documents"),
        (Tamper.Entry(), "documents"),
        (Tamper.VAT(), "documents"),
        (Tamper.Snapshot(), "documents"),
        (Tamper.RecipientStreet(), "document_proofs"),
        (Tamper.Unproven(), "ledger_chain"),
        (Tamper.Number(), "numbers"),
        (Tamper.Head(), "journal_heads"),
        (Tamper.Mark(), "credited_sessions"),
        (Tamper.Posting(), "credit_postings"),
        (Tamper.FileBytes(), "document_files"),
        (Tamper.DueDay(), "documents"),
        (Tamper.PrintedDueDay(), "documents"),
        (Tamper.File(), "payment_postings"),
        (Tamper.PaidCredit(), "payment_postings"),
        (Tamper.PaymentDay(), "payment_days"),
        (Tamper.PaidWithoutApproval(), "payment_approvals"),
    ]

    @Test(arguments: 0..<cases.count)
    func `what the owner of the database changes is found and named`(number: Int) async throws {
        let tampering = Self.cases[number]
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06", "12.345")
            try await world.close("2025-06")
            let june = BillingWorld.month("2025-06")
            try await Approvals(world.database).approve(world.scope, month: june, at: Timestamp(seconds: 1))
            _ = try await PaymentRun(world.database) { _ in true }
                .run(world.scope, PaymentWorld.order("2025-06")) { _ in [1] }
            #expect(try await world.differences() == [])
            try await world.run(tampering.change)
            let found = try await world.differences()
            #expect(found.contains { $0.hasPrefix("\(tampering.kind): ") }, "\(found)")
        }
    }

    @Test func `the member that differs is named, and documents without a proof are counted`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06", "12.345")
            try await world.close("2025-06")
            let sound = try await BookVerification.run(world.scope, on: world.database)
            let proofs = try #require(sound.first { $0.kind == "document_proofs" })
            #expect(proofs.checked == 1 && proofs.firstDifference == nil && proofs.note == nil)
            try await world.run(Tamper.RecipientStreet())
            let found = try await world.differences()
            #expect(
                found.contains { $0.hasSuffix("recipient.address.street is not what it was issued with") },
                "\(found)"
            )
            try await world.run(Tamper.Unproven())
            let old = try await BookVerification.run(world.scope, on: world.database)
            let without = try #require(old.first { $0.kind == "document_proofs" })
            #expect(without.checked == 0 && without.note?.hasPrefix("1 have none") == true)
        }
    }
}
