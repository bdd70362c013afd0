package import Postgres
package import Values

/// What becomes of a token that nobody registered.
package enum UnknownTokenPolicy: String, CaseIterable, Hashable, Sendable {
    case refuse, accept
    /// It may charge, and a person looks at it afterwards.
    case flag
}

/// A token that charged without being registered.
package struct UnknownToken: Hashable, Sendable {
    package let uid: String
    package let sessions: Int
    package let firstAt: Timestamp
    package let lastAt: Timestamp
    /// Where it charged last.
    package let chargePointID: ChargePointID
    package let chargePointName: String
}

/// Tokens that nobody registered: what becomes of them, and those that charged.
package enum UnknownTokens {
    /// How far back is looked: a quarter, the longest between two settlements of roaming partners.
    package static let lookBackSeconds: Int64 = 92 * 86_400
    /// Tokens that a page lists.
    package static let listLimit = 200

    /// What becomes of unknown tokens at the operator's charge points.
    package static func policy(_ scope: Scope, in tx: Transaction) async throws -> UnknownTokenPolicy {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.one(FindUnknownTokenPolicy(operatorID: try scope.requireOperator()))
    }

    /// Decides what becomes of unknown tokens from now on.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func setPolicy(_ scope: Scope, _ policy: UnknownTokenPolicy, in tx: Transaction) async throws {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        try await tx.run(SetUnknownTokenPolicy(operatorID: operatorID, policy: policy))
        let detail = JSON.dictionary(["policy": .string(policy.rawValue)])
        let record = AuditRecord("operator.unknown_tokens", subject: "operator/\(operatorID)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }

    /// Tokens that charged lately and are registered nowhere, the latest first.
    package static func list(
        _ scope: Scope,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [UnknownToken] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let list = ListUnknownTokens(
            operatorID: try scope.requireOperator(),
            since: now.adding(seconds: -lookBackSeconds),
            limit: listLimit
        )
        return try await tx.all(list)
    }
}

/// What becomes of unknown tokens.
struct FindUnknownTokenPolicy: Statement {
    static let sql = "SELECT accepts_unknown_tokens, flags_unknown_tokens FROM operators WHERE id = $1"
    static let sample = FindUnknownTokenPolicy(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> UnknownTokenPolicy {
        let (accepts, flags): (Bool, Bool) = (try row.next(), try row.next())
        return accepts ? (flags ? .flag : .accept) : .refuse
    }
}

/// Decides what becomes of unknown tokens.
struct SetUnknownTokenPolicy: Statement {
    static let sql = """
        UPDATE operators SET accepts_unknown_tokens = $2, flags_unknown_tokens = $3 WHERE id = $1
        """
    static let sample = SetUnknownTokenPolicy(operatorID: OperatorID(1), policy: .refuse)
    let operatorID: OperatorID
    let policy: UnknownTokenPolicy

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(policy != .refuse)
        values.append(policy == .flag)
    }
}

/// Tokens that charged since a moment and are registered nowhere, the latest first.
struct ListUnknownTokens: Statement {
    static let sql = """
        SELECT min(s.id_tag), count(*), min(s.started_at), max(s.started_at),
            (array_agg(p.id ORDER BY s.started_at DESC))[1],
            (array_agg(coalesce(nullif(p.name, ''), p.identity) ORDER BY s.started_at DESC))[1]
        FROM sessions s JOIN charge_points p ON p.operator_id = s.operator_id AND p.id = s.charge_point_id
        WHERE s.operator_id = $1 AND s.started_at > $2 AND s.id_tag <> '' AND NOT EXISTS (
            SELECT 1 FROM tokens t WHERE t.operator_id = s.operator_id AND lower(t.uid) = lower(s.id_tag))
        GROUP BY lower(s.id_tag)
        ORDER BY max(s.started_at) DESC, lower(s.id_tag) LIMIT $3
        """
    static let sample = ListUnknownTokens(operatorID: OperatorID(1), since: Timestamp(seconds: 0), limit: 1)
    let operatorID: OperatorID
    let since: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(since)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> UnknownToken {
        UnknownToken(
            uid: try row.next(),
            sessions: try row.next(),
            firstAt: try row.next(),
            lastAt: try row.next(),
            chargePointID: try row.next(),
            chargePointName: try row.next()
        )
    }
}
