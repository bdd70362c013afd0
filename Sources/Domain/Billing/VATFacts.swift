/// What is known of the parties when the VAT treatment of a credit is decided.
package struct VATFacts: Hashable, Sendable {
    /// The operator's country by ISO 3166 code.
    package let operatorCountry: String
    /// The operator's VAT identification number; empty when there is none.
    package let operatorVATID: String
    /// What kind of party the host is.
    package let hostKind: HostKind
    /// What the host is to the tax office.
    package let hostStatus: VATStatus
    /// The host's country by ISO 3166 code.
    package let hostCountry: String
    /// The host's VAT identification number; empty when there is none.
    package let hostVATID: String
    /// Why the host is exempt; empty when nobody said.
    package let exemptionGround: String
    /// The countries of the sites on the document.
    package let siteCountries: Set<String>

    package init(
        operatorCountry: String,
        operatorVATID: String,
        hostKind: HostKind,
        hostStatus: VATStatus,
        hostCountry: String,
        hostVATID: String,
        exemptionGround: String = "",
        siteCountries: Set<String>
    ) {
        self.operatorCountry = operatorCountry
        self.operatorVATID = operatorVATID
        self.hostKind = hostKind
        self.hostStatus = hostStatus
        self.hostCountry = hostCountry
        self.hostVATID = hostVATID
        self.exemptionGround = exemptionGround
        self.siteCountries = siteCountries
    }
}

/// Why no VAT treatment is decided: the parties' data contradict each other, or need an accountant's word.
///
/// The document is not made, and the close says which one and why; nothing is guessed.
package enum VATFinding: String, Error, CaseIterable, Hashable, Sendable {
    /// A private person cannot be an undertaking.
    case personWithStatus = "vat.person_with_status"
    /// A taxable host without a VAT id.
    case hostIDMissing = "vat.host_id_missing"
    /// The host's VAT id does not have the form of one of its country.
    case hostIDForeign = "vat.host_id_foreign"
    /// A site stands in another country than its host: who owes the VAT depends on registrations we do not know.
    case siteAbroad = "vat.site_abroad"
    /// Parties in two countries, one of them outside the European Union.
    case outsideUnion = "vat.outside_union"
    /// An exempt host in another country than the operator: its exemption does not travel by itself.
    case exemptAbroad = "vat.exempt_abroad"
    /// An exempt host without the ground that its invoice has to state.
    case exemptionGroundMissing = "vat.exemption_ground_missing"
    /// The VAT shifts to the operator, who has no VAT id.
    case operatorIDMissing = "vat.operator_id_missing"
    /// The operator's VAT id does not have the form of one of its country.
    case operatorIDForeign = "vat.operator_id_foreign"

    /// The stable code.
    package var code: String { rawValue }

    /// What is wrong and what to do, for the operator.
    package var reason: String {
        switch self {
        case .personWithStatus: "A private person cannot be taxable or exempt: correct the host's kind or VAT status."
        case .hostIDMissing: "The host is taxable but has no VAT id: enter it, or correct the VAT status."
        case .hostIDForeign: "The host's VAT id is not one of the host's country: correct either."
        case .siteAbroad:
            "A site stands in another country than the host is established in: ask your accountant who owes the VAT."
        case .outsideUnion:
            "Host and operator are in two countries of which one is outside the European Union: ask your accountant."
        case .exemptAbroad:
            "The host is exempt in another country than the operator's: ask your accountant whether it holds there."
        case .exemptionGroundMissing: "The host is exempt, and its invoice has to say why: enter the ground."
        case .operatorIDMissing: "The VAT shifts to the operator, which has no VAT id: enter it."
        case .operatorIDForeign: "The operator's VAT id is not one of the operator's country: correct either."
        }
    }
}
