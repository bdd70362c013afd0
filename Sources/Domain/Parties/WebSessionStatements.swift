import Postgres
import Values

/// The live session of a token, with its user's present role.
struct FindWebSession: Statement {
    static let spansTenants: String? = "a token says who somebody is before any operator is known"
    static let sql = """
        SELECT w.token_hash, w.csrf_secret, u.id, u.operator_id, u.email, u.name, u.role, u.host_id, u.customer_id,
            u.language, o.name, o.time_zone, o.hosts_connect,
            EXISTS (SELECT FROM partners p WHERE p.operator_id = o.id),
            EXISTS (SELECT FROM second_factors f
                WHERE f.operator_id = u.operator_id AND f.user_id = u.id AND f.confirmed_at IS NOT NULL),
            w.last_seen_at
        FROM web_sessions w
        JOIN users u ON u.id = w.user_id
        JOIN operators o ON o.id = u.operator_id
        WHERE w.token_hash = $1 AND w.ended_at IS NULL AND w.expires_at > $2 AND w.last_seen_at > $3
            AND u.disabled_at IS NULL
        """
    static let sample = FindWebSession(tokenHash: [], now: Timestamp(seconds: 0), seenAfter: Timestamp(seconds: 0))
    let tokenHash: [UInt8]
    let now: Timestamp
    let seenAfter: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(now)
        values.append(seenAfter)
    }
    static func decode(_ row: inout RowReader) throws -> WebSession {
        WebSession(
            tokenHash: try row.next(),
            csrfSecret: try row.next(),
            user: WebSessionUser(
                id: try row.next(),
                operatorID: try row.next(),
                details: try UserDetails(&row),
                operatorName: try row.next(),
                timeZone: try row.next(),
                hostsConnect: try row.next(),
                isPartner: try row.next(),
                hasSecondFactor: try row.next()
            ),
            lastSeenAt: try row.next()
        )
    }
}

/// Notes that a session is in use.
struct TouchWebSession: Statement {
    static let spansTenants: String? = "a token says who somebody is before any operator is known"
    static let sql = "UPDATE web_sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2"
    static let sample = TouchWebSession(tokenHash: [], at: Timestamp(seconds: 0))
    let tokenHash: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(at)
    }
}

/// Begins a session.
struct InsertWebSession: Statement {
    static let sql = """
        INSERT INTO web_sessions (token_hash, user_id, operator_id, csrf_secret, created_at, last_seen_at, expires_at,
            remote_address, user_agent)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)
        """
    static let sample = InsertWebSession(
        tokenHash: [],
        userID: UserID(1),
        operatorID: OperatorID(1),
        csrfSecret: [],
        createdAt: Timestamp(seconds: 0),
        expiresAt: Timestamp(seconds: 0),
        trace: ClientTrace(remoteAddress: "", userAgent: "")
    )
    let tokenHash: [UInt8]
    let userID: UserID
    let operatorID: OperatorID
    let csrfSecret: [UInt8]
    let createdAt: Timestamp
    let expiresAt: Timestamp
    let trace: ClientTrace

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(userID)
        values.append(operatorID)
        values.append(csrfSecret)
        values.append(createdAt)
        values.append(expiresAt)
        values.append(trace.remoteAddress)
        values.append(trace.userAgent)
    }
}

/// Ends the oldest sessions of a user beyond a number.
struct EndSurplusSessions: Statement {
    static let spansTenants: String? = "a user has one operator, or none, and ids of users are the installation's"
    static let sql = """
        UPDATE web_sessions SET ended_at = $2 WHERE token_hash IN (
            SELECT token_hash FROM web_sessions WHERE user_id = $1 AND ended_at IS NULL
            ORDER BY last_seen_at DESC OFFSET $3)
        """
    static let sample = EndSurplusSessions(userID: UserID(1), at: Timestamp(seconds: 0), keep: 1)
    let userID: UserID
    let at: Timestamp
    let keep: Int

    func bind(to values: inout Bindings) {
        values.append(userID)
        values.append(at)
        values.append(keep)
    }
}

/// Ends one session.
struct EndWebSession: Statement {
    static let spansTenants: String? = "a token says who somebody is before any operator is known"
    static let sql = "UPDATE web_sessions SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL"
    static let sample = EndWebSession(tokenHash: [], at: Timestamp(seconds: 0))
    let tokenHash: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(at)
    }
}

/// Ends all sessions of a user.
struct EndUserSessions: Statement {
    static let spansTenants: String? = "a user has one operator, or none, and ids of users are the installation's"
    static let sql = "UPDATE web_sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL"
    static let sample = EndUserSessions(userID: UserID(1), at: Timestamp(seconds: 0))
    let userID: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(userID)
        values.append(at)
    }
}

/// The live sessions of a user, the one used last first.
struct ListWebSessions: Statement {
    static let spansTenants: String? = "a user has one operator, or none, and ids of users are the installation's"
    static let sql = """
        SELECT token_hash, created_at, last_seen_at, remote_address, user_agent
        FROM web_sessions
        WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 AND last_seen_at > $3
        ORDER BY last_seen_at DESC
        """
    static let sample = ListWebSessions(userID: UserID(1), now: Timestamp(seconds: 0), seenAfter: Timestamp(seconds: 0))
    let userID: UserID
    let now: Timestamp
    let seenAfter: Timestamp

    func bind(to values: inout Bindings) {
        values.append(userID)
        values.append(now)
        values.append(seenAfter)
    }
    static func decode(_ row: inout RowReader) throws -> WebSessionSummary {
        WebSessionSummary(
            tokenHash: try row.next(),
            createdAt: try row.next(),
            lastSeenAt: try row.next(),
            trace: ClientTrace(remoteAddress: try row.next(), userAgent: try row.next())
        )
    }
}
