package import Postgres
package import Values

/// Further back-offices of charge points: they are told what charge points say, from the journal, and have no control.
///
/// Every change tells the channel `directory`, by a trigger in the database, so that who tells them looks again.
package enum Observers {
    /// The channel that speaks, with the observer's id, when a person wants something done now; without, when a node gave
    /// an observer back.
    package static let channel = "observers"
    /// Observers of one charge point; each is a connection more and a transaction more per message.
    package static let limit = 8
    private static let kind = "observer"

    /// The observers of a charge point, the oldest first.
    package static func list(
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws -> [ChargePointObserver] {
        _ = try await ChargePoints.find(scope, id, in: tx)
        return try await tx.all(ListObservers(operatorID: try scope.requireOperator(), chargePoint: id, id: nil))
    }

    /// One observer.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: ObserverID, in tx: Transaction) async throws -> ChargePointObserver {
        let statement = ListObservers(operatorID: try scope.requireOperator(), chargePoint: nil, id: id)
        guard scope.hostID == nil, let found = try await tx.first(statement) else { throw NotFound(kind) }
        return found
    }

    /// Has a further back-office told what a charge point says from now on.
    ///
    /// - Parameters:
    ///   - scope: Who asks; an operator's admin.
    ///   - chargePoint: The charge point.
    ///   - upstreamID: The back-office.
    ///   - details: What it sees.
    ///   - key: Its key for the charge point; with `key` only.
    ///   - box: Seals the key.
    ///   - now: From when on.
    ///   - tx: The transaction.
    /// - Returns: The observer.
    /// - Throws: ``ObserverRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func begin(
        _ scope: Scope,
        _ chargePoint: ChargePointID,
        at upstreamID: UpstreamID,
        _ details: ObserverDetails,
        key: String?,
        box: SecretBox,
        from now: Timestamp,
        in tx: Transaction
    ) async throws -> ObserverID {
        try scope.require(.operatorAdmin)
        let known = try await list(scope, chargePoint, in: tx)
        guard known.count < limit else { throw ObserverRejection.tooMany }
        guard try await Upstreams.find(scope, upstreamID, in: tx).retiredAt == nil else {
            throw ObserverRejection.retired
        }
        guard details.authorization == .none || key != nil else { throw ObserverRejection.keyMissing }
        let operatorID = try scope.requireOperator()
        let insert = InsertObserver(
            operatorID: operatorID,
            chargePoint: chargePoint,
            upstreamID: upstreamID,
            details: details,
            sealed: try seal(key, details, chargePoint, upstreamID, box),
            since: now
        )
        let id = try await ObserverRejection.mapping { try await tx.one(insert) }
        try await tx.run(InsertObserverFeed(operatorID: operatorID, id: id))
        try await checkWays(scope, chargePoint, in: tx)
        try await record("observer.begun", scope, chargePoint, id, in: tx)
        return id
    }

    /// Changes what an observer sees, or switches it off and on; without a key the one that is kept stays.
    ///
    /// - Throws: ``ObserverRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func change(
        _ scope: Scope,
        _ id: ObserverID,
        to details: ObserverDetails,
        key: String?,
        box: SecretBox,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let known = try await find(scope, id, in: tx)
        guard details.authorization == .none || key != nil || known.details.authorization == .key else {
            throw ObserverRejection.keyMissing
        }
        let update = UpdateObserver(
            operatorID: try scope.requireOperator(),
            id: id,
            details: details,
            sealed: try seal(key, details, known.chargePointID, known.upstreamID, box)
        )
        guard try await ObserverRejection.mapping({ try await tx.run(update) }) > 0 else { throw NotFound(kind) }
        try await checkWays(scope, known.chargePointID, in: tx)
        try await record("observer.changed", scope, known.chargePointID, id, in: tx)
    }

    /// Tells an observer nothing any more; what it was told stays on record.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func end(
        _ scope: Scope,
        _ id: ObserverID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let known = try await find(scope, id, in: tx)
        try await tx.run(EndObserver(operatorID: try scope.requireOperator(), id: id, at: now))
        try await record("observer.ended", scope, known.chargePointID, id, in: tx)
    }

    // MARK: What it was told

    /// Messages that a page counts before it says "more".
    package static let countedMessages = 10_000

    /// How many messages of the charge point the observer was not told of yet; ``countedMessages`` and one for more.
    package static func behind(
        _ scope: Scope,
        _ id: ObserverID,
        in tx: Transaction
    ) async throws -> Int {
        let observer = try await find(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        guard let stored = try await tx.first(LoadObserverFeed(operatorID: operatorID, id: id)) else { return 0 }
        let reading = ObserverReading(
            operatorID: operatorID,
            chargePoint: observer.chargePointID,
            since: observer.since,
            places: stored.places
        )
        return try await tx.one(CountFramesToObserve(reading: reading, limit: countedMessages + 1))
    }

    /// The transactions that the observer was told of, or not, those to look at first, then the newest.
    package static func transactions(
        _ scope: Scope,
        _ id: ObserverID,
        limit: Int,
        in tx: Transaction
    ) async throws -> [ObserverTransactionLine] {
        _ = try await find(scope, id, in: tx)
        let statement = ListObserverTransactions(operatorID: try scope.requireOperator(), id: id, limit: limit)
        return try await tx.all(statement)
    }

    /// Has a transaction told again from its start, or from its stop where the observer knows the start.
    ///
    /// - Throws: ``NotFound`` when it is at another stand by now, ``NotPermitted``, `PostgresFault`.
    package static func retry(
        _ scope: Scope,
        _ id: ObserverID,
        transaction: OutboxName,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let known = try await find(scope, id, in: tx)
        let retry = RetryObserverTransaction(
            operatorID: try scope.requireOperator(),
            id: id,
            transaction: transaction
        )
        guard try await tx.run(retry) > 0 else { throw NotFound("transaction") }
        try await record("observer.retried", scope, known.chargePointID, id, in: tx)
        try await tx.notify(channel, "\(id)")
    }

    /// Has an observer that is away dialled now.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func dial(
        _ scope: Scope,
        _ id: ObserverID,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        _ = try await find(scope, id, in: tx)
        try await tx.notify(channel, "\(id)")
    }

    // MARK: Rules

    /// What a sealed key is bound to.
    package static func sealedPlace(_ chargePoint: ChargePointID, _ upstream: UpstreamID) -> String {
        "charge_point/\(chargePoint)/observer/\(upstream)/key"
    }

    static func seal(
        _ key: String?,
        _ details: ObserverDetails,
        _ chargePoint: ChargePointID,
        _ upstream: UpstreamID,
        _ box: SecretBox
    ) throws -> [UInt8]? {
        guard details.authorization == .key, let key else { return nil }
        return try box.seal(key, for: sealedPlace(chargePoint, upstream))
    }

    /// No two ways of a charge point, to its back-office or to observers, lead to one address under one identity: there
    /// each connection would push the other aside.
    static func checkWays(_ scope: Scope, _ chargePoint: ChargePointID?, in tx: Transaction) async throws {
        let twice = WaysAddressedTwice(
            operatorID: try scope.requireOperator(),
            chargePoints: chargePoint.map { [$0] }
        )
        guard try await tx.all(twice).isEmpty else { throw ObserverRejection.addressedTwice }
    }

    /// The same when a back-office or the way to it changes.
    static func checkWays(behind scope: Scope, _ chargePoint: ChargePointID?, in tx: Transaction) async throws {
        do { try await checkWays(scope, chargePoint, in: tx) } catch is ObserverRejection {
            throw UpstreamRejection.addressedTwice
        }
    }

    private static func record(
        _ action: String,
        _ scope: Scope,
        _ chargePoint: ChargePointID,
        _ id: ObserverID,
        in tx: Transaction
    ) async throws {
        let record = AuditRecord(
            action,
            subject: "charge_point/\(chargePoint)",
            detail: .dictionary(["observer": .integer(id.rawValue)])
        )
        try await AuditLog.record(scope, record, in: tx)
    }
}
