package import Postgres
package import Values

/// The tokens that may charge at an operator's charge points.
///
/// Every change tells the channel `directory`, by a trigger in the database, so that gateways read them again.
package enum Tokens {
    private static let kind = "token"

    /// Tokens whose id tag or label contains the search text.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<TokenSort>,
        _ filter: TokenFilter,
        in tx: Transaction
    ) async throws -> Listing<Token> {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await tx.listing(request) { ListTokens(operatorID: operatorID, filter: filter, request: $0) }
    }

    /// One token of the operator.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: TokenID, in tx: Transaction) async throws -> Token {
        let statement = FindToken(operatorID: try scope.requireOperator(), id: id)
        guard scope.hostID == nil, let token = try await tx.first(statement) else { throw NotFound(kind) }
        return token
    }

    /// One token of the operator by its id tag; `nil` when there is none.
    package static func find(_ scope: Scope, uid: String, in tx: Transaction) async throws -> Token? {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.first(FindTokenByUID(operatorID: try scope.requireOperator(), uid: uid))
    }

    /// Adds a token.
    ///
    /// - Throws: ``TokenRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(_ scope: Scope, _ details: TokenDetails, in tx: Transaction) async throws -> TokenID {
        try scope.require(.operatorAdmin)
        let insert = InsertToken(operatorID: try scope.requireOperator(), details: details)
        let id = try await TokenRejection.mapping { try await tx.one(insert) }
        try await AuditLog.record(scope, AuditRecord("token.created", subject: "token/\(id)"), in: tx)
        return id
    }

    /// Blocks or unblocks a token; what it was before makes no difference.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func setBlocked(
        _ scope: Scope,
        _ id: TokenID,
        _ isBlocked: Bool,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        var details = try await find(scope, id, in: tx).details
        guard details.isBlocked != isBlocked else { return }
        details.isBlocked = isBlocked
        try await update(scope, id, to: details, in: tx)
    }

    /// Changes, blocks or unblocks a token.
    ///
    /// - Throws: ``TokenRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func update(
        _ scope: Scope,
        _ id: TokenID,
        to details: TokenDetails,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let update = UpdateToken(operatorID: try scope.requireOperator(), id: id, details: details)
        guard try await TokenRejection.mapping({ try await tx.run(update) }) > 0 else { throw NotFound(kind) }
        let detail = JSON.dictionary(["blocked": .bool(details.isBlocked)])
        try await AuditLog.record(scope, AuditRecord("token.changed", subject: "token/\(id)", detail: detail), in: tx)
    }
}
