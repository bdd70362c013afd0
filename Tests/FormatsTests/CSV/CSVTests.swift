import Formats
import Testing

@Suite struct CSVTests {
    private func read(_ text: String, limits: CSVLimits = .standard) throws -> CSVTable {
        try CSVTable(reading: Array(text.utf8), limits: limits)
    }

    private func fault(_ text: String, limits: CSVLimits = .standard) -> CSVError? {
        do {
            _ = try CSVTable(reading: Array(text.utf8), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func `quotes hold separators, quotes and line ends`() throws {
        let table = try read("name,text\r\nA,\"one, \"\"two\"\"\r\nthree\"\r\nB,plain\r\n")
        #expect(table.columns == ["name", "text"])
        #expect(table.rows.map(\.cells) == [["A", "one, \"two\"\r\nthree"], ["B", "plain"]])
        #expect(table.rows.map(\.line) == [2, 4])
    }

    @Test func `a byte order mark, semicolons and a missing last line end are read`() throws {
        let table = try read("\u{FEFF}a;b\n1;2,5\n\n3;\"4;4\"")
        #expect(table.columns == ["a", "b"])
        #expect(table.rows.map(\.cells) == [["1", "2,5"], ["3", "4;4"]])
        #expect(table.column("b") == 1)
        #expect(table.column("c") == nil)
    }

    @Test func `a semicolon inside a quoted name does not decide the separator`() throws {
        #expect(try read("\"a;b\",c\n1,2").rows.first?.cells == ["1", "2"])
    }

    @Test(arguments: [
        ("", CSVError.Code.empty, 1, 1),
        ("a,b\n1,2\n1,2,3\n", .width, 3, 1),
        ("a,b\n1\n", .width, 2, 1),
        ("a,b\n1,x\"y\n", .quote, 2, 4),
        ("a,b\nå,\"yes\"no\n", .quote, 2, 8),
        ("a,b\n1,\"open\n2,3\n", .quote, 2, 3),
        ("a,a\n1,2\n", .header, 1, 1),
        ("a,\n1,2\n", .header, 1, 1),
        ("a,b\n1,2\rx", .encoding, 2, 4),
        ("a,b\n1,\0\n", .encoding, 2, 3),
    ])
    func `a fault is named with line and column`(text: String, code: CSVError.Code, line: Int, column: Int) {
        let found = fault(text)
        #expect(found?.code == code)
        #expect(found?.line == line)
        #expect(found?.column == column)
    }

    @Test func `every line that cannot be read is named, and the others are read`() throws {
        let text = "a,b\n1,2\n1\n3,x\"y\n\"5\"6,7\r\n8,9\n1,2,3\n10,11\n12,\"open\n13,14"
        let (table, faults) = try CSVTable.readable(of: Array(text.utf8))
        #expect(table.rows.map(\.cells) == [["1", "2"], ["8", "9"], ["10", "11"]])
        #expect(faults.map(\.line) == [3, 4, 5, 7, 9])
        #expect(faults.map(\.code) == [.width, .quote, .quote, .width, .quote])
    }

    @Test func `a file wrong in every line tells the first hundred`() throws {
        let text = "a,b\n" + String(repeating: "1\n", count: 500)
        #expect(try CSVTable.readable(of: Array(text.utf8)).faults.count == CSVTable.maxFaults)
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: CSVError.self) { try CSVTable(reading: Array("a\n".utf8) + [0xC3, 0x28]) }
    }

    @Test func `every limit holds`() {
        let limits = CSVLimits(bytes: 40, rows: 2, cells: 3, cellBytes: 5)
        #expect(fault("a\n1\n2", limits: limits) == nil)
        #expect(fault("a\n1\n2\n3", limits: limits)?.code == .tooLarge)
        #expect(fault("a,b,c,d\n", limits: limits)?.code == .tooLarge)
        #expect(fault("a\n123456", limits: limits)?.code == .tooLarge)
        #expect(fault("a\n" + String(repeating: "\n", count: 40), limits: limits)?.code == .tooLarge)
    }

    @Test func `what is written is read back unchanged`() throws {
        let rows = [["plain", "with, comma"], ["\"quoted\"", "two\nlines"], ["", "semi;colon"], ["=1+1", "-5"]]
        for separator in [CSVSeparator.comma, .semicolon] {
            var writer = CSVWriter(columns: ["a", "b"], separator: separator)
            rows.forEach { writer.append($0) }
            #expect(try CSVTable(reading: writer.bytes).rows.map(\.cells) == rows)
        }
    }

    @Test func `a single empty cell stays a row`() throws {
        var writer = CSVWriter(columns: ["a"])
        writer.append([""])
        #expect(try CSVTable(reading: writer.bytes).rows.map(\.cells) == [[""]])
    }

    @Test func `formulas are guarded on request and numbers never are`() {
        var writer = CSVWriter(columns: ["a", "b", "c", "d"], guardsFormulas: true)
        writer.append(["=1+1", "-12.50", "-1+2", "@x"])
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "a,b,c,d\r\n'=1+1,-12.50,'-1+2,'@x\r\n")
    }
}
