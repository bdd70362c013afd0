import ArgumentParser
import Domain
import Jobs
import Postgres
import Templates
import Values

extension ERECommand {
    /// `laadboek ere reconcile --quarter 2026-Q3 --out DIR`.
    struct Reconcile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the reconciliation of a quarter: deliveries against bookings, and on to the bank.",
            discussion: """
                For each operator a folder with the report as PDF and tables of steps, connections and corrections, and \
                partners.csv with the sums of each. Ends with 1 when more is booked than was delivered, or sums differ from \
                those of filings, stock and books.
                """
        )

        @Option(help: "The quarter, such as 2026-Q3.")
        var quarter: EREQuarter

        @Option(help: "The folder to write to; each operator gets one of its own in it.")
        var out: String

        @Option(help: "The language of the report: en or nl.")
        var language = "nl"

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            guard let reader = Language(rawValue: language) else { throw ValidationError("the language is en or nl") }
            let now = SystemClock.now()
            let wrong = try await withDatabase { database, _ in
                var (rows, wrong) = ([(name: String, figures: EREReconciledFigures)](), [String]())
                for tenant in try await operators.operators(database) {
                    let report = try await write(tenant, reader, now, database)
                    rows.append((tenant.reference, report.figures))
                    say("\(tenant.reference): \(line(report))")
                    if !report.isLawful || !report.ties.allSatisfy(\.holds) { wrong.append(tenant.reference) }
                }
                try writeFile(EREReconciliationCSV.partners(rows), to: out + "/partners.csv")
                return wrong
            }
            if !wrong.isEmpty { throw CommandRefusal("not reconciled: \(wrong.joined(separator: ", "))") }
        }

        private func write(
            _ tenant: Operator,
            _ reader: Language,
            _ now: Timestamp,
            _ database: Database
        ) async throws -> EREReconciliation {
            let (scope, files) = (Scope.system(for: tenant.id), EREReconciliationFiles(database: database))
            let folder = out + "/" + tenant.reference
            try makeFolder(folder)
            for file in EREReconciliationFile.allCases {
                let output = try OutputFile(folder + "/" + file.name(quarter))
                try await files.write(scope, quarter, file, reader, at: now) { try output.write($0) }
            }
            return try await database.read(scope, isolation: .repeatableRead) {
                try await EREReconciliations.report(scope, quarter, in: $0)
            }
        }

        private func line(_ report: EREReconciliation) -> String {
            let one = report.figures
            return "\(one.connections) connections, \(one.measured.kWh) kWh delivered, \(one.booked.kWh) kWh booked, "
                + "\(one.credited) ERE credited, \(one.sold - one.lost) ERE sold"
        }
    }
}
