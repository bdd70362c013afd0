import Formats
import Foundation
import TestSupport
import Testing
import Values

@Suite struct PDFWriterTests {
    private func document(_ blocks: [PDFBlock]) -> PDFDocument {
        PDFDocument(
            title: "Self-billed invoice SB-2025-117",
            author: "Voltaria B.V.",
            subject: "June 2025",
            createdAt: Timestamp(seconds: 1_751_349_600),
            letterhead: PDFLetterhead(
                name: "Voltaria",
                lines: ["Keizersgracht 241", "1016 EA Amsterdam"],
                colour: PDFColour(red: 0xF5, green: 0xC4, blue: 0x00)
            ),
            footer: ["IBAN NL91 ABNA 0417 1643 00"],
            pageLabel: PDFPageLabel(prefix: "Page ", of: " of "),
            runningTitle: "Invoice SB-2025-117",
            blocks: blocks
        )
    }

    private let columns = [
        PDFColumn("Session", share: 3), PDFColumn("Site", share: 6),
        PDFColumn("Amount", share: 2, alignment: .trailing),
    ]

    private func sessions(_ count: Int) -> PDFBlock {
        let rows = (0..<count).map { PDFRow(["S\(100_000 + $0)", "Garage", $0 == 7 ? "-0.42" : "1.11"]) }
        return .table(PDFTable(columns: columns, rows: rows, density: .compact))
    }

    private func text(_ document: PDFDocument, _ options: [String] = ["-layout"]) async throws -> String {
        let folder = try ScratchFolder()
        let path = try folder.write(PDFWriter().render(document), to: "x.pdf")
        return try await Program.output(of: "pdftotext", options + [path, "-"])
    }

    @Test func `pdftotext finds every word that was handed in`() async throws {
        let said = try await text(
            document([
                .heading("Zelf uitgereikte factuur", .title),
                .parties([
                    PDFParty(label: "Supplier", name: "Hotel De Gouden Leeuw", lines: ["Grote Markt 12"]),
                    PDFParty(label: "Customer", name: "Voltaria B.V.", lines: ["VAT NL858123456B01"]),
                ]),
                .facts([PDFFact(label: "Number", value: "SB-2025-117"), PDFFact(label: "Due", value: "31 juli 2025")]),
                .heading("Energy", .section),
                .table(
                    PDFTable(
                        columns: columns,
                        rows: [
                            PDFRow(["Spaarne quay"], style: .group),
                            PDFRow(["S1", "Ωmega Łódź ½ – €", "-6.90"]),
                            PDFRow(["Sum", "", "-6.90"], style: .subtotal),
                        ]
                    )
                ),
                .totals([PDFTotal(label: "Total", value: "EUR 495.23", emphasised: true)]),
                .paragraph("Factuur uitgereikt door afnemer.", .note),
            ])
        )
        let words = [
            "Voltaria", "Keizersgracht 241", "Zelf uitgereikte factuur", "Supplier", "Hotel De Gouden Leeuw",
            "Grote Markt 12", "VAT NL858123456B01", "SB-2025-117", "31 juli 2025", "Spaarne quay", "Ωmega Łódź ½ – €",
            "-6.90", "EUR 495.23", "Factuur uitgereikt door afnemer.", "IBAN NL91 ABNA 0417 1643 00", "Page 1 of 1",
        ]
        for word in words { #expect(said.contains(word), "\(word) is missing") }
    }

    @Test func `a long table goes over pages with its header on each and every row once`() async throws {
        let pages = try await text(document([.heading("Sessions", .section), sessions(400)])).split(separator: "\u{C}")
        #expect(pages.count > 5)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("Page \(index + 1) of \(pages.count)"))
            #expect(page.contains("Session") && page.contains("Site") && page.contains("Amount"))
            #expect(index == 0 || page.contains("Invoice SB-2025-117"))
        }
        let found = pages.joined().matches(of: /S1\d{5}/).map { String($0.output) }
        #expect(found == (0..<400).map { "S\(100_000 + $0)" })
        #expect(pages.joined().contains("-0.42"))
    }

    @Test func `text in a cell wraps and stays on the page`() async throws {
        let long = (1...60).map { "word\($0)" }.joined(separator: " ")
        let row = PDFRow(["S1", long, "5.00"])
        let said = try await text(
            document([.table(PDFTable(columns: columns, rows: [row, PDFRow(["S2", "x", "6.00"])]))]),
            []
        )
        for number in 1...60 { #expect(said.contains("word\(number)")) }
        let endless = PDFRow(["S1", String(repeating: "endless ", count: 2000), "5.00"])
        let cut = try await text(document([.table(PDFTable(columns: columns, rows: [endless]))]))
        #expect(cut.contains(/e\w*…/))
        #expect(cut.matches(of: /endless/).count < 200)
        #expect(cut.contains("Page 1 of 1"))
    }

    @Test func `a long paragraph flows over pages`() async throws {
        let said = try await text(document([.paragraph((1...3000).map { "w\($0)" }.joined(separator: " "), .body)]), [])
        let found = said.matches(of: /\bw\d+\b/).map { String($0.output) }
        #expect(found == (1...3000).map { "w\($0)" })
        #expect(said.contains("Page 2 of"))
    }

    @Test func `parties, facts and totals are not torn apart at the foot of a page`() async throws {
        let party = PDFParty(label: "Party", name: "Name", lines: (1...12).map { "line \($0)" })
        let totals = PDFBlock.totals((1...12).map { PDFTotal(label: "total \($0)", value: "1.00") })
        for filler in stride(from: 10, to: 50, by: 4) {
            let lines = PDFBlock.paragraph((1...filler).map { "filler \($0)" }.joined(separator: "\n"), .body)
            let pages = try await text(document([lines, .parties([party, party]), totals])).split(separator: "\u{C}")
            let ofParty = pages.map { $0.matches(of: /line \d+/).count }.filter { $0 > 0 }
            let ofTotals = pages.map { $0.matches(of: /total \d+/).count }.filter { $0 > 0 }
            #expect(ofParty == [24])
            #expect(ofTotals == [12])
        }
    }

    @Test func `a page break begins a page, and two of them no empty one`() async throws {
        let said = try await text(
            document([.paragraph("one", .body), .pageBreak, .pageBreak, .paragraph("two", .body)])
        )
        #expect(said.split(separator: "\u{C}").count == 2)
    }

    @Test func `fonts are embedded as subsets with their characters`() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(PDFWriter().render(document([.heading("T", .title), sessions(3)])), to: "x.pdf")
        let fonts = try await Program.output(of: "pdffonts", [path]).split(separator: "\n").dropFirst(2)
        #expect(fonts.count == 2)
        for font in fonts { #expect(font.contains("Liberation") && font.contains(/yes +yes +yes/)) }
    }

    @Test func `properties carry title, author and the date of the document`() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(PDFWriter().render(document([sessions(3)])), to: "x.pdf")
        let info = try await Program.output(of: "pdfinfo", ["-rawdates", path])
        #expect(info.contains(/Title: +Self-billed invoice SB-2025-117/))
        #expect(info.contains(/Author: +Voltaria B.V./))
        #expect(info.contains(/Subject: +June 2025/))
        #expect(info.contains(/CreationDate: +(D:)?20250701060000/))
        #expect(info.contains("A4"))
    }

    @Test func `equal documents give equal bytes, whatever was written before`() throws {
        let document = document([.heading("T", .title), sessions(100)])
        let first = try PDFWriter().render(document)
        let used = try PDFWriter()
        _ = try used.render(self.document([.paragraph("ABC def Ωж 漢字", .note), sessions(10)]))
        #expect(try used.render(document) == first)
        #expect(try used.render(document) == first)
    }

    @Test func `scripts that need shaping or another font still print`() async throws {
        let row = PDFRow(["مرحبا", "Ελλάδα", "e\u{301}"])
        let bytes = try PDFWriter().render(document([.table(PDFTable(columns: columns, rows: [row]))]))
        let folder = try ScratchFolder()
        let path = try folder.write(bytes, to: "x.pdf")
        let (fonts, words) = try await (
            Program.output(of: "pdffonts", [path]), Program.output(of: "pdftotext", [path, "-"])
        )
        #expect(fonts.contains("DejaVu"))
        #expect(words.contains("Ελλάδα"))
    }

    @Test(arguments: [
        ("株式会社東京充電", "WenQuanYi"), ("北京充电", "WenQuanYi"), ("서울충전", "WenQuanYi"),
        ("Київ", "Liberation"), ("हिन्दी", "FreeS"), ("ไทย", "FreeS"),
    ])
    func `names in other scripts are printed with a font that has their letters`(
        name: String,
        font: String
    ) async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(PDFWriter().render(document([.paragraph(name, .body)])), to: "x.pdf")
        let (fonts, words) = try await (
            Program.output(of: "pdffonts", [path]), Program.output(of: "pdftotext", [path, "-"])
        )
        let line = fonts.split(separator: "\n").first { $0.contains(font) }
        #expect(line?.contains(/yes +yes +yes/) == true, "\(name): \(fonts)")
        #expect(words.contains(name) || font == "FreeS", "\(words)")
    }

    @Test func `control characters and empty parts do no harm`() async throws {
        let said = try await text(
            document([
                .facts([]), .parties([]), .totals([]), .paragraph("", .body),
                .heading("alpha\0beta\u{7}gamma", .section),
                .table(PDFTable(columns: [], rows: [PDFRow(["x"])])),
                .table(PDFTable(columns: columns, rows: [PDFRow([]), PDFRow(["1", "2", "3", "4"])])),
            ])
        )
        #expect(said.contains("alpha beta gamma"))
        #expect(said.contains("Page 1 of 1"))
    }

    @Test func `pages are drawn where they should be`() async throws {
        let folder = try ScratchFolder()
        let path = try folder.write(PDFWriter().render(document([.heading("T", .title), sessions(200)])), to: "x.pdf")
        try await Program.output(of: "pdftoppm", ["-r", "20", "-gray", path, folder.path + "/page"])
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".pgm") }
        #expect(pages.count > 3)
        for page in pages { #expect(try margins(folder.path + "/" + page).allSatisfy { $0 == 255 }) }
    }

    /// The grey values of a page's outermost columns, where nothing may stand below the bar on top.
    private func margins(_ path: String) throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let header = String(decoding: bytes.prefix(20), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let (width, height) = (try #require(Int(header[1])), try #require(Int(header[2])))
        let pixels = bytes.suffix(width * height)
        return (4..<height).flatMap { row in
            let line = pixels.dropFirst(row * width).prefix(width)
            return Array(line.prefix(10)) + Array(line.suffix(10))
        }
    }

    @Test func `writers work side by side on threads`() async throws {
        let document = document([.heading("T", .title), sessions(60)])
        let expected = try PDFWriter().render(document)
        let shared = try PDFWriter()
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for index in 0..<8 {
                group.addTask { try (index.isMultiple(of: 2) ? shared : PDFWriter()).render(document) }
            }
            for try await bytes in group { #expect(bytes == expected) }
        }
    }
}
