import Domain
import Values

/// Who is in the demo world beside the operators with charge points.
enum DemoPartnersCast {
    /// The reference of the operator that is the platform.
    static let platform = "groenboek"
    /// The references of operators that are there for the platform only.
    static let references: Set<String> = [platform, "zonnelaad"]

    static let platformPeople = [
        DemoPartners.Person(name: "Femke de Boer", mailbox: "platform", role: .platformAdmin),
        DemoPartners.Person(name: "Hugo Smit", mailbox: "geld", role: .platformFinance),
        DemoPartners.Person(name: "Ingrid Maas", mailbox: "verificateur", role: .verifier),
    ]
    static let partnerPeople = [
        DemoPartners.Person(name: "Joris Vermeer", mailbox: "partner", role: .partnerAdmin),
        DemoPartners.Person(name: "Lin Chen", mailbox: "hulp", role: .partnerSupport),
    ]

    static let platformDetails = OperatorDetails(
        name: "Groenboek",
        legalName: "Groenboek Inboekdiensten B.V.",
        address: Address(street: "Maliebaan", houseNumber: "40", postcode: "3581 CR", town: "Utrecht", country: "NL"),
        language: "nl",
        companyNumber: "81234567",
        email: "info@groenboek.example",
        numberPrefix: "GRB"
    )

    private static let sunny = OperatorDetails(
        name: "Zonnelaad",
        legalName: "Zonnelaad Coöperatie U.A.",
        address: Address(street: "Dijkweg", houseNumber: "3", postcode: "8243 PX", town: "Lelystad", country: "NL"),
        language: "nl",
        companyNumber: "72345678",
        email: "info@zonnelaad.example",
        numberPrefix: "ZON"
    )

    /// The partners, with terms from the first day of the year.
    static func partners(_ now: Timestamp) -> [DemoPartners.Cast] {
        [
            partner(
                "voltaria",
                nil,
                "Voltaria Thuis",
                "1d4f91",
                .customers,
                fee: 20,
                margin: 0,
                hasAccepted: true,
                now
            ),
            partner(
                "stroomgoed",
                nil,
                "Stroomgoed Groen",
                "7a1f5c",
                .partner,
                fee: 18,
                margin: 5,
                hasAccepted: true,
                now
            ),
            partner("zonnelaad", sunny, "Zonnelaad", "9a4a00", .customers, fee: 20, margin: 2, hasAccepted: false, now),
        ]
    }

    private static func partner(
        _ reference: String,
        _ organisation: OperatorDetails?,
        _ name: String,
        _ colour: String,
        _ model: EREPayoutModel,
        fee: Int64,
        margin: Int64,
        hasAccepted: Bool,
        _ now: Timestamp
    ) -> DemoPartners.Cast {
        let today = (Zone.named("Europe/Amsterdam") ?? .utc).date(of: now)
        let firstDay = LocalDate("\(today.components.year)-01-01") ?? today
        return DemoPartners.Cast(
            reference: reference,
            organisation: organisation,
            terms: PartnerTerms(
                validFrom: firstDay,
                model: model,
                serviceFeePercent: Exact(fee),
                marginPercent: Exact(margin)
            ),
            brand: BrandDetails(
                slug: reference,
                name: name,
                colour: colour,
                senderName: name,
                senderAddress: "ere@\(reference).example",
                supportEmail: "hulp@\(reference).example",
                supportPhone: "088 123 45 67"
            ),
            hasAccepted: hasAccepted,
            customers: customers(of: reference)
        )
    }

    private static func customers(of reference: String) -> [CustomerDetails] {
        let town = ["voltaria": "Den Haag", "stroomgoed": "Utrecht"][reference] ?? "Lelystad"
        func address(_ street: String, _ number: String, _ postcode: String) -> Address {
            Address(street: street, houseNumber: number, postcode: postcode, town: town, country: "NL")
        }
        return [
            CustomerDetails(
                reference: "K-1001",
                kind: .privatePerson,
                name: "Sanne Bakker",
                email: "klant@\(reference).example",
                phone: "06 1234 5678",
                address: address("Lindelaan", "12", "2511 AB"),
                iban: "NL91ABNA0417164300"
            ),
            CustomerDetails(
                reference: "K-1002",
                kind: .privatePerson,
                name: "Mohamed El Idrissi",
                email: "mohamed@\(reference).example",
                address: address("Kastanjestraat", "7a", "2512 CD")
            ),
            CustomerDetails(
                reference: "K-1003",
                kind: .company,
                name: "Bakkerij De Korenaar B.V.",
                companyNumber: "65432109",
                email: "info@korenaar-\(reference).example",
                address: address("Marktplein", "1", "2513 EF")
            ),
            CustomerDetails(
                reference: "K-1004",
                kind: .ownersAssociation,
                name: "VvE Havenzicht",
                companyNumber: "54321098",
                email: "bestuur@havenzicht-\(reference).example",
                address: address("Havenkade", "20", "2514 GH")
            ),
        ]
    }

    /// People who sign in, as the demo tells them: operator, role, e-mail address.
    static let logins: [(operatorName: String, role: Role, email: String)] =
        [
            ("Groenboek", .platformAdmin, "platform@groenboek.example"),
            ("Groenboek", .verifier, "verificateur@groenboek.example"),
        ]
        + [("Voltaria", "voltaria"), ("Stroomgoed", "stroomgoed"), ("Zonnelaad", "zonnelaad")].flatMap {
            name,
            reference in
            [
                (name, Role.partnerAdmin, "partner@\(reference).example"),
                (name, Role.customer, "klant@\(reference).example"),
            ]
        }
}
