import Domain
import Templates
import Values

/// What a credit says about its VAT, and for the operator also why.
enum CreditVATWords {
    static func rule(_ snapshot: CreditSnapshot, _ links: PageLinks) -> Text {
        let statement = snapshot.vat
        let english = statement.wordingEnglish.joined(separator: " ")
        let dutch = statement.wordingDutch.joined(separator: " ")
        guard links == .operatorPages else { return Text(en: english, nl: dutch) }
        let why = VATRule(rawValue: statement.ruleID)?.reason(language: "nl") ?? statement.reason
        return Text(
            en: "\(english) \(statement.reason) (\(statement.ruleID))",
            nl: "\(dutch) \(why) (\(statement.ruleID))"
        )
    }
}
