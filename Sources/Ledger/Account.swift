public import Values

/// What an account stands for, which decides its natural side.
public enum AccountKind: String, CaseIterable, Sendable {
    /// What the operator owns or is owed.
    case asset
    /// What the operator owes.
    case liability
    /// What the operator spent.
    case expense
    /// What the operator earned.
    case income

    /// The side on which the balance of such an account normally stands.
    public var naturalSide: Side {
        switch self {
        case .asset, .expense: .debit
        case .liability, .income: .credit
        }
    }
}

/// An account as its owner wants it; opened when it is not there yet.
public struct AccountSpecification: Hashable, Sendable {
    /// The stable code, such as `payable:host:12`: small letters, digits, `_`, `-` and `:`.
    public let code: String
    /// The name for people; that of the first opening stays.
    public let name: String
    /// What the account stands for.
    public let kind: AccountKind
    /// The one currency of its postings.
    public let currency: Currency
    /// The number of what the account is about, such as a host's id; the ledger does not look into it.
    public let subject: Int64?

    /// Describes an account.
    public init(code: String, name: String, kind: AccountKind, currency: Currency, subject: Int64? = nil) {
        self.code = code
        self.name = name
        self.kind = kind
        self.currency = currency
        self.subject = subject
    }

    /// Whether the code has the form that exports and hashes rely on, 1…100 characters.
    var hasValidCode: Bool {
        (1...100).contains(code.utf8.count)
            && code.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// An account of an operator's books, as the ledger handed it out; nobody else can make one.
public struct LedgerAccount: Hashable, Sendable {
    /// The tenant whose books it belongs to.
    public let operatorID: OperatorID
    /// The row.
    public let id: AccountID
    /// The code, unique per operator and currency.
    public let code: String
    /// The name for people.
    public let name: String
    /// What the account stands for.
    public let kind: AccountKind
    /// The one currency of its postings.
    public let currency: Currency
    /// The number of what the account is about, if any.
    public let subject: Int64?

    init(operatorID: OperatorID, id: AccountID, specification: AccountSpecification) {
        self.operatorID = operatorID
        self.id = id
        code = specification.code
        name = specification.name
        kind = specification.kind
        currency = specification.currency
        subject = specification.subject
    }
}
