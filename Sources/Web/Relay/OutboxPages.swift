import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What a charge point's back-office was not told yet, and what people decide about it.
package enum OutboxPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.chargePointOutbox, for: .operators, show)
        endpoints.post(Route.chargePointOutbox, for: .administrators, decide)
    }

    /// Messages on the page: those to decide about come first, older ones say nothing new.
    private static let limit = 200

    private static func show(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let model = try await visit.read { tx in
            let chargePoint = try await ChargePoints.find(visit.scope, id, in: tx)
            let summary = try await RelayOutbox.summary(visit.scope, id, at: visit.now, in: tx)
            let lines = try await RelayOutbox.list(visit.scope, id, at: visit.now, limit: limit, in: tx)
            return OutboxShow.Model(
                id: id,
                name: chargePoint.details.displayName,
                zone: Zone.named(chargePoint.timeZone) ?? .utc,
                waiting: Int(summary.waiting),
                waitingSince: summary.waitingSince,
                told: Int(summary.acked),
                lastToldAt: summary.lastAckedAt,
                parked: Int(summary.parked),
                rows: lines.map(row),
                mayDecide: visit.scope.role == .operatorAdmin
            )
        }
        return try await visit.page { OutboxShow.view(model, frame: $0) }
    }

    private static func row(_ line: OutboxLine) -> OutboxShow.Row {
        OutboxShow.Row(
            name: line.name.text,
            at: line.receivedAt,
            action: line.action,
            transactionID: line.transactionID,
            upstreamTransactionID: line.upstreamTransactionID,
            state: line.state,
            reason: line.reason,
            changedAt: line.changedAt
        )
    }

    private static func decide(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        var form = try visit.form()
        let name = OutboxName(text: form.typed("message"))
        let decision = form.choice("decision", as: RelayOutbox.Decision.self)
        // What is not parked any more was decided by somebody else, or answered late: the page shows it.
        _ = try await visit.read { try await ChargePoints.find(visit.scope, id, in: $0) }
        guard let name, let decision else { return visit.redirect(to: .chargePointOutbox(id)) }
        do {
            try await visit.write { tx in
                try await RelayOutbox.decide(visit.scope, decision, id, message: name, at: visit.now, in: tx)
            }
        } catch is NotFound { return visit.redirect(to: .chargePointOutbox(id)) }
        return visit.redirect(to: .chargePointOutbox(id), .saved)
    }
}
