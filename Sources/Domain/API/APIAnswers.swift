package import Postgres
package import Values

/// A request under the sender's own name for it.
package struct APINamedRequest: Hashable, Sendable {
    package let key: APIKeyID
    /// By the sender; unique among the requests of its key.
    package let name: String
    /// SHA-256 of what was asked for.
    package let sha256: [UInt8]

    package init(key: APIKeyID, name: String, sha256: [UInt8]) {
        self.key = key
        self.name = name
        self.sha256 = sha256
    }
}

/// An answer as it went out.
package struct APIAnswer: Hashable, Sendable {
    package let status: Int
    package let mediaType: String
    package let body: [UInt8]

    package init(status: Int, mediaType: String, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }
}

/// Why a named request is not done.
package enum APIAnswerRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// Another request came under this name.
    case nameReused = "idempotency.key_reused"
    /// The same request is being done.
    case underWay = "idempotency.under_way"

    package var code: String { rawValue }
    package var description: String { "\(code): the request was not done" }
}

/// What programs were answered, kept in the transaction of what they asked for: an answer without its effect is not there,
/// nor an effect without its answer.
package enum APIAnswers {
    /// Seconds for which answers are kept at least: whoever tries again does so within a weekend.
    package static let keptSeconds: Int64 = 3 * 86_400

    /// The answer that a request had before; `nil` when it is new.
    ///
    /// - Throws: ``APIAnswerRejection/nameReused``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ request: APINamedRequest,
        in tx: Transaction
    ) async throws -> APIAnswer? {
        guard let kept = try await tx.first(FindAPIAnswer(operatorID: try scope.requireOperator(), request: request))
        else { return nil }
        guard kept.requestSHA256 == request.sha256 else { throw APIAnswerRejection.nameReused }
        return kept.answer
    }

    /// Keeps others from doing a request of this name until the transaction ends, and looks for its answer.
    ///
    /// - Throws: ``APIAnswerRejection``, `PostgresFault`.
    package static func begin(
        _ scope: Scope,
        _ request: APINamedRequest,
        in tx: Transaction
    ) async throws -> APIAnswer? {
        guard try await tx.one(TryAPIRequest(request: request)) else { throw APIAnswerRejection.underWay }
        return try await find(scope, request, in: tx)
    }

    /// Keeps an answer with what it tells of.
    ///
    /// - Throws: `PostgresFault`.
    package static func keep(
        _ scope: Scope,
        _ answer: APIAnswer,
        to request: APINamedRequest,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try scope.requireOperator()
        try await tx.run(InsertAPIAnswer(operatorID: operatorID, request: request, answer: answer, at: now))
    }

    /// Forgets old answers; work of the installation.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func forget(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws {
        try scope.require()
        try await tx.run(ForgetAPIAnswers(before: now.adding(seconds: -keptSeconds)))
    }
}

/// What was answered under a name.
struct FindAPIAnswer: Statement {
    struct Row: Sendable {
        let requestSHA256: [UInt8]
        let answer: APIAnswer
    }

    static let sql = """
        SELECT request_sha256, status::bigint, media_type, body FROM api_answers
        WHERE operator_id = $1 AND api_key_id = $2 AND idempotency_key = $3
        """
    static let sample = FindAPIAnswer(operatorID: OperatorID(1), request: .sample)
    let operatorID: OperatorID
    let request: APINamedRequest

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.key)
        values.append(request.name)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            requestSHA256: try row.next(),
            answer: APIAnswer(status: try row.next(), mediaType: try row.next(), body: try row.next())
        )
    }
}

/// Whether nobody else is doing a request of a name; true keeps others away until the transaction ends.
struct TryAPIRequest: Statement {
    static let sql = "SELECT pg_try_advisory_xact_lock(hashtextextended('laadboek.api_answers ' || $2, $1))"
    static let sample = TryAPIRequest(request: .sample)
    let request: APINamedRequest

    func bind(to values: inout Bindings) {
        values.append(request.key)
        values.append(request.name)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// Keeps an answer.
struct InsertAPIAnswer: Statement {
    static let sql = """
        INSERT INTO api_answers (operator_id, api_key_id, idempotency_key, request_sha256, status, media_type, body,
            answered_at)
        VALUES ($1, $2, $3, $4, $5::bigint, $6, $7, $8)
        """
    static let sample = InsertAPIAnswer(
        operatorID: OperatorID(1),
        request: .sample,
        answer: APIAnswer(status: 200, mediaType: "", body: []),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let request: APINamedRequest
    let answer: APIAnswer
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.key)
        values.append(request.name)
        values.append(request.sha256)
        values.append(answer.status)
        values.append(answer.mediaType)
        values.append(answer.body)
        values.append(at)
    }
}

/// Forgets answers that are older.
struct ForgetAPIAnswers: Statement {
    static let spansTenants: String? = "what is old is forgotten for all operators at once"
    static let sql = "DELETE FROM api_answers WHERE answered_at < $1"
    static let sample = ForgetAPIAnswers(before: Timestamp(seconds: 0))
    let before: Timestamp

    func bind(to values: inout Bindings) { values.append(before) }
}

extension APINamedRequest {
    static let sample = APINamedRequest(key: APIKeyID(1), name: "", sha256: [])
}
