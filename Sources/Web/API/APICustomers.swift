import Domain
import Values

extension APIResource<Domain.Address> {
    static let address = APIResource<Domain.Address>(
        "Address",
        "A postal address; what nobody has said is null.",
        [
            .maybeText("street", "The street.") { $0.street },
            .maybeText("house_number", "With its addition.") { $0.houseNumber },
            .maybeText("postcode", "As written in the country.") { $0.postcode },
            .maybeText("town", "The town.") { $0.town },
            .text("country", "ISO 3166, two letters.", .text(pattern: "^[A-Z]{2}$")) { $0.country },
        ]
    )
}

extension APIResource<CustomerSummary> {
    static let customer = APIResource<CustomerSummary>(
        "Customer",
        "Somebody for whose connections emission reduction units are booked.",
        [
            .id("id", "Its number here.") { $0.customer.id },
            .maybeText("reference", "Your own name for it, unique among your customers.") {
                $0.customer.details.reference
            },
            .choice("state", "How far it has come; what somebody has to do something about comes first.") {
                $0.standing
            },
            .choice("kind", "What it is before the law.") { $0.customer.details.kind },
            .text("name", "Of a person, or as in the company register.") { $0.customer.details.name },
            .maybeText("company_number", "In the company register (KvK).") { $0.customer.details.companyNumber },
            .maybeText("vat_id", "With its country.") { $0.customer.details.vatID },
            .text("email", "Where it is written to.") { $0.customer.details.email },
            .maybeText("phone", "As it was given.") { $0.customer.details.phone },
            .object("address", "Where it lives or is established.", .address) { $0.customer.details.address },
            .text("language", "Of its mails and documents.", .choice(["en", "nl"])) { $0.customer.details.language },
            .moment("created_at", "When it was added.") { $0.customer.history.createdAt },
            .maybeMoment("invited_at", "When it was written to last.") { $0.customer.history.invitedAt },
            .maybeMoment("joined_at", "When somebody of it signed in first.") { $0.customer.history.joinedAt },
            .maybeMoment("ended_at", "When it left.") { $0.customer.history.endedAt },
        ]
    )
}

/// The operator's customers.
enum APICustomers {
    private static let reference = APIQuery<String>(
        "reference",
        "Only the customer that has this reference.",
        .text(atLeast: 1, atMost: 64),
        expects: "a text of 1 to 64 characters"
    ) { (1...64).contains($0.unicodeScalars.count) ? $0 : nil }

    static let endpoints: [APIEndpoint] = [
        .list(
            "/customers",
            "listCustomers",
            in: "Customers",
            "Your customers, by number.",
            needs: .customersRead,
            .customer,
            by: .id("customers"),
            [reference.parameter]
        ) { call, after, limit in
            let wanted = try call.value(reference)
            return try await call.read {
                try await APIRecords.customers(
                    call.scope,
                    reference: wanted,
                    after: after,
                    limit: limit,
                    on: call.today,
                    in: $0
                )
            }
        },
        .one(
            "/customers/{customer}",
            "getCustomer",
            in: "Customers",
            "One customer.",
            needs: .customersRead,
            .customer,
            [.path("customer", "Its number.")]
        ) { call in
            let id: CustomerID = try call.id("customer")
            return try await call.read { try await Customers.summary(call.scope, id, on: call.today, in: $0) }
        },
    ]
}
