package import Postgres
package import Values

/// How far a charge point is that is being connected.
package struct ConnectProgress: Hashable, Sendable {
    package let chargePoint: ChargePoint
    package let state: ChargePointState
    /// Where its messages go on to; `nil` when it is ours.
    package let relay: ChargePointRelay?
    /// Why it was turned away since it was last connected, the latest first.
    package let refused: [RefusedHandshake]
    /// Whether the reader may replace its key on the page where it waits.
    package let mayRenewKey: Bool
}

extension Connecting {
    /// How long ago a refusal still says something about now, in seconds.
    private static let recentSeconds: Int64 = 3_600

    /// How far a charge point of the scope is.
    ///
    /// - Throws: ``NotFound`` also for another operator's or host's, `PostgresFault`.
    package static func progress(
        _ scope: Scope,
        _ id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> ConnectProgress {
        let chargePoint = try await find(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        let state = try await tx.first(FindChargePointState(operatorID: operatorID, id: id)) ?? ChargePointState()
        let recent = now.adding(seconds: -recentSeconds)
        // What went wrong before the last success has been put right.
        let since = max(recent, state.connectedAt ?? recent)
        return ConnectProgress(
            chargePoint: chargePoint,
            state: state,
            relay: try await tx.first(FindRelay(operatorID: operatorID, chargePointID: id)),
            refused: try await RefusedHandshakes.list(scope, of: chargePoint, since: since, in: tx),
            mayRenewKey: mayRenewKey(scope, chargePoint)
        )
    }

    /// A charge point of the scope, for hosts one in use at a site of their own.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws -> ChargePoint {
        guard let host = scope.hostID else { return try await ChargePoints.find(scope, id, in: tx) }
        try await check(scope, in: tx)
        let statement = FindChargePoint(operatorID: try scope.requireOperator(), id: id)
        guard let found = try await tx.first(statement), found.hostID == host, found.retiredAt == nil else {
            throw NotFound("charge point")
        }
        return found
    }

    /// Replaces the key of a charge point that a host's own people connected; gateways end the connection that was made
    /// with the old one.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func renewKey(
        _ scope: Scope,
        _ id: ChargePointID,
        to key: ChargePointKey,
        in tx: Transaction
    ) async throws {
        guard mayRenewKey(scope, try await find(scope, id, in: tx)) else { throw NotFound("charge point") }
        try await ChargePoints.replaceKey(scope, id, by: key, in: tx)
    }

    /// What the operator's people connected has a key that they gave to somebody.
    private static func mayRenewKey(_ scope: Scope, _ chargePoint: ChargePoint) -> Bool {
        scope.hostID != nil && chargePoint.connectedBy?.hostID == scope.hostID
    }
}
