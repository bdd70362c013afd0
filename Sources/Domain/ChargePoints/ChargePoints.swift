package import Postgres
package import Values

/// The charge points of an operator; hosts' users see which of them stand at their sites, and no more.
///
/// Every change tells the channel `directory`, by a trigger in the database, so that gateways read them again.
package enum ChargePoints {
    private static let kind = "charge point"

    /// Charge points whose identity or name contains the search text, with their live state.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<ChargePointSort>,
        _ filter: ChargePointFilter = ChargePointFilter(),
        in tx: Transaction
    ) async throws -> Listing<ChargePointSummary> {
        let operatorID = try scope.requireOperator()
        let page: Listing<ChargePointSummary> = try await tx.listing(request) {
            ListChargePoints(operatorID: operatorID, hostID: scope.hostID, filter: filter, request: $0)
        }
        let reports = try await connectors(of: page.rows.map(\.id), operatorID, in: tx)
        let rows = page.rows.map { row in
            var row = row
            row.connectors = reports[row.id] ?? []
            return row
        }
        return Listing(rows: rows, total: page.total)
    }

    private static func connectors(
        of ids: [ChargePointID],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [ChargePointID: [ConnectorReport]] {
        guard !ids.isEmpty else { return [:] }
        let rows = try await tx.all(ListConnectorReports(operatorID: operatorID, chargePoints: ids))
        return Dictionary(grouping: rows, by: \.chargePointID).mapValues { $0.map(\.report) }
    }

    /// One charge point of the scope.
    ///
    /// - Throws: ``NotFound`` also for another operator's, and for users of hosts.
    package static func find(_ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws -> ChargePoint {
        let statement = FindChargePoint(operatorID: try scope.requireOperator(), id: id)
        guard scope.hostID == nil, let found = try await tx.first(statement) else { throw NotFound(kind) }
        return found
    }

    /// One charge point of the operator by its OCPP identity; `nil` when there is none.
    package static func find(_ scope: Scope, identity: String, in tx: Transaction) async throws -> ChargePoint? {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await tx.first(FindChargePointByIdentity(operatorID: operatorID, identity: identity))
    }

    /// Adds a charge point to a site; its key is shown to the person once and not kept.
    ///
    /// - Throws: ``ChargePointRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        _ details: ChargePointDetails,
        at site: SiteID,
        key: ChargePointKey,
        in tx: Transaction
    ) async throws -> ChargePointID {
        try scope.require(.operatorAdmin)
        return try await add(scope, details, at: site, key: key, connectedBy: nil, in: tx)
    }

    /// The same, whoever asks; ``Connecting`` has looked at that.
    static func add(
        _ scope: Scope,
        _ details: ChargePointDetails,
        at site: SiteID,
        key: ChargePointKey,
        connectedBy user: UserID?,
        in tx: Transaction
    ) async throws -> ChargePointID {
        try check(details)
        let insert = InsertChargePoint(
            operatorID: try scope.requireOperator(),
            siteID: site,
            keyHash: key.hash,
            details: details,
            connectedBy: user
        )
        let id = try await ChargePointRejection.mapping { try await tx.one(insert) }
        try await record("charge_point.created", scope, id, in: tx)
        return id
    }

    /// Changes a charge point and the site it stands at; sessions of before keep the site of their time.
    ///
    /// - Throws: ``ChargePointRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func update(
        _ scope: Scope,
        _ id: ChargePointID,
        to details: ChargePointDetails,
        at site: SiteID,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        try check(details)
        try await checkInUse(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        let update = UpdateChargePoint(operatorID: operatorID, id: id, siteID: site, details: details)
        guard try await ChargePointRejection.mapping({ try await tx.run(update) }) > 0 else { throw NotFound(kind) }
        try await record("charge_point.changed", scope, id, in: tx)
    }

    /// Replaces the key; gateways end the connection that was made with the old one.
    ///
    /// - Throws: ``ChargePointRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func rotateKey(
        _ scope: Scope,
        _ id: ChargePointID,
        to key: ChargePointKey,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        try await checkInUse(scope, id, in: tx)
        try await replaceKey(scope, id, by: key, in: tx)
    }

    /// The same, whoever asks; ``Connecting`` has looked at that.
    static func replaceKey(
        _ scope: Scope,
        _ id: ChargePointID,
        by key: ChargePointKey,
        in tx: Transaction
    ) async throws {
        let update = SetChargePointKey(operatorID: try scope.requireOperator(), id: id, keyHash: key.hash)
        guard try await tx.run(update) > 0 else { throw NotFound(kind) }
        try await record("charge_point.key_rotated", scope, id, in: tx)
    }

    /// Takes a charge point out of use; its sessions stay, its key is forgotten, gateways end its connection.
    ///
    /// - Throws: ``ChargePointRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func retire(
        _ scope: Scope,
        _ id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        try await checkInUse(scope, id, in: tx)
        let update = RetireChargePoint(operatorID: try scope.requireOperator(), id: id, at: now)
        guard try await tx.run(update) > 0 else { throw NotFound(kind) }
        try await record("charge_point.retired", scope, id, in: tx)
    }

    /// Puts a retired charge point back into use with a new key, which is shown to the person once and not kept.
    ///
    /// - Throws: ``ChargePointRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func restore(
        _ scope: Scope,
        _ id: ChargePointID,
        key: ChargePointKey,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        guard try await find(scope, id, in: tx).retiredAt != nil else { throw ChargePointRejection.inUse }
        let update = RestoreChargePoint(operatorID: try scope.requireOperator(), id: id, keyHash: key.hash)
        guard try await tx.run(update) > 0 else { throw ChargePointRejection.inUse }
        try await record("charge_point.restored", scope, id, in: tx)
    }

    private static func checkInUse(_ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws {
        guard try await find(scope, id, in: tx).retiredAt == nil else { throw ChargePointRejection.retired }
    }

    private static func check(_ details: ChargePointDetails) throws(ChargePointRejection) {
        let scalars = details.identity.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { throw .identityLength }
        guard !first.properties.isWhitespace, !last.properties.isWhitespace,
            scalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw .identityForm }
    }

    private static func record(
        _ action: String,
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws {
        try await AuditLog.record(scope, AuditRecord(action, subject: "charge-point/\(id)"), in: tx)
    }
}
