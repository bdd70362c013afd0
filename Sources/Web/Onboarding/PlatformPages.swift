import Domain
import HTTPServer
import Templates
import Values

/// The directory of platforms: list, detail, edits.
package enum PlatformPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.platforms, for: .operators, list)
        endpoints.get(Route.platform, for: .operators, show)
        endpoints.post(Route.platform, for: .administrators, edit)
        endpoints.post(Route.platformReset, for: .administrators, reset)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let entries = try await visit.read { try await Platforms.list(visit.scope, in: $0) }
        let model = PlatformIndex.Model(rows: entries.map(PlatformModels.row))
        return try await visit.page { PlatformIndex.view(model, frame: $0) }
    }

    private static func show(_ visit: MemberVisit, _ slug: String) async throws -> Response {
        let entry = try await visit.read { try await Platforms.find(visit.scope, slug, in: $0) }
        let form = visit.scope.role == .operatorAdmin ? PlatformForms.fields(entry.platform) : nil
        let model = PlatformModels.show(entry, form: form)
        return try await visit.page { PlatformShow.view(model, frame: $0) }
    }

    private static func edit(_ visit: MemberVisit, _ slug: String) async throws -> Response {
        let entry = try await visit.read { try await Platforms.find(visit.scope, slug, in: $0) }
        var form = try visit.form()
        if let edited = PlatformForms.read(&form, over: entry.platform) {
            do {
                try await visit.write { try await Platforms.edit(visit.scope, edited, in: $0) }
                return visit.redirect(to: .platform(slug), .saved)
            } catch let rejection as PlatformRejection {
                PlatformForms.show(rejection, on: &form)
            }
        }
        let read = form
        let model = PlatformModels.show(entry, form: PlatformShow.Form { read[$0] })
        return try await visit.page(status: .unprocessableContent) { PlatformShow.view(model, frame: $0) }
    }

    private static func reset(_ visit: MemberVisit, _ slug: String) async throws -> Response {
        try await visit.write { try await Platforms.reset(visit.scope, slug, in: $0) }
        return visit.redirect(to: .platform(slug), .saved)
    }
}
