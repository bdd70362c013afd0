package import Postgres
package import Values

/// A kind of record about one customer, in the order in which the copy of them lists it.
package enum PersonalRecordKind: String, CaseIterable, Sendable {
    case profile, people
    case signIns = "sign-ins"
    case connections, chargers, mandates, evidence
    case chargePoints = "charge-points"
    case sessions, readings
    case sentSessions = "sent-sessions"
    case sentReadings = "sent-readings"
    case bookings
    case bookingHistory = "booking-history"
    case registerCredits = "register-credits"
    case payouts, mails, acts
}

/// A paper about a customer: a signed mandate, or what was handed in.
package struct PersonalPaper: Sendable {
    package let name: String
    package let content: [UInt8]
}

/// All that is known of one customer, for the customer itself.
package enum PersonalRecords {
    /// Papers of some eight megabytes each at most, fetched together.
    private static let papersPerFetch = 4

    /// Whose records they are; it is noted that they were taken.
    ///
    /// - Returns: The customer; records are read in the operator's own scope, since people of a customer see tables of an
    ///   operator only in part.
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func open(_ scope: Scope, of id: CustomerID, in tx: Transaction) async throws -> Customer {
        try scope.requireCustomerOrDesk()
        let customer = try await Customers.find(scope, id, in: tx)
        try await AuditLog.record(scope, AuditRecord("customer.data_taken", subject: "customer/\(id)"), in: tx)
        return customer
    }

    /// Hands out the records of a kind, one after the other.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, and what the taker throws.
    package nonisolated(nonsending) static func each(
        _ kind: PersonalRecordKind,
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction,
        _ take: nonisolated(nonsending) (JSON) async throws -> Void
    ) async throws {
        try scope.require()
        let whose = Whose(operatorID: try scope.requireOperator(), customer: customer, tx: tx)
        switch kind {
        case .profile: try await whose.each(PersonalProfile.self, take)
        case .people: try await whose.each(PersonalPeople.self, take)
        case .signIns: try await whose.each(PersonalSignIns.self, take)
        case .connections: try await whose.each(PersonalConnections.self, take)
        case .chargers: try await whose.each(PersonalChargers.self, take)
        case .mandates: try await whose.each(PersonalMandates.self, take)
        case .evidence: try await whose.each(PersonalEvidence.self, take)
        case .chargePoints: try await whose.each(PersonalChargePoints.self, take)
        case .sessions: try await whose.each(PersonalSessions.self, take)
        case .readings: try await whose.each(PersonalReadings.self, take)
        case .sentSessions: try await whose.each(PersonalSentSessions.self, take)
        case .sentReadings: try await whose.each(PersonalSentReadings.self, take)
        case .bookings: try await whose.each(PersonalBookings.self, take)
        case .bookingHistory: try await whose.each(PersonalBookingHistory.self, take)
        case .registerCredits: try await whose.each(PersonalRegisterCredits.self, take)
        case .payouts: try await whose.each(PersonalPayouts.self, take)
        case .mails: try await whose.each(PersonalMails.self, take)
        case .acts: try await whose.each(PersonalActs.self, take)
        }
    }

    private struct Whose {
        let operatorID: OperatorID
        let customer: CustomerID
        let tx: Transaction

        nonisolated(nonsending) func each<Source: PersonalSource>(
            _ source: Source.Type,
            _ take: nonisolated(nonsending) (JSON) async throws -> Void
        ) async throws {
            let rows = PersonalRows<Source>(operatorID: operatorID, customer: customer)
            for try await row in tx.stream(rows) { try await take(row) }
        }
    }

    /// Mandates and what was handed in, byte for byte.
    ///
    /// - Throws: ``NotPermitted``, and while they come `PostgresFault`.
    package static func papers(
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction
    ) throws -> some AsyncSequence<PersonalPaper, any Error> {
        try scope.require()
        let papers = PersonalPapers(operatorID: try scope.requireOperator(), customer: customer)
        return tx.stream(papers, batch: papersPerFetch)
    }

    /// The documents of what was paid, of which a PDF is drawn.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, ``SnapshotFault``.
    package static func payouts(
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> [EREOwnPayout] {
        try scope.require()
        let own = ListOwnPayouts(operatorID: try scope.requireOperator(), customer: customer, id: nil)
        return try await tx.all(own).filter(\.isApproved).map { try $0.read() }
    }
}
