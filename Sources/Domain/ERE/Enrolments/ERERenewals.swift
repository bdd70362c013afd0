package import Postgres
package import Values

/// What going on with an enrolment means, before anybody does.
package struct ERERenewal: Hashable, Sendable {
    /// The last day of the mandate that ends.
    package let endsOn: LocalDate
    package let holder: String
    package let connection: EREConnection?
    package let chargers: [ERECharger]
    /// Files that are accepted and still hold after that day, and those that do not.
    package let keptFiles: Int
    package let endedFiles: Int
    /// The unfinished renewal, where one was begun.
    package let draft: EREEnrolmentID?
}

/// Mandates never go on by themselves: a customer signs another one, from a draft filled with what was said before.
package enum ERERenewals {
    /// From so many days before a mandate ends it may be renewed; reminders begin a month later.
    package static let days: Int64 = 120

    /// Whether a mandate may be renewed on a day, by its years and the last one that counts.
    package static func isOpen(_ years: ClosedRange<Int>, endsAfter: Int?, on today: LocalDate) -> Bool {
        today >= end(years, endsAfter).adding(days: -days)
    }

    private static func end(_ years: ClosedRange<Int>, _ endsAfter: Int?) -> LocalDate {
        EREYears.firstDay(min(years.upperBound, endsAfter ?? years.upperBound) + 1).adding(days: -1)
    }

    /// What a renewal would take over; `nil` where there is none to be had: nothing is signed, the mandate does not end soon,
    /// or the connection has a provider for what comes.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        on today: LocalDate,
        in tx: Transaction
    ) async throws -> ERERenewal? {
        guard let known = try await known(scope, id, on: today, in: tx) else { return nil }
        let next = known.endsOn.adding(days: 1)
        let kept = known.files.filter { isKept($0, known.enrolment, from: next) }
        let find = FindERERenewal(operatorID: try scope.requireOperator(), enrolment: id)
        return ERERenewal(
            endsOn: known.endsOn,
            holder: known.enrolment.draft.holder?.name ?? "",
            connection: known.enrolment.draft.connection,
            chargers: known.enrolment.draft.chargers,
            keptFiles: kept.count,
            endedFiles: known.files.count { $0.validUntil.map { $0 < next } ?? false },
            draft: try await tx.first(find)
        )
    }

    private struct Known {
        let enrolment: EREEnrolment
        let endsOn: LocalDate
        /// Accepted ones.
        let files: [EREProof]
    }

    private static func known(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        on today: LocalDate,
        in tx: Transaction
    ) async throws -> Known? {
        guard scope.customerID != nil else { throw NotPermitted() }
        let enrolment = try await EREEnrolments.find(scope, id, in: tx)
        guard let mandate = try await EREMandates.find(scope, of: id, in: tx),
            let ean = enrolment.draft.connection?.ean, enrolment.state != .refused,
            isOpen(mandate.years, endsAfter: enrolment.history.endsAfter, on: today)
        else { return nil }
        let endsOn = end(mandate.years, enrolment.history.endsAfter)
        let free = try await EREEnrolments.years(ean, on: today, in: tx)
        // Whoever turned off in the middle of a mandate that counted for nothing has nothing to go on with.
        guard free.contains(where: { $0.lowerBound > mandate.years.lowerBound || endsOn < today }) else { return nil }
        let files = try await EREEvidenceBook.list(scope, of: id, in: tx).filter { $0.verdict == .accepted }
        return Known(enrolment: enrolment, endsOn: endsOn, files: files)
    }

    private static func isKept(_ file: EREProof, _ enrolment: EREEnrolment, from day: LocalDate) -> Bool {
        // What was kept long enough has no bytes any more.
        guard file.byteCount > 0, file.validUntil.map({ $0 >= day }) ?? true else { return false }
        guard let charger = file.charger else { return true }
        return enrolment.chargers.contains { $0.id == charger }
    }

    /// Begins an enrolment for the years that follow, with everything that was said for the one that ends.
    ///
    /// It has its chargers, too, and the evidence that still holds. Nothing counts before the customer has signed it. Asked
    /// again it is the same one.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func begin(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        payingOut model: EREPayoutModel,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREEnrolmentID {
        // Two of a customer's people at once would begin two.
        _ = try await EREEnrolments.lock(scope, id, in: tx)
        guard let known = try await known(scope, id, on: today, in: tx) else {
            throw EREEnrolmentRejection.notRenewable
        }
        let operatorID = try scope.requireOperator()
        if let draft = try await tx.first(FindERERenewal(operatorID: operatorID, enrolment: id)) { return draft }
        let fresh = try await EREEnrolments.begin(scope, payingOut: model, at: now, in: tx)
        var draft = known.enrolment.draft
        if model == .partner { draft.account = nil }
        try await tx.run(UpdateEREDraft(operatorID: operatorID, id: fresh, at: now, draft: draft))
        try await tx.run(MarkERERenewal(operatorID: operatorID, id: fresh, renews: id))
        var chargers: [EREChargerID: EREChargerID] = [:]
        for charger in known.enrolment.chargers {
            let insert = InsertERECharger(
                operatorID: operatorID,
                customer: known.enrolment.customer,
                enrolment: fresh,
                chargePoint: charger.chargePoint,
                charger: charger.charger,
                at: now
            )
            chargers[charger.id] = try await tx.first(insert)
        }
        let next = known.endsOn.adding(days: 1)
        for file in known.files where isKept(file, known.enrolment, from: next) {
            try await takeOver(
                file,
                to: fresh,
                file.charger.flatMap { chargers[$0] },
                operatorID,
                scope,
                at: now,
                in: tx
            )
        }
        let detail = JSON.dictionary(["renews": .string("\(id)")])
        try await EREEnrolments.note(scope, "ere.renewal_begun", fresh, detail, in: tx)
        return fresh
    }

    /// The file is the same one, so what was said of it holds for it here.
    private static func takeOver(
        _ file: EREProof,
        to enrolment: EREEnrolmentID,
        _ charger: EREChargerID?,
        _ operatorID: OperatorID,
        _ scope: Scope,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let copy = CopyEREEvidence(
            operatorID: operatorID,
            evidence: file.id,
            enrolment: enrolment,
            charger: charger,
            by: scope.userID,
            at: now
        )
        guard let taken = try await tx.first(copy) else { return }
        try await tx.run(CopyEREReview(operatorID: operatorID, from: file.id, to: taken))
    }
}

/// The unfinished renewal of an enrolment.
struct FindERERenewal: Statement {
    static let sql = "SELECT id FROM ere_enrolments WHERE operator_id = $1 AND renews = $2 AND state = 'draft'"
    static let sample = FindERERenewal(operatorID: OperatorID(1), enrolment: EREEnrolmentID(1))
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
    }
    static func decode(_ row: inout RowReader) throws -> EREEnrolmentID { try row.next() }
}

/// Says of a draft where it goes on.
struct MarkERERenewal: Statement {
    static let sql = "UPDATE ere_enrolments SET renews = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = MarkERERenewal(
        operatorID: OperatorID(1),
        id: EREEnrolmentID(1),
        renews: EREEnrolmentID(1)
    )
    let operatorID: OperatorID
    let id: EREEnrolmentID
    let renews: EREEnrolmentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(renews)
    }
}

/// Hands a file in once more, for another enrolment.
struct CopyEREEvidence: Statement {
    static let sql = """
        INSERT INTO ere_evidence (operator_id, customer_id, enrolment_id, charger_id, kind, media_type, sha256, content,
            created_by, created_at, valid_until, taken_over_from)
        SELECT v.operator_id, v.customer_id, $3, $4, v.kind, v.media_type, v.sha256, v.content, $5, $6, v.valid_until, v.id
        FROM ere_evidence v WHERE v.operator_id = $1 AND v.id = $2 AND v.content IS NOT NULL RETURNING id
        """
    static let sample = CopyEREEvidence(
        operatorID: OperatorID(1),
        evidence: EREEvidenceID(1),
        enrolment: EREEnrolmentID(1),
        charger: nil,
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let evidence: EREEvidenceID
    let enrolment: EREEnrolmentID
    let charger: EREChargerID?
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(evidence)
        values.append(enrolment)
        values.append(charger)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> EREEvidenceID { try row.next() }
}

/// Says of a file what was said last of the one that it is taken over from, by whom and when.
struct CopyEREReview: Statement {
    static let sql = """
        INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_by, reviewed_at,
            valid_until)
        SELECT r.operator_id, r.customer_id, $3, r.verdict, r.reason, r.reviewed_by, r.reviewed_at, r.valid_until
        FROM ere_evidence_reviews r WHERE r.operator_id = $1 AND r.evidence_id = $2 ORDER BY r.id DESC LIMIT 1
        """
    static let sample = CopyEREReview(
        operatorID: OperatorID(1),
        from: EREEvidenceID(1),
        to: EREEvidenceID(1)
    )
    let operatorID: OperatorID
    let from: EREEvidenceID
    let to: EREEvidenceID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(from)
        values.append(to)
    }
}
