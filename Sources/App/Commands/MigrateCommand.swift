import ArgumentParser
import Postgres

/// `laadboek migrate`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database's schema up to date."
    )

    @Flag(help: "Print the SQL instead of running it.")
    var dryRun = false

    func run() async throws {
        let configuration = try Configuration()
        let migrator = Migrator(folder: configuration.migrations, database: configuration.database.forOwner)
        if dryRun {
            say(try await migrator.dryRun())
            return
        }
        let applied = try await migrator.migrate()
        say(applied.isEmpty ? "The schema is up to date." : applied.map { "applied \($0)" }.joined(separator: "\n"))
    }
}
