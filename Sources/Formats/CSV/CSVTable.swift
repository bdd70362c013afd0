/// A CSV file by RFC 4180, read whole: its header and its rows.
///
/// Separator `,` or `;` (the one that comes first in the header), line ends CRLF or LF, UTF-8 with or without a
/// byte order mark. Empty lines are skipped; every other row is as wide as the header.
///
/// Source: RFC 4180 §2.
package struct CSVTable: Sendable {
    /// The names in the header, surrounding white space removed.
    package let columns: [String]
    /// The rows after the header, in file order.
    package let rows: [CSVRow]

    /// Reads a whole file.
    ///
    /// - Throws: ``CSVError`` with line and column of the first fault.
    package init(reading bytes: [UInt8], limits: CSVLimits = .standard) throws(CSVError) {
        let (table, faults) = try CSVTable.readable(of: bytes, limits: limits)
        if let first = faults.first { throw first }
        self = table
    }

    /// Reads whatever rows can be read, so that a person learns of all faults at once.
    ///
    /// After a fault reading goes on with the next line; at ``maxFaults`` it ends, and where a quote is not closed.
    ///
    /// - Returns: The rows that are right, and what is wrong with the others, in file order.
    /// - Throws: ``CSVError`` when there is no header to read rows by.
    package static func readable(
        of bytes: [UInt8],
        limits: CSVLimits = .standard
    ) throws(CSVError) -> (table: CSVTable, faults: [CSVError]) {
        guard bytes.count <= limits.bytes else {
            throw CSVError(code: .tooLarge, line: 1, column: 1, detail: "more than \(limits.bytes) bytes")
        }
        return try bytes.withUnsafeBufferPointer { buffer throws(CSVError) in
            var reader = CSVReader(bytes: buffer, limits: limits)
            return try reader.table()
        }
    }

    /// The most faults that are told; a file wrong in every line says so in the first hundred.
    package static let maxFaults = 100

    init(columns: [String], rows: [CSVRow]) {
        self.columns = columns
        self.rows = rows
    }

    /// The position of a column by its exact name; `nil` when there is none.
    package func column(_ name: String) -> Int? { columns.firstIndex(of: name) }
}

/// A row of a CSV file.
package struct CSVRow: Hashable, Sendable {
    /// The line its first byte stands on, from 1; a quoted cell may span several lines.
    package let line: Int
    /// The cells as they mean, quotes removed.
    package let cells: [String]
}

/// How much of a CSV file is read.
package struct CSVLimits: Hashable, Sendable {
    /// Bytes of the file.
    package var bytes: Int
    /// Rows after the header.
    package var rows: Int
    /// Cells of a row.
    package var cells: Int
    /// Bytes of one cell.
    package var cellBytes: Int

    /// Makes limits.
    package init(bytes: Int, rows: Int, cells: Int, cellBytes: Int) {
        self.bytes = bytes
        self.rows = rows
        self.cells = cells
        self.cellBytes = cellBytes
    }

    /// For files people upload: ten years of quarter-hour prices take 12 MB and 350,000 rows.
    package static let standard = CSVLimits(bytes: 64 << 20, rows: 1_000_000, cells: 256, cellBytes: 32_768)
}

/// Where and why a text is no CSV table.
package struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Code: String, Sendable {
        /// A limit of ``CSVLimits`` is exceeded.
        case tooLarge = "csv.too_large"
        /// There is no header.
        case empty = "csv.empty"
        /// A name comes twice in the header, or is empty.
        case header = "csv.header"
        /// A row has more or fewer cells than the header.
        case width = "csv.width"
        /// A quote stands where none may, or is not closed.
        case quote = "csv.quote"
        /// The bytes are no UTF-8, or a NUL or a lone carriage return.
        case encoding = "csv.encoding"
    }

    /// The kind of fault.
    package let code: Code
    /// The line, from 1.
    package let line: Int
    /// The column in characters, from 1.
    package let column: Int
    /// What was wrong.
    package let detail: String

    /// What was wrong, with line and column.
    package var description: String { "line \(line), column \(column): \(detail)" }
}
