import ArgumentParser
import Domain
import Jobs
import Postgres
import Values

extension LinesFormat: ExpressibleByArgument {}

/// `laadboek lines`.
struct LinesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lines",
        abstract: "Journal lines.",
        subcommands: [Export.self]
    )

    /// `laadboek lines export --month 2025-06 --format csv`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the newest version of every journal line of a month, amounts exact."
        )

        @Option(help: "The month of the sessions' stop at their site, such as 2025-06.")
        var month: YearMonth

        @Option(help: "csv or json.")
        var format = LinesFormat.csv

        @OptionGroup var operators: OperatorOption

        @Option(help: "A file instead of standard output.")
        var out: String?

        func run() async throws {
            try await withDatabase { database, _ in
                try await ProjectionAndRating(database: database).run()
                let file = try OutputFile(out)
                var text = LinesText(format)
                for tenant in try await operators.operators(database) {
                    let scope = Scope.system(for: tenant.id)
                    text = try await database.read(scope) { tx in
                        try await append(scope, to: text, file, in: tx)
                    }
                }
                text.finish()
                try file.write(text.take())
            }
        }

        private func append(
            _ scope: Scope,
            to text: LinesText,
            _ file: OutputFile,
            in tx: Transaction
        ) async throws -> LinesText {
            var text = text
            try await LinesExport.forEach(scope, JournalFilter(month: month), in: tx) { row in
                text.append(row)
                if text.bytes.count > 1 << 16 { try file.write(text.take()) }
            }
            return text
        }
    }
}
