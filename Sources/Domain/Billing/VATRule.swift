/// The rules by which ``VATDecision`` decides.
///
/// The version is a part of the id, so that a document names the rule as it was.
package enum VATRule: String, CaseIterable, Sendable {
    /// The host is a private person.
    case privatePerson = "vat.private_person.1"
    /// The host is no undertaking.
    case notTaxable = "vat.not_taxable.1"
    /// The host is an undertaking whose supplies are exempt.
    case exempt = "vat.exempt.1"
    /// Taxable host, site and operator in one country.
    case domestic = "vat.domestic.1"
    /// Taxable host with its sites in one member state, operator in another.
    case reverseCharge = "vat.reverse_charge.1"

    /// The category it leads to.
    package var category: VATCategory {
        switch self {
        case .privatePerson, .notTaxable: .outsideScope
        case .exempt: .exempt
        case .domestic: .standard
        case .reverseCharge: .reverseCharge
        }
    }

    /// The document it leads to.
    package var documentKind: CreditKind {
        category == .outsideScope ? .payoutStatement : .selfBilledInvoice
    }

    /// Why, for the operator, in English; rules that no primary text was read for say so.
    package var reason: String { reason(language: "en") }

    /// Why, for the operator, in the language of the reader (`nl`, else English).
    package func reason(language: String) -> String {
        guard needsConfirmation else { return ground(language: language) }
        let confirm =
            language == "nl" ? " Te bevestigen door uw accountant." : " To be confirmed by your accountant."
        return ground(language: language) + confirm
    }

    /// Why, as the document itself says it, in the language of the reader (`nl`, else English).
    package func ground(language: String) -> String { language == "nl" ? dutchGround : englishGround }

    private var englishGround: String {
        switch self {
        case .privatePerson:
            "The host is a private person: no invoice and no VAT, a payout statement is issued."
        case .notTaxable:
            "The host is no taxable person: no invoice and no VAT, a payout statement is issued."
        case .exempt:
            "The host is an undertaking whose supplies are exempt: a self-billed invoice without VAT."
        case .domestic:
            "A taxable host supplies electricity in its own country to an operator of that country: a self-billed "
                + "invoice with the country's standard rate."
        case .reverseCharge:
            "A taxable host supplies electricity to a reseller established in another member state (Directive "
                + "2006/112, art. 38 and 195): a self-billed invoice, the operator owes the VAT."
        }
    }

    private var dutchGround: String {
        switch self {
        case .privatePerson:
            "De locatiehouder is een particulier: geen factuur en geen btw, wel een uitbetalingsoverzicht."
        case .notTaxable:
            "De locatiehouder is niet btw-plichtig: geen factuur en geen btw, wel een uitbetalingsoverzicht."
        case .exempt:
            "De locatiehouder is een vrijgestelde ondernemer: een self-billing factuur zonder btw."
        case .domestic:
            "Een btw-plichtige locatiehouder levert in eigen land aan een exploitant van dat land: "
                + "een self-billing factuur met het algemene tarief van dat land."
        case .reverseCharge:
            "Een btw-plichtige locatiehouder levert aan een wederverkoper in een andere lidstaat (Richtlijn "
                + "2006/112, art. 38 en 195): een self-billing factuur, de exploitant draagt de btw af."
        }
    }

    /// Whether the rule rests on general knowledge that an accountant has to confirm.
    package var needsConfirmation: Bool { self != .privatePerson }

    /// What the document says about its VAT, in the language of the reader (`nl`, else English).
    ///
    /// An exempt invoice states why it is (EN 16931, BR-E-10), in the words given.
    package func wording(language: String, exemptionGround: String = "") -> [String] {
        let dutch = language == "nl"
        switch self {
        case .privatePerson, .notTaxable:
            return [
                dutch
                    ? "Geen btw: uitbetaling buiten de heffing van btw." : "No VAT: payout outside the scope of VAT."
            ]
        case .exempt:
            let ground = exemptionGround.isEmpty ? "" : ": \(exemptionGround)"
            return [VATRule.selfBilling(dutch), (dutch ? "Vrijgesteld van btw" : "Exempt from VAT") + ground + "."]
        case .domestic:
            return [VATRule.selfBilling(dutch)]
        case .reverseCharge:
            return [
                VATRule.selfBilling(dutch),
                dutch
                    ? "Btw verlegd (artikel 195 Richtlijn 2006/112/EG)."
                    : "Reverse charge (Article 195 of Directive 2006/112/EC).",
            ]
        }
    }

    /// The mention that Directive 2006/112, Article 226 point 10a, asks for.
    private static func selfBilling(_ dutch: Bool) -> String {
        dutch ? "Factuur uitgereikt door afnemer." : "Self-billing."
    }
}
