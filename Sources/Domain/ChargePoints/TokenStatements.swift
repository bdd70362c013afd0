import Postgres
import Values

extension TokenDetails {
    static let sample = TokenDetails(uid: "")

    func bind(to values: inout Bindings) {
        values.append(uid)
        values.append(label)
        values.append(parentUID)
        values.append(isBlocked)
        values.append(expiresAt)
        values.append(origin)
    }

    init(_ row: inout RowReader) throws {
        self.init(
            uid: try row.next(),
            label: try row.next(),
            parentUID: try row.next(),
            isBlocked: try row.next(),
            expiresAt: try row.next(),
            origin: try row.next()
        )
    }
}

/// One token.
struct FindToken: Statement {
    static let sql = """
        SELECT id, uid, label, parent_uid, is_blocked, expires_at, origin, created_at
        FROM tokens WHERE operator_id = $1 AND id = $2
        """
    static let sample = FindToken(operatorID: OperatorID(1), id: TokenID(1))
    let operatorID: OperatorID
    let id: TokenID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> Token {
        Token(id: try row.next(), details: try TokenDetails(&row), createdAt: try row.next())
    }
}

/// One token by its id tag, whatever the case of its letters.
struct FindTokenByUID: Statement {
    static let sql = """
        SELECT id, uid, label, parent_uid, is_blocked, expires_at, origin, created_at
        FROM tokens WHERE operator_id = $1 AND lower(uid) = lower($2)
        """
    static let sample = FindTokenByUID(operatorID: OperatorID(1), uid: "")
    let operatorID: OperatorID
    let uid: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(uid)
    }
    static func decode(_ row: inout RowReader) throws -> Token {
        Token(id: try row.next(), details: try TokenDetails(&row), createdAt: try row.next())
    }
}

/// Tokens filtered, ordered and cut.
struct ListTokens: Statement {
    static let sql = """
        SELECT id, uid, label, parent_uid, is_blocked, expires_at, origin, created_at, count(*) OVER ()
        FROM tokens WHERE operator_id = $1 AND (uid ILIKE $2 OR label ILIKE $2)
            AND ($7::text IS NULL OR $7 = CASE WHEN is_blocked THEN 'blocked' WHEN expires_at <= $8 THEN 'expired'
                ELSE 'active' END)
        ORDER BY
            CASE WHEN NOT $4 THEN CASE $3 WHEN 'uid' THEN lower(uid) WHEN 'label' THEN lower(label) END END,
            CASE WHEN $4 THEN CASE $3 WHEN 'uid' THEN lower(uid) WHEN 'label' THEN lower(label) END END DESC,
            CASE WHEN NOT $4 AND $3 = 'expires' THEN expires_at END,
            CASE WHEN $4 AND $3 = 'expires' THEN expires_at END DESC NULLS LAST,
            id
        LIMIT $6 OFFSET $5
        """
    static let sample = ListTokens(
        operatorID: OperatorID(1),
        filter: TokenFilter(at: Timestamp(seconds: 0)),
        request: ListRequest(sort: .uid)
    )
    let operatorID: OperatorID
    let filter: TokenFilter
    let request: ListRequest<TokenSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.pattern)
        values.append(request.sort.rawValue)
        values.append(request.isDescending)
        values.append(request.offset)
        values.append(request.boundedLimit)
        values.append(filter.standing?.rawValue)
        values.append(filter.now)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<Token> {
        let token = Token(id: try row.next(), details: try TokenDetails(&row), createdAt: try row.next())
        return CountedRow(row: token, total: try row.next())
    }
}

/// Adds a token.
struct InsertToken: Statement {
    static let sql = """
        INSERT INTO tokens (operator_id, uid, label, parent_uid, is_blocked, expires_at, origin)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        RETURNING id
        """
    static let sample = InsertToken(operatorID: OperatorID(1), details: .sample)
    let operatorID: OperatorID
    let details: TokenDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> TokenID { try row.next() }
}

/// Changes a token.
struct UpdateToken: Statement {
    static let sql = """
        UPDATE tokens SET uid = $3, label = $4, parent_uid = $5, is_blocked = $6, expires_at = $7, origin = $8
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = UpdateToken(operatorID: OperatorID(1), id: TokenID(1), details: .sample)
    let operatorID: OperatorID
    let id: TokenID
    let details: TokenDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        details.bind(to: &values)
    }
}
