package import Postgres
package import Values

/// Verifiers' statements: written down by one person, confirmed by another where the operator wants four eyes.
///
/// A statement that is confirmed verifies every credited line of its year that was not verified before, by a fact; lines
/// that failed have a lower credit from then on. The product never gives a statement its code.
package enum EREVerifications {
    /// The largest document.
    package static let documentBytes = 10 << 20
    /// Statements that a page lists; one or two a year are usual.
    package static let shown = 200

    // MARK: Looking

    /// Statements, the newest year first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [EREVerificationRecord] {
        try await tx.all(ListEREVerifications(operatorID: try reader(scope), id: nil, limit: shown))
    }

    /// One statement with the lines that failed.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: EREVerificationID,
        in tx: Transaction
    ) async throws -> (record: EREVerificationRecord, failed: [EREVerificationLine]) {
        let operatorID = try reader(scope)
        guard let record = try await tx.first(ListEREVerifications(operatorID: operatorID, id: id, limit: 1)) else {
            throw NotFound("verification")
        }
        return (record, try await tx.all(EREVerificationLines(operatorID: operatorID, verification: id)))
    }

    /// A statement's document, as it came.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func document(
        _ scope: Scope,
        _ id: EREVerificationID,
        in tx: Transaction
    ) async throws -> (name: String, bytes: [UInt8]) {
        let find = EREVerificationDocument(operatorID: try reader(scope), id: id)
        guard let document = try await tx.first(find) else { throw NotFound("verification") }
        return document
    }

    /// What is verified, by year of delivery, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func years(_ scope: Scope, in tx: Transaction) async throws -> [EREVerifiedYear] {
        try await tx.all(SumEREVerified(operatorID: try reader(scope)))
    }

    // MARK: Writing down

    /// Writes a statement down; it counts once it is confirmed.
    ///
    /// - Throws: ``EREVerificationRejection``, ``NotPermitted``, `ArithmeticOverflow`, `PostgresFault`.
    package static func record(
        _ scope: Scope,
        _ draft: EREVerificationDraft,
        today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREVerificationID {
        let operatorID = try EREPayouts.check(scope)
        try check(draft, today: today)
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let known = EREVerificationKnown(operatorID: operatorID, code: draft.statementCode)
        guard try await tx.one(known) == false else { throw EREVerificationRejection.codeKnown }
        let failed = try await judge(draft, operatorID, in: tx)
        let id = try await tx.one(
            InsertEREVerification(operatorID: operatorID, draft: draft, by: scope.userID, at: now)
        )
        if !failed.isEmpty {
            try await tx.run(InsertEREVerificationLines(operatorID: operatorID, verification: id, lines: failed))
        }
        let detail = JSON.dictionary([
            "year": .integer(draft.year), "code": .string(draft.statementCode), "failed": .integer(failed.count),
        ])
        let record = AuditRecord("ere.verification_recorded", subject: "verification/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        return id
    }

    private static func check(_ draft: EREVerificationDraft, today: LocalDate) throws(EREVerificationRejection) {
        guard draft.statedOn.yearMonth.year > draft.year, draft.statedOn <= today else { throw .day }
        guard (1...64).contains(draft.statementCode.count) else { throw .code }
        guard (1...140).contains(draft.verifier.count) else { throw .verifier }
        guard draft.findings.count <= 4_000 else { throw .findings }
        guard !draft.document.isEmpty, draft.document.count <= documentBytes,
            (1...200).contains(draft.documentName.count)
        else { throw .document }
        guard draft.outcome == .verified || draft.failed.isEmpty else { throw .linesOfRefused }
    }

    /// The failed lines with what is right of them, in units.
    private static func judge(
        _ draft: EREVerificationDraft,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [InsertEREVerificationLines.Line] {
        if draft.failed.isEmpty { return [] }
        let found = try await tx.all(EREVerifiable(operatorID: operatorID, lines: draft.failed))
        let heads = Dictionary(found.map { ($0.place, $0) }) { first, _ in first }
        var (lines, seen) = ([InsertEREVerificationLines.Line](), Set<EREBookingID>())
        for (index, line) in draft.failed.enumerated() {
            guard let head = heads[index + 1], line.quarter.year == draft.year else {
                throw EREVerificationRejection.unknownLine(ean: line.ean, line.quarter)
            }
            guard seen.insert(head.booking).inserted else {
                throw EREVerificationRejection.twice(ean: line.ean, line.quarter)
            }
            let units = min(try head.units(of: line.energy), head.credited)
            guard line.energy < head.energy, units < head.credited else {
                throw EREVerificationRejection.notLess(ean: line.ean, line.quarter)
            }
            lines.append(InsertEREVerificationLines.Line(head: head, line: line, units: units))
        }
        return lines
    }

    // MARK: Deciding

    /// Confirms a statement, so that it counts, or throws it away with a reason; once.
    ///
    /// - Throws: ``EREVerificationRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func decide(
        _ scope: Scope,
        _ id: EREVerificationID,
        isConfirmed: Bool,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try EREPayouts.check(scope)
        guard let person = scope.userID else { throw EREVerificationRejection.needsPerson }
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let record = try await find(scope, id, in: tx).record
        guard record.decision == nil else { throw EREVerificationRejection.decided }
        guard reason.count <= 400, isConfirmed || !reason.isEmpty else { throw EREVerificationRejection.reason }
        if isConfirmed {
            let policy = try await tx.one(FindOperator(id: operatorID)).details.policy
            if policy.needsFourEyes, record.recordedByID == person { throw EREVerificationRejection.fourEyes }
            let moved = EREVerificationMoved(operatorID: operatorID, verification: id)
            guard try await tx.one(moved) == false else { throw EREVerificationRejection.changed }
        }
        let decision = InsertEREVerificationDecision(
            operatorID: operatorID,
            verification: id,
            isConfirmed: isConfirmed,
            reason: reason,
            by: person,
            at: now
        )
        try await tx.run(decision)
        if isConfirmed, record.outcome == .verified {
            try await apply(id, record.year, operatorID, by: person, at: now, in: tx)
        }
        let action = isConfirmed ? "ere.verification_confirmed" : "ere.verification_thrown_away"
        let detail = JSON.dictionary(["reason": .string(reason)])
        try await AuditLog.record(scope, AuditRecord(action, subject: "verification/\(id)", detail: detail), in: tx)
    }

    private static func apply(
        _ id: EREVerificationID,
        _ year: Int,
        _ operatorID: OperatorID,
        by person: UserID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try await tx.run(InsertEREVerifiedCredits(operatorID: operatorID, verification: id, at: now))
        let facts = InsertEREVerified(operatorID: operatorID, verification: id, year: year, by: person, at: now)
        try await EREFactRejection.mapping { _ = try await tx.run(facts) }
        try await tx.run(InsertEREVerificationShares(operatorID: operatorID, verification: id))
    }

    private static func reader(_ scope: Scope) throws(NotPermitted) -> OperatorID {
        try scope.require(.operatorAdmin, .operatorFinance, .platformAdmin, .platformFinance, .verifier)
        return try scope.requireOperator()
    }
}
