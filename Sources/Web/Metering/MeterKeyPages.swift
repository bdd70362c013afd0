import Domain
import HTTPServer
import Templates
import Values

/// The public key of a charge point's meter.
package enum MeterKeyPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.post(Route.chargePointMeterKey, for: .administrators, enter)
    }

    private static func enter(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        _ = try await visit.read { try await ChargePoints.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let text = String(form.typed("meter_key").drop(while: \.isWhitespace))
        if let problem = MeteringModels.problem(withKey: text) {
            form.reject("meter_key", problem)
            let field = form["meter_key"]
            let model = try await visit.read {
                try await ChargePointModels.show(visit, id, newKey: nil, meterKey: field, $0)
            }
            return try await visit.page(status: .unprocessableContent) { ChargePointShow.view(model, frame: $0) }
        }
        try await visit.write { try await SignedValues.setKey(visit.scope, text, of: id, in: $0) }
        return visit.redirect(to: .chargePoint(id), .saved)
    }
}
