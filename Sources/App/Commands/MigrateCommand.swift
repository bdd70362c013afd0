import ArgumentParser
import Domain
import Jobs
import Postgres

/// `laadboek migrate`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database's schema up to date, and the sessions to the rules of today."
    )

    @Flag(help: "Print the SQL instead of running it.")
    var dryRun = false

    func run() async throws {
        let configuration = try Configuration()
        _ = try configuration.readMigrations()
        let migrator = Migrator(folder: configuration.migrations, database: configuration.database.forOwner)
        if dryRun {
            say(try await migrator.dryRun())
            return
        }
        let applied = try await migrator.migrate()
        say(applied.isEmpty ? "The schema is up to date." : applied.map { "applied \($0)" }.joined(separator: "\n"))
        try await projectAgain()
    }

    /// What older rules projected follows those of this executable from here on.
    private func projectAgain() async throws {
        try await withDatabase { database, _ in
            let done = try await SessionUpgrade(database: database).run().filter { $0.counts.chargePoints > 0 }
            for entry in done { say(SessionsCommand.Rebuild.line(entry)) }
            try await SessionsCommand.Rebuild.rate(done, database)
        }
    }
}
