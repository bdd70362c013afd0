internal import FoundationEssentials
internal import Glibc
package import Postgres

/// A test could not get a database.
public struct NoTestDatabase: Error, CustomStringConvertible {
    /// What to do.
    public let description: String
}

extension DatabaseConfiguration {
    /// The usual one but for its times: a busy machine may take long; tests of these limits set their own.
    fileprivate static func patient(url: String) -> DatabaseConfiguration {
        var configuration = DatabaseConfiguration(url: url)
        (configuration.connectTimeout, configuration.waitLimit) = (.seconds(60), .seconds(120))
        (configuration.statementTimeout, configuration.idleTransactionTimeout) = (.seconds(600), .seconds(600))
        return configuration
    }
}

/// The PostgreSQL server that the tests share, maybe with those of other processes.
package struct TestServer: Sendable {
    /// Databases in use at a time by one process; each holds up to seven connections of the hundred a server allows.
    static let places = Places(6)
    /// Where its maintenance database is.
    package let configuration: DatabaseConfiguration

    /// The server that the environment names.
    package init() throws {
        guard let url = ProcessInfo.processInfo.environment["LAADBOEK_TEST_DATABASE_URL"], !url.isEmpty else {
            throw NoTestDatabase(
                description:
                    "LAADBOEK_TEST_DATABASE_URL is not set: run `make test`, which starts PostgreSQL for the tests"
            )
        }
        configuration = .patient(url: url)
    }

    /// A new database with the folder's migrations; its name.
    package func createDatabase(migrations folder: String) async throws -> String {
        let name = "laadboek_test_\(getpid())_\(UInt32.random(in: 0 ... .max))"
        try await OwnerSession.with(configuration) { session in
            let template = try await template(of: folder, session)
            try await session.run("CREATE DATABASE \(name) TEMPLATE \(template)")
        }
        return name
    }

    /// Drops a database, whoever is connected to it.
    package func dropDatabase(_ name: String) async throws {
        try await OwnerSession.with(configuration) { session in
            try await session.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
    }

    /// The migrated database to copy; made by whoever needs it first, while all others wait.
    private func template(of folder: String, _ session: OwnerSession) async throws -> String {
        let name = "laadboek_template_\(Migration.checksum(of: try Migration.all(in: folder)).prefix(12))"
        try await session.run("SELECT pg_advisory_lock(\(TestServer.templateLock))")
        if try await session.all(IsTemplate(name: name)) != [true] {
            try await makeTemplate(name, of: folder, session)
        }
        try await session.run("SELECT pg_advisory_unlock(\(TestServer.templateLock))")
        return name
    }

    private func makeTemplate(_ name: String, of folder: String, _ session: OwnerSession) async throws {
        // What is left of an attempt that failed half-way is no template yet.
        try await session.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        try await session.run("CREATE DATABASE \(name)")
        var target = configuration
        target.databaseName = name
        try await Migrator(folder: folder, database: target).migrate()
        try await session.run("ALTER DATABASE \(name) WITH IS_TEMPLATE true")
    }

    private static let templateLock = 5_206_170_416
}

/// Whether a database is a finished template.
private struct IsTemplate: Statement {
    static let sql = "SELECT datistemplate FROM pg_database WHERE datname = $1"
    static let sample = IsTemplate(name: "")
    let name: String

    func bind(to values: inout Bindings) { values.append(name) }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// Lets so many in at a time; the others wait in the order in which they came.
actor Places {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    /// Runs the closure when there is a place.
    nonisolated func withPlace<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        await enter()
        do {
            let result = try await body()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async {
        guard free == 0 else { return free -= 1 }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
