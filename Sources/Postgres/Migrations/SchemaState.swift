import Values

/// How the schema of a database stands to the migrations of this executable.
public enum SchemaState: Hashable, Sendable {
    /// Nothing was ever applied.
    case absent
    /// Some of the migrations are not applied yet.
    case behind
    /// The file of this name has changed since it was applied.
    case changed(String)
    /// All of them were applied; a newer executable may have applied further ones.
    case current

    init(_ migrations: [Migration], applied: [AppliedMigration]) {
        let checksums = Dictionary(applied.map { ($0.name, $0.checksum) }, uniquingKeysWith: { first, _ in first })
        let changed = migrations.first { migration in
            checksums[migration.name].map { $0 != migration.checksum } ?? false
        }
        if let changed {
            self = .changed(changed.name)
        } else if migrations.allSatisfy({ checksums[$0.name] != nil }) {
            self = .current
        } else {
            self = applied.isEmpty ? .absent : .behind
        }
    }

    /// Asks over the pool, as the application's role and without a lock.
    ///
    /// - Throws: ``PostgresFault``.
    public static func read(_ migrations: [Migration], on database: Database) async throws -> SchemaState {
        guard try await database.first(.system, MigrationTableExists()) == true else {
            return SchemaState(migrations, applied: [])
        }
        do {
            return SchemaState(migrations, applied: try await database.all(.system, AppliedMigrations()))
        } catch let fault as PostgresFault where fault.sqlState == .insufficientPrivilege {
            // One of the migrations lets the application's role read what was applied.
            return .behind
        }
    }

    /// Asks as the owner, over a connection of its own and without a lock: for a database that may be empty yet, even
    /// of the application's role.
    ///
    /// - Throws: ``PostgresFault``.
    public static func read(
        _ migrations: [Migration],
        asOwnerOf configuration: DatabaseConfiguration
    ) async throws -> SchemaState {
        try await OwnerSession.with(configuration) { session in
            let applied = try await session.connection.cancellable { try $0.appliedMigrations() }
            return SchemaState(migrations, applied: applied)
        }
    }
}
