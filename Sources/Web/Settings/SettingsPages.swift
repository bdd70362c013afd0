import Domain
import HTTPServer
import Templates
import Values

/// What the operator says of itself, for its administrators.
package enum SettingsPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.settings, for: .administrators, edit)
        endpoints.post(.settings, for: .administrators, update)
    }

    private static func edit(_ visit: MemberVisit) async throws -> Response {
        let own = try await visit.read { try await Operators.own(visit.scope, in: $0) }
        let model = SettingsForms.model(own.details)
        return try await visit.page { SettingsForm.view(model, frame: $0) }
    }

    private static func update(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let details = SettingsForms.read(&form) {
            do {
                try await visit.write { try await Operators.update(visit.scope, to: details, in: $0) }
                return visit.redirect(to: .settings, .saved)
            } catch let rejection as OperatorRejection {
                SettingsForms.show(rejection, on: &form)
            }
        }
        let model = SettingsForms.model(form)
        return try await visit.page(status: .unprocessableContent) { SettingsForm.view(model, frame: $0) }
    }
}
