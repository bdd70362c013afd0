extension JSONParser {
    /// Reads the literal text of a number by the grammar of RFC 8259.
    mutating func number() throws(JSONError) -> String {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        let leading = peek
        guard digits() > 0 else { throw error("expected a value") }
        if leading == UInt8(ascii: "0"), position - start > (bytes[start] == UInt8(ascii: "-") ? 2 : 1) {
            throw error("a number with a leading zero")
        }
        if peek == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw error("expected digits after the decimal point") }
        }
        try exponent()
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    }

    private mutating func exponent() throws(JSONError) {
        guard peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") else { return }
        position += 1
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
        guard digits() > 0 else { throw error("expected digits in the exponent") }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
        return position - start
    }

    /// Reads a quoted string; the position stands on the opening quote.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = try decode(UnsafeBufferPointer(rebasing: bytes[start..<position]))
                position += 1
                return text
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0..<32: throw error("a control character in a string")
            default: position += 1
            }
        }
        throw error("a string without its closing quote")
    }

    private func decode(_ slice: UnsafeBufferPointer<UInt8>) throws(JSONError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw error("a string that is no UTF-8") }
        return text
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var collected = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return try collected.withUnsafeBufferPointer { slice throws(JSONError) in try decode(slice) }
            case UInt8(ascii: "\\"): try escape(into: &collected)
            case 0..<32: throw error("a control character in a string")
            default: collected.append(byte)
            }
        }
        throw error("a string without its closing quote")
    }

    private mutating func escape(into collected: inout [UInt8]) throws(JSONError) {
        guard let byte = peek else { throw error("a string without its closing quote") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(byte)
        case UInt8(ascii: "n"): collected.append(10)
        case UInt8(ascii: "r"): collected.append(13)
        case UInt8(ascii: "t"): collected.append(9)
        case UInt8(ascii: "b"): collected.append(8)
        case UInt8(ascii: "f"): collected.append(12)
        case UInt8(ascii: "u"): collected.append(contentsOf: String(try unicodeEscape()).utf8)
        default: throw error("an unknown escape in a string")
        }
    }

    /// Reads the digits of `\uXXXX`, with the second half of a surrogate pair; a lone half becomes U+FFFD.
    private mutating func unicodeEscape() throws(JSONError) -> Character {
        let first = try fourHexDigits()
        guard (0xD800..<0xDC00).contains(first) else {
            return Character(Unicode.Scalar(first) ?? "\u{FFFD}")
        }
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        position += 2
        let second = try fourHexDigits()
        guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
        let scalar = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
        return Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw error("an incomplete \\u escape") }
        var value: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("an incomplete \\u escape")
            }
            value = value << 4 | UInt16(digit)
        }
        position += 4
        return value
    }
}
