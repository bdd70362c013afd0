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

    static let customerFile: [SamplePage] = [
        SamplePage("customer-timeline") {
            let frame = Sample.frame(.customerFile(.timeline(CustomerID(7))), role: .partnerAdmin)
            return CustomerTimeline.view(fileHead(61), fileEvents, frame: frame)
        },
        SamplePage("customer-documents") {
            let frame = Sample.frame(.customerFile(.papers(CustomerID(7))), role: .partnerSupport, language: .dutch)
            return CustomerPapers.view(fileHead(4), filePapers, frame: frame)
        },
        SamplePage("customer-sessions") {
            let frame = Sample.frame(.customerFile(.sessions(CustomerID(7))))
            return CustomerSessions.view(fileHead(2), fileSessions, frame: frame)
        },
        SamplePage("customer-file-payouts") {
            let frame = Sample.frame(.customerFile(.payouts(CustomerID(7))), language: .dutch)
            return CustomerFilePayouts.view(fileHead(2), filePayouts, frame: frame)
        },
        SamplePage("customer-file-payouts-empty") {
            let frame = Sample.frame(.customerFile(.payouts(CustomerID(7))), role: .partnerSupport)
            return CustomerFilePayouts.view(fileHead(0), [], frame: frame)
        },
    ]

    private static func fileHead(_ total: Int) -> CustomerFileHead {
        CustomerFileHead(
            id: CustomerID(7),
            name: "Sanne Bakker",
            query: ListQuery(rules: CustomerFileHead.rules),
            total: total
        )
    }

    private static let fileEvents = [
        ("payout.made", "ERE-2026-0008", "", ""), ("booking.credited", "2026-Q2 871685900012345678", "Noor de Wit", ""),
        ("ere.refused", "871685900012345678", "Lin Chen", "The photo does not show the marks."),
        ("ere.signed", "871685900012345678", "Sanne Bakker", ""), ("customer.invited", "", "Joris Vermeer", ""),
        ("something.new", "", "", ""),
    ].map { what, about, by, reason in
        CustomerTimeline.Row(
            at: Sample.noon,
            what: what,
            about: Mention(about, about.isEmpty ? nil : .ereEnrolment(EREEnrolmentID(9))),
            by: by,
            reason: reason
        )
    }

    private static let filePapers: [CustomerPapers.Row] = [
        paper(Text(en: "Payout document", nl: "Uitbetalingsdocument"), "ERE-2026-0008", nil, isEvidence: false),
        paper(Text(en: "Photo of the meter", nl: "Foto van de meter"), "ACE0123456", true),
        paper(Text(en: "Photo of the meter", nl: "Foto van de meter"), "EH123456", nil),
        paper(Text(en: "Mandate", nl: "Machtiging"), "871685900012345678", nil, isEvidence: false),
    ]

    private static func paper(
        _ title: Text,
        _ about: String,
        _ isAccepted: Bool?,
        isEvidence: Bool = true
    ) -> CustomerPapers.Row {
        CustomerPapers.Row(
            at: Sample.noon,
            title: title,
            about: about,
            file: isEvidence ? .ereEvidenceFile(EREEvidenceID(3)) : .ereEnrolmentDocument(EREEnrolmentID(9)),
            isKept: about != "EH123456",
            isAccepted: isAccepted,
            isEvidence: isEvidence
        )
    }

    private static let fileSessions = [
        CustomerSessions.Row(
            start: Mention("21 Aug 2026, 14:00", .session(SessionID(5))),
            seconds: 11_040,
            energy: Energy(thousandthsWh: 18_204_000),
            charger: "Alfen Eve Single Pro-line ACE0123456",
            isToldByOthers: false,
            quarter: "2026-Q3"
        ),
        CustomerSessions.Row(
            start: Mention("20 Aug 2026, 19:12", nil),
            seconds: nil,
            energy: nil,
            charger: "Easee Charge EH123456",
            isToldByOthers: true,
            quarter: ""
        ),
    ]

    private static let filePayouts = [
        ("2026-Q2", "To the bank", "Naar de bank", Tone.good), ("2026-Q1", "Came back", "Teruggekomen", .bad),
    ].map {
        quarter,
        english,
        dutch,
        tone in
        CustomerFilePayouts.Row(
            quarter: Mention(quarter, .erePayoutOfCustomer(EREPayoutRunID(8), CustomerID(7))),
            madeOn: Sample.day,
            energy: Energy(thousandthsWh: 750_204_000),
            units: 249,
            gross: Money(minor: 7_470, .eur),
            fee: Money(minor: 1_494, .eur),
            margin: .zero(.eur),
            payable: Money(minor: 5_976, .eur),
            standing: Text(en: english, nl: dutch),
            tone: tone
        )
    }

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
        chargers: [
            CustomerShow.Charger(
                charger: Mention("Alfen Eve Single Pro-line", nil),
                serial: "ACE0123456",
                connection: Mention("871685900012345678", .ereEnrolment(EREEnrolmentID(9))),
                isProven: true,
                heardAt: Sample.noon
            ),
            CustomerShow.Charger(
                charger: Mention("Easee Charge", nil),
                serial: "EH123456",
                connection: Mention("871685900012345678", .ereEnrolment(EREEnrolmentID(9))),
                isProven: false,
                heardAt: nil
            ),
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
