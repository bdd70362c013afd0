import Formats
import Foundation
import TestSupport
import Testing
import Values

/// Workbooks as PyPI `openpyxl` writes them, and such as somebody with bad intentions would.
struct WorkbookListTests {
    /// Runs Python that writes a file to `path`, and reads it.
    private func made(_ code: String, limits: ListFileLimits = ListFileLimits()) async throws -> ListFile {
        let folder = try ScratchFolder()
        let path = folder.path + "/list.xlsx"
        _ = try await Peers.python("import sys\npath = sys.argv[1]\n" + code, [path])
        return try ListFile(reading: Array(try Data(contentsOf: URL(fileURLWithPath: path))), limits: limits)
    }

    private func expectFault(_ fault: ListFileFault, _ code: String) async {
        await #expect(throws: fault, "\(code)") { try await made(code) }
    }

    @Test func `the cells of a workbook are read as their texts`() async throws {
        let list = try await made(
            """
            import openpyxl, datetime
            from openpyxl.cell.rich_text import CellRichText, TextBlock
            from openpyxl.cell.text import InlineFont
            b = openpyxl.Workbook()
            s = b.active
            s.title = 'Laders & <meer>'
            s.append(['Merk', 'Model', 'Serienummer', 'Aantal', 'EAN'])
            s.append(['Alfen', ' Eve Single\\nPro-line ', 12345678, 3, '871685900000000004'])
            s['A4'] = 'Café "漢" <&>'
            s['C4'] = 123456789012345
            s['D4'] = 2.0
            s['E4'] = True
            s['G4'] = '=1+1'
            s['B6'] = CellRichText('Twin ', TextBlock(InlineFont(b=True), 'plaza'))
            s['D6'] = 1e-7
            s['A9'] = '   '
            s['A7'].font = openpyxl.styles.Font(bold=True)
            b.create_sheet('Other').append(['no'])
            b.save(path)
            """
        )
        #expect(list.faults == [])
        #expect(list.rows.map(\.line) == [1, 2, 4, 6])
        #expect(list.rows[1].cells == ["Alfen", "Eve Single Pro-line", "12345678", "3", "871685900000000004"])
        #expect(list.rows[2].cells.prefix(5) == ["Café \"漢\" <&>", "", "123456789012345", "2", "1"])
        #expect(list.rows[3].cells == ["", "Twin plaza", "", "0.0000001"])
    }

    @Test func `a hidden sheet is passed over, and inline texts are read`() async throws {
        let hidden = try await made(
            """
            import openpyxl
            b = openpyxl.Workbook()
            b.active.append(['hidden'])
            b.active.sheet_state = 'hidden'
            b.create_sheet('Seen').append(['seen'])
            b.active = 1
            b.save(path)
            """
        )
        #expect(hidden.rows.map(\.cells) == [["seen"]])
        let inline = try await made(
            """
            import openpyxl
            b = openpyxl.Workbook(write_only=True)
            s = b.create_sheet()
            for i in range(2001): s.append(['Alfen', 'Eve', i])
            b.save(path)
            """
        )
        #expect(inline.rows.count == 2_001 && inline.rows.last?.cells == ["Alfen", "Eve", "2000"])
    }

    @Test func `our own workbooks are read back`() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/own.xlsx"
        let made = Timestamp(seconds: 1_751_349_600)
        let writer = try XLSXWriter(path: path, properties: XLSXProperties(title: "", author: "", createdAt: made))
        let columns = [XLSXColumn("Merk", width: 9, kind: .text), XLSXColumn("n", width: 9, kind: .integer)]
        try writer.startSheet(XLSXSheet(name: "A", columns: columns))
        try writer.append([.text("=Alfen"), .integer(7)])
        try writer.finish()
        let list = try ListFile(reading: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        #expect(list.rows.map(\.cells) == [["Merk", "n"], ["=Alfen", "7"]])
    }

    /// Numbers as spreadsheets write them; a workbook of one cell each.
    @Test(arguments: [
        ("1.2345678E7", "12345678"), ("8.7168590000000002E17", "871685900000000020"), ("5.0", "5"), ("-0.50", "-0.5"),
        ("1E-3", "0.001"), ("1E400", "1E400"), ("12", "12"), ("x", "x"), ("1e", "1e"), ("", ""),
    ])
    func `numbers lose their exponent and keep their digits`(stored: String, read: String) async throws {
        let list = try await made(Self.book(cell: "<c r=\"A1\"><v>\(stored)</v></c><c r=\"B1\" t=\"str\"><v>y</v></c>"))
        #expect(list.rows.first?.cells == [read, "y"])
    }

    @Test func `too much is refused before it is unpacked`() async throws {
        await expectFault(
            .tooManyLines,
            "import openpyxl\nb = openpyxl.Workbook()\n"
                + "for i in range(2002): b.active.append([i])\nb.save(path)"
        )
        await expectFault(
            .tooManyColumns,
            "import openpyxl\nb = openpyxl.Workbook()\nb.active['AO1'] = 1\nb.save(path)"
        )
        await expectFault(.tooLarge, Self.zip("z.writestr('xl/workbook.xml', b' ' * (15 << 20))"))
        await expectFault(.tooLarge, Self.zip("z.writestr('xl/workbook.xml', os.urandom(1 << 20))", compressed: false))
        await expectFault(.tooLarge, Self.zip("for i in range(201): z.writestr(str(i), 'x')"))
        // A directory that promises little and a file that holds much.
        await expectFault(
            .notReadable,
            Self.zip("z.writestr('_rels/.rels', b'x' * 100000)") + """

                raw = bytearray(open(path, 'rb').read())
                at = raw.index(b'PK\\x01\\x02')
                raw[at + 24:at + 28] = (100).to_bytes(4, 'little')
                open(path, 'wb').write(raw)
                """
        )
    }

    @Test func `entities, other names and other kinds of archive are refused`() async throws {
        let bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"
        await expectFault(.notReadable, Self.book(cell: "<c r=\"A1\" t=\"str\"><v>&b;</v></c>", before: bomb))
        let reading = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        await expectFault(.notReadable, Self.book(cell: "<c r=\"A1\" t=\"str\"><v>&a;</v></c>", before: reading))
        await expectFault(.notReadable, Self.book(cell: "<c r=\"A1\" t=\"str\"><v>&unknown;</v></c>"))
        await expectFault(.notReadable, Self.book(cell: "<c><v>1</v></c></row></sheetData>"))
        await expectFault(.notReadable, Self.zip("z.writestr('word/document.xml', '<w/>')"))
        await expectFault(.notReadable, Self.zip("z.writestr('a', '1'); z.writestr('a', '2')"))
        let deep = String(repeating: "<x>", count: 40) + String(repeating: "</x>", count: 40)
        await expectFault(.notReadable, Self.book(cell: deep))
    }

    @Test func `a workbook cut off or changed anywhere is refused or read, and nothing else happens`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/list.xlsx"
        let code =
            "import sys, openpyxl\nb = openpyxl.Workbook()\nb.active.append(['Alfen', 'Eve', 3])\nb.save(sys.argv[1])"
        _ = try await Peers.python(code, [path])
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: ListFileFault.self) { try ListFile(reading: Array(bytes.prefix(count))) }
        }
        var generator = SeededGenerator(seed: Seeds.some(1)[0])
        for _ in 0..<2_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                changed[Int.random(in: changed.indices, using: &generator)] = UInt8.random(
                    in: 0...255,
                    using: &generator
                )
            }
            do throws(ListFileFault) {
                let list = try ListFile(reading: changed)
                #expect(list.rows.count <= 2_001)
            } catch {
                #expect(ListFileFault.allCases.contains(error))
            }
        }
    }

    // MARK: Files by hand

    private static func zip(_ writing: String, compressed: Bool = true) -> String {
        let method = compressed ? "ZIP_DEFLATED" : "ZIP_STORED"
        return "import os, warnings, zipfile\nwarnings.simplefilter('ignore')\n"
            + "with zipfile.ZipFile(path, 'w', zipfile.\(method)) as z:\n    \(writing)"
    }

    /// A workbook whose sheet has these cells in its first row.
    private static func book(cell: String, before: String = "") -> String {
        let sheet =
            "<?xml version=\"1.0\"?>\(before)<worksheet><sheetData><row r=\"1\">\(cell)</row></sheetData></worksheet>"
        func relation(_ type: String, _ target: String) -> String {
            "<Relationships><Relationship Id=\"r1\" Type=\"x/\(type)\" Target=\"\(target)\"/></Relationships>"
        }
        let parts = [
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"
            ),
            ("xl/_rels/workbook.xml.rels", relation("worksheet", "s.xml")), ("xl/s.xml", sheet),
        ]
        return zip(parts.map { "z.writestr('\($0)', '''\($1)''')" }.joined(separator: "; "))
    }
}
