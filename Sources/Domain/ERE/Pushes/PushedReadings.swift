package import Postgres
package import Values

/// Readings that programs send, beside what charge points say themselves.
package enum PushedReadings {
    /// Keeps a batch whole, or nothing of it; under a key that was there already the same batch has the same outcome.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func push(
        _ scope: Scope,
        _ readings: [PushedReading],
        _ request: PushRequest,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushOutcome {
        try await Pushes.keep(scope, request, at: now, in: tx) { operatorID in
            try await judge(readings, operatorID, at: now, in: tx)
        }
    }

    static func judge(
        _ readings: [PushedReading],
        _ operatorID: OperatorID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushNews {
        let customers = try await Pushes.customers(of: readings.map(\.charger), operatorID, in: tx)
        let kept = try await tx.all(KeptReadingsOf(operatorID: operatorID, readings))
        let check = PushedReadingCheck(readings, chargers: Set(customers.keys), kept: kept, at: now)
        let rows = check.new.compactMap { place in
            customers[readings[place].charger].map { (place: place, customer: $0, reading: readings[place]) }
        }
        let faults = check.faults.map { PushOutcome.Fault(place: $0.place, fault: $0.fault) }
        return PushNews(rows: .readings(rows), known: check.known, faults: faults)
    }

    /// Readings of the operator's chargers, or of one of them, by id.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of charger: EREChargerID?,
        after: PushedReadingID?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<KeptReading, PushedReadingID> {
        try scope.requireCustomerReader()
        let page = PageOfPushedReadings(
            operatorID: try scope.requireOperator(),
            charger: charger,
            after: after ?? PushedReadingID(0),
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit) { $0.id }
    }
}
