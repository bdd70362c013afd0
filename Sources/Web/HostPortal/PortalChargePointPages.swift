import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// A host's own charge points; how one is connected is ``ConnectPages``.
package enum PortalChargePointPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.portalChargePoints, for: .hosts, export: export, list)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(PortalChargePoints.rules)
        let found = try await visit.read { try await page(visit, query, query.request(by: .identity), $0) }
        let leads = visit.session.user.hostsConnect
        let rows = found.rows.map { summary in
            ChargePointModels.row(summary, page: leads ? .portalConnecting(summary.id) : nil, site: nil)
        }
        let model = PortalChargePoints.Model(query: query, total: found.total, rows: rows)
        return try await visit.page { PortalChargePoints.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<ChargePointSort>,
        _ tx: Transaction
    ) async throws -> Listing<ChargePointSummary> {
        let isOnline = ["yes": true, "no": false][query.filter("online")]
        return try await ChargePoints.list(visit.scope, request, ChargePointFilter(isOnline: isOnline), in: tx)
    }

    private static let export = Export<ChargePointSummary>(
        "charge-points",
        columns: [
            ("identity", { .string($0.identity) }), ("name", { .string($0.name) }),
            ("site", { .string($0.siteName) }), ("online", { .bool($0.isOnline) }),
            ("last_message_utc", { .text($0.lastMessageAt?.description) }), ("vendor", { .string($0.vendor) }),
            ("model", { .string($0.model) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(PortalChargePoints.rules)
        try await Export.pages(visit, query.request(by: .identity), { try await page(visit, query, $0, tx) }, emit)
    }
}
