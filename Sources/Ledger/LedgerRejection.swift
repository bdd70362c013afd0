public import Values

/// Why the ledger says no; where several reasons apply, the first listed is given.
public enum LedgerRejection: Error, Hashable, Sendable {
    /// The scope names no operator, so there are no books to write in.
    case noOperator
    /// An account code has characters or a length that it may not have.
    case accountCodeInvalid(code: String)
    /// An account of this code and currency is there, but of another kind or about something else.
    case accountDiffers(code: String)
    /// The idempotency key is empty or longer than ``LedgerLimits/keyBytes``.
    case keyInvalid
    /// A transaction needs at least two postings.
    case tooFewPostings
    /// More postings than ``LedgerLimits/postingsPerTransaction``.
    case tooManyPostings
    /// A posting names an account of other books.
    case accountUnknown
    /// The amount's currency is not that of the account.
    case currencyDiffers(account: String)
    /// An amount is zero or negative; the direction is the side's business.
    case amountNotPositive(account: String)
    /// Debits and credits of a currency differ.
    case unbalanced(Currency)
    /// The key was used for other content.
    case keyReused
    /// There is no such transaction to undo.
    case transactionUnknown(sequence: Int64)
    /// A reversal itself is never undone: write what is true instead.
    case isReversal(sequence: Int64)
    /// The transaction has been undone already.
    case alreadyReversed(sequence: Int64)

    /// The stable code.
    public var code: String {
        switch self {
        case .noOperator: "ledger.no_operator"
        case .accountCodeInvalid: "ledger.account_code_invalid"
        case .accountDiffers: "ledger.account_differs"
        case .keyInvalid: "ledger.key_invalid"
        case .tooFewPostings: "ledger.too_few_postings"
        case .tooManyPostings: "ledger.too_many_postings"
        case .accountUnknown: "ledger.account_unknown"
        case .currencyDiffers: "ledger.currency_differs"
        case .amountNotPositive: "ledger.amount_not_positive"
        case .unbalanced: "ledger.unbalanced"
        case .keyReused: "ledger.key_reused"
        case .transactionUnknown: "ledger.transaction_unknown"
        case .isReversal: "ledger.is_reversal"
        case .alreadyReversed: "ledger.already_reversed"
        }
    }
}

extension LedgerRejection: CustomStringConvertible {
    /// The code with what it is about.
    public var description: String {
        switch self {
        case .accountCodeInvalid(let code), .accountDiffers(let code): "\(self.code) (account \(code))"
        case .currencyDiffers(let account), .amountNotPositive(let account): "\(code) (account \(account))"
        case .unbalanced(let currency): "\(code) (\(currency.code))"
        case .transactionUnknown(let sequence), .isReversal(let sequence), .alreadyReversed(let sequence):
            "\(code) (transaction \(sequence))"
        default: code
        }
    }
}
