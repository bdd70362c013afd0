import Domain
import Formats
import Templates
import Values

/// The fields of a bank account and of a VAT registration in a form.
enum BankForm {
    /// An IBAN with right check digits, without spaces; empty when nothing was typed.
    static func iban(_ form: inout FormReader) -> String {
        let text = form.text("iban", isRequired: false, atMost: 50)
        guard !text.isEmpty else { return "" }
        guard let iban = IBAN(text) else {
            form.reject("iban", .invalidIBAN)
            return ""
        }
        return iban.text
    }

    /// A BIC in capitals; empty when nothing was typed.
    static func bic(_ form: inout FormReader) -> String {
        let text = form.text("bic", isRequired: false, atMost: 20).uppercased()
        if !text.isEmpty, !BIC.isValid(text) { form.reject("bic", invalidBIC) }
        return text
    }

    private static let invalidBIC = Text(
        en: "A BIC has eight or eleven letters and digits.",
        nl: "Een BIC heeft acht of elf letters en cijfers."
    )

    /// A VAT id that begins as the country's do; where it `counts` in their form, since a wrong one would stop the
    /// month close.
    static func vatID(_ form: inout FormReader, country: String, counts: Bool) -> String {
        let text = form.text("vat_id", isRequired: false, atMost: 20)
        let isWrong = counts && !text.isEmpty && !VATDecision.isVATID(text, of: country)
        if isWrong || VATDecision.isForeign(text, to: country) {
            form.reject("vat_id", foreignVATID(country))
        }
        return text
    }

    private static func foreignVATID(_ country: String) -> Text {
        let prefix = VATDecision.prefixes(of: country).first ?? country
        return Text(
            en: "A VAT number of this country begins with \(prefix), such as \(prefix)001234567B01.",
            nl: "Een btw-nummer van dit land begint met \(prefix), zoals \(prefix)001234567B01."
        )
    }
}
