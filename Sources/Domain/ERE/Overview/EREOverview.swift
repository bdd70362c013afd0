package import Postgres
package import Values

/// What the lines of a quarter in one state come to; of a connection the last line holds.
package struct EREOverviewPart: Hashable, Sendable {
    package let quarter: EREQuarter
    package let state: EREBookingState
    package let lines: Int
    package let energy: Energy
    /// Whole units by our own formula; an estimate until the register says its own.
    package let expected: Int64
    /// Lines without units, since nobody knows the factors of their year.
    package let withoutUnits: Int
    /// Units that the register credited.
    package let credited: Int64
}

/// What a payout run comes to.
package struct EREOverviewPayout: Hashable, Sendable {
    package let run: EREPayoutRunID
    package let quarter: EREQuarter
    package let model: EREPayoutModel
    package let madeOn: LocalDate
    package let payments: Int
    package let total: Money
    /// What of it a bank was told to pay, and did not come back.
    package let paid: Money
}

/// What runs out or fell silent, counted.
package struct EREWatchCounts: Hashable, Sendable {
    package let mandates: Int
    /// The nearest last day of a mandate.
    package let firstMandateEnd: LocalDate?
    /// Chargers whose proof of the meter ends.
    package let evidence: Int
    /// The nearest last day of a proof; may have passed.
    package let firstEvidenceEnd: LocalDate?
    package let silent: Int
}

/// A year of an operator's customers at a glance.
package struct EREOverview: Sendable {
    package let year: Int
    package let parts: [EREOverviewPart]
    /// The newest first.
    package let payouts: [EREOverviewPayout]
    package let watch: EREWatchCounts

    /// Payout runs of a year that an overview shows.
    static let mostPayouts = 20

    /// What happened to the deliveries of a year, and what needs a look today.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        year: Int,
        on today: LocalDate,
        in tx: Transaction
    ) async throws -> EREOverview {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        let span = try await EREWatch.span(scope, today, in: tx)
        return EREOverview(
            year: year,
            parts: try await tx.all(SumEREYear(operatorID: operatorID, year: year)),
            payouts: try await tx.all(SumEREPayoutsOfYear(operatorID: operatorID, year: year, limit: mostPayouts)),
            watch: try await tx.one(CountEREWatched(span: span))
        )
    }
}
