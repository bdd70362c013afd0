import Formats
import Foundation
import TestSupport
import Testing
import Values

struct ListFileTests {
    private func cells(_ text: String) throws -> [[String]] {
        try ListFile(reading: Array(text.utf8)).rows.map(\.cells)
    }

    @Test(arguments: [
        ("Merk;Model\r\nAlfen;Eve\r\n", [["Merk", "Model"], ["Alfen", "Eve"]]),
        ("Merk,Model\nAlfen,\"Eve, Single\"", [["Merk", "Model"], ["Alfen", "Eve, Single"]]),
        ("Merk\tModel\rAlfen\tEve; Single", [["Merk", "Model"], ["Alfen", "Eve; Single"]]),
        ("\u{FEFF}a;b,c;d", [["a", "b,c", "d"]]),
        ("\n\n a ; b \n\n;;\nc\n", [["a", "b"], ["c"]]),
        ("a;\"b \"\"c\"\"\nd\"", [["a", "b \"c\" d"]]),
        ("screen 7\";b", [["screen 7\"", "b"]]),
        ("only", [["only"]]),
    ])
    func `lists are read in whatever dialect`(text: String, cells: [[String]]) throws {
        #expect(try self.cells(text) == cells)
    }

    @Test func `lines keep the numbers they have in the file`() throws {
        let list = try ListFile(reading: Array("a;b\n\nc;\"d\ne\"\nf;g".utf8))
        #expect(list.rows.map(\.line) == [1, 3, 5] && list.rows[1].cells == ["c", "d e"])
    }

    @Test func `other characters than those of UTF-8 are understood`() throws {
        let text = "Merk;Modèle\r\nCafé;10 €"
        func wide(_ mark: [UInt8], _ pair: (UInt16) -> [UInt8]) -> [UInt8] { mark + text.utf16.flatMap(pair) }
        let little = wide([0xFF, 0xFE]) { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = wide([0xFE, 0xFF]) { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let windows: [UInt8] =
            Array("Merk;Mod".utf8) + [0xE8] + Array("le\r\nCaf".utf8) + [0xE9] + Array(";10 ".utf8) + [0x80]
        for bytes in [Array(text.utf8), little, big, windows] {
            #expect(try ListFile(reading: bytes).rows.map(\.cells) == [["Merk", "Modèle"], ["Café", "10 €"]])
        }
    }

    @Test func `a line that is wrong is told, and the others are read`() throws {
        let long = String(repeating: "x", count: 201)
        let list = try ListFile(reading: Array("a;b\n\"c\"d;e\nf;\(long)\ng;h\n\"i;j\nk".utf8))
        #expect(list.rows.map(\.cells) == [["a", "b"], ["g", "h"], ["k"]])
        #expect(
            list.faults == [
                ListLineFault(line: 2, code: .quote), ListLineFault(line: 3, code: .cellTooLong),
                ListLineFault(line: 5, code: .quote),
            ]
        )
    }

    @Test func `what is no list is refused with its reason`() throws {
        let wide = Array(repeating: "x", count: 41).joined(separator: ";")
        let cases: [([UInt8], ListFileFault)] = [
            ([], .empty), (Array("\n ; \n".utf8), .empty), ([0xD0, 0xCF, 0x11, 0xE0, 1], .oldExcel),
            ([0x89, 0x50, 0x4E, 0x47, 0, 0, 1], .notReadable), ([0x50, 0x4B, 3, 4, 0, 0], .notReadable),
            (Array(repeating: 97, count: 1 << 20 + 1), .tooLarge), (Array(wide.utf8), .tooManyColumns),
            (Array(String(repeating: "a;b\n", count: 2_002).utf8), .tooManyLines),
        ]
        for (bytes, fault) in cases {
            #expect(throws: fault) { try ListFile(reading: bytes) }
        }
        #expect(try ListFile(reading: Array(String(repeating: "a;b\n", count: 2_001).utf8)).rows.count == 2_001)
    }

    @Test(arguments: Seeds.some(100))
    func `what a form carries along comes back the same`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("ab;,\"é漢 =+\t'\\&<>")
        let rows = (1...Int.random(in: 1...30, using: &generator)).map { line in
            let cells = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                let count = Int.random(in: 0...12, using: &generator)
                return String((0..<count).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
            }
            return ListRow(line: line * 3, cells: ["x"] + cells)
        }
        let bytes = ListFile(rows: rows).carried
        // What a file may hold: no blanks around a text.
        let first = try #require(ListFile(carried: bytes), "seed \(seed)")
        // A browser sends line ends of its own.
        let again = ListFile(carried: first.carried.replacing("\r\n", with: "\n"))
        #expect(again?.rows == first.rows, "seed \(seed)")
        #expect(first.rows.map(\.line) == rows.map(\.line), "seed \(seed)")
        for (row, kept) in zip(rows, first.rows) {
            let plain = row.cells.map { $0.replacing("\t", with: " ").trimmingCharacters(in: .whitespaces) }
            #expect(Array(kept.cells.prefix(plain.count)) == plain, "seed \(seed)")
        }
    }

    @Test(arguments: [
        "", "x", "0,1\r\nx,Alfen\r\n", "0,1\r\n-1,Alfen\r\n", "0,1\r\n1,Alfen,more\r\n", "0,1\r\n1,\r\n",
        "0,1\r\n1,\"x",
    ])
    func `a text that is none of ours is no list`(text: String) {
        #expect(ListFile(carried: text) == nil)
    }

    @Test func `what comes back has the limits of a file`() {
        let line = "1," + String(repeating: "x", count: 200)
        #expect(ListFile(carried: "0,1\r\n" + line) != nil)
        #expect(ListFile(carried: "0,1\r\n" + line + "x") == nil)
        #expect(ListFile(carried: "0,1\r\n" + String(repeating: "1,x\r\n", count: 2_002)) == nil)
        let wide = (0...41).map(String.init).joined(separator: ",")
        #expect(ListFile(carried: wide + "\r\n" + wide) == nil)
    }
}
