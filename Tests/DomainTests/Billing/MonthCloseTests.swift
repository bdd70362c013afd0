import Domain
import Postgres
import TestSupport
import Testing
import Values

struct MonthCloseTests {
    @Test func `a close makes one document per contract, books it and marks its sessions`() async throws {
        try await BillingWorld.lease { world in
            let company = try await world.host("Harbour")
            let person = try await world.host("Jansen", .person)
            _ = try await world.host("Idle")
            try await company.session("2025-06", "10.004")
            try await company.session("2025-06", "0.003")
            try await company.session("2025-06", "2.5", tariff: "fixed")
            try await person.session("2025-06", "7.777")
            let result = try await world.close("2025-06")
            #expect(result.issued == 2 && result.documents == 2 && result.blocked.isEmpty)
            let credits = try await world.credits("2025-06")
            #expect(credits.map(\.number) == ["VOLT-H\(company.id)-2025-0001", "VOLT-P-2025-0001"])
            #expect(credits.map(\.net.minor) == [1_251, 778])
            #expect(credits.map(\.vat.minor) == [263, 0])
            #expect(credits.map(\.kind) == [.selfBilledInvoice, .payoutStatement])
            #expect(try await world.balances() == [company.id: 1_514, person.id: 778])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `closing again changes nothing`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            try await host.session("2025-06")
            try await world.close("2025-06")
            let before = try await world.credits("2025-06")
            let again = try await world.close("2025-06")
            #expect(again.issued == 0 && again.documents == 1)
            #expect(try await world.credits("2025-06") == before)
            #expect(try await world.differences() == [])
        }
    }

    @Test func `several closes at the same time make every document once, without a gap in the numbers`() async throws {
        try await BillingWorld.lease(connections: 16) { world in
            for number in 0..<12 {
                let host = try await world.host("Host \(number)", number % 2 == 0 ? .person : .init())
                for _ in 0..<3 { try await host.session("2025-06", "1.01\(number)") }
            }
            let issued = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await world.close("2025-06").issued } }
                return try await group.reduce(0, +)
            }
            #expect(issued == 12)
            let statements = try await world.credits("2025-06").filter { $0.kind == .payoutStatement }.map(\.number)
            #expect(statements.sorted() == (1...6).map { "VOLT-P-2025-000\($0)" })
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a close that stops in the middle is finished by the next one`() async throws {
        struct Stop: Error {}
        try await BillingWorld.lease { world in
            for number in 0..<8 {
                try await world.host("Host \(number)", .person).session("2025-06")
            }
            await #expect(throws: Stop.self) {
                try await world.close("2025-06", parallel: 1) { done, _ in if done == 3 { throw Stop() } }
            }
            #expect(try await world.overview("2025-06")?.end?.state == .failed)
            #expect(try await world.credits("2025-06").count == 3)
            let rest = try await world.close("2025-06")
            #expect(rest.issued == 5 && rest.documents == 8)
            #expect(try await world.overview("2025-06")?.end?.state == .closed)
            let numbers = try await world.credits("2025-06").map(\.number).sorted()
            #expect(numbers == (1...8).map { "VOLT-P-2025-000\($0)" })
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a month that is not over, a host's user and another operator are refused`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            try await host.session("2025-06")
            let early = MonthCloseOrder(
                period: BillingWorld.month("2025-06"),
                today: BillingWorld.day("2025-06-30"),
                now: Timestamp(seconds: 0)
            )
            await #expect(throws: MonthCloseRejection.periodNotOver) {
                try await MonthClose(world.database).run(world.scope, early)
            }
            await #expect(throws: MonthCloseRejection.periodNotOver) {
                try await MonthClose(world.database).request(world.scope, early)
            }
            let guest = Scope.host(host.id, user: world.finance, of: world.operatorID)
            await #expect(throws: NotPermitted.self) { try await world.close("2025-06", as: guest) }
            await #expect(throws: NotPermitted.self) { try await world.close("2025-06", as: .system) }
            let other = try await BillingWorld.make("OTHER", on: world.test)
            #expect(try await world.close("2025-06", as: other.scope).issued == 0)
            #expect(try await world.credits("2025-06").isEmpty)
        }
    }

    @Test func `waiting and held sessions stay, are counted, and are credited later with their month named`()
        async throws
    {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            try await host.session("2025-06", "4")
            let waiting = try await host.session("2025-06", nil, state: "waiting")
            try await host.session("2025-06", nil, state: "held")
            try await host.session("2025-06", nil, state: "no_contract")
            try await host.session("2025-07", nil, state: "waiting")
            let result = try await world.close("2025-06")
            #expect(result.open == OpenLines(waiting: 1, held: 1, withoutContract: 1))
            try await host.correct(waiting, version: 2, "2025-06", "6")
            #expect(try await world.close("2025-06").issued == 0)
            let july = try await world.close("2025-07")
            #expect(july.issued == 1 && july.open.waiting == 1)
            let document = try #require(try await world.only("2025-07"))
            #expect(document.snapshot.net.minor == 600 && document.snapshot.period == BillingWorld.month("2025-07"))
            #expect(document.snapshot.lines.map(\.isCorrection) == [false])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a wish to close is listed until it is done, and an interrupted one stays listed`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06")
            let close = MonthClose(world.database)
            try await close.request(world.scope, BillingWorld.order("2025-06"))
            let wanted = try await close.unfinished()
            #expect(
                wanted.map(\.operatorID) == [world.operatorID]
                    && wanted.map(\.period) == [BillingWorld.month("2025-06")]
            )
            try await world.close("2025-06", as: .system(for: world.operatorID))
            #expect(try await close.unfinished().isEmpty)
            #expect(try await world.overview("2025-06")?.end?.requestedBy == world.finance)
        }
    }

    @Test func `a document keeps what it said when master data changes`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            try await host.session("2025-06", "4")
            try await world.close("2025-06")
            let before = try #require(try await world.only("2025-06")).snapshot
            try await world.run(RenameHost(id: host.id))
            let after = try #require(try await world.only("2025-06"))
            #expect(after.snapshot == before && after.summary.hostName == "Renamed")
            #expect(before.recipient.name == "Harbour" && before.ibanTail == "6789")
            #expect(before.issuer.name == "VOLT B.V." && before.recipient.vatID == "NL009876543B01")
            #expect(before.dueOn == BillingWorld.day("2025-08-14") && before.issuedOn == BillingWorld.day("2025-07-02"))
            #expect(before.vat.wording(language: before.language) == ["Factuur uitgereikt door afnemer."])
            #expect(before.site(of: before.lines[0])?.name == "Harbour site")
            #expect(try CreditSnapshot(json: before.json) == before)
        }
    }

    @Test func `the application's role cannot change what was issued`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06")
            try await world.close("2025-06")
            let forbidden: [any Statement] = [
                Tamper.Amount(), Tamper.DocumentLine(), Tamper.Line(), Tamper.Entry(), Tamper.VAT(), Tamper.Posting(),
                Tamper.File(), Tamper.PaidCredit(), Tamper.Approval(), Tamper.CreditFile(),
            ]
            for statement in forbidden {
                let fault = await #expect(throws: PostgresFault.self) {
                    try await world.database.write(world.scope) { _ = try await $0.runAll([statement]) }
                }
                #expect(fault?.sqlState == .insufficientPrivilege)
            }
        }
    }

    @Test func `the database refuses an entry of no line, of its document or of a session`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06")
            try await world.close("2025-06")
            let strays: [(any Statement, String)] = [
                (StrayEntry(), "credit_lines_document_line"), (EntryOfNothing(), "credit_lines_line"),
            ]
            for (statement, constraint) in strays {
                let fault = await #expect(throws: PostgresFault.self) {
                    try await world.database.write(world.scope) { _ = try await $0.runAll([statement]) }
                }
                #expect(fault?.violates(constraint) == true)
            }
        }
    }
}
