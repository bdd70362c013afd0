public import Values

/// A transaction as it stands in the books.
public struct LedgerTransaction: Hashable, Sendable {
    /// The tenant whose books it belongs to.
    public let operatorID: OperatorID
    /// Its number in the operator's chain, from 1 without gaps.
    public let sequence: Int64
    /// When it was written.
    public let recordedAt: Timestamp
    /// What it says.
    public let content: TransactionDraft
    /// The hash of the transaction before; 32 zero bytes for the first.
    public let previousHash: LedgerHash
    /// The hash over the one before and ``TransactionForm``.
    public let hash: LedgerHash

    /// The transaction that this one undoes.
    public var reverses: Int64? { content.reverses }

    /// The hash that the content must have; differs from ``hash`` when somebody changed a row.
    public var expectedHash: LedgerHash {
        TransactionForm.hash(
            of: content,
            operatorID: operatorID,
            sequence: sequence,
            recordedAt: recordedAt,
            after: previousHash
        )
    }
}
