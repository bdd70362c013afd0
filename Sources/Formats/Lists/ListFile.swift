/// How much of a person's list is read; every number a stranger could push up.
package struct ListFileLimits: Hashable, Sendable {
    /// Bytes of the file; two thousand lines of twenty columns take half of it.
    package var bytes = 1 << 20
    /// Lines that hold something, the headings among them.
    package var lines = 2_001
    /// Columns; lists of chargers have a dozen.
    package var columns = 40
    /// Characters of a cell: a model, a name, a number.
    package var characters = 200
    /// Bytes of one part of a workbook once inflated.
    package var sheetBytes = 16 << 20
    /// Texts that the cells of a workbook share.
    package var sharedTexts = 80_000
    /// Lines about which is told that they cannot be read.
    package var faults = 100

    /// Limits for lists that strangers upload.
    package init() {}
}

/// A line of a list.
package struct ListRow: Hashable, Sendable {
    /// Its number in the file, from 1.
    package let line: Int
    /// The cells as texts, blanks around them removed.
    package let cells: [String]

    package init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }

    /// Whether there is nothing in it.
    var isEmpty: Bool { cells.allSatisfy(\.isEmpty) }
}

/// What is wrong with one line, by its number.
package struct ListLineFault: Hashable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        /// A quote stands where none may, or is not closed.
        case quote
        /// A cell is longer than any name or number.
        case cellTooLong
    }

    package let line: Int
    package let code: Code

    package init(line: Int, code: Code) {
        self.line = line
        self.code = code
    }
}

/// Why a list is not read at all.
package enum ListFileFault: String, Error, CaseIterable, Hashable, Sendable {
    /// Nothing is in it.
    case empty = "list.empty"
    /// Too many bytes, as it is or unpacked.
    case tooLarge = "list.too_large"
    case tooManyLines = "list.too_many_lines"
    case tooManyColumns = "list.too_many_columns"
    /// Excel's format before 2007, or a workbook with a password.
    case oldExcel = "list.old_excel"
    /// Neither CSV nor XLSX, or damaged.
    case notReadable = "list.not_readable"

    /// The fault for whatever went wrong in a workbook.
    init(workbook error: any Error) {
        switch error {
        case let fault as ListFileFault: self = fault
        case ZIPFault.tooLarge: self = .tooLarge
        case ZIPFault.encrypted: self = .oldExcel
        case let fault as XMLFault where fault.code == .tooLarge: self = .tooLarge
        default: self = .notReadable
        }
    }
}

/// The lines of a list while it is read.
struct ListRows: Sendable {
    private(set) var rows: [ListRow] = []
    private(set) var faults: [ListLineFault] = []

    /// Adds a line unless it is empty; one that is wrong is told instead.
    mutating func append(_ row: ListRow, _ limits: ListFileLimits) throws(ListFileFault) {
        let cells = row.cells.map(ListRows.plain)
        let plain = ListRow(line: row.line, cells: cells)
        guard !plain.isEmpty else { return }
        if cells.contains(where: { $0.count > limits.characters }) {
            return append(ListLineFault(line: row.line, code: .cellTooLong), limits)
        }
        guard rows.count < limits.lines else { throw .tooManyLines }
        guard cells.count <= limits.columns else { throw .tooManyColumns }
        rows.append(plain)
    }

    mutating func append(_ fault: ListLineFault, _ limits: ListFileLimits) {
        if faults.count < limits.faults { faults.append(fault) }
    }

    /// One line without control characters and without blanks around it.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) || text.hasPrefix(" ") || text.hasSuffix(" ") else {
            return text
        }
        let spaced = text.map { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.value < 32 } ? " " : $0 }
        return String(spaced).trimmingSpaces()
    }
}

/// A person's list as a table of texts: CSV in whatever dialect, or the first visible sheet of a workbook.
package struct ListFile: Hashable, Sendable {
    package let rows: [ListRow]
    /// The lines that cannot be read, the first hundred.
    package let faults: [ListLineFault]

    package init(rows: [ListRow], faults: [ListLineFault] = []) {
        self.rows = rows
        self.faults = faults
    }

    /// Reads a file; which kind it is, its first bytes say.
    ///
    /// - Throws: ``ListFileFault``.
    package init(reading bytes: [UInt8], limits: ListFileLimits = ListFileLimits()) throws(ListFileFault) {
        guard bytes.count <= limits.bytes else { throw .tooLarge }
        let read =
            switch bytes {
            case _ where bytes.starts(with: [0x50, 0x4B, 3, 4]): try XLSXReader.read(bytes, limits: limits)
            case _ where bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]): throw .oldExcel
            default: try LooseCSV.read(bytes, limits: limits)
            }
        guard !read.rows.isEmpty || !read.faults.isEmpty else { throw .empty }
        self.init(rows: read.rows, faults: read.faults)
    }

    /// The number of columns of the widest line.
    package var width: Int { rows.map(\.cells.count).max() ?? 0 }

    // MARK: As text

    /// The lines as one text, their numbers in front, for a form to carry along.
    package var carried: String {
        let width = width
        var writer = CSVWriter(columns: (0...width).map(String.init))
        for row in rows {
            let missing = Array(repeating: "", count: width - row.cells.count)
            writer.append([String(row.line)] + row.cells + missing)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads a text that a form carried along; `nil` when it is not one of ours, or too large.
    ///
    /// It came back from a stranger, so it has the same limits as a file.
    package init?(carried text: String, limits: ListFileLimits = ListFileLimits()) {
        let csv = CSVLimits(
            bytes: limits.carriedBytes,
            rows: limits.lines,
            cells: limits.columns + 1,
            cellBytes: limits.characters * 4
        )
        guard let table = try? CSVTable(reading: Array(text.utf8), limits: csv), !table.rows.isEmpty else { return nil }
        var read = ListRows()
        for row in table.rows {
            guard let line = row.cells.first.flatMap({ Int($0) }), line > 0,
                (try? read.append(ListRow(line: line, cells: Array(row.cells.dropFirst())), limits)) != nil
            else { return nil }
        }
        guard !read.rows.isEmpty, read.faults.isEmpty else { return nil }
        self.init(rows: read.rows)
    }
}

extension ListFileLimits {
    /// Bytes of the text that a form carries: empty cells of a wide list are written out.
    package var carriedBytes: Int { 2 * bytes }
}
