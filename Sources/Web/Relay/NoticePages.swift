import Domain
import HTTPServer
import Templates

/// What back-offices did, over all charge points.
package enum NoticePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.notices, for: .operators, list)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(NoticeIndex.rules)
        let model = try await visit.read { tx in
            let kind = NoticeKind(rawValue: query.filter("kind"))
            let found = try await Notices.list(visit.scope, query.request(by: .at), kind: kind, in: tx)
            let parked = try await Notices.parked(visit.scope, at: visit.now, in: tx)
            return NoticeIndex.Model(
                query: query,
                total: found.total,
                rows: found.rows.map(row),
                parked: parked.map { messages in
                    NoticeIndex.Parked(
                        chargePoint: Mention(messages.chargePointName, .chargePointOutbox(messages.chargePointID)),
                        count: messages.count,
                        since: messages.since
                    )
                }
            )
        }
        return try await visit.page { NoticeIndex.view(model, frame: $0) }
    }

    private static func row(_ notice: NamedNotice) -> NoticeIndex.Row {
        let id = notice.chargePointID
        return NoticeIndex.Row(
            at: notice.at,
            chargePoint: Mention(
                notice.chargePointName,
                notice.isRegistered ? .chargePointRelay(id) : .unknownChargePoint(id)
            ),
            upstream: notice.upstreamName,
            kind: notice.kind.flatMap { NoticeIndex.Kind(rawValue: $0.rawValue) },
            detail: notice.detail
        )
    }
}
