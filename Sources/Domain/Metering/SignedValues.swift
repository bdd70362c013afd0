package import Postgres
package import Values

/// Signed meter values: found in the raw frames, which are kept for good, and never changed.
package enum SignedValues {
    /// Frames of one session that are searched: a signed value a minute over eight hours.
    package static let frameLimit = 500
    /// Signed values that a page shows.
    package static let valueLimit = 200
    /// How long after a session its late values are looked for, in seconds: charge points that were offline for a day.
    static let lateSeconds: Int64 = 86_400
    /// The latest frames in which the newest signed value of a charge point is looked for.
    static let latestFrameLimit = 2_000

    /// The signed values of a session in the order of their arrival.
    ///
    /// - Throws: ``NotFound`` also for another operator's or another host's session, `PostgresFault`.
    package static func list(_ scope: Scope, of id: SessionID, in tx: Transaction) async throws -> [SignedValue] {
        let operatorID = try scope.requireOperator()
        let find = FindMeteredSession(operatorID: operatorID, id: id, hostID: scope.hostID)
        guard let session = try await tx.first(find) else { throw NotFound("session") }
        let frames = FramesWithSignedValues(
            operatorID: operatorID,
            chargePoint: session.chargePoint,
            from: session.from,
            until: session.until?.adding(seconds: lateSeconds),
            limit: frameLimit
        )
        let values = try await tx.all(frames).flatMap { SignedValue.all(in: $0.payload, reference: $0.reference) }
        return Array(values.filter(session.owns).prefix(valueLimit))
    }

    /// The newest signed value of a charge point; `nil` when none of its latest frames has one.
    package static func latest(
        _ scope: Scope,
        of id: ChargePointID,
        in tx: Transaction
    ) async throws -> SignedValue? {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        let operatorID = try scope.requireOperator()
        let statement = LatestSignedFrame(operatorID: operatorID, chargePoint: id, within: latestFrameLimit)
        return try await tx.first(statement).flatMap { SignedValue.all(in: $0.payload, reference: $0.reference).last }
    }

    /// The key that somebody entered for a charge point's meter; `nil` when nobody did.
    package static func key(_ scope: Scope, of id: ChargePointID, in tx: Transaction) async throws -> String? {
        try await tx.first(FindMeterKey(operatorID: try scope.requireOperator(), chargePoint: id))
    }

    /// Enters the key of a charge point's meter; an empty one is forgotten.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func setKey(
        _ scope: Scope,
        _ text: String,
        of id: ChargePointID,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        _ = try await ChargePoints.find(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        if text.isEmpty {
            try await tx.run(DeleteMeterKey(operatorID: operatorID, chargePoint: id))
        } else {
            let upsert = UpsertMeterKey(operatorID: operatorID, chargePoint: id, text: text, userID: scope.userID)
            try await tx.run(upsert)
        }
        let record = AuditRecord("charge_point.meter_key_entered", subject: "charge-point/\(id)")
        try await AuditLog.record(scope, record, in: tx)
    }
}

/// Where and when a session was, to find its values.
struct MeteredSession: Hashable, Sendable {
    let chargePoint: ChargePointID
    let connector: Int64
    let transactionID: Int64
    let from: Timestamp
    /// `nil` while it is open.
    let until: Timestamp?

    /// Whether a value is the session's: by its transaction, else by connector and time.
    func owns(_ value: SignedValue) -> Bool {
        if let number = Int64(value.transaction), number > 0 { return number == transactionID }
        let isInTime = until.map { value.reference.receivedAt <= $0 } ?? true
        return isInTime && (value.connector == nil || value.connector == connector)
    }
}
