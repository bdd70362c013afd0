extension JSON: CustomStringConvertible {
    /// Compact JSON text.
    public var description: String { String(decoding: compactBytes, as: UTF8.self) }

    /// Compact JSON text as UTF-8.
    public var compactBytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// JSON text with line breaks and two-space indents, for people to read.
    public var prettyText: String {
        var bytes: [UInt8] = []
        writePretty(to: &bytes, indent: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends compact JSON text.
    public func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): JSON.writeString(text, to: &bytes)
        case .array(let elements): writeArray(elements, to: &bytes)
        case .object(let members): writeObject(members, to: &bytes)
        }
    }

    private func writeArray(_ elements: [JSON], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            element.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func writeObject(_ members: [JSONMember], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSON.writeString(member.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            member.value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends a quoted and escaped string.
    static func writeString(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<32: writeControl(byte, to: &bytes)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func writeControl(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case 10: bytes.append(contentsOf: "\\n".utf8)
        case 13: bytes.append(contentsOf: "\\r".utf8)
        case 9: bytes.append(contentsOf: "\\t".utf8)
        default:
            let digits = String(byte, radix: 16)
            bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        }
    }
}

extension JSON {
    private func writePretty(to bytes: inout [UInt8], indent: Int) {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            writeLines(elements.count, open: "[", close: "]", indent: indent, to: &bytes) { index, bytes in
                elements[index].writePretty(to: &bytes, indent: indent + 1)
            }
        case .object(let members) where !members.isEmpty:
            writeLines(members.count, open: "{", close: "}", indent: indent, to: &bytes) { index, bytes in
                JSON.writeString(members[index].name, to: &bytes)
                bytes.append(contentsOf: ": ".utf8)
                members[index].value.writePretty(to: &bytes, indent: indent + 1)
            }
        default: write(to: &bytes)
        }
    }

    private func writeLines(
        _ count: Int,
        open: Unicode.Scalar,
        close: Unicode.Scalar,
        indent: Int,
        to bytes: inout [UInt8],
        line: (Int, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for index in 0..<count {
            bytes.append(contentsOf: ((index > 0 ? ",\n" : "\n") + String(repeating: "  ", count: indent + 1)).utf8)
            line(index, &bytes)
        }
        bytes.append(contentsOf: ("\n" + String(repeating: "  ", count: indent)).utf8)
        bytes.append(UInt8(ascii: close))
    }
}
