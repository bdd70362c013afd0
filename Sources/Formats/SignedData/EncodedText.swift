import FoundationEssentials

/// Bytes written as text, read strictly: what does not fit wholly is not read at all.
package enum EncodedText {
    static func withoutBlanks(_ text: String) -> String {
        String(text.filter { !$0.isWhitespace })
    }

    /// Pairs of hexadecimal digits of either case.
    static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Base64, its padding optional.
    package static func base64(_ text: String) -> [UInt8]? {
        guard !text.isEmpty else { return nil }
        let bare = text.prefix { $0 != "=" }
        let padded = bare + String(repeating: "=", count: (4 - bare.utf8.count % 4) % 4)
        return Data(base64Encoded: String(padded)).map(Array.init)
    }

    /// The text of bytes that are printable ASCII throughout.
    static func printable(_ bytes: [UInt8]) -> String? {
        guard !bytes.isEmpty, bytes.allSatisfy({ (32...126).contains($0) || $0 == 10 || $0 == 13 || $0 == 9 }) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
