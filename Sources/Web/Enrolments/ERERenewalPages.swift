import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Going on with an enrolment whose mandate ends.
package enum ERERenewalPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.customerERERenewal, for: .customers, show)
        endpoints.post(Route.customerERERenewal, for: .customers, begin)
    }

    private static func show(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let found = try await visit.read { try await ERERenewals.find(visit.scope, id, on: visit.today, in: $0) }
        guard let renewal = found else { return visit.redirect(to: .customerEREShow(id)) }
        let address = renewal.connection?.address
        let model = ERERenewalPage.Model(
            id: id,
            endsOn: renewal.endsOn,
            holder: renewal.holder,
            address: address.map { "\($0.street) \($0.houseNumber), \($0.town)" } ?? "",
            ean: renewal.connection?.ean.text ?? "",
            chargers: renewal.chargers.map { "\($0.brand) \($0.model) \($0.serial)" },
            keptFiles: renewal.keptFiles,
            endedFiles: renewal.endedFiles,
            isBegun: renewal.draft != nil
        )
        return try await visit.page { ERERenewalPage.view(model, frame: $0) }
    }

    private static func begin(_ visit: MemberVisit, _ id: EREEnrolmentID) async throws -> Response {
        let programme = try await visit.programme()
        do {
            try programme.requireOpen()
            let model = programme.payoutModel
            let fresh = try await visit.write {
                try await ERERenewals.begin(visit.scope, id, payingOut: model, on: visit.today, at: visit.now, in: $0)
            }
            return visit.redirect(to: .customerEREShow(fresh))
        } catch is EREEnrolmentRejection {
            return visit.redirect(to: .customerEREShow(id))
        }
    }
}
