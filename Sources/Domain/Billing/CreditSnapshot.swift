package import Values

/// Everything that PDF, XLSX and pages say about a credit beside its sessions; stored with it, so that a document never
/// changes when a name, an address or a rate does.
package struct CreditSnapshot: Hashable, Sendable {
    /// The document's number.
    package let number: String
    /// Which document it is.
    package let kind: CreditKind
    /// The month.
    package let period: YearMonth
    /// The day of issue.
    package let issuedOn: LocalDate
    /// The day by which it is to be paid.
    package let dueOn: LocalDate
    /// When it is to be paid, as the contract says it.
    package let paymentTerm: PaymentTerm
    /// The language of the reader, BCP 47.
    package let language: String
    /// The operator, who issues the document and pays.
    package let issuer: CreditParty
    /// The host, who is credited.
    package let recipient: CreditParty
    /// The contract's own name for itself.
    package let contractReference: String
    /// The contract's title.
    package let contractName: String
    /// The last four characters of the account that is paid to; empty when none was known.
    package let ibanTail: String
    /// The VAT treatment.
    package let vat: VATStatement
    /// The sites on the document.
    package let sites: [CreditSite]
    /// The lines.
    package let lines: [CreditDocumentLine]
    /// The VAT per category and rate.
    package let vatTotals: [VATTotal]
    /// The sum of the net lines.
    package let net: Money
    /// The VAT.
    package let vatAmount: Money
    /// What the host gets.
    package let total: Money
    /// The exact sum of all sessions.
    package let exact: Exact
    /// The energy.
    package let energy: Energy
    /// How many sessions stand behind it.
    package let sessionCount: Int

    /// The site of a line.
    package func site(of line: CreditDocumentLine) -> CreditSite? { sites.first { $0.id == line.siteID } }
}

/// A party as printed on a document.
package struct CreditParty: Hashable, Sendable {
    /// The name, for a company the one in its register.
    package let name: String
    /// The operator's own reference of a host; empty for the operator.
    package let reference: String
    /// The address.
    package let address: Address
    /// The number in the company register; may be empty.
    package let companyNumber: String
    /// The VAT id; always empty on documents outside the scope of VAT (EN 16931, BR-O-02).
    package let vatID: String
    /// The mail address; may be empty.
    package let email: String
}

/// A site as printed on a document.
package struct CreditSite: Hashable, Sendable {
    /// The site.
    package let id: SiteID
    /// The operator's own reference.
    package let reference: String
    /// The name.
    package let name: String
    /// The address.
    package let address: Address
}

/// The VAT treatment as printed on a document.
package struct VATStatement: Hashable, Sendable {
    /// The category.
    package let category: VATCategory
    /// The rule that decided.
    package let ruleID: String
    /// Why, for the operator.
    package let reason: String
    /// Whether an accountant has to confirm the rule.
    package let needsConfirmation: Bool
    /// What the document says, in English.
    package let wordingEnglish: [String]
    /// What the document says, in Dutch.
    package let wordingDutch: [String]

    package init(_ rule: VATRule, exemptionGround: String = "") {
        category = rule.category
        ruleID = rule.rawValue
        reason = rule.reason
        needsConfirmation = rule.needsConfirmation
        wordingEnglish = rule.wording(language: "en", exemptionGround: exemptionGround)
        wordingDutch = rule.wording(language: "nl", exemptionGround: exemptionGround)
    }

    init(
        category: VATCategory,
        ruleID: String,
        reason: String,
        needsConfirmation: Bool,
        wordingEnglish: [String],
        wordingDutch: [String]
    ) {
        self.category = category
        self.ruleID = ruleID
        self.reason = reason
        self.needsConfirmation = needsConfirmation
        self.wordingEnglish = wordingEnglish
        self.wordingDutch = wordingDutch
    }

    /// What the document says in the language of the reader.
    package func wording(language: String) -> [String] { language == "nl" ? wordingDutch : wordingEnglish }
}
