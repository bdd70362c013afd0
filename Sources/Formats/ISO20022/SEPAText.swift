import Foundation

/// The character set every bank of the SEPA schemes accepts, and the way of other text into it.
///
/// `a-z A-Z 0-9 / - ? : ( ) . , ' +` and space.
///
/// Source: EPC217-08 "Best practices SEPA requirements for an extended
/// character set", the conversion tables; what the tables do not know becomes a point.
package enum SEPAText {
    /// Brings text into the character set; white space becomes single spaces, none at the ends.
    package static func transliterate(_ text: String) -> String {
        if isPlain(text) { return text }
        var result = ""
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            for piece in replacement(scalar) where piece != " " || !(result.isEmpty || result.hasSuffix(" ")) {
                result.append(piece)
            }
        }
        while result.hasSuffix(" ") { result.removeLast() }
        return result
    }

    /// Whether every character is in the set; spaces at the ends or in a row count as not plain.
    static func isPlain(_ text: String) -> Bool {
        guard text.utf8.allSatisfy(isAllowed) else { return false }
        return !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.contains("  ")
    }

    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 97...122, 65...90, 48...57, 32: true
        case 39...41, 43...47, 58, 63: true
        default: false
        }
    }

    private static func replacement(_ scalar: Unicode.Scalar) -> String {
        if scalar.isASCII, isAllowed(UInt8(scalar.value)) { return String(scalar) }
        if scalar.properties.isWhitespace { return " " }
        if let known = table[scalar] { return known }
        return withoutMarks(scalar) ?? "."
    }

    /// The letter under accents, rings and tails.
    private static func withoutMarks(_ scalar: Unicode.Scalar) -> String? {
        if scalar.properties.canonicalCombiningClass != .notReordered { return "" }
        let parts = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
        guard let base = parts.first, base != scalar else { return nil }
        if base.isASCII, isAllowed(UInt8(base.value)) { return String(base) }
        return table[base]
    }

    /// Characters with a spelling of their own: by rows of `from` and `to`, both separated by spaces.
    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for (from, to) in rows {
            let characters = from.split(separator: " ").compactMap(\.unicodeScalars.first)
            for (character, text) in zip(characters, to.split(separator: " ")) { table[character] = String(text) }
        }
        return table
    }()

    private static let rows: KeyValuePairs<String, String> = [
        "& @ _ ` ~ [ ] { } \\ | ; ! \" # $ % * < = > ^": "+ . - ' - ( ) ( ) / / , . . . . . . . . . .",
        "ß ẞ æ Æ œ Œ ø Ø ł Ł đ Đ ð Ð þ Þ ħ Ħ ı ŋ Ŋ ŧ Ŧ ĸ ŀ Ŀ":
            "ss SS ae AE oe OE o O l L d D d D th TH h H i n N t T k l L",
        "€ £ ¥ ’ ‘ ‚ ‛ ´ ′ “ ” „ « » – — ‐ ‑ − · • … ª º × ÷": "E L Y ' ' ' ' ' ' ' ' ' ' ' - - - - - . . . a o x :",
        "Α Β Γ Δ Ε Ζ Η Θ Ι Κ Λ Μ Ν Ξ Ο Π Ρ Σ Τ Υ Φ Χ Ψ Ω": "A V G D E Z I TH I K L M N X O P R S T Y F CH PS O",
        "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω": "a v g d e z i th i k l m n x o p r s s t y f ch ps o",
        "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У": "A B V G D E ZH Z I Y K L M N O P R S T U",
        "Ф Х Ц Ч Ш Щ Ъ Ь Ю Я": "F H TS CH SH SHT A Y YU YA",
        "а б в г д е ж з и й к л м н о п р с т у": "a b v g d e zh z i y k l m n o p r s t u",
        "ф х ц ч ш щ ъ ь ю я": "f h ts ch sh sht a y yu ya",
    ]
}
