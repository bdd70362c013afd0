import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The back-offices behind which charge points stand: list, forms.
package enum UpstreamPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.upstreams, for: .operators, list)
        endpoints.get(.newUpstream, for: .administrators, new)
        endpoints.post(.newUpstream, for: .administrators, create)
        endpoints.get(Route.editUpstream, for: .administrators, edit)
        endpoints.post(Route.editUpstream, for: .administrators, update)
        endpoints.post(Route.upstreamRetirement, for: .administrators, retire)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let upstreams = try await visit.read { try await Upstreams.list(visit.scope, in: $0) }
        let rows = upstreams.map { upstream in
            UpstreamIndex.Row(
                id: upstream.id,
                name: upstream.details.name,
                url: upstream.details.url,
                chargePoints: upstream.chargePoints,
                observed: upstream.observed,
                isRetired: upstream.retiredAt != nil
            )
        }
        let model = UpstreamIndex.Model(rows: rows, mayEdit: visit.scope.role == .operatorAdmin)
        return try await visit.page { UpstreamIndex.view(model, frame: $0) }
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        try await visit.page { UpstreamForm.view(UpstreamForms.new, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let details = UpstreamForms.read(&form, platform: "") {
            do {
                _ = try await visit.write { try await Upstreams.create(visit.scope, details, in: $0) }
                return visit.redirect(to: .upstreams, .saved)
            } catch let rejection as UpstreamRejection {
                UpstreamForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, nil, form)
    }

    private static func edit(_ visit: MemberVisit, _ id: UpstreamID) async throws -> Response {
        let upstream = try await visit.read { try await Upstreams.find(visit.scope, id, in: $0) }
        return try await visit.page { UpstreamForm.view(UpstreamForms.model(upstream), frame: $0) }
    }

    private static func update(_ visit: MemberVisit, _ id: UpstreamID) async throws -> Response {
        let upstream = try await visit.read { try await Upstreams.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if let details = UpstreamForms.read(&form, platform: upstream.details.platform) {
            do {
                try await visit.write { try await Upstreams.update(visit.scope, id, to: details, in: $0) }
                return visit.redirect(to: .upstreams, .saved)
            } catch let rejection as UpstreamRejection {
                UpstreamForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, id, form)
    }

    private static func page(_ visit: MemberVisit, _ id: UpstreamID?, _ form: FormReader) async throws -> Response {
        let model = UpstreamForms.model(id, form)
        return try await visit.page(status: .unprocessableContent) { UpstreamForm.view(model, frame: $0) }
    }

    private static func retire(_ visit: MemberVisit, _ id: UpstreamID) async throws -> Response {
        do {
            try await visit.write { try await Upstreams.retire(visit.scope, id, at: visit.now, in: $0) }
            return visit.redirect(to: .upstreams, .saved)
        } catch UpstreamRejection.inUse {
            return visit.redirect(to: .upstreams, .upstreamInUse)
        }
    }
}
