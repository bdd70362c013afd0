package import Values

/// How long an operator keeps what, what went, and who wants to be forgotten.
package enum PrivacyIndex {
    package struct Period: Sendable {
        package let kind: Text
        package let length: Text
        package let bound: LocalDate
        package let source: String
        /// Whether one may only keep it longer.
        package let isMinimum: Bool
        package let isOwn: Bool

        package init(
            kind: Text,
            length: Text,
            bound: LocalDate,
            source: String,
            isMinimum: Bool,
            isOwn: Bool
        ) {
            self.kind = kind
            self.length = length
            self.bound = bound
            self.source = source
            self.isMinimum = isMinimum
            self.isOwn = isOwn
        }
    }

    package struct Run: Sendable {
        package let at: Timestamp
        package let by: String
        package let isDry: Bool
        package let results: [(kind: Text, gone: Int, held: Int)]

        package init(at: Timestamp, by: String, isDry: Bool, results: [(kind: Text, gone: Int, held: Int)]) {
            self.at = at
            self.by = by
            self.isDry = isDry
            self.results = results
        }
    }

    package struct Request: Sendable {
        package let customer: Mention
        package let askedOn: LocalDate
        package let answerBy: LocalDate
        package let outcome: Text?

        package init(customer: Mention, askedOn: LocalDate, answerBy: LocalDate, outcome: Text?) {
            self.customer = customer
            self.askedOn = askedOn
            self.answerBy = answerBy
            self.outcome = outcome
        }
    }

    package struct Model: Sendable {
        package let periods: [Period]
        package let runs: [Run]
        package let requests: [Request]
        package let kinds: [Choice]
        package let kind: Field
        package let amount: Field
        package let from: Field
        package let reason: Field

        package init(
            periods: [Period],
            runs: [Run],
            requests: [Request],
            kinds: [Choice],
            kind: Field,
            amount: Field,
            from: Field,
            reason: Field
        ) {
            self.periods = periods
            self.runs = runs
            self.requests = requests
            self.kinds = kinds
            self.kind = kind
            self.amount = amount
            self.from = from
            self.reason = reason
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let (periods, requests) = (
            say(en: "How long what is kept", nl: "Hoe lang wat wordt bewaard"), say(requestTitle)
        )
        return Page.app(
            say(.privacy),
            frame: frame,
            lead: HTML(say(lead)),
            actions: actionButton(frame, say(en: "Count what would go", nl: "Tel wat zou verdwijnen"), to: .privacyRuns)
        ) {
            formErrors([model.kind, model.amount, model.from, model.reason], say)
            if !model.requests.isEmpty {
                tableCard(requests) { plainTable(requests, requestColumns(say), model.requests) }
            }
            tableCard(periods) { plainTable(periods, periodColumns(say), model.periods) }
            runs(model, say)
            columns {
                card(say(en: "Another period", nl: "Een andere termijn")) { form(model, frame) }
                card(say(en: "What no rule lets go of", nl: "Wat door geen regel verdwijnt")) {
                    ul { uncovered.map { text in li { say(text) } } }
                }
            }
        }
    }

    private static let requestTitle = Text(en: "Who wants to be forgotten", nl: "Wie vergeten wil worden")
    private static let lead = Text(
        en: "Once a day what has been kept long enough goes. Of files the bytes go, hashes and totals stay.",
        nl:
            "Eens per dag verdwijnt wat lang genoeg is bewaard. Van bestanden verdwijnt de inhoud, niet de hash en de totalen."
    )

    private static let uncovered = [
        Text(
            en: "Sessions, frames and numbers of charge cards: the journal is worked out from them again at any time.",
            nl: "Sessies, berichten en nummers van laadpassen: het journaal wordt er steeds opnieuw uit berekend."
        ),
        Text(
            en: "Booked lines, filings, documents, payments and the books: they are chained and proven by each other.",
            nl: "Ingeboekte regels, indieningen, stukken, betalingen en de boeken: ze bewijzen elkaar."
        ),
        Text(
            en: "Hosts: their names stand on documents and contracts, and are changed on their own page.",
            nl: "Locatiehouders: hun namen staan op stukken en contracten, en worden op hun eigen pagina gewijzigd."
        ),
        Text(
            en: "Events for webhooks go after thirty days, attempts to sign in after some days, by themselves.",
            nl: "Gebeurtenissen voor webhooks verdwijnen na dertig dagen, inlogpogingen na enkele dagen, vanzelf."
        ),
    ]

    // MARK: Tables

    private static func requestColumns(_ say: Reader) -> [Column<Request>] {
        [
            Column(say(en: "Customer", nl: "Klant")) { row in row.customer.html },
            Column(say(en: "Asked on", nl: "Gevraagd op")) { row in say.date(row.askedOn) },
            Column(say(.state)) { row in
                row.outcome.map { badge(say($0), .neutral) }
                    ?? badge(
                        say(en: "Answer by \(say.date(row.answerBy))", nl: "Antwoord voor \(say.date(row.answerBy))"),
                        .caution
                    )
            },
        ]
    }

    private static func periodColumns(_ say: Reader) -> [Column<Period>] {
        [
            Column(say(CustomerPrivacyWords.kind)) { row in say(row.kind) },
            Column(say(en: "Kept for", nl: "Bewaard voor")) { row in
                div {
                    say(row.length)
                    if row.isOwn { badge(say(en: "own rule", nl: "eigen regel"), .info) }
                    if row.isMinimum { small { say(en: "at least", nl: "ten minste") } }
                }
            },
            Column(say(en: "May go from before", nl: "Mag weg van voor")) { row in say.date(row.bound) },
            Column(say(en: "Why", nl: "Waarom")) { row in say(Text(source: row.source)) },
        ]
    }

    private static func runs(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "The last runs", nl: "De laatste keren")
        guard !model.runs.isEmpty else {
            return emptyState(
                title,
                say(
                    en: "Nothing was let go of yet. Count what would go to see it first.",
                    nl: "Er is nog niets verdwenen. Tel eerst wat zou verdwijnen om het te zien."
                )
            )
        }
        return tableCard(title) { plainTable(title, runColumns(say), model.runs) }
    }

    private static func runColumns(_ say: Reader) -> [Column<Run>] {
        [
            Column(say(en: "When", nl: "Wanneer")) { row in
                div {
                    moment(row.at, say)
                    small { row.by }
                }
            },
            Column(say(.state)) { row in
                row.isDry
                    ? badge(say(en: "Counted only", nl: "Alleen geteld"), .info)
                    : badge(say(en: "Gone", nl: "Verdwenen"), .neutral)
            },
            Column(say(en: "What", nl: "Wat")) { row in
                row.results.isEmpty
                    ? HTML(say(en: "nothing", nl: "niets"))
                    : ul { row.results.map { result in li { line(result, say) } } }
            },
        ]
    }

    private static func line(_ result: (kind: Text, gone: Int, held: Int), _ say: Reader) -> String {
        let held = say(en: "held: \(say.count(result.held))", nl: "vastgehouden: \(say.count(result.held))")
        return "\(say(result.kind)): \(say.count(result.gone))" + (result.held > 0 ? ", \(held)" : "")
    }

    private static func form(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .privacy, .class("form")) {
            selectField(Control("kind", CustomerPrivacyWords.kind), model.kinds, model.kind, say)
            inputField(Control("amount", amountTitle, hint: amountHint).whole, model.amount, say)
            inputField(Control("from", Text(en: "From", nl: "Vanaf"), type: .date).narrow, model.from, say)
            inputField(Control("reason", Text(en: "Why", nl: "Waarom")), model.reason, say)
            formActions { submitButton(say(en: "Add the rule", nl: "Regel toevoegen"), style: .secondary) }
        }
    }

    private static let amountTitle = Text(en: "Days or years", nl: "Dagen of jaren")
    private static let amountHint = Text(
        en: "Counted as in the table. What the law wants kept cannot be shortened.",
        nl: "Geteld zoals in de tabel. Wat de wet bewaard wil zien, kan niet korter."
    )
}
