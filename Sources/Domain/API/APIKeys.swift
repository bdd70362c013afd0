package import Postgres
package import Values

/// The keys of an operator's programs.
package enum APIKeys {
    private static let kind = "api key"
    /// Keys in use per operator: a program each, and a spare one while one is replaced.
    package static let mostKeys = 50
    /// The longest name.
    package static let nameLength = 80
    /// Keys that a page shows, those taken back included.
    private static let listed = 500
    /// Seconds between two notes that a key is in use: a write per request would be waste.
    private static let touchSeconds: Int64 = 60

    /// All keys, those in use first, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [APIKey] {
        try scope.requireKeyDesk()
        return try await tx.all(ListAPIKeys(operatorID: try scope.requireOperator(), id: nil, limit: listed))
    }

    /// One key of the scope.
    ///
    /// - Throws: ``NotFound`` also for another operator's key, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: APIKeyID, in tx: Transaction) async throws -> APIKey {
        try scope.requireKeyDesk()
        let find = ListAPIKeys(operatorID: try scope.requireOperator(), id: id, limit: 1)
        guard let key = try await tx.first(find) else { throw NotFound(kind) }
        return key
    }

    /// Makes a key; its secret is in the answer and nowhere else.
    ///
    /// - Throws: ``APIKeyRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        name: String,
        _ permissions: Set<APIPermission>,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> APIKeySecret {
        try scope.requireKeyDesk()
        let operatorID = try scope.requireOperator()
        guard let person = scope.userID else { throw NotPermitted() }
        try check(scope, name, permissions)
        try await tx.run(LockAPIKeys(operatorID: operatorID))
        let inUse = try await tx.one(CountAPIKeys(operatorID: operatorID))
        if inUse >= mostKeys { throw APIKeyRejection.tooMany }
        let secret = APIKeySecret.random(for: try await tx.one(NextAPIKeyID()))
        let chosen = APIPermission.allCases.filter(permissions.contains)
        try await tx.run(
            InsertAPIKey(
                operatorID: operatorID,
                id: secret.key,
                name: name,
                permissions: chosen,
                sha256: secret.sha256,
                at: now,
                by: person
            )
        )
        let detail = JSON.dictionary(["permissions": .array(chosen.map { .string($0.rawValue) })])
        try await note(scope, "api_key.created", secret.key, detail, in: tx)
        return secret
    }

    /// Gives a key a new secret; the one before is taken for a while longer, and any before that no more.
    ///
    /// - Throws: ``APIKeyRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func rotate(
        _ scope: Scope,
        _ id: APIKeyID,
        _ overlap: APIKeyOverlap,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> APIKeySecret {
        _ = try await change(scope, id, in: tx)
        let secret = APIKeySecret.random(for: id)
        let rotate = RotateAPIKey(
            operatorID: try scope.requireOperator(),
            id: id,
            sha256: secret.sha256,
            at: now,
            earlierUntil: overlap == .none ? nil : now.adding(seconds: overlap.seconds)
        )
        guard try await tx.run(rotate) > 0 else { throw APIKeyRejection.revoked }
        try await note(scope, "api_key.rotated", id, .dictionary(["days": .string(overlap.rawValue)]), in: tx)
        return secret
    }

    /// Takes a key back for good; doing so again changes nothing.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, ``APIKeyRejection/permissionNotGiven``, `PostgresFault`.
    package static func revoke(_ scope: Scope, _ id: APIKeyID, at now: Timestamp, in tx: Transaction) async throws {
        _ = try await change(scope, id, in: tx)
        let revoke = RevokeAPIKey(operatorID: try scope.requireOperator(), id: id, at: now)
        if try await tx.run(revoke) > 0 { try await note(scope, "api_key.revoked", id, in: tx) }
    }

    /// Who a secret belongs to, noted as used; `nil` when it holds no more, or never did.
    ///
    /// - Throws: `PostgresFault`.
    package static func program(
        _ secret: APIKeySecret,
        from address: String,
        at now: Timestamp,
        on database: Database
    ) async throws -> APIProgram? {
        guard let row = try await database.first(.system, FindAPIKey(id: secret.key)) else { return nil }
        let isPresent = equalInConstantTime(secret.sha256, row.sha256)
        let isEarlier = equalInConstantTime(secret.sha256, row.earlierSHA256)
        guard !row.isRevoked, isPresent || (isEarlier && row.earlierUntil.map { now < $0 } ?? false) else { return nil }
        if row.lastUsedAt.map({ now.seconds(since: $0) >= touchSeconds }) ?? true {
            let touch = TouchAPIKey(operatorID: row.operatorID, id: secret.key, at: now, from: address)
            _ = try await database.run(.system(for: row.operatorID), touch)
        }
        return APIProgram(key: secret.key, operatorID: row.operatorID, permissions: Set(row.permissions))
    }

    /// A key that the person may change.
    private static func change(_ scope: Scope, _ id: APIKeyID, in tx: Transaction) async throws -> APIKey {
        let key = try await find(scope, id, in: tx)
        let given = APIPermission.given(by: scope.role)
        guard key.permissions.allSatisfy(given.contains) else { throw APIKeyRejection.permissionNotGiven }
        return key
    }

    private static func check(
        _ scope: Scope,
        _ name: String,
        _ permissions: Set<APIPermission>
    ) throws(APIKeyRejection) {
        guard (1...nameLength).contains(name.count) else { throw .nameLength }
        guard !permissions.isEmpty else { throw .noPermission }
        guard permissions.isSubset(of: APIPermission.given(by: scope.role)) else { throw .permissionNotGiven }
    }

    private static func note(
        _ scope: Scope,
        _ action: String,
        _ id: APIKeyID,
        _ detail: JSON = .object([]),
        in tx: Transaction
    ) async throws {
        try await AuditLog.record(scope, AuditRecord(action, subject: "api-key/\(id)", detail: detail), in: tx)
    }
}

extension Scope {
    /// Makes sure that somebody acts who may give programs rights.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireKeyDesk() throws(NotPermitted) {
        try require(.operatorAdmin, .partnerAdmin)
    }
}
