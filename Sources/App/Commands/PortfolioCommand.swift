import ArgumentParser
import Domain
import Formats
import Values

/// `laadboek portfolio`.
struct PortfolioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portfolio",
        abstract: "Hosts, sites, back-offices, charge points, tokens and contracts.",
        subcommands: [Import.self]
    )

    /// `laadboek portfolio import FILE.json`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds or updates a portfolio; all of the file or nothing."
        )

        @Argument(help: "A portfolio; docs/reference/portfolio.schema.json says how it looks.")
        var file: String

        @Option(name: .customLong("operator"), help: "The operator, when the file does not describe one.")
        var operatorReference: String?

        @Flag(help: "Check everything and write nothing.")
        var dryRun = false

        func run() async throws {
            do {
                try await write(try PortfolioReader.read(readFile(file), checkIBAN: PortfolioCommand.ibanFault))
            } catch let refusal as PortfolioRefusal {
                complain("\(file) was not imported:\n\(refusal)")
                throw ExitCode(1)
            }
        }

        private func write(_ portfolio: PortfolioFile) async throws {
            try await withDatabase { database, configuration in
                let hasher = try PasswordHasher()
                let box = SecretBox(secret: try configuration.secret())
                let importer = PortfolioImport(database: database, box: box) { try await hasher.hash($0).stored }
                let result = try await importer.run(
                    portfolio,
                    operatorReference: operatorReference,
                    isDryRun: dryRun
                )
                for line in result.lines { say(line) }
                if dryRun { say("Nothing was written: this was a dry run.") }
            }
        }
    }

    /// Why a text is no IBAN.
    static func ibanFault(_ text: String) -> String? {
        IBAN.fault(in: text).map { "is no valid IBAN: \($0)" }
    }
}
