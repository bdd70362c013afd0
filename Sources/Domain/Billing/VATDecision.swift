package import Values

/// A VAT category by its code in EN 16931 (UNCL 5305).
package enum VATCategory: String, CaseIterable, Sendable {
    /// Standard rate.
    case standard = "S"
    /// The buyer owes the VAT.
    case reverseCharge = "AE"
    /// Exempt.
    case exempt = "E"
    /// Outside the scope of VAT.
    case outsideScope = "O"
}

/// Which document a credit is.
package enum CreditKind: String, CaseIterable, Sendable {
    /// An invoice of the host that the operator issues in its name (type 389).
    case selfBilledInvoice = "self_billed_invoice"
    /// A statement of a payout to somebody who issues no invoices; carries no VAT.
    case payoutStatement = "payout_statement"
}

/// How the VAT of one credit is treated, and why.
///
/// Electricity goes from the host to the operator, who resells it; both facts are taken from the parties' data.
package struct VATDecision: Hashable, Sendable {
    /// The category of every line of the document.
    package let category: VATCategory
    /// The document to issue.
    package let documentKind: CreditKind
    /// The rule that decided.
    package let rule: VATRule
    /// The country whose standard rate applies; `nil` where no VAT is charged.
    package let rateCountry: String?

    private init(_ rule: VATRule, rateCountry: String? = nil) {
        self.rule = rule
        self.rateCountry = rateCountry
        category = rule.category
        documentKind = rule.documentKind
    }

    /// A private person's.
    static let outsideScope = VATDecision(.privatePerson)

    /// Decides: a pure function of the parties' data.
    ///
    /// - Throws: ``VATFinding``, the first that applies, when the data contradict each other.
    package static func decide(_ facts: VATFacts) throws(VATFinding) -> VATDecision {
        if facts.hostKind == .privatePerson {
            guard facts.hostStatus == .notTaxable else { throw .personWithStatus }
            return .outsideScope
        }
        switch facts.hostStatus {
        case .notTaxable: return VATDecision(.notTaxable)
        case .exempt: return try exempt(facts)
        case .taxable: return try taxable(facts)
        }
    }

    private static func exempt(_ facts: VATFacts) throws(VATFinding) -> VATDecision {
        guard facts.siteCountries.isSubset(of: [facts.hostCountry]) else { throw .siteAbroad }
        guard facts.hostCountry == facts.operatorCountry else { throw .exemptAbroad }
        guard !facts.exemptionGround.isEmpty else { throw .exemptionGroundMissing }
        return VATDecision(.exempt)
    }

    private static func taxable(_ facts: VATFacts) throws(VATFinding) -> VATDecision {
        guard !facts.hostVATID.isEmpty else { throw .hostIDMissing }
        guard isVATID(facts.hostVATID, of: facts.hostCountry) else { throw .hostIDForeign }
        guard facts.siteCountries.isSubset(of: [facts.hostCountry]) else { throw .siteAbroad }
        if facts.hostCountry == facts.operatorCountry {
            return VATDecision(.domestic, rateCountry: facts.hostCountry)
        }
        guard EuropeanUnion.members.isSuperset(of: [facts.hostCountry, facts.operatorCountry]) else {
            throw .outsideUnion
        }
        guard !facts.operatorVATID.isEmpty else { throw .operatorIDMissing }
        guard isVATID(facts.operatorVATID, of: facts.operatorCountry) else { throw .operatorIDForeign }
        return VATDecision(.reverseCharge)
    }

    /// Whether a text has the form of a VAT id of the country.
    ///
    /// In the Union: its prefix, and two to thirteen characters after it.
    ///
    /// Outside the Union ids have many forms; any text is taken. Whether the number exists is for VIES to say.
    package static func isVATID(_ text: String, of country: String) -> Bool {
        guard EuropeanUnion.members.contains(country) else { return !text.isEmpty }
        let plain = text.uppercased().filter { $0 != " " && $0 != "." && $0 != "-" }
        let prefix = country == "GR" ? "EL" : country
        let number = plain.dropFirst(2)
        return plain.hasPrefix(prefix) && (2...13).contains(number.utf8.count)
            && number.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || $0 == 42 || $0 == 43 }
    }

    /// Whether a VAT id begins as none of its country does; an empty one, and one of a country beyond the Union and the
    /// United Kingdom, never.
    package static func isForeign(_ vatID: String, to country: String) -> Bool {
        guard !vatID.isEmpty, EuropeanUnion.members.contains(country) || country == "GB" else { return false }
        let plain = vatID.uppercased()
        return !prefixes(of: country).contains { plain.hasPrefix($0) }
    }

    /// How VAT ids of a country begin: Greece writes EL, Northern Ireland XI.
    package static func prefixes(of country: String) -> [String] {
        switch country {
        case "GR": ["EL"]
        case "GB": ["GB", "XI"]
        default: [country]
        }
    }

    /// The rate in hundredths of a percent for what was supplied in a month: that of its last day.
    ///
    /// - Throws: ``VATRateMissing``.
    package func rate(for month: YearMonth, in rates: VATRates) throws(VATRateMissing) -> Int {
        guard let rateCountry else { return 0 }
        guard let rate = rates.rate(in: rateCountry, on: month.lastDay) else {
            throw VATRateMissing(country: rateCountry, day: month.lastDay)
        }
        return rate
    }
}

/// The member states of the European Union, among which the reverse charge works as in Directive 2006/112.
package enum EuropeanUnion {
    /// ISO 3166 codes of the 27 members.
    package static let members: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ]
}
