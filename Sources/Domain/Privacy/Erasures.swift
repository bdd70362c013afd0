package import Postgres
package import Values

/// Customers who want to be forgotten: what goes at once, what the law keeps, and a log of both.
package enum Erasures {
    /// Requests that a page shows; those of years ago are in the log of acts.
    package static let listLimit = 200

    /// Requests of the operator's customers, open ones first, then the newest.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [ErasureRequest] {
        try scope.requirePrivacyDesk()
        let list = ListErasures(operatorID: try scope.requireOperator(), customer: nil, limit: listLimit)
        return try await tx.all(list)
    }

    /// All about one customer's privacy.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func file(
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> CustomerPrivacyFile {
        try scope.requirePrivacyDesk()
        _ = try await Customers.find(scope, customer, in: tx)
        let operatorID = try scope.requireOperator()
        let requests = ListErasures(operatorID: operatorID, customer: customer, limit: listLimit)
        return CustomerPrivacyFile(
            requests: try await tx.all(requests),
            holds: try await tx.all(LegalHoldsOf(operatorID: operatorID, customer: customer)),
            removed: try await tx.all(ErasureRemovalsOf(operatorID: operatorID, customer: customer)),
            remains: try await tx.first(FindCustomerRemains(operatorID: operatorID, customer: customer)),
            erasedAt: try await tx.first(FindErasedAt(operatorID: operatorID, customer: customer)) ?? nil
        )
    }

    /// What an erasure would do now; it is done and taken back, so the transaction has to be one that writes.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func preview(
        _ scope: Scope,
        of customer: CustomerID,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> ErasurePreview {
        try scope.requirePrivacyDesk()
        _ = try await Customers.find(scope, customer, in: tx)
        let operatorID = try scope.requireOperator()
        let obstacles = ErasureObstaclesOf(operatorID: operatorID, customer: customer, on: today)
        let kept = ErasureKeeps(operatorID: operatorID, customer: customer, on: today)
        let erase = EraseCustomer(operatorID: operatorID, customer: customer, request: nil, by: scope.userID, at: now)
        return ErasurePreview(
            obstacles: try await tx.all(obstacles).compactMap(ErasureObstacle.init),
            removed: try await tx.all(erase),
            kept: try await tx.all(kept)
        )
    }

    /// Writes down that somebody wants to be forgotten.
    ///
    /// - Throws: ``ErasureRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func ask(
        _ scope: Scope,
        for customer: CustomerID,
        by asker: String,
        on day: LocalDate,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> ErasureRequestID {
        let operatorID = try scope.requireOperator()
        try await tx.run(LockErasures(operatorID: operatorID, customer: customer))
        let file = try await file(scope, of: customer, in: tx)
        guard file.erasedAt == nil else { throw ErasureRejection.erased }
        guard file.open == nil else { throw ErasureRejection.request }
        let insert = InsertErasureRequest(
            operatorID: operatorID,
            customer: customer,
            askedBy: asker,
            askedOn: day,
            reason: reason,
            by: scope.userID,
            at: now
        )
        let id = try await tx.one(insert)
        try await note(scope, "customer.erasure_asked", customer, id, in: tx)
        return id
    }

    /// Carries the open request of a customer out.
    ///
    /// - Throws: ``ErasureRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func carryOut(
        _ scope: Scope,
        of customer: CustomerID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [ErasureCount] {
        let request = try await open(scope, of: customer, in: tx)
        let erase = EraseCustomer(
            operatorID: try scope.requireOperator(),
            customer: customer,
            request: request,
            by: scope.userID,
            at: now
        )
        do {
            let removed = try await tx.all(erase)
            try await note(scope, "customer.erased", customer, request, in: tx)
            return removed
        } catch let fault as PostgresFault where fault.violates("erasures_obstacle") {
            throw ErasureRejection.obstacle
        } catch let fault as PostgresFault where fault.violates("erasures_request_open") {
            throw ErasureRejection.request
        }
    }

    /// Ends the open request of a customer without an erasure.
    ///
    /// - Throws: ``ErasureRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func close(
        _ scope: Scope,
        of customer: CustomerID,
        as outcome: ErasureOutcome,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        guard outcome != .carriedOut else { throw ErasureRejection.request }
        let request = try await open(scope, of: customer, in: tx)
        let insert = InsertErasureOutcome(
            operatorID: try scope.requireOperator(),
            request: request,
            customer: customer,
            outcome: outcome,
            reason: reason,
            by: scope.userID,
            at: now
        )
        try await tx.run(insert)
        try await note(scope, "customer.erasure_\(outcome.rawValue)", customer, request, in: tx)
    }

    private static func open(
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> ErasureRequestID {
        try await tx.run(LockErasures(operatorID: try scope.requireOperator(), customer: customer))
        guard let open = try await file(scope, of: customer, in: tx).open else { throw ErasureRejection.request }
        return open.id
    }

    // MARK: Holds

    /// Keeps everything of a customer, whatever the rules and its wishes say.
    ///
    /// - Throws: ``ErasureRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func hold(
        _ scope: Scope,
        _ customer: CustomerID,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requirePrivacyDesk()
        _ = try await Customers.find(scope, customer, in: tx)
        let operatorID = try scope.requireOperator()
        let insert = InsertLegalHold(
            operatorID: operatorID,
            customer: customer,
            reason: reason,
            by: scope.userID,
            at: now
        )
        guard try await tx.run(insert) == 1 else { throw ErasureRejection.hold }
        let record = AuditRecord(
            "customer.held",
            subject: "customer/\(customer)",
            detail: .dictionary(["reason": .string(reason)])
        )
        try await AuditLog.record(scope, record, in: tx)
    }

    /// Lets go again.
    ///
    /// - Throws: ``ErasureRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func lift(
        _ scope: Scope,
        _ customer: CustomerID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requirePrivacyDesk()
        _ = try await Customers.find(scope, customer, in: tx)
        let operatorID = try scope.requireOperator()
        let lift = LiftLegalHold(operatorID: operatorID, customer: customer, by: scope.userID, at: now)
        guard try await tx.run(lift) == 1 else { throw ErasureRejection.hold }
        try await AuditLog.record(scope, AuditRecord("customer.hold_lifted", subject: "customer/\(customer)"), in: tx)
    }

    private static func note(
        _ scope: Scope,
        _ action: String,
        _ customer: CustomerID,
        _ request: ErasureRequestID,
        in tx: Transaction
    ) async throws {
        let detail = JSON.dictionary(["request": .string("\(request)")])
        let record = AuditRecord(action, subject: "customer/\(customer)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }
}

extension Scope {
    /// Those who answer for what an operator keeps of people, and the installation itself.
    ///
    /// - Throws: ``NotPermitted``.
    package func requirePrivacyDesk() throws(NotPermitted) { try require(.operatorAdmin, .partnerAdmin) }
}
