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
}
