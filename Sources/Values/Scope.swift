/// What a signed-in user may do within its operator.
public enum Role: String, CaseIterable, Sendable {
    /// Manages everything of the operator, users and charge points included.
    case operatorAdmin = "operator_admin"
    /// Manages contracts, month-ends and credits.
    case operatorFinance = "operator_finance"
    /// Sees its own credits and the lines behind them.
    case host
    /// Somebody of a customer: sees and changes what is that customer's.
    case customer
    /// Manages customers, people, agreements and brand of an operator that is a partner of the platform.
    case partnerAdmin = "partner_admin"
    /// Helps customers of a partner.
    case partnerSupport = "partner_support"
    /// Manages partners, people and texts of the platform.
    case platformAdmin = "platform_admin"
    /// Manages terms, sales and payouts of the platform.
    case platformFinance = "platform_finance"
    /// Verifies for an independent body: reads what is booked and the evidence for it, and changes nothing.
    case verifier
}

extension Role {
    /// The roles in the programme for emission reduction units at an operator.
    public static let ofPartners: [Role] = [.partnerAdmin, .partnerSupport]
    /// The roles of the people of the platform.
    public static let ofPlatform: [Role] = [.platformAdmin, .platformFinance, .verifier]
}

/// On whose behalf a context function is called; the first argument of every one of them.
///
/// It becomes the row-level security setting of the database transaction, so a query that forgets its operator
/// still sees nothing of another tenant.
public struct Scope: Hashable, Sendable {
    /// Who acts.
    public enum Actor: Hashable, Sendable {
        /// A signed-in person.
        case user(UserID, Role)
        /// A program with a key of the operator.
        case key(APIKeyID)
        /// A job, a command of the installation's owner, or a charge point's own messages.
        case system
    }

    /// The tenant whose rows may be seen; `nil` only for work that spans tenants, such as draining frames.
    public let operatorID: OperatorID?
    /// Who acts.
    public let actor: Actor
    /// The one host whose rows may be seen, for users of a host.
    public let hostID: HostID?
    /// The one customer whose rows may be seen, for users of a customer.
    ///
    /// In such a scope a table shows nothing unless it says which of its rows are the customer's.
    public let customerID: CustomerID?
    /// Whether somebody of the platform reads across all partners; nothing can be written then.
    public let isAcrossPartners: Bool
    /// The frame on another site in which somebody of a customer acts; the log names it.
    public let embedFrameID: EmbedFrameID?

    private init(
        operatorID: OperatorID?,
        actor: Actor,
        hostID: HostID? = nil,
        customerID: CustomerID? = nil,
        isAcrossPartners: Bool = false,
        embedFrameID: EmbedFrameID? = nil
    ) {
        self.operatorID = operatorID
        self.actor = actor
        self.hostID = hostID
        self.customerID = customerID
        self.isAcrossPartners = isAcrossPartners
        self.embedFrameID = embedFrameID
    }

    /// Work of the installation itself, across tenants.
    public static let system = Scope(operatorID: nil, actor: .system)

    /// Work of the installation for one tenant.
    public static func system(for operatorID: OperatorID) -> Scope {
        Scope(operatorID: operatorID, actor: .system)
    }

    /// A user of the operator.
    public static func user(_ user: UserID, role: Role, of operatorID: OperatorID) -> Scope {
        Scope(operatorID: operatorID, actor: .user(user, role))
    }

    /// A user of one host.
    public static func host(_ host: HostID, user: UserID, of operatorID: OperatorID) -> Scope {
        Scope(operatorID: operatorID, actor: .user(user, .host), hostID: host)
    }

    /// A user of one customer, in a frame on another site where one is given.
    public static func customer(
        _ customer: CustomerID,
        user: UserID,
        of operatorID: OperatorID,
        in frame: EmbedFrameID? = nil
    ) -> Scope {
        Scope(
            operatorID: operatorID,
            actor: .user(user, .customer),
            customerID: customer,
            embedFrameID: frame
        )
    }

    /// A program with a key of the operator; what its key permits is checked where it comes in.
    public static func program(_ key: APIKeyID, of operatorID: OperatorID) -> Scope {
        Scope(operatorID: operatorID, actor: .key(key))
    }

    /// Somebody of the platform who reads across all partners.
    public static func acrossPartners(_ user: UserID, role: Role) -> Scope {
        Scope(operatorID: nil, actor: .user(user, role), isAcrossPartners: true)
    }

    /// Somebody of the platform at work for one partner.
    public static func platform(_ user: UserID, role: Role, for partner: OperatorID) -> Scope {
        Scope(operatorID: partner, actor: .user(user, role))
    }

    /// The acting user's id, if a person acts.
    public var userID: UserID? {
        if case .user(let id, _) = actor { id } else { nil }
    }

    /// The key by which a program acts, if one does.
    public var keyID: APIKeyID? {
        if case .key(let id) = actor { id } else { nil }
    }

    /// The acting user's role, if a person acts; a program has that of the operator's finance, which gives nobody rights.
    public var role: Role? {
        switch actor {
        case .user(_, let role): role
        case .key: .operatorFinance
        case .system: nil
        }
    }
}
