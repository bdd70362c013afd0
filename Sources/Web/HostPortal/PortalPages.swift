import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// A host's own pages: overview, credits, downloads; its sessions are a feature of their own.
package enum PortalPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.portal, for: .hosts, home)
        endpoints.list(.portalCredits, for: .hosts, export: export, credits)
        endpoints.get(Route.portalCredit, for: .hosts, credit)
        endpoints.get(Route.portalCreditDocument, for: .hosts) { try await CreditFileAnswers.file($0, $1, .pdf) }
        endpoints.get(Route.portalCreditSessions, for: .hosts) { try await CreditFileAnswers.file($0, $1, .xlsx) }
        endpoints.get(.portalDownloads, for: .hosts, downloads)
    }

    private static let rules = PortalCredits.rules
    private static let export = CreditLists.export("credits", rules: rules, withHost: false)
    /// Credits on the page of downloads: ten years of months; the list has all.
    private static let downloadsShown = 120

    private static func home(_ visit: MemberVisit) async throws -> Response {
        guard let host = visit.scope.hostID else { throw NotFound("host") }
        let model = try await visit.read { try await PortalModels(visit: visit, host: host, tx: $0).home() }
        return try await visit.page { PortalHome.view(model, frame: $0) }
    }

    private static func credits(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(rules)
        let found = try await visit.read { tx in
            try await CreditLists.page(visit.scope, query, query.request(by: .number), tx)
        }
        let rows = found.rows.map { CreditModels.row($0, .portal) }
        let model = PortalCredits.Model(query: query, total: found.total, rows: rows)
        return try await visit.page { PortalCredits.view(model, frame: $0) }
    }

    private static func credit(_ visit: MemberVisit, _ id: CreditID) async throws -> Response {
        let model = try await visit.read { try await CreditModels.show(visit, id, .portal, $0) }
        return try await visit.page { PortalCredit.view(model, frame: $0) }
    }

    private static func downloads(_ visit: MemberVisit) async throws -> Response {
        let request = ListRequest<CreditSort>(sort: .period, isDescending: true, limit: downloadsShown)
        let found = try await visit.read { try await Credits.list(visit.scope, request, in: $0) }
        let files = found.rows.map { credit in
            PortalDownloads.CreditFiles(
                id: credit.id,
                number: credit.number,
                period: credit.period,
                total: credit.total
            )
        }
        return try await visit.page { PortalDownloads.view(PortalDownloads.Model(credits: files), frame: $0) }
    }
}
