import Foundation
import Postgres
import TestSupport
import Testing
import Values

struct SchemaStateTests {
    private let first = "20260101000000_create_a.sql"
    private let second = "20260102000000_create_b.sql"

    /// An empty database whose application is its owner, and an empty folder.
    private func workshop(_ body: (TestDatabase, String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "/laadboek-schema-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await TestDatabase.leaseAll(migrations: folder, adjust: { $0.role = nil }) { try await body($0, folder) }
    }

    /// What the pool and the owner say, which must be the same.
    private func state(_ folder: String, _ test: TestDatabase) async throws -> SchemaState {
        let migrations = try Migration.all(in: folder)
        let state = try await SchemaState.read(migrations, on: test.database)
        let toOwner = try await SchemaState.read(migrations, asOwnerOf: test.configuration)
        #expect(state == toOwner)
        return state
    }

    @Test func `a schema is absent, behind, current, or of files that have changed`() async throws {
        try await workshop { test, folder in
            Fixture.write("CREATE TABLE a (id bigint);", to: first, in: folder)
            let empty = try await state(folder, test)
            #expect(empty == .absent)
            let migrator = Migrator(folder: folder, database: test.configuration)
            try await migrator.migrate()
            let migrated = try await state(folder, test)
            #expect(migrated == .current)
            let older = try Migration.all(in: folder)
            Fixture.write("CREATE TABLE b (id bigint);", to: second, in: folder)
            let pending = try await state(folder, test)
            #expect(pending == .behind)
            try await migrator.migrate()
            // A process that was started before goes on while a newer release has migrated.
            let newer = try await SchemaState.read(older, on: test.database)
            #expect(newer == .current)
            Fixture.write("CREATE TABLE b (id int);", to: second, in: folder)
            let changed = try await state(folder, test)
            #expect(changed == .changed(second))
        }
    }

    @Test func `where the application may not read yet what was applied, it is behind`() async throws {
        try await Fixture.lease { test in
            let migrations = try Migration.all(in: Fixture.migrations)
            let state = try await SchemaState.read(migrations, on: test.database)
            #expect(state == .behind)
            let toOwner = try await SchemaState.read(migrations, asOwnerOf: test.configuration)
            #expect(toOwner == .current)
        }
    }

    @Test func `the application may read what was applied in a database of this release`() async throws {
        try await TestDatabase.lease { database in
            let migrations = try Migration.all(in: TestDatabase.repositoryMigrations)
            let state = try await SchemaState.read(migrations, on: database)
            #expect(state == .current)
        }
    }
}
