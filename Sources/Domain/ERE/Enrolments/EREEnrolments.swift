package import Postgres
package import Values

/// The enrolments of customers' connections.
package enum EREEnrolments {
    static let kind = "enrolment"
    /// Enrolments of one customer that a page shows.
    package static let listLimit = 200
    /// Unfinished enrolments of one customer: more connections at once are an import.
    package static let draftLimit = 20
    /// The same where a list brings them.
    static let importDraftLimit = 200

    /// The enrolments of the customer who acts, the newest first, without those that were given up.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func own(_ scope: Scope, in tx: Transaction) async throws -> [EREEnrolment] {
        guard let customer = scope.customerID else { throw NotPermitted() }
        return try await list(scope, of: customer, in: tx)
    }

    /// The enrolments of a customer, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, of customer: CustomerID, in tx: Transaction) async throws -> [EREEnrolment]
    {
        try scope.requireCustomerOrDesk()
        let operatorID = try scope.requireOperator()
        let list = EREEnrolmentsOfCustomer(operatorID: operatorID, customer: customer, limit: listLimit)
        return try await withChargers(try await tx.all(list), operatorID, in: tx)
    }

    /// One enrolment of the scope.
    ///
    /// - Throws: ``NotFound`` also for another operator's or customer's, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: EREEnrolmentID, in tx: Transaction) async throws -> EREEnrolment {
        let find = try query(scope, id)
        return try await whole(try await tx.first(find), find.operatorID, in: tx)
    }

    /// One enrolment, kept from changing until the transaction ends.
    static func lock(_ scope: Scope, _ id: EREEnrolmentID, in tx: Transaction) async throws -> EREEnrolment {
        let find = try query(scope, id)
        return try await whole(try await tx.first(LockEREEnrolment(find: find)), find.operatorID, in: tx)
    }

    private static func query(_ scope: Scope, _ id: EREEnrolmentID) throws -> FindEREEnrolment {
        try scope.requireCustomerOrDesk()
        return FindEREEnrolment(operatorID: try scope.requireOperator(), id: id, customer: scope.customerID)
    }

    private static func whole(
        _ found: EREEnrolment?,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> EREEnrolment {
        guard let found else { throw NotFound(kind) }
        return try await withChargers([found], operatorID, in: tx).first ?? found
    }

    private static func withChargers(
        _ enrolments: [EREEnrolment],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [EREEnrolment] {
        guard !enrolments.isEmpty else { return [] }
        let rows = try await tx.all(EREChargersOf(operatorID: operatorID, enrolments: enrolments.map(\.id)))
        let byEnrolment = Dictionary(grouping: rows, by: \.enrolment)
        return enrolments.map { enrolment in
            var copy = enrolment
            copy.chargers = byEnrolment[enrolment.id]?.map(\.charger) ?? []
            copy.draft.chargers = copy.chargers.map(\.charger)
            return copy
        }
    }

    /// Begins an enrolment of the customer who acts, or of one for whom a program does.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func begin(
        _ scope: Scope,
        for named: CustomerID? = nil,
        payingOut model: EREPayoutModel = .customers,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREEnrolmentID {
        guard let customer = scope.customerID ?? (scope.keyID == nil ? nil : named) else { throw NotPermitted() }
        guard try await Customers.find(scope, customer, in: tx).history.endedAt == nil else {
            throw EREEnrolmentRejection.customerEnded
        }
        let insert = InsertEREEnrolment(
            operatorID: try scope.requireOperator(),
            customer: customer,
            payoutModel: model,
            at: now,
            limit: draftLimit
        )
        guard let id = try await tx.first(insert) else { throw EREEnrolmentRejection.tooManyDrafts }
        try await note(scope, "ere.begun", id, in: tx)
        return id
    }

    /// Begins an enrolment of the customer who acts, or goes on with one of theirs in which nothing was said yet: who
    /// presses the toggle twice wants it once.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func turnOn(
        _ scope: Scope,
        payingOut model: EREPayoutModel,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREEnrolmentID {
        guard let customer = scope.customerID else { throw NotPermitted() }
        let operatorID = try scope.requireOperator()
        // Of two that come at the same time the second finds what the first began.
        _ = try await tx.first(LockCustomer(operatorID: operatorID, id: customer))
        let untouched = UntouchedEREDraft(operatorID: operatorID, customer: customer, payoutModel: model)
        if let id = try await tx.first(untouched) { return id }
        return try await begin(scope, payingOut: model, at: now, in: tx)
    }

    /// Has a draft follow what was agreed on meanwhile about who is paid.
    ///
    /// - Returns: Whether something changed; the step about the account has come or gone then.
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func follow(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        payingOut model: EREPayoutModel,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> Bool {
        guard try await lockDraft(scope, id, in: tx).draft.payoutModel != model else { return false }
        let update = UpdateEREPayoutModel(operatorID: try scope.requireOperator(), id: id, model: model, at: now)
        try await tx.run(update)
        return true
    }

    /// Keeps who the holder is.
    ///
    /// - Throws: ``EREMandateRejection`` with what is wrong, ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func say(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        holder: EREHolder,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try require(EREChecks.problems(holder))
        try await change(scope, id, at: now, in: tx) { $0.holder = holder }
    }

    /// Keeps which connection it is; one that has a provider in this year and the next is not taken.
    ///
    /// - Throws: ``EREMandateRejection`` with what is wrong, ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func say(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        connection: EREConnection,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try require(EREChecks.problems(connection))
        try await change(scope, id, at: now, in: tx) { $0.connection = connection }
        guard try await !years(connection.ean, on: today, in: tx).isEmpty else {
            throw EREEnrolmentRejection.connectionTaken
        }
    }

    /// Keeps where payouts go.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func say(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        account: EREAccount,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try await change(scope, id, at: now, in: tx) { $0.account = account }
    }

    /// The years that may be signed for: those without a provider, of whatever operator.
    package static func years(
        _ ean: EAN18,
        on today: LocalDate,
        in tx: Transaction
    ) async throws -> [ClosedRange<Int>] {
        let first = max(today.yearMonth.year, EREYears.first)
        let taken = Set(try await tx.all(EREClaimedYears(ean: ean.text, years: first...first + EREYears.most)))
        return EREYears.choices(on: today) { !taken.contains($0) }
    }

    /// Adds a charger, with what was handed in about it where something was.
    ///
    /// - Throws: ``EREMandateRejection`` with what is wrong, ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func add(
        _ scope: Scope,
        _ charger: ERECharger,
        of chargePoint: ChargePointID? = nil,
        with file: EREEvidenceFile? = nil,
        to id: EREEnrolmentID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let enrolment = try await lockDraft(scope, id, in: tx)
        var proven = charger
        proven.evidence = file == nil ? 0 : 1
        try require(EREChecks.problems(proven, behind: enrolment.draft.connection?.construct ?? .meteredDeliveryPoint))
        guard enrolment.chargers.count < EREChecks.mostChargers else { throw EREEnrolmentRejection.tooManyChargers }
        if let chargePoint {
            try await EREConnectedChargers.require(scope, chargePoint, of: enrolment.customer, at: now, in: tx)
        }
        let insert = InsertERECharger(
            operatorID: try scope.requireOperator(),
            customer: enrolment.customer,
            enrolment: id,
            chargePoint: chargePoint,
            charger: charger,
            at: now
        )
        guard let added = try await tx.first(insert) else { throw EREEnrolmentRejection.serialTaken }
        if let file { try await EREEvidenceBook.add(scope, file, .meter, of: added, to: enrolment, at: now, in: tx) }
    }

    /// Takes a charger out of a draft.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func remove(
        _ scope: Scope,
        _ charger: EREChargerID,
        from id: EREEnrolmentID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        _ = try await lockDraft(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        let remove = RemoveERECharger(operatorID: operatorID, enrolment: id, charger: charger, at: now)
        guard try await tx.run(remove) == 1 else { throw NotFound("charger") }
    }

    /// Turns the toggle off.
    ///
    /// A draft is given up, a mandate that has counted for nothing ends now, any other at the end of
    /// its calendar year. Other providers may have the connection from then on.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, `PostgresFault`.
    package static func turnOff(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let enrolment = try await lock(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        let mandate = try await tx.first(FindEREMandate(operatorID: operatorID, enrolment: id))
        let end = enrolment.history.endsAfter
        guard let off = ERETurningOff(enrolment.state, mandate: mandate?.years, endsAfter: end, on: today) else {
            throw EREEnrolmentRejection.notOn
        }
        var update = UpdateEREState(operatorID: operatorID, id: id, state: off.stateAfter, at: now)
        update.turnedOffAt = now
        update.endsAfter = off.lastYear
        try await tx.run(update)
        if let mandate { try await tx.run(ReleaseEREClaim(claim: mandate.claim, afterYear: off.lastYear ?? 0)) }
        try await note(scope, "ere.turned_off", id, in: tx)
    }

    // MARK: Shared

    private static func require(_ problems: [EREProblem]) throws(EREMandateRejection) {
        if !problems.isEmpty { throw .incomplete(problems) }
    }

    static func lockDraft(_ scope: Scope, _ id: EREEnrolmentID, in tx: Transaction) async throws -> EREEnrolment {
        let enrolment = try await lock(scope, id, in: tx)
        guard enrolment.state == .draft else { throw EREEnrolmentRejection.notDraft }
        return enrolment
    }

    private static func change(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        at now: Timestamp,
        in tx: Transaction,
        _ change: (inout EREDraft) -> Void
    ) async throws {
        var draft = try await lockDraft(scope, id, in: tx).draft
        change(&draft)
        let update = UpdateEREDraft(operatorID: try scope.requireOperator(), id: id, at: now, draft: draft)
        try await tx.run(update)
    }

    static func note(
        _ scope: Scope,
        _ action: String,
        _ id: EREEnrolmentID,
        _ detail: JSON = .object([]),
        in tx: Transaction
    ) async throws {
        let record = AuditRecord(action, subject: "ere_enrolment/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }
}
