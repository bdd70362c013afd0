package import Values

/// Inviting many customers with a list: handing it in, and looking at what it says before anything is added.
package enum CustomerImport {
    package struct Upload: Sendable {
        /// What is wrong with the file that was sent.
        package let problem: Text?
        package let mostLines: Int

        package init(problem: Text?, mostLines: Int) {
            self.problem = problem
            self.mostLines = mostLines
        }
    }

    package struct Line: Sendable {
        /// Its number in the file.
        package let number: Int
        package let name: String
        package let email: String
        package let kind: CustomerKind
        package let reference: String
        /// Why it is not added; empty when it is.
        package let problems: [Text]

        package init(
            number: Int,
            name: String,
            email: String,
            kind: CustomerKind,
            reference: String,
            problems: [Text]
        ) {
            self.number = number
            self.name = name
            self.email = email
            self.kind = kind
            self.reference = reference
            self.problems = problems
        }
    }

    package struct Preview: Sendable {
        /// The list as the form carries it on.
        package let carried: String
        package let lines: [Line]
        /// What is wrong with lines that could not be read at all.
        package let unread: [Text]
        /// How many can be added.
        package let good: Int
        package let problem: Text?

        package init(carried: String, lines: [Line], unread: [Text], good: Int, problem: Text?) {
            self.carried = carried
            self.lines = lines
            self.unread = unread
            self.good = good
            self.problem = problem
        }

        /// Those first that are not added.
        var shown: [Line] { lines.filter { !$0.problems.isEmpty } + lines.filter(\.problems.isEmpty) }
    }

    /// Lines that the page shows; of a long list those with problems come first.
    private static let shownLines = 200

    private static func crumbs(_ say: Reader) -> [Crumb] { [Crumb(say(.customers), .customers)] }

    package static func view(_ model: Upload, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.inviteMany), frame: frame, crumbs: crumbs(say), lead: HTML(say(lead))) {
            formErrors([Field(error: model.problem)], say)
            columns {
                postForm(frame, to: .customerImport, .class("form"), .enctypeWithFiles()) {
                    fieldGroup(say(en: "Your list", nl: "Uw lijst")) {
                        fileField(control(model), accept: ".csv,.txt,.tsv,.xlsx", error: model.problem, say)
                    }
                    formActions {
                        submitButton(say(en: "Look at it first", nl: "Eerst bekijken"))
                        linkButton(say(.cancel), to: .customers, style: .quiet)
                    }
                }
                card(say(en: "What may stand in it", nl: "Wat erin mag staan")) {
                    ul(.class("bullets")) { contents.map { text in li { say(text) } } }
                }
            }
        }
    }

    private static let lead = Text(
        en: "Nothing is added or sent before you have seen what the list says.",
        nl: "Er wordt niets toegevoegd of verstuurd voordat u heeft gezien wat de lijst zegt."
    )

    private static func control(_ model: Upload) -> Control {
        Control(
            "list",
            Text(en: "List of customers", nl: "Lijst met klanten"),
            hint: Text(
                en: "CSV or Excel (XLSX), up to \(model.mostLines) customers.",
                nl: "CSV of Excel (XLSX), tot \(model.mostLines) klanten."
            )
        )
    }

    private static let contents = [
        Text(
            en: "A first line with headings. Name and E-mail have to be there.",
            nl: "Een eerste regel met koppen. Naam en E-mail moeten er staan."
        ),
        Text(
            en: "Welcome besides: Kind (private, company, association), Reference, Language (nl, en), Phone.",
            nl: "Verder welkom: Soort (particulier, bedrijf, vve), Kenmerk, Taal (nl, en), Telefoon."
        ),
        Text(
            en: "Company number, VAT number, Street, House number, Postcode, Town, Country.",
            nl: "KvK-nummer, Btw-nummer, Straat, Huisnummer, Postcode, Plaats, Land."
        ),
        Text(
            en: "Other columns are left aside.",
            nl: "Andere kolommen blijven buiten beschouwing."
        ),
    ]

    // MARK: Before anything is added

    package static func view(_ model: Preview, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.inviteMany), frame: frame, crumbs: crumbs(say), lead: HTML(say(counted(model, say)))) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            if !model.unread.isEmpty {
                notice(.caution, say(en: "Lines that cannot be read", nl: "Regels die niet te lezen zijn")) {
                    ul { model.unread.map { text in li { say(text) } } }
                }
            }
            if model.good > 0 { confirmation(model, frame) }
            tableCard(say(en: "The list", nl: "De lijst"), actions: again(say)) {
                plainTable(say(.inviteMany), listColumns(say), Array(model.shown.prefix(shownLines)))
            }
            if model.lines.count > shownLines { p(.class("soft")) { say(more(model.lines.count - shownLines, say)) } }
        }
    }

    private static func counted(_ model: Preview, _ say: Reader) -> Text {
        let (good, bad) = (say.count(model.good), say.count(model.lines.count - model.good))
        return Text(
            en: "\(good) customers can be added; \(bad) lines cannot, for the reasons below.",
            nl: "\(good) klanten kunnen worden toegevoegd; \(bad) regels niet, om de redenen hieronder."
        )
    }

    private static func more(_ count: Int, _ say: Reader) -> Text {
        Text(
            en: "And \(say.count(count)) more without problems or further down.",
            nl: "En nog \(say.count(count)) meer."
        )
    }

    private static func again(_ say: Reader) -> HTML {
        linkButton(say(en: "Another list", nl: "Een andere lijst"), to: .customerImport, style: .quiet)
    }

    private static func confirmation(_ model: Preview, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let title = Text(en: "Send them their invitation now", nl: "Stuur hun nu de uitnodiging")
        return postForm(frame, to: .customerImportConfirmation, .class("form")) {
            hiddenField("list", model.carried)
            checkField(Control("invite", title).optional, Field("yes"), say)
            formActions {
                submitButton(
                    say(en: "Add \(say.count(model.good)) customers", nl: "\(say.count(model.good)) klanten toevoegen")
                )
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
            Column(say(CustomerKind.heading)) { row in say(row.kind.title) },
            Column(say(.reference)) { row in row.reference.orDash },
            Column(say(.state)) { row in
                if row.problems.isEmpty {
                    badge(say(en: "Will be added", nl: "Wordt toegevoegd"), .good)
                } else {
                    div { row.problems.map { problem in small { say(problem) } } }
                }
            },
        ]
    }
}
