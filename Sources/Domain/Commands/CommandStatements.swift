import Postgres
import Values

extension Command {
    init(_ row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            operatorID: try row.next(),
            chargePointID: try row.next(),
            request: CommandRequest(action: try row.next(), payload: try row.next()),
            requestedBy: try row.next(),
            requestedAt: try row.next(),
            expiresAt: try row.next(),
            state: try row.next(),
            sentAt: try row.next(),
            answeredAt: try row.next(),
            answer: try row.next()
        )
    }
}

/// Queues a command.
struct InsertCommand: Statement {
    static let sql = """
        INSERT INTO commands (operator_id, charge_point_id, action, payload, requested_by, requested_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        RETURNING id
        """
    static let sample = InsertCommand(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        request: CommandRequest(action: "", payload: .null),
        userID: nil,
        at: Timestamp(seconds: 0),
        expiresAt: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let request: CommandRequest
    let userID: UserID?
    let at: Timestamp
    let expiresAt: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(request.action)
        values.append(request.payload)
        values.append(userID)
        values.append(at)
        values.append(expiresAt)
    }
    static func decode(_ row: inout RowReader) throws -> CommandID { try row.next() }
}

/// How many commands of a charge point wait to be sent or answered.
struct CountWaitingCommands: Statement {
    static let sql = """
        SELECT count(*) FROM commands
        WHERE operator_id = $1 AND charge_point_id = $2 AND state IN ('queued', 'sent')
        """
    static let sample = CountWaitingCommands(operatorID: OperatorID(1), chargePointID: ChargePointID(1))
    let operatorID: OperatorID
    let chargePointID: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
    }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// The latest commands of a charge point, newest first.
struct ListCommands: Statement {
    static let sql = """
        SELECT c.id, c.operator_id, c.charge_point_id, c.action, c.payload, coalesce(u.name, ''), c.requested_at,
            c.expires_at, c.state, c.sent_at, c.answered_at, c.answer
        FROM commands c LEFT JOIN users u ON u.operator_id = c.operator_id AND u.id = c.requested_by
        WHERE c.operator_id = $1 AND c.charge_point_id = $2
        ORDER BY c.id DESC LIMIT $3
        """
    static let sample = ListCommands(operatorID: OperatorID(1), chargePointID: ChargePointID(1), limit: 1)
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Command { try Command(&row) }
}

/// Takes the oldest queued command of each charge point that a gateway holds and that owes no answer; each goes to
/// one gateway only.
///
/// Source: OCPP-J 1.6 §4.1.1: one call at a time.
struct ClaimCommands: Statement {
    static let sql = """
        WITH claimed AS (
            UPDATE commands SET state = 'sent', sent_at = $2
            WHERE (operator_id, id) IN (
                SELECT q.operator_id, q.id FROM commands q
                WHERE q.state = 'queued' AND q.charge_point_id = ANY ($1) AND q.expires_at > $2
                    AND NOT EXISTS (
                        SELECT 1 FROM commands o
                        WHERE o.operator_id = q.operator_id AND o.charge_point_id = q.charge_point_id
                            AND (o.state = 'sent'
                            OR (o.state = 'queued' AND o.id < q.id AND o.expires_at > $2)))
                ORDER BY q.id LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING id, operator_id, charge_point_id, action, payload, requested_by, requested_at, expires_at, state,
                sent_at, answered_at, answer)
        SELECT c.id, c.operator_id, c.charge_point_id, c.action, c.payload, coalesce(u.name, ''), c.requested_at,
            c.expires_at, c.state, c.sent_at, c.answered_at, c.answer
        FROM claimed c LEFT JOIN users u ON u.operator_id = c.operator_id AND u.id = c.requested_by
        ORDER BY c.id
        """
    static let sample = ClaimCommands(chargePoints: [], at: Timestamp(seconds: 0), limit: 1)
    let chargePoints: [ChargePointID]
    let at: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(chargePoints)
        values.append(at)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Command { try Command(&row) }
}

/// Notes what became of a command; a final state stays.
struct AnswerCommand: Statement {
    struct Row: Sendable {
        let chargePointID: ChargePointID
        let request: CommandRequest
    }

    static let sql = """
        UPDATE commands SET state = $3, answer = $4, answered_at = $5
        WHERE operator_id = $1 AND id = $2 AND state IN ('queued', 'sent')
        RETURNING charge_point_id, action, payload
        """
    static let sample = AnswerCommand(answer: .sample)
    let answer: CommandAnswer

    func bind(to values: inout Bindings) {
        values.append(answer.operatorID)
        values.append(answer.id)
        values.append(answer.state)
        values.append(answer.answer.storable)
        values.append(answer.at)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            chargePointID: try row.next(),
            request: CommandRequest(action: try row.next(), payload: try row.next())
        )
    }
}

extension CommandAnswer {
    static let sample = CommandAnswer(
        operatorID: OperatorID(1),
        id: CommandID(1),
        state: .answered,
        answer: .null,
        at: Timestamp(seconds: 0)
    )
}

/// Puts a command that never left back in line, if it waits for a reconnect and its time is not over.
struct RequeueCommand: Statement {
    static let sql = """
        UPDATE commands SET state = 'queued', sent_at = NULL
        WHERE operator_id = $1 AND id = $2 AND state = 'sent' AND expires_at > $3
            AND expires_at > requested_at + make_interval(secs => $4::bigint)
        """
    static let sample = RequeueCommand(answer: .sample)
    let answer: CommandAnswer

    func bind(to values: inout Bindings) {
        values.append(answer.operatorID)
        values.append(answer.id)
        values.append(answer.at)
        values.append(Commands.lifetimeSeconds)
    }
}

/// Takes back a command that was not sent yet.
struct WithdrawCommand: Statement {
    static let sql = """
        UPDATE commands SET state = 'failed', answered_at = $4, answer = '{"error": "withdrawn"}'
        WHERE operator_id = $1 AND charge_point_id = $2 AND id = $3 AND state = 'queued'
        """
    static let sample = WithdrawCommand(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        command: CommandID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let command: CommandID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(command)
        values.append(at)
    }
}

/// Gives up the commands of a charge point that were not sent before it went through to another back-office.
struct GiveUpRelayedCommands: Statement {
    static let sql = """
        UPDATE commands SET state = 'failed', answered_at = $3, answer = '{"error": "relayed"}'
        WHERE operator_id = $1 AND charge_point_id = $2 AND state = 'queued'
        """
    static let sample = GiveUpRelayedCommands(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(at)
    }
}

/// Gives up commands that nobody sent or answered in time.
struct ExpireCommands: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let chargePointID: ChargePointID
    }

    static let sql = """
        UPDATE commands SET state = 'expired', answered_at = $1
        WHERE (state = 'queued' AND expires_at < $1) OR (state = 'sent' AND sent_at < $2)
        RETURNING operator_id, charge_point_id
        """
    static let sample = ExpireCommands(now: Timestamp(seconds: 0), sentBefore: Timestamp(seconds: 0))
    let now: Timestamp
    let sentBefore: Timestamp

    func bind(to values: inout Bindings) {
        values.append(now)
        values.append(sentBefore)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), chargePointID: try row.next())
    }
}

/// The latest answered commands of some actions, newest first.
struct ListAnsweredCommands: Statement {
    static let sql = """
        SELECT c.id, c.operator_id, c.charge_point_id, c.action, c.payload, coalesce(u.name, ''), c.requested_at,
            c.expires_at, c.state, c.sent_at, c.answered_at, c.answer
        FROM commands c LEFT JOIN users u ON u.operator_id = c.operator_id AND u.id = c.requested_by
        WHERE c.operator_id = $1 AND c.charge_point_id = $2 AND c.action = ANY ($3) AND c.state = 'answered'
        ORDER BY c.id DESC LIMIT $4
        """
    static let sample = ListAnsweredCommands(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        actions: [],
        limit: 1
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let actions: [String]
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(actions)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Command { try Command(&row) }
}

/// The protocol that a charge point spoke last.
struct FindProtocol: Statement {
    static let sql = "SELECT protocol FROM charge_point_status WHERE operator_id = $1 AND charge_point_id = $2"
    static let sample = FindProtocol(operatorID: OperatorID(1), chargePointID: ChargePointID(1))
    let operatorID: OperatorID
    let chargePointID: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
    }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// A number that no other request has.
struct NextCommandNumber: Statement {
    static let sql = "SELECT nextval('command_numbers')"
    static let sample = NextCommandNumber()

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}
