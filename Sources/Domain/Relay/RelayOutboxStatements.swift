import Postgres
import Values

extension RelayOutbox.Decision: PostgresValue {}

/// The next block of numbers for transactions that begin while a back-office is away.
struct NextProvisionalBlock: Statement {
    static let sql = "SELECT nextval('provisional_transaction_blocks')"
    static let sample = NextProvisionalBlock()

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// The bytes of one frame.
struct PayloadOfFrame: Statement {
    static let sql = """
        SELECT payload FROM ocpp_frames
        WHERE operator_id = $1 AND charge_point_id = $2 AND received_at = $3 AND node_id = $4 AND sequence = $5
        """
    static let sample = PayloadOfFrame(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        reference: FrameReference(nodeID: 1, sequence: 1, receivedAt: Timestamp(seconds: 0))
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let reference: FrameReference

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(reference.receivedAt)
        values.append(reference.nodeID)
        values.append(reference.sequence)
    }

    static func decode(_ row: inout RowReader) throws -> [UInt8] { try row.next() }
}

/// What gateways must know of all charge points, or one: open messages, lately done ones, and the numbers of starts.
struct LoadOutbox: Statement {
    static let sql = """
        SELECT o.operator_id, o.charge_point_id, o.upstream_id, o.node_id, o.sequence, o.received_at, o.action,
            o.subject, o.transaction_id, o.upstream_transaction_id, o.round::bigint, o.attempts::bigint, o.state,
            o.reason, f.payload
        FROM relay_outbox o
        JOIN ocpp_frames f ON f.operator_id = o.operator_id AND f.charge_point_id = o.charge_point_id
            AND f.received_at = o.received_at AND f.node_id = o.node_id AND f.sequence = o.sequence
        WHERE ($1::bigint[] IS NULL OR o.charge_point_id = ANY ($1))
            AND (o.state IN ('pending', 'sent', 'parked') OR o.changed_at >= $2
                OR o.action = 'StartTransaction' AND o.changed_at >= $3)
        ORDER BY o.received_at, o.node_id, o.sequence
        """
    static let sample = LoadOutbox(
        chargePoints: nil,
        doneSince: Timestamp(seconds: 0),
        startedSince: Timestamp(seconds: 0)
    )
    let chargePoints: [ChargePointID]?
    let doneSince: Timestamp
    let startedSince: Timestamp

    func bind(to values: inout Bindings) {
        values.append(chargePoints?.map(\.rawValue))
        values.append(doneSince)
        values.append(startedSince)
    }

    static func decode(_ row: inout RowReader) throws -> OutboxMessage {
        OutboxMessage(
            operatorID: try row.next(),
            chargePointID: try row.next(),
            upstreamID: try row.next(),
            name: OutboxName(nodeID: try row.next(), sequence: try row.next()),
            receivedAt: try row.next(),
            action: try row.next(),
            subject: try row.next(),
            transactionID: try row.next(),
            upstreamTransactionID: try row.next(),
            round: try row.next(),
            attempts: try row.next(),
            state: try row.next(),
            reason: try row.next(),
            payload: try row.next()
        )
    }
}

/// A charge point's messages; what was sent for the last time and not answered for a while counts as parked.
struct ListOutbox: Statement {
    static let sql = """
        SELECT o.node_id, o.sequence, o.received_at, o.action, o.transaction_id, o.upstream_transaction_id,
            o.attempts::bigint, o.state, o.reason, o.changed_at, o.name
        FROM (
            SELECT r.node_id, r.sequence, r.received_at, r.action, r.transaction_id, r.upstream_transaction_id,
                r.attempts, u.name, r.changed_at,
                CASE WHEN r.state = 'sent' AND r.attempts >= 2 AND r.changed_at < $3 THEN 'parked' ELSE r.state END
                    AS state,
                CASE WHEN r.state = 'sent' AND r.attempts >= 2 AND r.changed_at < $3 THEN 'no_answer' ELSE r.reason END
                    AS reason
            FROM relay_outbox r
            JOIN upstreams u ON u.operator_id = r.operator_id AND u.id = r.upstream_id
            WHERE r.operator_id = $1 AND r.charge_point_id = $2
        ) AS o
        ORDER BY o.state = 'parked' DESC, o.received_at DESC, o.node_id DESC, o.sequence DESC
        LIMIT $4
        """
    static let sample = ListOutbox(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        unansweredBefore: Timestamp(seconds: 0),
        limit: 1
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let unansweredBefore: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(unansweredBefore)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> OutboxLine {
        OutboxLine(
            name: OutboxName(nodeID: try row.next(), sequence: try row.next()),
            receivedAt: try row.next(),
            action: try row.next(),
            transactionID: try row.next(),
            upstreamTransactionID: try row.next(),
            attempts: try row.next(),
            state: try row.next(),
            reason: try row.next(),
            changedAt: try row.next(),
            upstream: try row.next()
        )
    }
}

/// A charge point's outbox in numbers.
struct SummariseOutbox: Statement {
    static let sql = """
        SELECT count(*) FILTER (WHERE state IN ('pending', 'sent') AND NOT is_unanswered),
            min(received_at) FILTER (WHERE state IN ('pending', 'sent') AND NOT is_unanswered),
            count(*) FILTER (WHERE state = 'acked'),
            max(changed_at) FILTER (WHERE state = 'acked'),
            count(*) FILTER (WHERE state = 'parked' OR is_unanswered)
        FROM (
            SELECT state, received_at, changed_at, state = 'sent' AND attempts >= 2 AND changed_at < $3 AS is_unanswered
            FROM relay_outbox WHERE operator_id = $1 AND charge_point_id = $2
        ) AS told
        """
    static let sample = SummariseOutbox(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        unansweredBefore: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let unansweredBefore: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(unansweredBefore)
    }

    static func decode(_ row: inout RowReader) throws -> OutboxSummary {
        OutboxSummary(
            waiting: try row.next(),
            waitingSince: try row.next(),
            acked: try row.next(),
            lastAckedAt: try row.next(),
            parked: try row.next()
        )
    }
}

/// Has a parked message tried again, or gives it up, and with a start what waits for it.
struct DecideOutbox: Statement {
    static let sql = """
        WITH parked AS (
            SELECT node_id, sequence, transaction_id, action, upstream_id FROM relay_outbox
            WHERE operator_id = $1 AND charge_point_id = $2 AND node_id = $3 AND sequence = $4
                AND (state = 'parked' OR state = 'sent' AND attempts >= 2 AND changed_at < $7
                    OR state = 'pending' AND $5 = 'give_up')
            FOR UPDATE
        )
        UPDATE relay_outbox o SET
            state = CASE WHEN $5 = 'retry' THEN 'pending' ELSE 'given_up' END,
            round = CASE WHEN $5 = 'retry' THEN o.round + 1 ELSE o.round END,
            attempts = CASE WHEN $5 = 'retry' THEN 0 ELSE o.attempts END,
            reason = '', changed_at = $6
        FROM parked
        WHERE o.operator_id = $1 AND o.charge_point_id = $2
            AND (o.node_id = parked.node_id AND o.sequence = parked.sequence
                OR $5 = 'give_up' AND parked.action = 'StartTransaction' AND o.transaction_id = parked.transaction_id
                    AND o.upstream_id = parked.upstream_id AND o.state IN ('pending', 'parked'))
        RETURNING o.node_id, o.sequence
        """
    static let sample = DecideOutbox(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        message: OutboxName(nodeID: 1, sequence: 1),
        decision: .retry,
        at: Timestamp(seconds: 0),
        unansweredBefore: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let message: OutboxName
    let decision: RelayOutbox.Decision
    let at: Timestamp
    let unansweredBefore: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(message.nodeID)
        values.append(message.sequence)
        values.append(decision)
        values.append(at)
        values.append(unansweredBefore)
    }

    static func decode(_ row: inout RowReader) throws -> OutboxName {
        OutboxName(nodeID: try row.next(), sequence: try row.next())
    }
}

/// Keeps what a person decided.
struct InsertOutboxDecision: Statement {
    static let sql = """
        INSERT INTO relay_outbox_decisions (operator_id, charge_point_id, node_id, sequence, decision, decided_by)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let sample = InsertOutboxDecision(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        message: OutboxName(nodeID: 1, sequence: 1),
        decision: .retry,
        user: nil
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let message: OutboxName
    let decision: RelayOutbox.Decision
    let user: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(message.nodeID)
        values.append(message.sequence)
        values.append(decision)
        values.append(user)
    }
}
