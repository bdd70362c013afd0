/// Reads CSV from memory that stays where it is, byte by byte.
struct CSVReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: CSVLimits
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var separator = UInt8(ascii: ",")

    init(bytes: UnsafeBufferPointer<UInt8>, limits: CSVLimits) {
        self.bytes = bytes
        self.limits = limits
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            position = 3
            lineStart = 3
        }
    }

    mutating func table() throws(CSVError) -> (table: CSVTable, faults: [CSVError]) {
        skipEmptyLines()
        guard position < bytes.count else { throw fault(.empty, "no header line") }
        separator = headerSeparator()
        let columns = try header()
        var rows: [CSVRow] = []
        var faults: [CSVError] = []
        skipEmptyLines()
        while position < bytes.count, faults.count < CSVTable.maxFaults {
            guard rows.count < limits.rows else {
                faults.append(fault(.tooLarge, "more than \(limits.rows) rows"))
                break
            }
            do throws(CSVError) {
                rows.append(try row(width: columns.count))
            } catch {
                faults.append(error)
                if error.code != .width { skipLine() }
            }
            skipEmptyLines()
        }
        return (CSVTable(columns: columns, rows: rows), faults)
    }

    /// Goes to the line behind a fault; a row of a wrong width has been read to its end already.
    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
        guard position < bytes.count else { return }
        position += 1
        startLine()
    }

    /// The separator is the one that comes first outside quotes; a header of one column has none.
    private func headerSeparator() -> UInt8 {
        var quoted = false
        for byte in bytes[position...] {
            switch byte {
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: ","), UInt8(ascii: ";"): if !quoted { return byte }
            case 10: if !quoted { return UInt8(ascii: ",") }
            default: break
            }
        }
        return UInt8(ascii: ",")
    }

    private mutating func header() throws(CSVError) -> [String] {
        let start = (line, column(at: position))
        let names = try cells().map { $0.trimmingSpaces() }
        for (index, name) in names.enumerated() {
            if name.isEmpty { throw error(.header, start, "column \(index + 1) has no name") }
            if names[..<index].contains(name) { throw error(.header, start, "the column \(name) comes twice") }
        }
        return names
    }

    private mutating func row(width: Int) throws(CSVError) -> CSVRow {
        let first = line
        let cells = try cells()
        guard cells.count == width else {
            throw error(.width, (first, 1), "\(cells.count) cells where the header has \(width)")
        }
        return CSVRow(line: first, cells: cells)
    }

    /// Reads the cells of a record and its line end.
    private mutating func cells() throws(CSVError) -> [String] {
        var cells: [String] = []
        while true {
            guard cells.count < limits.cells else { throw fault(.tooLarge, "more than \(limits.cells) cells") }
            cells.append(try cell())
            guard position < bytes.count, bytes[position] == separator else { break }
            position += 1
        }
        try endOfLine()
        return cells
    }

    private mutating func cell() throws(CSVError) -> String {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedCell() }
        let start = position
        while position < bytes.count, bytes[position] != separator, bytes[position] != 10, bytes[position] != 13 {
            if bytes[position] == UInt8(ascii: "\"") {
                throw fault(.quote, "a quote inside a cell that does not begin with one")
            }
            position += 1
        }
        return try text(bytes[start..<position], from: start)
    }

    private mutating func quotedCell() throws(CSVError) -> String {
        let opening = (line, column(at: position))
        let start = position
        position += 1
        var collected: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                guard position + 1 < bytes.count, bytes[position + 1] == byte else { break }
                position += 1
            }
            collected.append(byte)
            position += 1
            if byte == 10 { startLine() }
        }
        guard position < bytes.count else { throw error(.quote, opening, "a quote that is not closed") }
        position += 1
        return try text(collected, from: start)
    }

    private func text(_ slice: some Collection<UInt8>, from start: Int) throws(CSVError) -> String {
        let place = (line, column(at: max(start, lineStart)))
        guard slice.count <= limits.cellBytes else {
            throw error(.tooLarge, place, "a cell of more than \(limits.cellBytes) bytes")
        }
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw error(.encoding, place, "a cell that is no UTF-8")
        }
        guard !slice.contains(0) else { throw error(.encoding, place, "a NUL byte") }
        return text
    }

    private mutating func endOfLine() throws(CSVError) {
        guard position < bytes.count else { return }
        if bytes[position] == 13 {
            guard position + 1 < bytes.count, bytes[position + 1] == 10 else {
                throw fault(.encoding, "a carriage return without a line feed")
            }
            position += 1
        }
        guard bytes[position] == 10 else { throw fault(.quote, "text after the closing quote of a cell") }
        position += 1
        startLine()
    }

    private mutating func skipEmptyLines() {
        while position < bytes.count {
            if bytes[position] == 13, position + 1 < bytes.count, bytes[position + 1] == 10 { position += 1 }
            guard bytes[position] == 10 else { return }
            position += 1
            startLine()
        }
    }

    private mutating func startLine() {
        line += 1
        lineStart = position
    }

    /// Characters before an offset on the current line, from 1; continuation bytes of UTF-8 do not count.
    private func column(at offset: Int) -> Int {
        bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 } + 1
    }

    private func fault(_ code: CSVError.Code, _ detail: String) -> CSVError {
        error(code, (line, column(at: position)), detail)
    }

    private func error(_ code: CSVError.Code, _ place: (line: Int, column: Int), _ detail: String) -> CSVError {
        CSVError(code: code, line: place.line, column: place.column, detail: detail)
    }
}

extension StringProtocol {
    /// The text without spaces, tabs and line ends around it.
    func trimmingSpaces() -> String {
        let space: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
        let start = drop(while: space)
        guard let last = start.lastIndex(where: { !space($0) }) else { return "" }
        return String(start[...last])
    }
}
