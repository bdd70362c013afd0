package import Postgres
package import Values

/// A journal line as a list shows it.
package struct JournalEntry: Hashable, Sendable {
    package let lineID: LineID
    package let sessionID: SessionID
    package let hostID: HostID
    package let hostName: String
    package let siteID: SiteID
    package let siteName: String
    /// The OCPP identity.
    package let chargePointIdentity: String
    /// Empty when the identity says it all.
    package let chargePointName: String
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    package let energy: Energy
    /// The price per kWh, when there is just one.
    package let price: Exact?
    /// How many parts were priced each by itself.
    package let partCount: Int
    package let terms: LineDetail.Terms?
    package let pricing: PricingMoment?
    package let amount: Exact?
    package let otherAmount: Exact?
    package let currency: Currency
    package let standing: JournalStanding
}

/// How far a line is on its way to the host's account.
package enum JournalStanding: String, CaseIterable, Sendable {
    case priced, waiting, held
    case noContract = "no_contract"
    case excluded
    /// A credit has what the session is worth.
    case credited
    /// A credit has the session at other figures than it is worth now; the next close corrects it.
    case correction
}

/// The columns by which the journal is ordered.
package enum JournalSort: String, CaseIterable, Hashable, Sendable {
    case stopped, site, energy, amount, state
}

/// Which lines a list takes; what is `nil` or empty takes all.
package struct JournalFilter: FiltersChargePoints, Hashable, Sendable {
    /// The month of the session's stop at its site.
    package var month: YearMonth?
    package var host: HostID?
    package var site: SiteID?
    package var standing: JournalStanding?
    /// What the charge point's identity or name contains.
    package var chargePoint = ""
    /// Those charge points.
    var chargePoints: [ChargePointID]?

    package init(month: YearMonth? = nil) {
        self.month = month
    }
}

/// What the lines of a filter add up to, exact.
package struct JournalTotals: Hashable, Sendable {
    package let lines: Int
    package let energy: Energy
    /// Of the lines that have an amount.
    package let amount: Exact

    /// Nothing.
    package static let none = JournalTotals(lines: 0, energy: .zero, amount: .zero)
}

/// The journal: the newest version of every session's line.
package enum Journal {
    /// A page of the journal; the total is counted to one more than ``ListLimits/countedRows``.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<JournalSort>,
        _ filter: JournalFilter = JournalFilter(),
        in tx: Transaction
    ) async throws -> Listing<JournalEntry> {
        let operatorID = try scope.requireOperator()
        guard let filter = try await filter.resolved(scope, in: tx) else { return Listing(rows: [], total: 0) }
        let window = ListWindow(offset: request.offset, limit: request.boundedLimit)
        let order = request.sort.order(isDescending: request.isDescending)
        let rows = try await rows(order, operatorID, filter, window, in: tx)
        return Listing(rows: rows, total: try await tx.one(CountJournal(operatorID: operatorID, filter: filter)))
    }

    private static func rows<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ filter: JournalFilter,
        _ window: ListWindow,
        in tx: Transaction
    ) async throws -> [JournalEntry] {
        let page = ListJournal<Order>(operatorID: operatorID, filter: filter, window: window)
        return try await tx.all(JournalEntries(operatorID: operatorID, sessions: try await tx.all(page)))
    }

    /// The lines that were added to the journal last.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func latest(_ scope: Scope, count: Int, in tx: Transaction) async throws -> [JournalEntry] {
        let operatorID = try scope.requireOperator()
        var filter = JournalFilter()
        filter.host = scope.hostID
        let window = ListWindow(offset: 0, limit: count)
        let order = JournalSort.stopped.order(isDescending: true)
        return try await rows(order, operatorID, filter, window, in: tx)
    }

    /// What the lines of a filter add up to.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func totals(
        _ scope: Scope,
        _ filter: JournalFilter,
        in tx: Transaction
    ) async throws -> JournalTotals {
        let operatorID = try scope.requireOperator()
        guard let filter = try await filter.resolved(scope, in: tx) else { return .none }
        return try await tx.one(SumJournal(operatorID: operatorID, filter: filter))
    }
}

extension JournalSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .stopped: isDescending ? Descending<JournalStopKey>.self : Ascending<JournalStopKey>.self
        case .site: isDescending ? Descending<JournalSiteKey>.self : Ascending<JournalSiteKey>.self
        case .energy: isDescending ? Descending<JournalEnergyKey>.self : Ascending<JournalEnergyKey>.self
        case .amount: isDescending ? Descending<JournalAmountKey>.self : Ascending<JournalAmountKey>.self
        case .state: isDescending ? Descending<JournalStateKey>.self : Ascending<JournalStateKey>.self
        }
    }
}
