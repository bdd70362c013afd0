package import Postgres
package import Values

extension Contracts {
    /// The bidding zones that contracts of the operator may name: those of its sites and those with known prices.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func biddingZones(_ scope: Scope, in tx: Transaction) async throws -> [String] {
        let ofSites = try await biddingZonesOfSites(scope, in: tx)
        let priced = try await Prices.zones(tx: tx).map(\.zone)
        return Set(ofSites + priced).sorted()
    }

    /// The bidding zones of the operator's sites, the one that most of them lie in first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func biddingZonesOfSites(_ scope: Scope, in tx: Transaction) async throws -> [String] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(BiddingZonesOfSites(operatorID: try scope.requireOperator()))
    }
}

/// The bidding zones of an operator's sites, by how many of them lie in each.
struct BiddingZonesOfSites: Statement {
    static let sql = """
        SELECT bidding_zone FROM sites WHERE operator_id = $1
        GROUP BY bidding_zone ORDER BY count(*) DESC, bidding_zone
        """
    static let sample = BiddingZonesOfSites(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
