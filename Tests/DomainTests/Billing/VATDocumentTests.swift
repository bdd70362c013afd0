import Domain
import Postgres
import TestSupport
import Testing
import Values

struct VATDocumentTests {
    @Test func `each kind of host gets its kind of document`() async throws {
        try await BillingWorld.lease { world in
            let kinds: [(String, NewHost.Details)] = [
                ("A standard", .init()),
                ("B reverse", .init(country: "BE", vatID: "BE0123456789")),
                ("C exempt", .init(status: "exempt", vatID: "", exemptionGround: "KOR, artikel 25")),
                ("D association", .init(kind: "association", status: "not_taxable", vatID: "")),
                ("E person", .person),
            ]
            for (name, details) in kinds { try await world.host(name, details).session("2025-06", "100") }
            try await world.close("2025-06")
            let credits = try await world.credits("2025-06")
            #expect(credits.map(\.vatCategory) == [.standard, .reverseCharge, .exempt, .outsideScope, .outsideScope])
            #expect(credits.map(\.vat.minor) == [2_100, 0, 0, 0, 0])
            #expect(credits.map { $0.kind == .selfBilledInvoice } == [true, true, true, false, false])
            let exempt = try await world.database.read(world.scope) { tx in
                try await Credits.detail(world.scope, credits[2].id, in: tx)
            }
            #expect(exempt.snapshot.vat.wordingDutch.last == "Vrijgesteld van btw: KOR, artikel 25.")
            #expect(try CreditSnapshot(json: exempt.snapshot.json) == exempt.snapshot)
            let person = try await world.database.read(world.scope) { tx in
                try await Credits.detail(world.scope, number: "VOLT-P-2025-0002", in: tx)
            }
            #expect(person.snapshot.issuer.vatID.isEmpty && person.snapshot.recipient.vatID.isEmpty)
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a host whose VAT is open blocks its own document only, and the close says why`() async throws {
        try await BillingWorld.lease { world in
            let open = try await world.host("Open", .init(vatID: ""))
            try await open.session("2025-06")
            try await world.host("Sound").session("2025-06")
            let result = try await world.close("2025-06")
            #expect(result.issued == 1)
            #expect(result.blocked.map(\.hostID) == [open.id])
            #expect(result.blocked.map(\.finding) == [.vat(.hostIDMissing)])
            let end = try await world.overview("2025-06")?.end
            #expect(end?.state == .blocked && end?.message.isEmpty == true)
            #expect(end?.done == 1 && end?.total == 2)
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a rate that changed between the months is applied to each by its own`() async throws {
        try await BillingWorld.lease { world in
            try await world.run(NewRate(from: BillingWorld.day("2025-07-01")))
            let host = try await world.host("Harbour")
            try await host.session("2025-06", "100")
            try await host.session("2025-07", "10")
            try await world.close("2025-07")
            let credit = try #require(try await world.only("2025-07")).snapshot
            #expect(credit.vatTotals.map(\.rate) == [2_100, 2_200])
            #expect(credit.vatTotals.map(\.vat.minor) == [2_100, 220])
            #expect(credit.total.minor == 13_320)
            #expect(try await world.differences() == [])
        }
    }
}
