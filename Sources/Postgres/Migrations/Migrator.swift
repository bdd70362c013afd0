internal import CLibPQ
internal import Logging

/// Brings a database to the newest schema, forward only.
///
/// What was applied stands with its checksum in the table `schema_migrations`. An advisory lock makes a second runner
/// wait for the first.
public struct Migrator: Sendable {
    private let folder: String
    private let configuration: DatabaseConfiguration
    private let logger = Logger(label: "laadboek.migrator")

    /// Reads the migrations of the folder and applies them as the owner that the configuration's string names.
    public init(folder: String, database: DatabaseConfiguration) {
        self.folder = folder
        configuration = database.forOwner
    }

    /// Applies what is missing; the names of the files applied, in order.
    ///
    /// - Throws: ``PostgresFault/Kind/migration`` naming a file that was changed, is missing or comes too late.
    @discardableResult
    public func migrate() async throws -> [String] {
        try await locked { connection in
            try await connection.cancellable { try $0.usableWire().simple(MigrationSQL.createTable) }
            let pending = try await pending(connection)
            for migration in pending {
                logger.info("applying \(migration.name)")
                try await apply(migration, over: connection)
            }
            return pending.map(\.name)
        }
    }

    /// What ``migrate()`` would apply.
    public func pending() async throws -> [Migration] {
        try await locked { try await pending($0) }
    }

    /// The SQL that ``migrate()`` would run, with the file names as comments; changes nothing.
    public func dryRun() async throws -> String {
        try await pending().map { "-- \($0.name)\n\($0.sql)" }.joined(separator: "\n")
    }

    private func locked<Result>(_ body: (Connection) async throws -> Result) async throws -> Result {
        try await OwnerSession.with(configuration) { session in
            try await session.run(MigrationSQL.lock)
            return try await body(session.connection)
        }
    }

    private func pending(_ connection: Connection) async throws -> [Migration] {
        let migrations = try Migration.all(in: folder)
        let applied = try await connection.cancellable { try $0.appliedMigrations() }
        for entry in applied { try check(entry, against: migrations) }
        let names = Set(applied.map(\.name))
        let pending = migrations.filter { !names.contains($0.name) }
        if let last = applied.last, let late = pending.first, late.name < last.name {
            throw PostgresFault(
                .migration,
                "\(late.name) comes before \(last.name), which was applied already; rename it"
            )
        }
        return pending
    }

    private func check(_ entry: AppliedMigration, against migrations: [Migration]) throws {
        guard let migration = migrations.first(where: { $0.name == entry.name }) else {
            throw PostgresFault(.migration, "\(entry.name) was applied, but its file is missing")
        }
        guard migration.checksum == entry.checksum else {
            throw PostgresFault(.migration, "\(entry.name) was applied, but its file has changed since")
        }
    }

    private func apply(_ migration: Migration, over connection: Connection) async throws {
        do {
            try await connection.cancellable { try $0.apply(migration) }
        } catch var fault as PostgresFault {
            fault.statement = migration.name
            throw fault
        }
    }
}

private enum MigrationSQL {
    /// The number is "laadboek" in ASCII.
    static let lock = "SELECT pg_advisory_lock(7809634757848821611)"
    static let createTable = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            name text PRIMARY KEY,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
        )
        """
}

/// A line of `schema_migrations`.
struct AppliedMigration: Sendable {
    let name: String
    let checksum: String
}

struct AppliedMigrations: Statement {
    static let sql = "SELECT name, checksum FROM schema_migrations ORDER BY name COLLATE \"C\""
    static let sample = AppliedMigrations()
    static func decode(_ row: inout RowReader) throws -> AppliedMigration {
        AppliedMigration(name: try row.next(), checksum: try row.next())
    }
}

struct MigrationTableExists: Statement {
    static let sql = "SELECT to_regclass('schema_migrations') IS NOT NULL"
    static let sample = MigrationTableExists()
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

private struct CurrentTransaction: Statement {
    static let sql = "SELECT txid_current()"
    static let sample = CurrentTransaction()
    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

private struct NoteMigration: Statement {
    static let sql = "INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2)"
    static let sample = NoteMigration(migration: AppliedMigration(name: "", checksum: ""))
    let migration: AppliedMigration

    func bind(to values: inout Bindings) {
        values.append(migration.name)
        values.append(migration.checksum)
    }
}

extension Connection {
    /// What was applied, in order; nothing where there is no table of migrations.
    func appliedMigrations() throws -> [AppliedMigration] {
        guard try ownerRows(MigrationTableExists()) == [true] else { return [] }
        return try ownerRows(AppliedMigrations())
    }

    /// Runs the file and notes that it ran; both or neither, unless the file asked for no transaction.
    fileprivate func apply(_ migration: Migration) throws {
        let wire = try usableWire()
        guard migration.isTransactional else {
            try wire.simple(migration.sql)
            return try note(migration)
        }
        try wire.simple("BEGIN")
        do {
            let before = try ownerRows(CurrentTransaction())
            try wire.simple(migration.sql)
            guard wire.transactionStatus == PQTRANS_INTRANS, try ownerRows(CurrentTransaction()) == before else {
                throw PostgresFault(.migration, "\(migration.name) ends the transaction it runs in")
            }
            try note(migration)
            try wire.simple("COMMIT")
        } catch {
            if !wire.isBroken, wire.transactionStatus != PQTRANS_IDLE { try? wire.simple("ROLLBACK") }
            throw error
        }
    }

    private func note(_ migration: Migration) throws {
        _ = try ownerRows(
            NoteMigration(migration: AppliedMigration(name: migration.name, checksum: migration.checksum))
        )
    }
}
