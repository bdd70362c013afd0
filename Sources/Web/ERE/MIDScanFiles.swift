import Domain
import Formats
import HTTPServer
import Templates
import Values

/// The whole list with its findings, to take along.
struct MIDScanFiles {
    enum Format: String {
        case csv, xlsx
    }

    /// A column of the file.
    private struct Column {
        let title: String
        let width: Int
        let kind: XLSXColumn.Kind
        let cell: (Line) -> XLSXCell
    }

    /// A line with what its chargers would bring; nothing where they do not qualify.
    private struct Line {
        let finding: MIDScan.Finding
        let estimate: EREEstimate?
    }

    let scan: MIDScan
    let terms: ERETerms
    let say: Reader
    let at: Timestamp

    /// The file as a download.
    ///
    /// - Throws: `XLSXFault`, `ArithmeticOverflow`.
    func answer(_ format: Format) throws -> Response {
        let lines = try lines()
        switch format {
        case .csv:
            return Response.of(type: "text/csv; charset=utf-8", bytes: csv(lines)).download(as: "mid-scan.csv")
        case .xlsx:
            return Response.of(type: CreditFileKind.xlsx.mediaType, bytes: try xlsx(lines))
                .download(as: "mid-scan.xlsx")
        }
    }

    private func lines() throws(ArithmeticOverflow) -> [Line] {
        var lines: [Line] = []
        for finding in scan.findings {
            let isCounted = finding.verdict == .qualifies || finding.verdict == .needsProof
            let estimate = isCounted ? try EREEstimate(chargers: finding.chargers, terms) : nil
            lines.append(Line(finding: finding, estimate: estimate))
        }
        return lines
    }

    // MARK: CSV

    private func csv(_ lines: [Line]) -> [UInt8] {
        let columns = columns
        var writer = CSVWriter(columns: columns.map(\.title), guardsFormulas: true)
        for line in lines { writer.append(columns.map { MIDScanFiles.text($0.cell(line)) }) }
        return writer.bytes
    }

    private static func text(_ cell: XLSXCell) -> String {
        switch cell {
        case .text(let text): text
        case .integer(let number): String(number)
        case .exact(let number): number.description
        default: ""
        }
    }

    // MARK: XLSX

    private func xlsx(_ lines: [Line]) throws -> [UInt8] {
        let properties = XLSXProperties(title: say(.midScan), author: "Laadboek", createdAt: at)
        return try XLSXWriter.bytes(properties) { writer in
            let columns = columns
            let name = say(en: "Chargers", nl: "Laders")
            try writer.startSheet(
                XLSXSheet(name: name, columns: columns.map { XLSXColumn($0.title, width: $0.width, kind: $0.kind) })
            )
            for line in lines { try writer.append(columns.map { $0.cell(line) }) }
            try writeAssumptions(writer)
        }
    }

    private func writeAssumptions(_ writer: XLSXWriter) throws {
        try writer.startSheet(
            XLSXSheet(
                name: say(en: "Assumptions", nl: "Aannames"),
                columns: [
                    XLSXColumn(say(en: "What", nl: "Wat"), width: 34, kind: .text),
                    XLSXColumn(say(en: "Value", nl: "Waarde"), width: 80, kind: .text),
                ]
            )
        )
        for (name, value) in try assumptions() { try writer.append([.text(name), .text(value)]) }
    }

    private func assumptions() throws -> [(String, String)] {
        let factors = terms.factors
        let qualifying = try scan.estimate(.qualifies, terms)
        let possible = try scan.estimate(.needsProof, terms)
        return [
            (say(.midScan), say(.estimate)),
            (say(en: "kWh per charger and year", nl: "kWh per lader en jaar"), say.decimal(terms.kWhPerCharger)),
            (say(en: "Price per kWh", nl: "Prijs per kWh"), say.exactAmount(try terms.pricePerKWh(), .eur)),
            (say(en: "Price per ERE", nl: "Prijs per ERE"), say.exactAmount(try terms.pricePerUnit(), .eur)),
            (say(en: "Service fee", nl: "Servicekosten"), say.percent(terms.feePercent)),
            (say(en: "Year of delivery", nl: "Jaar van levering"), String(factors.year)),
            (say(en: "Renewable share", nl: "Hernieuwbaar aandeel"), say.decimal(factors.share)),
            (say(en: "Source", nl: "Bron"), factors.source),
            (say(en: "For you, those that qualify", nl: "Voor u, die meetellen"), try net(qualifying)),
            (
                say(en: "For you, if all that need proof have it", nl: "Voor u, als alle bewijs er is"),
                try net(possible)
            ),
        ]
    }

    private func net(_ estimate: EREEstimate) throws -> String { say.money(try estimate.amounts(.eur).net) }

    // MARK: Columns

    private var columns: [Column] { found + estimated }

    private var found: [Column] {
        [
            Column(title: say(en: "Line", nl: "Regel"), width: 8, kind: .integer) { .integer(Int64($0.finding.line)) },
            Column(title: say(en: "Brand", nl: "Merk"), width: 18, kind: .text) { .text($0.finding.brand) },
            Column(title: "Model", width: 26, kind: .text) { .text($0.finding.model) },
            Column(title: say(en: "Serial number", nl: "Serienummer"), width: 20, kind: .text) {
                .text($0.finding.serial)
            },
            Column(title: "EAN", width: 22, kind: .text) { .text($0.finding.ean) },
            Column(title: say(en: "Chargers", nl: "Laders"), width: 10, kind: .integer) {
                .integer($0.finding.chargers)
            },
            Column(title: say(en: "Finding", nl: "Bevinding"), width: 18, kind: .text) {
                .text(say(MIDScanWords.verdict($0.finding.verdict).title))
            },
            Column(title: say(en: "Why", nl: "Waarom"), width: 60, kind: .text) { .text(why($0.finding)) },
            Column(title: say(en: "Certainty", nl: "Zekerheid"), width: 16, kind: .text) {
                .text($0.finding.known.map { certainty($0.confidence) } ?? "")
            },
            Column(title: say(en: "Catalogue", nl: "Catalogus"), width: 30, kind: .text) {
                .text($0.finding.known.map { $0.brand + " " + $0.model } ?? "")
            },
            Column(title: say(en: "Source", nl: "Bron"), width: 40, kind: .text) {
                .text(say(Text(source: $0.finding.known?.source ?? "")))
            },
        ]
    }

    private func why(_ finding: MIDScan.Finding) -> String {
        let reason = finding.verdict == .unreadable ? [] : [say(MIDScanWords.reason(finding).text)]
        return (finding.problems.map { say(MIDScanWords.text($0)) } + reason).joined(separator: " ")
    }

    private func certainty(_ confidence: Confidence) -> String {
        switch confidence {
        case .confirmed: say(en: "Confirmed", nl: "Bevestigd")
        case .toConfirm: say(en: "To be confirmed", nl: "Te bevestigen")
        }
    }

    private var estimated: [Column] {
        [
            Column(title: say(en: "kWh a year", nl: "kWh per jaar"), width: 14, kind: .number(decimals: 0)) {
                $0.estimate.map { .exact($0.kWh) } ?? .empty
            },
            Column(title: "ERE", width: 14, kind: .number(decimals: 3)) {
                $0.estimate.map { .exact($0.units) } ?? .empty
            },
            Column(title: say(en: "They bring (EUR)", nl: "Ze brengen op (EUR)"), width: 16, kind: .number(decimals: 2))
            {
                $0.estimate.map { .exact($0.gross) } ?? .empty
            },
            Column(
                title: say(en: "Service fee (EUR)", nl: "Servicekosten (EUR)"),
                width: 16,
                kind: .number(decimals: 2)
            ) {
                $0.estimate.map { .exact($0.fee) } ?? .empty
            },
            Column(title: say(en: "For you (EUR)", nl: "Voor u (EUR)"), width: 16, kind: .number(decimals: 2)) { line in
                // The difference of what fits does.
                line.estimate.flatMap { try? $0.net() }.map { .exact($0) } ?? .empty
            },
        ]
    }
}
