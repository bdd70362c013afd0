import Postgres
package import Values

/// The owner of sites who is credited for the energy of charging sessions.
package struct Host: Hashable, Sendable {
    package let id: HostID
    package let details: HostDetails
    package let createdAt: Timestamp
}

/// What may be changed about a host.
package struct HostDetails: Hashable, Sendable {
    /// The operator's own name for it; unique within the operator, one to 64 characters.
    package var reference: String
    package var name: String
    package var kind: HostKind
    package var address: Address
    package var companyNumber: String
    package var vatID: String
    package var vatStatus: VATStatus
    /// Why the host is exempt, as its invoices state it; at most 200 characters, empty for all others.
    package var exemptionGround: String
    /// Empty until known; a bank file is refused without it.
    package var iban: String
    package var bic: String
    /// The name on the bank account, empty when it is the host's own.
    package var accountHolder: String
    package var email: String
    /// BCP 47, of its documents and mails.
    package var language: String

    package init(
        reference: String,
        name: String,
        kind: HostKind,
        address: Address,
        companyNumber: String = "",
        vatID: String = "",
        vatStatus: VATStatus = .notTaxable,
        exemptionGround: String = "",
        iban: String = "",
        bic: String = "",
        accountHolder: String = "",
        email: String = "",
        language: String = "nl"
    ) {
        self.reference = reference
        self.name = name
        self.kind = kind
        self.address = address
        self.companyNumber = companyNumber
        self.vatID = vatID
        self.vatStatus = vatStatus
        self.exemptionGround = exemptionGround
        self.iban = iban
        self.bic = bic
        self.accountHolder = accountHolder
        self.email = email
        self.language = language
    }
}

/// What a host is before the law.
package enum HostKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case privatePerson = "private"
    case company
    case association
}

/// Whether a host charges VAT.
package enum VATStatus: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case taxable
    /// Exempt, such as under the small business scheme.
    case exempt
    case notTaxable = "not_taxable"
}

/// A host as a list shows it.
package struct HostSummary: Hashable, Sendable {
    package let id: HostID
    package let reference: String
    package let name: String
    package let kind: HostKind
    package let town: String
    package let country: String
    package let iban: String
    package let siteCount: Int
    package let chargePointCount: Int
    /// What the books owe the host, in the operator's currency.
    package let balance: Money
}

/// A host as a choice in a form.
package struct HostName: Hashable, Sendable {
    package let id: HostID
    package let name: String
    package let reference: String
}

/// The columns by which hosts are ordered.
package enum HostSort: String, CaseIterable, Hashable, Sendable {
    case name, sites, balance
}

/// Why a host cannot be stored as asked.
package enum HostRejection: String, ConstraintRejection, CaseIterable {
    case referenceTaken = "host.reference_taken"
    case referenceLength = "host.reference_length"
    case nameLength = "host.name_length"
    /// A private person cannot be a taxable or exempt business.
    case privateTaxable = "host.private_taxable"
    case unknownCountry = "host.unknown_country"
    case exemptionGroundLength = "host.exemption_ground_length"

    /// The longest ground of an exemption: a law with its article fits.
    package static let exemptionGroundLimit = 200

    package static let constraints: [String: HostRejection] = [
        "hosts_reference_unique": .referenceTaken,
        "hosts_reference_form": .referenceLength,
        "hosts_name_form": .nameLength,
        "hosts_private_not_taxable": .privateTaxable,
        "hosts_country_form": .unknownCountry,
        "hosts_exemption_ground_form": .exemptionGroundLength,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the host was not stored" }
}
