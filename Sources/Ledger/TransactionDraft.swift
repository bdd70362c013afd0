public import Values

/// What shall be written into the books.
public struct TransactionDraft: Hashable, Sendable {
    /// The caller's key: the same content under the same key is written once, whoever repeats it.
    public let idempotencyKey: String
    /// The kind of event, such as `credit`; a word for filters and exports.
    public let kind: String
    /// What happened, for people.
    public let description: String
    /// What else the chain shall hold fast, as text that the ledger does not read; empty for nothing.
    public let metadata: String
    /// The day on which it is true.
    public let effectiveOn: LocalDate
    /// The postings in the order in which they are to be read.
    public let postings: [Posting]
    /// The transaction that this one undoes; set by ``Ledger/reverse(_:sequence:as:on:at:in:)`` only.
    let reverses: Int64?

    /// Describes a transaction.
    public init(
        idempotencyKey: String,
        kind: String,
        description: String,
        metadata: String = "",
        effectiveOn: LocalDate,
        postings: [Posting]
    ) {
        self.init(
            idempotencyKey: idempotencyKey,
            kind: kind,
            description: description,
            metadata: metadata,
            effectiveOn: effectiveOn,
            postings: postings,
            reverses: nil
        )
    }

    init(
        idempotencyKey: String,
        kind: String,
        description: String,
        metadata: String = "",
        effectiveOn: LocalDate,
        postings: [Posting],
        reverses: Int64?
    ) {
        self.idempotencyKey = idempotencyKey
        self.kind = kind
        self.description = description
        self.metadata = metadata
        self.effectiveOn = effectiveOn
        self.postings = postings
        self.reverses = reverses
    }

    /// Checks what needs no database, in the order of precedence.
    func check(for operatorID: OperatorID) throws(LedgerRejection) {
        guard (1...LedgerLimits.keyBytes).contains(idempotencyKey.utf8.count) else { throw .keyInvalid }
        guard postings.count >= 2 else { throw .tooFewPostings }
        guard postings.count <= LedgerLimits.postingsPerTransaction else { throw .tooManyPostings }
        for posting in postings {
            guard posting.account.operatorID == operatorID else { throw .accountUnknown }
            guard posting.account.currency == posting.amount.currency else {
                throw .currencyDiffers(account: posting.account.code)
            }
            guard posting.amount.minor > 0 else { throw .amountNotPositive(account: posting.account.code) }
        }
        if let currency = TransactionDraft.unbalancedCurrency(postings) { throw .unbalanced(currency) }
    }

    /// The first currency (by code) whose debits and credits differ.
    static func unbalancedCurrency(_ postings: [Posting]) -> Currency? {
        var sums: [Currency: Int128] = [:]
        for posting in postings { sums[posting.amount.currency, default: 0] += posting.signedMinor }
        return sums.filter { $0.value != 0 }.keys.min { $0.code < $1.code }
    }
}
