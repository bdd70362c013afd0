import Domain
import Postgres
import Templates
import Values

/// What a host's first page shows, made from what the contexts know.
struct PortalModels {
    let visit: MemberVisit
    let host: HostID
    let tx: Transaction

    /// Credits and lines on the first page: what fits on a screen.
    private static let latestCount = 5

    func home() async throws -> PortalHome.Model {
        let (scope, zone) = (visit.scope, visit.say.zone)
        let details = try await Hosts.find(scope, host, in: tx).details
        let currency = try await visit.currency(in: tx)
        let totals = try await Journal.totals(scope, JournalFilter(month: zone.month(of: visit.now)), in: tx)
        let balance = try await Credits.balances(scope, in: tx).first { $0.balance.currency == currency }?.balance
        let latest = try await Journal.latest(scope, count: PortalModels.latestCount, in: tx)
        return PortalHome.Model(
            hostName: details.name,
            currency: currency,
            thisMonth: try totals.amount.rounded(.halfAwayFromZero, to: currency),
            thisMonthEnergy: totals.energy,
            thisMonthSessions: totals.lines,
            balance: balance ?? .zero(currency),
            waiting: try await DashboardFigures.waitingLines(scope, in: tx),
            days: try await DashboardFigures.days(scope, in: zone, at: visit.now, tx: tx).map(DashboardPages.day),
            credits: try await credits(),
            latest: latest.map { LineModels.row($0, .portal) },
            lacks: lacks(details)
        )
    }

    private func credits() async throws -> [CreditIndex.Row] {
        let request = ListRequest<CreditSort>(sort: .period, isDescending: true, limit: PortalModels.latestCount)
        return try await Credits.list(visit.scope, request, in: tx).rows.map { CreditModels.row($0, .portal) }
    }

    /// The account holder's name falls back to the host's own, so it is never missing.
    private func lacks(_ details: HostDetails) -> [HostLack] {
        var lacks: [HostLack] = []
        if details.iban.isEmpty { lacks.append(.iban) }
        if details.address.town.isEmpty { lacks.append(.town) }
        if details.address.country.isEmpty { lacks.append(.country) }
        return lacks
    }
}
