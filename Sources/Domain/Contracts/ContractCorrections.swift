package import Postgres
package import Values

/// A version, or a contract with its first one, that is about to be added.
package enum ContractChange: Hashable, Sendable {
    case supply(SupplyVersionDraft, of: SupplyContractID)
    case reimbursement(ReimbursementVersionDraft, of: ReimbursementContractID)
    case newReimbursement(ReimbursementContractDraft, ReimbursementVersionDraft)

    /// The first day on which it holds.
    package var validFrom: LocalDate {
        switch self {
        case .supply(let version, _): version.validFrom
        case .reimbursement(let version, _), .newReimbursement(_, let version): version.validFrom
        }
    }
}

/// A version touches sessions that are credited, and nobody has agreed yet to as many corrections.
package struct UnconfirmedCorrections: Error, Hashable, Sendable {
    /// How many credited sessions the next close would correct.
    package let count: Int

    package init(count: Int) {
        self.count = count
    }
}

extension Contracts {
    /// How many credited sessions get another price by a change, so that the next close corrects them.
    ///
    /// Counted are those whose formula, or moment of its price, becomes another one, or none; other sessions of the host
    /// are computed again with the same result.
    /// - Throws: ``ContractRejection``, `PostgresFault`.
    package static func corrections(by change: ContractChange, _ scope: Scope, in tx: Transaction) async throws -> Int {
        let operatorID = try mayChange(scope)
        guard let host = try await host(of: change, operatorID, in: tx) else { throw ContractRejection.contractUnknown }
        let before = try await book(of: operatorID, in: tx)
        var after = before
        after.add(change, host: host)
        let credited = CreditedSessionsByDay(
            operatorID: operatorID,
            hostID: host,
            from: firstMoment(of: change.validFrom)
        )
        return try await tx.all(credited).reduce(0) { count, row in
            let was = before.terms(host: host, site: row.site, on: row.day)?.price
            let becomes = after.terms(host: host, site: row.site, on: row.day)?.price
            return was == becomes ? count : count + row.count
        }
    }

    private static func host(
        of change: ContractChange,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> HostID? {
        switch change {
        case .supply(_, let id): try await tx.first(HostOfSupplyContract(operatorID: operatorID, contract: id))
        case .reimbursement(_, let id):
            try await tx.first(HostOfReimbursementContract(operatorID: operatorID, contract: id))
        case .newReimbursement(let draft, _): draft.hostID
        }
    }

    /// A day is added before, because a site's day may begin before that day does in UTC.
    static func firstMoment(of day: LocalDate) -> Timestamp {
        Timestamp(seconds: day.adding(days: -1).daysSinceEpoch * 86_400)
    }
}

extension SessionTerms {
    /// What a session's amount depends on.
    fileprivate struct Price: Hashable {
        let plan: RatePlan
        let pricing: PricingMoment
    }

    fileprivate var price: Price {
        Price(plan: RatePlan(supply: supply, reimbursement: reimbursement), pricing: reimbursement.pricing)
    }
}

extension ContractBook {
    /// Lays in what is not stored yet, as the version recorded last.
    fileprivate mutating func add(_ change: ContractChange, host: HostID) {
        switch change {
        case .supply(let draft, let id):
            add(
                SupplyTerms(
                    versionID: SupplyVersionID(0),
                    contractID: id,
                    validFrom: draft.validFrom,
                    recordedAt: Timestamp(microseconds: .max),
                    pricing: draft.pricing
                )
            )
        case .reimbursement(let draft, let id): add(terms(draft, of: id))
        case .newReimbursement(let contract, let draft):
            let id = ReimbursementContractID(0)
            add(id, host: host, site: contract.siteID)
            add(terms(draft, of: id))
        }
    }

    private func terms(
        _ draft: ReimbursementVersionDraft,
        of contract: ReimbursementContractID
    ) -> ReimbursementTerms {
        ReimbursementTerms(
            versionID: ReimbursementVersionID(0),
            contractID: contract,
            supplyContractID: draft.supplyContractID,
            validFrom: draft.validFrom,
            validUntil: draft.validUntil,
            recordedAt: Timestamp(microseconds: .max),
            fixed: draft.fixed,
            percent: draft.percent,
            pricing: draft.pricing,
            paymentTerm: draft.paymentTerm
        )
    }
}

/// A host's credited sessions from a moment on, counted by site and by the site's day on which they started.
struct CreditedSessionsByDay: Statement {
    struct Row: Sendable {
        let site: SiteID
        let day: LocalDate
        let count: Int
    }

    static let sql = """
        SELECT s.site_id, (s.started_at AT TIME ZONE p.time_zone)::date, count(*)
        FROM sessions s
        JOIN journal_heads h
            ON h.operator_id = s.operator_id AND h.session_id = s.id AND h.credited_line_id IS NOT NULL
        JOIN sites p ON p.operator_id = s.operator_id AND p.id = s.site_id
        WHERE s.operator_id = $1 AND s.host_id = $2 AND s.state = 'completed' AND s.started_at >= $3
        GROUP BY 1, 2
        """
    static let sample = CreditedSessionsByDay(
        operatorID: OperatorID(1),
        hostID: HostID(1),
        from: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let hostID: HostID
    let from: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(from)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(site: try row.next(), day: try row.next(), count: try row.next())
    }
}
