package import Values

/// Many connections at once, for which customers gave a mandate elsewhere or on paper.
package enum EREImportPage {
    package struct Upload: Sendable {
        package let problem: Text?
        package let mostLines: Int

        package init(problem: Text?, mostLines: Int) {
            self.problem = problem
            self.mostLines = mostLines
        }
    }

    package struct Line: Sendable {
        package let number: Int
        package let name: String
        package let email: String
        package let ean: String
        package let charger: String
        /// What will be done, or that nothing is.
        package let outcome: Text
        package let isKnown: Bool
        /// A column and what is wrong with it.
        package let problems: [Text]

        package init(
            number: Int,
            name: String,
            email: String,
            ean: String,
            charger: String,
            outcome: Text,
            isKnown: Bool,
            problems: [Text]
        ) {
            self.number = number
            self.name = name
            self.email = email
            self.ean = ean
            self.charger = charger
            self.outcome = outcome
            self.isKnown = isKnown
            self.problems = problems
        }
    }

    package struct Preview: Sendable {
        /// The list as the form carries it on.
        package let carried: String
        package let lines: [Line]
        /// What is wrong with lines that could not be read at all.
        package let unread: [Text]
        package let enrolments: Int
        package let problem: Text?

        package init(carried: String, lines: [Line], unread: [Text], enrolments: Int, problem: Text?) {
            self.carried = carried
            self.lines = lines
            self.unread = unread
            self.enrolments = enrolments
            self.problem = problem
        }

        var wrong: Int { lines.filter { !$0.problems.isEmpty }.count + unread.count }
        var known: Int { lines.filter { $0.isKnown && $0.problems.isEmpty }.count }
        /// Those first that have to be put right.
        var shown: [Line] { lines.filter { !$0.problems.isEmpty } + lines.filter(\.problems.isEmpty) }
        var mayBeAdded: Bool { wrong == 0 && enrolments > 0 }
    }

    /// Lines that the page shows; of a long list those with problems come first.
    private static let shownLines = 200

    private static func crumbs(_ say: Reader) -> [Crumb] { [Crumb(say(.ereEnrolments), .ereEnrolments)] }

    package static func view(_ model: Upload, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.importEnrolments), frame: frame, crumbs: crumbs(say), lead: HTML(say(lead))) {
            formErrors([Field(error: model.problem)], say)
            columns {
                postForm(frame, to: .customerFile(.enrolmentImport), .class("form"), .enctypeWithFiles()) {
                    fieldGroup(say(en: "Your list", nl: "Uw lijst")) {
                        fileField(control(model), accept: ".csv,.txt,.tsv,.xlsx", error: model.problem, say)
                    }
                    formActions {
                        submitButton(say(en: "Look at it first", nl: "Eerst bekijken"))
                        linkButton(say(.cancel), to: .ereEnrolments, style: .quiet)
                    }
                }
                card(say(en: "What may stand in it", nl: "Wat erin mag staan")) {
                    ul(.class("bullets")) { contents.map { text in li { say(text) } } }
                }
            }
            card(say(en: "What becomes of it", nl: "Wat ermee gebeurt")) {
                ul(.class("bullets")) { meaning.map { text in li { say(text) } } }
            }
        }
    }

    private static let lead = Text(
        en: "For customers who gave a mandate elsewhere or on paper. Nothing is added before you have seen the list.",
        nl:
            "Voor klanten die elders of op papier een machtiging gaven. Er wordt niets toegevoegd voordat u de lijst heeft gezien."
    )

    private static func control(_ model: Upload) -> Control {
        Control(
            "list",
            Text(en: "List of connections", nl: "Lijst met aansluitingen"),
            hint: Text(
                en: "CSV or Excel (XLSX), up to \(model.mostLines) lines; a line for each charger.",
                nl: "CSV of Excel (XLSX), tot \(model.mostLines) regels; een regel per lader."
            )
        )
    }

    private static let contents = [
        Text(
            en: "A first line with headings. Name, E-mail and EAN have to be there, and the address of the connection.",
            nl: "Een eerste regel met koppen. Naam, E-mail en EAN moeten er staan, en het adres van de aansluiting."
        ),
        Text(
            en: "Street, House number, Postcode, Town; Connection kind (house, exclusive).",
            nl: "Straat, Huisnummer, Postcode, Plaats; Soort aansluiting (woning, exclusief)."
        ),
        Text(
            en: "Brand, Model, Serial number, Meter place (in charger, fuse box, unknown).",
            nl: "Merk, Model, Serienummer, MID in lader (ja, nee, onbekend)."
        ),
        Text(
            en:
                "Mandate date, Mandate until (a year or a day), Evidence (where you keep the paper), IBAN, Account holder.",
            nl:
                "Machtiging op, Machtiging tot (een jaar of een dag), Bewijs (waar u het papier bewaart), IBAN, Rekeninghouder."
        ),
        Text(
            en:
                "Kind (private, company, association), Reference, Language, Phone, Company number, VAT number, Representative.",
            nl: "Soort (particulier, bedrijf, vve), Kenmerk, Taal, Telefoon, KvK-nummer, Btw-nummer, Vertegenwoordiger."
        ),
    ]

    private static let meaning = [
        Text(
            en: "Each connection becomes an enrolment that is filled in and waits for its customer's signature.",
            nl: "Elke aansluiting wordt een ingevulde aanmelding die wacht op de handtekening van de klant."
        ),
        Text(
            en: """
                A mandate that was given elsewhere proves nothing here: nothing counts before the customer signs, or you hand \
                in the mandate on paper and the evidence is accepted.
                """,
            nl: """
                Een machtiging die elders is gegeven bewijst hier niets: er telt niets mee voordat de klant tekent, of u de \
                papieren machtiging inlevert en het bewijs is goedgekeurd.
                """
        ),
        Text(
            en: "The list is taken whole or not at all. The same list again changes nothing.",
            nl: "De lijst wordt in haar geheel overgenomen of niet. Dezelfde lijst nog eens verandert niets."
        ),
    ]

    // MARK: Before anything is added

    package static func view(_ model: Preview, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.importEnrolments),
            frame: frame,
            crumbs: crumbs(say),
            lead: HTML(say(counted(model, say)))
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            if model.wrong > 0 { notice(.caution, say(repair)) }
            if !model.unread.isEmpty {
                notice(.caution, say(en: "Lines that cannot be read", nl: "Regels die niet te lezen zijn")) {
                    ul { model.unread.map { text in li { say(text) } } }
                }
            }
            if model.mayBeAdded { confirmation(model, frame) }
            tableCard(say(en: "The list", nl: "De lijst"), actions: again(say)) {
                plainTable(say(.importEnrolments), listColumns(say), Array(model.shown.prefix(shownLines)))
            }
            if model.lines.count > shownLines { p(.class("soft")) { say(more(model.lines.count - shownLines, say)) } }
        }
    }

    private static let repair = Text(
        en: "Nothing is added as long as a line is wrong. Put the list right and hand it in again.",
        nl: "Er wordt niets toegevoegd zolang er een regel niet klopt. Verbeter de lijst en lever haar opnieuw in."
    )

    private static func counted(_ model: Preview, _ say: Reader) -> Text {
        let (new, known, wrong) = (say.count(model.enrolments), say.count(model.known), say.count(model.wrong))
        return Text(
            en: "New connections: \(new). Lines that are there already: \(known). Lines that are wrong: \(wrong).",
            nl: "Nieuwe aansluitingen: \(new). Regels die er al zijn: \(known). Regels die niet kloppen: \(wrong)."
        )
    }

    private static func more(_ count: Int, _ say: Reader) -> Text {
        Text(en: "And \(say.count(count)) more.", nl: "En nog \(say.count(count)) meer.")
    }

    private static func again(_ say: Reader) -> HTML {
        linkButton(
            say(en: "Another list", nl: "Een andere lijst"),
            to: .customerFile(.enrolmentImport),
            style: .quiet
        )
    }

    private static func confirmation(_ model: Preview, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let title = Text(
            en: "Ask new customers by mail now to sign",
            nl: "Vraag nieuwe klanten nu per mail om te tekenen"
        )
        let count = say.count(model.enrolments)
        return postForm(frame, to: .customerFile(.enrolmentImportConfirmation), .class("form")) {
            hiddenField("list", model.carried)
            checkField(Control("invite", title).optional, Field("yes"), say)
            formActions {
                submitButton(say(en: "Add \(count) connections", nl: "\(count) aansluitingen toevoegen"))
            }
        }
    }

    private static func listColumns(_ say: Reader) -> [Column<Line>] {
        [
            .number(say(en: "Line", nl: "Regel")) { row in say.count(row.number) },
            Column(say(.customer)) { row in
                div {
                    row.name.orDash
                    small { row.email }
                }
            },
            Column("EAN") { row in row.ean.isEmpty ? HTML("–") : code { row.ean } },
            Column(say(en: "Charger", nl: "Lader")) { row in row.charger.orDash },
            Column(say(.state)) { row in
                if row.problems.isEmpty {
                    badge(say(row.outcome), row.isKnown ? .neutral : .good)
                } else {
                    div { row.problems.map { problem in small { say(problem) } } }
                }
            },
        ]
    }
}

extension Text {
    package static let importEnrolments = Text(
        en: "Take over existing mandates",
        nl: "Bestaande machtigingen overnemen"
    )
}
