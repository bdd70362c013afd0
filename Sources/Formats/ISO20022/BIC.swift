/// Business identifier codes of banks.
///
/// Source: ISO 9362; ISO 20022 BICFIDec2014Identifier.
package enum BIC {
    /// Whether the text is eight or eleven characters of the right kinds.
    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 11 else { return false }
        let isLetter: (UInt8) -> Bool = { (65...90).contains($0) }
        let isLetterOrDigit: (UInt8) -> Bool = { isLetter($0) || (48...57).contains($0) }
        return bytes.allSatisfy(isLetterOrDigit) && bytes[4..<6].allSatisfy(isLetter)
    }
}
