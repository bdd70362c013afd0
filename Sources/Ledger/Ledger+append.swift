public import Postgres
public import Values

extension Ledger {
    /// Appends a transaction; see ``append(_:all:at:in:)``.
    @discardableResult
    public static func append(
        _ scope: Scope,
        _ draft: TransactionDraft,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> LedgerTransaction {
        let written = try await append(scope, all: [draft], at: now, in: tx)
        guard let transaction = written.first else { throw LedgerRejection.tooFewPostings }
        return transaction
    }

    /// Appends transactions to the chain and answers them as they stand in the books, in the order given.
    ///
    /// The end of the chain stays locked until the caller's transaction ends, so appends of one operator come one after
    /// the other: post last. A draft whose key is known is not written again: with the same content the transaction of
    /// then is the answer.
    ///
    /// - Throws: ``LedgerRejection``; nothing of the call is then written. `PostgresFault`.
    public static func append(
        _ scope: Scope,
        all drafts: [TransactionDraft],
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [LedgerTransaction] {
        let operatorID = try books(of: scope)
        for draft in drafts { try draft.check(for: operatorID) }
        if drafts.isEmpty { return [] }
        let keys = Set(drafts.map(\.idempotencyKey)).sorted()
        // Locked first: what the second one does not see can then not be written by anybody else.
        let (heads, stored) = try await tx.together(
            LockHead(operatorID: operatorID),
            PostingsByKey(operatorID: operatorID, keys: keys)
        )
        guard let head = heads.first else { throw LedgerRejection.noOperator }
        var chain = ChainWriter(operatorID: operatorID, head: head, recordedAt: now)
        chain.know(try PostingRow.transactions(stored))
        let answers = try drafts.map { try chain.write($0) }
        if !chain.written.isEmpty {
            try await tx.runLater(WriteTransactions(operatorID: operatorID, transactions: chain.written))
        }
        return answers
    }

    /// Undoes a transaction by a new one with all sides swapped, true on a day, under an idempotency key of its own.
    ///
    /// A transaction can be undone once: whoever comes second with another key gets
    /// ``LedgerRejection/alreadyReversed(sequence:)``. Throws ``LedgerRejection`` and `PostgresFault`.
    @discardableResult
    public static func reverse(
        _ scope: Scope,
        sequence: Int64,
        as key: String,
        on day: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> LedgerTransaction {
        let operatorID = try books(of: scope)
        // Locked first: whether it was undone already can then no longer change.
        _ = try await tx.one(LockHead(operatorID: operatorID))
        let original = try await transaction(sequence, of: operatorID, in: tx)
        guard let original else { throw LedgerRejection.transactionUnknown(sequence: sequence) }
        guard original.reverses == nil else { throw LedgerRejection.isReversal(sequence: sequence) }
        let earlier = try await tx.first(KeyOfReversal(operatorID: operatorID, sequence: sequence))
        guard earlier == nil || earlier == key else { throw LedgerRejection.alreadyReversed(sequence: sequence) }
        return try await append(scope, reversal(of: original, as: key, on: day), at: now, in: tx)
    }

    private static func reversal(
        of original: LedgerTransaction,
        as key: String,
        on day: LocalDate
    ) -> TransactionDraft {
        TransactionDraft(
            idempotencyKey: key,
            kind: "reversal",
            description: "Reversal of transaction \(original.sequence): \(original.content.description)",
            effectiveOn: day,
            postings: original.content.postings.map { Posting($0.account, $0.side.opposite, $0.amount) },
            reverses: original.sequence
        )
    }

    private static func transaction(
        _ sequence: Int64,
        of operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> LedgerTransaction? {
        let rows = try await tx.all(PostingsInRange(operatorID: operatorID, after: sequence - 1, through: sequence))
        return try PostingRow.transactions(rows).first
    }
}

/// Continues a chain in memory.
private struct ChainWriter {
    let operatorID: OperatorID
    var head: ChainHead
    let recordedAt: Timestamp
    private(set) var written: [LedgerTransaction] = []
    private var byKey: [String: LedgerTransaction] = [:]

    init(operatorID: OperatorID, head: ChainHead, recordedAt: Timestamp) {
        self.operatorID = operatorID
        self.head = head
        self.recordedAt = recordedAt
    }

    /// Remembers what is in the books already.
    mutating func know(_ transactions: [LedgerTransaction]) {
        for transaction in transactions { byKey[transaction.content.idempotencyKey] = transaction }
    }

    /// The transaction of the draft: the one in the books under its key, or the next of the chain.
    mutating func write(_ draft: TransactionDraft) throws(LedgerRejection) -> LedgerTransaction {
        if let known = byKey[draft.idempotencyKey] {
            guard known.content == draft else { throw .keyReused }
            return known
        }
        let transaction = LedgerTransaction(
            operatorID: operatorID,
            sequence: head.sequence + 1,
            recordedAt: recordedAt,
            content: draft,
            previousHash: head.hash,
            hash: TransactionForm.hash(
                of: draft,
                operatorID: operatorID,
                sequence: head.sequence + 1,
                recordedAt: recordedAt,
                after: head.hash
            )
        )
        head = ChainHead(sequence: transaction.sequence, hash: transaction.hash)
        byKey[draft.idempotencyKey] = transaction
        written.append(transaction)
        return transaction
    }
}
