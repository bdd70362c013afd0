package import Postgres
package import Values

extension Contracts {
    /// The bidding zones that contracts of the operator may name: those of its sites and those with known prices.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func biddingZones(_ scope: Scope, in tx: Transaction) async throws -> [String] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let ofSites = try await tx.all(BiddingZonesOfSites(operatorID: try scope.requireOperator()))
        let priced = try await Prices.zones(tx: tx).map(\.zone)
        return Set(ofSites + priced).sorted()
    }
}

/// The bidding zones of an operator's sites.
struct BiddingZonesOfSites: Statement {
    static let sql = "SELECT DISTINCT bidding_zone FROM sites WHERE operator_id = $1"
    static let sample = BiddingZonesOfSites(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
