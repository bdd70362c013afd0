import Domain
import Postgres
import TestSupport
import Testing
import Values

enum PaymentWorld {
    static func order(_ month: String) -> PaymentOrder {
        let close = BillingWorld.order(month)
        return PaymentOrder(through: close.period, now: close.now, today: close.today)
    }

    static func approve(_ month: String, _ world: BillingWorld) async throws {
        try await Approvals(world.database).approve(
            world.scope,
            month: BillingWorld.month(month),
            at: Timestamp(seconds: 9)
        )
    }

    static func pay(
        _ month: String,
        _ world: BillingWorld,
        render: @Sendable (PaymentList) throws -> [UInt8] = { Array($0.messageID.utf8) }
    ) async throws -> PaymentRunResult {
        try await PaymentRun(world.database) { $0.count > 10 }.run(world.scope, order(month), render: render)
    }
}

struct PaymentRunTests {
    @Test func `approved credits become one payment per host, once, and the second run answers the same bytes`()
        async throws
    {
        try await BillingWorld.lease { world in
            let first = try await world.host("First")
            let second = try await world.host("Second", .person)
            try await first.session("2025-06", "100")
            try await second.session("2025-06", "50")
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            let run = try await PaymentWorld.pay("2025-06", world) { list in
                #expect(list.messageID == "VOLT-B-2025-0001" && list.total.minor == 17_100)
                #expect(list.payments.map(\.endToEndID) == ["VOLT-H\(first.id)-2025-0001", "VOLT-P-2025-0001"])
                #expect(list.payments.map(\.creditor.name) == ["First", "Second"])
                return [1, 2, 3]
            }
            #expect(run.isNew && run.file.content == [1, 2, 3] && run.file.paymentCount == 2)
            let again = try await PaymentWorld.pay("2025-06", world) { _ in [9] }
            #expect(!again.isNew && again.file == run.file)
            #expect(try await world.balances() == [first.id: 0, second.id: 0])
            #expect(try await world.credits("2025-06").allSatisfy { $0.paidAt != nil })
            #expect(try await world.differences() == [])
        }
    }

    @Test func `runs at the same time make one file`() async throws {
        try await BillingWorld.lease { world in
            for number in 0..<5 { try await world.host("Host \(number)", .person).session("2025-06", "10") }
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            let runs = try await withThrowingTaskGroup(of: PaymentRunResult.self) { group in
                for _ in 0..<6 { group.addTask { try await PaymentWorld.pay("2025-06", world) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(runs.count(where: \.isNew) == 1)
            #expect(Set(runs.map(\.file)).count == 1)
            #expect(try await world.differences() == [])
        }
    }

    @Test func `nothing is paid before a person approved it`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06")
            try await world.close("2025-06")
            await #expect(throws: PaymentRejection.notApproved(1)) { try await PaymentWorld.pay("2025-06", world) }
            await #expect(throws: PaymentRejection.nothingToPay([])) { try await PaymentWorld.pay("2025-05", world) }
        }
    }

    @Test func `a debt is carried over and taken off the next payment`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            let session = try await host.session("2025-05", "20")
            try await world.close("2025-05")
            try await PaymentWorld.approve("2025-05", world)
            _ = try await PaymentWorld.pay("2025-05", world)
            try await host.correct(session, version: 2, "2025-05", "5")
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            let debt = CarriedOver(payee: .host(host.id), hostName: "Harbour", amount: Money(minor: -1_500, .eur))
            await #expect(throws: PaymentRejection.nothingToPay([debt])) {
                try await PaymentWorld.pay("2025-06", world)
            }
            try await host.session("2025-07", "40")
            try await world.close("2025-07")
            try await PaymentWorld.approve("2025-07", world)
            let run = try await PaymentWorld.pay("2025-07", world) { list in
                #expect(list.payments.map(\.amount.minor) == [2_500])
                #expect(list.payments.map(\.remittance) == ["VOLT-P-2025-0002 VOLT-P-2025-0003"])
                #expect(list.payments.map(\.endToEndID) == ["VOLT-P-2025-0003"])
                return []
            }
            #expect(run.isNew && run.carriedOver.isEmpty)
            #expect(try await world.balances() == [host.id: 0])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `all blockers are named at once and nothing is paid until they are gone`() async throws {
        try await BillingWorld.lease { world in
            let broken = try await world.host("Broken", .person)
            let wrong = try await world.host(
                "Wrong",
                .init(kind: "private", status: "not_taxable", vatID: "", iban: "NL00")
            )
            for host in [broken, wrong] { try await host.session("2025-06", "10") }
            try await world.host("Sound", .person).session("2025-06", "10")
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            try await world.run(ForgetIBAN(id: broken.id))
            let rejection = await #expect(throws: PaymentRejection.self) {
                try await PaymentWorld.pay("2025-06", world)
            }
            guard case .blocked(let blockers) = rejection else { return }
            #expect(blockers.map(\.code) == [.ibanMissing, .townMissing, .ibanInvalid])
            #expect(blockers.map(\.hostID) == [broken.id, broken.id, wrong.id])
            let shown = try await world.credits("2025-06").flatMap { $0.blockers { $0.count > 10 } }
            #expect(shown.map(\.code) == [.ibanMissing, .townMissing, .ibanInvalid])
            #expect(try await world.credits("2025-06").allSatisfy { $0.paidAt == nil })
            for host in [broken, wrong] { try await world.run(RestoreIBAN(id: host.id)) }
            #expect(try await PaymentWorld.pay("2025-06", world).file.paymentCount == 3)
        }
    }

    @Test func `a file that cannot be rendered leaves everything as it was`() async throws {
        struct Unrenderable: Error {}
        try await BillingWorld.lease { world in
            try await world.host("Harbour", .person).session("2025-06", "10")
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            await #expect(throws: Unrenderable.self) {
                try await PaymentWorld.pay("2025-06", world) { _ in throw Unrenderable() }
            }
            #expect(try await PaymentWorld.pay("2025-06", world).file.messageID == "VOLT-B-2025-0001")
            #expect(try await world.differences() == [])
        }
    }

    @Test func `what is approved after the first file goes into a second one`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("First", .person).session("2025-06", "10")
            try await world.host("Second", .person).session("2025-06", "20")
            try await world.close("2025-06")
            let ids = try await world.credits("2025-06").map(\.id)
            let approvals = Approvals(world.database)
            try await approvals.approve(world.scope, credits: [ids[0]], at: Timestamp(seconds: 9))
            let first = try await PaymentWorld.pay("2025-06", world)
            #expect(first.file.total.minor == 1_000 && first.unapproved == 1)
            try await approvals.approve(world.scope, credits: [ids[1]], at: Timestamp(seconds: 9))
            let second = try await PaymentWorld.pay("2025-06", world)
            #expect(second.isNew && second.file.total.minor == 2_000)
            let files = try await world.database.read(world.scope) {
                try await PaymentFiles.list(world.scope, month: BillingWorld.month("2025-06"), in: $0)
            }
            #expect(files.map(\.messageID) == ["VOLT-B-2025-0001", "VOLT-B-2025-0002"])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `each payment has the day its credit is due, and a file made again has the same days`() async throws {
        try await BillingWorld.lease { world in
            let (first, second) = (try await world.host("First"), try await world.host("Second", .person))
            try await world.run(NetTerm(contract: second.contract, days: 10))
            for host in [first, second] { try await host.session("2025-06", "100") }
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            let run = try await PaymentWorld.pay("2025-06", world) { list in
                list.days.flatMap { Array("\($0.day) \($0.payments.map(\.endToEndID));".utf8) }
            }
            // Due on Saturday 12 July, and 14 days after the end of July.
            #expect(run.days.map(\.day) == [BillingWorld.day("2025-07-11"), BillingWorld.day("2025-08-14")])
            #expect(run.days.map(\.total.minor) == [10_000, 12_100] && run.file.executionOn == run.days[0].day)
            let again = try await PaymentWorld.pay("2025-06", world) { _ in [9] }
            #expect(!again.isNew && again.days == run.days && again.file.content == run.file.content)
            let files = try await world.database.read(world.scope) {
                try await PaymentFiles.list(world.scope, month: BillingWorld.month("2025-06"), in: $0)
            }
            #expect(files.map(\.days) == [run.days])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `an operator with books in another currency is told first, and approves all the same`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            try await world.run(KeepBooks(operatorID: world.operatorID, currency: "CHF"))
            try await host.session("2025-06", "10", currency: "CHF")
            await #expect(throws: PaymentRejection.notInEuro(.chf)) { try await PaymentWorld.pay("2025-06", world) }
            #expect(try await world.close("2025-06").issued == 1)
            try await PaymentWorld.approve("2025-06", world)
            await #expect(throws: PaymentRejection.notInEuro(.chf)) { try await PaymentWorld.pay("2025-06", world) }
            let credit = try #require(try await world.credits("2025-06").first)
            #expect(credit.total == Money(minor: 1_000, .chf) && credit.approvedAt != nil && credit.paidAt == nil)
            #expect(try await world.balances() == [host.id: 1_000])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `another operator and a host's user cannot pay`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            try await host.session("2025-06", "10")
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            let run = PaymentRun(world.database) { _ in true }
            let guest = Scope.host(host.id, user: world.finance, of: world.operatorID)
            await #expect(throws: NotPermitted.self) {
                try await run.run(guest, PaymentWorld.order("2025-06")) { _ in [] }
            }
            let other = try await BillingWorld.make("OTHER", on: world.test)
            await #expect(throws: PaymentRejection.nothingToPay([])) {
                try await run.run(other.scope, PaymentWorld.order("2025-06")) { _ in [] }
            }
            let today = BillingWorld.day("2025-07-02")
            let plan = try await run.plan(world.scope, through: BillingWorld.month("2025-06"), today: today)
            #expect(plan.payments.count == 1)
        }
    }
}
