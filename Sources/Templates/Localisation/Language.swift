/// A language of the product's pages.
///
/// To add one: add a case, a parameter to ``Text/init(en:nl:)`` and its number signs; the compiler then lists
/// every text that still lacks a translation.
package enum Language: String, CaseIterable, Hashable, Sendable {
    case english = "en"
    case dutch = "nl"

    /// The code of BCP 47, as in `lang="nl"`.
    package var code: String { rawValue }

    /// The language's own name for itself.
    package var ownName: String {
        switch self {
        case .english: "English"
        case .dutch: "Nederlands"
        }
    }

    /// The first language of an `Accept-Language` header that the product speaks.
    ///
    /// Browsers list languages by preference already, so the weights need not be read.
    package init?(acceptLanguage header: String) {
        let wanted = header.split(separator: ",").map { $0.drop { $0 == " " }.prefix(2).lowercased() }
        guard let code = wanted.first(where: { Language(rawValue: $0) != nil }) else { return nil }
        self.init(rawValue: code)
    }
}

/// A text of the user interface in every language; one without a translation cannot be made.
package struct Text: Hashable, Sendable {
    private let en: String
    private let nl: String

    package init(en: String, nl: String) {
        self.en = en
        self.nl = nl
    }

    /// A name or number that reads the same in every language.
    package init(verbatim text: String) {
        self.init(en: text, nl: text)
    }

    /// The wording in one language.
    package func callAsFunction(_ language: Language) -> String {
        switch language {
        case .english: en
        case .dutch: nl
        }
    }
}
