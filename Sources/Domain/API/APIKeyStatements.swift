import Postgres
import Values

/// The keys of an operator, or one of them.
struct ListAPIKeys: Statement {
    static let sql = """
        SELECT k.id, k.name, k.permissions, k.created_at, u.name, k.rotated_at, k.earlier_until, k.last_used_at,
            k.last_used_from, k.revoked_at
        FROM api_keys k JOIN users u ON u.operator_id = k.operator_id AND u.id = k.created_by
        WHERE k.operator_id = $1 AND ($2::bigint IS NULL OR k.id = $2)
        ORDER BY k.revoked_at IS NOT NULL, k.id DESC LIMIT $3
        """
    static let sample = ListAPIKeys(operatorID: OperatorID(1), id: nil, limit: 1)
    let operatorID: OperatorID
    let id: APIKeyID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> APIKey {
        APIKey(
            id: try row.next(),
            name: try row.next(),
            permissions: APIPermission.known(try row.next()),
            createdAt: try row.next(),
            createdBy: try row.next(),
            rotatedAt: try row.next(),
            earlierUntil: try row.next(),
            lastUsedAt: try row.next(),
            lastUsedFrom: try row.next(),
            revokedAt: try row.next()
        )
    }
}

/// Has those who make keys for an operator wait for each other, until the transaction ends.
struct LockAPIKeys: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.api_keys', $1))::text"
    static let sample = LockAPIKeys(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// How many keys of an operator are in use.
struct CountAPIKeys: Statement {
    static let sql = "SELECT count(*) FROM api_keys WHERE operator_id = $1 AND revoked_at IS NULL"
    static let sample = CountAPIKeys(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// The number of a key that is about to be made.
struct NextAPIKeyID: Statement {
    static let sql = "SELECT nextval('api_keys_id_seq')"
    static let sample = NextAPIKeyID()

    static func decode(_ row: inout RowReader) throws -> APIKeyID { try row.next() }
}

/// Adds a key.
struct InsertAPIKey: Statement {
    static let sql = """
        INSERT INTO api_keys (operator_id, id, name, permissions, secret_sha256, created_at, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let sample = InsertAPIKey(
        operatorID: OperatorID(1),
        id: APIKeyID(1),
        name: "",
        permissions: [],
        sha256: [],
        at: Timestamp(seconds: 0),
        by: UserID(1)
    )
    let operatorID: OperatorID
    let id: APIKeyID
    let name: String
    let permissions: [APIPermission]
    let sha256: [UInt8]
    let at: Timestamp
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(name)
        values.append(permissions.map(\.rawValue))
        values.append(sha256)
        values.append(at)
        values.append(by)
    }
}

/// Gives a key another secret.
struct RotateAPIKey: Statement {
    static let sql = """
        UPDATE api_keys SET earlier_sha256 = CASE WHEN $5::timestamptz IS NOT NULL THEN secret_sha256 END,
            earlier_until = $5, secret_sha256 = $3, rotated_at = $4
        WHERE operator_id = $1 AND id = $2 AND revoked_at IS NULL
        """
    static let sample = RotateAPIKey(
        operatorID: OperatorID(1),
        id: APIKeyID(1),
        sha256: [],
        at: Timestamp(seconds: 0),
        earlierUntil: nil
    )
    let operatorID: OperatorID
    let id: APIKeyID
    let sha256: [UInt8]
    let at: Timestamp
    let earlierUntil: Timestamp?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(sha256)
        values.append(at)
        values.append(earlierUntil)
    }
}

/// Takes a key back.
struct RevokeAPIKey: Statement {
    static let sql = """
        UPDATE api_keys SET revoked_at = $3, earlier_sha256 = NULL, earlier_until = NULL
        WHERE operator_id = $1 AND id = $2 AND revoked_at IS NULL
        """
    static let sample = RevokeAPIKey(operatorID: OperatorID(1), id: APIKeyID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: APIKeyID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// What a request's secret is held against.
struct FindAPIKey: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let permissions: [APIPermission]
        let sha256: [UInt8]
        /// Empty when there is none.
        let earlierSHA256: [UInt8]
        let earlierUntil: Timestamp?
        let lastUsedAt: Timestamp?
        let isRevoked: Bool
    }

    static let spansTenants: String? = "a key says who a program belongs to before any operator is known"
    static let sql = """
        SELECT operator_id, permissions, secret_sha256, coalesce(earlier_sha256, ''), earlier_until, last_used_at,
            revoked_at IS NOT NULL
        FROM api_keys k WHERE id = $1
        """
    static let sample = FindAPIKey(id: APIKeyID(1))
    let id: APIKeyID

    func bind(to values: inout Bindings) { values.append(id) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            operatorID: try row.next(),
            permissions: APIPermission.known(try row.next()),
            sha256: try row.next(),
            earlierSHA256: try row.next(),
            earlierUntil: try row.next(),
            lastUsedAt: try row.next(),
            isRevoked: try row.next()
        )
    }
}

/// Notes that a key is in use.
struct TouchAPIKey: Statement {
    static let sql = """
        UPDATE api_keys SET last_used_at = $3, last_used_from = left($4, 64)
        WHERE operator_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)
        """
    static let sample = TouchAPIKey(operatorID: OperatorID(1), id: APIKeyID(1), at: Timestamp(seconds: 0), from: "")
    let operatorID: OperatorID
    let id: APIKeyID
    let at: Timestamp
    let from: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
        values.append(from)
    }
}
