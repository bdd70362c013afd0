import Domain
import Values

@testable import Simulator

/// Worlds of the tests.
enum WorldFixture {
    static let today = LocalDate("2026-11-21") ?? LocalDate(daysSinceEpoch: 0)
    /// Twenty days: enough for every kind of fault.
    static let small = DemoWorld(seed: 2026, today: today, fullMonths: 0)
    static let whole = DemoWorld(seed: 2026, today: today)

    /// Days of all seasons, a change of clocks within some of their spans.
    static let days = ["2026-01-15", "2026-03-31", "2026-04-01", "2026-07-09", "2026-11-21", "2027-02-28"].map {
        LocalDate($0) ?? today
    }

    /// The sessions of a charge point as the domain projects them.
    static func project(_ frames: [DemoFrame]) -> SessionProjection {
        var projection = SessionProjection()
        for (index, frame) in frames.enumerated() {
            projection.apply(
                StoredFrame(
                    operatorID: OperatorID(1),
                    chargePointID: ChargePointID(1),
                    reference: FrameReference(nodeID: 1, sequence: Int64(index), receivedAt: frame.at),
                    connectionID: frame.connectionID,
                    isOutgoing: frame.isOutgoing,
                    payload: frame.payload
                )
            )
        }
        return projection
    }
}
