package import Postgres
package import Values

/// A session as a list shows it.
package struct SessionSummary: Hashable, Sendable {
    package let id: SessionID
    package let hostID: HostID
    package let hostName: String
    package let siteID: SiteID
    package let siteName: String
    package let chargePointID: ChargePointID
    /// The OCPP identity.
    package let chargePointIdentity: String
    /// Empty when the identity says it all.
    package let chargePointName: String
    /// From 1; 0 where unknown.
    package let connector: Int
    package let transactionID: Int64
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp?
    package let energy: Energy?
    /// What its line gives; `nil` while it has none.
    package let amount: Exact?
    package let currency: Currency
    package let standing: SessionStanding
    package let flags: [SessionFlag]
}

/// How far a session is for those who look after it.
package enum SessionStanding: String, CaseIterable, Sendable {
    case open
    case completed
    /// Completed, and a person must decide before it is paid for.
    case held
}

/// The columns by which sessions are ordered.
package enum SessionSort: String, CaseIterable, Hashable, Sendable {
    case started, duration, energy, amount
}

/// Which sessions a list takes; what is `nil` or empty takes all.
package struct SessionFilter: FiltersChargePoints, Hashable, Sendable {
    /// The first moment at which they may start.
    package var from: Timestamp?
    /// The moment before which they start.
    package var until: Timestamp?
    package var host: HostID?
    package var site: SiteID?
    /// What the charge point's identity or name contains.
    package var chargePoint = ""
    /// Those charge points.
    var chargePoints: [ChargePointID]?
    package var standing: SessionStanding?
    package var flag: SessionFlag?

    package init() {}
}

/// The charging sessions of an operator or a host.
package enum Sessions {
    /// A page of sessions; the total is counted to one more than ``ListLimits/countedRows``.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<SessionSort>,
        _ filter: SessionFilter = SessionFilter(),
        in tx: Transaction
    ) async throws -> Listing<SessionSummary> {
        let operatorID = try scope.requireOperator()
        guard let filter = try await filter.resolved(scope, in: tx) else { return Listing(rows: [], total: 0) }
        let window = ListWindow(offset: request.offset, limit: request.boundedLimit)
        let order = request.sort.order(isDescending: request.isDescending)
        let rows = try await rows(order, operatorID, filter, window, in: tx)
        let total = try await tx.one(CountSessions(operatorID: operatorID, filter: filter))
        return Listing(rows: rows, total: total)
    }

    private static func rows<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ filter: SessionFilter,
        _ window: ListWindow,
        in tx: Transaction
    ) async throws -> [SessionSummary] {
        let page = ListSessions<Order>(operatorID: operatorID, filter: filter, window: window)
        return try await tx.all(SessionSummaries(operatorID: operatorID, ids: try await tx.all(page)))
    }

    /// Hands all sessions of a filter to the closure in an order, without keeping them in memory.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, and whatever the closure throws.
    package static func forEach(
        _ scope: Scope,
        _ filter: SessionFilter = SessionFilter(),
        by sort: SessionSort = .started,
        isDescending: Bool = false,
        in tx: Transaction,
        _ body: (SessionSummary) async throws -> Void
    ) async throws {
        let operatorID = try scope.requireOperator()
        guard let filter = try await filter.resolved(scope, in: tx) else { return }
        try await forEach(sort.order(isDescending: isDescending), operatorID, filter, in: tx, body)
    }

    private static func forEach<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ filter: SessionFilter,
        in tx: Transaction,
        _ body: (SessionSummary) async throws -> Void
    ) async throws {
        let all = ExportSessions<Order>(operatorID: operatorID, filter: filter)
        for try await session in tx.stream(all) { try await body(session) }
    }
}

/// Which part of a list is wanted.
struct ListWindow: Sendable {
    let offset: Int
    let limit: Int

    /// Everything.
    static let all = ListWindow(offset: 0, limit: .max)
}

extension SessionSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .started: isDescending ? Descending<SessionStartKey>.self : Ascending<SessionStartKey>.self
        case .duration: isDescending ? Descending<SessionDurationKey>.self : Ascending<SessionDurationKey>.self
        case .energy: isDescending ? Descending<SessionEnergyKey>.self : Ascending<SessionEnergyKey>.self
        case .amount: isDescending ? Descending<SessionAmountKey>.self : Ascending<SessionAmountKey>.self
        }
    }
}
