import Domain
import Formats
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// From approved payouts to the bank, and back when a payment returns.
struct EREPayoutBankTests {
    private static func lend(
        _ figures: [Int64],
        model: String? = nil,
        _ body: (EREFilingWorld, EREPayoutRunID) async throws -> Void
    ) async throws {
        try await ERETradeTests.lend(figures) { world, broker in
            try await world.giveAccounts()
            try await world.run(NeedFourEyes())
            if let model { try await world.join(model, fee: "20", margin: "5") }
            try await ERETradeTests.sell(world, broker, figures.reduce(0, +), price: "0.5")
            let run = try await world.pay().run.id
            try await body(world, run)
        }
    }

    static func bankFile(_ world: EREFilingWorld) async throws -> PaymentRunResult {
        let files = BankFiles(database: world.test.database) { EREFilingWorld.october }
        let own = try await world.test.database.read(world.admin) { try await Operators.own(world.admin, in: $0) }
        return try await files.make(world.finance, own, .payouts, through: try #require(YearMonth("2026-09")))
    }

    private static func states(_ world: EREFilingWorld) async throws -> [EREBookingState] {
        try await ERETradeTests.lines(world).map(\.state)
    }

    static func giveBack(_ world: EREFilingWorld, _ reference: String) async throws {
        let today = EREFilingWorld.today
        let order = PaymentReturnOrder(
            endToEndID: reference,
            returnedOn: today,
            reason: "AC04 account closed",
            now: EREFilingWorld.october,
            today: today
        )
        try await PaymentReturns(world.test.database).record(world.finance, order)
    }

    @Test func `four eyes approve, one file pays, and a payment that came back is paid again`() async throws {
        try await Self.lend([100, 90]) { world, run in
            let approvals = Approvals(world.test.database)
            await #expect(throws: PaymentRejection.notApproved(2)) { _ = try await Self.bankFile(world) }
            await #expect(throws: ApprovalRejection.needsFourEyes) {
                try await approvals.approve(world.finance, run: run, at: EREFilingWorld.october)
            }
            let approved = try await approvals.approve(world.admin, run: run, at: EREFilingWorld.october)
            #expect(approved.approved.count == 2)
            let file = try await Self.bankFile(world)
            #expect(file.isNew && file.file.paymentCount == 2 && file.file.total.minor == 4000 + 3600)
            #expect(String(decoding: file.file.content, as: UTF8.self).contains("NL02ABNA0123456789"))
            #expect(try await Self.states(world) == [.paid, .paid])
            #expect(try await Self.bankFile(world).isNew == false)
            // The first payment comes back: it is owed again, and the line is not paid any more.
            let reference = "VOL-P-2026-0001"
            try await Self.giveBack(world, reference)
            await #expect(throws: PaymentReturnRejection.known) { try await Self.giveBack(world, reference) }
            await #expect(throws: NotFound.self) { try await Self.giveBack(world, "VOL-P-2026-9999") }
            #expect(try await Self.states(world) == [.sold, .paid])
            #expect(try await world.verify() == [])
            let again = try await Self.bankFile(world)
            #expect(again.isNew && again.file.paymentCount == 1 && again.file.total.minor == 4000)
            #expect(String(decoding: again.file.content, as: UTF8.self).contains("VOL-P-2026-0001-R1"))
            #expect(try await Self.states(world) == [.paid, .paid])
            #expect(try await world.verify() == [])
            let owed = try await world.balances().filter { $0.hasPrefix("payable:customer") }
            #expect(owed.allSatisfy { $0.hasSuffix(" 0") }, "\(owed)")
        }
    }

    @Test func `the partner is paid once for all`() async throws {
        try await Self.lend([100, 90], model: "B") { world, run in
            try await Approvals(world.test.database).approve(world.admin, run: run, at: EREFilingWorld.october)
            let file = try await Self.bankFile(world)
            #expect(file.file.paymentCount == 1 && file.file.total.minor == 7600)
            #expect(try await Self.states(world) == [.paid, .paid])
            #expect(try await world.verify() == [])
        }
    }

    @Test func `each customer is told once, however often that is asked`() async throws {
        try await Self.lend([100, 90]) { world, run in
            let mails = EREPayoutMails(world.test.database)
            let queue = { @Sendable () async throws -> Int in
                try await mails.queue(world.admin, run, at: EREFilingWorld.october) { snapshot, address in
                    MailDraft(to: address, subject: snapshot.number, body: "\(snapshot.total)")
                }
            }
            #expect(try await queue() == 0)
            try await Approvals(world.test.database).approve(world.admin, run: run, at: EREFilingWorld.october)
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...3 { group.addTask { try await queue() } }
                return try await group.reduce(0, +)
            }
            #expect(counts == 2)
            #expect(try await queue() == 0)
        }
    }

    @Test func `a document is drawn from what was stored, and is the same ever after`() async throws {
        try await Self.lend([100]) { world, run in
            let (id, snapshot) = try await world.test.database.read(world.admin) { tx in
                let payouts = try await EREPayouts.payouts(
                    world.admin,
                    of: run,
                    ListRequest(sort: .customer),
                    in: tx
                )
                return try await EREPayouts.document(world.admin, run, of: payouts.rows.first?.customer, in: tx)
            }
            #expect(snapshot.json == (try EREPayoutSnapshot(json: snapshot.json)).json)
            let renderer = try EREPayoutRenderer(database: world.test.database)
            let first = try await renderer.pdf(world.operatorID, id, snapshot)
            let second = try await renderer.pdf(world.operatorID, id, snapshot)
            #expect(first == second && first.starts(with: Array("%PDF".utf8)))
        }
    }
}

/// Bank files need an account and a town, and two people.
private struct NeedFourEyes: Statement {
    static let sql = """
        UPDATE operators SET needs_four_eyes = true, iban = 'NL02ABNA0123456789', town = 'Ede', country = 'NL'
        """
    static let sample = NeedFourEyes()
}
