import Values

/// The formats of the lines' file.
package enum LinesFormat: String, CaseIterable, Sendable {
    case csv, json
}

/// The bytes of the lines' file that have not been handed on yet.
///
/// CSV by RFC 4180; what is a list in JSON stands in its cell as the same JSON text.
package struct LinesText: Sendable {
    private let format: LinesFormat
    private var isFirst = true
    package private(set) var bytes: [UInt8] = []

    package init(_ format: LinesFormat) {
        self.format = format
        switch format {
        case .csv: LinesText.append(LinesExport.columns.map(\.name), to: &bytes)
        case .json: bytes = Array("[".utf8)
        }
    }

    /// Appends a line.
    package mutating func append(_ row: LineExportRow) {
        let cells = LinesExport.columns.map { JSONMember(name: $0.name, value: $0.cell(row)) }
        switch format {
        case .csv: LinesText.append(cells.map { LinesText.text($0.value) }, to: &bytes)
        case .json:
            bytes += Array((isFirst ? "\n" : ",\n").utf8)
            JSON.object(cells).write(to: &bytes)
        }
        isFirst = false
    }

    /// Appends what ends the file.
    package mutating func finish() {
        if format == .json { bytes += Array("\n]\n".utf8) }
    }

    /// The bytes collected so far, which are then forgotten.
    package mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private static func text(_ cell: JSON) -> String {
        switch cell {
        case .null, .array([]): ""
        case .string(let text), .number(let text): text
        default: cell.description
        }
    }

    private static func append(_ cells: [String], to bytes: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell, to: &bytes)
        }
        bytes += [13, 10]
    }

    private static func append(_ cell: String, to bytes: inout [UInt8]) {
        guard cell.utf8.contains(where: { "\",;\r\n".utf8.contains($0) }) else {
            bytes += Array(cell.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
