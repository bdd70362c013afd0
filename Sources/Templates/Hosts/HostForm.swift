package import Values

/// Adding a host or changing what is known of it.
package enum HostForm {
    package struct Model: Sendable {
        /// `nil` when the host is new.
        package let id: HostID?
        package let name: Field
        package let reference: Field
        package let kind: Field
        package let vatStatus: Field
        package let exemptionGround: Field
        package let vatID: Field
        package let companyNumber: Field
        package let address: AddressFields
        package let iban: Field
        package let bic: Field
        package let accountHolder: Field
        package let email: Field
        package let language: Field

        package init(
            id: HostID?,
            name: Field,
            reference: Field,
            kind: Field,
            vatStatus: Field,
            exemptionGround: Field,
            vatID: Field,
            companyNumber: Field,
            address: AddressFields,
            iban: Field,
            bic: Field,
            accountHolder: Field,
            email: Field,
            language: Field
        ) {
            self.id = id
            self.name = name
            self.reference = reference
            self.kind = kind
            self.vatStatus = vatStatus
            self.exemptionGround = exemptionGround
            self.vatID = vatID
            self.companyNumber = companyNumber
            self.address = address
            self.iban = iban
            self.bic = bic
            self.accountHolder = accountHolder
            self.email = email
            self.language = language
        }

        var all: [Field] {
            [name, reference, kind, vatStatus, exemptionGround, vatID, companyNumber] + address.all
                + [iban, bic, accountHolder, email, language]
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading =
            model.id == nil
            ? say(en: "New host", nl: "Nieuwe locatiehouder")
            : say(en: "Edit host", nl: "Locatiehouder bewerken")
        return Page.app(heading, frame: frame, crumbs: crumbs(model, say)) {
            formErrors(model.all, say)
            postForm(frame, to: model.id.map(Route.editHost) ?? .newHost, .class("form")) {
                who(model, say)
                whereGroup(model, say)
                payment(model, say)
                tax(model, say)
                formActions {
                    submitButton(say(.save))
                    linkButton(say(.cancel), to: model.id.map(Route.host) ?? .hosts, style: .quiet)
                }
            }
        }
    }

    private static func crumbs(_ model: Model, _ say: Reader) -> [Crumb] {
        [Crumb(say(.hosts), .hosts)] + (model.id.map { [Crumb(model.name.value, .host($0))] } ?? [])
    }

    private static func who(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Who", nl: "Wie")) {
            inputField(Control("name", .name), model.name, say)
            inputField(Control("reference", .reference, hint: referenceHint).narrow, model.reference, say)
            radioField(
                Control("kind", HostKind.heading),
                choices(HostKind.allCases, say, title: \.title),
                model.kind,
                say
            )
            fieldRow {
                inputField(Control("email", .email, hint: emailHint, type: .email).optional, model.email, say)
                selectField(
                    Control("language", .languageName, hint: languageHint),
                    Language.allCases.map { Choice($0.code, $0.ownName) },
                    model.language,
                    say
                )
            }
        }
    }

    private static let referenceHint = Text(
        en: "Your own number for this host; imports find it by this.",
        nl: "Uw eigen nummer voor deze locatiehouder; importbestanden vinden hem hieraan."
    )
    private static let emailHint = Text(
        en:
            "Stands on its documents. Without one you hand them over as downloads; people of the host can fetch them, too.",
        nl:
            "Staat op de documenten. Zonder geeft u die als download door; mensen van de locatiehouder kunnen ze ook ophalen."
    )
    private static let languageHint = Text(en: "Of documents and mails.", nl: "Van documenten en mails.")

    private static func whereGroup(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(.address), hint: say(addressHint)) { addressFields(model.address, say) }
    }

    private static let addressHint = Text(
        en: "In its parts: banks no longer take an address in one line.",
        nl: "In delen: banken nemen geen adres op één regel meer aan."
    )

    private static func payment(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Payment", nl: "Betaling")) {
            inputField(Control("iban", Text(verbatim: "IBAN"), hint: ibanHint).optional, model.iban, say)
            inputField(
                Control("account_holder", Text(en: "Account holder", nl: "Rekeninghouder")).optional,
                model.accountHolder,
                say
            )
            inputField(Control("bic", Text(verbatim: "BIC"), hint: bicHint).optional.narrow, model.bic, say)
        }
    }

    private static let ibanHint = Text(
        en: "May stay empty for now; a bank file waits until it is there.",
        nl: "Mag nu leeg blijven; een bankbestand wacht tot hij er is."
    )
    private static let bicHint = Text(
        en: "Only needed outside the European Economic Area.",
        nl: "Alleen nodig buiten de Europese Economische Ruimte."
    )

    private static func tax(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Value added tax", nl: "Btw"), hint: say(taxHint)) {
            radioField(Control("vat_status", VATStatus.heading), vatChoices(say), model.vatStatus, say)
            inputField(
                Control("exemption_ground", VATStatus.ground, hint: groundHint).optional,
                model.exemptionGround,
                say
            )
            fieldRow {
                inputField(
                    Control("vat_id", Text(en: "VAT number", nl: "Btw-nummer")).optional,
                    model.vatID,
                    say
                )
                inputField(
                    Control("company_number", Text(en: "Company number", nl: "KvK-nummer")).optional,
                    model.companyNumber,
                    say
                )
            }
        }
    }

    private static let taxHint = Text(
        en: "Decides which document the host gets and what it says about VAT.",
        nl: "Bepaalt welk document de locatiehouder krijgt en wat daarop over btw staat."
    )

    private static let groundHint = Text(
        en: "For exempt hosts: why they are, as printed on their invoices, such as the small business scheme and its "
            + "article. Ask your accountant for the wording.",
        nl: "Voor vrijgestelde locatiehouders: waarom, zoals het op hun facturen komt, bijvoorbeeld de "
            + "kleineondernemersregeling met haar artikel. Vraag uw accountant naar de tekst."
    )

    private static func vatChoices(_ say: Reader) -> [Choice] {
        VATStatus.allCases.map { Choice($0.rawValue, say($0.title), detail: say($0.explanation)) }
    }
}
