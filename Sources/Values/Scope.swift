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

    private init(operatorID: OperatorID?, actor: Actor, hostID: HostID? = nil, customerID: CustomerID? = nil) {
        self.operatorID = operatorID
        self.actor = actor
        self.hostID = hostID
        self.customerID = customerID
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

    /// A user of one customer.
    public static func customer(_ customer: CustomerID, user: UserID, of operatorID: OperatorID) -> Scope {
        Scope(operatorID: operatorID, actor: .user(user, .customer), customerID: customer)
    }

    /// The acting user's id, if a person acts.
    public var userID: UserID? {
        if case .user(let id, _) = actor { id } else { nil }
    }

    /// The acting user's role, if a person acts.
    public var role: Role? {
        if case .user(_, let role) = actor { role } else { nil }
    }
}
