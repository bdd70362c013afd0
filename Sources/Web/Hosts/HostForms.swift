import Domain
import Templates
import Values

/// The form of a host: what it holds, how it is read, what can be wrong with it.
enum HostForms {
    static func read(_ form: inout FormReader) -> HostDetails? {
        let kind = form.choice("kind", as: Domain.HostKind.self)
        let vatStatus = form.choice("vat_status", as: Domain.VATStatus.self)
        let language = form.choice("language", as: Language.self)
        let address = AddressForm.read(&form)
        let details = HostDetails(
            reference: form.text("reference", atMost: 64),
            name: form.text("name", atMost: 140),
            kind: kind ?? .company,
            address: address,
            companyNumber: form.text("company_number", isRequired: false, atMost: 40),
            vatID: BankForm.vatID(&form, country: address.country, counts: vatStatus == .taxable),
            vatStatus: vatStatus ?? .notTaxable,
            exemptionGround: ground(&form, counts: vatStatus == .exempt),
            iban: BankForm.iban(&form),
            bic: BankForm.bic(&form),
            accountHolder: form.text("account_holder", isRequired: false, atMost: 70),
            email: form.email("email", isRequired: false),
            language: language?.code ?? Language.english.code
        )
        if details.vatStatus == .taxable, details.vatID.isEmpty { form.reject("vat_id", .required) }
        if details.kind == .privatePerson, details.vatStatus != .notTaxable {
            form.reject("vat_status", privateTaxable)
        }
        return form.isValid ? details : nil
    }

    /// The ground of an exemption; what was typed for a host that is not exempt is dropped.
    private static func ground(_ form: inout FormReader, counts: Bool) -> String {
        guard counts else { return "" }
        return form.text("exemption_ground", atMost: HostRejection.exemptionGroundLimit)
    }

    static func show(_ rejection: HostRejection, on form: inout FormReader) {
        switch rejection {
        case .referenceTaken: form.reject("reference", .alreadyTaken)
        case .referenceLength: form.reject("reference", .tooLong(64))
        case .nameLength: form.reject("name", .tooLong(140))
        case .privateTaxable: form.reject("vat_status", privateTaxable)
        case .unknownCountry: form.reject("country", .unknownCountry)
        case .exemptionGroundLength: form.reject("exemption_ground", .tooLong(HostRejection.exemptionGroundLimit))
        }
    }

    private static let privateTaxable = Text(
        en: "A private person is not taxable.",
        nl: "Een particulier is niet btw-plichtig."
    )

    static func model(language: String, country: String) -> HostForm.Model {
        var address = Domain.Address(country: country)
        address.country = country
        let empty = HostDetails(
            reference: "",
            name: "",
            kind: .company,
            address: address,
            vatStatus: .taxable,
            language: language
        )
        return model(nil, empty)
    }

    static func model(_ id: HostID?, _ details: HostDetails) -> HostForm.Model {
        HostForm.Model(
            id: id,
            name: Field(details.name),
            reference: Field(details.reference),
            kind: Field(details.kind.rawValue),
            vatStatus: Field(details.vatStatus.rawValue),
            exemptionGround: Field(details.exemptionGround),
            vatID: Field(details.vatID),
            companyNumber: Field(details.companyNumber),
            address: AddressForm.fields(details.address),
            iban: Field(details.iban),
            bic: Field(details.bic),
            accountHolder: Field(details.accountHolder),
            email: Field(details.email),
            language: Field(details.language)
        )
    }

    static func model(_ id: HostID?, _ form: FormReader) -> HostForm.Model {
        HostForm.Model(
            id: id,
            name: form["name"],
            reference: form["reference"],
            kind: form["kind"],
            vatStatus: form["vat_status"],
            exemptionGround: form["exemption_ground"],
            vatID: form["vat_id"],
            companyNumber: form["company_number"],
            address: AddressForm.fields(form),
            iban: form["iban"],
            bic: form["bic"],
            accountHolder: form["account_holder"],
            email: form["email"],
            language: form["language"]
        )
    }
}
