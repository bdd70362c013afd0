import Domain
import Templates
import Values

/// What a credit says about its VAT, and for the operator also why.
enum CreditVATWords {
    static func rule(_ snapshot: CreditSnapshot, _ links: PageLinks) -> Text {
        let statement = snapshot.vat
        let english = statement.wordingEnglish.joined(separator: " ") + rates(snapshot, .english)
        let dutch = statement.wordingDutch.joined(separator: " ") + rates(snapshot, .dutch)
        guard links == .operatorPages else { return Text(en: english, nl: dutch) }
        let why = VATRule(rawValue: statement.ruleID)?.dutchReason ?? statement.reason
        return Text(
            en: "\(english) \(statement.reason) (\(statement.ruleID))",
            nl: "\(dutch) \(why) (\(statement.ruleID))"
        )
    }

    /// The VAT rate by rate, where it changed between the months of the sessions.
    private static func rates(_ snapshot: CreditSnapshot, _ language: Language) -> String {
        guard snapshot.vatTotals.count > 1 else { return "" }
        let say = Reader(language: language, zone: .utc)
        let parts = snapshot.vatTotals.map { total in
            "\(say.percent(Exact(mantissa: Int128(total.rate), scale: 2))): \(say.money(total.vat))"
        }
        return " " + parts.joined(separator: ", ") + "."
    }
}

extension VATRule {
    /// Why, for a Dutch operator.
    fileprivate var dutchReason: String {
        let confirm = needsConfirmation ? " Te bevestigen door uw accountant." : ""
        switch self {
        case .privatePerson:
            return "De locatiehouder is een particulier: geen factuur en geen btw, wel een uitbetalingsoverzicht."
        case .notTaxable:
            return "De locatiehouder is niet btw-plichtig: geen factuur en geen btw, wel een uitbetalingsoverzicht."
                + confirm
        case .exempt:
            return "De locatiehouder is een vrijgestelde ondernemer: een self-billing factuur zonder btw." + confirm
        case .domestic:
            return "Een btw-plichtige locatiehouder levert in eigen land aan een exploitant van dat land: "
                + "een self-billing factuur met het algemene tarief van dat land." + confirm
        case .reverseCharge:
            return "Een btw-plichtige locatiehouder levert aan een wederverkoper in een andere lidstaat (Richtlijn "
                + "2006/112, art. 38 en 195): een self-billing factuur, de exploitant draagt de btw af." + confirm
        }
    }
}
