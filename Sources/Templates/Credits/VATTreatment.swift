package import Values

/// A VAT category by its code in EN 16931, as documents and pages name it.
package enum VATTreatment: String, CaseIterable, Sendable {
    case standard = "S"
    case reverseCharge = "AE"
    case exempt = "E"
    case outsideScope = "O"

    /// The label of an amount of VAT: the rate where one applies, else the rule.
    package func title(_ percent: Exact, _ say: Reader) -> String {
        switch self {
        case .standard: say(.vat) + " " + say.percent(percent)
        case .reverseCharge: say(en: "VAT reverse charged", nl: "Btw verlegd")
        case .exempt: say(en: "Exempt from VAT", nl: "Vrijgesteld van btw")
        case .outsideScope: say(en: "Outside the scope of VAT", nl: "Buiten de heffing van btw")
        }
    }
}

extension CreditShow {
    /// The VAT of all lines of one category and rate.
    package struct VATLine: Sendable {
        package let treatment: VATTreatment
        package let percent: Exact
        package let vat: Money

        package init(treatment: VATTreatment, percent: Exact, vat: Money) {
            self.treatment = treatment
            self.percent = percent
            self.vat = vat
        }
    }
}
