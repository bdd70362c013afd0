import Domain
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// The job that makes payouts: killed, doubled, delivered twice, stopped and let go on.
struct EREPayoutWorkTests {
    /// So many connections, all of whose units are sold and asked to be paid.
    private static func lend(
        _ figures: [Int64],
        _ body: (EREFilingWorld, EREPayoutRunID) async throws -> Void
    ) async throws {
        try await ERETradeTests.lend(figures) { world, broker in
            try await world.giveAccounts()
            try await ERETradeTests.sell(world, broker, figures.reduce(0, +), price: "1")
            try await body(world, try await ask(world))
        }
    }

    @discardableResult
    private static func ask(_ world: EREFilingWorld) async throws -> EREPayoutRunID {
        try await world.payouts.request(
            world.finance,
            try EREFilingWorld.quarter,
            today: EREFilingWorld.today,
            at: EREFilingWorld.october
        )
    }

    /// A worker that pays two customers at a time.
    private static func worker(_ world: EREFilingWorld) -> EREPayoutWork {
        EREPayoutWork(
            database: world.test.database,
            customersPerStep: 2,
            clock: { EREFilingWorld.october },
            mail: { _ in { MailDraft(to: $1, subject: $0.number, body: "\($0.total)") } }
        )
    }

    private static func find(_ world: EREFilingWorld, _ run: EREPayoutRunID) async throws -> EREPayoutResult {
        try await world.test.database.read(world.admin) { try await EREPayouts.find(world.admin, run, in: $0) }
    }

    @Test func `a run whose worker is killed in the middle is finished by others, and pays everybody once`()
        async throws
    {
        try await Self.lend(Array(repeating: 20, count: 1_700)) { world, _ in
            let output = try await Peer.play("payout_killed.py", ["--database", try world.test.connectionString])
            #expect(output.contains(#""payouts": 1700"#), "\(output)")
            #expect(output.contains(#""done_at_first_death": 500"#), "\(output)")
            #expect(try await world.verify() == [])
            let judged = try await ERETradeTests.judge(world)
            // 20.00 less 20 % for each.
            #expect(
                judged.status == 0 && judged.output.hasSuffix("1700 payouts, 27200.00 to pay\n"),
                "\(judged.output)"
            )
        }
    }

    @Test func `workers at the same time pay once, and so does a job that comes twice`() async throws {
        try await Self.lend([100, 90, 80, 70, 60, 50, 40, 30, 20]) { world, run in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...4 { group.addTask { try await Self.worker(world).runDue() } }
                try await group.waitForAll()
            }
            let made = try await Self.find(world, run)
            #expect(made.sums.payouts == 9 && made.sums.net == 43_200 && made.run.finishedAt != nil)
            #expect(made.run.done == 9 && made.run.total == 9, "\(made.run)")
            #expect(try await world.payouts.unfinished().isEmpty)
            let balances = try await world.balances()
            try await Self.worker(world).runDue()
            try await world.payouts.finish(world.operatorID, run, at: EREFilingWorld.october)
            #expect(try await Self.ask(world) == run)
            try await Self.worker(world).runDue()
            #expect(try await Self.find(world, run).sums == made.sums)
            #expect(try await world.balances() == balances)
            #expect(try await world.verify() == [])
        }
    }

    @Test func `what stops a run is told, and it goes on once the cause is gone`() async throws {
        try await Self.lend([100, 90, 80, 70, 60]) { world, run in
            try await world.run(ForbidEighty())
            await #expect(throws: PostgresFault.self) { try await Self.worker(world).runDue() }
            let stopped = try await Self.find(world, run)
            #expect(stopped.run.message.contains("no_eighty") && stopped.run.finishedAt == nil)
            #expect(stopped.run.done == 2 && stopped.sums.payouts == 2, "\(stopped)")
            // The job leaves it alone until somebody asks again.
            #expect(try await world.payouts.unfinished().isEmpty)
            try await Self.worker(world).runDue()
            #expect(try await Self.find(world, run).sums.payouts == 2)
            try await world.run(AllowEighty())
            #expect(try await Self.ask(world) == run)
            #expect(try await Self.find(world, run).run.message.isEmpty)
            try await Self.worker(world).runDue()
            let finished = try await Self.find(world, run)
            #expect(finished.sums.payouts == 5 && finished.sums.net == 32_000 && finished.run.finishedAt != nil)
            #expect(try await world.verify() == [])
        }
    }

    @Test func `customers are told by the job, once, whoever approves when`() async throws {
        try await Self.lend([100, 90, 80]) { world, run in
            try await Self.worker(world).runDue()
            let mails = EREPayoutMails(world.test.database)
            try await Approvals(world.test.database).approve(world.admin, run: run, at: EREFilingWorld.october)
            try await mails.request(world.admin, run)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...3 { group.addTask { try await Self.worker(world).runDue() } }
                try await group.waitForAll()
            }
            #expect(try await mails.due().isEmpty)
            let first = try await world.test.owner.all(.system, PayoutSubjects())
            #expect(first == ["VOL-P-2026-0001", "VOL-P-2026-0002", "VOL-P-2026-0003"], "\(first)")
            try await mails.request(world.admin, run)
            try await Self.worker(world).runDue()
            #expect(try await world.test.owner.all(.system, PayoutSubjects()) == first)
        }
    }
}

/// Something that stands in the way of the third customer.
private struct ForbidEighty: Statement {
    static let sql = "ALTER TABLE ere_payouts ADD CONSTRAINT no_eighty CHECK (gross_minor <> 8000)"
    static let sample = ForbidEighty()
}

private struct AllowEighty: Statement {
    static let sql = "ALTER TABLE ere_payouts DROP CONSTRAINT no_eighty"
    static let sample = AllowEighty()
}

private struct PayoutSubjects: Statement {
    static let sql = "SELECT subject FROM mails WHERE subject LIKE 'VOL-P-%' ORDER BY subject"
    static let sample = PayoutSubjects()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
