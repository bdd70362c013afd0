import Postgres
import Values

/// A filter over what charge points did, by a host and by what a charge point is called.
protocol FiltersChargePoints {
    var host: HostID? { get set }
    /// What the charge point's identity or name contains; empty for all.
    var chargePoint: String { get }
    /// Those charge points.
    var chargePoints: [ChargePointID]? { get set }
}

extension FiltersChargePoints {
    /// The filter within the scope, with the charge points that it means; `nil` when it takes nothing for certain.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    func resolved(_ scope: Scope, in tx: Transaction) async throws -> Self? {
        var filter = self
        if let own = scope.hostID {
            guard host == nil || host == own else { return nil }
            filter.host = own
        }
        guard !chargePoint.isEmpty else { return filter }
        let matching = ChargePointsMatching(operatorID: try scope.requireOperator(), text: chargePoint)
        let found = try await tx.all(matching)
        filter.chargePoints = found
        return found.isEmpty ? nil : filter
    }
}
