import Domain
import HTTPServer
import Templates
import Values

/// The forms of a partner: what they hold, how they are read, what can be wrong with them.
enum PartnerForms {
    /// The person of a new partner.
    struct Person {
        let name: String
        let email: String
        let role: Role
        let language: String
    }

    static func read(_ form: inout FormReader) -> (draft: PartnerDraft, person: Person)? {
        let address = AddressForm.read(&form)
        let language = form.choice("language", as: Language.self) ?? .dutch
        let reference = form.text("reference", atMost: 40)
        if !reference.isEmpty, !isSlug(reference) { form.reject("reference", referenceForm) }
        let details = OperatorDetails(
            name: form.text("name", atMost: 60),
            legalName: form.text("legal_name", atMost: 140),
            address: address,
            language: language.code,
            companyNumber: form.text("company_number", atMost: 32),
            vatID: BankForm.vatID(&form, country: address.country, counts: true),
            email: form.email("email"),
            numberPrefix: form.text("number_prefix", atMost: 8).uppercased()
        )
        let terms = terms(&form)
        let name = form.text("person_name", atMost: 140)
        let email = form.email("person_email")
        guard form.isValid, let terms else { return nil }
        let person = Person(name: name, email: email, role: .partnerAdmin, language: language.code)
        return (PartnerDraft(reference: reference, organisation: details, terms: terms), person)
    }

    static func terms(_ form: inout FormReader) -> PartnerTerms? {
        let model = form.choice("payout_model", as: EREPayoutModel.self)
        let (fee, margin) = (share("service_fee", &form), share("margin", &form))
        let day = form.day("valid_from")
        guard form.isValid, let model, let fee, let margin, let day else { return nil }
        return PartnerTerms(validFrom: day, model: model, serviceFeePercent: fee, marginPercent: margin)
    }

    static func person(_ form: inout FormReader, language: String) -> Person? {
        let name = form.text("person_name", atMost: 140)
        let email = form.email("person_email")
        let role = form.choice("person_role", as: Role.self)
        if let role, !Role.ofPartners.contains(role) { form.reject("person_role", .notAChoice) }
        guard form.isValid, let role else { return nil }
        return Person(name: name, email: email, role: role, language: language)
    }

    private static func share(_ name: String, _ form: inout FormReader) -> Exact? {
        guard let number = form.decimal(name) else { return nil }
        let decimals = "\(number)".split(separator: ".").dropFirst().first?.count ?? 0
        if number < .zero || number > PartnerTerms.largestShare || decimals > 2 { form.reject(name, shareForm) }
        return number
    }

    private static func isSlug(_ text: String) -> Bool {
        (2...40).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.last != UInt8(ascii: "-")
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }

    static func show(_ rejection: OperatorRejection, on form: inout FormReader) {
        switch rejection {
        case .referenceTaken: form.reject("reference", .alreadyTaken)
        case .numberPrefixTaken: form.reject("number_prefix", .alreadyTaken)
        case .numberPrefixForm: form.reject("number_prefix", prefixForm)
        case .unknownCountry: form.reject("country", .unknownCountry)
        case .heartbeatRange, .unknownTimeZone, .currencyInUse: form.reject("name", .notAChoice)
        }
    }

    static func show(_ rejection: PartnerRejection, on form: inout FormReader) {
        switch rejection {
        case .alreadyPartner: form.reject("reference", .alreadyTaken)
        case .feeRange: form.reject("service_fee", shareForm)
        case .marginRange: form.reject("margin", shareForm)
        case .termsInThePast: form.reject("valid_from", pastDay)
        case .endReasonLength: form.reject("end_reason", .tooLong(400))
        }
    }

    static func show(_ rejection: UserRejection, on form: inout FormReader) {
        switch rejection {
        case .emailTaken: form.reject("person_email", .alreadyTaken)
        case .nameLength: form.reject("person_name", .tooLong(140))
        default: form.reject("person_email", .invalidEmail)
        }
    }

    /// What stands in forms that nobody has filled in yet.
    static func usual(today: LocalDate) -> [String: String] {
        [
            "payout_model": EREPayoutModel.customers.rawValue, "service_fee": "\(PartnerTerms.usualFee)",
            "margin": "0", "valid_from": "\(today)", "person_role": Role.partnerAdmin.rawValue,
            "country": "NL", "language": Language.dutch.code,
        ]
    }

    static func model(_ form: FormReader) -> PartnerForm.Model {
        PartnerForm.Model(
            name: form["name"],
            legalName: form["legal_name"],
            reference: form["reference"],
            numberPrefix: form["number_prefix"],
            companyNumber: form["company_number"],
            vatID: form["vat_id"],
            email: form["email"],
            address: AddressForm.fields(form),
            language: form["language"],
            terms: fields(form),
            personName: form["person_name"],
            personEmail: form["person_email"]
        )
    }

    static func forms(_ form: FormReader) -> PartnerShow.Forms {
        PartnerShow.Forms(
            terms: fields(form),
            personName: form["person_name"],
            personEmail: form["person_email"],
            personRole: form["person_role"],
            endReason: form["end_reason"]
        )
    }

    private static func fields(_ form: FormReader) -> PartnerTermsFields {
        PartnerTermsFields(
            validFrom: form["valid_from"],
            model: form["payout_model"],
            serviceFee: form["service_fee"],
            margin: form["margin"]
        )
    }

    private static let shareForm = Text(
        en: "A percentage from 0 to 50 with at most two decimals.",
        nl: "Een percentage van 0 tot en met 50 met hoogstens twee decimalen."
    )
    private static let pastDay = Text(
        en: "Today or later: what was delivered keeps the terms it had.",
        nl: "Vandaag of later: wat is geleverd houdt zijn voorwaarden."
    )
    private static let referenceForm = Text(
        en: "Two to 40 small letters, digits and hyphens.",
        nl: "Twee tot 40 kleine letters, cijfers en streepjes."
    )
    private static let prefixForm = Text(
        en: "Two to eight capital letters and digits.",
        nl: "Twee tot acht hoofdletters en cijfers."
    )
}
