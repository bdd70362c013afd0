package import Values

/// How a customer's payout is treated for VAT, by rules of its own: what is paid for is emission reduction units.
///
/// A customer sells its units for what is left after fee and margin; so nothing else is invoiced. That and the treatment of
/// companies rest on general knowledge: an accountant has to confirm them. The version is a part of the id.
package enum EREVATRule: String, CaseIterable, Sendable {
    case privatePerson = "vat.ere_private_person.1"
    /// No VAT id: no undertaking as far as is known.
    case notTaxable = "vat.ere_not_taxable.1"
    /// An undertaking that invoices itself, since it did not agree to anything else.
    case ownInvoice = "vat.ere_own_invoice.1"
    /// An undertaking of the operator's country.
    case domestic = "vat.ere_domestic.1"
    /// An undertaking of another member state.
    case reverseCharge = "vat.ere_reverse_charge.1"

    package var category: VATCategory {
        switch self {
        case .privatePerson, .notTaxable, .ownInvoice: .outsideScope
        case .domestic: .standard
        case .reverseCharge: .reverseCharge
        }
    }

    package var documentKind: CreditKind {
        category == .outsideScope ? .payoutStatement : .selfBilledInvoice
    }

    /// The rule as documents print it.
    var statement: VATStatement {
        VATStatement(
            category: category,
            ruleID: rawValue,
            reason: reason,
            needsConfirmation: self != .privatePerson,
            wordingEnglish: wording.map(\.english),
            wordingDutch: wording.map(\.dutch)
        )
    }

    private var reason: String {
        switch self {
        case .privatePerson: "The customer is a private person: no invoice and no VAT, a payout statement is issued."
        case .notTaxable: "The customer has no VAT id: no invoice and no VAT, a payout statement is issued."
        case .ownInvoice: "The customer did not agree to self-billing: a statement without VAT; it invoices VAT itself."
        case .domestic: "A taxable customer sells its units to an operator of its country: a self-billed invoice."
        case .reverseCharge: "A taxable customer sells its units to another member state: the operator owes the VAT."
        }
    }

    private var wording: [(english: String, dutch: String)] {
        switch self {
        case .privatePerson, .notTaxable:
            [("No VAT: payout outside the scope of VAT.", "Geen btw: uitbetaling buiten de heffing van btw.")]
        case .ownInvoice:
            [
                (
                    "Without VAT: no invoice. If you owe VAT, send us an invoice for it.",
                    "Zonder btw: geen factuur. Bent u btw verschuldigd, stuur ons dan een factuur."
                )
            ]
        case .domestic: [("Self-billing.", "Factuur uitgereikt door afnemer.")]
        case .reverseCharge:
            [("Self-billing.", "Factuur uitgereikt door afnemer."), ("Reverse charge.", "Btw verlegd.")]
        }
    }

    /// Decides: a pure function of the parties' data; `nil` when they contradict each other.
    static func decide(_ payee: EREPayee, operator tenant: OperatorDetails) -> EREVATRule? {
        if payee.kind == .privatePerson { return .privatePerson }
        if payee.vatID.isEmpty { return .notTaxable }
        guard payee.agreedToSelfBilling else { return .ownInvoice }
        guard VATDecision.isVATID(payee.vatID, of: payee.address.country) else { return nil }
        if payee.address.country == tenant.address.country { return .domestic }
        let both = [payee.address.country, tenant.address.country]
        return EuropeanUnion.members.isSuperset(of: both) && !tenant.vatID.isEmpty ? .reverseCharge : nil
    }
}

/// A customer as a payout needs it.
package struct EREPayee: Hashable, Sendable {
    package let id: CustomerID
    package let kind: CustomerKind
    package let name: String
    package let reference: String
    package let companyNumber: String
    package let vatID: String
    package let email: String
    package let language: String
    package let address: Address
    /// Its own, or that of the enrolment signed last; empty for none.
    package let iban: String
    package let accountHolder: String
    /// Whether invoices may be issued in its name.
    package let agreedToSelfBilling: Bool
}
