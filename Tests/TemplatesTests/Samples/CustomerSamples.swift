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

    static let customerDesk: [SamplePage] = [
        SamplePage("customers") {
            let model = CustomerIndex.Model(query: ListQuery(rules: CustomerIndex.rules), total: 4, rows: deskRows)
            return CustomerIndex.view(model, frame: Sample.frame(.customers, role: .partnerSupport, language: .dutch))
        },
        SamplePage("customers-empty") {
            let model = CustomerIndex.Model(query: ListQuery(rules: CustomerIndex.rules), total: 0, rows: [])
            return CustomerIndex.view(model, frame: Sample.frame(.customers, role: .partnerAdmin))
        },
        SamplePage("customer") {
            CustomerShow.view(deskCustomer, frame: Sample.frame(.customer(CustomerID(7)), role: .partnerAdmin))
        },
        SamplePage("customer-new") {
            let values = ["kind": "private", "language": "nl", "country": "NL", "invite": "yes"]
            let fields = EREFields(CustomerForm.names) { Field(values[$0] ?? "") }
            let model = CustomerForm.Model(id: nil, name: "", fields: fields)
            return CustomerForm.view(model, frame: Sample.frame(.newCustomer, role: .partnerSupport, language: .dutch))
        },
        SamplePage("customer-edit-wrong") {
            let fields = EREFields(CustomerForm.names) { name in
                name == "email" ? Field("sanne", error: .invalidEmail) : Field(name == "kind" ? "private" : "")
            }
            let model = CustomerForm.Model(id: CustomerID(7), name: "Sanne Bakker", fields: fields)
            return CustomerForm.view(model, frame: Sample.frame(.editCustomer(CustomerID(7)), role: .partnerAdmin))
        },
    ]

    static let customerImport: [SamplePage] = [
        SamplePage("customer-import") {
            let model = CustomerImport.Upload(problem: nil, mostLines: 1_000)
            return CustomerImport.view(
                model,
                frame: Sample.frame(.customerImport, role: .partnerSupport, language: .dutch)
            )
        },
        SamplePage("customer-import-preview") {
            let taken = Text(en: "A customer signs in with this address.", nl: "Een klant logt al in met dit adres.")
            let model = CustomerImport.Preview(
                carried: "0,1\r\n1,Naam\r\n",
                lines: [
                    listed(2, "Bea Bos", []), listed(3, "Anna de Vries", [taken]), listed(4, "", [.required]),
                    listed(5, "Dina", []),
                ],
                unread: [Text(en: "A quotation mark is not closed.", nl: "Een aanhalingsteken is niet gesloten.")],
                good: 2,
                problem: nil
            )
            return CustomerImport.view(model, frame: Sample.frame(.customerImport, role: .partnerAdmin))
        },
    ]

    private static func listed(_ number: Int, _ name: String, _ problems: [Text]) -> CustomerImport.Line {
        CustomerImport.Line(
            number: number,
            name: name,
            email: "somebody\(number)@home.example",
            kind: .privatePerson,
            reference: "K-\(number)",
            problems: problems
        )
    }

    private static let deskRows = [
        deskRow("Sanne Bakker", "sanne@thuis.example", .privatePerson, .active),
        deskRow("Mohamed El Idrissi", "mohamed@thuis.example", .privatePerson, .invited),
        deskRow("Bakkerij De Korenaar B.V.", "info@korenaar.example", .company, .waiting),
        deskRow("VvE Havenzicht", "bestuur@havenzicht.example", .ownersAssociation, .added),
    ]

    private static func deskRow(
        _ name: String,
        _ email: String,
        _ kind: CustomerKind,
        _ standing: CustomerStanding
    ) -> CustomerIndex.Row {
        CustomerIndex.Row(
            customer: Mention(name, .customer(CustomerID(7))),
            email: email,
            reference: kind == .company ? "K-1003" : "",
            town: "Den Haag",
            kind: kind,
            standing: standing,
            createdAt: Sample.noon,
            invitedAt: standing == .added ? nil : Sample.noon
        )
    }

    private static let deskCustomer = CustomerShow.Model(
        id: CustomerID(7),
        known: home,
        reference: "K-1001",
        standing: .waiting,
        createdAt: Sample.noon,
        invitedAt: Sample.noon,
        joinedAt: nil,
        endReason: "",
        people: [
            CustomerShow.Person(
                name: "Sanne Bakker",
                email: "sanne@thuis.example",
                lastSeenAt: nil,
                hasPassword: false
            )
        ],
        enrolments: [
            CustomerShow.Enrolment(
                enrolment: Mention("Lindelaan 12, Den Haag", .ereEnrolment(EREEnrolmentID(3))),
                standing: .waiting,
                ean: "871685900000000004",
                years: 2026...2028,
                changedAt: Sample.noon
            )
        ],
        reason: Field()
    )

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
