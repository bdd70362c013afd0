package import Postgres
package import Values

/// Booking lines, for the operator's people.
package enum EREBookings {
    /// The sessions of a line that its page shows; the rest is in the list of sessions.
    package static let sessionsShown = 250

    /// Lines whose customer, town or connection contains the search text.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<EREBookingSort>,
        _ filter: EREBookingFilter = EREBookingFilter(),
        in tx: Transaction
    ) async throws -> Listing<EREBookingSummary> {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        let order = request.sort.order(isDescending: request.isDescending)
        return try await list(order, operatorID, request, filter, in: tx)
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ request: ListRequest<EREBookingSort>,
        _ filter: EREBookingFilter,
        in tx: Transaction
    ) async throws -> Listing<EREBookingSummary> {
        try await tx.listing(request) {
            ListEREBookings<Order>(operatorID: operatorID, filter: filter, request: $0)
        }
    }

    /// What the lines of a filter come to.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func totals(
        _ scope: Scope,
        search: String = "",
        _ filter: EREBookingFilter = EREBookingFilter(),
        in tx: Transaction
    ) async throws -> EREBookingTotals {
        try scope.requireCustomerDesk()
        let request = ListRequest(sort: EREBookingSort.changed, search: search)
        let sum = SumEREBookings(operatorID: try scope.requireOperator(), filter: filter, request: request)
        return try await tx.one(sum)
    }

    /// The quarters of which there are lines, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func quarters(_ scope: Scope, in tx: Transaction) async throws -> [EREQuarter] {
        try scope.requireCustomerDesk()
        let days = try await tx.all(EREBookedQuarters(operatorID: try scope.requireOperator()))
        return days.compactMap { EREQuarter(of: $0) }
    }

    /// One line.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: EREBookingID,
        in tx: Transaction
    ) async throws -> EREBookingSummary {
        try scope.requireCustomerDesk()
        let find = FindEREBookings(operatorID: try scope.requireOperator(), ids: [id])
        guard let line = try await tx.first(find) else { throw NotFound("booking") }
        return line
    }

    /// A line with all that is known of it.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func detail(
        _ scope: Scope,
        _ id: EREBookingID,
        in tx: Transaction
    ) async throws -> EREBookingDetail {
        let line = try await find(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        let measurement = try await tx.first(EREMeasurementOf(operatorID: operatorID, booking: id))
        let names = NamesOfChargePoints(
            operatorID: operatorID,
            ids: Array(Set(measurement?.registers.compactMap(\.chargePoint) ?? []))
        )
        let pushes = try await tx.all(EREPushesOf(operatorID: operatorID, booking: id, limit: sessionsShown))
        let chargers = NamesOfChargers(
            operatorID: operatorID,
            ids: Array(Set(pushes.map(\.charger) + (measurement?.registers.compactMap(\.charger) ?? [])))
        )
        return EREBookingDetail(
            line: line,
            correctedBy: try await tx.first(ERECorrectionOf(operatorID: operatorID, booking: id)),
            measurement: measurement,
            facts: try await tx.all(EREFactsOf(operatorID: operatorID, booking: id)),
            sessions: try await tx.all(
                ERESessionsOf(operatorID: operatorID, booking: id, limit: sessionsShown)
            ),
            pushes: pushes,
            chargePoints: Dictionary(try await tx.all(names).map { ($0.id, $0.name) }) { first, _ in first },
            chargers: Dictionary(try await tx.all(chargers).map { ($0.id, $0.name) }) { first, _ in first }
        )
    }
}
