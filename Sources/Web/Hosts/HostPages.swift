import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Hosts: list, detail, forms.
package enum HostPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.hosts, for: .operators, export: export, list)
        endpoints.get(.newHost, for: .operators, new)
        endpoints.post(.newHost, for: .operators, create)
        endpoints.get(Route.host, for: .operators, show)
        endpoints.get(Route.editHost, for: .operators, edit)
        endpoints.post(Route.editHost, for: .operators, update)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(HostIndex.rules)
        let hosts = try await visit.read { try await page(visit, query, query.request(by: .name), $0) }
        let model = HostIndex.Model(query: query, total: hosts.total, rows: hosts.rows.map(HostModels.row))
        return try await visit.page { HostIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<HostSort>,
        _ tx: Transaction
    ) async throws -> Listing<HostSummary> {
        try await Hosts.list(visit.scope, request, kind: Domain.HostKind(rawValue: query.filter("kind")), in: tx)
    }

    private static let export = Export<HostSummary>(
        "hosts",
        columns: [
            ("reference", { .string($0.reference) }), ("name", { .string($0.name) }),
            ("kind", { .string($0.kind.rawValue) }), ("town", { .string($0.town) }),
            ("country", { .string($0.country) }), ("iban", { .string($0.iban) }),
            ("sites", { .integer($0.siteCount) }), ("charge_points", { .integer($0.chargePointCount) }),
            ("balance", { .string($0.balance.decimalText) }), ("currency", { .string($0.balance.currency.code) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(HostIndex.rules)
        try await Export.pages(visit, query.request(by: .name), { try await page(visit, query, $0, tx) }, emit)
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let own = try await visit.read { try await Operators.own(visit.scope, in: $0) }
        let model = HostForms.model(language: own.details.language, country: own.details.address.country)
        return try await visit.page { HostForm.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let details = HostForms.read(&form) {
            do {
                let id = try await visit.write { try await Hosts.create(visit.scope, details, in: $0) }
                return visit.redirect(to: .host(id), .hostAdded)
            } catch let rejection as HostRejection {
                HostForms.show(rejection, on: &form)
            }
        }
        let model = HostForms.model(nil, form)
        return try await visit.page(status: .unprocessableContent) { HostForm.view(model, frame: $0) }
    }

    private static func show(_ visit: MemberVisit, _ id: HostID) async throws -> Response {
        let model = try await visit.read { try await HostModels.show(visit, id, $0) }
        return try await visit.page { HostShow.view(model, frame: $0) }
    }

    private static func edit(_ visit: MemberVisit, _ id: HostID) async throws -> Response {
        let host = try await visit.read { try await Hosts.find(visit.scope, id, in: $0) }
        let model = HostForms.model(id, host.details)
        return try await visit.page { HostForm.view(model, frame: $0) }
    }

    private static func update(_ visit: MemberVisit, _ id: HostID) async throws -> Response {
        _ = try await visit.read { try await Hosts.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if let details = HostForms.read(&form) {
            do {
                try await visit.write { try await Hosts.update(visit.scope, id, to: details, in: $0) }
                return visit.redirect(to: .host(id), .saved)
            } catch let rejection as HostRejection {
                HostForms.show(rejection, on: &form)
            }
        }
        let model = HostForms.model(id, form)
        return try await visit.page(status: .unprocessableContent) { HostForm.view(model, frame: $0) }
    }
}

extension MemberVisit {
    /// The currency of the operator's books; the euro when its code is none we know.
    func currency(in tx: Transaction) async throws -> Currency {
        Currency(rawValue: try await Operators.own(scope, in: tx).details.currency) ?? .eur
    }

    /// Today in the operator's zone.
    var today: LocalDate { say.zone.date(of: now) }
}
