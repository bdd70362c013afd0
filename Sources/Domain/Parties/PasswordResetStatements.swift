import Postgres
import Values

/// Stores the hash of a link's token.
struct InsertPasswordReset: Statement {
    static let sql = """
        INSERT INTO password_resets (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)
        """
    static let sample = InsertPasswordReset(
        tokenHash: [],
        userID: UserID(1),
        createdAt: Timestamp(seconds: 0),
        expiresAt: Timestamp(seconds: 0)
    )
    let tokenHash: [UInt8]
    let userID: UserID
    let createdAt: Timestamp
    let expiresAt: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(userID)
        values.append(createdAt)
        values.append(expiresAt)
    }
}

/// The user of a link that still works.
struct FindPasswordReset: Statement {
    struct Row: Sendable {
        let userID: UserID
        let operatorID: OperatorID
        let details: UserDetails
    }

    static let sql = """
        SELECT u.id, u.operator_id, u.email, u.name, u.role, u.host_id, u.customer_id, u.language
        FROM password_resets r JOIN users u ON u.id = r.user_id
        WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > $2 AND u.disabled_at IS NULL
        """
    static let sample = FindPasswordReset(tokenHash: [], now: Timestamp(seconds: 0))
    let tokenHash: [UInt8]
    let now: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(now)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(userID: try row.next(), operatorID: try row.next(), details: try UserDetails(&row))
    }
}

/// Uses a link; it changes a row only once, so of two people with the same link one is too late.
struct UsePasswordReset: Statement {
    static let sql = """
        UPDATE password_resets SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
        """
    static let sample = UsePasswordReset(tokenHash: [], at: Timestamp(seconds: 0))
    let tokenHash: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(at)
    }
}

/// Makes every open link of a user useless.
struct UseUserResets: Statement {
    static let sql = "UPDATE password_resets SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL"
    static let sample = UseUserResets(userID: UserID(1), at: Timestamp(seconds: 0))
    let userID: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(userID)
        values.append(at)
    }
}
