import Formats
import Foundation
import TestSupport
import Testing
import Values

@Suite struct XLSXWriterTests {
    private let made = Timestamp(seconds: 1_751_349_600)
    private let columns = [
        XLSXColumn("Session", width: 12, kind: .integer),
        XLSXColumn("Site", width: 24, kind: .text),
        XLSXColumn("Start", width: 20, kind: .dateTime(Zone.named("Europe/Amsterdam") ?? .utc)),
        XLSXColumn("Day", width: 12, kind: .date),
        XLSXColumn("Energy (kWh)", width: 12, kind: .energy),
        XLSXColumn("EUR/kWh", width: 12, kind: .number(decimals: 6)),
        XLSXColumn("Amount", width: 12, kind: .money(.eur)),
        XLSXColumn("Exact amount", width: 24, kind: .text),
    ]

    private func workbook(in folder: ScratchFolder, named name: String = "book.xlsx") throws -> String {
        let path = folder.path + "/" + name
        let writer = try XLSXWriter(
            path: path,
            properties: XLSXProperties(title: "Sessions of June", author: "Voltaria", createdAt: made)
        )
        try writer.startSheet(XLSXSheet(name: "Sessions", columns: columns))
        let exact = try #require(Exact("-0.0123456789"))
        try writer.append([
            .integer(3_261_657), .text("=HYPERLINK(\"x\")"), .moment(try #require(Timestamp("2025-03-30T01:00:00Z"))),
            .day(try #require(LocalDate("2025-06-30"))), .energy(Energy(wh: 12_345)), .exact(exact),
            .money(Money(minor: -42, .eur)), .text(exact.description),
        ])
        try writer.append([
            .integer(Int64.max), .text("+31 20"), .moment(try #require(Timestamp("2025-10-26T00:59:59Z"))),
        ])
        try writer.append([.empty, .text("-1"), .empty, .empty, .energy(.zero)])
        try writer.append([.empty, .text("@x é 漢 <&>\n\u{1}")])
        try writer.appendTotals([.text("Total"), .empty, .empty, .empty, .energy(Energy(wh: 12_345))])
        try writer.startSheet(XLSXSheet(name: "Empty", columns: [XLSXColumn("A", width: 5, kind: .text)]))
        try writer.finish()
        return path
    }

    private func inspect(_ path: String, _ expressions: String) async throws -> [String] {
        let code = "import sys, openpyxl\nb = openpyxl.load_workbook(sys.argv[1])\ns = b['Sessions']\n"
        let said = try await Peers.python(code + "for e in [\(expressions)]: print(ascii(e))", [path])
        return said.split(separator: "\n").map(String.init)
    }

    @Test func `openpyxl reads back every kind of cell`() async throws {
        let folder = try ScratchFolder()
        let said = try await inspect(
            workbook(in: folder),
            "b.sheetnames, [c.value for c in s[1]], s['A2'].value, s['B2'].value, s['B2'].data_type, s['C2'].value, "
                + "s['D2'].value, s['E2'].value, repr(s['F2'].value), s['G2'].value, s['H2'].value, s['A3'].value, "
                + "s['C3'].value, s['B3'].value, s['B4'].data_type, s['B5'].value[:8], s['E6'].value, s.max_row"
        )
        #expect(
            said == [
                "['Sessions', 'Empty']",
                "['Session', 'Site', 'Start', 'Day', 'Energy (kWh)', 'EUR/kWh', 'Amount', 'Exact amount']",
                "3261657", "'=HYPERLINK(\"x\")'", "'s'", "datetime.datetime(2025, 3, 30, 3, 0)",
                "datetime.datetime(2025, 6, 30, 0, 0)", "12.345", "'-0.0123456789'", "-0.42", "'-0.0123456789'",
                "'9223372036854775807'", "datetime.datetime(2025, 10, 26, 2, 59, 59)", "'+31 20'", "'s'",
                "'@x \\xe9 \\u6f22 <'", "12.345", "6",
            ]
        )
    }

    @Test func `header, filter, widths, formats and properties are set`() async throws {
        let folder = try ScratchFolder()
        let said = try await inspect(
            workbook(in: folder),
            "s.freeze_panes, s.auto_filter.ref, round(s.column_dimensions['B'].width), s['A1'].font.b, s['A6'].font.b, "
                + "s['A2'].font.b, s['G2'].number_format, s['F2'].number_format, s['C2'].number_format, "
                + "s['H2'].number_format, b.properties.title, b.properties.creator, b.properties.created.isoformat()"
        )
        #expect(
            said == [
                "'A2'", "'A1:H5'", "25", "True", "True", "False", "'#,##0.00\\\\ \"EUR\"'", "'0.000000'",
                "'yyyy\\\\-mm\\\\-dd\\\\ hh:mm:ss'", "'@'", "'Sessions of June'", "'Voltaria'", "'2025-07-01T06:00:00'",
            ]
        )
    }

    @Test func `equal content gives equal bytes`() throws {
        let folder = try ScratchFolder()
        let first = try Data(contentsOf: URL(fileURLWithPath: workbook(in: folder, named: "1.xlsx")))
        let second = try Data(contentsOf: URL(fileURLWithPath: workbook(in: folder, named: "2.xlsx")))
        #expect(first == second)
    }

    @Test func `an exact number becomes the nearest number a cell can hold`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/numbers.xlsx"
        let writer = try XLSXWriter(path: path, properties: XLSXProperties(title: "", author: "", createdAt: made))
        try writer.startSheet(
            XLSXSheet(name: "Sessions", columns: [XLSXColumn("n", width: 9, kind: .number(decimals: 2))])
        )
        let texts = ["0.1", "-350.00", "1234567.891", "0.000000000000000000000000000001", "99999999999999999999.5"]
        for text in texts { try writer.append([.exact(try #require(Exact(text)))]) }
        try writer.finish()
        let said = try await inspect(path, "*[float(c.value) == float(t) for c, t in zip(s['A'][1:], \(texts))]")
        #expect(said == Array(repeating: "True", count: texts.count))
    }

    @Test func `what Excel refuses is refused with a reason`() throws {
        let folder = try ScratchFolder()
        let writer = try XLSXWriter(
            path: folder.path + "/x.xlsx",
            properties: XLSXProperties(title: "", author: "", createdAt: made)
        )
        #expect(throws: XLSXFault.self) { try writer.append([.integer(1)]) }
        for name in ["", "a/b", "'x", String(repeating: "x", count: 32)] {
            let fault = #expect(throws: XLSXFault.self) { try writer.startSheet(XLSXSheet(name: name, columns: [])) }
            #expect(fault?.code == .sheetName)
        }
        try writer.startSheet(XLSXSheet(name: "A", columns: [XLSXColumn("A", width: 5, kind: .text)]))
        #expect(throws: XLSXFault.self) { try writer.startSheet(XLSXSheet(name: "a", columns: [])) }
        try writer.startSheet(XLSXSheet(name: "B", columns: [XLSXColumn("A", width: 5, kind: .text)]))
        #expect(throws: XLSXFault.self) { try writer.append([.integer(1), .integer(2)]) }
        let long = #expect(throws: XLSXFault.self) {
            try writer.append([.text(String(repeating: "x", count: 32_768))])
        }
        #expect(long?.code == .textTooLong)
        try writer.appendTotals([.text("Total")])
        #expect(throws: XLSXFault.self) { try writer.append([.text("late")]) }
    }

    @Test func `a writer that is dropped leaves no file, and a bad path is said`() throws {
        let folder = try ScratchFolder()
        do {
            let writer = try XLSXWriter(
                path: folder.path + "/x.xlsx",
                properties: XLSXProperties(title: "", author: "", createdAt: made)
            )
            try writer.startSheet(XLSXSheet(name: "A", columns: [XLSXColumn("A", width: 5, kind: .text)]))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        let lost = try XLSXWriter(
            path: folder.path + "/none/x.xlsx",
            properties: XLSXProperties(title: "", author: "", createdAt: made)
        )
        try lost.startSheet(XLSXSheet(name: "A", columns: [XLSXColumn("A", width: 5, kind: .text)]))
        #expect(throws: XLSXFault.self) { try lost.finish() }
        #expect(throws: XLSXFault.self) { try lost.finish() }
    }
}
