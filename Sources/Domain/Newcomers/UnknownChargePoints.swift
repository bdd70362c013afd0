package import Postgres
package import Values

/// A charge point that nobody registered and that goes through to a back-office until somebody decides about it.
package struct UnknownChargePoint: Hashable, Sendable {
    /// The id of the charge point that it becomes.
    package let id: ChargePointID
    package let identity: String
    package let upstreamID: UpstreamID
    package let upstreamName: String
    /// From where it came first.
    package let remoteAddress: String
    package let firstAt: Timestamp
    /// When somebody said that it shall not come again; `nil` while it waits.
    package let refusedAt: Timestamp?
    package let lastMessageAt: Timestamp?
    package let vendor: String
    package let model: String
}

/// An unknown charge point as the gateway found it, after its back-office took it.
package struct Newcomer: Hashable, Sendable {
    package let operatorID: OperatorID
    /// Reserved by ``UnknownChargePoints/reserveID(_:in:)``.
    package let id: ChargePointID
    package let identity: String
    package let upstreamID: UpstreamID
    package let remoteAddress: String

    package init(
        operatorID: OperatorID,
        id: ChargePointID,
        identity: String,
        upstreamID: UpstreamID,
        remoteAddress: String
    ) {
        self.operatorID = operatorID
        self.id = id
        self.identity = identity
        self.upstreamID = upstreamID
        self.remoteAddress = remoteAddress
    }
}

/// The charge points that came by a default back-office: they are relayed and copied, and nothing else, until somebody
/// approves or refuses them.
///
/// Their frames are kept under the id of the charge point that they become, and are projected when they do.
package enum UnknownChargePoints {
    private static let kind = "unknown charge point"
    /// Unknown charge points of an operator that wait at most: more are a mistake in a beginning, or somebody guessing.
    package static let waitingLimit = 200
    /// Rows of the page.
    package static let listLimit = 500

    /// Those that wait, the newest first, then those that were refused.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [UnknownChargePoint] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let list = ListUnknownChargePoints(operatorID: try scope.requireOperator(), id: nil, limit: listLimit)
        return try await tx.all(list)
    }

    /// One of them.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws -> UnknownChargePoint {
        try scope.require(.operatorAdmin, .operatorFinance)
        let find = ListUnknownChargePoints(operatorID: try scope.requireOperator(), id: id, limit: 1)
        guard let found = try await tx.first(find) else { throw NotFound(kind) }
        return found
    }

    /// What passed between it and its back-office, counted from the raw copies.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func proof(_ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws -> RelayProof {
        let unknown = try await find(scope, id, in: tx)
        let count = CountRelayed(operatorID: try scope.requireOperator(), chargePointID: id, since: unknown.firstAt)
        return try await tx.one(count)
    }

    // MARK: The gateway's side

    /// An id that no other charge point will ever have; work of the installation only.
    package static func reserveID(_ scope: Scope, in tx: Transaction) async throws -> ChargePointID {
        try scope.require()
        return try await tx.one(NextChargePointID())
    }

    /// Keeps an unknown charge point; work of the installation only.
    ///
    /// `false` when it must not come in: the identity is known or refused by now, its beginning is not in force any
    /// more, or too many wait.
    package static func keep(
        _ scope: Scope,
        _ newcomer: Newcomer,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> Bool {
        try scope.require()
        // One after the other, so that the limit is one.
        try await tx.run(LockNewcomers(operatorID: newcomer.operatorID))
        let keep = KeepUnknownChargePoint(newcomer: newcomer, limit: waitingLimit, at: now)
        return try await tx.run(keep) > 0
    }

    // MARK: Decisions

    /// Makes an unknown charge point one of a site: it goes on as it is, and what it did meanwhile is projected.
    ///
    /// One that was refused may be approved, too.
    ///
    /// - Throws: ``ChargePointRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func approve(
        _ scope: Scope,
        _ id: ChargePointID,
        as name: String,
        at site: SiteID,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        let unknown = try await find(scope, id, in: tx)
        // Frames are skipped before, and projected after; nothing in between.
        try await tx.run(StopProjectors())
        let approved = InsertApprovedChargePoint(
            operatorID: operatorID,
            id: id,
            siteID: site,
            identity: unknown.identity,
            name: name
        )
        _ = try await ChargePointRejection.mapping { try await tx.run(approved) }
        guard try await tx.run(DeleteUnknownChargePoint(operatorID: operatorID, id: id)) > 0 else {
            throw NotFound(kind)
        }
        let relay = InsertRelay(
            operatorID: operatorID,
            chargePointID: id,
            upstreamID: unknown.upstreamID,
            mode: .pass,
            sealed: nil,
            absence: RelayAbsence(),
            at: unknown.firstAt
        )
        try await tx.run(relay)
        try await ChargePointRebuild(operatorID: operatorID).run(id, in: tx)
        try await record("charge_point.approved", scope, id, unknown.identity, in: tx)
    }

    /// Turns an unknown charge point away from now on; its connection ends, and it gets 404 as unknown ones do.
    ///
    /// Refused twice, nothing changes.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func refuse(
        _ scope: Scope,
        _ id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let unknown = try await find(scope, id, in: tx)
        guard unknown.refusedAt == nil else { return }
        let refuse = RefuseUnknownChargePoint(operatorID: try scope.requireOperator(), id: id, at: now)
        try await tx.run(refuse)
        try await record("charge_point.refused", scope, id, unknown.identity, in: tx)
    }

    private static func record(
        _ action: String,
        _ scope: Scope,
        _ id: ChargePointID,
        _ identity: String,
        in tx: Transaction
    ) async throws {
        let detail = JSON.dictionary(["identity": .string(identity)])
        try await AuditLog.record(scope, AuditRecord(action, subject: "charge-point/\(id)", detail: detail), in: tx)
    }
}
