import Foundation
import Postgres
import TestSupport
import Testing
import Values

struct MigratorTests {
    struct Tables: Statement {
        static let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        static let sample = Tables()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }

    /// An empty database and an empty folder.
    private func workshop(_ body: (TestDatabase, String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "/laadboek-migrations-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await TestDatabase.leaseAll(migrations: folder, adjust: { $0.role = nil }) { try await body($0, folder) }
    }

    private let first = "20260101000000_create_a.sql"
    private let second = "20260102000000_create_b.sql"

    @Test func `files are applied once, in order, with everything in them`() async throws {
        try await workshop { test, folder in
            Fixture.write("CREATE TABLE b (id bigint REFERENCES a);", to: second, in: folder)
            Fixture.write(
                """
                -- a; comment's quote
                CREATE TABLE a (id bigint PRIMARY KEY);
                CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $body$ BEGIN RETURN 'x;y'; END; $body$;
                """,
                to: first,
                in: folder
            )
            Fixture.write("the dump", to: "schema.sql", in: folder)
            let migrator = Migrator(folder: folder, database: test.configuration)
            let pending = try await migrator.pending().map(\.name)
            #expect(pending == [first, second])
            let printed = try await migrator.dryRun()
            #expect(printed.contains("CREATE TABLE b"))
            let untouched = try await test.owner.all(.system, Tables())
            #expect(untouched == ["schema_migrations"])
            let runs = [try await migrator.migrate(), try await migrator.migrate()]
            #expect(runs == [[first, second], []])
            let rest = try await migrator.dryRun()
            #expect(rest.isEmpty)
            let tables = try await test.owner.all(.system, Tables())
            #expect(tables == ["a", "b", "schema_migrations"])
        }
    }

    @Test func `two runners at the same time apply each file once`() async throws {
        try await workshop { test, folder in
            Fixture.write("SELECT pg_sleep(0.2); CREATE TABLE a (id bigint);", to: first, in: folder)
            let migrator = Migrator(folder: folder, database: test.configuration)
            async let one = migrator.migrate()
            async let other = migrator.migrate()
            let applied = try await one + other
            #expect(applied == [first])
        }
    }

    @Test func `changed, missing, late and misnamed files are named`() async throws {
        try await workshop { test, folder in
            let migrator = Migrator(folder: folder, database: test.configuration)
            Fixture.write("CREATE TABLE a (id bigint);", to: first, in: folder)
            try await migrator.migrate()
            Fixture.write("CREATE TABLE a (id bigint); ", to: first, in: folder)
            let changed = try await fault { try await migrator.migrate() }
            #expect(
                changed.kind == .migration
                    && changed.description.contains("\(first) was applied, but its file has changed")
            )
            try FileManager.default.removeItem(atPath: "\(folder)/\(first)")
            #expect(
                try await fault { try await migrator.migrate() }.description.contains(
                    "\(first) was applied, but its file is missing"
                )
            )
            Fixture.write("CREATE TABLE a (id bigint);", to: first, in: folder)
            Fixture.write("SELECT 1", to: "20250101000000_come_late.sql", in: folder)
            #expect(
                try await fault { try await migrator.migrate() }.description.contains(
                    "20250101000000_come_late.sql comes before"
                )
            )
            try FileManager.default.removeItem(atPath: "\(folder)/20250101000000_come_late.sql")
            Fixture.write("SELECT 1", to: "2026_Bad.sql", in: folder)
            #expect(try await fault { try await migrator.migrate() }.description.contains("2026_Bad.sql"))
        }
    }

    @Test func `a file that fails leaves nothing behind and keeps those before it`() async throws {
        try await workshop { test, folder in
            Fixture.write("CREATE TABLE a (id bigint);", to: first, in: folder)
            Fixture.write("CREATE TABLE b (id bigint); SELECT nonsense;", to: second, in: folder)
            let migrator = Migrator(folder: folder, database: test.configuration)
            let broken = try await fault { try await migrator.migrate() }
            #expect(broken.statement == second && broken.description.contains("nonsense"))
            #expect(try await test.owner.all(.system, Tables()) == ["a", "schema_migrations"])
            Fixture.write("CREATE TABLE b (id bigint); COMMIT; BEGIN;", to: second, in: folder)
            #expect(try await fault { try await migrator.migrate() }.description.contains("ends the transaction"))
        }
    }

    @Test func `a file without a transaction may do what transactions forbid`() async throws {
        try await workshop { test, folder in
            Fixture.write("CREATE TABLE a (id bigint);", to: first, in: folder)
            Fixture.write("-- no-transaction\nCREATE INDEX CONCURRENTLY a_id ON a (id);", to: second, in: folder)
            let applied = try await Migrator(folder: folder, database: test.configuration).migrate()
            #expect(applied == [first, second])
        }
    }
}
