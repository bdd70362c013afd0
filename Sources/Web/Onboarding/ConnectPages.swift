import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// Connecting a charge point: platform and brand, the charge point, address and key, waiting.
///
/// Administrators and hosts have the same pages under addresses of their own; the scope says what each finds.
package enum ConnectPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.connect, for: .administrators, start)
        endpoints.get(.connectDetails, for: .administrators, details)
        endpoints.post(.connectDetails, for: .administrators, create)
        endpoints.get(.connectLabels, for: .administrators, labels)
        endpoints.get(Route.connecting, for: .operators, wait)
        endpoints.get(Route.connectingState, for: .operators, state)
        endpoints.get(.portalConnect, for: .hosts, start)
        endpoints.get(.portalConnectDetails, for: .hosts, details)
        endpoints.post(.portalConnectDetails, for: .hosts, create)
        endpoints.get(Route.portalConnecting, for: .hosts, wait)
        endpoints.get(Route.portalConnectingState, for: .hosts, state)
        endpoints.get(Route.portalChargePointEvents, for: .hosts, events)
        endpoints.post(Route.portalChargePointKey, for: .hosts, renewKey)
    }

    private static func start(_ visit: MemberVisit) async throws -> Response {
        let model = try await visit.read { tx in
            let platforms = try await Connecting.platforms(visit.scope, in: tx)
            let brands = try await Platforms.brands(in: tx)
            return ConnectStart.Model(
                platforms: platforms.map { Choice($0.slug, $0.name) },
                brands: brands.map { Choice($0.slug, $0.name) },
                side: visit.connectSide
            )
        }
        return try await visit.page { ConnectStart.view(model, frame: $0) }
    }

    private static func details(_ visit: MemberVisit) async throws -> Response {
        let query = visit.request.query
        try await visit.read { try await Connecting.check(visit.scope, in: $0) }
        guard let platform = query["platform"], let brand = query["brand"] else {
            return visit.redirect(to: visit.connectSide == .operators ? .connect : .portalConnect)
        }
        let model = try await visit.read { tx in
            let choices = try await ConnectModels.choices(visit, platform: platform, brand: brand, tx)
            let sites = try await Sites.names(visit.scope, in: tx)
            let only = sites.count == 1 && visit.connectSide == .hosts ? sites.first.map { "\($0.id)" } : nil
            let values = ConnectForms.initial(choices, site: query["site"] ?? only ?? "")
            return ConnectForms.model(choices, sites: sites, visit) { Field(values[$0] ?? "") }
        }
        return try await visit.page { ConnectDetails.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let (platform, brand) = (form.typed("platform"), form.typed("brand"))
        let choices = try await visit.read {
            try await ConnectModels.choices(visit, platform: platform, brand: brand, $0)
        }
        if let request = ConnectForms.read(&form, choices) {
            do {
                let key = ChargePointKey.random()
                let id = try await visit.write {
                    try await Connecting.begin(visit.scope, request, key: key, at: visit.now, in: $0)
                }
                // A charge point that keeps its password needs none of ours.
                if request.way?.keepsPassword == true { return visit.redirect(to: visit.connectSide.waiting(id)) }
                return try await ready(visit, id, key, choices.brand)
            } catch let rejection as ChargePointRejection {
                ChargePointForms.show(rejection, on: &form)
            } catch let rejection as ConnectRejection {
                ConnectForms.show(rejection, askingAt: visit.session.user.operatorName, on: &form)
            } catch is UpstreamRejection {
                form.reject("current_url", ConnectRelay.addressForm)
            }
        }
        let read = form
        let sites = try await visit.read { try await Sites.names(visit.scope, in: $0) }
        let model = ConnectForms.model(choices, sites: sites, visit) { read[$0] }
        return try await visit.page(status: .unprocessableContent) { ConnectDetails.view(model, frame: $0) }
    }

    /// The key is in the answer itself and nowhere else: a redirect would have to keep it.
    private static func ready(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ key: ChargePointKey,
        _ brand: ChargerBrand?
    ) async throws -> Response {
        let model = try await visit.read { try await ConnectModels.wait(visit, id, newKey: key, brand: brand, $0) }
        var response = try await visit.page(status: .created) { ConnectWait.view(model, frame: $0) }
        response.mayCompress = false
        return response
    }

    /// Seconds between two looks of a browser without scripts; others are told.
    private static let refreshSeconds = 5

    private static func wait(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let model = try await visit.read { try await ConnectModels.wait(visit, id, newKey: nil, brand: nil, $0) }
        var response = try await visit.page { ConnectWait.view(model, frame: $0) }
        if !model.live.isOnline { response.headers["Refresh"] = "\(refreshSeconds)" }
        return response
    }

    private static func state(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let live = try await visit.read { tx in
            ConnectModels.live(visit, try await Connecting.progress(visit.scope, id, at: visit.now, in: tx))
        }
        return visit.fragment { ConnectWait.fragment(live, id, frame: $0) }
    }

    private static func events(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        _ = try await visit.read { try await Connecting.find(visit.scope, id, in: $0) }
        return try visit.events(.chargePoint(visit.session.user.operatorID, id))
    }

    private static func renewKey(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let key = ChargePointKey.random()
        try await visit.write { try await Connecting.renewKey(visit.scope, id, to: key, in: $0) }
        return try await ready(visit, id, key, nil)
    }

    /// Charge points on one sheet: forty pages.
    private static let labelLimit = 480

    private static func labels(_ visit: MemberVisit) async throws -> Response {
        let found = try await visit.read { tx in
            try await ChargePoints.list(visit.scope, ListRequest(sort: .identity, limit: labelLimit), in: tx)
        }
        let sheet = LabelSheet(
            title: visit.say(Text(en: "Labels of charge points", nl: "Labels van laadpunten")),
            author: visit.session.user.operatorName,
            createdAt: visit.now,
            labels: found.rows.compactMap { ConnectModels.label($0, visit) }
        )
        let bytes = try PDFWriter().render(sheet)
        return Response.of(type: "application/pdf", bytes: bytes).download(as: "charge-points.pdf")
    }
}

extension MemberVisit {
    /// Whose pages of connecting the person sees.
    var connectSide: ConnectSide { scope.hostID == nil ? .operators : .hosts }
}
