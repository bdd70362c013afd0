import Formats
import Foundation
import Values

/// How fast the files of a month-end are written.
enum FileBench {
    static func measure() throws -> [BenchFigure] {
        let peers = BenchPeers.measure()
        return try [documents(), rows(), payments()].map { $0.with(peer: peers[$0.name]) }
    }

    /// One-page documents of thirty lines.
    private static func documents() throws -> BenchFigure {
        let writer = try PDFWriter()
        let table = PDFTable(
            columns: [
                PDFColumn("Site", share: 40), PDFColumn("kWh", share: 30, alignment: .trailing),
                PDFColumn("Amount", share: 30, alignment: .trailing),
            ],
            rows: (1...30).map { PDFRow(["Site \($0)", "\($0).125", "€ \($0).00"]) }
        )
        let document = PDFDocument(
            title: "Bench",
            author: "Bench",
            subject: nil,
            createdAt: Timestamp(seconds: 0),
            letterhead: PDFLetterhead(name: "Bench", lines: [], colour: PDFColour(red: 0, green: 64, blue: 64)),
            footer: [],
            pageLabel: PDFPageLabel(prefix: "Page ", of: " of "),
            runningTitle: "Bench",
            blocks: [.heading("Bench", .title), .table(table)]
        )
        _ = try writer.render(document)
        let count = 500
        let took = try ContinuousClock().measure {
            for _ in 0..<count { _ = try writer.render(document) }
        }
        return BenchFigure.rate("pdf_30_lines", "documents", count, in: took)
    }

    /// Rows of ten columns.
    private static func rows() throws -> BenchFigure {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-bench.xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // nothing depends on it any more
        let count = 50_000
        let took = try ContinuousClock().measure {
            let properties = XLSXProperties(title: "Bench", author: "Bench", createdAt: Timestamp(seconds: 0))
            let writer = try XLSXWriter(path: path, properties: properties)
            let text = (1...5).map { XLSXColumn("Text \($0)", width: 12, kind: .text) }
            let numbers = (1...5).map { XLSXColumn("Number \($0)", width: 12, kind: .integer) }
            try writer.startSheet(XLSXSheet(name: "Rows", columns: text + numbers))
            for row in 0..<count {
                let cells = (0..<5).map { XLSXCell.text("cell \(row) \($0)") }
                try writer.append(cells + (0..<5).map { XLSXCell.integer(Int64(row + $0)) })
            }
            try writer.finish()
        }
        return BenchFigure.rate("xlsx_10_columns", "rows", count, in: took)
    }

    private static func payments() throws -> BenchFigure {
        let count = 10_000
        let address = PostalAddress(
            street: "Kade",
            buildingNumber: "1",
            postcode: "1011 AA",
            town: "Amsterdam",
            country: "NL"
        )
        let party = PaymentParty(name: "Bench", address: address)
        let iban = "NL91ABNA0417164300"
        let file = PaymentFile(
            messageID: "BENCH",
            createdAt: Timestamp(seconds: 0),
            initiator: "Bench",
            batches: [
                PaymentBatch(
                    id: "BENCH-1",
                    debtor: party,
                    iban: iban,
                    executionDate: LocalDate(daysSinceEpoch: 20_000),
                    payments: (1...count).map { number in
                        CreditTransfer(
                            endToEndID: "E\(number)",
                            amount: Money(minor: Int64(number), .eur),
                            creditor: party,
                            iban: iban,
                            remittance: .text("Credit \(number)")
                        )
                    }
                )
            ]
        )
        let took = try ContinuousClock().measure { _ = try file.xml() }
        return BenchFigure.rate("pain001", "payments", count, in: took)
    }
}
