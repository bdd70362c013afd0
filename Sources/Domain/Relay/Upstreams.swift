package import Postgres
package import Values

/// The back-offices behind which an operator's charge points stand.
///
/// Every change tells the channel `directory`, by a trigger in the database, so that gateways read them again.
package enum Upstreams {
    private static let kind = "back-office"

    /// All back-offices of the operator by name; an operator has a handful.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [Upstream] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(ListUpstreams(operatorID: try scope.requireOperator(), id: nil))
    }

    /// One back-office of the operator.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: UpstreamID, in tx: Transaction) async throws -> Upstream {
        let statement = ListUpstreams(operatorID: try scope.requireOperator(), id: id)
        guard scope.hostID == nil, let found = try await tx.first(statement) else { throw NotFound(kind) }
        return found
    }

    /// Adds a back-office.
    ///
    /// - Throws: ``UpstreamRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        _ details: UpstreamDetails,
        in tx: Transaction
    ) async throws -> UpstreamID {
        try scope.require(.operatorAdmin)
        return try await add(scope, details, in: tx)
    }

    /// The same, whoever asks; ``Connecting`` has looked at that.
    static func add(_ scope: Scope, _ details: UpstreamDetails, in tx: Transaction) async throws -> UpstreamID {
        try UpstreamRejection.check(details)
        let insert = InsertUpstream(operatorID: try scope.requireOperator(), details: details)
        let id = try await UpstreamRejection.mapping { try await tx.one(insert) }
        try await record("upstream.created", scope, id, in: tx)
        return id
    }

    /// Changes a back-office; charge points that are connected go on until they dial again.
    ///
    /// - Throws: ``UpstreamRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func update(
        _ scope: Scope,
        _ id: UpstreamID,
        to details: UpstreamDetails,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        try UpstreamRejection.check(details)
        let update = UpdateUpstream(operatorID: try scope.requireOperator(), id: id, details: details)
        guard try await UpstreamRejection.mapping({ try await tx.run(update) }) > 0 else { throw NotFound(kind) }
        try await Observers.checkWays(behind: scope, nil, in: tx)
        try await record("upstream.changed", scope, id, in: tx)
    }

    /// Takes a back-office out of use; refused while charge points go through to it, or it is told of some.
    ///
    /// - Throws: ``UpstreamRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func retire(
        _ scope: Scope,
        _ id: UpstreamID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let known = try await find(scope, id, in: tx)
        guard known.chargePoints == 0, known.observed == 0 else { throw UpstreamRejection.inUse }
        let newcomers = CountNewcomersBehind(operatorID: try scope.requireOperator(), upstreamID: id)
        guard try await tx.one(newcomers) == 0 else { throw UpstreamRejection.inUse }
        try await tx.run(RetireUpstream(operatorID: try scope.requireOperator(), id: id, at: now))
        try await record("upstream.retired", scope, id, in: tx)
    }

    private static func record(_ action: String, _ scope: Scope, _ id: UpstreamID, in tx: Transaction) async throws {
        try await AuditLog.record(scope, AuditRecord(action, subject: "upstream/\(id)"), in: tx)
    }
}
