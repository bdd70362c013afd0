import Templates
import Values

extension Sample {
    static let tokenRows: [TokenIndex.Row] = [
        .init(
            id: TokenID(1),
            uid: "04A1B2C3",
            label: "Noor de Wit",
            group: "FLEET-1",
            validThrough: LocalDate("2026-12-31"),
            state: .active
        ),
        .init(id: TokenID(2), uid: "04D4E5F6", label: "", group: "", validThrough: nil, state: .blocked),
        .init(
            id: TokenID(3),
            uid: "0499FF00",
            label: "Pool car 7-KLM-12",
            group: "",
            validThrough: LocalDate("2025-05-31"),
            state: .expired
        ),
    ]

    static func tokens(_ rows: [TokenIndex.Row], mayEdit: Bool, acceptsUnknown: Bool) -> TokenIndex.Model {
        TokenIndex.Model(
            query: ListQuery(rules: TokenIndex.rules),
            total: rows.count,
            rows: rows,
            acceptsUnknown: acceptsUnknown,
            mayEdit: mayEdit
        )
    }

    static let vatRates: [VATRateIndex.Row] = [
        vatRate("FI", "25.5", isStartKnown: false), vatRate("NL", "21", isReplaced: true),
        vatRate("NL", "21", by: "Noor de Wit"),
    ]

    private static func vatRate(
        _ country: String,
        _ percent: String,
        isStartKnown: Bool = true,
        isReplaced: Bool = false,
        by: String = ""
    ) -> VATRateIndex.Row {
        VATRateIndex.Row(
            country: country,
            percent: exact(percent),
            validFrom: day,
            isStartKnown: isStartKnown,
            source: "Standard rate",
            isReplaced: isReplaced,
            isOwn: !by.isEmpty,
            recordedAt: noon,
            recordedBy: by
        )
    }

    static let settings = SettingsForm.Model(
        name: Field("Voltaria"),
        legalName: Field("Voltaria Laadnetten B.V."),
        companyNumber: Field("12345678"),
        vatID: Field("NL001234567B01"),
        email: Field("finance@voltaria.example"),
        address: addressFields(),
        iban: Field("NL91 ABNA 0417 1643 01", error: .invalidIBAN),
        bic: Field(""),
        numberPrefix: Field("VOL"),
        currency: Field("EUR"),
        takesBankFile: true,
        timeZone: Field("Europe/Amsterdam"),
        zones: [Choice("Europe/Amsterdam", "Europe/Amsterdam"), Choice("Europe/Brussels", "Europe/Brussels")],
        language: Field("nl"),
        needsFourEyes: Field("yes"),
        acceptsUnknownTokens: Field(),
        heartbeatSeconds: Field("300"),
        hostsConnect: Field("yes")
    )
}

extension SamplePage {
    static let settings: [SamplePage] = [
        SamplePage("tokens") {
            TokenIndex.view(
                Sample.tokens(Sample.tokenRows, mayEdit: true, acceptsUnknown: false),
                frame: Sample.frame(.tokens)
            )
        },
        SamplePage("tokens-finance-nl") {
            TokenIndex.view(
                Sample.tokens(Sample.tokenRows, mayEdit: false, acceptsUnknown: true),
                frame: Sample.frame(.tokens, role: .operatorFinance, language: .dutch)
            )
        },
        SamplePage("tokens-empty") {
            TokenIndex.view(
                Sample.tokens([], mayEdit: true, acceptsUnknown: false),
                frame: Sample.frame(.tokens)
            )
        },
        SamplePage("token-form") {
            let model = TokenForm.Model(
                id: nil,
                uid: Field("04A1B2C3", error: .alreadyTaken),
                label: Field("Noor de Wit"),
                group: Field(),
                validThrough: Field("2026-12-31"),
                isBlocked: Field()
            )
            return TokenForm.view(model, frame: Sample.frame(.newToken))
        },
        SamplePage("vat-rates") {
            let typed = VATRateIndex.Form(
                country: Field("ES"),
                percent: Field("210", error: Text(en: "A percentage from 0 to 100.", nl: "Van 0 tot 100.")),
                validFrom: Field("2012-09-01"),
                source: Field("Ley 37/1992, art. 90")
            )
            let model = VATRateIndex.Model(rows: Sample.vatRates, form: typed)
            return VATRateIndex.view(model, frame: Sample.frame(.vatRates))
        },
        SamplePage("vat-rates-finance-nl") {
            let model = VATRateIndex.Model(rows: Sample.vatRates, form: nil)
            return VATRateIndex.view(model, frame: Sample.frame(.vatRates, language: .dutch))
        },
        SamplePage("settings") { SettingsForm.view(Sample.settings, frame: Sample.frame(.settings)) },
        SamplePage("settings-nl") {
            SettingsForm.view(Sample.settings, frame: Sample.frame(.settings, language: .dutch))
        },
    ]
}
