/// CSV as people's programs write it: separated by commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252, with
/// lines of any width.
///
/// ``CSVTable`` is for files whose form is agreed on, this is for lists of strangers.
enum LooseCSV {
    static func read(_ bytes: [UInt8], limits: ListFileLimits) throws(ListFileFault) -> ListRows {
        let text = decoded(bytes)
        // What holds a NUL is no text: a picture, a document, a program.
        guard !text.contains(0) else { throw .notReadable }
        var reader = LooseReader(bytes: text, separator: separator(text))
        var rows = ListRows()
        while let (line, cells) = reader.next() {
            if let cells {
                try rows.append(ListRow(line: line, cells: cells), limits)
            } else {
                rows.append(ListLineFault(line: line, code: .quote), limits)
            }
        }
        return rows
    }

    /// The one of the three that stands most often in the first line, outside quotes.
    private static func separator(_ text: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            guard byte == 10 else {
                counts[byte, default: 0] += 1
                continue
            }
            if !counts.isEmpty { break }
        }
        let known = [UInt8(ascii: ";"), 9, UInt8(ascii: ",")]
        return known.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
    }

    // MARK: Characters

    /// The text in UTF-8, with line feeds only.
    private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        let text =
            switch bytes {
            case _ where bytes.starts(with: [0xFF, 0xFE]): utf16(bytes.dropFirst(2), isLittleEndian: true)
            case _ where bytes.starts(with: [0xFE, 0xFF]): utf16(bytes.dropFirst(2), isLittleEndian: false)
            case _ where bytes.starts(with: [0xEF, 0xBB, 0xBF]): Array(bytes.dropFirst(3))
            default: bytes
            }
        let valid = String(validating: text, as: UTF8.self) == nil ? windows(text) : text
        guard valid.contains(13) else { return valid }
        var lines: [UInt8] = []
        lines.reserveCapacity(valid.count)
        for (index, byte) in valid.enumerated() {
            if byte != 13 {
                lines.append(byte)
            } else if index + 1 == valid.count || valid[index + 1] != 10 {
                lines.append(10)
            }
        }
        return lines
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> [UInt8] {
        let pairs = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
        let units = pairs.map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isLittleEndian ? second << 8 | first : first << 8 | second
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// Windows-1252, as spreadsheets save CSV in Western Europe.
    private static func windows(_ bytes: [UInt8]) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? special[Int(byte) - 0x80] : UInt32(byte)
            text.append(Unicode.Scalar(value) ?? " ")
        }
        return Array(String(text).utf8)
    }

    /// What stands for the bytes from 0x80 to 0x9F; a blank for those that mean nothing.
    private static let special: [UInt32] = [
        0x20AC, 0x20, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x20,
        0x017D, 0x20, 0x20, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x20, 0x017E, 0x0178,
    ]
}

/// Cuts a text into lines and cells.
private struct LooseReader {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line = 1

    init(bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// The next line with its number; without cells where a quote is wrong, after which the next line begins.
    mutating func next() -> (line: Int, cells: [String]?)? {
        guard position < bytes.count else { return nil }
        let (first, start) = (line, position)
        var cells: [String] = []
        while true {
            guard let cell = cell() else { return (first, skipLine(from: start, first)) }
            cells.append(cell)
            guard position < bytes.count, bytes[position] == separator else { break }
            position += 1
        }
        position += 1
        line += 1
        return (first, cells)
    }

    /// A cell with its quotes; `nil` when it has no end, or something stands behind it.
    private mutating func cell() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return plainCell() }
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                guard position + 1 < bytes.count, bytes[position + 1] == byte else {
                    position += 1
                    return isAtEnd ? String(decoding: content, as: UTF8.self) : nil
                }
                position += 1
            }
            if byte == 10 { line += 1 }
            content.append(byte)
            position += 1
        }
        return nil
    }

    /// Quotes in the middle are taken as they are: `7" screen`.
    private mutating func plainCell() -> String {
        let start = position
        while position < bytes.count, bytes[position] != separator, bytes[position] != 10 { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private var isAtEnd: Bool {
        position == bytes.count || bytes[position] == separator || bytes[position] == 10
    }

    /// Goes behind the line in which the wrong quote stands.
    private mutating func skipLine(from start: Int, _ first: Int) -> [String]? {
        (position, line) = (start, first)
        while position < bytes.count, bytes[position] != 10 { position += 1 }
        position += 1
        line += 1
        return nil
    }
}
