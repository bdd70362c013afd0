import Templates
import Values

extension SamplePage {
    static let customers: [SamplePage] = [
        SamplePage("customer-home") {
            CustomerHome.view(home, frame: Sample.frame(.customerHome, role: .customer, language: .dutch))
        },
        SamplePage("customer-home-ended") {
            let model = CustomerHome.Model(
                name: "Gracht 12 VvE",
                kind: .ownersAssociation,
                companyNumber: "12345678",
                vatID: "",
                email: "bestuur@gracht12.example",
                phone: "",
                address: PostalAddress(street: "", houseNumber: "", postcode: "", town: "", country: ""),
                iban: "",
                endedAt: Sample.noon
            )
            return CustomerHome.view(model, frame: Sample.frame(.customerHome, role: .customer))
        },
    ]

    private static let home = CustomerHome.Model(
        name: "Sanne Bakker",
        kind: .privatePerson,
        companyNumber: "",
        vatID: "",
        email: "sanne@thuis.example",
        phone: "+31 6 1234 5678",
        address: Sample.address,
        iban: "NL91 … 4300",
        endedAt: nil
    )
}
