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
        return try await visit.page { CustomerHome.view(model(customer), frame: $0) }
    }

    private static func model(_ customer: Customer) -> CustomerHome.Model {
        let details = customer.details
        return CustomerHome.Model(
            name: details.name,
            kind: CustomerModels.kind(details.kind),
            companyNumber: details.companyNumber,
            vatID: details.vatID,
            email: details.email,
            phone: details.phone,
            address: AddressForm.shown(details.address),
            iban: CustomerModels.shortened(iban: details.iban),
            endedAt: customer.history.endedAt
        )
    }
}

/// What pages show of customers.
enum CustomerModels {
    static func kind(_ kind: Domain.CustomerKind) -> Templates.CustomerKind {
        switch kind {
        case .privatePerson: .privatePerson
        case .company: .company
        case .ownersAssociation: .ownersAssociation
        }
    }

    /// Both ends of an account number, enough to know it again.
    static func shortened(iban: String) -> String {
        iban.count > 8 ? "\(iban.prefix(4)) … \(iban.suffix(4))" : ""
    }
}
