public import Values

/// The side of an account.
public enum Side: String, CaseIterable, Sendable {
    /// The left side.
    case debit
    /// The right side.
    case credit

    /// The other side.
    public var opposite: Side { self == .debit ? .credit : .debit }
}

/// One line of a transaction: a positive amount on one side of one account.
public struct Posting: Hashable, Sendable {
    /// The account, as the ledger handed it out.
    public let account: LedgerAccount
    /// The side.
    public let side: Side
    /// The amount; positive, in the account's currency.
    public let amount: Money

    /// Describes a posting.
    public init(_ account: LedgerAccount, _ side: Side, _ amount: Money) {
        self.account = account
        self.side = side
        self.amount = amount
    }

    /// A posting of a signed amount: a negative one goes to the other side, zero is no posting.
    public static func signed(_ account: LedgerAccount, _ side: Side, _ amount: Money) -> Posting? {
        if amount.isZero { return nil }
        return amount.isNegative ? Posting(account, side.opposite, -amount) : Posting(account, side, amount)
    }

    /// The amount with its sign: debits positive, credits negative.
    var signedMinor: Int128 { side == .debit ? Int128(amount.minor) : -Int128(amount.minor) }
}
