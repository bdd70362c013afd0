import TestSupport
import Testing
import Values

@testable import Postgres

struct TransactionTests {
    @Test func `what is written is there after the commit and gone after an error`() async throws {
        try await Fixture.lease { test in
            struct Changed: Error {}
            let id = try await test.database.write(alpha) { try await $0.one(InsertThing(name: "a", note: "n")) }
            #expect(id == 1)
            await #expect(throws: Changed.self) {
                try await test.database.write(alpha) { tx in
                    try await tx.run(InsertThing(name: "b"))
                    throw Changed()
                }
            }
            #expect(try await test.database.all(alpha, ListThings()) == [Thing(name: "a", note: "n")])
            #expect(try await test.database.run(alpha, InsertThing(name: "c")) == 1)
            #expect(try await test.database.first(beta, ListThings()) == nil)
        }
    }

    @Test func `input stays input`() async throws {
        try await Fixture.lease { test in
            let names = ["'); DROP TABLE things; --", "\\'; SELECT 1", "$1", "%s\n\u{0008}"]
            try await test.database.write(alpha) { tx in
                try await tx.runAll(names.map { InsertThing(name: $0) })
            }
            #expect(try await test.database.all(alpha, ListThings()).map(\.name) == names)
        }
    }

    @Test func `a statement that is planned anew gives the same rows and leaves no plan behind`() async throws {
        try await Fixture.lease { test in
            let prepared = try await test.database.read(alpha) { tx in
                #expect(try await tx.all(PlannedNumbers(upTo: 3, above: nil)) == [1, 2, 3])
                #expect(try await tx.all(PlannedNumbers(upTo: 3, above: 2)) == [3])
                #expect(try await tx.all(Numbers(upTo: 2)) == [1, 2])
                return try await tx.all(PreparedTexts())
            }
            #expect(prepared.contains(Numbers.sql))
            #expect(!prepared.contains(PlannedNumbers.sql))
        }
    }

    @Test func `rows of several statements come together, each of what was committed before it`() async throws {
        try await Fixture.lease { test in
            let (ids, things, numbers) = try await test.database.write(alpha) { tx in
                try await tx.together(InsertThing(name: "a", note: "n"), ListThings(), Numbers(upTo: 2))
            }
            #expect(ids == [1] && things == [Thing(name: "a", note: "n")] && numbers == [1, 2])
            let fault = try await fault {
                try await test.database.write(alpha) { tx in
                    _ = try await tx.together(InsertThing(name: "b"), InsertThing(name: ""), ListThings())
                }
            }
            #expect(fault.violates("things_name_not_empty"))
            #expect(try await test.database.all(alpha, ListThings()).map(\.name) == ["a"])
        }
    }

    @Test func `what is run later goes with the next statement, or with the commit`() async throws {
        try await Fixture.lease { adjust in
            adjust.maxConnections = 1
        } _: { test in
            let seen = try await test.database.write(alpha) { tx in
                try await tx.runLater(InsertThing(name: "a"))
                try await tx.runLater(InsertThing(name: "b"))
                let seen = try await tx.all(ListThings())
                try await tx.runLater(InsertThing(name: "c"))
                return seen.map(\.name)
            }
            #expect(seen == ["a", "b"])
            try await test.database.write(alpha) { try await $0.runLater(InsertThing(name: "d")) }
            #expect(try await test.database.all(alpha, ListThings()).map(\.name) == ["a", "b", "c", "d"])
        }
    }

    @Test func `what is run later and refused undoes its transaction and nothing of the next`() async throws {
        struct Stop: Error {}
        try await Fixture.lease { adjust in
            adjust.maxConnections = 1
        } _: { test in
            let refused = try await fault {
                try await test.database.write(alpha) { tx in
                    try await tx.run(InsertThing(name: "a"))
                    try await tx.runLater(InsertThing(name: ""))
                }
            }
            #expect(refused.violates("things_name_not_empty"))
            #expect(refused.statement?.hasSuffix("InsertThing") == true)
            await #expect(throws: Stop.self) {
                try await test.database.write(alpha) { tx in
                    try await tx.runLater(InsertThing(name: "b"))
                    throw Stop()
                }
            }
            #expect(try await test.database.all(alpha, ListThings()).isEmpty)
            #expect(test.database.occupancy.total == 1)
        }
    }

    private static func beginning(_ durability: Durability) -> [String] {
        TransactionMode(scope: alpha, isolation: .readCommitted, isReadOnly: false, durability: durability).beginSQL
    }

    @Test func `planning and durability hold for their transaction alone`() async throws {
        try await Fixture.lease { adjust in
            adjust.maxConnections = 1
        } _: { test in
            let database = test.database
            let before = try await database.first(alpha, PlanSettings())
            let soon = try await database.write(alpha, planning: .byIndex, durability: .soon) {
                try await $0.one(PlanSettings())
            }
            let anew = try await database.read(alpha, planning: .anew) { try await $0.one(PlanSettings()) }
            #expect(soon[0...1] == ["auto", "off"] && soon[2] == "off")
            // Clusters of tests wait for no disk at all, so what is said at the beginning is looked at, too.
            #expect(Self.beginning(.soon).contains("SET LOCAL synchronous_commit = off"))
            #expect(Self.beginning(.atOnce) == ["BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"])
            #expect(anew[0...1] == ["force_custom_plan", "on"])
            let after = try await database.first(alpha, PlanSettings())
            #expect(after == before && after?[0...1] == ["auto", "on"])
        }
    }

    @Test func `the scope is set in every transaction and never seen by the next`() async throws {
        try await Fixture.lease { adjust in
            adjust.maxConnections = 1
        } _: { test in
            let host = Scope.host(HostID(9), user: UserID(3), of: OperatorID(2))
            let scopes = [(Scope.system, ["", "", "on"]), (host, ["2", "9", ""]), (alpha, ["1", "", "on"])]
            for (scope, expected) in scopes + scopes.reversed() {
                let seen = try await test.database.read(scope) { try await $0.one(ScopeSettings()) }
                #expect(seen == expected.map(Optional.some) + ["laadboek_app"])
                #expect(try await test.database.first(scope, ScopeSettings()) == seen)
            }
            struct Stop: Error {}
            await #expect(throws: Stop.self) {
                try await test.database.write(host) { tx in
                    _ = try await tx.one(ScopeSettings())
                    throw Stop()
                }
            }
            #expect(try await test.database.first(Scope.system, ScopeSettings())?[1] == "")
        }
    }

    @Test func `one tenant neither sees nor writes the rows of another`() async throws {
        try await Fixture.lease { test in
            try await test.database.run(alpha, InsertThing(name: "a"))
            #expect(try await test.database.all(beta, ListThings()).isEmpty)
            let fault = try await fault {
                try await test.database.run(beta, InsertThing(operatorID: OperatorID(1), name: "b"))
            }
            #expect(fault.sqlState == .insufficientPrivilege)
            #expect(try await test.database.all(.system, ListThings()).count == 1)
        }
    }

    @Test func `the application cannot change what is append-only, nor write while reading`() async throws {
        struct Rewrite: Statement {
            static let sql = "UPDATE samples SET note = 'x'"
            static let sample = Rewrite()
        }
        try await Fixture.lease { test in
            let update = try await fault { try await test.database.run(alpha, Rewrite()) }
            #expect(update.sqlState == .insufficientPrivilege && update.description.contains("samples"))
            let write = try await fault {
                _ = try await test.database.read(alpha) { try await $0.run(InsertThing(name: "a")) }
            }
            #expect(write.sqlState == .readOnlyTransaction)
        }
    }

    @Test func `a refusal names code, constraint, table and statement, and no values`() async throws {
        try await Fixture.lease { test in
            try await test.database.run(alpha, InsertThing(name: "secret-name"))
            let twice = try await fault { try await test.database.run(alpha, InsertThing(name: "secret-name")) }
            #expect(twice.sqlState == .uniqueViolation && twice.violates("things_name_key"))
            #expect(
                twice.table == "things" && twice.severity == "ERROR"
                    && twice.statement?.hasSuffix("InsertThing") == true
            )
            #expect(!twice.description.contains("secret"))
            let asOwner = try await fault { try await test.owner.run(alpha, InsertThing(name: "secret-name")) }
            #expect(!asOwner.description.contains("secret") && asOwner.debugDescription.contains("secret"))
            #expect(!twice.isTransient && !twice.isConnectionLoss)
            let empty = try await fault { try await test.database.run(alpha, InsertThing(name: "")) }
            #expect(empty.violates("things_name_not_empty") && empty.sqlState == .checkViolation)
        }
    }

    @Test func `a refusal in the middle of a pipeline undoes all of it and leaves the connection usable`() async throws
    {
        try await Fixture.lease { adjust in
            adjust.maxConnections = 1
        } _: { test in
            let statements = (0..<2_500).map { InsertThing(name: $0 == 1_700 ? "7" : "\($0)") }
            let fault = try await fault { try await test.database.write(alpha) { _ = try await $0.runAll(statements) } }
            #expect(fault.violates("things_name_key"))
            #expect(try await test.database.all(alpha, ListThings()).isEmpty)
            let good = (0..<2_500).map { InsertThing(name: "\($0)") }
            #expect(try await test.database.write(alpha) { try await $0.runAll(good) } == 2_500)
            #expect(test.database.occupancy.total == 1)
        }
    }

    @Test func `a swallowed error does not become a commit`() async throws {
        try await Fixture.lease { test in
            let fault = try await fault {
                try await test.database.write(alpha) { tx in
                    try await tx.run(InsertThing(name: "a"))
                    _ = try? await tx.run(InsertThing(name: ""))
                }
            }
            #expect(fault.kind == .transactionFailed)
            #expect(try await test.database.all(alpha, ListThings()).isEmpty)
        }
    }

    @Test func `a transaction cannot be used after its closure returned`() async throws {
        try await Fixture.lease { adjust in
            adjust.maxConnections = 1
        } _: { test in
            let kept = try await test.database.write(alpha) { $0 }
            #expect(try await fault { try await kept.run(InsertThing(name: "a")) }.kind == .transactionOver)
            try await test.database.write(beta) { tx in
                _ = try await tx.first(ListThings())
                #expect(try await fault { try await kept.run(InsertThing(name: "a")) }.kind == .transactionOver)
            }
        }
    }

    @Test func `conflicting transactions repeat only where the caller allows it`() async throws {
        struct Count: Statement {
            static let sql = "SELECT count(*) FROM things"
            static let sample = Count()
            static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
        }
        try await Fixture.lease { test in
            let names = try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await test.database.write(alpha, isolation: .serializable, repeating: .onConflict) { tx in
                            let count = try await tx.one(Count())
                            try await tx.run(InsertThing(name: "n\(count)"))
                        }
                    }
                }
                try await group.waitForAll()
                return try await test.database.all(alpha, ListThings()).map(\.name)
            }
            #expect(Set(names) == ["n0", "n1", "n2", "n3"])
        }
    }

    @Test func `a stream reads a big result a batch at a time, with other statements in between`() async throws {
        try await Fixture.lease { test in
            try await test.database.write(alpha) { tx in
                var sum: Int64 = 0
                for try await number in tx.stream(Numbers(upTo: 10_500), batch: 1_000) {
                    sum += number
                    if number % 2_000 == 0 { try await tx.run(InsertThing(name: "\(number)")) }
                }
                #expect(sum == 10_500 * 10_501 / 2)
                for try await number in tx.stream(Numbers(upTo: 100), batch: 10) where number == 15 { break }
                var count = 0
                for try await _ in tx.stream(Numbers(upTo: 20), batch: 10) { count += 1 }
                #expect(count == 20)
            }
            #expect(try await test.database.all(alpha, ListThings()).count == 5)
        }
    }

    @Test func `a statement is prepared once per connection, under the name of its type`() async throws {
        struct Prepared: Statement {
            static let sql = "SELECT name FROM pg_prepared_statements WHERE name LIKE '%ListThings%'"
            static let sample = Prepared()
            static func decode(_ row: inout RowReader) throws -> String { try row.next() }
        }
        try await Fixture.lease { adjust in
            adjust.maxConnections = 1
        } _: { test in
            for _ in 0..<3 { _ = try await test.database.all(alpha, ListThings()) }
            #expect(try await test.database.all(alpha, Prepared()) == ["PostgresTests.ListThings"])
        }
    }

    @Test func `the plan of a statement can be seen`() async throws {
        try await Fixture.lease { test in
            let plan = try await test.database.read(alpha) { try await $0.explain(Numbers(upTo: 3)) }
            #expect(plan.first?.contains("generate_series") == true)
        }
    }
}
