package import Postgres
import Values

/// Turns stored frames into sessions, batch by batch, each in one transaction with the place it has come to.
///
/// A crash between batches loses nothing and doubles nothing: either the batch and its place are stored or neither.
package struct Projector: Sendable {
    /// The most frames of one batch: large enough to share round trips, small enough to keep memory flat.
    package static let framesPerBatch = 5000

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Projects whatever is stored and not yet projected.
    ///
    /// - Returns: How many frames were projected.
    package func run() async throws -> Int {
        var total = 0
        for node in try await database.read(.system, { try await $0.all(FrameNodes()) }) {
            var count = 0
            repeat {
                count = try await projectBatch(of: node)
                total += count
            } while count == Projector.framesPerBatch
        }
        return total
    }

    private func projectBatch(of node: Int32) async throws -> Int {
        try await database.write(.system, planning: .anew) { tx in
            let cursor: Int64 = try await tx.one(LockCursor(node: node))
            let next = FramesAfter(node: node, sequence: cursor, limit: Projector.framesPerBatch)
            let frames = try await tx.all(next)
            guard let last = frames.last else { return 0 }
            var batch = ProjectionBatch(frames: try await registered(frames, in: tx))
            try await load(&batch, in: tx)
            batch.apply()
            try await store(batch, in: tx)
            try await tx.run(AdvanceCursor(node: node, sequence: last.reference.sequence))
            return frames.count
        }
    }

    /// The frames without those of charge points that nobody registered yet; these are projected when somebody does.
    private func registered(_ frames: [StoredFrame], in tx: Transaction) async throws -> [StoredFrame] {
        let points = Dictionary(frames.map { ($0.chargePointID, $0.operatorID) }) { first, _ in first }
        let among = UnknownAmong(operators: Array(Set(points.values)), chargePoints: Array(points.keys))
        let unknown = Set(try await tx.all(among))
        return unknown.isEmpty ? frames : frames.filter { !unknown.contains($0.chargePointID) }
    }

    /// Puts the memory of the charge points and the sessions that the frames name at hand.
    private func load(_ batch: inout ProjectionBatch, in tx: Transaction) async throws {
        let points = batch.chargePoints
        let states = ProjectionStates(operators: Array(Set(points.values)), chargePoints: Array(points.keys))
        for row in try await tx.all(states) { batch.take(row.state, of: row.chargePoint) }
        let wanted = batch.wantedKeys
        let sessions = SessionsByKey(
            operators: wanted.map { points[$0.chargePoint]?.rawValue ?? 0 },
            chargePoints: wanted.map(\.chargePoint.rawValue),
            keys: wanted.map(\.key)
        )
        for row in try await tx.all(sessions) { batch.take(row.record, of: row.chargePoint) }
    }

    private func store(_ batch: ProjectionBatch, in tx: Transaction) async throws {
        let changed = batch.changedSessions
        var ids: [SessionName: SessionID] = [:]
        if !changed.isEmpty {
            for row in try await tx.all(UpsertSessions(sessions: changed)) {
                ids[SessionName(chargePoint: row.chargePoint, key: row.naturalKey)] = row.id
            }
        }
        let effects = batch.effects(ids: ids)
        if !effects.readings.isEmpty { try await tx.run(InsertReadings(readings: effects.readings)) }
        if !effects.frames.isEmpty { try await tx.run(InsertSessionFrames(frames: effects.frames)) }
        if !effects.faults.isEmpty { try await tx.run(InsertFrameFaults(faults: effects.faults)) }
        if !effects.certificateRequests.isEmpty {
            try await tx.run(InsertCertificateRequests(requests: effects.certificateRequests))
        }
        if !effects.meterFacts.isEmpty { try await tx.run(InsertMeterFacts(facts: effects.meterFacts)) }
        if !effects.reports.isEmpty {
            try await tx.run(InsertReports(reports: effects.reports))
            for report in effects.reports {
                try await tx.notify(ChargePointStates.channel, "\(report.operatorID)/\(report.chargePoint)")
            }
        }
        if !effects.states.isEmpty { try await tx.run(UpsertProjectionStates(states: effects.states)) }
        if !effects.toRate.isEmpty {
            try await tx.run(RequestRating(sessions: effects.toRate))
            try await tx.notify("rating")
        }
        if !changed.isEmpty { try await tx.notify("sessions") }
    }
}
