import Foundation
import Logging
import Postgres
import Web

/// Whether the database has the schema of this executable, whose migrations are read once.
struct SchemaCheck: Sendable {
    private let migrations: [Migration]

    /// Reads the migrations.
    ///
    /// - Throws: ``CommandRefusal`` when their folder cannot be read.
    init(_ configuration: Configuration) throws {
        migrations = try configuration.readMigrations()
    }

    /// Says at the start what would otherwise be told in the words of a statement that fails.
    ///
    /// - Throws: ``CommandRefusal`` when nothing was migrated yet. A database that is away is no reason: it may still be
    ///   starting.
    func expectTables(_ database: DatabaseConfiguration, _ logger: Logger) async throws {
        do {
            let state = try await SchemaState.read(migrations, asOwnerOf: database)
            if state == .absent { throw CommandRefusal("the database has no tables yet: run laadboek migrate first") }
            if let problem = SchemaCheck.problem(state) { logger.warning("\(problem)") }
        } catch let fault as PostgresFault {
            logger.warning("The state of the schema cannot be read.", metadata: ["error": "\(fault)"])
        }
    }

    /// The same while the process runs, over its pool.
    func readiness(_ database: Database) -> ReadinessCheck {
        ReadinessCheck("migrations") { [migrations] in
            do {
                return SchemaCheck.problem(try await SchemaState.read(migrations, on: database))
            } catch {
                return "the schema's state cannot be read"
            }
        }
    }

    /// What is wrong, `nil` when all is well.
    static func problem(_ state: SchemaState) -> String? {
        switch state {
        case .absent, .behind: "run laadboek migrate first"
        case .changed(let name): "\(name) has changed since it was applied"
        case .current: nil
        }
    }
}

extension Configuration {
    /// The migrations that belong to this executable.
    ///
    /// - Throws: ``CommandRefusal`` when their folder cannot be read, `PostgresFault` when one of the files is wrong.
    func readMigrations() throws -> [Migration] {
        guard FileManager.default.isReadableFile(atPath: migrations) else {
            throw CommandRefusal(
                "the folder of migrations cannot be read: \(migrations); LAADBOEK_SHARE names the folder that holds it"
            )
        }
        return try Migration.all(in: migrations)
    }
}
