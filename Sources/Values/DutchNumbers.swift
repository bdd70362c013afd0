/// A company's number in the Dutch trade register (KvK): eight digits, without a check digit.
///
/// Source: kvk.nl; that it has no check digit is inferred from numbers in use.
public struct KvKNumber: Hashable, Sendable, CustomStringConvertible {
    /// The digits.
    public let text: String

    /// Reads a number, blanks between its digits allowed; `nil` for anything but eight digits.
    public init?(_ text: String) {
        let compact = text.filter { !$0.isWhitespace }
        guard compact.utf8.count == 8, compact.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.text = compact
    }

    /// The digits.
    public var description: String { text }
}

/// A Dutch VAT number: `NL`, nine digits, `B`, two digits.
///
/// Source: python-stdnum `nl/btw.py`, which checks either way.
public struct DutchVATID: Hashable, Sendable, CustomStringConvertible {
    /// By which rule its digits are right.
    public enum Form: Hashable, Sendable {
        /// The check digits are those of ISO 7064: given out to sole traders since 2020, and telling nothing of them.
        case identification
        /// The nine digits pass the eleven test: the tax number of a legal person, or the citizen's number (BSN) of a
        /// sole trader, which nobody but the tax office may ask for.
        case taxNumber
    }

    /// Capitals and digits without blanks and signs.
    public let text: String
    /// By which rule it is right.
    public let form: Form

    /// Reads a number, with blanks, points or hyphens; `nil` when it is not of that shape or its digits are wrong.
    public init?(_ text: String) {
        let plain = text.uppercased().filter { $0 != " " && $0 != "." && $0 != "-" }
        let bytes = Array(plain.utf8)
        guard bytes.count == 14, plain.hasPrefix("NL"), bytes[11] == UInt8(ascii: "B"),
            (bytes[2..<11] + bytes[12...]).allSatisfy({ (48...57).contains($0) })
        else { return nil }
        if CheckDigits.remainder97(bytes) == 1 {
            form = .identification
        } else if DutchVATID.passesElevenTest(bytes[2..<11].map { Int($0) - 48 }) {
            form = .taxNumber
        } else {
            return nil
        }
        self.text = plain
    }

    /// Whether the number of a sole trader would tell that person's citizen's number (BSN).
    public var tellsCitizenNumber: Bool { form == .taxNumber }

    /// The form without any of its digits but the last two: numbers of people do not belong into logs.
    public var description: String { "NL•••••••••B\(text.suffix(2))" }

    /// Weights 9 to 2 on the first eight digits; the remainder by 11 is the last.
    private static func passesElevenTest(_ digits: [Int]) -> Bool {
        let sum = zip(digits.dropLast(), (2...9).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
        return sum % 11 == digits.last && digits.contains { $0 != 0 }
    }
}

/// A Dutch postcode: four digits that do not begin with 0, and two letters.
public struct DutchPostcode: Hashable, Sendable, CustomStringConvertible {
    /// As printed: `1234 AB`.
    public let text: String

    /// Reads a postcode in any spelling; `nil` for anything else, and for the letters that are not given out.
    public init?(_ text: String) {
        let plain = text.uppercased().filter { !$0.isWhitespace }
        let bytes = Array(plain.utf8)
        guard bytes.count == 6, (49...57).contains(bytes[0]), bytes[1..<4].allSatisfy({ (48...57).contains($0) }),
            bytes[4...].allSatisfy({ (65...90).contains($0) }), !["SA", "SD", "SS"].contains(plain.suffix(2))
        else { return nil }
        self.text = plain.prefix(4) + " " + plain.suffix(2)
    }

    /// As printed.
    public var description: String { text }
}
