import ArgumentParser
import Domain
import Jobs
import Postgres
import Values

extension ERECommand {
    /// `laadboek ere sales --operator X --out DIR`.
    struct Sales: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes what the register credited, what was sold, and whose the revenue is, as CSV files.",
            discussion: """
                credits.csv has the figures of the register, trades.csv the sales, shares.csv what each took of whom and \
                what of its revenue is theirs, payouts.csv what of each share was paid out and kept; all of one moment.
                """
        )

        @Option(name: .customLong("operator"), help: "The operator's reference.")
        var reference: String

        @Option(help: "The folder; made when it is not there.")
        var out: String

        func run() async throws {
            try makeFolder(out)
            try await withDatabase { database, _ in
                guard let tenant = try await Operators.all(on: database).first(where: { $0.reference == reference })
                else { throw CommandRefusal("there is no operator \(reference)") }
                let files = try await ERESalesFiles.make(.system(for: tenant.id), on: database)
                for name in ERESalesFiles.names { try writeFile(files[name] ?? [], to: out + "/" + name) }
            }
            say("\(ERESalesFiles.names.joined(separator: ", ")) written")
        }
    }
}
