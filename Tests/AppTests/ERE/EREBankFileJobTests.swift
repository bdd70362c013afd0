import Domain
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// Bank files that a job makes because they pay many.
struct EREBankFileJobTests {
    /// A run of some payouts, approved.
    private static func lend(
        _ figures: [Int64],
        model: String? = nil,
        _ body: (EREFilingWorld, EREPayoutRunID) async throws -> Void
    ) async throws {
        try await ERETradeTests.lend(figures) { world, broker in
            try await world.giveAccounts()
            try await world.run(GiveOwnAccount())
            if let model { try await world.join(model, fee: "20", margin: "5") }
            try await ERETradeTests.sell(world, broker, figures.reduce(0, +), price: "0.5")
            let run = try await world.pay().run.id
            try await Approvals(world.test.database).approve(world.admin, run: run, at: EREFilingWorld.october)
            try await body(world, run)
        }
    }

    private static func ask(_ world: EREFilingWorld, _ run: EREPayoutRunID, as scope: Scope? = nil) async throws {
        let files = EREPayoutBankFiles(world.test.database)
        try await files.request(scope ?? world.finance, run, at: EREFilingWorld.october)
    }

    private static func work(_ world: EREFilingWorld) async throws {
        let work = EREPayoutWork(
            database: world.test.database,
            clock: { EREFilingWorld.october },
            mail: { _ in { MailDraft(to: $1, subject: $0.number, body: "") } }
        )
        try await work.runDue()
    }

    private static func run(_ world: EREFilingWorld, _ id: EREPayoutRunID) async throws -> EREPayoutRunRecord {
        try await world.test.database.read(world.admin) { try await EREPayouts.run(world.admin, id, in: $0) }
    }

    private static func files(_ world: EREFilingWorld) async throws -> [PaymentFileSummary] {
        let month = try EREFilingWorld.quarter.lastMonth
        return try await world.test.database.read(world.admin) {
            try await PaymentFiles.list(world.admin, .payouts, month: month, in: $0)
        }
    }

    private static func waiting(_ world: EREFilingWorld) async throws -> Int {
        let files = EREPayoutBankFiles(world.test.database)
        return try await files.waiting(world.finance, through: EREFilingWorld.quarter.lastMonth, countedTo: 100)
    }

    @Test func `asked twice and worked at by several it is made once, in the name of who asked`() async throws {
        try await Self.lend([100, 90, 80]) { world, run in
            #expect(try await Self.waiting(world) == 3)
            try await Self.ask(world, run)
            try await Self.ask(world, run, as: world.admin)
            #expect(try await Self.run(world, run).bankFileAskedAt == EREFilingWorld.october)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...3 { group.addTask { try await Self.work(world) } }
                try await group.waitForAll()
            }
            let made = try await Self.files(world)
            let told = try await Self.run(world, run).bankFileMessage
            #expect(told == "")
            #expect(made.map(\.paymentCount) == [3] && made.map(\.createdBy) == ["Fin Finance"])
            #expect(try await Self.run(world, run).bankFileAskedAt == nil)
            #expect(try await Self.waiting(world) == 0)
            #expect(try await ERETradeTests.lines(world).allSatisfy { $0.state == .paid })
            #expect(try await world.verify() == [])
            // Asked once more there is nothing new to pay.
            try await Self.ask(world, run)
            try await Self.work(world)
            #expect(try await Self.files(world) == made)
        }
    }

    @Test func `what stands in its way is told, and nothing is written until it is put right`() async throws {
        try await Self.lend([100, 90]) { world, run in
            try await world.run(TakeAccounts())
            try await Self.ask(world, run)
            try await Self.work(world)
            let stopped = try await Self.run(world, run)
            #expect(stopped.bankFileAskedAt == nil)
            #expect(stopped.bankFileMessage == "payment.blocked: payment.iban_missing", "\(stopped.bankFileMessage)")
            #expect(try await Self.files(world).isEmpty)
            #expect(try await ERETradeTests.lines(world).allSatisfy { $0.state == .sold })
            try await world.giveAccounts()
            try await Self.ask(world, run)
            #expect(try await Self.run(world, run).bankFileMessage == "")
            try await Self.work(world)
            #expect(try await Self.files(world).map(\.paymentCount) == [2])
        }
    }

    @Test func `the partner's one document is paid by a job too`() async throws {
        try await Self.lend([100, 90], model: "B") { world, run in
            try await Self.ask(world, run)
            try await Self.work(world)
            #expect(try await Self.files(world).map(\.paymentCount) == [1])
            #expect(try await ERETradeTests.lines(world).allSatisfy { $0.state == .paid })
        }
    }

    @Test func `only who may pay asks, and not for somebody else's run`() async throws {
        try await Self.lend([100]) { world, run in
            for role in [Role.partnerAdmin, .partnerSupport, .host, .customer] {
                let scope = Scope.user(UserID(1), role: role, of: world.operatorID)
                await #expect(throws: NotPermitted.self) { try await Self.ask(world, run, as: scope) }
            }
            let other = try await world.test.database.write(.system) { tx in
                let details = OperatorDetails(
                    name: "Other",
                    legalName: "Other",
                    address: Address(country: "NL"),
                    numberPrefix: "OTH"
                )
                return try await Operators.create(.system, reference: "other", details, in: tx)
            }
            let stranger = Scope.user(UserID(1), role: .operatorAdmin, of: other)
            await #expect(throws: NotFound.self) { try await Self.ask(world, run, as: stranger) }
            #expect(try await EREPayoutBankFiles(world.test.database).due().isEmpty)
        }
    }
}

/// From where the operator pays.
private struct GiveOwnAccount: Statement {
    static let sql = "UPDATE operators SET iban = 'NL02ABNA0123456789', town = 'Ede', country = 'NL'"
    static let sample = GiveOwnAccount()
}

/// Accounts are gone when a file shall be made.
private struct TakeAccounts: Statement {
    static let sql = "UPDATE customers SET iban = ''"
    static let sample = TakeAccounts()
}
