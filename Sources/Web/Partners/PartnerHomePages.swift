import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// A partner's own first page.
package enum PartnerHomePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.partnerHome, for: .partners, home)
    }

    private static func home(_ visit: MemberVisit) async throws -> Response {
        let model = try await visit.read { try await homeModel(visit, $0) }
        return try await visit.page { PartnerHome.view(model, frame: $0) }
    }

    private static func homeModel(_ visit: MemberVisit, _ tx: Transaction) async throws -> PartnerHome.Model {
        let scope = visit.scope
        let partner = try await Partners.own(scope, in: tx)
        let terms = try await Partners.terms(scope, on: visit.today, in: tx)
        let recorded = try await Partners.allTerms(scope, in: tx)
        let holding = recorded.first { $0.terms == terms && !$0.isReplaced }
        let documents = try await Agreements.documents(scope, in: tx)
        return PartnerHome.Model(
            name: partner.organisation.details.name,
            terms: holding.map(PartnerModels.row),
            customers: CustomerModels.counts(try await Customers.counts(scope, on: visit.today, in: tx)),
            documents: PartnerModels.rows(documents) { .ownDocument($0) }
        )
    }
}
