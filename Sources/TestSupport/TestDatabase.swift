public import Postgres

/// A migrated database that one test has to itself.
public struct TestDatabase: Sendable {
    /// The database as the application uses it.
    public let database: Database
    /// The same database as its owner, without row-level security, for looking behind the scenes.
    public let owner: Database
    /// Where it is, for starting another program on it.
    public let configuration: DatabaseConfiguration

    /// Lends a database with the repository's migrations to the closure and drops it afterwards.
    public static func lease<Result>(
        _ body: (Database) async throws -> Result
    ) async throws -> Result {
        try await leaseAll { try await body($0.database) }
    }

    /// Lends a database with the migrations of a folder, and its owner's view, to the closure and drops it afterwards.
    ///
    /// The folder is the repository's own when `nil`; `adjust` changes the limits of the application's side.
    public static func leaseAll<Result>(
        migrations: String? = nil,
        adjust: (inout DatabaseConfiguration) -> Void = { _ in },
        _ body: (TestDatabase) async throws -> Result
    ) async throws -> Result {
        try await TestServer.places.withPlace {
            let server = try TestServer()
            let name = try await server.createDatabase(migrations: migrations ?? repositoryMigrations)
            let test = TestDatabase(server: server, name: name, adjust: adjust)
            do {
                let result = try await body(test)
                try await test.drop(name, on: server)
                return result
            } catch {
                try await test.drop(name, on: server)
                throw error
            }
        }
    }

    /// The database as a connection string, for `DATABASE_URL` of another program.
    public var connectionString: String {
        get throws { try configuration.connectionString() }
    }

    private init(server: TestServer, name: String, adjust: (inout DatabaseConfiguration) -> Void) {
        var configuration = server.configuration
        configuration.databaseName = name
        configuration.maxConnections = 4
        adjust(&configuration)
        var owner = configuration.forOwner
        owner.maxConnections = 2
        self.configuration = configuration
        database = Database(configuration)
        self.owner = Database(owner)
    }

    private func drop(_ name: String, on server: TestServer) async throws {
        await database.close()
        await owner.close()
        try await server.dropDatabase(name)
    }

    /// The folder `migrations` at the root of the repository.
    public static let repositoryMigrations =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/migrations"
}
