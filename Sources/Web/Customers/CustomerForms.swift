import Domain
import Templates
import Values

/// The form of a customer: what it holds, how it is read, what can be wrong with it.
enum CustomerForms {
    /// `before` keeps what the form does not ask for: where payouts go is the customer's to say.
    static func read(_ form: inout FormReader, _ before: CustomerDetails? = nil) -> CustomerDetails? {
        let kind = form.choice("kind", as: Domain.CustomerKind.self) ?? .privatePerson
        let language = form.choice("language", as: Language.self) ?? .dutch
        let isPrivate = kind == .privatePerson
        let address = address(&form)
        let details = CustomerDetails(
            reference: form.text("reference", isRequired: false, atMost: 64),
            kind: kind,
            name: form.text("name", atMost: 140),
            companyNumber: isPrivate ? "" : form.text("company_number", isRequired: false, atMost: 32),
            vatID: isPrivate ? "" : BankForm.vatID(&form, country: address.country, counts: true),
            email: form.email("email"),
            phone: form.text("phone", isRequired: false, atMost: 32),
            address: address,
            iban: before?.iban ?? "",
            accountHolder: before?.accountHolder ?? "",
            language: language.code
        )
        return form.isValid ? details : nil
    }

    private static func address(_ form: inout FormReader) -> Domain.Address {
        let address = Domain.Address(
            street: form.text("street", isRequired: false, atMost: 70),
            houseNumber: form.text("house_number", isRequired: false, atMost: 16),
            postcode: form.text("postcode", isRequired: false, atMost: 16),
            town: form.text("town", isRequired: false, atMost: 35),
            country: form.text("country", atMost: 2).uppercased()
        )
        if !address.country.isEmpty, !CountryCode.isValid(address.country) { form.reject("country", .unknownCountry) }
        return address
    }

    static func initial(_ details: CustomerDetails) -> FormReader {
        FormReader([
            "kind": details.kind.rawValue, "name": details.name, "company_number": details.companyNumber,
            "vat_id": details.vatID, "email": details.email, "phone": details.phone, "reference": details.reference,
            "language": details.language, "street": details.address.street,
            "house_number": details.address.houseNumber, "postcode": details.address.postcode,
            "town": details.address.town, "country": details.address.country, "invite": "yes",
        ])
    }

    static func model(_ id: CustomerID?, _ name: String, _ form: FormReader) -> CustomerForm.Model {
        CustomerForm.Model(id: id, name: name, fields: EREFields(CustomerForm.names) { form[$0] })
    }

    static func show(_ rejection: CustomerRejection, on form: inout FormReader) {
        let (field, text) = fault(rejection)
        form.reject(field, text)
    }

    static func show(_ rejection: UserRejection, on form: inout FormReader) {
        switch rejection {
        case .nameLength: form.reject("name", .tooLong(140))
        default: form.reject("email", rejection == .emailTaken ? .alreadyTaken : .invalidEmail)
        }
    }

    /// The field that a rejection is about, with what is wrong.
    static func fault(_ rejection: CustomerRejection) -> (field: String, text: Text) {
        switch rejection {
        case .referenceTaken: ("reference", .alreadyTaken)
        case .referenceLength: ("reference", .tooLong(64))
        case .nameLength: ("name", .tooLong(140))
        case .privateRegistered, .companyNumberLength: ("company_number", .tooLong(32))
        case .vatIDLength: ("vat_id", .tooLong(20))
        case .invalidEmail: ("email", .invalidEmail)
        case .invalidPhone: ("phone", phoneForm)
        case .unknownCountry: ("country", .unknownCountry)
        case .invalidIBAN, .accountHolderLength: ("name", .notAChoice)
        case .unknownLanguage: ("language", .notAChoice)
        case .endReasonLength: ("reason", .tooLong(400))
        case .erased: ("name", erased)
        }
    }

    private static let erased = Text(
        en: "This customer is erased, and nothing of it is written down any more.",
        nl: "Deze klant is gewist; er wordt niets meer van genoteerd."
    )

    static let phoneForm = Text(
        en: "Digits, blanks and + ( ) . - only.",
        nl: "Alleen cijfers, spaties en + ( ) . -."
    )
}
