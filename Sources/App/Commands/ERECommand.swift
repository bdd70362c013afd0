import ArgumentParser
import Domain
import Jobs
import Postgres
import Values

/// `laadboek ere`.
struct ERECommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ere",
        abstract: "Dutch emission reduction units (ERE).",
        subcommands: [
            Factors.self, Roundings.self, Import.self, Measure.self, File.self, Credit.self, Tolerances.self,
            Sales.self, Verification.self, Payout.self, Reconcile.self, VerifierPack.self,
        ]
    )

    /// `laadboek ere factors`.
    struct Factors: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The dated factors by which kilowatt-hours become units.",
            subcommands: [List.self, Add.self]
        )
    }

    /// `laadboek ere factors list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the factors of all years, with their sources."
        )

        @Option(help: "json, or text for people.")
        var format = EREListFormat.text

        func run() async throws {
            let table = try await withDatabase { database, _ in
                try await database.read(.system) { try await EREFactorBook.table(.netherlands, in: $0) }
            }
            switch format {
            case .json: say(JSON.array(table.all.map { $0.exportJSON(isReplaced: table.isReplaced($0)) }).prettyText)
            case .text: for row in table.all { say(row.exportLine(isReplaced: table.isReplaced(row))) }
            }
        }
    }

    /// `laadboek ere factors add --year 2027 --basis grid --share 0.52 … --source "CBS …"`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds the factors of a year.",
            discussion: "Factors are added and never changed; of one year and basis the ones added last hold."
        )

        @Option(help: "The calendar year of delivery, such as 2027.")
        var year: Int

        @Option(help: "grid, or own_generation.")
        var basis: EREFactors.Basis

        @Option(help: "The renewable part of the energy, such as 0.505.")
        var share: Exact

        @Option(help: "What the energy takes the place of, in grams of CO2 equivalent per megajoule, such as 183.")
        var comparator: Exact

        @Option(name: .customLong("mj-per-kwh"), help: "Megajoules per kilowatt-hour, such as 3.6.")
        var mjPerKWh: Exact

        @Option(help: "Where the factors come from.")
        var source: String

        @Option(help: "How far the source is from the official text: confirmed, quoted, market or inferred.")
        var evidence: EREFactors.Evidence

        func run() async throws {
            let factors = EREFactors(
                year: year,
                basis: basis,
                share: share,
                comparator: comparator,
                mjPerKWh: mjPerKWh,
                source: source,
                evidence: evidence
            )
            do {
                let now = SystemClock.now()
                try await withDatabase { database, _ in
                    try await database.write(.system) {
                        try await EREFactorBook.supply(.system, factors, at: now, in: $0)
                    }
                }
            } catch let rejection as EREFactorRejection {
                throw CommandRefusal("\(rejection)")
            }
            say("\(year) \(basis.rawValue) \(share) is added")
        }
    }
}

/// How factors are listed.
enum EREListFormat: String, ExpressibleByArgument {
    case json
    case text
}

extension EREFactors.Basis: ExpressibleByArgument {}
extension EREFactors.Evidence: ExpressibleByArgument {}

extension EREFactors {
    /// Factors for programs; numbers as decimal text.
    fileprivate func exportJSON(isReplaced: Bool) -> JSON {
        .dictionary([
            "scheme": .string(scheme.rawValue), "year": .integer(year), "basis": .string(basis.rawValue),
            "share": .string(share.description), "comparator_g_per_mj": .string(comparator.description),
            "mj_per_kwh": .string(mjPerKWh.description), "source": .string(source),
            "evidence": .string(evidence.rawValue), "replaced": .bool(isReplaced),
        ])
    }

    fileprivate func exportLine(isReplaced: Bool) -> String {
        let numbers = "share \(share)  \(comparator) g/MJ  \(mjPerKWh) MJ/kWh"
        let replaced = isReplaced ? "  (replaced)" : ""
        return "\(scheme.rawValue)  \(year)  \(basis.rawValue)  \(numbers)  \(evidence.rawValue)\(replaced)  \(source)"
    }
}
