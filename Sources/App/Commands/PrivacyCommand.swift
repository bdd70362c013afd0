import ArgumentParser
import Domain
import Jobs
import Postgres
import Values

/// `laadboek privacy …`.
struct PrivacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy",
        abstract: "What is kept of people, for how long, and copies of it.",
        subcommands: [Sweep.self, Export.self]
    )

    /// `laadboek privacy retention --dry-run`.
    struct Sweep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retention",
            abstract: "Lets go of what has been kept long enough.",
            discussion: """
                One line per kind of which something went or is held. The database itself works out from rules and its \
                own clock what may go; with --dry-run it is only counted.
                """
        )

        @Flag(help: "Only say what would go.")
        var dryRun = false

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            try await withDatabase { database, _ in
                for tenant in try await operators.operators(database) {
                    let scope = Scope.system(for: tenant.id)
                    let run = try await database.write(scope) {
                        try await Retention.run(scope, isDry: dryRun, at: SystemClock.now(), in: $0)
                    }
                    for result in run.results {
                        say(
                            "\(tenant.reference) \(result.kind.rawValue) before \(result.before): \(result.gone) "
                                + "\(dryRun ? "would go" : "gone"), \(result.held) held"
                        )
                    }
                    if run.results.isEmpty { say("\(tenant.reference) \(run.day): nothing to let go of") }
                }
            }
        }
    }

    /// `laadboek privacy export --operator X --customer 12 --out FILE`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes all that is known of one customer as a ZIP archive."
        )

        @Option(name: .customLong("operator"), help: "The operator's reference.")
        var reference: String

        @Option(help: "The customer's number.")
        var customer: Int64

        @Option(help: "The file.")
        var out: String

        func run() async throws {
            try await withDatabase { database, _ in
                guard let tenant = try await Operators.all(on: database).first(where: { $0.reference == reference })
                else { throw CommandRefusal("there is no operator \(reference)") }
                let scope = Scope.system(for: tenant.id)
                let id = CustomerID(customer)
                _ = try await database.write(scope) { try await PersonalRecords.open(scope, of: id, in: $0) }
                let export = PersonalExport(database: database, payouts: try EREPayoutRenderer(database: database))
                let file = try OutputFile(out)
                try await export.write(tenant.id, id) { try file.write($0) }
            }
            say("\(out) written")
        }
    }
}
