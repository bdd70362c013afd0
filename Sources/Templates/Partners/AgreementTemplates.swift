package import Values

/// The model texts of agreements, and publishing the next version of one.
package enum AgreementTemplates {
    package struct Row: Sendable {
        package let kind: AgreementKind
        package let language: Language
        package let version: Int
        package let title: String
        package let body: String
        package let publishedAt: Timestamp

        package init(
            kind: AgreementKind,
            language: Language,
            version: Int,
            title: String,
            body: String,
            publishedAt: Timestamp
        ) {
            self.kind = kind
            self.language = language
            self.version = version
            self.title = title
            self.body = body
            self.publishedAt = publishedAt
        }
    }

    /// The next version of one text as it is typed.
    package struct Form: Sendable {
        package let kind: AgreementKind
        package let language: Language
        package let title: Field
        package let body: Field

        package init(kind: AgreementKind, language: Language, title: Field, body: Field) {
            self.kind = kind
            self.language = language
            self.title = title
            self.body = body
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        /// What was refused, to be mended.
        package let refused: Form?
        /// What may stand between braces.
        package let blanks: [String]

        package init(rows: [Row], refused: Form?, blanks: [String]) {
            self.rows = rows
            self.refused = refused
            self.blanks = blanks
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.agreementTexts), frame: frame, lead: HTML(say(lead))) {
            if let refused = model.refused { formErrors([refused.title, refused.body], say) }
            notice(.caution, say(lawyers))
            model.rows.map { row in text(row, model, frame) }
        }
    }

    private static let lead = Text(
        en: "Partners are offered the newest version. What was offered or accepted stays as it was.",
        nl: "Partners krijgen de nieuwste versie voorgelegd. Wat is voorgelegd of aanvaard blijft zoals het was."
    )
    private static let lawyers = Text(
        en: "The texts that come with the program are a beginning. Have yours looked at by a lawyer.",
        nl: "De teksten die bij het programma horen zijn een begin. Laat een jurist naar de uwe kijken."
    )

    private static func text(_ row: Row, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = "\(row.title) (\(row.language.ownName))"
        let refused = model.refused.flatMap { $0.kind == row.kind && $0.language == row.language ? $0 : nil }
        return card(heading) {
            facts([
                Fact(say(HTMLWords.kind), say(row.kind.title)),
                Fact(say(.version), say.count(row.version)),
                Fact(say(en: "Published", nl: "Gepubliceerd"), moment(row.publishedAt, say)),
            ])
            disclosure(say(en: "Read the text", nl: "Tekst lezen")) { agreementText(row.body) }
            if frame.user?.role == .platformAdmin {
                disclosure(say(en: "Publish a new version", nl: "Nieuwe versie publiceren"), isOpen: refused != nil) {
                    form(refused, row, model.blanks, frame)
                }
            }
        }
    }

    private static func form(_ refused: Form?, _ row: Row, _ blanks: [String], _ frame: PageFrame) -> HTML {
        let say = frame.say
        let place = "\(row.kind.rawValue)_\(row.language.code)"
        return postForm(frame, to: .agreementTemplates, .class("form")) {
            hiddenField("kind", row.kind.rawValue)
            hiddenField("language", row.language.code)
            inputField(
                Control("title_" + place, Text(en: "Title", nl: "Titel")),
                refused?.title ?? Field(row.title),
                say
            )
            textField(
                Control("body_" + place, Text(en: "Text", nl: "Tekst"), hint: hint(blanks)),
                rows: 18,
                refused?.body ?? Field(row.body),
                say
            )
            formActions { submitButton(say(en: "Publish", nl: "Publiceren")) }
        }
    }

    private static func hint(_ blanks: [String]) -> Text {
        let names = blanks.map { "{{\($0)}}" }.joined(separator: ", ")
        return Text(
            en: "A line that begins with # is a heading. Filled in: \(names).",
            nl: "Een regel die met # begint is een kop. Ingevuld wordt: \(names)."
        )
    }

    private enum HTMLWords {
        static let kind = Text(en: "Kind", nl: "Soort")
    }
}
