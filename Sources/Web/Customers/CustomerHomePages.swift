import Domain
import HTTPServer
import Templates
import Values

/// A customer's own first page.
package enum CustomerHomePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.customerHome, for: .customers, home)
    }

    private static func home(_ visit: MemberVisit) async throws -> Response {
        guard let id = visit.scope.customerID else { throw NotFound("customer") }
        let customer = try await visit.read { try await Customers.find(visit.scope, id, in: $0) }
        return try await visit.page { CustomerHome.view(CustomerModels.known(customer), frame: $0) }
    }
}
