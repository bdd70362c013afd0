package import Postgres
package import Values

/// The operators whose customers' units the platform books.
package enum Partners {
    private static let kind = "partner"
    /// Terms of one partner that a page shows: decades of yearly ones.
    package static let termsLimit = 200

    /// Partners whose name, reference or town contains the search text, with the terms of a day.
    ///
    /// The scope goes across partners.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<PartnerSort>,
        state: PartnerState? = nil,
        on day: LocalDate,
        in tx: Transaction
    ) async throws -> Listing<PartnerSummary> {
        try scope.requireAcrossPartners()
        return try await list(request.sort.order(isDescending: request.isDescending), request, state, day, tx)
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ request: ListRequest<PartnerSort>,
        _ state: PartnerState?,
        _ day: LocalDate,
        _ tx: Transaction
    ) async throws -> Listing<PartnerSummary> {
        try await tx.listing(request) { ListPartners<Order>(state: state?.rawValue ?? "", day: day, request: $0) }
    }

    /// The scope's own operator as a partner.
    ///
    /// - Throws: ``NotFound`` when the operator is none, ``NotPermitted``, `PostgresFault`.
    package static func own(_ scope: Scope, in tx: Transaction) async throws -> Partner {
        try scope.require(
            .operatorAdmin,
            .operatorFinance,
            .partnerAdmin,
            .partnerSupport,
            .platformAdmin,
            .platformFinance,
            .verifier
        )
        let organisation = try await Operators.own(scope, in: tx)
        guard let found = try await tx.first(FindPartnership(operatorID: organisation.id)) else { throw NotFound(kind) }
        return Partner(
            organisation: organisation,
            createdAt: found.createdAt,
            endedAt: found.endedAt,
            endReason: found.endReason
        )
    }

    /// Adds an operator as a partner, with its first terms.
    ///
    /// The scope goes across partners; the transaction is one of the installation, since the operator is not there yet.
    ///
    /// - Throws: ``OperatorRejection``, ``PartnerRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        _ draft: PartnerDraft,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> OperatorID {
        try scope.require(.platformAdmin)
        let id = try await Operators.create(.system, reference: draft.reference, draft.organisation, in: tx)
        try await join(scope.forPartner(id), draft.terms, at: now, in: tx)
        return id
    }

    /// Makes the scope's operator a partner, with its first terms.
    ///
    /// - Throws: ``PartnerRejection``, ``NotPermitted``, `PostgresFault`.
    package static func join(
        _ scope: Scope,
        _ terms: PartnerTerms,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.platformAdmin)
        let id = try scope.requireOperator()
        try await PartnerRejection.mapping {
            _ = try await tx.run(InsertPartner(operatorID: id, at: now, by: scope.userID))
            _ = try await tx.run(InsertPartnerTerms(operatorID: id, terms: terms, at: now, by: scope.userID))
        }
        let record = AuditRecord("partner.joined", subject: "operator/\(id)", detail: terms.json)
        try await AuditLog.record(scope, record, in: tx)
    }

    /// The terms of the scope's operator on a day; `nil` before the first ones.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func terms(_ scope: Scope, on day: LocalDate, in tx: Transaction) async throws -> PartnerTerms? {
        try await tx.first(FindPartnerTerms(operatorID: try scope.requireOperator(), day: day))
    }

    /// All terms of the scope's operator, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func allTerms(_ scope: Scope, in tx: Transaction) async throws -> [RecordedPartnerTerms] {
        try await tx.all(ListPartnerTerms(operatorID: try scope.requireOperator(), limit: termsLimit))
    }

    /// Adds terms that hold from a day on; earlier ones stay for what was delivered before.
    ///
    /// `today` is a day of the partner's time zone.
    ///
    /// - Throws: ``PartnerRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func setTerms(
        _ scope: Scope,
        _ terms: PartnerTerms,
        today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.platformAdmin, .platformFinance)
        let partner = try await own(scope, in: tx)
        guard terms.validFrom >= today else { throw PartnerRejection.termsInThePast }
        let insert = InsertPartnerTerms(operatorID: partner.id, terms: terms, at: now, by: scope.userID)
        _ = try await PartnerRejection.mapping { try await tx.run(insert) }
        let record = AuditRecord("partner.terms_set", subject: "operator/\(partner.id)", detail: terms.json)
        try await AuditLog.record(scope, record, in: tx)
    }

    /// Ends the partnership of the scope's operator; nothing of it is removed.
    ///
    /// - Throws: ``PartnerRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func end(
        _ scope: Scope,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try await setEnd(scope, at: now, reason: reason, "partner.ended", in: tx)
    }

    /// Takes up an ended partnership again.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func resume(_ scope: Scope, in tx: Transaction) async throws {
        try await setEnd(scope, at: nil, reason: "", "partner.resumed", in: tx)
    }

    private static func setEnd(
        _ scope: Scope,
        at moment: Timestamp?,
        reason: String,
        _ action: String,
        in tx: Transaction
    ) async throws {
        try scope.require(.platformAdmin)
        let id = try scope.requireOperator()
        let end = SetPartnerEnd(operatorID: id, at: moment, reason: reason)
        guard try await PartnerRejection.mapping({ try await tx.run(end) }) > 0 else { throw NotFound(kind) }
        let detail = JSON.dictionary(["reason": .string(reason)])
        try await AuditLog.record(scope, AuditRecord(action, subject: "operator/\(id)", detail: detail), in: tx)
    }
}

extension PartnerTerms {
    /// For the log of acts; numbers as decimal text.
    fileprivate var json: JSON {
        .dictionary([
            "valid_from": .string("\(validFrom)"), "payout_model": .string(model.rawValue),
            "service_fee_percent": .string("\(serviceFeePercent)"), "margin_percent": .string("\(marginPercent)"),
        ])
    }
}
