import Postgres
import TestSupport
import Testing
import Values

struct ListenerTests {
    struct ListeningBackend: Statement {
        static let sql = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        static let sample = ListeningBackend()
        static func decode(_ row: inout RowReader) throws -> Int32 { try row.next() }
    }

    @Test(.timeLimit(.minutes(20)))
    func `notifications arrive at commit, and a lost connection is announced when it is back`() async throws {
        try await Fixture.lease { test in
            var events = test.database.listen(to: ["jobs", "Odd \"name\""]).makeAsyncIterator()
            #expect(try await events.next() == .listening)
            struct Stop: Error {}
            _ = try? await test.database.write(alpha) { tx in
                try await tx.notify("jobs", "never")
                throw Stop()
            }
            try await test.database.write(alpha) { tx in
                try await tx.notify("jobs", "1")
                try await tx.notify("Odd \"name\"")
            }
            #expect(try await events.next() == .notification(channel: "jobs", payload: "1"))
            #expect(try await events.next() == .notification(channel: "Odd \"name\"", payload: ""))
            let backend = try #require(try await test.owner.first(.system, ListeningBackend()))
            #expect(try await test.owner.first(.system, Terminate(backend: backend)) == true)
            #expect(try await events.next() == .listening)
            try await test.database.write(alpha) { try await $0.notify("jobs", "2") }
            #expect(try await events.next() == .notification(channel: "jobs", payload: "2"))
        }
    }

    @Test(.timeLimit(.minutes(20)))
    func `a listener ends with its task`() async throws {
        try await Fixture.lease { test in
            let listener = test.database.listen(to: ["jobs"])
            let task = Task { for try await _ in listener {} }
            while try await test.owner.first(.system, ListeningBackend()) == nil {
                try await Task.sleep(for: .milliseconds(20))
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}
