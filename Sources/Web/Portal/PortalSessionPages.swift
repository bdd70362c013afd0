import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// A host's own sessions: the list with what each gives, and each down to its frames.
package enum PortalSessionPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.portalSessions, for: .hosts, export: export, list)
        endpoints.get(Route.portalSession, for: .hosts, show)
    }

    private static let export = JournalPages.linesExport("sessions", PortalSessions.rules)
    /// Sites to choose from; no host has as many.
    private static let siteLimit = 1_000

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(PortalSessions.rules)
        let model = try await visit.read { tx in
            let filter = JournalPages.filter(query)
            let found = try await Journal.list(visit.scope, query.request(by: .stopped), filter, in: tx)
            let sites = try await Sites.list(visit.scope, ListRequest(sort: .name, limit: siteLimit), in: tx)
            return PortalSessions.Model(
                query: query,
                total: found.total,
                rows: found.rows.map { LineModels.row($0, .portal) },
                sites: sites.rows.map { Choice("\($0.id)", $0.name) }
            )
        }
        return try await visit.page { PortalSessions.view(model, frame: $0) }
    }

    private static func show(_ visit: MemberVisit, _ id: SessionID) async throws -> Response {
        let model = try await visit.read { tx in
            let detail = try await Sessions.find(visit.scope, id, in: tx)
            let frames = try await Sessions.frames(visit.scope, id, in: tx)
            return SessionModels.show(detail, frames, links: .portal)
        }
        return try await visit.page { PortalSession.view(model, frame: $0) }
    }
}
