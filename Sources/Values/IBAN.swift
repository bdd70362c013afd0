/// An international bank account number, checked by length and check digits.
///
/// Source: ISO 13616-1.
public struct IBAN: Hashable, Sendable, CustomStringConvertible {
    /// The electronic form: capitals and digits without spaces.
    public let text: String

    /// Reads an IBAN with or without spaces; `nil` when ``fault(in:)`` finds something.
    public init?(_ text: String) {
        let compact = CheckDigits.compact(text)
        guard IBAN.fault(in: compact) == nil else { return nil }
        self.text = compact
    }

    /// The ISO 3166 code of the account's country.
    public var country: String { String(text.prefix(2)) }

    /// In groups of four, as printed.
    public var grouped: String { CheckDigits.grouped(text) }

    /// Whether payments by the SEPA schemes reach accounts of this country.
    public var isSEPA: Bool { IBAN.sepaLengths[country] != nil }

    /// The electronic form.
    public var description: String { text }

    /// What is wrong with a text that should be an IBAN; `nil` when nothing is.
    public static func fault(in text: String) -> IBANFault? {
        let compact = CheckDigits.compact(text)
        if compact.isEmpty { return .missing }
        let bytes = Array(compact.utf8)
        guard bytes.count > 4, bytes[..<2].allSatisfy({ (65...90).contains($0) }),
            bytes[2..<4].allSatisfy({ (48...57).contains($0) }),
            let remainder = CheckDigits.remainder97(bytes[4...] + bytes[..<4])
        else { return .shape }
        let country = String(compact.prefix(2))
        guard let length = sepaLengths[country] ?? otherLengths[country] else { return .country(country) }
        guard bytes.count == length else { return .length(country: country, expected: length, found: bytes.count) }
        return remainder == 1 ? nil : .checkDigits
    }

    /// Characters by country inside SEPA.
    ///
    /// Source: SWIFT IBAN registry; EPC409-09 list of SEPA countries.
    private static let sepaLengths: [String: Int] = [
        "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
        "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
        "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
        "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
    ]

    /// Characters by country for neighbours outside SEPA.
    ///
    /// Source: SWIFT IBAN registry.
    private static let otherLengths: [String: Int] = [
        "AE": 23, "AZ": 28, "BA": 20, "BY": 28, "FO": 18, "GE": 22, "GL": 18, "IL": 23, "SA": 24, "TR": 26, "UA": 29,
        "XK": 20,
    ]
}

/// What is wrong with a text that should be an IBAN.
public enum IBANFault: Hashable, Sendable, CustomStringConvertible {
    /// There is no text.
    case missing
    /// Not two letters, two digits and then letters and digits.
    case shape
    /// A country without IBANs, or one not in the registry's part kept here.
    case country(String)
    /// Too long or too short for the country.
    case length(country: String, expected: Int, found: Int)
    /// The check digits do not fit: usually a typing error.
    case checkDigits

    /// The fault in words; the number itself is not repeated.
    public var description: String {
        switch self {
        case .missing: "the IBAN is missing"
        case .shape: "the IBAN is not two letters, two digits, then letters and digits"
        case .country(let country): "the IBAN begins with \(country), which is no known country"
        case .length(let country, let expected, let found):
            "the IBAN has \(found) characters, one of \(country) has \(expected)"
        case .checkDigits: "the check digits of the IBAN are wrong"
        }
    }
}
