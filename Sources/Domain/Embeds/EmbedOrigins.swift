package import Postgres
package import Values

/// An origin whose pages may show the toggle.
package struct EmbedOrigin: Hashable, Sendable {
    package let id: EmbedOriginID
    package let origin: String
    package let addedAt: Timestamp
    /// Who added it; empty for the installation itself.
    package let addedBy: String
}

/// Why an origin is not added.
package enum EmbedOriginRejection: String, ConstraintRejection, CaseIterable {
    /// It is no origin.
    case form = "embed_origin.form"
    /// It is reached without TLS, where anybody on the way could change its pages.
    case insecure = "embed_origin.insecure"
    case known = "embed_origin.known"
    case tooMany = "embed_origin.too_many"

    package static let constraints: [String: EmbedOriginRejection] = [
        "embed_origins_form": .form, "embed_origins_once": .known,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the origin was not stored" }
}

/// The origins whose pages may show the toggle to an operator's customers.
package enum EmbedOrigins {
    /// Origins of one operator: they all stand in a header of each page.
    package static let mostOrigins = 20

    /// All of them, in the order in which they were added.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [EmbedOrigin] {
        try scope.requireKeyDesk()
        return try await tx.all(ListEmbedOrigins(operatorID: try scope.requireOperator()))
    }

    /// Adds one, as people type it.
    ///
    /// `allowingPlain` is for installations that are reached without TLS themselves.
    ///
    /// - Throws: ``EmbedOriginRejection``, ``NotPermitted``, `PostgresFault`.
    package static func add(
        _ scope: Scope,
        _ text: String,
        allowingPlain: Bool,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireKeyDesk()
        let operatorID = try scope.requireOperator()
        guard let origin = PageOrigin(text) else { throw EmbedOriginRejection.form }
        guard origin.isSecure || origin.isLocal || allowingPlain else { throw EmbedOriginRejection.insecure }
        try await tx.run(LockEmbedOrigins(operatorID: operatorID))
        let known = try await tx.all(ListEmbedOrigins(operatorID: operatorID))
        if known.contains(where: { $0.origin == origin.description }) { throw EmbedOriginRejection.known }
        if known.count >= mostOrigins { throw EmbedOriginRejection.tooMany }
        let insert = InsertEmbedOrigin(operatorID: operatorID, origin: "\(origin)", at: now, by: scope.userID)
        _ = try await EmbedOriginRejection.mapping { try await tx.run(insert) }
        try await note(scope, "embed.origin_added", "\(origin)", in: tx)
    }

    /// Takes one away; frames that it shows are refused from their next page on.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func remove(_ scope: Scope, _ id: EmbedOriginID, in tx: Transaction) async throws {
        try scope.requireKeyDesk()
        let delete = DeleteEmbedOrigin(operatorID: try scope.requireOperator(), id: id)
        guard let origin = try await tx.first(delete) else { throw NotFound("origin") }
        try await note(scope, "embed.origin_removed", origin, in: tx)
    }

    private static func note(_ scope: Scope, _ action: String, _ origin: String, in tx: Transaction) async throws {
        let subject = "operator/\(try scope.requireOperator())"
        let record = AuditRecord(action, subject: subject, detail: .dictionary(["origin": .string(origin)]))
        try await AuditLog.record(scope, record, in: tx)
    }
}

/// The origins of an operator.
struct ListEmbedOrigins: Statement {
    static let sql = """
        SELECT e.id, e.origin, e.added_at, coalesce(u.name, '')
        FROM embed_origins e LEFT JOIN users u ON u.operator_id = e.operator_id AND u.id = e.added_by
        WHERE e.operator_id = $1 ORDER BY e.id
        """
    static let sample = ListEmbedOrigins(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EmbedOrigin {
        EmbedOrigin(
            id: try row.next(),
            origin: try row.next(),
            addedAt: try row.next(),
            addedBy: try row.next()
        )
    }
}

/// Has those who add origins of an operator wait for each other, until the transaction ends.
struct LockEmbedOrigins: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.embed_origins', $1))::text"
    static let sample = LockEmbedOrigins(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// Adds an origin.
struct InsertEmbedOrigin: Statement {
    static let sql = "INSERT INTO embed_origins (operator_id, origin, added_at, added_by) VALUES ($1, $2, $3, $4)"
    static let sample = InsertEmbedOrigin(operatorID: OperatorID(1), origin: "", at: Timestamp(seconds: 0), by: nil)
    let operatorID: OperatorID
    let origin: String
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(origin)
        values.append(at)
        values.append(by)
    }
}

/// Takes an origin away; gives what it was.
struct DeleteEmbedOrigin: Statement {
    static let sql = "DELETE FROM embed_origins WHERE operator_id = $1 AND id = $2 RETURNING origin"
    static let sample = DeleteEmbedOrigin(operatorID: OperatorID(1), id: EmbedOriginID(1))
    let operatorID: OperatorID
    let id: EmbedOriginID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
