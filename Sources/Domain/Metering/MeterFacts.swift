package import Postgres
package import Values

/// What a charge point told of a meter, and when it first said so.
package struct ToldMeterFact: Hashable, Sendable {
    package let fact: MeterFact
    package let at: Timestamp

    package init(_ fact: MeterFact, at: Timestamp) {
        self.fact = fact
        self.at = at
    }
}

/// What a charge point told of its meters over time: a meter may be replaced, and what it signed is still checked by
/// its own key.
package struct MeterFactBook: Hashable, Sendable {
    /// The oldest first.
    package let told: [ToldMeterFact]

    package init(_ told: [ToldMeterFact]) {
        self.told = told
    }

    /// What it told last, by connector and kind.
    package var current: [ToldMeterFact] {
        let latest = Dictionary(told.map { ($0.fact.name, $0) }) { _, later in later }
        return latest.values.sorted { left, right in order(left.fact) < order(right.fact) }
    }

    private func order(_ fact: MeterFact) -> (Int32, Int, String) {
        (fact.connector ?? 0, MeterFact.Kind.allCases.firstIndex(of: fact.kind) ?? 0, fact.name)
    }

    /// The key of a connector's meter at a moment: the last that was told until then, else the first one after it.
    ///
    /// A key of another connector's meter is none.
    package func key(of connector: Int64?, at moment: Timestamp) -> ToldMeterFact? {
        let keys = told.filter { $0.fact.kind == .publicKey }
        let own = keys.filter { connector != nil && $0.fact.connector.map(Int64.init) == connector }
        let fitting = own.isEmpty ? keys.filter { $0.fact.connector == nil } : own
        return fitting.last { $0.at <= moment } ?? fitting.first
    }
}

/// What charge points tell of their meters in their configuration; only what passes is noticed, nothing is asked for.
package enum MeterFacts {
    /// Facts of one charge point that are read; each meter has a few, and they change when it is replaced.
    package static let listLimit = 1_000

    /// What a charge point told of its meters.
    package static func list(_ scope: Scope, of id: ChargePointID, in tx: Transaction) async throws -> MeterFactBook {
        let list = ListMeterFacts(operatorID: try scope.requireOperator(), chargePoint: id, limit: listLimit)
        return MeterFactBook(try await tx.all(list).reversed())
    }
}
