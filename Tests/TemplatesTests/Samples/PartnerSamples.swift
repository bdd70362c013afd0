import Templates
import Values

extension SamplePage {
    static let partners: [SamplePage] = [
        SamplePage("partners") {
            let model = PartnerIndex.Model(query: ListQuery(rules: PartnerIndex.rules), total: 2, rows: partnerRows)
            return PartnerIndex.view(model, frame: platform(.partners))
        },
        SamplePage("partners-empty") {
            let model = PartnerIndex.Model(query: ListQuery(rules: PartnerIndex.rules), total: 0, rows: [])
            return PartnerIndex.view(model, frame: platform(.partners, .verifier, .dutch))
        },
        SamplePage("partner-new") {
            PartnerForm.view(newPartner, frame: platform(.newPartner, .platformAdmin, .dutch))
        },
        SamplePage("partner") {
            PartnerShow.view(partner(endedAt: nil), frame: platform(.partner(OperatorID(3))))
        },
        SamplePage("partner-ended") {
            PartnerShow.view(
                partner(endedAt: Sample.noon),
                frame: platform(.partner(OperatorID(3)), .platformAdmin, .dutch)
            )
        },
        SamplePage("partner-read-only") {
            PartnerShow.view(partner(endedAt: nil), frame: platform(.partner(OperatorID(3)), .verifier))
        },
        SamplePage("partner-document") {
            PartnerDocumentPage.view(
                document(.accepted, forPlatform: true),
                frame: platform(.partnerDocument(OperatorID(3), PartnerDocumentID(8)))
            )
        },
        SamplePage("partner-document-to-accept") {
            PartnerDocumentPage.view(
                document(.open, forPlatform: false),
                frame: Sample.frame(.ownDocument(PartnerDocumentID(8)), role: .partnerAdmin, language: .dutch)
            )
        },
        SamplePage("partner-document-replaced") {
            PartnerDocumentPage.view(
                document(.replaced, forPlatform: false),
                frame: Sample.frame(.ownDocument(PartnerDocumentID(8)), role: .partnerSupport)
            )
        },
        SamplePage("agreement-texts") {
            AgreementTemplates.view(templates(refused: true), frame: platform(.agreementTemplates))
        },
        SamplePage("agreement-texts-read-only") {
            AgreementTemplates.view(templates(refused: false), frame: platform(.agreementTemplates, .verifier, .dutch))
        },
        SamplePage("verification") {
            let rows = [("Ampère", 12, 9, 14), ("Voltaria", 866, 840, 901)].map { name, mandates, active, chargers in
                VerificationHome.Row(
                    partner: Mention(name, .partner(OperatorID(3))),
                    population: Mention("2026", EREVerifierDesk.partner(OperatorID(7)).population(2026)),
                    mandates: mandates,
                    active: active,
                    chargers: chargers,
                    accepted: active,
                    refused: 2,
                    unseen: mandates - active
                )
            }
            return VerificationHome.view(
                VerificationHome.Model(year: 2027, years: 2026...2027, rows: rows),
                frame: platform(.verification, .verifier)
            )
        },
        SamplePage("verification-empty") {
            VerificationHome.view(
                VerificationHome.Model(year: 2026, years: 2026...2026, rows: []),
                frame: platform(.verification, .verifier, .dutch)
            )
        },
        SamplePage("partner-home") {
            let model = PartnerHome.Model(
                name: "Voltaria",
                terms: terms[0],
                customers: [
                    (.invited, 310), (.inProgress, 41), (.waiting, 28), (.refused, 3), (.active, 866), (.ended, 12),
                ],
                figures: Sample.yearFigures,
                documents: documents { .ownDocument($0) }
            )
            return PartnerHome.view(model, frame: Sample.frame(.partnerHome, role: .partnerAdmin, language: .dutch))
        },
        SamplePage("partner-home-empty") {
            let model = PartnerHome.Model(
                name: "Zonnelaad",
                terms: nil,
                customers: [],
                figures: Sample.emptyYear,
                documents: []
            )
            return PartnerHome.view(model, frame: Sample.frame(.partnerHome, role: .partnerSupport))
        },
        SamplePage("ere-overview") {
            let model = PartnerHome.Model(
                name: "Voltaria",
                terms: nil,
                customers: [(.waiting, 28), (.active, 866)],
                figures: Sample.yearFigures,
                documents: []
            )
            return PartnerHome.view(model, frame: Sample.frame(.partnerHome))
        },
    ]

    private static func platform(
        _ route: Route,
        _ role: Role = .platformAdmin,
        _ language: Language = .english
    ) -> PageFrame {
        Sample.frame(route, role: role, language: language)
    }

    private static let partnerRows = [
        PartnerIndex.Row(
            partner: Mention("Voltaria", .partner(OperatorID(3))),
            reference: "voltaria",
            town: "Den Haag",
            state: .active,
            model: .customers,
            serviceFeePercent: Sample.exact("20"),
            customerCount: 1_204,
            since: Sample.noon
        ),
        PartnerIndex.Row(
            partner: Mention("Ampère", .partner(OperatorID(4))),
            reference: "ampere",
            town: "",
            state: .onboarding,
            model: nil,
            serviceFeePercent: nil,
            customerCount: 0,
            since: Sample.noon
        ),
    ]

    private static let terms = [
        PartnerTermsRow(
            validFrom: Sample.day,
            model: .customers,
            serviceFeePercent: Sample.exact("17.5"),
            marginPercent: Sample.exact("5"),
            recordedAt: Sample.noon,
            recordedBy: "Noor de Wit",
            isReplaced: false
        ),
        PartnerTermsRow(
            validFrom: Sample.day,
            model: .partner,
            serviceFeePercent: Sample.exact("20"),
            marginPercent: .zero,
            recordedAt: Sample.noon,
            recordedBy: "",
            isReplaced: true
        ),
    ]

    private static func documents(_ route: (PartnerDocumentID) -> Route) -> [PartnerDocumentRow] {
        [
            PartnerDocumentRow(
                document: Mention("Samenwerkingsovereenkomst ERE", route(PartnerDocumentID(9))),
                kind: .agreement,
                version: 2,
                offeredAt: Sample.noon,
                acceptedAt: nil,
                acceptedBy: "",
                isReplaced: false
            ),
            PartnerDocumentRow(
                document: Mention("Verwerkersovereenkomst", route(PartnerDocumentID(8))),
                kind: .processing,
                version: 1,
                offeredAt: Sample.noon,
                acceptedAt: Sample.noon,
                acceptedBy: "Joris Vermeer",
                isReplaced: false
            ),
            PartnerDocumentRow(
                document: Mention("Samenwerkingsovereenkomst ERE", route(PartnerDocumentID(7))),
                kind: .agreement,
                version: 1,
                offeredAt: Sample.noon,
                acceptedAt: nil,
                acceptedBy: "",
                isReplaced: true
            ),
        ]
    }

    private static let termsFields = PartnerTermsFields(
        validFrom: Field("2025-06-12"),
        model: Field("A"),
        serviceFee: Field("20"),
        margin: Field("0")
    )

    private static let newPartner = PartnerForm.Model(
        name: Field("Voltaria"),
        legalName: Field("Voltaria Laadservices B.V."),
        reference: Field("voltaria", error: .alreadyTaken),
        numberPrefix: Field("VOL"),
        companyNumber: Field("12345678"),
        vatID: Field(""),
        email: Field("info@voltaria.example"),
        address: Sample.addressFields(),
        language: Field("nl"),
        terms: termsFields,
        personName: Field(""),
        personEmail: Field("")
    )

    private static func partner(endedAt: Timestamp?) -> PartnerShow.Model {
        PartnerShow.Model(
            id: OperatorID(3),
            name: "Voltaria",
            legalName: "Voltaria Laadservices B.V.",
            reference: "voltaria",
            companyNumber: "12345678",
            vatID: "",
            email: "info@voltaria.example",
            address: Sample.address,
            since: Sample.noon,
            endedAt: endedAt,
            endReason: endedAt == nil ? "" : "Overgenomen",
            customerCount: 1_204,
            terms: terms,
            documents: documents { .partnerDocument(OperatorID(3), $0) },
            people: [
                PartnerShow.Person(
                    name: "Joris Vermeer",
                    email: "joris@voltaria.example",
                    role: .partnerAdmin,
                    lastSeenAt: Sample.noon,
                    isDisabled: false,
                    hasPassword: true
                ),
                PartnerShow.Person(
                    name: "Lin Chen",
                    email: "lin@voltaria.example",
                    role: .partnerSupport,
                    lastSeenAt: nil,
                    isDisabled: false,
                    hasPassword: false
                ),
                PartnerShow.Person(
                    name: "Old Account",
                    email: "old@voltaria.example",
                    role: .partnerSupport,
                    lastSeenAt: nil,
                    isDisabled: true,
                    hasPassword: true
                ),
            ],
            forms: PartnerShow.Forms(
                terms: termsFields,
                personName: Field(),
                personEmail: Field(),
                personRole: Field("partner_admin"),
                endReason: Field()
            )
        )
    }

    private enum Standing {
        case open, accepted, replaced
    }

    private static func document(_ standing: Standing, forPlatform: Bool) -> PartnerDocumentPage.Model {
        let acceptance = PartnerDocumentPage.Acceptance(
            at: Sample.noon,
            name: "Joris Vermeer",
            position: "Directeur",
            email: "joris@voltaria.example",
            remoteAddress: "192.0.2.7",
            pdfSHA256: String(repeating: "ab", count: 32)
        )
        return PartnerDocumentPage.Model(
            id: PartnerDocumentID(8),
            kind: .processing,
            title: "Verwerkersovereenkomst",
            body: "Tussen Voltaria en het platform.\n\n# 1. Rollen\nHet platform is verwerker.",
            version: 1,
            sha256: String(repeating: "cd", count: 32),
            offeredAt: Sample.noon,
            acceptance: standing == .accepted ? acceptance : nil,
            partner: forPlatform ? Mention("Voltaria", .partner(OperatorID(3))) : nil,
            partnerID: forPlatform ? OperatorID(3) : nil,
            isReplaced: standing == .replaced,
            form: standing == .open
                ? PartnerDocumentPage.Form(name: Field("Joris Vermeer"), position: Field(), agreed: Field()) : nil
        )
    }

    private static func templates(refused: Bool) -> AgreementTemplates.Model {
        let row = AgreementTemplates.Row(
            kind: .agreement,
            language: .dutch,
            version: 2,
            title: "Samenwerkingsovereenkomst ERE",
            body: "Tussen {{platform}} en {{partner}}.\n# 1. Waarover dit gaat\nOver eenheden.",
            publishedAt: Sample.noon
        )
        let form = AgreementTemplates.Form(
            kind: .agreement,
            language: .dutch,
            title: Field("Samenwerkingsovereenkomst ERE"),
            body: Field("{{who}}", error: .notAChoice)
        )
        return AgreementTemplates.Model(rows: [row], refused: refused ? form : nil, blanks: ["platform", "partner"])
    }
}
