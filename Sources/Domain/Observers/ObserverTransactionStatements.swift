import Postgres
import Values

/// The columns of a transaction that ``FeedTransaction`` reads.
private let columns = """
    t.node_id, t.sequence, t.received_at, t.transaction_id, t.observer_transaction_id, t.start_sha256, t.state, t.reason,
    t.told, t.skipped, t.refused, t.stop_node_id, coalesce(t.stop_sequence, 0), coalesce(t.stop_received_at, t.received_at),
    t.round, t.again_node_id, coalesce(t.again_sequence, 0), coalesce(t.again_received_at, t.received_at)
    """

extension FeedTransaction {
    fileprivate init(reading row: inout RowReader) throws {
        self.init(
            frame: FrameReference(nodeID: try row.next(), sequence: try row.next(), receivedAt: try row.next()),
            transactionID: try row.next(),
            observerTransactionID: try row.next(),
            startDigest: try row.next(),
            state: try row.next(),
            reason: try row.next(),
            told: try row.next(),
            skipped: try row.next(),
            refused: try row.next(),
            stop: try FeedTransaction.place(&row),
            round: try row.next(),
            again: try FeedTransaction.place(&row)
        )
    }

    private static func place(_ row: inout RowReader) throws -> FrameReference? {
        let node: Int32? = try row.next()
        let (sequence, moment): (Int64, Timestamp) = (try row.next(), try row.next())
        return node.map { FrameReference(nodeID: $0, sequence: sequence, receivedAt: moment) }
    }

    /// The names that ``UpsertObserverTransactions`` reads.
    fileprivate var json: JSON {
        .dictionary([
            "node_id": .integer(frame.nodeID), "sequence": .integer(frame.sequence),
            "received_at": .string(frame.receivedAt.description), "transaction_id": .integer(transactionID),
            "observer_transaction_id": observerTransactionID.map { .integer($0) } ?? .null,
            "start_sha256": .string(Hex.text(startDigest)), "state": .string(state), "reason": .string(reason),
            "told": .integer(told), "skipped": .integer(skipped), "refused": .integer(refused),
            "stop_node_id": stop.map { .integer($0.nodeID) } ?? .null,
            "stop_sequence": stop.map { .integer($0.sequence) } ?? .null,
            "stop_received_at": .text(stop?.receivedAt.description), "round": .integer(round),
            "again_node_id": again.map { .integer($0.nodeID) } ?? .null,
            "again_sequence": again.map { .integer($0.sequence) } ?? .null,
            "again_received_at": .text(again?.receivedAt.description),
        ])
    }
}

/// What must be known of an observer's transactions: those of which the end was not told, and lately ended ones.
struct KnownObserverTransactions: Statement {
    static let sql = """
        SELECT \(columns)
        FROM observer_transactions t
        WHERE t.operator_id = $1 AND t.observer_id = $2
            AND t.changed_at >= CASE WHEN t.state IN ('open', 'untold') THEN $3::timestamptz ELSE $4 END
        """
    static let sample = KnownObserverTransactions(
        operatorID: OperatorID(1),
        id: ObserverID(1),
        openSince: Timestamp(seconds: 0),
        doneSince: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let id: ObserverID
    let openSince: Timestamp
    let doneSince: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(openSince)
        values.append(doneSince)
    }

    static func decode(_ row: inout RowReader) throws -> FeedTransaction { try FeedTransaction(reading: &row) }
}

/// The transactions that people want told again.
struct ObserverTransactionsWanted: Statement {
    static let sql = """
        SELECT \(columns)
        FROM observer_transactions t
        WHERE t.operator_id = $1 AND t.observer_id = $2 AND t.again_node_id IS NOT NULL
        """
    static let sample = ObserverTransactionsWanted(operatorID: OperatorID(1), id: ObserverID(1))
    let operatorID: OperatorID
    let id: ObserverID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> FeedTransaction { try FeedTransaction(reading: &row) }
}

/// Keeps transactions as they are now; what people want told again since stays wanted.
struct UpsertObserverTransactions: Statement {
    static let sql = """
        INSERT INTO observer_transactions AS known (operator_id, observer_id, node_id, sequence, received_at,
            transaction_id, observer_transaction_id, start_sha256, state, reason, told, skipped, refused, stop_node_id,
            stop_sequence, stop_received_at, round, again_node_id, again_sequence, again_received_at)
        SELECT $1, $2, given.node_id, given.sequence, given.received_at, given.transaction_id,
            given.observer_transaction_id, decode(given.start_sha256, 'hex'), given.state, given.reason, given.told,
            given.skipped, given.refused, given.stop_node_id, given.stop_sequence, given.stop_received_at, given.round,
            given.again_node_id, given.again_sequence, given.again_received_at
        FROM jsonb_to_recordset($3) AS given (node_id integer, sequence bigint, received_at timestamptz,
            transaction_id bigint, observer_transaction_id bigint, start_sha256 text, state text, reason text,
            told integer, skipped integer, refused integer, stop_node_id integer, stop_sequence bigint,
            stop_received_at timestamptz, round integer, again_node_id integer, again_sequence bigint,
            again_received_at timestamptz)
        ON CONFLICT ON CONSTRAINT observer_transactions_key DO UPDATE SET
            observer_transaction_id = excluded.observer_transaction_id, start_sha256 = excluded.start_sha256,
            state = excluded.state, reason = excluded.reason, told = excluded.told, skipped = excluded.skipped,
            refused = excluded.refused, stop_node_id = excluded.stop_node_id, stop_sequence = excluded.stop_sequence,
            stop_received_at = excluded.stop_received_at, changed_at = clock_timestamp(),
            again_node_id = CASE WHEN known.round > excluded.round THEN known.again_node_id
                ELSE excluded.again_node_id END,
            again_sequence = CASE WHEN known.round > excluded.round THEN known.again_sequence
                ELSE excluded.again_sequence END,
            again_received_at = CASE WHEN known.round > excluded.round THEN known.again_received_at
                ELSE excluded.again_received_at END
        """
    static let sample = UpsertObserverTransactions(claim: .sample, transactions: [])
    let claim: FeedClaim
    let transactions: [FeedTransaction]

    func bind(to values: inout Bindings) {
        values.append(claim.operatorID)
        values.append(claim.id)
        values.append(JSON.array(transactions.map(\.json)))
    }
}

/// An observer's transactions for people, those of which it was not told everything first, then the newest.
struct ListObserverTransactions: Statement {
    static let sql = """
        SELECT t.node_id, t.sequence, t.received_at, t.transaction_id, t.observer_transaction_id, t.state, t.reason,
            t.told::bigint, t.skipped::bigint, t.refused::bigint, t.again_node_id IS NOT NULL,
            \(RetryObserverTransaction.isPossible), t.changed_at
        FROM observer_transactions t
        WHERE t.operator_id = $1 AND t.observer_id = $2
        ORDER BY \(RetryObserverTransaction.isPossible) DESC, t.received_at DESC, t.node_id DESC, t.sequence DESC
        LIMIT $3
        """
    static let sample = ListObserverTransactions(operatorID: OperatorID(1), id: ObserverID(1), limit: 1)
    let operatorID: OperatorID
    let id: ObserverID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> ObserverTransactionLine {
        ObserverTransactionLine(
            name: OutboxName(nodeID: try row.next(), sequence: try row.next()),
            receivedAt: try row.next(),
            transactionID: try row.next(),
            observerTransactionID: try row.next(),
            state: try row.next(),
            reason: try row.next(),
            told: try row.next(),
            skipped: try row.next(),
            refused: try row.next(),
            isUnderWay: try row.next(),
            mayRetry: try row.next(),
            changedAt: try row.next()
        )
    }
}

/// Has a transaction told again: from its start, or from its stop when the observer knows the start.
struct RetryObserverTransaction: Statement {
    /// Of `t`: a start that is not known cannot be told.
    static let isPossible = """
        (t.again_node_id IS NULL
            AND (t.state = 'untold' AND t.start_sha256 <> '' OR t.state = 'stop_untold' AND t.stop_node_id IS NOT NULL))
        """
    static let sql = """
        UPDATE observer_transactions t SET round = t.round + 1, changed_at = clock_timestamp(),
            again_node_id = CASE WHEN t.state = 'untold' THEN t.node_id ELSE t.stop_node_id END,
            again_sequence = CASE WHEN t.state = 'untold' THEN t.sequence ELSE t.stop_sequence END - 1,
            again_received_at = CASE WHEN t.state = 'untold' THEN t.received_at ELSE t.stop_received_at END
        WHERE t.operator_id = $1 AND t.observer_id = $2 AND t.node_id = $3 AND t.sequence = $4 AND \(isPossible)
        """
    static let sample = RetryObserverTransaction(
        operatorID: OperatorID(1),
        id: ObserverID(1),
        transaction: OutboxName(nodeID: 1, sequence: 1)
    )
    let operatorID: OperatorID
    let id: ObserverID
    let transaction: OutboxName

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(transaction.nodeID)
        values.append(transaction.sequence)
    }
}
