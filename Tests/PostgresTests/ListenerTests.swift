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

    struct IsMarked: Statement {
        static let sql = """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 7 AND objid = 42 AND granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """
        static let sample = IsMarked()
        static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
    }

    @Test(.timeLimit(.minutes(20)))
    func `a listener holds its mark as long as it listens, and another may hold the same`() async throws {
        try await Fixture.lease { test in
            let mark = AdvisoryMark(kind: 7, number: 42)
            var first: Listener.Iterator? = test.database.listen(to: ["jobs"], holding: mark).makeAsyncIterator()
            var second: Listener.Iterator? = test.database.listen(to: ["jobs"], holding: mark).makeAsyncIterator()
            #expect(try await first?.next() == .listening)
            #expect(try await second?.next() == .listening)
            first = nil
            #expect(try await test.owner.first(.system, IsMarked()) == true)
            second = nil
            while try await test.owner.first(.system, IsMarked()) == true {
                try await Task.sleep(for: .milliseconds(20))
            }
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
