import Values

/// Structured creditor references: `RF`, two check digits, up to 21 characters.
///
/// Source: ISO 11649.
package enum CreditorReference {
    /// The most characters after `RF` and the check digits.
    package static let maxBody = 21

    /// Makes a reference from a document number.
    ///
    /// Hyphens, slashes, points and spaces are dropped and letters become capitals; `nil` when nothing or more than
    /// 21 characters remain, or another character occurs.
    package static func make(_ number: String) -> String? {
        let body = number.filter { !"-/. ".contains($0) }.uppercased()
        guard (1...maxBody).contains(body.utf8.count),
            let remainder = CheckDigits.remainder97(Array(body.utf8) + Array("RF00".utf8))
        else { return nil }
        let digits = 98 - remainder
        return "RF" + (digits < 10 ? "0" : "") + String(digits) + body
    }

    /// Whether the text is a reference with the right check digits, with or without spaces.
    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(CheckDigits.compact(text).utf8)
        guard (5...maxBody + 4).contains(bytes.count), bytes.starts(with: Array("RF".utf8)),
            bytes[2..<4].allSatisfy({ (48...57).contains($0) })
        else { return false }
        return CheckDigits.remainder97(bytes[4...] + bytes[..<4]) == 1
    }

    /// In groups of four, as printed.
    package static func grouped(_ text: String) -> String { CheckDigits.grouped(CheckDigits.compact(text)) }
}
