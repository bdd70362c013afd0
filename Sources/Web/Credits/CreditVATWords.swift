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
        let why = VATRule(rawValue: statement.ruleID)?.reason(language: "nl") ?? statement.reason
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
