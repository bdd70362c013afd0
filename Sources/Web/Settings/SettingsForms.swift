import Domain
import Templates
import Values

/// The form of an operator's settings: what it holds, how it is read, what can be wrong with it.
enum SettingsForms {
    static func read(_ form: inout FormReader) -> OperatorDetails? {
        let address = AddressForm.read(&form)
        let language = form.choice("language", as: Language.self)
        let details = OperatorDetails(
            name: form.text("name", atMost: 70),
            legalName: form.text("legal_name", atMost: nameLength),
            address: address,
            currency: form.choice("currency", of: Currency.allCases.map(\.code)),
            timeZone: form.text("time_zone", atMost: 64),
            language: language?.code ?? Language.english.code,
            companyNumber: form.text("company_number", isRequired: false, atMost: 40),
            vatID: BankForm.vatID(&form, country: address.country, counts: true),
            email: form.email("email", isRequired: false),
            iban: BankForm.iban(&form),
            bic: BankForm.bic(&form),
            numberPrefix: prefix(&form),
            policy: policy(&form)
        )
        return form.isValid ? details : nil
    }

    /// What a bank file takes as the name of the payer.
    private static let nameLength = 70

    private static func prefix(_ form: inout FormReader) -> String {
        let text = form.text("number_prefix", atMost: 8)
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        if !text.isEmpty, text.utf8.count < 2 || !isPlain { form.reject("number_prefix", prefixForm) }
        return text
    }

    private static func policy(_ form: inout FormReader) -> OperatorPolicy {
        OperatorPolicy(
            acceptsUnknownTokens: form.isTicked("unknown_tokens"),
            heartbeatSeconds: Int32(clamping: form.integer("heartbeat", in: 10...86_400)),
            needsFourEyes: form.isTicked("four_eyes"),
            hostsConnect: form.isTicked("hosts_connect")
        )
    }

    static func show(_ rejection: OperatorRejection, on form: inout FormReader) {
        switch rejection {
        case .numberPrefixTaken: form.reject("number_prefix", .alreadyTaken)
        case .numberPrefixForm: form.reject("number_prefix", prefixForm)
        case .unknownCountry: form.reject("country", .unknownCountry)
        case .heartbeatRange: form.reject("heartbeat", .between(10, 86_400))
        case .unknownTimeZone: form.reject("time_zone", .notAChoice)
        case .currencyInUse: form.reject("currency", currencyInUse)
        case .referenceTaken: form.reject("name", .alreadyTaken)
        }
    }

    private static let prefixForm = Text(
        en: "Two to eight capitals or digits, such as VOLT.",
        nl: "Twee tot acht hoofdletters of cijfers, zoals VOLT."
    )
    private static let currencyInUse = Text(
        en: "There are journal lines in the currency that was; it can no longer change.",
        nl: "Er zijn al journaalregels in de huidige valuta; die kan niet meer veranderen."
    )

    private static func takesBankFile(_ currency: String) -> Bool { currency == PaymentRun.currency.code }

    static func model(_ details: OperatorDetails) -> SettingsForm.Model {
        SettingsForm.Model(
            name: Field(details.name),
            legalName: Field(details.legalName),
            companyNumber: Field(details.companyNumber),
            vatID: Field(details.vatID),
            email: Field(details.email),
            address: AddressForm.fields(details.address),
            iban: Field(details.iban),
            bic: Field(details.bic),
            numberPrefix: Field(details.numberPrefix),
            currency: Field(details.currency),
            takesBankFile: takesBankFile(details.currency),
            timeZone: Field(details.timeZone),
            zones: ZoneChoices.with(details.timeZone),
            language: Field(details.language),
            needsFourEyes: Field(details.policy.needsFourEyes ? "yes" : ""),
            acceptsUnknownTokens: Field(details.policy.acceptsUnknownTokens ? "yes" : ""),
            heartbeatSeconds: Field(String(details.policy.heartbeatSeconds)),
            hostsConnect: Field(details.policy.hostsConnect ? "yes" : "")
        )
    }

    static func model(_ form: FormReader) -> SettingsForm.Model {
        SettingsForm.Model(
            name: form["name"],
            legalName: form["legal_name"],
            companyNumber: form["company_number"],
            vatID: form["vat_id"],
            email: form["email"],
            address: AddressForm.fields(form),
            iban: form["iban"],
            bic: form["bic"],
            numberPrefix: form["number_prefix"],
            currency: form["currency"],
            takesBankFile: takesBankFile(form.typed("currency")),
            timeZone: form["time_zone"],
            zones: ZoneChoices.with(form.typed("time_zone")),
            language: form["language"],
            needsFourEyes: form["four_eyes"],
            acceptsUnknownTokens: form["unknown_tokens"],
            heartbeatSeconds: form["heartbeat"],
            hostsConnect: form["hosts_connect"]
        )
    }
}
