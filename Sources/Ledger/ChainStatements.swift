import Postgres
import Values

/// Takes the end of the chain for itself until the transaction ends; makes it when the books are new.
struct LockHead: Statement {
    static let sql = """
        INSERT INTO ledger_heads (operator_id, sequence, hash) VALUES ($1, 0, $2)
        ON CONFLICT (operator_id) DO UPDATE SET sequence = ledger_heads.sequence
        RETURNING sequence, hash
        """
    static let sample = LockHead(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(LedgerHash.zero.bytes)
    }

    static func decode(_ row: inout RowReader) throws -> ChainHead {
        ChainHead(sequence: try row.next(), hash: try LedgerHash(&row))
    }
}

/// The noted end of the chain and the highest number written, as of one moment.
struct ReadHead: Statement {
    static let sql = """
        SELECT h.sequence, h.hash, (SELECT max(t.sequence) FROM ledger_transactions t WHERE t.operator_id = $1)
        FROM ledger_heads h WHERE h.operator_id = $1
        """
    static let sample = ReadHead(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> ChainEnd {
        let head = ChainHead(sequence: try row.next(), hash: try LedgerHash(&row))
        return ChainEnd(head: head, lastWritten: try row.next())
    }
}

/// Transactions with their postings, of some keys.
struct PostingsByKey: Statement {
    static let sql = """
        SELECT t.operator_id, t.sequence, t.idempotency_key, t.kind, t.description, t.metadata, t.effective_on,
            t.recorded_at, t.reverses, t.previous_hash, t.hash, p.side, p.amount_minor, p.currency, a.id, a.code,
            a.name, a.kind, a.currency, a.subject
        FROM ledger_transactions t
        LEFT JOIN ledger_postings p ON p.operator_id = t.operator_id AND p.sequence = t.sequence
        LEFT JOIN ledger_accounts a ON a.operator_id = p.operator_id AND a.id = p.account_id
        WHERE t.operator_id = $1 AND t.idempotency_key = ANY ($2)
        ORDER BY t.sequence, p.ordinal
        """
    static let sample = PostingsByKey(operatorID: OperatorID(1), keys: [])
    let operatorID: OperatorID
    let keys: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(keys)
    }

    static func decode(_ row: inout RowReader) throws -> PostingRow { try PostingRow(&row) }
}

/// Transactions with their postings, of a stretch of the chain.
struct PostingsInRange: Statement {
    static let sql = """
        SELECT t.operator_id, t.sequence, t.idempotency_key, t.kind, t.description, t.metadata, t.effective_on,
            t.recorded_at, t.reverses, t.previous_hash, t.hash, p.side, p.amount_minor, p.currency, a.id, a.code,
            a.name, a.kind, a.currency, a.subject
        FROM ledger_transactions t
        LEFT JOIN ledger_postings p ON p.operator_id = t.operator_id AND p.sequence = t.sequence
        LEFT JOIN ledger_accounts a ON a.operator_id = p.operator_id AND a.id = p.account_id
        WHERE t.operator_id = $1 AND t.sequence > $2 AND t.sequence <= $3
        ORDER BY t.sequence, p.ordinal
        """
    static let sample = PostingsInRange(operatorID: OperatorID(1), after: 0, through: 1)
    let operatorID: OperatorID
    let after: Int64
    let through: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(after)
        values.append(through)
    }

    static func decode(_ row: inout RowReader) throws -> PostingRow { try PostingRow(&row) }
}

/// The key of the transaction that undid another one.
struct KeyOfReversal: Statement {
    static let sql = "SELECT idempotency_key FROM ledger_transactions WHERE operator_id = $1 AND reverses = $2"
    static let sample = KeyOfReversal(operatorID: OperatorID(1), sequence: 1)
    let operatorID: OperatorID
    let sequence: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sequence)
    }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// Writes transactions with their postings and moves the end of the chain, in one round trip.
struct WriteTransactions: Statement {
    static let sql = """
        WITH written AS (
            INSERT INTO ledger_transactions (operator_id, sequence, idempotency_key, kind, description, effective_on,
                recorded_at, reverses, previous_hash, hash, metadata)
            SELECT $1, t.sequence, t.key, t.kind, t.description, t.effective_on, t.recorded_at, t.reverses,
                t.previous_hash, t.hash, t.metadata
            FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::date[], $7::timestamptz[], $8::bigint[],
                $9::bytea[], $10::bytea[], $19::text[])
                AS t (sequence, key, kind, description, effective_on, recorded_at, reverses, previous_hash, hash,
                    metadata)
        ), posted AS (
            INSERT INTO ledger_postings (operator_id, sequence, ordinal, account_id, side, amount_minor, currency)
            SELECT $1, p.sequence, p.ordinal, p.account_id, p.side, p.amount_minor, p.currency
            FROM unnest($11::bigint[], $12::bigint[], $13::bigint[], $14::text[], $15::bigint[], $16::text[])
                AS p (sequence, ordinal, account_id, side, amount_minor, currency)
        )
        UPDATE ledger_heads SET sequence = $17, hash = $18 WHERE operator_id = $1
        """
    static let sample = WriteTransactions(operatorID: OperatorID(1), transactions: [])
    let operatorID: OperatorID
    let transactions: [LedgerTransaction]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(transactions.map(\.sequence))
        values.append(transactions.map(\.content.idempotencyKey))
        values.append(transactions.map(\.content.kind))
        values.append(transactions.map(\.content.description))
        values.append(transactions.map(\.content.effectiveOn))
        values.append(transactions.map(\.recordedAt))
        values.append(transactions.map(\.content.reverses))
        values.append(transactions.map(\.previousHash.bytes))
        values.append(transactions.map(\.hash.bytes))
        bindPostings(to: &values)
        values.append(transactions.last?.sequence ?? 0)
        values.append(transactions.last?.hash.bytes ?? LedgerHash.zero.bytes)
        values.append(transactions.map(\.content.metadata))
    }

    private func bindPostings(to values: inout Bindings) {
        let postings = transactions.flatMap { transaction in
            transaction.content.postings.enumerated().map { (transaction.sequence, Int64($0 + 1), $1) }
        }
        values.append(postings.map(\.0))
        values.append(postings.map(\.1))
        values.append(postings.map(\.2.account.id))
        values.append(postings.map(\.2.side.rawValue))
        values.append(postings.map(\.2.amount.minor))
        values.append(postings.map(\.2.amount.currency.code))
    }
}
