import Postgres
import Values

extension UserDetails {
    static let sample = UserDetails(email: "a@example.com", name: "", role: .operatorAdmin)

    func bind(to values: inout Bindings) {
        values.append(email)
        values.append(name)
        values.append(role)
        values.append(hostID)
        values.append(customerID)
        values.append(language)
    }

    init(_ row: inout RowReader) throws {
        self.init(
            email: try row.next(),
            name: try row.next(),
            role: try row.next(),
            hostID: try row.next(),
            customerID: try row.next(),
            language: try row.next()
        )
    }
}

extension User {
    init(_ row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            operatorID: try row.next(),
            details: try UserDetails(&row),
            hostName: try row.next(),
            disabledAt: try row.next(),
            createdAt: try row.next(),
            hasPassword: try row.next(),
            lastSeenAt: try row.next()
        )
    }
}

/// One user of an operator.
struct FindUser: Statement {
    static let sql = """
        SELECT u.id, u.operator_id, u.email, u.name, u.role, u.host_id, u.customer_id, u.language, h.name,
            u.disabled_at, u.created_at, u.password_hash <> '',
            (SELECT max(w.last_seen_at) FROM web_sessions w
                WHERE w.operator_id = u.operator_id AND w.user_id = u.id)
        FROM users u LEFT JOIN hosts h ON h.operator_id = u.operator_id AND h.id = u.host_id
        WHERE u.operator_id = $1 AND u.id = $2
        """
    static let sample = FindUser(operatorID: OperatorID(1), id: UserID(1))
    let operatorID: OperatorID
    let id: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> User { try User(&row) }
}

/// Users filtered, ordered and cut.
struct ListUsers: Statement {
    static let sql = """
        SELECT u.id, u.operator_id, u.email, u.name, u.role, u.host_id, u.customer_id, u.language, h.name,
            u.disabled_at, u.created_at, u.password_hash <> '', s.seen, count(*) OVER ()
        FROM users u
        LEFT JOIN hosts h ON h.operator_id = u.operator_id AND h.id = u.host_id
        LEFT JOIN LATERAL (SELECT max(w.last_seen_at) AS seen FROM web_sessions w
            WHERE w.operator_id = u.operator_id AND w.user_id = u.id) s ON true
        WHERE u.operator_id = $1 AND (u.name ILIKE $2 OR u.email ILIKE $2) AND u.role <> 'customer'
            AND ($3 = '' OR u.role = $3)
        ORDER BY
            CASE WHEN NOT $5 THEN CASE $4 WHEN 'name' THEN lower(u.name) WHEN 'email' THEN lower(u.email)
                WHEN 'role' THEN u.role WHEN 'host' THEN lower(h.name) END END,
            CASE WHEN $5 THEN CASE $4 WHEN 'name' THEN lower(u.name) WHEN 'email' THEN lower(u.email)
                WHEN 'role' THEN u.role WHEN 'host' THEN lower(h.name) END END DESC,
            CASE WHEN NOT $5 AND $4 = 'last-seen' THEN s.seen END,
            CASE WHEN $5 AND $4 = 'last-seen' THEN s.seen END DESC NULLS LAST,
            u.id
        LIMIT $7 OFFSET $6
        """
    static let sample = ListUsers(operatorID: OperatorID(1), role: "", request: ListRequest(sort: .name))
    let operatorID: OperatorID
    let role: String
    let request: ListRequest<UserSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.pattern)
        values.append(role)
        values.append(request.sort.rawValue)
        values.append(request.isDescending)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<User> {
        CountedRow(row: try User(&row), total: try row.next())
    }
}

/// Adds a user.
struct InsertUser: Statement {
    static let sql = """
        INSERT INTO users (operator_id, email, name, role, host_id, customer_id, language)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
        """
    static let sample = InsertUser(operatorID: OperatorID(1), details: .sample)
    let operatorID: OperatorID
    let details: UserDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> UserID { try row.next() }
}

/// Changes a user.
struct UpdateUser: Statement {
    static let sql = """
        UPDATE users SET email = $3, name = $4, role = $5, host_id = $6, customer_id = $7, language = $8
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = UpdateUser(operatorID: OperatorID(1), id: UserID(1), details: .sample)
    let operatorID: OperatorID
    let id: UserID
    let details: UserDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        details.bind(to: &values)
    }
}

/// Lets a user in again, or no longer.
struct SetUserDisabled: Statement {
    static let sql = "UPDATE users SET disabled_at = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = SetUserDisabled(operatorID: OperatorID(1), id: UserID(1), disabledAt: nil)
    let operatorID: OperatorID
    let id: UserID
    let disabledAt: Timestamp?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(disabledAt)
    }
}

/// The operator's administrators that can sign in, locked so that two of them cannot remove each other at once.
struct LockAdministrators: Statement {
    static let sql = """
        SELECT id FROM users
        WHERE operator_id = $1 AND role = ANY (string_to_array($2, ' ')) AND disabled_at IS NULL
        ORDER BY id FOR NO KEY UPDATE
        """
    static let sample = LockAdministrators(operatorID: OperatorID(1), roles: [])
    let operatorID: OperatorID
    let roles: [Role]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(roles.map(\.rawValue).joined(separator: " "))
    }
    static func decode(_ row: inout RowReader) throws -> UserID { try row.next() }
}

/// Sets the language of a user.
struct SetUserLanguage: Statement {
    static let sql = "UPDATE users SET language = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = SetUserLanguage(operatorID: OperatorID(1), id: UserID(1), language: "en")
    let operatorID: OperatorID
    let id: UserID
    let language: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(language)
    }
}

/// Sets whether a user gets mails about notices.
struct SetNoticeMails: Statement {
    static let sql = "UPDATE users SET notice_mails = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = SetNoticeMails(operatorID: OperatorID(1), id: UserID(1), isOn: true)
    let operatorID: OperatorID
    let id: UserID
    let isOn: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(isOn)
    }
}

/// Whether a user gets mails about notices.
struct FindNoticeMails: Statement {
    static let sql = "SELECT notice_mails FROM users WHERE operator_id = $1 AND id = $2"
    static let sample = FindNoticeMails(operatorID: OperatorID(1), id: UserID(1))
    let operatorID: OperatorID
    let id: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// The administrators who get mails about notices.
struct ListNoticeRecipients: Statement {
    static let sql = """
        SELECT email, language FROM users
        WHERE operator_id = $1 AND role = 'operator_admin' AND disabled_at IS NULL AND notice_mails ORDER BY id
        """
    static let sample = ListNoticeRecipients(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> NoticeRecipient {
        NoticeRecipient(email: try row.next(), language: try row.next())
    }
}

/// Stores a password hash.
struct SetPasswordHash: Statement {
    static let sql = "UPDATE users SET password_hash = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = SetPasswordHash(operatorID: OperatorID(1), id: UserID(1), hash: "")
    let operatorID: OperatorID
    let id: UserID
    let hash: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(hash)
    }
}
