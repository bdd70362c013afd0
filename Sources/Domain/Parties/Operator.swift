package import Values

/// A charge point operator: the tenant.
package struct Operator: Hashable, Sendable {
    package let id: OperatorID
    /// The short name used on the command line and in imports; unique over the installation.
    package let reference: String
    package var details: OperatorDetails

    package init(id: OperatorID, reference: String, details: OperatorDetails) {
        self.id = id
        self.reference = reference
        self.details = details
    }
}

/// What an operator may change about itself.
package struct OperatorDetails: Hashable, Sendable {
    /// The name on its pages.
    package var name: String
    /// The name in the company register, as on documents.
    package var legalName: String
    package var address: Address
    /// ISO 4217.
    package var currency: String
    /// IANA name; months of the books are cut in it.
    package var timeZone: String
    /// BCP 47.
    package var language: String
    package var companyNumber: String
    package var vatID: String
    package var email: String
    package var iban: String
    package var bic: String
    /// What document numbers begin with; unique over the installation, two to eight of `A-Z0-9`.
    package var numberPrefix: String
    package var policy: OperatorPolicy

    package init(
        name: String,
        legalName: String,
        address: Address,
        currency: String = "EUR",
        timeZone: String = "Europe/Amsterdam",
        language: String = "en",
        companyNumber: String = "",
        vatID: String = "",
        email: String = "",
        iban: String = "",
        bic: String = "",
        numberPrefix: String,
        policy: OperatorPolicy = OperatorPolicy()
    ) {
        self.name = name
        self.legalName = legalName
        self.address = address
        self.currency = currency
        self.timeZone = timeZone
        self.language = language
        self.companyNumber = companyNumber
        self.vatID = vatID
        self.email = email
        self.iban = iban
        self.bic = bic
        self.numberPrefix = numberPrefix
        self.policy = policy
    }
}

/// How an operator wants its charge points and approvals handled.
package struct OperatorPolicy: Hashable, Sendable {
    /// Whether a token that nobody registered may charge.
    package var acceptsUnknownTokens: Bool
    /// The heartbeat interval told to charge points, in seconds.
    package var heartbeatSeconds: Int32
    /// Whether the person who closes a month may not approve it.
    package var needsFourEyes: Bool
    /// Whether people of hosts may connect charge points at their own sites.
    package var hostsConnect: Bool

    package init(
        acceptsUnknownTokens: Bool = false,
        heartbeatSeconds: Int32 = 300,
        needsFourEyes: Bool = false,
        hostsConnect: Bool = false
    ) {
        self.acceptsUnknownTokens = acceptsUnknownTokens
        self.heartbeatSeconds = heartbeatSeconds
        self.needsFourEyes = needsFourEyes
        self.hostsConnect = hostsConnect
    }
}

/// Why an operator cannot be stored as asked.
package enum OperatorRejection: String, ConstraintRejection, CaseIterable {
    case referenceTaken = "operator.reference_taken"
    case numberPrefixTaken = "operator.number_prefix_taken"
    case numberPrefixForm = "operator.number_prefix_form"
    case unknownCountry = "operator.unknown_country"
    case heartbeatRange = "operator.heartbeat_range"
    case unknownTimeZone = "operator.unknown_time_zone"
    /// Lines and books are in the currency that was; amounts cannot change it afterwards.
    case currencyInUse = "operator.currency_in_use"

    package static let constraints: [String: OperatorRejection] = [
        "operators_reference_unique": .referenceTaken,
        "operators_number_prefix_unique": .numberPrefixTaken,
        "operators_number_prefix_form": .numberPrefixForm,
        "operators_country_form": .unknownCountry,
        "operators_heartbeat_range": .heartbeatRange,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the operator was not stored" }
}
