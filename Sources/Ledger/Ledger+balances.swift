public import Postgres
public import Values

/// Up to when postings count: by the day on which they are true, by the moment they were written, or both.
public struct LedgerCut: Hashable, Sendable {
    /// The last day that counts; `nil` for all.
    public let effectiveThrough: LocalDate?
    /// The last moment of writing that counts; `nil` for all.
    public let recordedThrough: Timestamp?

    /// Everything that is in the books.
    public static let now = LedgerCut()

    /// A cut in either time.
    public init(effectiveThrough: LocalDate? = nil, recordedThrough: Timestamp? = nil) {
        self.effectiveThrough = effectiveThrough
        self.recordedThrough = recordedThrough
    }
}

/// The sums of an account.
public struct AccountBalance: Hashable, Sendable {
    /// The account.
    public let account: LedgerAccount
    /// The sum of its debits.
    public let debits: Money
    /// The sum of its credits.
    public let credits: Money

    /// The balance on the account's natural side: what a liability account owes is positive.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 64 bits.
    public func balance() throws(ArithmeticOverflow) -> Money {
        account.kind.naturalSide == .debit ? try debits - credits : try credits - debits
    }
}

/// The sums of all accounts, and whether the books balance.
public struct TrialBalance: Hashable, Sendable {
    /// The accounts with postings, by code and currency.
    public let accounts: [AccountBalance]

    /// Adds up accounts.
    public init(accounts: [AccountBalance]) {
        self.accounts = accounts
    }

    /// The currencies whose debits and credits differ; empty for sound books.
    public var unbalanced: [Currency] {
        var sums: [Currency: Int128] = [:]
        for entry in accounts {
            sums[entry.account.currency, default: 0] += Int128(entry.debits.minor) - Int128(entry.credits.minor)
        }
        return sums.filter { $0.value != 0 }.keys.sorted { $0.code < $1.code }
    }
}

/// A posting as the page of an account shows it.
public struct AccountPosting: Hashable, Sendable {
    /// The transaction.
    public let sequence: Int64
    /// The position in it, from 1.
    public let ordinal: Int64
    /// The transaction's kind.
    public let kind: String
    /// What happened.
    public let description: String
    /// The day on which it is true.
    public let effectiveOn: LocalDate
    /// When it was written.
    public let recordedAt: Timestamp
    /// The side.
    public let side: Side
    /// The amount.
    public let amount: Money
}

extension Ledger {
    /// The balances of all accounts whose code begins with a text, by code and currency; also those without postings.
    public static func balances(
        _ scope: Scope,
        codePrefix: String = "",
        asOf cut: LedgerCut = .now,
        in tx: Transaction
    ) async throws -> [AccountBalance] {
        try await tx.all(Balances(operatorID: try books(of: scope), codePrefix: codePrefix, cut: cut))
    }

    /// The trial balance.
    public static func trialBalance(
        _ scope: Scope,
        asOf cut: LedgerCut = .now,
        in tx: Transaction
    ) async throws -> TrialBalance {
        let all = try await balances(scope, asOf: cut, in: tx)
        return TrialBalance(accounts: all.filter { !$0.debits.isZero || !$0.credits.isZero })
    }

    /// A page of an account's postings, newest first: those of transactions before one; `nil` for the first page.
    ///
    /// Continue with the last sequence seen. At most `limit` rows, no more than ``LedgerLimits/postingsPerPage``; all
    /// postings that one transaction makes on the account come together, so a page may be longer by a few.
    public static func postings(
        _ scope: Scope,
        of account: AccountID,
        before sequence: Int64? = nil,
        limit: Int = LedgerLimits.postingsPerPage,
        in tx: Transaction
    ) async throws -> [AccountPosting] {
        try await tx.all(
            PostingsOfAccount(
                operatorID: try books(of: scope),
                account: account,
                before: sequence ?? .max,
                limit: min(max(limit, 1), LedgerLimits.postingsPerPage)
            )
        )
    }

    /// Transactions in the order of the chain, such as for the journal export.
    ///
    /// At most `limit`, no more than ``LedgerLimits/transactionsPerRead``; continue with the last sequence seen.
    public static func transactions(
        _ scope: Scope,
        after sequence: Int64 = 0,
        limit: Int64 = LedgerLimits.transactionsPerRead,
        in tx: Transaction
    ) async throws -> [LedgerTransaction] {
        let count = min(max(limit, 1), LedgerLimits.transactionsPerRead)
        let range = PostingsInRange(operatorID: try books(of: scope), after: sequence, through: sequence + count)
        return try PostingRow.transactions(try await tx.all(range))
    }
}
