import Postgres
import Values

/// Projects the frames of one charge point again, in the transaction of whoever asks for it.
struct ChargePointRebuild {
    let operatorID: OperatorID

    /// Sessions or readings written by one statement; bounds its memory.
    private static let rowsPerWrite = 5000

    /// Projects all frames up to where the projectors came, and writes what differs; the counts of it.
    @discardableResult
    func run(_ chargePoint: ChargePointID, in tx: Transaction) async throws -> SessionRebuild.Counts {
        var counts = SessionRebuild.Counts()
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
        let rows = try await tx.all(SessionsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        let stored = Dictionary(uniqueKeysWithValues: rows.map { ($0.naturalKey, $0) })
        let changed = try await write(sessions, over: stored, projection.frames, chargePoint, &counts, in: tx)
        let retired = try await retire(stored.values.filter { sessions[$0.naturalKey] == nil }, chargePoint, in: tx)
        counts.retiredSessions += retired.count
        try await writeReadings(projection, chargePoint, &counts, in: tx)
        let facts = projection.toldFacts(of: chargePoint, operatorID)
        if !facts.isEmpty { try await tx.run(InsertMeterFacts(facts: facts)) }
        try await rate(changed.filter { $0.record.state == .completed }.map(\.id) + retired, in: tx)
        if !changed.isEmpty || !retired.isEmpty { try await tx.notify("sessions") }
        try await tx.run(
            StoreRebuiltState(operatorID: operatorID, chargePoint: chargePoint, state: projection.state)
        )
        return counts
    }

    /// Writes the sessions that differ, and the frames of those; those that were written.
    private func write(
        _ sessions: [String: SessionRecord],
        over stored: [String: SessionRecord],
        _ parts: [ProjectedFrame],
        _ chargePoint: ChargePointID,
        _ counts: inout SessionRebuild.Counts,
        in tx: Transaction
    ) async throws -> [(id: SessionID, record: SessionRecord)] {
        let different = sessions.values.filter { stored[$0.naturalKey] != $0 }
            .sorted { ($0.startedAt, $0.naturalKey) < ($1.startedAt, $1.naturalKey) }
        var ids: [String: SessionID] = [:]
        for part in different.parts(of: ChargePointRebuild.rowsPerWrite) {
            let given = part.map { (operatorID: operatorID, chargePoint: chargePoint, record: $0) }
            for row in try await tx.all(UpsertSessions(sessions: given)) { ids[row.naturalKey] = row.id }
        }
        counts.changedSessions += different.count
        let frames = parts.compactMap { frame in
            ids[frame.naturalKey].map { (operatorID: operatorID, session: $0, frame: frame) }
        }
        for part in frames.parts(of: ChargePointRebuild.rowsPerWrite) {
            try await tx.run(InsertSessionFrames(frames: Array(part)))
        }
        return different.compactMap { record in ids[record.naturalKey].map { ($0, record) } }
    }

    /// Keeps sessions that the rules no longer give as such; their ids.
    private func retire(
        _ sessions: [SessionRecord],
        _ chargePoint: ChargePointID,
        in tx: Transaction
    ) async throws -> [SessionID] {
        var ids: [SessionID] = []
        let keys = sessions.filter { !$0.isRetired }.map(\.naturalKey).sorted()
        for part in keys.parts(of: ChargePointRebuild.rowsPerWrite) {
            let retirement = RetireSessions(operatorID: operatorID, chargePoint: chargePoint, keys: Array(part))
            ids += try await tx.all(retirement)
        }
        return ids
    }

    /// Writes the readings that are missing, and leaves out those that the rules no longer give.
    private func writeReadings(
        _ projection: SessionProjection,
        _ chargePoint: ChargePointID,
        _ counts: inout SessionRebuild.Counts,
        in tx: Transaction
    ) async throws {
        let kept = Set(try await tx.all(ReadingsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint)))
        let retired = kept.subtracting(projection.readings.map(ReadingsOfChargePoint.Row.init))
        counts.retiredReadings += retired.count
        try await mark(retired, chargePoint, by: SessionProjection.version, in: tx)
        let missing = projection.readings.filter { !kept.contains(ReadingsOfChargePoint.Row($0)) }
        guard !missing.isEmpty else { return }
        let rows = try await tx.all(SessionIDsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        let ids = Dictionary(uniqueKeysWithValues: rows.map { ($0.naturalKey, $0.id) })
        let readings = missing.compactMap { reading in
            ids[reading.naturalKey].map { (operatorID: operatorID, session: $0, reading: reading) }
        }
        for part in readings.parts(of: ChargePointRebuild.rowsPerWrite) {
            try await tx.run(InsertReadings(readings: Array(part)))
        }
        // Some may have been left out by other rules.
        try await mark(Set(missing.map(ReadingsOfChargePoint.Row.init)), chargePoint, by: nil, in: tx)
        counts.addedReadings += readings.count
    }

    /// Leaves readings out by the rules of a version, or takes them in again.
    private func mark(
        _ readings: Set<ReadingsOfChargePoint.Row>,
        _ chargePoint: ChargePointID,
        by version: Int32?,
        in tx: Transaction
    ) async throws {
        for part in Array(readings).parts(of: ChargePointRebuild.rowsPerWrite) {
            let (operatorID, part) = (operatorID, Array(part))
            try await tx.run(
                MarkReadings(operatorID: operatorID, chargePoint: chargePoint, readings: part, version: version)
            )
        }
    }

    /// Has the lines of sessions that changed computed again.
    private func rate(_ sessions: [SessionID], in tx: Transaction) async throws {
        guard !sessions.isEmpty else { return }
        let due = sessions.map { (operatorID: operatorID, session: $0, reason: RatingReason.sessionChanged) }
        try await tx.run(RequestRating(sessions: due))
        try await tx.notify("rating")
    }
}

extension Array {
    /// Parts of at most so many elements, in order.
    fileprivate func parts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
