package import Postgres
package import Values

/// Rebuilds sessions and journal lines of an operator from raw frames, contracts and prices, and compares.
package struct SessionVerification: Sendable {
    private let database: Database
    private let operatorID: OperatorID

    package init(database: Database, operatorID: OperatorID) {
        self.database = database
        self.operatorID = operatorID
    }

    /// Compares sessions, readings and lines.
    ///
    /// The frames must all be projected and the lines all be computed before; what is still to be done is reported as
    /// a difference of its own.
    package func run() async throws -> [VerifyReport] {
        let scope = Scope.system(for: operatorID)
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            var sessions = VerifyTally(kind: "sessions")
            var readings = VerifyTally(kind: "meter readings")
            for chargePoint in try await tx.all(ChargePointsWithFrames(operatorID: operatorID)) {
                try await compare(chargePoint, &sessions, &readings, in: tx)
            }
            let lines = try await LineVerification(operatorID: operatorID).run(in: tx)
            return [sessions.report, readings.report] + lines
        }
    }

    private func compare(
        _ chargePoint: ChargePointID,
        _ sessions: inout VerifyTally,
        _ readings: inout VerifyTally,
        in tx: Transaction
    ) async throws {
        var projection = SessionProjection()
        let frames = FramesOfChargePoint(operatorID: operatorID, chargePoint: chargePoint)
        for try await frame in tx.stream(frames) { projection.apply(frame) }
        let stored = try await tx.all(SessionsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        let endings = try await tx.all(EndingsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        compare(projection.sessions(endedBy: endings), stored, chargePoint, &sessions)
        let kept = try await tx.all(ReadingsOfChargePoint(operatorID: operatorID, chargePoint: chargePoint))
        compare(projection.readings, kept, chargePoint, &readings)
    }

    private func compare(
        _ rebuilt: [String: SessionRecord],
        _ stored: [SessionRecord],
        _ chargePoint: ChargePointID,
        _ report: inout VerifyTally
    ) {
        report.checked += rebuilt.count
        var expected = rebuilt
        for record in stored {
            guard let rebuilt = expected.removeValue(forKey: record.naturalKey) else {
                if record.isRetired { continue }
                report.note("session \(record.naturalKey) of charge point \(chargePoint) is in no frame")
                continue
            }
            guard rebuilt != record else { continue }
            let fields = zip(rebuilt.facts, record.facts).filter { $0 != $1 }
            let found = fields.map { "\($0.name) is \($1.value), frames say \($0.value)" }.joined(separator: ", ")
            report.note("session \(record.naturalKey) of charge point \(chargePoint): \(found)")
        }
        for key in expected.keys.sorted() {
            report.note("session \(key) of charge point \(chargePoint) is in the frames and not stored")
        }
    }

    private func compare(
        _ rebuilt: [ProjectedReading],
        _ kept: [ReadingsOfChargePoint.Row],
        _ chargePoint: ChargePointID,
        _ report: inout VerifyTally
    ) {
        report.checked += rebuilt.count
        let expected = Set(rebuilt.map(ReadingsOfChargePoint.Row.init))
        let found = Set(kept)
        guard expected != found || rebuilt.count != kept.count else { return }
        let missing = expected.subtracting(found).count
        let extra = found.subtracting(expected).count
        report.note("charge point \(chargePoint): \(missing) readings missing, \(extra) that no frame has")
    }
}
