import ArgumentParser
import Domain
import Formats
import Jobs
import Postgres
import Values

/// `laadboek vat`.
struct VATCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vat",
        abstract: "Dated VAT rates.",
        subcommands: [List.self, Add.self]
    )

    /// `laadboek vat list --operator X`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the VAT rates of the installation, or as an operator has them."
        )

        @Option(name: .customLong("operator"), help: "The operator's reference; the installation's rates without it.")
        var reference: String?

        @Option(help: "json, or text for people.")
        var format = VATListFormat.text

        func run() async throws {
            let rates = try await withDatabase { database, _ in
                guard let reference else {
                    return try await database.read(.system) { try await VATRateBook.supplied(.system, in: $0) }
                }
                let scope = Scope.system(for: try await VATCommand.find(reference, database).id)
                return try await database.read(scope) { try await VATRateBook.rates(scope, in: $0) }
            }
            switch format {
            case .json: say(JSON.array(rates.all.map { $0.exportJSON(isReplaced: rates.isReplaced($0)) }).prettyText)
            case .text: for rate in rates.all { say(rate.exportLine(isReplaced: rates.isReplaced(rate))) }
            }
        }
    }

    /// `laadboek vat add --country ES --rate 21 --from 2012-09-01 --source "Ley 37/1992"`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a dated VAT rate.",
            discussion: "Rates are added and never changed; documents that were issued keep theirs."
        )

        @Option(help: "The country, such as NL.")
        var country: String

        @Option(help: "The standard rate in percent, such as 25.5.")
        var rate: String

        @Option(name: .customLong("from"), help: "The first day on which it holds, such as 2026-01-01.")
        var validFrom: String

        @Option(help: "Where the rate comes from.")
        var source: String

        @Option(name: .customLong("operator"), help: "The operator's reference; all operators without it.")
        var reference: String?

        func run() async throws {
            let draft = try draft()
            do {
                try await withDatabase { database, _ in try await add(draft, database) }
            } catch let rejection as VATRateRejection {
                complain("\(rejection)")
                throw ExitCode(1)
            }
            say("\(draft.country) \(rate) % from \(draft.validFrom) on is added")
        }

        private func add(_ draft: VATRateDraft, _ database: Database) async throws {
            let now = SystemClock.now()
            guard let reference else {
                return try await database.write(.system) {
                    try await VATRateBook.supply(.system, draft, at: now, in: $0)
                }
            }
            let scope = Scope.system(for: try await VATCommand.find(reference, database).id)
            try await database.write(scope) { try await VATRateBook.add(scope, draft, at: now, in: $0) }
        }

        private func draft() throws -> VATRateDraft {
            guard CountryCode.isValid(country) else { throw ValidationError("\(country) is no country such as NL") }
            guard let hundredths = Exact(rate).flatMap(VATRateDraft.hundredths) else {
                throw ValidationError("\(rate) is no percentage from 0 to 100 with at most two decimals")
            }
            guard let day = LocalDate(validFrom) else { throw ValidationError("\(validFrom) is no day") }
            guard (1...VATRateDraft.sourceLength).contains(source.count) else {
                throw ValidationError("the source has not 1 to \(VATRateDraft.sourceLength) characters")
            }
            return VATRateDraft(country: country, validFrom: day, hundredthsPercent: hundredths, source: source)
        }
    }

    fileprivate static func find(_ reference: String, _ database: Database) async throws -> Operator {
        let all = try await Operators.all(on: database)
        guard let named = all.first(where: { $0.reference == reference }) else {
            throw ValidationError("there is no operator \(reference)")
        }
        return named
    }
}

/// How VAT rates are listed.
enum VATListFormat: String, ExpressibleByArgument {
    case json
    case text
}

extension VATRate {
    /// A rate for programs; the percentage as decimal text.
    fileprivate func exportJSON(isReplaced: Bool) -> JSON {
        .dictionary([
            "country": .string(country), "percent": .string(percent.description),
            "valid_from": .string(validFrom.description), "start_known": .bool(isStartKnown),
            "source": .string(source), "own": .bool(isOwn), "replaced": .bool(isReplaced),
            "recorded_utc": .string(recordedAt.rfc3339),
        ])
    }

    fileprivate func exportLine(isReplaced: Bool) -> String {
        let start = isStartKnown ? "" : "  (first day unknown)"
        let replaced = isReplaced ? "  (replaced)" : ""
        let origin = isOwn ? "own" : "installation"
        return "\(country)  \(percent) %  from \(validFrom)\(start)\(replaced)  \(origin)  \(source)"
    }
}
