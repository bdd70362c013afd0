import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Letting go of what has been kept long enough.
struct RetentionTests {
    private static let now = Timestamp(seconds: 1_796_000_000)

    private struct AddMails: Statement {
        static let sql = """
            INSERT INTO mails (operator_id, recipient, subject, body, created_at, sent_at)
            SELECT o.id, r, 'S', 'B', t, t FROM operators o,
                unnest(ARRAY['first@home.example', 'other@home.example']) AS r,
                unnest(ARRAY[now() - interval '2 years', now() - interval '300 days']) AS t
            """
        static let sample = AddMails()
    }

    private struct Mails: Statement {
        static let sql = "SELECT count(*) FROM mails WHERE operator_id = $1"
        static let sample = Mails(operatorID: OperatorID(1))
        let operatorID: OperatorID
        func bind(to values: inout Bindings) { values.append(operatorID) }
        static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
    }

    private static func run(_ world: PartiesWorld, _ scope: Scope, isDry: Bool) async throws -> RetentionRun {
        try await world.write(scope) { try await Retention.run(scope, isDry: isDry, at: now, in: $0) }
    }

    @Test func `a dry run counts what a run lets go of, of one operator and once`() async throws {
        try await PartiesWorld.lendAll { world, test in
            _ = try await test.owner.run(.system, AddMails())
            let (own, other) = (world.voltaria, world.ampère)
            let dry = try await Self.run(world, own.scope, isDry: true)
            #expect(dry.results.map(\.kind) == [.mails] && dry.results.map(\.gone) == [2])
            #expect(try await test.owner.all(.system, Mails(operatorID: own.id)) == [4])
            let wet = try await Self.run(world, own.scope, isDry: false)
            #expect(wet.results == dry.results)
            #expect(try await test.owner.all(.system, Mails(operatorID: own.id)) == [2])
            #expect(try await test.owner.all(.system, Mails(operatorID: other.id)) == [4])
            #expect(try await Self.run(world, own.scope, isDry: false).results == [])
            let runs = try await world.database.read(own.scope) { try await Retention.runs(own.scope, in: $0) }
            #expect(runs.map(\.isDry) == [false, false, true] && runs.map(\.gone) == [0, 2, 2])
            let due = try await world.database.read(.system) { try await Retention.due(.system, in: $0) }
            #expect(due == [other.id])
        }
    }

    @Test func `what is held stays`() async throws {
        try await PartiesWorld.lendAll { world, test in
            _ = try await test.owner.run(.system, AddMails())
            let scope = world.voltaria.scope
            let first = try await world.customer(of: world.voltaria, "first")
            try await world.write(scope) {
                try await Erasures.hold(scope, first.id, reason: "Case", at: Self.now, in: $0)
            }
            let run = try await Self.run(world, scope, isDry: false)
            #expect(run.results.map(\.gone) == [1] && run.results.map(\.held) == [1])
        }
    }

    @Test func `an operator keeps longer or shorter, but nothing shorter than the law wants`() async throws {
        try await PartiesWorld.lendAll { world, test in
            _ = try await test.owner.run(.system, AddMails())
            let scope = world.voltaria.scope
            let day = try #require(LocalDate("2026-01-01"))
            func keep(_ kind: RetentionKind, _ amount: Int) async throws {
                try await world.write(scope) {
                    try await Retention.keep(scope, kind, for: amount, from: day, because: "R", at: Self.now, in: $0)
                }
            }
            try await keep(.mails, 200)
            #expect(try await Self.run(world, scope, isDry: true).results.map(\.gone) == [4])
            try await keep(.mails, 5_000)
            #expect(try await Self.run(world, scope, isDry: true).results == [])
            await #expect(throws: RetentionRejection.minimum) { try await keep(.evidence, 6) }
            try await keep(.evidence, 10)
            let periods = try await world.database.read(scope) { try await Retention.periods(scope, in: $0) }
            #expect(periods.map(\.kind) == RetentionKind.allCases)
            let evidence = try #require(periods.first { $0.kind == .evidence })
            #expect(evidence.amount == 10 && evidence.usual == 7 && evidence.isMinimum && evidence.reason == "R")
            let other = world.ampère.scope
            let theirs = try await world.database.read(other) { try await Retention.periods(other, in: $0) }
            #expect(theirs.first { $0.kind == .mails }?.amount == 365)
        }
    }

    @Test func `nobody has another operator's records go, and people without the role none`() async throws {
        try await PartiesWorld.lend { world in
            struct Sweep: Statement {
                static let sql = "SELECT gone FROM retention_sweep($1, 'mails', true)"
                static let sample = Sweep(operatorID: OperatorID(1))
                let operatorID: OperatorID
                func bind(to values: inout Bindings) { values.append(operatorID) }
                static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
            }
            for scope in [world.ampère.scope, world.voltaria.hostScope] {
                await #expect(throws: PostgresFault.self) {
                    try await world.write(scope) { _ = try await $0.all(Sweep(operatorID: world.voltaria.id)) }
                }
            }
            await #expect(throws: NotPermitted()) {
                _ = try await Self.run(world, world.voltaria.financeScope, isDry: true)
            }
        }
    }
}
