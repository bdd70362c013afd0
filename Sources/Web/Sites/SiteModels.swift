import Domain
import Postgres
import Templates
import Values

/// What the page of a site shows, made from what the contexts know.
enum SiteModels {
    /// The charge points of one site; a page of more would be a list of its own.
    private static let chargePointLimit = 1_000

    static func show(_ visit: MemberVisit, _ id: SiteID, _ tx: Transaction) async throws -> SiteShow.Model {
        let site = try await Sites.find(visit.scope, id, in: tx)
        let zone = Zone.named(site.details.timeZone) ?? .utc
        let today = zone.date(of: visit.now)
        let firstDay = today.adding(days: 1 - Int64(Hosts.dayCount))
        let days = try await Hosts.days(visit.scope, of: site, from: firstDay, in: tx)
        let overview = try await Hosts.overview(visit.scope, site.hostID, on: today, in: tx)
        let request = ListRequest<ChargePointSort>(sort: .identity, limit: chargePointLimit)
        let filter = ChargePointFilter(site: id)
        let chargePoints = try await ChargePoints.list(visit.scope, request, filter, in: tx)
        return SiteShow.Model(
            id: id,
            name: site.details.name,
            reference: site.details.reference,
            host: Mention(site.hostName, .host(site.hostID)),
            address: AddressForm.shown(site.details.address),
            zone: zone,
            biddingZone: site.details.biddingZone,
            reimbursement: reimbursement(of: id, overview),
            days: figures(days, from: firstDay),
            chargePoints: chargePoints.rows.map(ChargePointModels.row)
        )
    }

    /// A contract for the site goes before the host's contract for all its other sites.
    private static func reimbursement(of site: SiteID, _ overview: HostOverview) -> Mention? {
        let holding = overview.reimbursements.filter { $0.validFrom != nil }
        let found = holding.first { $0.siteID == site } ?? holding.first { $0.siteID == nil }
        return found.map { Mention($0.name, .reimbursementContract($0.id)) }
    }

    /// Every day has a bar, also one without sessions.
    private static func figures(_ days: [SiteDay], from first: LocalDate) -> [Dashboard.DayFigures] {
        let known = Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0) })
        return (0..<Int64(Hosts.dayCount)).map { offset in
            let day = first.adding(days: offset)
            return Dashboard.DayFigures(
                day: day,
                energy: known[day]?.energy ?? Energy(thousandthsWh: 0),
                sessions: known[day]?.sessionCount ?? 0
            )
        }
    }
}
