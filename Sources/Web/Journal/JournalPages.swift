import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The journal: list, one line, and the latest lines as they come.
package enum JournalPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.journal, for: .operators, export: export, list)
        endpoints.get(.journalLatest, for: .operators, latest)
        endpoints.get(.journalEvents, for: .operators) { try $0.events(.journal($0.session.user.operatorID)) }
        endpoints.get(Route.line, for: .operators, show)
    }

    /// Lines of the live part: what fits on a screen.
    static let latestCount = 10

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(JournalIndex.rules)
        let model = try await visit.read { tx in
            let found = try await Journal.list(visit.scope, query.request(by: .stopped), filter(query), in: tx)
            let hosts = try await Hosts.names(visit.scope, in: tx)
            return JournalIndex.Model(
                query: query,
                total: found.total,
                rows: found.rows.map { LineModels.row($0) },
                hosts: PlaceChoices.hosts(hosts)
            )
        }
        return try await visit.page { JournalIndex.view(model, frame: $0) }
    }

    /// The filter that a query asks for, on the operator's pages and the host's.
    static func filter(_ query: ListQuery) -> JournalFilter {
        var filter = JournalFilter(month: YearMonth(query.filter("month")))
        filter.host = HostID(text: query.filter("host"))
        filter.site = SiteID(text: query.filter("site"))
        filter.standing = JournalStanding(rawValue: query.filter("state"))
        filter.chargePoint = query.filter("charge_point")
        return filter
    }

    private static let export = linesExport("journal", JournalIndex.rules)

    /// The lines of a list page with all their numbers.
    static func linesExport(_ name: String, _ rules: ListQuery.Rules) -> Export<LineExportRow> {
        Export(name, columns: LinesExport.columns) { visit, tx, emit in
            let query = visit.listQuery(rules)
            let sort = JournalSort(rawValue: query.sort) ?? .stopped
            let (filter, isDescending) = (filter(query), query.isDescending)
            try await LinesExport.forEach(visit.scope, filter, by: sort, isDescending: isDescending, in: tx, emit)
        }
    }

    private static func latest(_ visit: MemberVisit) async throws -> Response {
        let lines = try await visit.read { try await Journal.latest(visit.scope, count: latestCount, in: $0) }
        return visit.fragment { JournalLatest.fragment(lines.map { LineModels.row($0) }, $0.say) }
    }

    private static func show(_ visit: MemberVisit, _ id: LineID) async throws -> Response {
        let line = try await visit.read { try await Journal.find(visit.scope, id, in: $0) }
        let model = JournalShow.Model(row: LineModels.row(line.entry), line: LineModels.line(line.version))
        return try await visit.page { JournalShow.view(model, frame: $0) }
    }
}
