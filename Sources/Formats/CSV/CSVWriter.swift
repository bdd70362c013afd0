/// What stands between the cells of a row.
package enum CSVSeparator: Sendable {
    /// `,`
    case comma
    /// `;`, as spreadsheets of countries with a decimal comma expect.
    case semicolon

    var byte: UInt8 {
        switch self {
        case .comma: UInt8(ascii: ",")
        case .semicolon: UInt8(ascii: ";")
        }
    }
}

/// Writes CSV by RFC 4180: UTF-8 without a byte order mark, CRLF, quotes only where needed.
package struct CSVWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private let separator: UInt8
    private let guardsFormulas: Bool
    private let width: Int

    /// Starts a file with its header.
    ///
    /// `guardsFormulas` puts an apostrophe before text that a spreadsheet would run as a formula
    /// (`=`, `+`, `-`, `@` in front and no number); files for machines leave it off.
    package init(columns: [String], separator: CSVSeparator = .comma, guardsFormulas: Bool = false) {
        self.separator = separator.byte
        self.guardsFormulas = guardsFormulas
        width = columns.count
        append(columns)
    }

    /// Appends a row; it is as wide as the header.
    package mutating func append(_ cells: [String]) {
        precondition(cells.count == width, "a CSV row as wide as its header")
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(separator) }
            write(guardsFormulas && isFormula(cell) ? "'" + cell : cell)
        }
        bytes.append(contentsOf: [13, 10])
    }

    private mutating func write(_ cell: String) {
        // A row of one empty cell would read as an empty line, which is no row.
        guard needsQuotes(cell) || (cell.isEmpty && width == 1) else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Both separators are quoted, so that a reader that guesses the separator guesses right.
    private func needsQuotes(_ cell: String) -> Bool {
        cell.utf8.contains { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), 10, 13: true
            default: false
            }
        }
    }

    private func isFormula(_ cell: String) -> Bool {
        guard let first = cell.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumber(cell)
        default: return false
        }
    }

    private func isNumber(_ cell: String) -> Bool {
        let digits = cell.utf8.dropFirst()
        return !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    }
}
