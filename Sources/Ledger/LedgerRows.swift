public import Postgres
import Values

extension AccountKind: PostgresValue {}
extension Side: PostgresValue {}

/// The end of a chain.
struct ChainHead: Hashable, Sendable {
    let sequence: Int64
    let hash: LedgerHash
}

/// The noted end of a chain, and the highest number that is really there, read at one moment.
struct ChainEnd: Sendable {
    let head: ChainHead
    let lastWritten: Int64?
}

extension LedgerHash {
    init(_ row: inout RowReader) throws {
        self.init(bytes: try row.next())
    }
}

extension LedgerAccount {
    /// Reads `operator_id, id, code, name, kind, currency, subject`.
    init(_ row: inout RowReader) throws {
        self.init(
            operatorID: try row.next(),
            id: try row.next(),
            specification: AccountSpecification(
                code: try row.next(),
                name: try row.next(),
                kind: try row.next(),
                currency: try row.next(),
                subject: try row.next()
            )
        )
    }
}

/// A transaction with one of its postings; without one when somebody took them all away.
struct PostingRow: Sendable {
    let operatorID: OperatorID
    let sequence: Int64
    let key: String
    let kind: String
    let description: String
    let metadata: String
    let effectiveOn: LocalDate
    let recordedAt: Timestamp
    let reverses: Int64?
    let previousHash: LedgerHash
    let hash: LedgerHash
    let posting: Posting?

    init(_ row: inout RowReader) throws {
        operatorID = try row.next()
        sequence = try row.next()
        key = try row.next()
        kind = try row.next()
        description = try row.next()
        metadata = try row.next()
        effectiveOn = try row.next()
        recordedAt = try row.next()
        reverses = try row.next()
        previousHash = try LedgerHash(&row)
        hash = try LedgerHash(&row)
        posting = try PostingRow.posting(of: operatorID, &row)
    }

    /// Reads `side, amount_minor, currency` and the account's `id, code, name, kind, currency, subject`.
    private static func posting(of operatorID: OperatorID, _ row: inout RowReader) throws -> Posting? {
        let (side, minor): (Side?, Int64?) = (try row.next(), try row.next())
        let currency: Currency? = try row.next()
        let id: AccountID? = try row.next()
        let (code, name): (String?, String?) = (try row.next(), try row.next())
        let (kind, accountCurrency): (AccountKind?, Currency?) = (try row.next(), try row.next())
        let subject: Int64? = try row.next()
        guard let side, let minor, let currency, let id, let code, let name, let kind, let accountCurrency
        else { return nil }
        let specification = AccountSpecification(
            code: code,
            name: name,
            kind: kind,
            currency: accountCurrency,
            subject: subject
        )
        let account = LedgerAccount(operatorID: operatorID, id: id, specification: specification)
        return Posting(account, side, Money(minor: minor, currency))
    }

    /// Puts rows that are ordered by sequence and ordinal together to transactions.
    static func transactions(_ rows: [PostingRow]) throws -> [LedgerTransaction] {
        var result: [LedgerTransaction] = []
        var start = rows.startIndex
        while start < rows.endIndex {
            let first = rows[start]
            let end = rows[start...].firstIndex { $0.sequence != first.sequence } ?? rows.endIndex
            result.append(first.transaction(rows[start..<end].compactMap(\.posting)))
            start = end
        }
        return result
    }

    private func transaction(_ postings: [Posting]) -> LedgerTransaction {
        LedgerTransaction(
            operatorID: operatorID,
            sequence: sequence,
            recordedAt: recordedAt,
            content: TransactionDraft(
                idempotencyKey: key,
                kind: kind,
                description: description,
                metadata: metadata,
                effectiveOn: effectiveOn,
                postings: postings,
                reverses: reverses
            ),
            previousHash: previousHash,
            hash: hash
        )
    }
}
