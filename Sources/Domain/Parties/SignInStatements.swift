import Postgres
import Values

/// Makes attempts for one account wait for each other, so that many at once are counted one by one.
struct LockAccount: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.sign_in.' || $1, 0))::text"
    static let sample = LockAccount(account: "")
    let account: String

    func bind(to values: inout Bindings) { values.append(account) }
}

/// Failures of an account since it last succeeded, within the window.
struct CountAccountFailures: Statement {
    static let sql = """
        SELECT count(*), max(attempted_at) FROM sign_in_attempts
        WHERE account = $1 AND attempted_at > $2 AND NOT succeeded
            AND id > coalesce((SELECT max(id) FROM sign_in_attempts WHERE account = $1 AND succeeded), 0)
        """
    static let sample = CountAccountFailures(account: "", since: Timestamp(seconds: 0))
    let account: String
    let since: Timestamp

    func bind(to values: inout Bindings) {
        values.append(account)
        values.append(since)
    }
    static func decode(_ row: inout RowReader) throws -> FailureCount {
        FailureCount(count: try row.next(), last: try row.next())
    }
}

/// Failures from an address within the window; no success forgives them, since an attacker may own an account.
struct CountAddressFailures: Statement {
    static let sql = """
        SELECT count(*), max(attempted_at) FROM sign_in_attempts
        WHERE remote_address = $1 AND attempted_at > $2 AND NOT succeeded
        """
    static let sample = CountAddressFailures(address: "", since: Timestamp(seconds: 0))
    let address: String
    let since: Timestamp

    func bind(to values: inout Bindings) {
        values.append(address)
        values.append(since)
    }
    static func decode(_ row: inout RowReader) throws -> FailureCount {
        FailureCount(count: try row.next(), last: try row.next())
    }
}

/// How many failures there were, and when the last one was.
struct FailureCount: Sendable {
    let count: Int
    let last: Timestamp?
}

/// Notes an attempt.
struct InsertSignInAttempt: Statement {
    static let sql = """
        INSERT INTO sign_in_attempts (account, remote_address, attempted_at, succeeded) VALUES ($1, $2, $3, $4)
        RETURNING id
        """
    static let sample = InsertSignInAttempt(account: "", address: "", at: Timestamp(seconds: 0), succeeded: false)
    let account: String
    let address: String
    let at: Timestamp
    let succeeded: Bool

    func bind(to values: inout Bindings) {
        values.append(account)
        values.append(address)
        values.append(at)
        values.append(succeeded)
    }
    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// Takes an attempt back that was noted as failed before its outcome was known.
struct DeleteSignInAttempt: Statement {
    static let sql = "DELETE FROM sign_in_attempts WHERE id = $1"
    static let sample = DeleteSignInAttempt(id: 1)
    let id: Int64

    func bind(to values: inout Bindings) { values.append(id) }
}

/// Forgets old attempts.
struct DeleteOldSignInAttempts: Statement {
    static let sql = "DELETE FROM sign_in_attempts WHERE attempted_at < $1"
    static let sample = DeleteOldSignInAttempts(before: Timestamp(seconds: 0))
    let before: Timestamp

    func bind(to values: inout Bindings) { values.append(before) }
}

/// The account of an e-mail address.
struct FindAccount: Statement {
    static let spansTenants: String? = "an address says who somebody is before any operator is known"
    struct Row: Sendable {
        let id: UserID
        let operatorID: OperatorID
        let details: UserDetails
        let passwordHash: String
        let isDisabled: Bool
    }

    static let sql = """
        SELECT u.id, u.operator_id, u.email, u.name, u.role, u.host_id, u.customer_id, u.language, u.password_hash,
            u.disabled_at IS NOT NULL
        FROM users u
        WHERE lower(u.email) = $1 AND CASE WHEN u.role <> 'customer' THEN true WHEN $2::bigint IS NOT NULL
            THEN u.operator_id = $2
            ELSE NOT EXISTS (SELECT FROM users o WHERE lower(o.email) = $1 AND o.id <> u.id) END
        ORDER BY (u.role = 'customer') DESC LIMIT 1
        """
    static let sample = FindAccount(account: "")
    let account: String
    /// At whose door: of the same address the account with this operator; at the installation's own that of somebody who
    /// has one only.
    var operatorID: OperatorID?

    func bind(to values: inout Bindings) {
        values.append(account)
        values.append(operatorID)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            id: try row.next(),
            operatorID: try row.next(),
            details: try UserDetails(&row),
            passwordHash: try row.next(),
            isDisabled: try row.next()
        )
    }
}
