import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Charge points: list, detail with its live part, adding, keys, commands.
package enum ChargePointPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.chargePoints, for: .operators, export: export, list)
        endpoints.get(.newChargePoint, for: .administrators, new)
        endpoints.post(.newChargePoint, for: .administrators, create)
        endpoints.get(Route.chargePoint, for: .operators) { try await show($0, $1, newKey: nil) }
        endpoints.get(Route.editChargePoint, for: .administrators, edit)
        endpoints.post(Route.editChargePoint, for: .administrators, update)
        endpoints.get(Route.chargePointState, for: .operators, live)
        endpoints.get(Route.chargePointEvents, for: .operators, events)
        endpoints.post(Route.chargePointKey, for: .administrators, rotateKey)
        endpoints.post(Route.chargePointRetirement, for: .administrators, retire)
        endpoints.post(Route.chargePointReturn, for: .administrators, restore)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(ChargePointIndex.rules)
        let found = try await visit.read { try await page(visit, query, query.request(by: .identity), $0) }
        let model = ChargePointIndex.Model(
            query: query,
            total: found.total,
            rows: found.rows.map(ChargePointModels.row)
        )
        return try await visit.page { ChargePointIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<ChargePointSort>,
        _ tx: Transaction
    ) async throws -> Listing<ChargePointSummary> {
        var filter = ChargePointFilter(siteName: query.filter("site"))
        filter.isOnline = ["yes": true, "no": false][query.filter("online")]
        filter.isRetired = query.filter("online") == "retired"
        return try await ChargePoints.list(visit.scope, request, filter, in: tx)
    }

    private static let export = Export<ChargePointSummary>(
        "charge-points",
        columns: [
            ("identity", { .string($0.identity) }), ("name", { .string($0.name) }),
            ("site", { .string($0.siteName) }), ("online", { .bool($0.isOnline) }),
            ("last_message_utc", { .text($0.lastMessageAt?.description) }), ("vendor", { .string($0.vendor) }),
            ("model", { .string($0.model) }), ("retired", { .bool($0.isRetired) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(ChargePointIndex.rules)
        try await Export.pages(visit, query.request(by: .identity), { try await page(visit, query, $0, tx) }, emit)
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let sites = try await visit.read { try await Sites.names(visit.scope, in: $0) }
        let model = ChargePointForms.model(sites: sites, site: visit.request.query["site"] ?? "")
        return try await visit.page { ChargePointForm.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let (details, site) = ChargePointForms.read(&form) {
            do {
                let key = ChargePointKey.random()
                let id = try await visit.write {
                    try await ChargePoints.create(visit.scope, details, at: site, key: key, in: $0)
                }
                return try await show(visit, id, newKey: key)
            } catch let rejection as ChargePointRejection {
                ChargePointForms.show(rejection, on: &form)
            }
        }
        let sites = try await visit.read { try await Sites.names(visit.scope, in: $0) }
        let model = ChargePointForms.model(nil, form, sites: sites)
        return try await visit.page(status: .unprocessableContent) { ChargePointForm.view(model, frame: $0) }
    }

    private static func edit(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let (chargePoint, sites) = try await visit.read { tx in
            (try await ChargePoints.find(visit.scope, id, in: tx), try await Sites.names(visit.scope, in: tx))
        }
        guard chargePoint.retiredAt == nil else { return visit.redirect(to: .chargePoint(id), .chargePointRetired) }
        let model = ChargePointForms.model(chargePoint, sites: sites)
        return try await visit.page { ChargePointForm.view(model, frame: $0) }
    }

    private static func update(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        _ = try await visit.read { try await ChargePoints.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if let (details, site) = ChargePointForms.read(&form) {
            do {
                try await visit.write { try await ChargePoints.update(visit.scope, id, to: details, at: site, in: $0) }
                return visit.redirect(to: .chargePoint(id), .saved)
            } catch ChargePointRejection.retired {
                return visit.redirect(to: .chargePoint(id), .chargePointRetired)
            } catch let rejection as ChargePointRejection {
                ChargePointForms.show(rejection, on: &form)
            }
        }
        let sites = try await visit.read { try await Sites.names(visit.scope, in: $0) }
        let model = ChargePointForms.model(id, form, sites: sites)
        return try await visit.page(status: .unprocessableContent) { ChargePointForm.view(model, frame: $0) }
    }

    /// A new key is in the answer itself and nowhere else: a redirect would have to keep it.
    private static func show(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        newKey: ChargePointKey?
    ) async throws -> Response {
        let model = try await visit.read { try await ChargePointModels.show(visit, id, newKey: newKey, $0) }
        var response = try await visit.page(status: newKey == nil ? .ok : .created) {
            ChargePointShow.view(model, frame: $0)
        }
        response.mayCompress = newKey == nil
        return response
    }

    private static func live(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let (live, zone) = try await visit.read { tx in
            let chargePoint = try await ChargePoints.find(visit.scope, id, in: tx)
            let state = try await ChargePointStates.find(visit.scope, id, in: tx)
            let live = try await ChargePointModels.live(visit, id, state, tx)
            return (live, Zone.named(chargePoint.timeZone) ?? .utc)
        }
        return visit.fragment { ChargePointShow.fragment(live, zone: zone, frame: $0) }
    }

    private static func events(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        _ = try await visit.read { try await ChargePoints.find(visit.scope, id, in: $0) }
        return try visit.events(.chargePoint(visit.session.user.operatorID, id))
    }

    private static func rotateKey(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let key = ChargePointKey.random()
        do {
            try await visit.write { try await ChargePoints.rotateKey(visit.scope, id, to: key, in: $0) }
        } catch ChargePointRejection.retired {
            return visit.redirect(to: .chargePoint(id), .chargePointRetired)
        }
        return try await show(visit, id, newKey: key)
    }

    private static func retire(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        do {
            try await visit.write { try await ChargePoints.retire(visit.scope, id, at: visit.now, in: $0) }
        } catch ChargePointRejection.retired {
            // Pressed twice: it is out of use, which is what was asked for.
        }
        return visit.redirect(to: .chargePoint(id), .chargePointRetired)
    }

    private static func restore(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let key = ChargePointKey.random()
        do {
            try await visit.write { try await ChargePoints.restore(visit.scope, id, key: key, in: $0) }
        } catch ChargePointRejection.inUse {
            return visit.redirect(to: .chargePoint(id), .chargePointInUse)
        }
        return try await show(visit, id, newKey: key)
    }
}
