package import Postgres
package import Values

/// Projects again from the frames what older rules projected, and writes only what differs.
///
/// A charge point at a time, each in one transaction with the version of the rules it now follows: a crash between
/// two loses nothing, and the next run goes on behind the last. Projectors wait meanwhile, so that no frame is taken
/// twice or missed. Sessions that changed have their lines computed again; of a credited one the next month end
/// credits the difference. Sessions that the rules no longer give are kept, marked and no longer paid for, and so are
/// readings.
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
        /// Sessions that no frame gives any more; they stay, and are not paid for.
        package var retiredSessions = 0
        /// Readings that no frame gives any more; they stay, and are left out.
        package var retiredReadings = 0

        package init() {}
    }

    private let database: Database
    private let operatorID: OperatorID

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
                counts + (try await ChargePointRebuild(operatorID: operatorID).run(chargePoint, in: tx))
            }
            after = chargePoint
        }
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
        sum.retiredSessions += right.retiredSessions
        sum.retiredReadings += right.retiredReadings
        return sum
    }
}
