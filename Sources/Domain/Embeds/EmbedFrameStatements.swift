import Postgres
import Values

/// Adds a frame that a token opens.
struct InsertEmbedFrame: Statement {
    static let sql = """
        INSERT INTO embed_frames (operator_id, customer_id, user_id, api_key_id, origin, language, token_sha256,
            created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
        """
    static let sample = InsertEmbedFrame(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        user: UserID(1),
        key: APIKeyID(1),
        origin: "",
        language: "nl",
        tokenSHA256: [],
        at: Timestamp(seconds: 0),
        expiresAt: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let user: UserID
    let key: APIKeyID
    let origin: String
    let language: String
    let tokenSHA256: [UInt8]
    let at: Timestamp
    let expiresAt: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(user)
        values.append(key)
        values.append(origin)
        values.append(language)
        values.append(tokenSHA256)
        values.append(at)
        values.append(expiresAt)
    }
    static func decode(_ row: inout RowReader) throws -> EmbedFrameID { try row.next() }
}

/// The frame of a token, which says whose it is, and whether the token is still good.
struct FindEmbedToken: Statement {
    struct Row: Sendable {
        let frame: EmbedFrame
        let customer: CustomerID
        let user: UserID
        let isGood: Bool
    }

    static let sql = """
        SELECT f.id, f.operator_id, p.name, f.language,
            ARRAY(SELECT e.origin FROM embed_origins e
                WHERE e.operator_id = f.operator_id AND f.origin IN ('', e.origin) ORDER BY e.id),
            f.customer_id, f.user_id,
            f.opened_at IS NULL AND f.expires_at > $2 AND u.disabled_at IS NULL AND c.ended_at IS NULL
                AND k.revoked_at IS NULL
        FROM embed_frames f
        JOIN operators p ON p.id = f.operator_id
        JOIN users u ON u.operator_id = f.operator_id AND u.id = f.user_id
        JOIN customers c ON c.operator_id = f.operator_id AND c.id = f.customer_id
        JOIN api_keys k ON k.operator_id = f.operator_id AND k.id = f.api_key_id
        WHERE f.token_sha256 = $1
        """
    static let sample = FindEmbedToken(tokenSHA256: [], now: Timestamp(seconds: 0))
    let tokenSHA256: [UInt8]
    let now: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenSHA256)
        values.append(now)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            frame: EmbedFrame(
                id: try row.next(),
                operatorID: try row.next(),
                operatorName: try row.next(),
                language: try row.next(),
                origins: try row.next(),
                session: nil
            ),
            customer: try row.next(),
            user: try row.next(),
            isGood: try row.next()
        )
    }
}

/// Opens a frame, unless somebody was quicker.
struct OpenEmbedFrame: Statement {
    static let sql = """
        UPDATE embed_frames SET opened_at = $5, session_sha256 = $3, csrf_secret = $4, seen_at = $5, ends_at = $6,
            opened_from = left($7, 64)
        WHERE operator_id = $1 AND id = $2 AND opened_at IS NULL
        """
    static let sample = OpenEmbedFrame(
        operatorID: OperatorID(1),
        id: EmbedFrameID(1),
        sessionSHA256: [],
        csrfSecret: [],
        at: Timestamp(seconds: 0),
        endsAt: Timestamp(seconds: 0),
        from: ""
    )
    let operatorID: OperatorID
    let id: EmbedFrameID
    let sessionSHA256: [UInt8]
    let csrfSecret: [UInt8]
    let at: Timestamp
    let endsAt: Timestamp
    let from: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(sessionSHA256)
        values.append(csrfSecret)
        values.append(at)
        values.append(endsAt)
        values.append(from)
    }
}

/// The frame of a secret, which says whose it is, with the person who acts in it while it is not over.
struct FindEmbedFrame: Statement {
    static let sql = """
        SELECT f.id, f.operator_id, p.name, f.language,
            ARRAY(SELECT e.origin FROM embed_origins e
                WHERE e.operator_id = f.operator_id AND f.origin IN ('', e.origin) ORDER BY e.id),
            f.ends_at > $2 AND f.seen_at > $3 AND u.disabled_at IS NULL AND c.ended_at IS NULL
                AND k.revoked_at IS NULL,
            f.session_sha256, f.csrf_secret, f.seen_at, u.id, u.email, u.name, u.role, u.host_id, u.customer_id,
            u.language, p.time_zone
        FROM embed_frames f
        JOIN operators p ON p.id = f.operator_id
        JOIN users u ON u.operator_id = f.operator_id AND u.id = f.user_id
        JOIN customers c ON c.operator_id = f.operator_id AND c.id = f.customer_id
        JOIN api_keys k ON k.operator_id = f.operator_id AND k.id = f.api_key_id
        WHERE f.session_sha256 = $1
        """
    static let sample = FindEmbedFrame(
        sessionSHA256: [],
        now: Timestamp(seconds: 0),
        seenAfter: Timestamp(seconds: 0)
    )
    let sessionSHA256: [UInt8]
    let now: Timestamp
    let seenAfter: Timestamp

    func bind(to values: inout Bindings) {
        values.append(sessionSHA256)
        values.append(now)
        values.append(seenAfter)
    }
    static func decode(_ row: inout RowReader) throws -> EmbedFrame {
        let (id, operatorID) = (try row.next(EmbedFrameID.self), try row.next(OperatorID.self))
        let (name, language) = (try row.next(String.self), try row.next(String.self))
        let (origins, isLive) = (try row.next([String].self), try row.next(Bool.self))
        let session = try live(&row, id, operatorID, name)
        return EmbedFrame(
            id: id,
            operatorID: operatorID,
            operatorName: name,
            language: language,
            origins: origins,
            session: isLive ? session : nil
        )
    }

    private static func live(
        _ row: inout RowReader,
        _ id: EmbedFrameID,
        _ operatorID: OperatorID,
        _ name: String
    ) throws -> WebSession {
        let (hash, secret) = (try row.next([UInt8].self), try row.next([UInt8].self))
        let (seenAt, user) = (try row.next(Timestamp.self), try row.next(UserID.self))
        let (details, zone) = (try UserDetails(&row), try row.next(String.self))
        var session = WebSession(
            tokenHash: hash,
            csrfSecret: secret,
            user: WebSessionUser(
                id: user,
                operatorID: operatorID,
                details: details,
                operatorName: name,
                timeZone: zone,
                hostsConnect: false,
                isPartner: false,
                hasSecondFactor: false
            ),
            lastSeenAt: seenAt
        )
        session.embedFrameID = id
        return session
    }
}

/// Notes that a frame is in use.
struct TouchEmbedFrame: Statement {
    static let sql = "UPDATE embed_frames SET seen_at = $3 WHERE operator_id = $1 AND id = $2 AND seen_at < $3"
    static let sample = TouchEmbedFrame(operatorID: OperatorID(1), id: EmbedFrameID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: EmbedFrameID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// In which states a customer's enrolments are.
struct StatesOfCustomer: Statement {
    static let sql = "SELECT DISTINCT state FROM ere_enrolments WHERE operator_id = $1 AND customer_id = $2"
    static let sample = StatesOfCustomer(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> EREEnrolmentState { try row.next() }
}

/// Forgets frames that were made before a moment.
struct DeleteEmbedFrames: Statement {
    static let spansTenants: String? = "what is over is forgotten for all operators alike"
    static let sql = "DELETE FROM embed_frames WHERE created_at < $1"
    static let sample = DeleteEmbedFrames(before: Timestamp(seconds: 0))
    let before: Timestamp

    func bind(to values: inout Bindings) { values.append(before) }
}
