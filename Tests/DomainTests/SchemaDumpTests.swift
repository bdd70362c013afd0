import Foundation
import Postgres
import TestSupport
import Testing
import Values

/// The schema as a whole, for reading and for seeing in a review what a migration makes of it.
struct SchemaDumpTests {
    private static let file = TestDatabase.repositoryMigrations + "/schema.sql"

    private static let heading = """
        -- What the migrations make of an empty database, as pg_dump tells it; for reading, never run.
        -- `make schema` writes it anew.


        """

    @Test func `the schema that is written down is what the migrations make`() async throws {
        let made = try await TestDatabase.leaseAll { test in Self.heading + Self.plain(try await Self.dump(test)) }
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_GOLDENS"] == "1" {
            try #require(environment["CI"] != "true", "goldens are agreed on by people, not by CI")
            try made.write(toFile: Self.file, atomically: true, encoding: .utf8)
        }
        let agreed = (try? String(contentsOfFile: Self.file, encoding: .utf8)) ?? ""
        let difference = made.split(separator: "\n").difference(from: agreed.split(separator: "\n"))
        #expect(made == agreed, "run `make schema` and commit the result: \(difference.prefix(20))")
    }

    /// The dump by the server's own version of pg_dump, since another one writes other words.
    private static func dump(_ test: TestDatabase) async throws -> String {
        let version = try #require(try await test.owner.first(.system, ServerVersion()))
        return try await Program.output(
            of: "/usr/lib/postgresql/\(version)/bin/pg_dump",
            ["--schema-only", "--no-owner", "--dbname=\(try test.connectionString)"]
        )
    }

    /// Without comments, settings of the session and what tells the server's version.
    private static func plain(_ dump: String) -> String {
        let noise = ["--", "SET ", "SELECT pg_catalog.set_config", "\\restrict", "\\unrestrict"]
        var lines: [Substring] = []
        for line in dump.split(separator: "\n", omittingEmptySubsequences: false)
        where !noise.contains(where: { line.hasPrefix($0) }) {
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// The server's major version.
private struct ServerVersion: Statement {
    static let sql = "SELECT current_setting('server_version_num')::int / 10000"
    static let sample = ServerVersion()

    static func decode(_ row: inout RowReader) throws -> Int32 { try row.next() }
}
