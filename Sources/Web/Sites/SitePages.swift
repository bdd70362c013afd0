import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Sites: list, detail, forms.
package enum SitePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.sites, for: .operators, export: export, list)
        endpoints.get(.newSite, for: .operators, new)
        endpoints.post(.newSite, for: .operators, create)
        endpoints.get(Route.site, for: .operators, show)
        endpoints.get(Route.editSite, for: .operators, edit)
        endpoints.post(Route.editSite, for: .operators, update)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(SiteIndex.rules)
        let sites = try await visit.read { try await page(visit, query, query.request(by: .name), $0) }
        let model = SiteIndex.Model(query: query, total: sites.total, rows: sites.rows.map(row))
        return try await visit.page { SiteIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<SiteSort>,
        _ tx: Transaction
    ) async throws -> Listing<SiteSummary> {
        try await Sites.list(visit.scope, request, hostName: query.filter("host"), in: tx)
    }

    private static func row(_ site: SiteSummary) -> SiteIndex.Row {
        SiteIndex.Row(
            site: Mention(site.name, .site(site.id)),
            host: Mention(site.hostName, .host(site.hostID)),
            address: AddressForm.shown(site.address).oneLine,
            biddingZone: site.biddingZone,
            chargePointCount: site.chargePointCount,
            onlineCount: site.onlineCount
        )
    }

    private static let export = Export<SiteSummary>(
        "sites",
        columns: [
            ("reference", { .string($0.reference) }), ("name", { .string($0.name) }),
            ("host", { .string($0.hostName) }), ("street", { .string($0.address.street) }),
            ("house_number", { .string($0.address.houseNumber) }), ("postcode", { .string($0.address.postcode) }),
            ("town", { .string($0.address.town) }), ("country", { .string($0.address.country) }),
            ("bidding_zone", { .string($0.biddingZone) }), ("charge_points", { .integer($0.chargePointCount) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(SiteIndex.rules)
        try await Export.pages(visit, query.request(by: .name), { try await page(visit, query, $0, tx) }, emit)
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let (own, forms) = try await visit.read { tx in
            (try await Operators.own(visit.scope, in: tx), try await choosing(visit, tx))
        }
        let host = HostID(text: visit.request.query["host"] ?? "")
        let model = forms.model(own.details, host: host)
        return try await visit.page { SiteForm.view(model, frame: $0) }
    }

    private static func choosing(_ visit: MemberVisit, _ tx: Transaction) async throws -> SiteForms {
        SiteForms(hosts: try await Hosts.names(visit.scope, in: tx))
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let (details, host) = SiteForms.read(&form) {
            do {
                let id = try await visit.write { try await Sites.create(visit.scope, details, of: host, in: $0) }
                return visit.redirect(to: .site(id), .siteAdded)
            } catch let rejection as SiteRejection {
                SiteForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, nil, form)
    }

    private static func page(_ visit: MemberVisit, _ id: SiteID?, _ form: FormReader) async throws -> Response {
        let forms = try await visit.read { try await choosing(visit, $0) }
        let model = forms.model(id, form)
        return try await visit.page(status: .unprocessableContent) { SiteForm.view(model, frame: $0) }
    }

    private static func show(_ visit: MemberVisit, _ id: SiteID) async throws -> Response {
        let model = try await visit.read { try await SiteModels.show(visit, id, $0) }
        return try await visit.page { SiteShow.view(model, frame: $0) }
    }

    private static func edit(_ visit: MemberVisit, _ id: SiteID) async throws -> Response {
        let model = try await visit.read { tx in
            let site = try await Sites.find(visit.scope, id, in: tx)
            return try await choosing(visit, tx).model(id, site.details, host: site.hostID)
        }
        return try await visit.page { SiteForm.view(model, frame: $0) }
    }

    private static func update(_ visit: MemberVisit, _ id: SiteID) async throws -> Response {
        let site = try await visit.read { try await Sites.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if let (details, host) = SiteForms.read(&form) {
            do {
                guard host == site.hostID else { throw SiteRejection.hostFixed }
                try await visit.write { try await Sites.update(visit.scope, id, to: details, in: $0) }
                return visit.redirect(to: .site(id), .saved)
            } catch let rejection as SiteRejection {
                SiteForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, id, form)
    }
}
