import Postgres
import Values

/// Takes deliveries that are due, some of each endpoint, and hides them from other senders for a while.
struct ClaimWebhooks: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let id: WebhookDeliveryID
        let attempts: Int
        let endpoint: WebhookEndpointID
        let url: String
        let secret: [UInt8]
        let earlierSecret: [UInt8]?
        let earlierUntil: Timestamp?
        let event: WebhookEventID
        let body: String
    }

    static let sql = """
        UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = $2
        FROM (SELECT r.operator_id, r.id FROM (
                SELECT w.operator_id, w.id, w.next_attempt_at,
                    row_number() OVER (PARTITION BY w.operator_id, w.endpoint_id ORDER BY w.next_attempt_at, w.id) AS place
                FROM webhook_deliveries w
                JOIN webhook_endpoints o ON o.operator_id = w.operator_id AND o.id = w.endpoint_id
                    AND o.disabled_at IS NULL
                WHERE w.state = 'waiting' AND w.next_attempt_at <= $1) r
            WHERE r.place <= $4 ORDER BY r.next_attempt_at, r.id LIMIT $3) p,
            webhook_endpoints e, webhook_events v
        WHERE d.operator_id = p.operator_id AND d.id = p.id AND d.state = 'waiting' AND d.next_attempt_at <= $1
            AND e.operator_id = d.operator_id AND e.id = d.endpoint_id
            AND v.operator_id = d.operator_id AND v.id = d.event_id
        RETURNING d.operator_id, d.id, d.attempts::bigint, e.id, e.url, e.secret, e.earlier_secret, e.earlier_until, v.id,
            v.body
        """
    static let sample = ClaimWebhooks(
        now: Timestamp(seconds: 0),
        until: Timestamp(seconds: 0),
        limit: 1,
        perEndpoint: 1
    )
    let now: Timestamp
    let until: Timestamp
    let limit: Int
    let perEndpoint: Int

    func bind(to values: inout Bindings) {
        values.append(now)
        values.append(until)
        values.append(limit)
        values.append(perEndpoint)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            operatorID: try row.next(),
            id: try row.next(),
            attempts: try row.next(),
            endpoint: try row.next(),
            url: try row.next(),
            secret: try row.next(),
            earlierSecret: try row.next(),
            earlierUntil: try row.next(),
            event: try row.next(),
            body: try row.next()
        )
    }
}

/// Says where a delivery stands after an attempt.
struct MarkWebhook: Statement {
    static let sql = """
        UPDATE webhook_deliveries SET state = $3, next_attempt_at = $4, finished_at = $5
        WHERE operator_id = $1 AND id = $2 AND state = 'waiting'
        """
    static let sample = MarkWebhook(
        operatorID: OperatorID(1),
        id: WebhookDeliveryID(1),
        state: .waiting,
        nextAttemptAt: Timestamp(seconds: 0),
        finishedAt: nil
    )
    let operatorID: OperatorID
    let id: WebhookDeliveryID
    let state: WebhookState
    let nextAttemptAt: Timestamp
    let finishedAt: Timestamp?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(state)
        values.append(nextAttemptAt)
        values.append(finishedAt)
    }
}

/// Writes down an attempt.
struct InsertWebhookAttempt: Statement {
    static let sql = """
        INSERT INTO webhook_attempts (operator_id, delivery_id, attempted_at, status, error, milliseconds)
        VALUES ($1, $2, $3, $4::bigint, $5, $6::bigint)
        """
    static let sample = InsertWebhookAttempt(
        operatorID: OperatorID(1),
        delivery: WebhookDeliveryID(1),
        at: Timestamp(seconds: 0),
        answer: WebhookAnswer(status: 0, error: "", milliseconds: 0)
    )
    let operatorID: OperatorID
    let delivery: WebhookDeliveryID
    let at: Timestamp
    let answer: WebhookAnswer

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(delivery)
        values.append(at)
        values.append(answer.status)
        values.append(answer.error)
        values.append(answer.milliseconds)
    }
}

/// Forgets events that are older and wait for nobody.
struct ForgetWebhooks: Statement {
    static let sql = """
        DELETE FROM webhook_events v WHERE v.recorded_at < $1
            AND NOT EXISTS (SELECT FROM webhook_deliveries d
                WHERE d.operator_id = v.operator_id AND d.event_id = v.id AND d.state = 'waiting')
        """
    static let sample = ForgetWebhooks(before: Timestamp(seconds: 0))
    let before: Timestamp

    func bind(to values: inout Bindings) { values.append(before) }
}
