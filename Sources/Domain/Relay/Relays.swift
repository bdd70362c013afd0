package import Postgres
package import Values

/// Which charge points go through to a back-office, and what is noticed on the way.
package enum Relays {
    /// The charge point's way to its back-office; `nil` when it is ours.
    package static func find(
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws -> ChargePointRelay? {
        _ = try await ChargePoints.find(scope, id, in: tx)
        return try await tx.first(FindRelay(operatorID: try scope.requireOperator(), chargePointID: id))
    }

    /// Sends a charge point through to a back-office from now on.
    ///
    /// - Parameters:
    ///   - scope: Who asks; an operator's admin.
    ///   - id: The charge point.
    ///   - upstreamID: The back-office.
    ///   - authorization: What it gets to see; the field's value is only taken with `replace`.
    ///   - field: The Authorization field in the place of the charge point's own.
    ///   - absence: What happens while the back-office is away.
    ///   - box: Seals the field.
    ///   - now: From when on.
    ///   - tx: The transaction.
    /// - Throws: ``NotFound``, ``UpstreamRejection``, ``NotPermitted``, `PostgresFault`.
    package static func begin(
        _ scope: Scope,
        _ id: ChargePointID,
        to upstreamID: UpstreamID,
        authorization: RelayAuthorizationMode,
        field: String? = nil,
        absence: RelayAbsence = RelayAbsence(),
        box: SecretBox,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        _ = try await ChargePoints.find(scope, id, in: tx)
        guard try await Upstreams.find(scope, upstreamID, in: tx).retiredAt == nil else {
            throw UpstreamRejection.retired
        }
        let sealed = authorization == .replace ? try box.seal(field ?? "", for: sealedPlace(id)) : nil
        let relay = InsertRelay(
            operatorID: operatorID,
            chargePointID: id,
            upstreamID: upstreamID,
            mode: authorization,
            sealed: sealed,
            absence: absence,
            at: now
        )
        try await start(scope, relay, in: tx)
    }

    /// The same, whoever asks; ``Connecting`` has looked at that.
    static func start(_ scope: Scope, _ relay: InsertRelay, in tx: Transaction) async throws {
        let (operatorID, id, now) = (relay.operatorID, relay.chargePointID, relay.at)
        try await tx.run(EndRelay(operatorID: operatorID, chargePointID: id, at: now))
        try await tx.run(relay)
        try await Observers.checkWays(behind: scope, id, in: tx)
        try await Commands.giveUpForRelay(operatorID, id, at: now, in: tx)
        try await record("charge_point.relayed", scope, id, in: tx)
    }

    /// Makes a charge point ours from now on.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func end(
        _ scope: Scope,
        _ id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        _ = try await ChargePoints.find(scope, id, in: tx)
        try await tx.run(EndRelay(operatorID: try scope.requireOperator(), chargePointID: id, at: now))
        try await record("charge_point.relay_ended", scope, id, in: tx)
    }

    /// What passed since the charge point goes through, counted from the raw copies.
    package static func proof(_ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws -> RelayProof? {
        guard let relay = try await find(scope, id, in: tx) else { return nil }
        let count = CountRelayed(
            operatorID: try scope.requireOperator(),
            chargePointID: id,
            since: relay.since
        )
        return try await tx.one(count)
    }

    /// The latest notices about a charge point, newest first.
    package static func notices(
        _ scope: Scope,
        _ id: ChargePointID,
        limit: Int,
        in tx: Transaction
    ) async throws -> [RelayNotice] {
        _ = try await ChargePoints.find(scope, id, in: tx)
        return try await tx.all(
            RelayNotices(operatorID: try scope.requireOperator(), chargePointID: id, limit: limit)
        )
    }

    /// Keeps a notice of the gateway; the same one again changes nothing.
    ///
    /// Work of the installation only. A new key that the charge point accepted becomes the one it must show, and the one
    /// we show to its back-office where we show another than the charge point's own. Where we are who lets it in, the old
    /// one opens until it has come with the new one: some take a key at their next restart only.
    package static func record(
        _ scope: Scope,
        _ notice: RelayNotice,
        of operatorID: OperatorID,
        newKey: ChargePointKey?,
        box: SecretBox,
        in tx: Transaction
    ) async throws {
        try scope.require()
        try await tx.run(InsertRelayNotice(operatorID: operatorID, notice: notice))
        guard let newKey else { return }
        try await note(newKey, of: operatorID, notice, in: tx)
        let replaced = ReplacedIdentity(
            operatorID: operatorID,
            chargePointID: notice.chargePointID,
            upstreamID: notice.upstreamID
        )
        guard let identity = try await tx.first(replaced) else { return }
        let field = BasicCredentials.field(user: identity, password: newKey.text)
        try await tx.run(
            ResealRelay(
                operatorID: operatorID,
                chargePointID: notice.chargePointID,
                upstreamID: notice.upstreamID,
                sealed: try box.seal(field, for: sealedPlace(notice.chargePointID))
            )
        )
    }

    private static func note(
        _ key: ChargePointKey,
        of operatorID: OperatorID,
        _ notice: RelayNotice,
        in tx: Transaction
    ) async throws {
        let id = notice.chargePointID
        let mode = try await tx.first(
            RelayModeNow(operatorID: operatorID, chargePointID: id, upstreamID: notice.upstreamID)
        )
        switch mode {
        case .some(.replace), .some(.none):
            try await tx.run(SetNextKeyOfBackOffice(operatorID: operatorID, id: id, keyHash: key.hash))
        case .some(.pass), nil: try await tx.run(SetChargePointKey(operatorID: operatorID, id: id, keyHash: key.hash))
        }
    }

    /// What a sealed field is bound to.
    package static func sealedPlace(_ id: ChargePointID) -> String { "charge_point/\(id)/authorization" }

    private static func record(_ action: String, _ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws {
        try await AuditLog.record(scope, AuditRecord(action, subject: "charge_point/\(id)"), in: tx)
    }
}
