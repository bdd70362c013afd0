/// The number of a connection to the grid in the Netherlands and Belgium: 18 digits, the last of them a check digit.
///
/// What the first digits say about the grid operator is a hint at most, so nothing here judges by them.
///
/// Source: GS1 General Specifications §7.9 (modulo 10), GSRN of 18 digits.
public struct EAN18: Hashable, Sendable, CustomStringConvertible {
    /// The digits.
    public let text: String

    /// Reads a number, blanks between its digits allowed; `nil` when ``fault(in:)`` finds something.
    public init?(_ text: String) {
        let compact = EAN18.compact(text)
        guard EAN18.fault(in: compact) == nil else { return nil }
        self.text = compact
    }

    /// The digits.
    public var description: String { text }

    /// What is wrong with a text that should be such a number; `nil` when nothing is.
    public static func fault(in text: String) -> EAN18Fault? {
        let bytes = Array(compact(text).utf8)
        if bytes.isEmpty { return .missing }
        guard bytes.allSatisfy({ (48...57).contains($0) }) else { return .shape }
        guard bytes.count == digits else { return .length(bytes.count) }
        let digits = bytes.map { Int($0) - 48 }
        // Weights 3, 1, 3 … from the digit before the check digit to the first one, which has 3 again.
        let sum = digits.dropLast().enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 3 : 1) }
        return digits.last == (10 - sum % 10) % 10 ? nil : .checkDigit
    }

    private static let digits = 18

    private static func compact(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}

/// What is wrong with a text that should be the number of a connection.
public enum EAN18Fault: Hashable, Sendable, CustomStringConvertible {
    /// There is no text.
    case missing
    /// Something other than digits is in it.
    case shape
    /// So many digits instead of 18.
    case length(Int)
    /// The last digit does not fit the others: usually a typing error.
    case checkDigit

    /// The fault in words; the number itself is not repeated.
    public var description: String {
        switch self {
        case .missing: "the EAN is missing"
        case .shape: "the EAN has something other than digits in it"
        case .length(let count): "the EAN has \(count) digits and not 18"
        case .checkDigit: "the check digit of the EAN is wrong"
        }
    }
}
