import Foundation
import Postgres
import TestSupport
import Testing
import Values

struct ResilienceTests {
    /// The nice values of the threads of this process.
    ///
    /// Source: proc(5), field 19 of stat.
    private static func niceValues() throws -> Set<String> {
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
        // A thread may end meanwhile.
        let lines = threads.compactMap { try? String(contentsOfFile: "/proc/self/task/\($0)/stat", encoding: .utf8) }
        return Set(
            lines.compactMap {
                $0.split(separator: ")").last?.split(separator: " ").dropFirst(16).first.map(String.init)
            }
        )
    }

    @Test func `connections stand back behind others where that is wanted`() async throws {
        try await Fixture.lease {
            $0.niceness = 7
        } _: { test in
            _ = try await test.database.all(alpha, ListThings())
            #expect(try Self.niceValues().contains("7"))
        }
    }

    @Test func `whoever finds all connections in use waits, and is told when it takes too long`() async throws {
        try await Fixture.lease {
            $0.maxConnections = 2; $0.waitLimit = .seconds(15)
        } _: { test in
            let database = test.database
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 { group.addTask { _ = try? await database.run(alpha, Sleep(seconds: 120)) } }
                while database.occupancy.total < 2 { try await Task.sleep(for: .milliseconds(10)) }
                let fault = try await fault { _ = try await database.all(alpha, ListThings()) }
                #expect(fault.kind == .waitedTooLong && fault.isTransient)
                group.cancelAll()
            }
            #expect(try await database.all(alpha, ListThings()).isEmpty)
            let occupancy = database.occupancy
            #expect(occupancy.idle == occupancy.total && occupancy.waiting == 0)
        }
    }

    @Test func `many tasks share few connections`() async throws {
        try await Fixture.lease {
            $0.maxConnections = 3
        } _: { test in
            let database = test.database
            try await withThrowingTaskGroup(of: Int64.self) { group in
                for number in 1...300 {
                    group.addTask { try await database.all(alpha, Numbers(upTo: Int64(number))).reduce(0, +) }
                }
                // The tetrahedral number of 300: the sum of the sums.
                let total = try await group.reduce(0, +)
                #expect(total == 300 * 301 * 302 / 6)
            }
            #expect(database.occupancy.total <= 3)
        }
    }

    @Test func `cancelling a task cancels its statement and keeps the connection`() async throws {
        try await Fixture.lease {
            $0.maxConnections = 1
        } _: { test in
            let database = test.database
            let before = try await database.first(alpha, BackendID())
            let started = ContinuousClock.now
            let task = Task { try await database.write(alpha) { try await $0.run(Sleep(seconds: 300)) } }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(ContinuousClock.now - started < .seconds(120))
            #expect(try await database.first(alpha, BackendID()) == before)
        }
    }

    @Test func `cancelling a task that waits for a connection leaves the others alone`() async throws {
        try await Fixture.lease {
            $0.maxConnections = 1
        } _: { test in
            let database = test.database
            let (gate, opener) = AsyncStream.makeStream(of: Void.self)
            async let busy: Int64? = database.write(alpha) { tx in
                for await _ in gate {}
                return try await tx.first(InsertThing(name: "a"))
            }
            while database.occupancy.total < 1 { try await Task.sleep(for: .milliseconds(5)) }
            let task = Task { try await database.all(alpha, ListThings()) }
            while database.occupancy.waiting == 0 { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            opener.finish()
            #expect(try await busy != nil)
            #expect(try await database.all(alpha, ListThings()).count == 1)
        }
    }

    @Test func `the statement timeout ends a statement that takes too long`() async throws {
        try await Fixture.lease {
            $0.statementTimeout = .seconds(2)
        } _: { test in
            let fault = try await fault { _ = try await test.database.run(alpha, Sleep(seconds: 120)) }
            #expect(fault.sqlState == .queryCanceled)
        }
    }

    @Test func `a backend killed in the middle of a transaction loses it, and its connection is not used again`()
        async throws
    {
        try await Fixture.lease {
            $0.maxConnections = 1
        } _: { test in
            let fault = try await fault {
                try await test.database.write(alpha) { tx in
                    try await tx.run(InsertThing(name: "a"))
                    let backend = try await tx.one(BackendID())
                    #expect(try await test.owner.first(alpha, Terminate(backend: backend)) == true)
                    try await tx.run(InsertThing(name: "b"))
                }
            }
            #expect(fault.kind == .connectionLost && fault.isConnectionLoss && fault.isTransient)
            #expect(fault.sqlState?.rawValue == "57P01", "\(fault)")
            #expect(try await test.database.all(alpha, ListThings()).isEmpty)
        }
    }

    @Test func `a backend killed before the commit makes the outcome unknown`() async throws {
        try await Fixture.lease { test in
            let fault = try await fault {
                try await test.database.write(alpha) { tx in
                    try await tx.run(InsertThing(name: "a"))
                    _ = try await test.owner.first(alpha, Terminate(backend: tx.one(BackendID())))
                }
            }
            #expect(fault.kind == .commitUnknown && fault.isConnectionLoss)
        }
    }

    @Test func `a backend killed while idle is replaced before anybody notices`() async throws {
        try await Fixture.lease {
            $0.maxConnections = 1
        } _: { test in
            for _ in 0..<3 {
                let backend = try #require(try await test.database.first(alpha, BackendID()))
                _ = try await test.owner.first(alpha, Terminate(backend: backend))
                #expect(try await test.database.first(alpha, BackendID()) != backend)
            }
        }
    }

    @Test func `a server that stops and starts again is found again`() async throws {
        try await PrivateCluster.lease { cluster in
            var configuration = DatabaseConfiguration(url: cluster.url)
            configuration.role = nil
            configuration.connectTimeout = .seconds(60)
            configuration.waitLimit = .seconds(20)
            let impatient = Database(configuration)
            configuration.waitLimit = .seconds(600)
            let patient = Database(configuration)
            #expect(try await impatient.all(.system, Numbers(upTo: 2)) == [1, 2])
            #expect(try await patient.all(.system, Numbers(upTo: 2)) == [1, 2])
            try cluster.stop()
            let fault = try await fault { _ = try await impatient.all(.system, Numbers(upTo: 2)) }
            #expect(fault.kind == .unreachable && fault.isConnectionLoss)
            async let later = patient.all(.system, Numbers(upTo: 3))
            try await Task.sleep(for: .milliseconds(500))
            try cluster.start()
            #expect(try await later == [1, 2, 3])
            #expect(try await impatient.all(.system, Numbers(upTo: 2)) == [1, 2])
            await impatient.close()
            await patient.close()
        }
    }

    @Test func `a closed database refuses and waits for what runs`() async throws {
        try await Fixture.lease { test in
            let database = test.database
            let running = Task { try await database.run(alpha, Sleep(seconds: 1)) }
            while database.occupancy.total == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await database.close()
            #expect(database.occupancy.total == 0)
            #expect(try await running.value == 1)
            #expect(try await fault { _ = try await database.all(alpha, ListThings()) }.kind == .closed)
        }
    }

    @Test func `connections idle for too long are closed`() async throws {
        try await Fixture.lease {
            $0.idleLifetime = .milliseconds(50)
        } _: { test in
            let first = try await test.database.first(alpha, BackendID())
            try await Task.sleep(for: .milliseconds(100))
            #expect(try await test.database.first(alpha, BackendID()) != first)
            #expect(test.database.occupancy.total == 1)
        }
    }

    @Test func `a connection string that cannot be read is not quoted`() async throws {
        let database = Database(DatabaseConfiguration(url: "postgresql://u:hunter2@[broken"))
        let fault = try await fault { _ = try await database.all(.system, Numbers(upTo: 1)) }
        #expect(fault.kind == .configuration && !String(reflecting: fault).contains("hunter2"))
    }
}
