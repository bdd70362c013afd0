package import Values

/// A person who signs in.
package struct User: Hashable, Sendable {
    package let id: UserID
    package let operatorID: OperatorID
    package let details: UserDetails
    /// The name of the host that a host's user belongs to.
    package let hostName: String?
    package let disabledAt: Timestamp?
    package let createdAt: Timestamp
    /// Whether a password was set; until then only the link of the invitation leads in.
    package let hasPassword: Bool
    /// When a session of this user was last used, if ever.
    package let lastSeenAt: Timestamp?

    /// On whose behalf this user acts.
    package var scope: Scope { details.scope(user: id, of: operatorID) }
}

/// What an administrator may change about a user.
package struct UserDetails: Hashable, Sendable {
    /// Whatever the case of its letters unique over the installation, among the people of customers over the operator.
    package var email: String
    package var name: String
    package var role: Role
    /// The host, for users of a host and only for them.
    package var hostID: HostID?
    /// The customer, for users of a customer and only for them.
    package var customerID: CustomerID?
    /// BCP 47.
    package var language: String

    package init(
        email: String,
        name: String,
        role: Role,
        hostID: HostID? = nil,
        customerID: CustomerID? = nil,
        language: String = "en"
    ) {
        self.email = email
        self.name = name
        self.role = role
        self.hostID = hostID
        self.customerID = customerID
        self.language = language
    }

    /// The scope of a user with these details; a host's user without a host cannot be stored, nor a customer's without a
    /// customer.
    func scope(user: UserID, of operatorID: OperatorID) -> Scope {
        if let hostID { return .host(hostID, user: user, of: operatorID) }
        if let customerID { return .customer(customerID, user: user, of: operatorID) }
        return .user(user, role: role, of: operatorID)
    }
}

/// The columns by which users are ordered.
package enum UserSort: String, CaseIterable, Hashable, Sendable {
    case name, email, role, host
    case lastSeen = "last-seen"
}

/// Why a user cannot be stored as asked.
package enum UserRejection: String, ConstraintRejection, CaseIterable {
    case emailTaken = "user.email_taken"
    case invalidEmail = "user.invalid_email"
    case nameLength = "user.name_length"
    case unknownLanguage = "user.unknown_language"
    /// A host's user needs a host, and nobody else has one.
    case hostRole = "user.host_role"
    case unknownHost = "user.unknown_host"
    /// Roles of the platform are for its own people.
    case platformRole = "user.platform_role"
    /// Nobody gives a role that is not theirs to give.
    case roleNotGiven = "user.role_not_given"
    /// A customer's user needs a customer, and nobody else has one.
    case customerRole = "user.customer_role"
    case unknownCustomer = "user.unknown_customer"
    /// Nobody takes away the own access by mistake.
    case ownAccount = "user.own_account"
    /// Somebody must be left who can manage users.
    case lastAdministrator = "user.last_administrator"

    package static let constraints: [String: UserRejection] = [
        "users_email_unique": .emailTaken,
        "users_customer_email_unique": .emailTaken,
        "users_email_form": .invalidEmail,
        "users_name_form": .nameLength,
        "users_language_known": .unknownLanguage,
        "users_host_role": .hostRole,
        "users_host": .unknownHost,
        "users_platform_role": .platformRole,
        "users_customer_role": .customerRole,
        "users_customer": .unknownCustomer,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the user was not stored" }
}
