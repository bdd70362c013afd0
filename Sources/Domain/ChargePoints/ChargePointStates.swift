package import Postgres
package import Values

/// What charge points tell of themselves, as last told.
package enum ChargePointStates {
    /// The channel that speaks when a state changes; the payload is `operator/charge point` by their ids.
    package static let channel = "charge_points"
    /// The channel that speaks when a charge point connected; the payload is a ``ConnectionNotice``.
    package static let connections = "connections"
    /// Sessions under way that a page lists: no charge point has as many connectors.
    package static let openSessionLimit = 64
    /// Frames that a page lists.
    package static let frameLimit = 20

    /// The state of a charge point; empty when it never called in.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws -> ChargePointState {
        let operatorID = try operatorID(scope)
        var state = try await tx.first(FindChargePointState(operatorID: operatorID, id: id)) ?? ChargePointState()
        let connectors = try await tx.all(ListConnectorReports(operatorID: operatorID, chargePoints: [id]))
        state.connectors = connectors.map(\.report)
        return state
    }

    /// Sessions of a charge point that are under way, newest first.
    package static func openSessions(
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws -> [OpenSessionReport] {
        let operatorID = try operatorID(scope)
        return try await tx.all(
            ListOpenSessionReports(operatorID: operatorID, chargePoint: id, limit: openSessionLimit)
        )
    }

    /// The latest frames of a charge point, newest first.
    package static func latestFrames(
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws -> [FrameReport] {
        let operatorID = try operatorID(scope)
        return try await tx.all(ListLatestFrames(operatorID: operatorID, chargePoint: id, limit: frameLimit))
    }

    /// Stores states and tells the pages that watch; for the gateway.
    package static func store(
        _ scope: Scope,
        _ updates: [ChargePointStateUpdate],
        node: Int32,
        in tx: Transaction
    ) async throws {
        try scope.require()
        try await tx.runAll(updates.map { UpsertChargePointState(nodeID: node, update: $0) })
        let reports = updates.flatMap { update in
            update.state.connectors.map {
                UpsertConnectorReport(
                    operatorID: update.operatorID,
                    chargePointID: update.chargePointID,
                    report: $0
                )
            }
        }
        try await tx.runAll(reports)
        for update in updates { try await tx.notify(channel, "\(update.operatorID)/\(update.chargePointID)") }
    }

    /// Tells the other nodes of new connections; for the gateway, in the transaction that stores them.
    package static func announce(_ scope: Scope, _ notices: [ConnectionNotice], in tx: Transaction) async throws {
        try scope.require()
        for notice in notices { try await tx.notify(connections, notice.payload) }
    }

    /// Says of every charge point of a node that it is not connected; for the start of a gateway after a crash.
    package static func disconnectAll(
        _ scope: Scope,
        node: Int32,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require()
        try await tx.run(DisconnectNode(nodeID: node, at: now))
    }

    private static func operatorID(_ scope: Scope) throws -> OperatorID {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        return try scope.requireOperator()
    }
}
