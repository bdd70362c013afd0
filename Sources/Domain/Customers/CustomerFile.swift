package import Postgres
package import Values

/// Something that happened to a customer or one of its connections.
package struct CustomerEvent: Hashable, Sendable {
    package let at: Timestamp
    /// A stable word such as `ere.signed`, `booking.credited` or `payout.made`.
    package let what: String
    /// The connection, quarter or document that it is about; empty when it is about the customer.
    package let about: String
    package let enrolment: EREEnrolmentID?
    package let booking: EREBookingID?
    /// Somebody, or a program; empty when the product itself did it.
    package let by: String
    /// What was said with it; empty when nothing was.
    package let reason: String
}

/// What a paper of a customer is.
package enum CustomerPaperKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case mandate
    /// Handed in as evidence.
    case meter, certificate, holder, authority
    case payout
}

/// A paper of a customer: a mandate, what was handed in, or a document of a payout.
package struct CustomerPaper: Hashable, Sendable {
    package let at: Timestamp
    package let kind: CustomerPaperKind
    /// The connection's number, the charger's serial number or the document's number.
    package let about: String
    package let enrolment: EREEnrolmentID?
    package let evidence: EREEvidenceID?
    package let run: EREPayoutRunID?
    package let verdict: EREEvidenceVerdict?
    /// Whether its bytes are still there.
    package let isKept: Bool
}

/// A session at one of a customer's chargers.
package struct CustomerSession: Hashable, Sendable {
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp?
    /// `nil` while it is not known.
    package let energy: Energy?
    package let charger: String
    /// Where we heard of it ourselves.
    package let session: SessionID?
    /// The quarter in which it was counted; `nil` when it was not, or not yet.
    package let quarter: EREQuarter?
}

/// A charger of a customer, with its connection.
package struct CustomerCharger: Hashable, Sendable {
    package let name: String
    package let serial: String
    package let ean: String
    package let enrolment: EREEnrolmentID
    package let chargePoint: ChargePointID?
    /// Whether evidence of its meter was accepted.
    package let isProven: Bool
    /// When it was heard of last, by us or by what others told.
    package let heardAt: Timestamp?
}

/// The one order of a customer's file.
package enum CustomerFileSort: String, CaseIterable, Hashable, Sendable { case newest }

/// All that is known of one customer, a page at a time, the newest first.
package enum CustomerFile {
    /// Chargers of one customer that its page shows.
    package static let chargerLimit = 200

    /// What happened to a customer and its connections.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func events(
        _ scope: Scope,
        of id: CustomerID,
        _ request: ListRequest<CustomerFileSort>,
        in tx: Transaction
    ) async throws -> Listing<CustomerEvent> {
        let operatorID = try await check(scope, id, in: tx)
        return try await tx.listing(request) { ListCustomerEvents(operatorID: operatorID, customer: id, request: $0) }
    }

    /// Its papers.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func papers(
        _ scope: Scope,
        of id: CustomerID,
        _ request: ListRequest<CustomerFileSort>,
        in tx: Transaction
    ) async throws -> Listing<CustomerPaper> {
        let operatorID = try await check(scope, id, in: tx)
        return try await tx.listing(request) { ListCustomerPapers(operatorID: operatorID, customer: id, request: $0) }
    }

    /// The sessions at its chargers since the first year that its mandates are for.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func sessions(
        _ scope: Scope,
        of id: CustomerID,
        _ request: ListRequest<CustomerFileSort>,
        in tx: Transaction
    ) async throws -> Listing<CustomerSession> {
        let operatorID = try await check(scope, id, in: tx)
        return try await tx.listing(request) { ListCustomerSessions(operatorID: operatorID, customer: id, request: $0) }
    }

    /// What was paid for it.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func payouts(
        _ scope: Scope,
        of id: CustomerID,
        _ request: ListRequest<CustomerFileSort>,
        in tx: Transaction
    ) async throws -> Listing<CustomerPayout> {
        let operatorID = try await check(scope, id, in: tx)
        return try await tx.listing(request) { ListCustomerPayouts(operatorID: operatorID, customer: id, request: $0) }
    }

    /// Its chargers, with whether their meters are proven and when they were heard last.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func chargers(
        _ scope: Scope,
        of id: CustomerID,
        in tx: Transaction
    ) async throws -> [CustomerCharger] {
        let operatorID = try await check(scope, id, in: tx)
        return try await tx.all(ListCustomerChargers(operatorID: operatorID, customer: id, limit: chargerLimit))
    }

    private static func check(_ scope: Scope, _ id: CustomerID, in tx: Transaction) async throws -> OperatorID {
        try scope.requireCustomerDesk()
        _ = try await Customers.find(scope, id, in: tx)
        return try scope.requireOperator()
    }
}

/// A payout of a customer with the quarter that it was made for.
package struct CustomerPayout: Hashable, Sendable {
    package let quarter: EREQuarter
    package let madeOn: LocalDate
    package let payout: EREPayoutSummary
}
