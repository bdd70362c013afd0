import Templates
import Values

extension SamplePage {
    static let enrolments: [SamplePage] = toggles + steps + mandates + desk

    private static let id = EREEnrolmentID(31)
    private static func frame(_ route: Route, _ language: Language = .dutch) -> PageFrame {
        Sample.frame(route, role: .customer, language: language)
    }

    private static func way(_ next: EREPageStep) -> EREWay { EREWay(id: id, steps: EREPageStep.allCases, next: next) }

    private static func fields(
        _ names: [String],
        _ values: [String: String],
        wrong: [String: Text] = [:]
    ) -> EREFields {
        EREFields(names) { Field(values[$0] ?? "", error: wrong[$0]) }
    }

    private static let toggles: [SamplePage] = [
        SamplePage("ere-toggle") {
            EREToggle.view(EREToggle.Model(rows: []), frame: frame(.customerERE))
        },
        SamplePage("ere-toggle-some") {
            let rows = [
                EREToggle.Row(id: id, standing: .draft, address: "", ean: "", years: nil),
                EREToggle.Row(
                    id: EREEnrolmentID(32),
                    standing: .ending(2026),
                    address: "Strandweg 12a, Den Haag",
                    ean: "871685900000000004",
                    years: 2026...2028
                ),
            ]
            let problem = Text(
                en: "Finish or turn off one of these first.",
                nl: "Maak er eerst een af of zet er een uit."
            )
            return EREToggle.view(EREToggle.Model(rows: rows, problem: problem), frame: frame(.customerERE, .english))
        },
        SamplePage("ere-toggle-renewable") {
            let row = EREToggle.Row(
                id: id,
                standing: .active,
                address: "Strandweg 12a, Den Haag",
                ean: "871685900000000004",
                years: 2026...2026,
                isRenewable: true
            )
            return EREToggle.view(EREToggle.Model(rows: [row]), frame: frame(.customerERE))
        },
        SamplePage("ere-renewal") {
            ERERenewalPage.view(renewal(ended: 0, isBegun: false), frame: frame(.customerERERenewal(id), .english))
        },
        SamplePage("ere-renewal-begun-nl") {
            ERERenewalPage.view(renewal(ended: 2, isBegun: true), frame: frame(.customerERERenewal(id)))
        },
        SamplePage("ere-off") {
            let model = EREOffPage.Model(id: id, standing: .active, lastYear: 2026)
            return EREOffPage.view(model, frame: frame(.customerEREOff(id)))
        },
        SamplePage("ere-off-waiting") {
            let model = EREOffPage.Model(id: id, standing: .waiting, lastYear: nil)
            return EREOffPage.view(model, frame: frame(.customerEREOff(id), .english))
        },
    ]

    private static func renewal(ended: Int, isBegun: Bool) -> ERERenewalPage.Model {
        ERERenewalPage.Model(
            id: id,
            endsOn: LocalDate(year: 2026, month: 12, day: 31) ?? Sample.day,
            holder: "Sanne Bakker",
            address: "Strandweg 12a, Den Haag",
            ean: "871685900000000004",
            chargers: ["Alfen Eve Single ACE0012345", "Zaptec Go ZAP004411"],
            keptFiles: 4 - ended,
            endedFiles: ended,
            isBegun: isBegun
        )
    }

    private static let address = [
        "street": "Strandweg", "house_number": "12a", "postcode": "2586 JK", "town": "Den Haag", "country": "NL",
    ]

    private static let steps: [SamplePage] = [
        SamplePage("ere-who") {
            let values = [
                "kind": "company", "name": "Bakker Bouw B.V.", "company_number": "1234567", "authority": "registered",
            ]
            let wrong = [
                "company_number": Text(
                    en: "A company number has eight digits.",
                    nl: "Een KvK-nummer heeft acht cijfers."
                )
            ]
            let all = fields(EREWhoPage.names, values.merging(address) { $1 }, wrong: wrong)
            return EREWhoPage.view(way(.who), all, frame: frame(.customerEREWho(id)))
        },
        SamplePage("ere-connection") {
            let values = ["ean": "871687140000000125", "construct": "mid_delivery_point", "held": "yes"]
            let all = fields(EREConnectionPage.names, values.merging(address) { $1 })
            let hint = Text(
                en: "By its first digits this connection may be in the area of Liander.",
                nl: "Naar de eerste cijfers kan deze aansluiting in het gebied van Liander liggen."
            )
            return EREConnectionPage.view(
                way(.connection),
                all,
                hint: hint,
                frame: frame(.customerEREConnection(id), .english)
            )
        },
        SamplePage("ere-chargers") {
            EREChargersPage.view(way(.charger), chargers, frame: frame(.customerEREChargers(id)))
        },
        SamplePage("ere-chargers-known") {
            let row = EREChargersPage.Row(
                id: EREChargerID(7),
                name: "Alfen Eve Single Pro-line",
                serial: "ACE0012345",
                meter: Text(en: "Evidence handed in", nl: "Bewijs aangeleverd"),
                tone: .good,
                files: 1
            )
            let model = EREChargersPage.Model(
                rows: [row],
                connected: [],
                brands: [],
                fields: fields(EREChargersPage.names, [:]),
                needsMeter: true,
                finding: nil,
                isAdding: false,
                mostMegabytes: 8
            )
            return EREChargersPage.view(way(.mandate), model, frame: frame(.customerEREChargers(id), .english))
        },
        SamplePage("ere-payout") {
            let wrong: [String: Text] = ["iban": .invalidIBAN]
            let all = fields(EREPayoutPage.names, ["iban": "NL92ABNA0417164300"], wrong: wrong)
            return EREPayoutPage.view(way(.payout), all, frame: frame(.customerEREPayout(id)))
        },
    ]

    private static let chargers = EREChargersPage.Model(
        rows: [],
        connected: [Choice("21", "Carport", detail: "Alfen · Eve · ACE0012345")],
        brands: ["Alfen", "Easee", "Zaptec"],
        fields: fields(
            EREChargersPage.names,
            ["charge_point": "21", "meter_place": "in_charger"],
            wrong: ["proof": Text(en: "The file is larger than 8 MB.", nl: "Het bestand is groter dan 8 MB.")]
        ),
        needsMeter: true,
        finding: nil,
        isAdding: true,
        mostMegabytes: 8
    )

    static func mandateText(signatory: String? = nil) -> EREMandateText {
        let day = LocalDate("2026-11-30") ?? Sample.day
        return EREMandateText(
            provider: EREMandateText.Party(name: "Voltaria B.V.", address: Sample.address, companyNumber: "87654321"),
            holder: EREMandateText.Party(
                name: signatory == nil ? "Sanne Bakker" : "VvE Gracht 12",
                address: Sample.address,
                companyNumber: signatory == nil ? "" : "12345678"
            ),
            signatory: signatory.map { EREMandateText.Signatory(name: $0, isRegistered: false) },
            ean: "871685900000000004",
            address: Sample.address,
            isExclusive: signatory != nil,
            chargers: [EREMandateText.Charger(name: "Alfen Eve Single Pro-line", serial: "ACE0012345")],
            years: 2026...2027,
            validity: (LocalDate("2026-01-01") ?? day, LocalDate("2027-12-31") ?? day),
            issuedOn: day
        )
    }

    private static let mandates: [SamplePage] = [
        SamplePage("ere-mandate") {
            let model = EREMandatePage.Model(
                text: mandateText(),
                choices: [2026...2026, 2026...2027],
                years: Field("2026-2027"),
                agreed: Field("", error: .required),
                email: "sanne@thuis.example",
                isThisYearTaken: false,
                lacksEvidence: true,
                problem: nil
            )
            return EREMandatePage.view(way(.mandate), model, frame: frame(.customerEREMandate(id)))
        },
        SamplePage("ere-mandate-taken") {
            let model = EREMandatePage.Model(
                text: nil,
                choices: [],
                years: Field(),
                agreed: Field(),
                email: "sanne@thuis.example",
                isThisYearTaken: true,
                lacksEvidence: false,
                problem: Text(en: "This connection has a provider.", nl: "Deze aansluiting heeft een dienstverlener.")
            )
            return EREMandatePage.view(way(.mandate), model, frame: frame(.customerEREMandate(id), .english))
        },
        SamplePage("ere-signature") {
            let model = ERESignaturePage.Model(
                text: mandateText(signatory: "Sanne Bakker"),
                fields: fields(ERESignaturePage.names, ["name": "Sanne Bakker"], wrong: ["code": .required]),
                email: "sanne@thuis.example",
                signer: "Sanne Bakker",
                expiresAt: Sample.noon,
                problem: nil
            )
            return ERESignaturePage.view(way(.mandate), model, frame: frame(.customerERESignature(id), .english))
        },
        SamplePage("ere-show") {
            EREShowPage.view(shown(.waiting, refusal: ""), frame: frame(.customerEREShow(id)))
        },
        SamplePage("ere-show-refused") {
            EREShowPage.view(
                shown(.refused, refusal: "De foto is onscherp."),
                frame: frame(.customerEREShow(id), .english)
            )
        },
    ]

    private static let files = [
        EREShowPage.File(
            id: EREEvidenceID(5),
            name: "Foto van de meter (jpg, 812 kB)",
            at: Sample.noon,
            isAccepted: false,
            reason: "Het merk is niet leesbaar."
        ),
        EREShowPage.File(
            id: EREEvidenceID(6),
            name: "Foto van de meter (jpg, 934 kB)",
            at: Sample.noon,
            isAccepted: nil,
            reason: ""
        ),
    ]

    private static let shownCharger = EREShowPage.Charger(
        id: EREChargerID(7),
        name: "Alfen Eve Single Pro-line",
        serial: "ACE0012345",
        files: files
    )

    private static func shown(_ standing: EREStanding, refusal: String) -> EREShowPage.Model {
        EREShowPage.Model(
            id: id,
            standing: standing,
            refusal: refusal,
            address: "Strandweg 12a, Den Haag",
            ean: "871685900000000004",
            years: 2026...2027,
            signedAt: Sample.noon,
            documentSHA256: String(repeating: "0123456789abcdef", count: 4),
            countsFrom: LocalDate("2026-01-01") ?? Sample.day,
            paidFrom: LocalDate("2027-01-01") ?? Sample.day,
            needsEvidence: true,
            needsAuthority: standing == .refused,
            chargers: [shownCharger],
            papers: [],
            figures: standing == .waiting ? Sample.ereFigures : nil,
            problem: nil,
            mostMegabytes: 8
        )
    }

    private static let desk: [SamplePage] = [
        SamplePage("ere-enrolments") {
            let row = EREEnrolmentIndex.Row(
                enrolment: Mention("Sanne Bakker", .ereEnrolment(id)),
                standing: .waiting,
                ean: "871685900000000004",
                town: "Den Haag",
                chargers: 1,
                unseen: 2,
                years: 2026...2027,
                changedAt: Sample.noon,
                signedAt: Sample.noon
            )
            let model = EREEnrolmentIndex.Model(query: ListQuery(rules: EREEnrolmentIndex.rules), total: 1, rows: [row])
            return EREEnrolmentIndex.view(model, frame: Sample.frame(.ereEnrolments, language: .dutch))
        },
        SamplePage("ere-enrolments-empty") {
            let model = EREEnrolmentIndex.Model(query: ListQuery(rules: EREEnrolmentIndex.rules), total: 0, rows: [])
            return EREEnrolmentIndex.view(model, frame: Sample.frame(.ereEnrolments))
        },
        SamplePage("ere-enrolment") {
            EREEnrolmentShow.view(reviewed, frame: Sample.frame(.ereEnrolment(id)))
        },
        SamplePage("ere-enrolment-imported") {
            EREEnrolmentShow.view(imported, frame: Sample.frame(.ereEnrolment(id), role: .partnerAdmin))
        },
        SamplePage("ere-import") {
            let frame = Sample.frame(.customerFile(.enrolmentImport), role: .partnerSupport, language: .dutch)
            return EREImportPage.view(EREImportPage.Upload(problem: nil, mostLines: 1_000), frame: frame)
        },
        SamplePage("ere-import-wrong") {
            let wrong = Text(en: "Postcode: is not one.", nl: "Postcode: klopt niet.")
            let model = importPreview([importLine(2), importLine(3, [wrong]), importLine(4, isKnown: true)])
            return EREImportPage.view(model, frame: Sample.frame(.customerFile(.enrolmentImport), language: .dutch))
        },
        SamplePage("ere-import-preview") {
            let model = importPreview([importLine(2), importLine(3), importLine(4, isKnown: true)])
            let frame = Sample.frame(.customerFile(.enrolmentImport), role: .partnerAdmin)
            return EREImportPage.view(model, frame: frame)
        },
    ]

    private static func importPreview(_ lines: [EREImportPage.Line]) -> EREImportPage.Preview {
        EREImportPage.Preview(carried: "0,1\r\n1,Naam\r\n", lines: lines, unread: [], enrolments: 2, problem: nil)
    }

    private static func importLine(
        _ number: Int,
        _ problems: [Text] = [],
        isKnown: Bool = false
    ) -> EREImportPage.Line {
        EREImportPage.Line(
            number: number,
            name: "Sanne Bakker",
            email: "sanne@thuis.example",
            ean: "871685900000000004",
            charger: "Alfen Eve Single Pro-line ACE0100\(number)",
            outcome: isKnown
                ? Text(en: "There already", nl: "Is er al")
                : Text(en: "New customer, to be signed", nl: "Nieuwe klant, moet tekenen"),
            isKnown: isKnown,
            problems: problems
        )
    }

    private static let imported = EREEnrolmentShow.Model(
        id: id,
        customer: Mention("Sanne Bakker", .customer(CustomerID(7))),
        standing: .draft,
        refusal: "",
        said: [(Text(en: "Holder", nl: "Houder"), "Sanne Bakker"), (Text(verbatim: "EAN"), "871685900000000004")],
        gridHint: "",
        chargers: [],
        papers: [],
        isSigned: false,
        isProven: false,
        reason: Field(),
        chargePoint: Field(),
        imported: EREPaperForm.Imported(
            at: Sample.noon,
            issuedOn: Sample.day,
            until: Sample.day,
            evidence: "Map 12, kast 3"
        ),
        paper: EREPaperForm.Model(
            id: id,
            years: [("2026-2026", "2026"), ("2026-2027", "2026–2027")],
            signatory: "Sanne Bakker",
            fields: EREFields(EREPaperForm.names) { _ in Field() },
            fileProblem: nil,
            isOpen: true
        ),
        problem: nil
    )

    private static let reviewed = EREEnrolmentShow.Model(
        id: id,
        customer: Mention("Sanne Bakker", .customer(CustomerID(7))),
        standing: .waiting,
        refusal: "",
        said: [
            (Text(en: "Holder", nl: "Houder"), "Sanne Bakker"), (Text(verbatim: "EAN"), "871685900000000004"),
            (Text(en: "Address", nl: "Adres"), Sample.address.oneLine),
        ],
        gridHint: "Liander",
        chargers: [shownCharger],
        papers: [],
        isSigned: true,
        isProven: true,
        elsewhere: [
            EREEnrolmentShow.Elsewhere(charger: "Alfen Eve ACE0123456", year: 2026, enrolment: EREEnrolmentID(12)),
            EREEnrolmentShow.Elsewhere(charger: "Alfen Eve ACE0123456", year: 2027, enrolment: nil),
        ],
        reason: Field("", error: .required),
        chargePoint: Field(),
        problem: nil
    )
}
