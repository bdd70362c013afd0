package import Domain
import Formats
import HTTPServer
package import Templates
import Values

/// Of what a run's payments are made, as a file for a spreadsheet or a program.
package struct EREBreakdownFile {
    /// A column of both files.
    private struct Column {
        /// For programs; never translated.
        let name: String
        let title: Text
        let width: Int
        let kind: XLSXColumn.Kind
        /// What stands in the row of totals.
        var total = XLSXCell.empty
        let cell: (EREBreakdownRow) -> XLSXCell
    }

    let breakdown: EREBreakdown
    /// Of the partner's one document; empty where customers are paid.
    let document: String
    let author: String
    let say: Reader
    /// Whether words are for programs; people read theirs.
    private var isForPrograms = false

    package init(breakdown: EREBreakdown, document: String, author: String, say: Reader) {
        self.breakdown = breakdown
        self.document = document
        self.author = author
        self.say = say
    }

    private var fileName: String { "ere-payouts-\(breakdown.run.quarter)-\(breakdown.run.id)" }

    // MARK: CSV

    func csv() -> Response {
        Response.of(type: "text/csv; charset=utf-8", bytes: table()).download(as: fileName + ".csv")
    }

    /// Amounts as decimal text in euro, without a row of totals.
    package func table() -> [UInt8] {
        var file = self
        file.isForPrograms = true
        let columns = file.columns
        var writer = CSVWriter(columns: columns.map(\.name), guardsFormulas: true)
        for row in breakdown.rows { writer.append(columns.map { EREBreakdownFile.text($0.cell(row)) }) }
        return writer.bytes
    }

    private static func text(_ cell: XLSXCell) -> String {
        switch cell {
        case .text(let text): text
        case .integer(let number): String(number)
        case .exact(let number): number.description
        case .energy(let energy): energy.kWh.description
        case .money(let money): money.decimalText
        case .day(let day): "\(day)"
        case .moment(let moment): "\(moment)"
        case .empty: ""
        }
    }

    // MARK: XLSX

    func xlsx() throws -> Response {
        Response.of(type: CreditFileKind.xlsx.mediaType, bytes: try workbook()).download(as: fileName + ".xlsx")
    }

    /// With a row of totals, and a sheet that says what is paid.
    ///
    /// - Throws: `XLSXFault`, or what keeps a temporary file from being written.
    package func workbook() throws -> [UInt8] {
        let run = breakdown.run
        let properties = XLSXProperties(
            title: say(EREPayoutModels.breakdown) + " \(run.quarter)",
            author: author,
            createdAt: run.finishedAt ?? run.createdAt
        )
        return try XLSXWriter.bytes(properties) { writer in
            let columns = columns
            try writer.startSheet(
                XLSXSheet(
                    name: say(EREPayoutModels.breakdown),
                    columns: columns.map { XLSXColumn(say($0.title), width: $0.width, kind: $0.kind) }
                )
            )
            for row in breakdown.rows { try writer.append(columns.map { $0.cell(row) }) }
            try writer.appendTotals(columns.map(\.total))
            try writeSums(writer)
        }
    }

    private func writeSums(_ writer: XLSXWriter) throws {
        try writer.startSheet(
            XLSXSheet(
                name: say(en: "Payment", nl: "Betaling"),
                columns: [
                    XLSXColumn(say(en: "What", nl: "Wat"), width: 44, kind: .text),
                    XLSXColumn(say(en: "Amount", nl: "Bedrag"), width: 18, kind: .money(.eur)),
                    XLSXColumn(say(en: "Remark", nl: "Opmerking"), width: 60, kind: .text),
                ]
            )
        )
        for (what, minor, remark) in sums { try writer.append([.text(say(what)), euro(minor), .text(remark)]) }
        try writer.appendTotals([.text(say(EREPayoutModels.payment)), euro(breakdown.payment), .text(document)])
    }

    private var sums: [(Text, Int64, String)] {
        let (run, all) = (breakdown.run, breakdown.sums)
        let through = say(en: "Deliveries through \(run.quarter)", nl: "Leveringen tot en met \(run.quarter)")
        var rows: [(Text, Int64, String)] = [
            (Text(en: "Revenue", nl: "Opbrengst"), all.gross, through),
            (Text(en: "Service fee, VAT included", nl: "Servicekosten, inclusief btw"), -all.fee, ""),
        ]
        if run.model == .customers {
            rows.append((Text(en: "Margin of the partner", nl: "Marge van de partner"), -all.margin, ""))
            rows.append((Text(en: "VAT for customers", nl: "Btw voor klanten"), all.vat, ""))
        }
        let adjusted = Text(en: "Held back, released, given back", nl: "Ingehouden, vrijgegeven, teruggevorderd")
        rows.append((adjusted, all.adjustment, ""))
        return rows
    }

    // MARK: Columns

    private func euro(_ minor: Int64) -> XLSXCell { .money(Money(minor: minor, .eur)) }

    private var columns: [Column] { who + delivered + amounts }

    private var who: [Column] {
        [
            Column(
                name: "customer",
                title: Text(en: "Customer number", nl: "Klantnummer"),
                width: 14,
                kind: .text,
                total: .text(say(en: "Total", nl: "Totaal"))
            ) { .text("\($0.customer)") },
            Column(name: "name", title: Text(en: "Name", nl: "Naam"), width: 28, kind: .text) { .text($0.name) },
            Column(name: "reference", title: Text(en: "Your reference", nl: "Uw kenmerk"), width: 18, kind: .text) {
                .text($0.reference)
            },
            Column(name: "what", title: Text(en: "What", nl: "Wat"), width: 14, kind: .text) { .text(what($0.what)) },
        ]
    }

    private func what(_ what: EREBreakdownRow.What) -> String {
        if isForPrograms { return what.code }
        return switch what {
        case .charger: say(en: "Charger", nl: "Lader")
        case .adjustment(let adjustment): say(EREPayoutModels.text(adjustment))
        case .vat: say(en: "VAT", nl: "Btw")
        }
    }

    private var delivered: [Column] {
        [
            Column(name: "ean", title: Text(en: "Connection (EAN)", nl: "Aansluiting (EAN)"), width: 22, kind: .text) {
                .text($0.what.ean)
            },
            Column(name: "charger", title: Text(en: "Charger", nl: "Lader"), width: 30, kind: .text) {
                .text($0.what.part?.charger ?? "")
            },
            Column(
                name: "quarter",
                title: Text(en: "Quarter of delivery", nl: "Kwartaal van levering"),
                width: 12,
                kind: .text
            ) { .text($0.what.period) },
            // Once per charger and quarter, so that the column adds up.
            Column(name: "kwh", title: Text(en: "kWh", nl: "kWh"), width: 13, kind: .energy) {
                $0.what.part.map { $0.isFirst ? .energy($0.energy) : .empty } ?? .empty
            },
            Column(
                name: "ere",
                title: Text(en: "ERE", nl: "ERE"),
                width: 10,
                kind: .integer,
                total: .integer(breakdown.sums.units)
            ) { $0.what.part.map { .integer($0.sale.units) } ?? .empty },
            Column(name: "sale", title: Text(en: "Sale", nl: "Verkoop"), width: 18, kind: .text) {
                .text($0.what.part?.sale.number ?? $0.what.statement)
            },
            Column(
                name: "price",
                title: Text(en: "EUR per ERE", nl: "EUR per ERE"),
                width: 12,
                kind: .number(decimals: 6)
            ) { $0.what.part.map { .exact($0.sale.price) } ?? .empty },
        ]
    }

    private var amounts: [Column] {
        let sums = breakdown.sums
        return [
            amount("gross", Text(en: "Gross", nl: "Bruto"), sums.gross) { $0.part?.sale.gross },
            amount("fee", Text(en: "Service fee", nl: "Servicekosten"), sums.fee) { $0.part?.sale.fee },
            amount("margin", Text(en: "Margin", nl: "Marge"), sums.margin) { $0.part?.sale.margin },
            amount("net", Text(en: "Net", nl: "Netto"), sums.net) { $0.part?.sale.net },
            amount("adjustment", Text(en: "Adjustment", nl: "Verrekening"), sums.adjustment) { $0.adjustment },
            amount("vat", Text(en: "VAT", nl: "Btw"), sums.vat) { $0.vat },
            Column(
                name: "payment",
                title: EREPayoutModels.payment,
                width: 14,
                kind: .money(.eur),
                total: euro(breakdown.payment)
            ) { euro($0.payment) },
        ]
    }

    private func amount(
        _ name: String,
        _ title: Text,
        _ total: Int64,
        _ minor: @escaping (EREBreakdownRow.What) -> Int64?
    ) -> Column {
        Column(name: name, title: title, width: 14, kind: .money(.eur), total: euro(total)) {
            minor($0.what).map(euro) ?? .empty
        }
    }
}

extension EREBreakdownRow.What {
    /// The word for programs.
    fileprivate var code: String {
        switch self {
        case .charger: "charger"
        case .adjustment(let adjustment): adjustment.kind.rawValue
        case .vat: "vat"
        }
    }

    fileprivate var ean: String { if case .charger(let ean, _, _) = self { ean } else { "" } }

    fileprivate var part: EREPayoutSnapshot.Part? { if case .charger(_, _, let part) = self { part } else { nil } }

    /// The quarter, or of an adjustment the year of delivery.
    fileprivate var period: String {
        switch self {
        case .charger(_, let quarter, _): "\(quarter)"
        case .adjustment(let adjustment): "\(adjustment.year)"
        case .vat: ""
        }
    }

    fileprivate var statement: String {
        if case .adjustment(let adjustment) = self { adjustment.statement } else { "" }
    }

    fileprivate var adjustment: Int64? { if case .adjustment(let adjustment) = self { adjustment.minor } else { nil } }

    fileprivate var vat: Int64? { if case .vat(let minor) = self { minor } else { nil } }
}
