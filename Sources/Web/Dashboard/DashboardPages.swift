import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The operator's first page.
package enum DashboardPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.dashboard, for: .operators, show)
        endpoints.get(.dashboardEvents, for: .operators) { try $0.events(.dashboard($0.session.user.operatorID)) }
    }

    private static func show(_ visit: MemberVisit) async throws -> Response {
        let model = try await visit.read { try await Self.model(visit, $0) }
        return try await visit.page { Dashboard.view(model, frame: $0) }
    }

    private static func model(_ visit: MemberVisit, _ tx: Transaction) async throws -> Dashboard.Model {
        let (scope, zone) = (visit.scope, visit.say.zone)
        let month = JournalFilter(month: zone.month(of: visit.now))
        let totals = try await Journal.totals(scope, month, in: tx)
        let currency = try await visit.currency(in: tx)
        let exceptions = try await Exceptions.counts(scope, at: visit.now, in: tx)
        let points = try await DashboardFigures.chargePoints(scope, in: tx)
        let waiting = (exceptions[.priceMissing] ?? 0) + (exceptions[.priceCurrency] ?? 0)
        return Dashboard.Model(
            days: try await DashboardFigures.days(scope, in: zone, at: visit.now, tx: tx).map(day),
            creditsDue: due(try await DashboardFigures.creditsDue(scope, in: tx), currency),
            thisMonth: try totals.amount.rounded(.halfAwayFromZero, to: currency),
            linesThisMonth: totals.lines,
            waitingPrices: waiting,
            exceptions: exceptions.values.reduce(0, +),
            chargePointsOnline: points.online,
            chargePoints: points.total,
            sessionsNow: try await DashboardFigures.openSessions(scope, in: tx),
            latest: try await Journal.latest(scope, count: JournalPages.latestCount, in: tx).map { LineModels.row($0) },
            monthToClose: try await DashboardFigures.monthToClose(scope, in: zone, at: visit.now, tx: tx),
            attention: attention(try await Notices.figures(scope, at: visit.now, in: tx))
        )
    }

    private static func attention(_ figures: NoticeFigures) -> Dashboard.Attention {
        Dashboard.Attention(changed: figures.changed, parked: figures.parked)
    }

    private static func due(_ figures: DueFigures, _ currency: Currency) -> Dashboard.Due {
        Dashboard.Due(
            total: Money(minor: figures.totalMinor, currency),
            count: figures.credits,
            monthToApprove: figures.monthToApprove
        )
    }

    static func day(_ figures: DayFigures) -> Dashboard.DayFigures {
        Dashboard.DayFigures(day: figures.day, energy: figures.energy, sessions: figures.sessions)
    }
}
