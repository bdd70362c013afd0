public import Postgres
public import Values

/// What is wrong with a chain, and where it begins.
public struct ChainFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, CaseIterable, Sendable {
        /// A number of the chain has no transaction.
        case missing
        /// The transaction does not follow the one before it.
        case doesNotFollow = "does_not_follow"
        /// The content is not what was hashed.
        case contentChanged = "content_changed"
        /// Debits and credits of a currency differ.
        case unbalanced
        /// The end of the chain is not what was noted when the last transaction was written.
        case endDiffers = "end_differs"
    }

    /// What is wrong.
    public let reason: Reason
    /// The first transaction with which it is wrong.
    public let sequence: Int64

    /// A fault at a place.
    public init(reason: Reason, sequence: Int64) {
        self.reason = reason
        self.sequence = sequence
    }

    /// Reason and place for a log or a person.
    public var description: String { "ledger.chain.\(reason.rawValue) (transaction \(sequence))" }
}

/// What checking a chain found.
public struct ChainReport: Hashable, Sendable {
    /// How many transactions were checked.
    public let checked: Int64
    /// The first fault; `nil` for a sound chain.
    public let fault: ChainFault?

    /// What was found.
    public init(checked: Int64, fault: ChainFault?) {
        self.checked = checked
        self.fault = fault
    }
}

extension Ledger {
    /// Recomputes every hash of the chain, in order, some hundred transactions at a time.
    ///
    /// Transactions that are appended meanwhile are not looked at. Works at any length in the same memory.
    public static func checkChain(_ scope: Scope, in tx: Transaction) async throws -> ChainReport {
        let operatorID = try books(of: scope)
        guard let end = try await tx.first(ReadHead(operatorID: operatorID)) else {
            return ChainReport(checked: 0, fault: nil)
        }
        var check = ChainCheck()
        while check.sequence < end.head.sequence {
            let through = min(check.sequence + LedgerLimits.transactionsPerRead, end.head.sequence)
            let range = PostingsInRange(operatorID: operatorID, after: check.sequence, through: through)
            let found = try PostingRow.transactions(try await tx.all(range))
            if let fault = check.take(found, through: through) {
                return ChainReport(checked: check.sequence, fault: fault)
            }
        }
        return ChainReport(checked: check.sequence, fault: check.endFault(end))
    }
}

/// Follows a chain from its beginning.
struct ChainCheck {
    private(set) var sequence: Int64 = 0
    private var hash = LedgerHash.zero

    /// Takes the next stretch; the first fault in it, if any.
    mutating func take(_ transactions: [LedgerTransaction], through last: Int64) -> ChainFault? {
        for transaction in transactions {
            if let reason = fault(of: transaction) {
                let isGap = reason == .missing
                return ChainFault(reason: reason, sequence: isGap ? sequence + 1 : transaction.sequence)
            }
            sequence = transaction.sequence
            hash = transaction.hash
        }
        return sequence == last ? nil : ChainFault(reason: .missing, sequence: sequence + 1)
    }

    private func fault(of transaction: LedgerTransaction) -> ChainFault.Reason? {
        if transaction.sequence != sequence + 1 { return .missing }
        if transaction.previousHash != hash { return .doesNotFollow }
        if transaction.expectedHash != transaction.hash { return .contentChanged }
        return TransactionDraft.unbalancedCurrency(transaction.content.postings) == nil ? nil : .unbalanced
    }

    /// Compares with what was noted about the end.
    func endFault(_ end: ChainEnd) -> ChainFault? {
        if end.head.hash != hash { return ChainFault(reason: .endDiffers, sequence: end.head.sequence) }
        guard let last = end.lastWritten, last > end.head.sequence else { return nil }
        return ChainFault(reason: .endDiffers, sequence: end.head.sequence + 1)
    }
}
