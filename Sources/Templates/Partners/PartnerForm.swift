/// Adding a partner: who it is, its terms, and its first person.
package enum PartnerForm {
    package struct Model: Sendable {
        package let name: Field
        package let legalName: Field
        package let reference: Field
        package let numberPrefix: Field
        package let companyNumber: Field
        package let vatID: Field
        package let email: Field
        package let address: AddressFields
        package let language: Field
        package let terms: PartnerTermsFields
        package let personName: Field
        package let personEmail: Field

        package init(
            name: Field,
            legalName: Field,
            reference: Field,
            numberPrefix: Field,
            companyNumber: Field,
            vatID: Field,
            email: Field,
            address: AddressFields,
            language: Field,
            terms: PartnerTermsFields,
            personName: Field,
            personEmail: Field
        ) {
            self.name = name
            self.legalName = legalName
            self.reference = reference
            self.numberPrefix = numberPrefix
            self.companyNumber = companyNumber
            self.vatID = vatID
            self.email = email
            self.address = address
            self.language = language
            self.terms = terms
            self.personName = personName
            self.personEmail = personEmail
        }

        var all: [Field] {
            [name, legalName, reference, numberPrefix, companyNumber, vatID, email] + address.all + [language]
                + terms.all + [personName, personEmail]
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = say(en: "New partner", nl: "Nieuwe partner")
        return Page.app(heading, frame: frame, crumbs: [Crumb(say(.partners), .partners)]) {
            formErrors(model.all, say)
            postForm(frame, to: .newPartner, .class("form")) {
                organisation(model, say)
                partnerTermsGroup(model.terms, .terms, say)
                person(model, say)
                notice(.info, say(next))
                formActions {
                    submitButton(say(en: "Add the partner", nl: "Partner toevoegen"))
                    linkButton(say(.cancel), to: .partners, style: .quiet)
                }
            }
        }
    }

    private static let next = Text(
        en: "The first person gets a mail with a link, and finds the agreement and the processing agreement to accept.",
        nl: "De eerste persoon krijgt een mail met een link en vindt de overeenkomsten om te aanvaarden."
    )

    private static func organisation(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Organisation", nl: "Organisatie")) {
            fieldRow {
                inputField(Control("name", Text(en: "Name for customers", nl: "Naam voor klanten")), model.name, say)
                inputField(
                    Control("legal_name", Text(en: "Name in the company register", nl: "Naam in het handelsregister")),
                    model.legalName,
                    say
                )
            }
            fieldRow {
                inputField(Control("reference", .reference, hint: referenceHint).narrow, model.reference, say)
                inputField(
                    Control(
                        "number_prefix",
                        Text(en: "Document numbers begin with", nl: "Documentnummers beginnen met")
                    )
                    .narrow,
                    model.numberPrefix,
                    say
                )
            }
            fieldRow {
                inputField(
                    Control("company_number", Text(en: "Company number", nl: "KvK-nummer")).narrow,
                    model.companyNumber,
                    say
                )
                inputField(Control("vat_id", Text(en: "VAT number", nl: "Btw-nummer")).optional, model.vatID, say)
            }
            addressFields(model.address, say)
            fieldRow {
                inputField(Control("email", .email, type: .email), model.email, say)
                selectField(
                    Control("language", .languageName),
                    Language.allCases.map { Choice($0.code, $0.ownName) },
                    model.language,
                    say
                )
            }
        }
    }

    private static let referenceHint = Text(
        en: "Small letters, digits and hyphens; also in the address of its pages.",
        nl: "Kleine letters, cijfers en streepjes; ook in het adres van de pagina's."
    )

    private static func person(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "First person", nl: "Eerste persoon")) {
            fieldRow {
                inputField(Control("person_name", .name), model.personName, say)
                inputField(Control("person_email", .email, type: .email), model.personEmail, say)
            }
        }
    }
}

/// Terms as they are typed.
package struct PartnerTermsFields: Sendable {
    package let validFrom: Field
    package let model: Field
    package let serviceFee: Field
    package let margin: Field

    package init(validFrom: Field, model: Field, serviceFee: Field, margin: Field) {
        self.validFrom = validFrom
        self.model = model
        self.serviceFee = serviceFee
        self.margin = margin
    }

    var all: [Field] { [validFrom, model, serviceFee, margin] }
}

func partnerTermsGroup(_ fields: PartnerTermsFields, _ heading: Text, _ say: Reader) -> HTML {
    fieldGroup(say(heading)) {
        radioField(
            Control("payout_model", PayoutModel.heading),
            PayoutModel.allCases.map { Choice($0.rawValue, say($0.title), detail: say($0.explanation)) },
            fields.model,
            say
        )
        fieldRow {
            inputField(Control("service_fee", .serviceFee, hint: .ofRevenue).number(unit: "%"), fields.serviceFee, say)
            inputField(Control("margin", .partnerMargin, hint: marginHint).number(unit: "%"), fields.margin, say)
            inputField(Control("valid_from", .validFrom, type: .date).narrow, fields.validFrom, say)
        }
    }
}

private let marginHint = Text(en: "Of the revenue.", nl: "Van de opbrengst.")
