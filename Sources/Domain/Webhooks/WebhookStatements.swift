import Postgres
import Values

extension WebhookState: PostgresValue {}

/// Has changes of an operator's endpoints wait for each other, until the transaction ends.
struct LockWebhooks: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.webhooks', $1))::text"
    static let sample = LockWebhooks(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// The number of an endpoint that is not there yet: its secret is sealed for it.
struct NextWebhookID: Statement {
    static let sql = "SELECT nextval(pg_get_serial_sequence('webhook_endpoints', 'id'))"
    static let sample = NextWebhookID()
    static func decode(_ row: inout RowReader) throws -> WebhookEndpointID { try row.next() }
}

/// Endpoints with what waits and what was given up, the newest first; one, or all.
struct ListWebhooks: Statement {
    static let sql = """
        SELECT e.id, e.name, e.url, array_to_string(e.events, ','), e.created_at, coalesce(u.name, ''), e.rotated_at,
            e.earlier_until, e.disabled_at, e.disabled_reason,
            (SELECT count(*) FROM webhook_deliveries d
                WHERE d.operator_id = $1 AND d.endpoint_id = e.id AND d.state = 'waiting'),
            (SELECT count(*) FROM webhook_deliveries d
                WHERE d.operator_id = $1 AND d.endpoint_id = e.id AND d.state = 'dead')
        FROM webhook_endpoints e LEFT JOIN users u ON u.operator_id = $1 AND u.id = e.created_by
        WHERE e.operator_id = $1 AND ($2::bigint IS NULL OR e.id = $2) ORDER BY e.disabled_at IS NOT NULL, e.id DESC
        """
    static let sample = ListWebhooks(operatorID: OperatorID(1), id: nil)
    let operatorID: OperatorID
    let id: WebhookEndpointID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> WebhookEndpoint {
        WebhookEndpoint(
            id: try row.next(),
            name: try row.next(),
            url: try row.next(),
            kinds: try row.next(String.self).split(separator: ",").map(String.init),
            createdAt: try row.next(),
            createdBy: try row.next(),
            rotatedAt: try row.next(),
            earlierUntil: try row.next(),
            disabledAt: try row.next(),
            disabledReason: try row.next(),
            waiting: try row.next(),
            dead: try row.next()
        )
    }
}

/// Adds an endpoint.
struct InsertWebhook: Statement {
    static let sql = """
        INSERT INTO webhook_endpoints (operator_id, id, name, url, events, secret, created_at, created_by)
        VALUES ($1, $2, $3, $4, string_to_array($5, ','), $6, $7, $8)
        """
    static let sample = InsertWebhook(
        operatorID: OperatorID(1),
        id: WebhookEndpointID(1),
        name: "",
        url: "",
        kinds: [],
        secret: [],
        at: Timestamp(seconds: 0),
        by: nil
    )
    let operatorID: OperatorID
    let id: WebhookEndpointID
    let name: String
    let url: String
    let kinds: [String]
    let secret: [UInt8]
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(name)
        values.append(url)
        values.append(kinds.joined(separator: ","))
        values.append(secret)
        values.append(at)
        values.append(by)
    }
}

/// Changes what an endpoint is called, wants, and whether it is on.
struct ChangeWebhook: Statement {
    static let sql = """
        UPDATE webhook_endpoints SET name = $3, events = string_to_array($4, ','),
            disabled_at = CASE WHEN NOT $5 THEN NULL ELSE coalesce(disabled_at, $6) END, disabled_reason = ''
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = ChangeWebhook(
        operatorID: OperatorID(1),
        id: WebhookEndpointID(1),
        name: "",
        kinds: [],
        isDisabled: false,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let id: WebhookEndpointID
    let name: String
    let kinds: [String]
    let isDisabled: Bool
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(name)
        values.append(kinds.joined(separator: ","))
        values.append(isDisabled)
        values.append(at)
    }
}

/// Turns an endpoint off that is gone.
struct EndWebhook: Statement {
    static let sql = """
        UPDATE webhook_endpoints SET disabled_at = $3, disabled_reason = $4
        WHERE operator_id = $1 AND id = $2 AND disabled_at IS NULL
        """
    static let sample = EndWebhook(
        operatorID: OperatorID(1),
        id: WebhookEndpointID(1),
        at: Timestamp(seconds: 0),
        reason: ""
    )
    let operatorID: OperatorID
    let id: WebhookEndpointID
    let at: Timestamp
    let reason: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
        values.append(reason)
    }
}

/// Gives an endpoint a new secret; the one before signs, too, for a while.
struct RotateWebhook: Statement {
    static let sql = """
        UPDATE webhook_endpoints SET secret = $3, rotated_at = $4, earlier_until = $5,
            earlier_secret = CASE WHEN $5::timestamptz IS NOT NULL THEN secret END
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = RotateWebhook(
        operatorID: OperatorID(1),
        id: WebhookEndpointID(1),
        secret: [],
        at: Timestamp(seconds: 0),
        earlierUntil: nil
    )
    let operatorID: OperatorID
    let id: WebhookEndpointID
    let secret: [UInt8]
    let at: Timestamp
    let earlierUntil: Timestamp?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(secret)
        values.append(at)
        values.append(earlierUntil)
    }
}

/// Writes an event for one endpoint, whatever it wants.
struct InsertTestWebhook: Statement {
    static let sql = """
        WITH made AS (
            INSERT INTO webhook_events (operator_id, kind, body, recorded_at) VALUES ($1, $3, $4, $5) RETURNING id
        )
        INSERT INTO webhook_deliveries (operator_id, endpoint_id, event_id, next_attempt_at)
        SELECT $1, $2, made.id, $5 FROM made RETURNING id
        """
    static let sample = InsertTestWebhook(
        operatorID: OperatorID(1),
        endpoint: WebhookEndpointID(1),
        kind: "",
        body: "",
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let endpoint: WebhookEndpointID
    let kind: String
    let body: String
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(endpoint)
        values.append(kind)
        values.append(body)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> WebhookDeliveryID { try row.next() }
}

/// Has a delivery attempted again from the beginning.
struct ReplayWebhook: Statement {
    static let sql = """
        UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, next_attempt_at = $3, finished_at = NULL
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = ReplayWebhook(operatorID: OperatorID(1), id: WebhookDeliveryID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: WebhookDeliveryID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// Has all deliveries of an endpoint that were given up attempted again.
struct ReplayDeadWebhooks: Statement {
    static let sql = """
        UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, next_attempt_at = $3, finished_at = NULL
        WHERE operator_id = $1 AND endpoint_id = $2 AND state = 'dead'
        """
    static let sample = ReplayDeadWebhooks(
        operatorID: OperatorID(1),
        endpoint: WebhookEndpointID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let endpoint: WebhookEndpointID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(endpoint)
        values.append(at)
    }
}

/// Deliveries of an endpoint, the newest first, of a state and a kind or of all; or one delivery.
struct ListWebhookDeliveries: Statement {
    static let sql = """
        SELECT d.id, d.endpoint_id, d.event_id, v.kind, d.state, d.attempts::bigint, d.next_attempt_at, d.finished_at,
            v.recorded_at, a.status::bigint, coalesce(a.error, '')
        FROM webhook_deliveries d
        JOIN webhook_events v ON v.operator_id = $1 AND v.id = d.event_id
        LEFT JOIN LATERAL (SELECT x.status, x.error FROM webhook_attempts x
            WHERE x.operator_id = $1 AND x.delivery_id = d.id ORDER BY x.id DESC LIMIT 1) a ON true
        WHERE d.operator_id = $1 AND ($2::bigint IS NULL OR d.endpoint_id = $2) AND ($3::bigint IS NULL OR d.id = $3)
            AND ($4 = '' OR d.state = $4) AND ($5 = '' OR v.kind = $5) AND ($7::bigint IS NULL OR d.id < $7)
        ORDER BY d.id DESC LIMIT $6
        """
    static let isPlannedAnew = true
    static let sample = ListWebhookDeliveries(
        operatorID: OperatorID(1),
        endpoint: nil,
        id: nil,
        state: nil,
        kind: "",
        before: nil,
        limit: 1
    )
    let operatorID: OperatorID
    let endpoint: WebhookEndpointID?
    let id: WebhookDeliveryID?
    let state: WebhookState?
    let kind: String
    let before: WebhookDeliveryID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(endpoint)
        values.append(id)
        values.append(state?.rawValue ?? "")
        values.append(kind)
        values.append(limit)
        values.append(before)
    }
    static func decode(_ row: inout RowReader) throws -> WebhookDelivery {
        WebhookDelivery(
            id: try row.next(),
            endpoint: try row.next(),
            event: try row.next(),
            kind: try row.next(),
            state: try row.next(),
            attempts: try row.next(),
            nextAttemptAt: try row.next(),
            finishedAt: try row.next(),
            recordedAt: try row.next(),
            lastStatus: try row.next(),
            lastError: try row.next()
        )
    }
}

/// The body of an event.
struct WebhookBody: Statement {
    static let sql = "SELECT body FROM webhook_events WHERE operator_id = $1 AND id = $2"
    static let sample = WebhookBody(operatorID: OperatorID(1), event: WebhookEventID(1))
    let operatorID: OperatorID
    let event: WebhookEventID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(event)
    }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// The attempts of a delivery, the newest first.
struct ListWebhookAttempts: Statement {
    static let sql = """
        SELECT attempted_at, status::bigint, error, milliseconds::bigint FROM webhook_attempts
        WHERE operator_id = $1 AND delivery_id = $2 ORDER BY id DESC LIMIT 100
        """
    static let sample = ListWebhookAttempts(operatorID: OperatorID(1), delivery: WebhookDeliveryID(1))
    let operatorID: OperatorID
    let delivery: WebhookDeliveryID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(delivery)
    }
    static func decode(_ row: inout RowReader) throws -> WebhookAttempt {
        WebhookAttempt(at: try row.next(), status: try row.next(), error: try row.next(), milliseconds: try row.next())
    }
}
