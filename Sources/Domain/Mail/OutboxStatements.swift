import Postgres
import Values

/// Stores a mail to be sent.
struct InsertMail: Statement {
    static let sql = """
        INSERT INTO mails (operator_id, recipient, subject, body, created_at, next_attempt_at, sender_name,
            sender_address)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
        """
    static let sample = InsertMail(
        operatorID: OperatorID(1),
        recipient: "",
        subject: "",
        body: "",
        senderName: "",
        senderAddress: "",
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let recipient: String
    let subject: String
    let body: String
    let senderName: String
    let senderAddress: String
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(recipient)
        values.append(subject)
        values.append(body)
        values.append(at)
        values.append(senderName)
        values.append(senderAddress)
    }
}

/// Takes mails that are due and hides them from other senders for a while.
struct ClaimMails: Statement {
    static let spansTenants: String? = "the outbox is the installation's: one sender for all operators"
    struct Row: Sendable {
        let id: Int64
        let recipient: String
        let subject: String
        let body: String
        let createdAt: Timestamp
        let attempts: Int
        let senderName: String
        let senderAddress: String
    }

    static let sql = """
        UPDATE mails SET attempts = attempts + 1, next_attempt_at = $2
        WHERE id IN (
            SELECT id FROM mails
            WHERE sent_at IS NULL AND next_attempt_at <= $1 AND attempts < $3
            ORDER BY next_attempt_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
        RETURNING id, recipient, subject, body, created_at, attempts::bigint, sender_name, sender_address
        """
    static let sample = ClaimMails(now: Timestamp(seconds: 0), until: Timestamp(seconds: 0), attempts: 1, limit: 1)
    let now: Timestamp
    let until: Timestamp
    let attempts: Int32
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(now)
        values.append(until)
        values.append(attempts)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            id: try row.next(),
            recipient: try row.next(),
            subject: try row.next(),
            body: try row.next(),
            createdAt: try row.next(),
            attempts: try row.next(),
            senderName: try row.next(),
            senderAddress: try row.next()
        )
    }
}

/// Notes that a mail is out; its text, which may hold a link, is not kept.
struct MarkMailSent: Statement {
    static let spansTenants: String? = "the outbox is the installation's: one sender for all operators"
    static let sql = "UPDATE mails SET sent_at = $2, last_error = '', body = '' WHERE id = $1"
    static let sample = MarkMailSent(id: 1, at: Timestamp(seconds: 0))
    let id: Int64
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(id)
        values.append(at)
    }
}

/// Notes why a mail is not out, and when it is tried again.
struct MarkMailFailed: Statement {
    static let spansTenants: String? = "the outbox is the installation's: one sender for all operators"
    static let sql = "UPDATE mails SET last_error = $2, next_attempt_at = $3 WHERE id = $1"
    static let sample = MarkMailFailed(id: 1, error: "", retryAt: Timestamp(seconds: 0))
    let id: Int64
    let error: String
    let retryAt: Timestamp

    func bind(to values: inout Bindings) {
        values.append(id)
        values.append(error)
        values.append(retryAt)
    }
}
