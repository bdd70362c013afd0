package import Values

/// A document between platform and partner, and where the partner accepts it.
package enum PartnerDocumentPage {
    package struct Acceptance: Sendable {
        package let at: Timestamp
        package let name: String
        package let position: String
        package let email: String
        package let remoteAddress: String
        /// Hexadecimal.
        package let pdfSHA256: String

        package init(
            at: Timestamp,
            name: String,
            position: String,
            email: String,
            remoteAddress: String,
            pdfSHA256: String
        ) {
            self.at = at
            self.name = name
            self.position = position
            self.email = email
            self.remoteAddress = remoteAddress
            self.pdfSHA256 = pdfSHA256
        }
    }

    /// What is typed to accept.
    package struct Form: Sendable {
        package let name: Field
        package let position: Field
        package let agreed: Field

        package init(name: Field, position: Field, agreed: Field) {
            self.name = name
            self.position = position
            self.agreed = agreed
        }

        var all: [Field] { [name, position, agreed] }
    }

    package struct Model: Sendable {
        package let id: PartnerDocumentID
        package let kind: AgreementKind
        package let title: String
        package let body: String
        package let version: Int
        /// Hexadecimal.
        package let sha256: String
        package let offeredAt: Timestamp
        package let acceptance: Acceptance?
        /// The partner, for people of the platform; they accept nothing.
        package let partner: Mention?
        package let partnerID: OperatorID?
        package let isReplaced: Bool
        package let form: Form?

        package init(
            id: PartnerDocumentID,
            kind: AgreementKind,
            title: String,
            body: String,
            version: Int,
            sha256: String,
            offeredAt: Timestamp,
            acceptance: Acceptance?,
            partner: Mention?,
            partnerID: OperatorID?,
            isReplaced: Bool,
            form: Form?
        ) {
            self.id = id
            self.kind = kind
            self.title = title
            self.body = body
            self.version = version
            self.sha256 = sha256
            self.offeredAt = offeredAt
            self.acceptance = acceptance
            self.partner = partner
            self.partnerID = partnerID
            self.isReplaced = isReplaced
            self.form = form
        }

        var file: Route { partnerID.map { .partnerDocumentFile($0, id) } ?? .ownDocumentFile(id) }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let crumbs =
            model.partner.map { [Crumb(say(.partners), .partners), Crumb($0.name, $0.route ?? .partners)] }
            ?? [Crumb(say(.overview), .partnerHome)]
        let download =
            model.acceptance == nil
            ? .empty : downloadButton(say(en: "Download PDF", nl: "PDF downloaden"), to: Link(model.file))
        return Page.app(model.title, frame: frame, crumbs: crumbs, lead: HTML(lead(model, say)), actions: download) {
            if model.isReplaced { notice(.info, say(replaced)) }
            if let form = model.form { formErrors(form.all, say) }
            card(say(model.kind.title)) { agreementText(model.body) }
            if let acceptance = model.acceptance {
                card(say(en: "Accepted", nl: "Aanvaard")) { facts(accepted(acceptance, model, say)) }
            } else if let form = model.form {
                accept(form, model, frame)
            }
        }
    }

    private static let replaced = Text(
        en: "A newer text took the place of this one.",
        nl: "Een nieuwere tekst kwam hiervoor in de plaats."
    )

    private static func lead(_ model: Model, _ say: Reader) -> String {
        say(
            en: "Version \(model.version), offered on \(say.date(model.offeredAt))",
            nl: "Versie \(model.version), voorgelegd op \(say.date(model.offeredAt))"
        )
    }

    private static func accepted(_ acceptance: Acceptance, _ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "By", nl: "Door"), "\(acceptance.name), \(acceptance.position)"),
            Fact(say(en: "Signed in as", nl: "Ingelogd als"), acceptance.email),
            Fact(say(.time), moment(acceptance.at, say)),
            Fact(say(en: "From", nl: "Vanaf"), acceptance.remoteAddress),
            Fact(say(en: "SHA-256 of the text", nl: "SHA-256 van de tekst"), HTML { code { model.sha256 } }),
            Fact(say(en: "SHA-256 of the PDF", nl: "SHA-256 van de PDF"), HTML { code { acceptance.pdfSHA256 } }),
        ]
    }

    private static func accept(_ form: Form, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .ownDocument(model.id), .class("form")) {
            hiddenField("sha256", model.sha256)
            fieldGroup(say(en: "Accept", nl: "Aanvaarden"), hint: say(acceptHint)) {
                fieldRow {
                    inputField(Control("signature_name", .name).autocomplete("name"), form.name, say)
                    inputField(
                        Control("position", Text(en: "Position", nl: "Functie")).autocomplete("organization-title"),
                        form.position,
                        say
                    )
                }
                checkField(Control("agreed", agreement), form.agreed, say)
            }
            formActions { submitButton(say(en: "Accept this document", nl: "Dit document aanvaarden")) }
        }
    }

    private static let acceptHint = Text(
        en: "Name, time and the text itself are kept, and printed on a PDF to keep.",
        nl: "Naam, tijd en de tekst zelf worden bewaard en staan op een PDF om te bewaren."
    )
    private static let agreement = Text(
        en: "I have read the text and may accept it on behalf of the organisation.",
        nl: "Ik heb de tekst gelezen en mag die namens de organisatie aanvaarden."
    )
}

/// A text of paragraphs; a line that begins with `# ` is a heading.
func agreementText(_ body: String) -> HTML {
    div(.class("prose")) {
        body.split(whereSeparator: \.isNewline).map { line in
            line.hasPrefix("# ") ? h3 { String(line.dropFirst(2)) } : p { String(line) }
        }
    }
}
