package import Domain
import Formats
package import Postgres
package import Templates
package import Values

/// Takes the pieces of one file as they come.
package typealias EREPieceSink = nonisolated(nonsending) (_ piece: [UInt8]) async throws -> Void

/// The files of a quarter's reconciliation; each is of one moment.
package struct EREReconciliationFiles: Sendable {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Writes a file for a reader.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, `PDFFault`, and what the sink throws.
    package nonisolated(nonsending) func write(
        _ scope: Scope,
        _ quarter: EREQuarter,
        _ file: EREReconciliationFile,
        _ language: Language,
        at now: Timestamp,
        to sink: EREPieceSink
    ) async throws {
        try await database.read(scope, isolation: .repeatableRead) { tx in
            switch file {
            case .report: try await sink(try await report(scope, quarter, language, at: now, in: tx))
            case .steps:
                let report = try await EREReconciliations.report(scope, quarter, in: tx)
                try await sink(EREReconciliationCSV.steps(report.figures))
            case .connections: try await connections(scope, quarter, in: tx, to: sink)
            case .corrections:
                let rows = try await EREReconciliations.corrections(scope, quarter, in: tx)
                try await sink(EREReconciliationCSV.corrections(rows))
            }
        }
    }

    private nonisolated(nonsending) func connections(
        _ scope: Scope,
        _ quarter: EREQuarter,
        in tx: Transaction,
        to sink: EREPieceSink
    ) async throws {
        var bytes = EREReconciliationCSV.row(EREReconciliationCSV.lineColumns)
        for try await line in try await EREReconciliations.allLines(scope, quarter, in: tx) {
            bytes += EREReconciliationCSV.row(EREReconciliationCSV.cells(line))
            if bytes.count >= EREFilingFiles.pieceBytes {
                try await sink(bytes)
                bytes = []
            }
        }
        try await sink(bytes)
    }

    private nonisolated(nonsending) func report(
        _ scope: Scope,
        _ quarter: EREQuarter,
        _ language: Language,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [UInt8] {
        let request = ListRequest(sort: EREReconciledSort.ean, limit: EREReconciliationPDF.lineLimit)
        let document = EREReconciliationPDF(
            report: try await EREReconciliations.report(scope, quarter, in: tx),
            lines: try await EREReconciliations.lines(scope, quarter, request, in: tx).rows,
            corrections: try await EREReconciliations.corrections(
                scope,
                quarter,
                limit: EREReconciliationPDF.lineLimit,
                in: tx
            ),
            organisation: try await Operators.own(scope, in: tx).details,
            at: now,
            say: Reader(language: language, zone: EREQuarter.zone)
        )
        return try PDFWriter().render(document.document)
    }
}

/// Reconciliations as tables for programs: names in English, numbers as decimal text, money in euro.
package enum EREReconciliationCSV {
    static func row(_ cells: [String]) -> [UInt8] { CSVWriter(columns: cells, guardsFormulas: true).bytes }

    static let lineColumns =
        ["ean", "customer", "town", "booking", "state", "corrections"]
        + EREReconciledFigures.columns + ["open"]

    static func cells(_ line: EREReconciledLine) -> [String] {
        [
            line.ean, line.customerName, line.town, "\(line.booking)", line.state.rawValue, "\(line.corrections)",
        ] + line.figures.cells + [line.open.map(\.rawValue).joined(separator: " ")]
    }

    static func steps(_ figures: EREReconciledFigures) -> [UInt8] {
        var bytes = row(["step", "what", "unit", "amount"])
        for step in figures.steps {
            let (unit, amount) = text(step.amount)
            bytes += row([step.kind.rawValue, "is", unit, amount])
            for part in step.differences {
                bytes += row([step.kind.rawValue, part.kind.rawValue, unit, text(part.amount).amount])
            }
        }
        return bytes
    }

    private static func text(_ amount: EREReconciledAmount) -> (unit: String, amount: String) {
        switch amount {
        case .energy(let energy): ("kwh", EREFilingXML.kWh(energy))
        case .units(let units): ("ere", "\(units)")
        case .money(let minor): ("eur", Money(minor: minor, .eur).decimalText)
        }
    }

    static func corrections(_ rows: [ERECorrection]) -> [UInt8] {
        var bytes = row([
            "what", "at", "booking", "ean", "in", "kwh_before", "kwh_after", "ere_before", "ere_after", "why", "by",
        ])
        for one in rows {
            bytes += row([
                one.kind.rawValue, "\(one.at)", "\(one.booking)", one.ean, one.reference,
                one.energy.map { EREFilingXML.kWh($0.before) } ?? "",
                one.energy.map { EREFilingXML.kWh($0.after) } ?? "",
                one.units.map { "\($0.before)" } ?? "", one.units.map { "\($0.after)" } ?? "", one.reason, one.by,
            ])
        }
        return bytes
    }

    /// The sums of partners, one to a row.
    package static func partners(_ rows: [(name: String, figures: EREReconciledFigures)]) -> [UInt8] {
        var bytes = row(["partner", "connections"] + EREReconciledFigures.columns)
        for one in rows { bytes += row([one.name, "\(one.figures.connections)"] + one.figures.cells) }
        return bytes
    }
}
