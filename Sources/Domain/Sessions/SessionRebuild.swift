package import Postgres
package import Values

/// Projects again from the frames what older rules projected, and writes only what differs.
///
/// A charge point at a time, each in one transaction with the version of the rules it now follows: a crash between
/// two loses nothing, and the next run goes on behind the last. Projectors wait meanwhile, so that no frame is taken
/// twice or missed. Sessions that changed have their lines computed again; of a credited one the next month end
/// credits the difference.
package struct SessionRebuild: Sendable {
    /// What was done.
    package struct Counts: Hashable, Sendable {
        /// Charge points whose frames were projected again.
        package var chargePoints = 0
        /// Frames that were read.
        package var frames = 0
        /// Sessions that the frames gave.
        package var sessions = 0
        /// Those of them that were written, since they were missing or differed.
        package var changedSessions = 0
        /// Readings that were missing.
        package var addedReadings = 0
        /// Sessions and readings that no frame gives any more; they stay, and `verify` names them.
        package var leftOver = 0

        package init() {}
    }

    private let database: Database
    private let operatorID: OperatorID

    /// Sessions or readings written by one statement; bounds its memory.
    private static let rowsPerWrite = 5000

    package init(database: Database, operatorID: OperatorID) {
        self.database = database
        self.operatorID = operatorID
    }

    /// Projects again what is due, or also what the present rules projected: `everything`.
    package func run(everything: Bool = false) async throws -> Counts {
        let scope = Scope.system(for: operatorID)
        // The versions that are older, or none and each.
        let below = everything ? Int32.max : SessionProjection.version
        var counts = Counts()
        var after = ChargePointID(0)
        while true {
            let next = NextToRebuild(operatorID: operatorID, after: after, below: below)
            guard let chargePoint = try await database.read(scope, { try await $0.first(next) }) else { return counts }
            counts = try await database.write(scope) { [counts] tx in
                var counts = counts
                try await rebuild(chargePoint, &counts, in: tx)
                return counts
            }
            after = chargePoint
        }
    }

    private func rebuild(_ chargePoint: ChargePointID, _ counts: inout Counts, in tx: Transaction) async throws {
        try await tx.run(PlanAnew())
        try await tx.run(StopProjectors())
        var projection = SessionProjection()
        let frames = ProjectedFramesOfChargePoint(operatorID: operatorID, chargePoint: chargePoint)
        for try await frame in tx.stream(frames) {
            projection.apply(frame)
            counts.frames += 1
        }
        counts.chargePoints += 1
        counts.sessions += projection.sessions.count
        // What people said of ends lies over the frames, whatever the rules.
        let endings = try await tx.all(EndingsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        let sessions = projection.sessions(endedBy: endings)
        let changed = try await write(sessions, projection.frames, chargePoint, &counts, in: tx)
        try await writeReadings(projection, chargePoint, &counts, in: tx)
        try await rate(changed, in: tx)
        try await tx.run(
            StoreRebuiltState(operatorID: operatorID, chargePoint: chargePoint, state: projection.state)
        )
    }

    /// Writes the sessions that differ, and the frames of those; those that were written.
    private func write(
        _ sessions: [String: SessionRecord],
        _ parts: [ProjectedFrame],
        _ chargePoint: ChargePointID,
        _ counts: inout Counts,
        in tx: Transaction
    ) async throws -> [(id: SessionID, record: SessionRecord)] {
        let rows = try await tx.all(SessionsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        let stored = Dictionary(uniqueKeysWithValues: rows.map { ($0.naturalKey, $0) })
        counts.leftOver += stored.keys.count { sessions[$0] == nil }
        let different = sessions.values.filter { stored[$0.naturalKey] != $0 }
            .sorted { ($0.startedAt, $0.naturalKey) < ($1.startedAt, $1.naturalKey) }
        var ids: [String: SessionID] = [:]
        for part in different.parts(of: SessionRebuild.rowsPerWrite) {
            let given = part.map { (operatorID: operatorID, chargePoint: chargePoint, record: $0) }
            for row in try await tx.all(UpsertSessions(sessions: given)) { ids[row.naturalKey] = row.id }
        }
        counts.changedSessions += different.count
        let frames = parts.compactMap { frame in
            ids[frame.naturalKey].map { (operatorID: operatorID, session: $0, frame: frame) }
        }
        for part in frames.parts(of: SessionRebuild.rowsPerWrite) {
            try await tx.run(InsertSessionFrames(frames: Array(part)))
        }
        return different.compactMap { record in ids[record.naturalKey].map { ($0, record) } }
    }

    /// Writes the readings that are missing.
    private func writeReadings(
        _ projection: SessionProjection,
        _ chargePoint: ChargePointID,
        _ counts: inout Counts,
        in tx: Transaction
    ) async throws {
        let kept = Set(try await tx.all(ReadingsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint)))
        let rebuilt = Set(projection.readings.map(ReadingsOfChargePoint.Row.init))
        counts.leftOver += kept.subtracting(rebuilt).count
        let missing = projection.readings.filter { !kept.contains(ReadingsOfChargePoint.Row($0)) }
        guard !missing.isEmpty else { return }
        let rows = try await tx.all(SessionIDsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        let ids = Dictionary(uniqueKeysWithValues: rows.map { ($0.naturalKey, $0.id) })
        let readings = missing.compactMap { reading in
            ids[reading.naturalKey].map { (operatorID: operatorID, session: $0, reading: reading) }
        }
        for part in readings.parts(of: SessionRebuild.rowsPerWrite) {
            try await tx.run(InsertReadings(readings: Array(part)))
        }
        counts.addedReadings += readings.count
    }

    /// Has the lines of sessions that changed computed again.
    private func rate(_ changed: [(id: SessionID, record: SessionRecord)], in tx: Transaction) async throws {
        guard !changed.isEmpty else { return }
        let due = changed.filter { $0.record.state == .completed }
            .map { (operatorID: operatorID, session: $0.id, reason: RatingReason.sessionChanged) }
        if !due.isEmpty {
            try await tx.run(RequestRating(sessions: due))
            try await tx.notify("rating")
        }
        try await tx.notify("sessions")
    }
}

extension SessionRebuild.Counts {
    /// Both together.
    package static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.chargePoints += right.chargePoints
        sum.frames += right.frames
        sum.sessions += right.sessions
        sum.changedSessions += right.changedSessions
        sum.addedReadings += right.addedReadings
        sum.leftOver += right.leftOver
        return sum
    }
}

extension Array {
    /// Parts of at most so many elements, in order.
    fileprivate func parts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
