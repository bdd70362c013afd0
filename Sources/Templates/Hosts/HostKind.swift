/// What a host is before the law.
package enum HostKind: String, CaseIterable, Sendable {
    case privatePerson = "private"
    case company
    case association

    static let heading = Text(en: "Kind", nl: "Soort")

    package var title: Text {
        switch self {
        case .privatePerson: Text(en: "Private person", nl: "Particulier")
        case .company: Text(en: "Company", nl: "Bedrijf")
        case .association: Text(en: "Association of owners", nl: "Vereniging (VvE)")
        }
    }
}

/// How a host stands towards value added tax.
package enum VATStatus: String, CaseIterable, Sendable {
    case taxable
    case exempt
    case notTaxable = "not_taxable"

    static let heading = Text(en: "VAT status", nl: "Btw-status")
    static let ground = Text(en: "Ground of exemption", nl: "Grond van vrijstelling")

    package var title: Text {
        switch self {
        case .taxable: Text(en: "Taxable", nl: "Btw-plichtig")
        case .exempt: Text(en: "Exempt", nl: "Vrijgesteld")
        case .notTaxable: Text(en: "Not taxable", nl: "Niet btw-plichtig")
        }
    }

    var explanation: Text {
        switch self {
        case .taxable:
            Text(
                en: "Credited by a self-billed invoice with VAT; needs a VAT number.",
                nl: "Vergoed met een self-billing factuur met btw; vraagt een btw-nummer."
            )
        case .exempt:
            Text(
                en: "Credited by a self-billed invoice without VAT; needs the ground.",
                nl: "Vergoed met een self-billing factuur zonder btw; vraagt de grond."
            )
        case .notTaxable:
            Text(
                en: "Credited by a payout statement; private persons always are.",
                nl: "Vergoed met een uitbetalingsoverzicht; voor particulieren altijd."
            )
        }
    }
}

/// What is missing before a host can stand in a bank file.
package enum HostLack: String, CaseIterable, Sendable {
    case iban, accountHolder = "account_holder", town, country

    package var title: Text {
        switch self {
        case .iban: Text(en: "IBAN missing", nl: "IBAN ontbreekt")
        case .accountHolder: Text(en: "Account holder missing", nl: "Rekeninghouder ontbreekt")
        case .town: Text(en: "Town missing", nl: "Plaats ontbreekt")
        case .country: Text(en: "Country missing", nl: "Land ontbreekt")
        }
    }
}

func lackBadges(_ lacks: [HostLack], _ say: Reader) -> HTML {
    if lacks.isEmpty { return badge(say(en: "Complete", nl: "Volledig"), .good) }
    return div(.class("badges")) { lacks.map { badge(say($0.title), .bad) } }
}
