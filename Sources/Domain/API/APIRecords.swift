package import Postgres
package import Values

/// Rows in a fixed order, and the key of the last one where there are more.
package struct KeysetPage<Row: Sendable, Key: Sendable>: Sendable {
    package let rows: [Row]
    /// Where the next page begins; `nil` on the last one.
    package let next: Key?

    package init(rows: [Row], next: Key?) {
        self.rows = rows
        self.next = next
    }

    /// Cuts off the one row that was asked for beyond the limit, which only says that there are more.
    init(_ found: [Row], limit: Int, key: (Row) -> Key) {
        let shown = Array(found.prefix(limit))
        self.init(rows: shown, next: found.count > limit ? shown.last.map(key) : nil)
    }

    package func map<Other: Sendable>(_ change: (Row) throws -> Other) rethrows -> KeysetPage<Other, Key> {
        KeysetPage<Other, Key>(rows: try rows.map(change), next: next)
    }
}

/// What programs read, page by page: each page is found by the key at which the last one ended, so none is missed or
/// comes twice while others are added.
package enum APIRecords {
    /// The operator's customers by id, or the one that has a reference.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func customers(
        _ scope: Scope,
        reference: String?,
        after: CustomerID?,
        limit: Int,
        on day: LocalDate,
        in tx: Transaction
    ) async throws -> KeysetPage<CustomerSummary, CustomerID> {
        if let reference {
            guard let found = try await Customers.find(scope, reference: reference, in: tx), after == nil else {
                return KeysetPage(rows: [], next: nil)
            }
            return KeysetPage(rows: [try await Customers.summary(scope, found.id, on: day, in: tx)], next: nil)
        }
        try scope.requireCustomerReader()
        let page = PageOfCustomers(
            operatorID: try scope.requireOperator(),
            year: day.yearMonth.year,
            after: after ?? CustomerID(0),
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit) { $0.customer.id }
    }

    /// The enrolments of the operator's customers, or of one of them, by id.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func enrolments(
        _ scope: Scope,
        of customer: CustomerID?,
        after: EREEnrolmentID?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<APIEnrolment, EREEnrolmentID> {
        try scope.requireCustomerReader()
        let operatorID = try scope.requireOperator()
        let page = PageOfEnrolments(
            operatorID: operatorID,
            id: nil,
            customer: customer,
            after: after ?? EREEnrolmentID(0),
            limit: limit + 1
        )
        let found = KeysetPage(try await tx.all(page), limit: limit) { $0.enrolment.id }
        let chargers = try await chargers(operatorID, of: found.rows, in: tx)
        return found.map { $0.with(chargers[$0.enrolment.id] ?? []) }
    }

    /// One enrolment.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func enrolment(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        in tx: Transaction
    ) async throws -> APIEnrolment {
        try scope.requireCustomerReader()
        let operatorID = try scope.requireOperator()
        let before = EREEnrolmentID(0)
        let find = PageOfEnrolments(operatorID: operatorID, id: id, customer: nil, after: before, limit: 1)
        guard let found = try await tx.first(find) else { throw NotFound("enrolment") }
        return found.with(try await chargers(operatorID, of: [found], in: tx)[id] ?? [])
    }

    private static func chargers(
        _ operatorID: OperatorID,
        of rows: [APIEnrolment],
        in tx: Transaction
    ) async throws -> [EREEnrolmentID: [EREChargerRecord]] {
        let found = try await tx.all(EREChargersOf(operatorID: operatorID, enrolments: rows.map(\.enrolment.id)))
        return Dictionary(grouping: found, by: \.enrolment).mapValues { $0.map(\.charger) }
    }

    /// Connections for which a mandate was signed, by EAN.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func connections(
        _ scope: Scope,
        after: String?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<APIConnection, String> {
        try scope.requireCustomerReader()
        let operatorID = try scope.requireOperator()
        let page = PageOfConnections(operatorID: operatorID, ean: nil, after: after ?? "", limit: limit + 1)
        return KeysetPage(try await tx.all(page), limit: limit) { $0.ean }
    }

    /// One connection.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func connection(_ scope: Scope, _ ean: EAN18, in tx: Transaction) async throws -> APIConnection {
        try scope.requireCustomerReader()
        let operatorID = try scope.requireOperator()
        let find = PageOfConnections(operatorID: operatorID, ean: ean.text, after: "", limit: 1)
        guard let found = try await tx.first(find) else { throw NotFound("connection") }
        return found
    }

    /// What a connection delivered per quarter, and corrections of it, by id.
    ///
    /// - Throws: ``NotFound`` for a connection that is not the operator's, ``NotPermitted``, `PostgresFault`.
    package static func deliveries(
        _ scope: Scope,
        of ean: EAN18,
        after: EREBookingID?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<APIDelivery, EREBookingID> {
        _ = try await connection(scope, ean, in: tx)
        let page = PageOfDeliveries(
            operatorID: try scope.requireOperator(),
            ean: ean.text,
            after: after ?? EREBookingID(0),
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit) { $0.id }
    }

    /// Charge points by id.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func chargePoints(
        _ scope: Scope,
        after: ChargePointID?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<APIChargePoint, ChargePointID> {
        let page = PageOfChargePoints(
            operatorID: try scope.requireOperator(),
            id: nil,
            after: after ?? ChargePointID(0),
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit) { $0.id }
    }

    /// One charge point.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func chargePoint(
        _ scope: Scope,
        _ id: ChargePointID,
        in tx: Transaction
    ) async throws -> APIChargePoint {
        let operatorID = try scope.requireOperator()
        let find = PageOfChargePoints(operatorID: operatorID, id: id, after: ChargePointID(0), limit: 1)
        guard let found = try await tx.first(find) else { throw NotFound("charge point") }
        return found
    }

    /// Sessions, the one that started last first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func sessions(
        _ scope: Scope,
        _ filter: APISessionFilter,
        after: APISession.Key?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<APISession, APISession.Key> {
        let operatorID = try scope.requireOperator()
        let found: [APISession]
        if let chargePoint = filter.chargePoint {
            found = try await tx.all(
                PageOfSessionsOfChargePoint(
                    operatorID: operatorID,
                    chargePoint: chargePoint,
                    filter: filter,
                    after: after,
                    limit: limit + 1
                )
            )
        } else {
            found = try await tx.all(
                PageOfSessions(operatorID: operatorID, filter: filter, after: after, limit: limit + 1)
            )
        }
        return KeysetPage(found, limit: limit) { $0.key }
    }

    /// One session.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func session(_ scope: Scope, _ id: SessionID, in tx: Transaction) async throws -> APISession {
        let find = FindAPISession(operatorID: try scope.requireOperator(), id: id)
        guard let found = try await tx.first(find) else { throw NotFound("session") }
        return found
    }
}
