package import Postgres
package import Values

/// What hangs on a host in other contexts, as its page shows it.
package struct HostOverview: Hashable, Sendable {
    /// A supply contract with the terms that hold on a day.
    package struct Supply: Hashable, Sendable {
        package let id: SupplyContractID
        package let name: String
        /// `fixed`, `spot` or `formula`; `nil` when no version holds yet.
        package let mode: String?
        package let validFrom: LocalDate?
        package let pricePerKWh: UnitPrice?
        package let zone: String?
        package let factor: Exact?
        package let addendPerKWh: UnitPrice?
    }

    /// A reimbursement contract with the terms that hold on a day.
    package struct Reimbursement: Hashable, Sendable {
        package let id: ReimbursementContractID
        package let name: String
        package let siteID: SiteID?
        package let validFrom: LocalDate?
        package let fixedPerKWh: UnitPrice?
        package let percent: Exact?
    }

    /// A credit document.
    package struct Credit: Hashable, Sendable {
        package let id: CreditID
        package let number: String
        package let period: YearMonth
        package let totalMinor: Int64
        package let currency: String
        package let isApproved: Bool
        package let isInBankFile: Bool
        /// Whether a person paid it another way.
        package let isPaidByHand: Bool
    }

    package let supplies: [Supply]
    package let reimbursements: [Reimbursement]
    /// Newest first.
    package let credits: [Credit]
}

/// What a site delivered on a day of its zone.
package struct SiteDay: Hashable, Sendable {
    package let day: LocalDate
    package let energy: Energy
    package let sessionCount: Int
}

extension Hosts {
    /// Credit documents that a host's page lists: five years of months.
    package static let creditLimit = 60
    /// Days that a site's page shows.
    package static let dayCount = 30

    /// Contracts as they hold on a day, and the latest credits.
    ///
    /// - Throws: ``NotFound`` also for another operator's host, and for another host's user.
    package static func overview(
        _ scope: Scope,
        _ id: HostID,
        on day: LocalDate,
        in tx: Transaction
    ) async throws -> HostOverview {
        let operatorID = try scope.requireOperator()
        guard scope.hostID == nil || scope.hostID == id else { throw NotFound("host") }
        return HostOverview(
            supplies: try await tx.all(ListHostSupplies(operatorID: operatorID, hostID: id, day: day)),
            reimbursements: try await tx.all(ListHostReimbursements(operatorID: operatorID, hostID: id, day: day)),
            credits: try await tx.all(ListHostCredits(operatorID: operatorID, hostID: id, limit: creditLimit))
        )
    }

    /// The energy of a site on each of the last days of its zone that had sessions, oldest first.
    ///
    /// A session counts on the day it began.
    package static func days(
        _ scope: Scope,
        of site: Site,
        from day: LocalDate,
        in tx: Transaction
    ) async throws -> [SiteDay] {
        let zone = Zone.named(site.details.timeZone) ?? .utc
        let statement = ListSiteDays(
            operatorID: try scope.requireOperator(),
            hostID: site.hostID,
            siteID: site.id,
            since: zone.start(of: day),
            timeZone: site.details.timeZone
        )
        return try await tx.all(statement)
    }
}

/// Supply contracts of a host with the version that holds on a day.
struct ListHostSupplies: Statement {
    static let sql = """
        SELECT c.id, c.name, v.mode, v.valid_from, v.price_micro_per_kwh, v.zone, v.factor, v.addend_micro_per_kwh
        FROM supply_contracts c
        LEFT JOIN LATERAL (
            SELECT mode, valid_from, price_micro_per_kwh, zone, factor, addend_micro_per_kwh
            FROM supply_contract_versions
            WHERE operator_id = c.operator_id AND supply_contract_id = c.id AND valid_from <= $3
            ORDER BY valid_from DESC, id DESC LIMIT 1
        ) v ON true
        WHERE c.operator_id = $1 AND c.host_id = $2
        ORDER BY lower(c.name), c.id
        """
    static let sample = ListHostSupplies(
        operatorID: OperatorID(1),
        hostID: HostID(1),
        day: LocalDate(daysSinceEpoch: 0)
    )
    let operatorID: OperatorID
    let hostID: HostID
    let day: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(day)
    }
    static func decode(_ row: inout RowReader) throws -> HostOverview.Supply {
        HostOverview.Supply(
            id: try row.next(),
            name: try row.next(),
            mode: try row.next(),
            validFrom: try row.next(),
            pricePerKWh: try row.next(Int64?.self).map { UnitPrice(microPerKWh: $0) },
            zone: try row.next(),
            factor: try row.next(),
            addendPerKWh: try row.next(Int64?.self).map { UnitPrice(microPerKWh: $0) }
        )
    }
}

/// Reimbursement contracts of a host with the version that holds on a day.
struct ListHostReimbursements: Statement {
    static let sql = """
        SELECT c.id, c.name, c.site_id, v.valid_from, v.fixed_micro_per_kwh, v.percent
        FROM reimbursement_contracts c
        LEFT JOIN LATERAL (
            SELECT valid_from, fixed_micro_per_kwh, percent
            FROM reimbursement_contract_versions
            WHERE operator_id = c.operator_id AND reimbursement_contract_id = c.id AND valid_from <= $3
            ORDER BY valid_from DESC, id DESC LIMIT 1
        ) v ON true
        WHERE c.operator_id = $1 AND c.host_id = $2
        ORDER BY lower(c.name), c.id
        """
    static let sample = ListHostReimbursements(
        operatorID: OperatorID(1),
        hostID: HostID(1),
        day: LocalDate(daysSinceEpoch: 0)
    )
    let operatorID: OperatorID
    let hostID: HostID
    let day: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(day)
    }
    static func decode(_ row: inout RowReader) throws -> HostOverview.Reimbursement {
        HostOverview.Reimbursement(
            id: try row.next(),
            name: try row.next(),
            siteID: try row.next(),
            validFrom: try row.next(),
            fixedPerKWh: try row.next(Int64?.self).map { UnitPrice(microPerKWh: $0) },
            percent: try row.next()
        )
    }
}

/// The latest credits of a host.
struct ListHostCredits: Statement {
    static let sql = """
        SELECT c.id, c.number, c.period, c.total_minor, c.currency, a.credit_id IS NOT NULL,
            f.payment_file_id IS NOT NULL, f.hand_payment_id IS NOT NULL
        FROM credits c
        LEFT JOIN credit_approvals a ON a.operator_id = c.operator_id AND a.credit_id = c.id
        LEFT JOIN payment_file_credits f ON f.operator_id = c.operator_id AND f.credit_id = c.id AND f.return_id IS NULL
        WHERE c.operator_id = $1 AND c.host_id = $2
        ORDER BY c.period DESC, c.id DESC LIMIT $3
        """
    static let sample = ListHostCredits(operatorID: OperatorID(1), hostID: HostID(1), limit: 1)
    let operatorID: OperatorID
    let hostID: HostID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> HostOverview.Credit {
        HostOverview.Credit(
            id: try row.next(),
            number: try row.next(),
            period: try row.next(LocalDate.self).yearMonth,
            totalMinor: try row.next(),
            currency: try row.next(),
            isApproved: try row.next(),
            isInBankFile: try row.next(),
            isPaidByHand: try row.next()
        )
    }
}

/// Energy of a site per day of its zone.
struct ListSiteDays: Statement {
    static let sql = """
        SELECT (started_at AT TIME ZONE $5)::date, coalesce(sum(energy_thousandths_wh), 0)::bigint, count(*)
        FROM sessions
        WHERE operator_id = $1 AND host_id = $2 AND site_id = $3 AND started_at >= $4
        GROUP BY 1 ORDER BY 1
        """
    static let sample = ListSiteDays(
        operatorID: OperatorID(1),
        hostID: HostID(1),
        siteID: SiteID(1),
        since: Timestamp(seconds: 0),
        timeZone: "UTC"
    )
    let operatorID: OperatorID
    let hostID: HostID
    let siteID: SiteID
    let since: Timestamp
    let timeZone: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(siteID)
        values.append(since)
        values.append(timeZone)
    }
    static func decode(_ row: inout RowReader) throws -> SiteDay {
        SiteDay(day: try row.next(), energy: Energy(thousandthsWh: try row.next()), sessionCount: try row.next())
    }
}
