package import Values

/// Inviting a customer, or changing what is known of it.
package enum CustomerForm {
    package static let names = [
        "kind", "name", "company_number", "vat_id", "email", "phone", "reference", "language", "street", "house_number",
        "postcode", "town", "country", "invite",
    ]

    package struct Model: Sendable {
        /// `nil` when it is new.
        package let id: CustomerID?
        /// As it is called now; empty when it is new.
        package let name: String
        package let fields: EREFields

        package init(id: CustomerID?, name: String, fields: EREFields) {
            self.id = id
            self.name = name
            self.fields = fields
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = model.id == nil ? say(.newCustomer) : say(en: "Edit customer", nl: "Klant bewerken")
        return Page.app(heading, frame: frame, crumbs: crumbs(model, say), lead: HTML(say(lead(model)))) {
            formErrors(model.fields.all, say)
            postForm(frame, to: model.id.map(Route.editCustomer) ?? .newCustomer, .class("form")) {
                who(model, say)
                fieldGroup(say(.address), hint: say(addressHint)) { address(model.fields, say) }
                if model.id == nil { invitation(model.fields, say) }
                formActions {
                    submitButton(say(.save))
                    linkButton(say(.cancel), to: model.id.map(Route.customer) ?? .customers, style: .quiet)
                }
            }
        }
    }

    private static func crumbs(_ model: Model, _ say: Reader) -> [Crumb] {
        [Crumb(say(.customers), .customers)] + (model.id.map { [Crumb(model.name, .customer($0))] } ?? [])
    }

    private static func lead(_ model: Model) -> Text {
        model.id == nil
            ? Text(
                en: "A name and an address for mails are enough; the rest the customer fills in itself.",
                nl: "Een naam en een mailadres zijn genoeg; de rest vult de klant zelf in."
            ) : Text(en: "Signed mandates stay as they are.", nl: "Getekende machtigingen blijven zoals ze zijn.")
    }

    private static func who(_ model: Model, _ say: Reader) -> HTML {
        let fields = model.fields
        return fieldGroup(say(en: "Who", nl: "Wie")) {
            radioField(
                Control("kind", CustomerKind.heading),
                choices(CustomerKind.allCases, say, title: \.title),
                fields["kind"],
                say
            )
            inputField(Control("name", .name), fields["name"], say)
            fieldRow {
                inputField(Control("email", .email, hint: emailHint(model), type: .email), fields["email"], say)
                inputField(
                    Control("phone", Text(en: "Phone", nl: "Telefoon"), type: .tel).optional,
                    fields["phone"],
                    say
                )
            }
            fieldRow {
                inputField(
                    Control("company_number", Text(en: "Company number", nl: "KvK-nummer"), hint: companyHint).optional,
                    fields["company_number"],
                    say
                )
                inputField(
                    Control("vat_id", Text(en: "VAT number", nl: "Btw-nummer")).optional,
                    fields["vat_id"],
                    say
                )
            }
            fieldRow {
                inputField(Control("reference", .reference, hint: referenceHint).optional, fields["reference"], say)
                selectField(
                    Control("language", .languageName),
                    Language.allCases.map { Choice($0.code, $0.ownName) },
                    fields["language"],
                    say
                )
            }
        }
    }

    private static func emailHint(_ model: Model) -> Text? {
        guard model.id != nil else { return nil }
        return Text(
            en: "For letters; with which address somebody signs in does not change.",
            nl: "Voor berichten; met welk adres iemand inlogt verandert niet."
        )
    }

    private static let companyHint = Text(
        en: "For companies and associations.",
        nl: "Voor bedrijven en verenigingen."
    )
    private static let referenceHint = Text(
        en: "Your own number for this customer.",
        nl: "Uw eigen nummer voor deze klant."
    )
    private static let addressHint = Text(
        en: "May stay empty: the address of the connection is asked for later.",
        nl: "Mag leeg blijven: het adres van de aansluiting wordt later gevraagd."
    )

    private static func address(_ fields: EREFields, _ say: Reader) -> HTML {
        HTML {
            fieldRow {
                inputField(Control("street", Text(en: "Street", nl: "Straat")).optional, fields["street"], say)
                inputField(
                    Control("house_number", Text(en: "House number", nl: "Huisnummer")).optional.narrow,
                    fields["house_number"],
                    say
                )
            }
            fieldRow {
                inputField(
                    Control("postcode", Text(en: "Postcode", nl: "Postcode")).optional.narrow,
                    fields["postcode"],
                    say
                )
                inputField(Control("town", Text(en: "Town", nl: "Plaats")).optional, fields["town"], say)
                inputField(Control("country", Text(en: "Country", nl: "Land")).narrow, fields["country"], say)
            }
        }
    }

    private static func invitation(_ fields: EREFields, _ say: Reader) -> HTML {
        checkField(
            Control(
                "invite",
                Text(en: "Send the invitation now", nl: "Stuur de uitnodiging nu"),
                hint: Text(
                    en: "By mail, with a link to choose a password that works for seven days.",
                    nl: "Per mail, met een link om een wachtwoord te kiezen die zeven dagen werkt."
                )
            ).optional,
            fields["invite"],
            say
        )
    }
}
