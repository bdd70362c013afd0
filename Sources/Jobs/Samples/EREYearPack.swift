package import Domain
import Formats
import Postgres
package import Values

extension EREVerifierFiles {
    /// Corrections that matter to a verifier; sales and payments do not.
    private static let verified: Set<ERECorrectionKind> = [.takenBack, .filed, .register, .failed]

    /// The name of a year's pack.
    package static func packName(_ year: Int) -> String { "verifier-\(year).zip" }

    /// Writes what a verifier begins with: the population of a year with its filings and their hashes, who asked for which
    /// lines, corrections with their reasons, statements with their findings; all as it was at a moment.
    ///
    /// The pack of a moment that is over is the same every time.
    ///
    /// - Throws: ``ERESampleRejection/nothingFiled``, ``NotPermitted``, `PostgresFault`, and what the sink throws.
    package nonisolated(nonsending) func pack(
        _ scope: Scope,
        _ year: Int,
        at moment: Timestamp,
        to sink: EREPieceSink
    ) async throws {
        try await database.read(scope, isolation: .repeatableRead) { tx in
            let population = try await ERESamples.population(scope, year, until: moment, in: tx)
            guard let through = population.filings.map(\.id).max() else { throw ERESampleRejection.nothingFiled }
            var pack = EREPackWriter()
            pack.summary(population, at: moment)
            pack.filings(population)
            pack.begin("population.csv")
            pack.append(EREPopulationLine.headBytes)
            for try await line in try ERESamples.lines(scope, year, through: through, in: tx) {
                pack.append(line.bytes)
                try await pack.flush(to: sink)
            }
            let samples = try await ERESamples.list(scope, year, in: tx).filter { $0.requestedAt <= moment }.reversed()
            pack.samples(Array(samples))
            for sample in samples {
                pack.sampled(sample, try await ERESamples.find(scope, sample.id, in: tx).lines)
            }
            var corrections: [(quarter: EREQuarter, rows: [ERECorrection])] = []
            for quarter in (1...4).compactMap({ EREQuarter(year: year, number: $0) }) {
                let rows = try await EREReconciliations.corrections(scope, quarter, until: moment, in: tx)
                corrections.append((quarter, rows.filter { EREVerifierFiles.verified.contains($0.kind) }))
            }
            pack.corrections(corrections)
            let statements = try await EREVerifications.list(scope, in: tx).filter {
                $0.year == year && $0.recordedAt <= moment
            }
            pack.statements(statements.reversed(), at: moment)
            for statement in statements.reversed() {
                pack.findings(statement, try await EREVerifications.find(scope, statement.id, in: tx).failed)
            }
            pack.finish()
            try await sink(pack.take())
        }
    }
}

/// The tables of a year.
extension EREPackWriter {
    fileprivate mutating func summary(_ population: EREYearPopulation, at moment: Timestamp) {
        begin("year.csv")
        row(["what", "value"])
        for (name, value) in [
            ("year", "\(population.year)"), ("as_of", "\(moment)"), ("filings", "\(population.filings.count)"),
            ("lines", "\(population.lines)"), ("corrections", "\(population.corrections)"),
            ("connections", "\(population.connections)"), ("kwh", EREFilingXML.kWh(population.energy)),
            ("expected_ere", "\(population.units)"),
        ] {
            row([name, value])
        }
    }

    fileprivate mutating func filings(_ population: EREYearPopulation) {
        begin("filings.csv")
        row([
            "filing", "quarter", "filed_at", "lines", "corrections", "difference_kwh", "difference_ere", "document",
            "bytes", "sha256",
        ])
        for filing in population.filings {
            for document in filing.documents {
                row([
                    filing.reference, "\(filing.quarter)", "\(filing.filedAt)", "\(filing.lines)",
                    "\(filing.corrections)", EREFilingXML.kWh(filing.energy), "\(filing.units)", document.name,
                    "\(document.size)", Hex.text(document.sha256),
                ])
            }
        }
    }

    fileprivate mutating func samples(_ samples: [ERESample]) {
        begin("samples.csv")
        row([
            "request", "rule", "asked_for", "chosen", "seed", "named", "note", "population_lines", "population_sha256",
            "requested_by", "requested_at",
        ])
        for one in samples {
            row([
                "\(one.id)", one.rule.rawValue, "\(one.size)", "\(one.lines)", one.seed.map { "\($0)" } ?? "",
                one.named, one.note, "\(one.populationLines)", Hex.text(one.populationSHA256), one.requestedBy,
                "\(one.requestedAt)",
            ])
        }
    }

    fileprivate mutating func sampled(_ sample: ERESample, _ lines: [ERESampledLine]) {
        begin("samples/\(sample.id).csv")
        row(["place", "booking", "filing", "ean", "quarter", "kwh", "expected_ere"])
        for line in lines {
            row([
                "\(line.position)", "\(line.booking)", line.filing, line.ean, "\(line.quarter)",
                EREFilingXML.kWh(line.energy), "\(line.units)",
            ])
        }
    }

    fileprivate mutating func corrections(_ quarters: [(quarter: EREQuarter, rows: [ERECorrection])]) {
        begin("corrections.csv")
        row([
            "quarter", "what", "at", "booking", "ean", "in", "kwh_before", "kwh_after", "ere_before", "ere_after",
            "why",
        ])
        for (quarter, rows) in quarters {
            for one in rows {
                row([
                    "\(quarter)", one.kind.rawValue, "\(one.at)", "\(one.booking)", one.ean, one.reference,
                    one.energy.map { EREFilingXML.kWh($0.before) } ?? "",
                    one.energy.map { EREFilingXML.kWh($0.after) } ?? "",
                    one.units.map { "\($0.before)" } ?? "", one.units.map { "\($0.after)" } ?? "", one.reason,
                ])
            }
        }
    }

    /// Statements in the order in which they were written down; what was decided later is not there yet.
    fileprivate mutating func statements(_ statements: [EREVerificationRecord], at moment: Timestamp) {
        begin("statements.csv")
        row([
            "statement", "verifier", "stated_on", "outcome", "findings", "document", "sha256", "failed_lines",
            "lost_ere",
            "recorded_at", "decision", "why", "decided_at",
        ])
        for one in statements {
            let decision = one.decision.flatMap { $0.at <= moment ? $0 : nil }
            row([
                one.statementCode, one.verifier, "\(one.statedOn)", one.outcome.rawValue, one.findings,
                one.documentName, Hex.text(one.sha256), "\(one.failedLines)", "\(one.lostUnits)", "\(one.recordedAt)",
                decision.map { $0.isConfirmed ? "confirmed" : "thrown away" } ?? "waits", decision?.reason ?? "",
                decision.map { "\($0.at)" } ?? "",
            ])
        }
    }

    fileprivate mutating func findings(_ statement: EREVerificationRecord, _ lines: [EREVerificationLine]) {
        begin("findings/\(statement.id).csv")
        row(["statement", "booking", "ean", "quarter", "right_kwh", "right_ere", "measured_kwh", "credited_ere", "why"])
        for line in lines {
            row([
                statement.statementCode, "\(line.booking)", line.ean, "\(line.quarter)", EREFilingXML.kWh(line.energy),
                "\(line.units)", EREFilingXML.kWh(line.measured), "\(line.credited)", line.reason,
            ])
        }
    }
}
