import Postgres
package import Values

/// Somebody for whose connections emission reduction units are booked: the customer of an operator.
package struct Customer: Hashable, Sendable {
    package let id: CustomerID
    package let details: CustomerDetails
    package let history: CustomerHistory
}

/// What may be changed about a customer; documents keep what it was.
package struct CustomerDetails: Hashable, Sendable {
    /// The operator's own name for it, at most 64 characters and unique within the operator; empty when it has none.
    package var reference: String
    package var kind: CustomerKind
    /// Of a person or as in the company register.
    package var name: String
    /// The number in the company register (KvK); empty for private persons.
    package var companyNumber: String
    /// Empty for private persons.
    package var vatID: String
    package var email: String
    /// Digits, blanks and `+().-`; empty when unknown.
    package var phone: String
    package var address: Address
    /// In electronic form; only where the operator has its customers paid directly.
    package var iban: String
    /// The name on the bank account, empty when it is the customer's own.
    package var accountHolder: String
    /// BCP 47, of its mails and documents.
    package var language: String

    package init(
        reference: String = "",
        kind: CustomerKind,
        name: String,
        companyNumber: String = "",
        vatID: String = "",
        email: String,
        phone: String = "",
        address: Address = Address(country: "NL"),
        iban: String = "",
        accountHolder: String = "",
        language: String = "nl"
    ) {
        self.reference = reference
        self.kind = kind
        self.name = name
        self.companyNumber = companyNumber
        self.vatID = vatID
        self.email = email
        self.phone = phone
        self.address = address
        self.iban = iban
        self.accountHolder = accountHolder
        self.language = language
    }
}

/// What a customer is before the law.
package enum CustomerKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case privatePerson = "private"
    case company
    /// An association of owners (VvE).
    case ownersAssociation = "owners_association"
}

/// When what happened to a customer.
package struct CustomerHistory: Hashable, Sendable {
    package let createdAt: Timestamp
    /// The person who added it; `nil` for imports and programs.
    package let createdBy: UserID?
    package let invitedAt: Timestamp?
    /// When somebody of it signed in for the first time.
    package let joinedAt: Timestamp?
    package let endedAt: Timestamp?
    package let endReason: String

    /// How far it has come.
    package var state: CustomerState {
        if endedAt != nil { return .ended }
        if joinedAt != nil { return .joined }
        return invitedAt == nil ? .added : .invited
    }
}

/// How far a customer has come, apart from its enrolments.
package enum CustomerState: String, CaseIterable, Hashable, Sendable {
    /// Known, and not written to yet.
    case added
    case invited
    /// Somebody of it has signed in.
    case joined
    case ended
}

/// The columns by which customers are ordered.
package enum CustomerSort: String, CaseIterable, Hashable, Sendable {
    case name, town, created
}

/// Why a customer cannot be stored as asked.
package enum CustomerRejection: String, ConstraintRejection, CaseIterable {
    case referenceTaken = "customer.reference_taken"
    case referenceLength = "customer.reference_length"
    case nameLength = "customer.name_length"
    /// A private person has no number in the company register and no VAT id.
    case privateRegistered = "customer.private_registered"
    case companyNumberLength = "customer.company_number_length"
    case vatIDLength = "customer.vat_id_length"
    case invalidEmail = "customer.invalid_email"
    case invalidPhone = "customer.invalid_phone"
    case unknownCountry = "customer.unknown_country"
    case invalidIBAN = "customer.invalid_iban"
    case accountHolderLength = "customer.account_holder_length"
    case unknownLanguage = "customer.unknown_language"
    case endReasonLength = "customer.end_reason_length"
    /// Nothing is written to a customer that was erased.
    case erased = "customer.erased"

    package static let constraints: [String: CustomerRejection] = [
        "customers_reference_unique": .referenceTaken,
        "customers_reference_form": .referenceLength,
        "customers_name_form": .nameLength,
        "customers_private_unregistered": .privateRegistered,
        "customers_company_number_form": .companyNumberLength,
        "customers_vat_id_form": .vatIDLength,
        "customers_email_form": .invalidEmail,
        "customers_phone_form": .invalidPhone,
        "customers_country_form": .unknownCountry,
        "customers_iban_form": .invalidIBAN,
        "customers_account_holder_form": .accountHolderLength,
        "customers_language_known": .unknownLanguage,
        "customers_end_reason_form": .endReasonLength,
        "customers_erased": .erased,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the customer was not stored" }
}
