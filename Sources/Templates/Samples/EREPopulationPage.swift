package import Values

/// What of a year was filed: the population from which a verifier chooses, what was asked for, and what was found.
package enum EREPopulationPage {
    package struct Filing: Sendable {
        package let reference: String
        package let quarter: String
        package let at: Timestamp
        package let lines: Int
        package let corrections: Int
        package let energy: Energy
        package let units: Int64
        package let documents: [(name: String, sha256: String)]

        package init(
            reference: String,
            quarter: String,
            at: Timestamp,
            lines: Int,
            corrections: Int,
            energy: Energy,
            units: Int64,
            documents: [(name: String, sha256: String)]
        ) {
            self.reference = reference
            self.quarter = quarter
            self.at = at
            self.lines = lines
            self.corrections = corrections
            self.energy = energy
            self.units = units
            self.documents = documents
        }
    }

    package struct Request: Sendable {
        package let sample: Mention
        package let rule: String
        package let lines: Int
        package let by: String
        package let at: Timestamp
        package let answers: Int

        package init(sample: Mention, rule: String, lines: Int, by: String, at: Timestamp, answers: Int) {
            self.sample = sample
            self.rule = rule
            self.lines = lines
            self.by = by
            self.at = at
            self.answers = answers
        }
    }

    package struct Statement: Sendable {
        package let code: String
        package let verifier: String
        package let findings: String
        package let failedLines: Int
        package let lostUnits: Int64
        /// `nil` while nobody decided.
        package let isConfirmed: Bool?

        package init(
            code: String,
            verifier: String,
            findings: String,
            failedLines: Int,
            lostUnits: Int64,
            isConfirmed: Bool?
        ) {
            self.code = code
            self.verifier = verifier
            self.findings = findings
            self.failedLines = failedLines
            self.lostUnits = lostUnits
            self.isConfirmed = isConfirmed
        }
    }

    package struct Model: Sendable {
        package let desk: EREVerifierDesk
        /// Whose it is, where that is not the reader's own operator.
        package let name: String
        package let year: Int
        package let connections: Int
        package let lines: Int
        package let energy: Energy
        package let units: Int64
        package let filings: [Filing]
        package let requests: [Request]
        package let statements: [Statement]
        package let form: EREFields

        package init(
            desk: EREVerifierDesk,
            name: String,
            year: Int,
            connections: Int,
            lines: Int,
            energy: Energy,
            units: Int64,
            filings: [Filing],
            requests: [Request],
            statements: [Statement],
            form: EREFields
        ) {
            self.desk = desk
            self.name = name
            self.year = year
            self.connections = connections
            self.lines = lines
            self.energy = energy
            self.units = units
            self.filings = filings
            self.requests = requests
            self.statements = statements
            self.form = form
        }
    }

    package static let names = ["rule", "size", "seed", "named", "note"]

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let title = say(.population) + " \(model.year)" + (model.name.isEmpty ? "" : ", " + model.name)
        return Page.app(
            title,
            frame: frame,
            crumbs: [model.desk.start(say)],
            lead: HTML(say(lead)),
            actions: model.filings.isEmpty ? .empty : files(model, say)
        ) {
            if model.filings.isEmpty {
                card(say(.ereFilings)) { nothing(model, say) }
            } else {
                tiles(figures(model, say))
                formErrors(names.map { model.form[$0] }, say)
                requests(model, say)
                card(say(en: "Ask for a sample", nl: "Vraag een steekproef")) { ask(model, frame) }
                filings(model, say)
            }
            statements(model, say)
        }
    }

    private static let lead = Text(
        en: """
            Every line that was filed of the year. A verifier chooses which lines to look at; each request is kept with who \
            asked and when, and its answer is the same to the byte every time.
            """,
        nl: """
            Elke regel die van het jaar is ingediend. Een verificateur kiest welke regels worden bekeken; elk verzoek wordt \
            bewaard met wie vroeg en wanneer, en het antwoord is elke keer tot op de byte hetzelfde.
            """
    )

    private static func files(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            downloadButton(
                say(en: "Pack of the year (ZIP)", nl: "Pakket van het jaar (zip)"),
                to: Link(model.desk.pack(model.year))
            )
            downloadButton(say(en: "Population (CSV)", nl: "Populatie (csv)"), to: Link(model.desk.table(model.year)))
        }
    }

    private static func nothing(_ model: Model, _ say: Reader) -> HTML {
        emptyState(
            say(en: "Nothing filed of \(model.year)", nl: "Niets ingediend van \(model.year)"),
            say(
                en: "There is something to verify as soon as a quarter of the year is filed.",
                nl: "Er is iets te verifiëren zodra een kwartaal van het jaar is ingediend."
            )
        )
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        [
            Tile(say(en: "Connections", nl: "Aansluitingen"), say.count(model.connections)),
            Tile(say(en: "Lines filed", nl: "Ingediende regels"), say.count(model.lines)),
            Tile(say(en: "Delivered", nl: "Geleverd"), say.energy(model.energy)),
            Tile(say(en: "Expected", nl: "Verwacht"), say.count(Int(model.units)) + " ERE"),
        ]
    }

    private static func requests(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "Samples", nl: "Steekproeven")
        if model.requests.isEmpty {
            return card(title) {
                p(.class("soft")) {
                    say(en: "Nobody has asked for a sample yet.", nl: "Nog niemand vroeg om een steekproef.")
                }
            }
        }
        let columns: [Column<Request>] = [
            Column(say(en: "Sample", nl: "Steekproef")) { row in row.sample.html },
            Column(say(en: "Chosen by", nl: "Gekozen op")) { row in say(ERESampleWords.rule(row.rule)) },
            .number(say(en: "Lines", nl: "Regels")) { row in say.count(row.lines) },
            Column(say(en: "Asked by", nl: "Gevraagd door")) { row in
                div {
                    row.by
                    small { say.dateTime(row.at) }
                }
            },
            .number(say(en: "Answers made", nl: "Antwoorden gemaakt")) { row in say.count(row.answers) },
        ]
        return tableCard(title) { plainTable(title, columns, model.requests) }
    }

    private static func ask(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let rules = ["random", "largest", "named"].map { Choice($0, say(ERESampleWords.rule($0))) }
        return postForm(frame, to: model.desk.request(model.year), .class("form")) {
            selectField(Control("rule", Text(en: "Choose", nl: "Kies")), rules, model.form["rule"], say)
            inputField(
                Control("size", Text(en: "Lines", nl: "Regels"), hint: sizeHint).optional,
                model.form["size"],
                say
            )
            inputField(
                Control("seed", Text(en: "Seed", nl: "Startgetal"), hint: seedHint).optional,
                model.form["seed"],
                say
            )
            textField(
                Control("named", Text(en: "Named lines", nl: "Genoemde regels"), hint: namedHint).optional,
                rows: 4,
                model.form["named"],
                say
            )
            inputField(Control("note", Text(en: "Note", nl: "Opmerking")).optional, model.form["note"], say)
            formActions { submitButton(say(en: "Ask for these lines", nl: "Vraag deze regels")) }
        }
    }

    private static let sizeHint = Text(
        en: "1 to 500; not used where lines are named.",
        nl: "1 tot en met 500; niet nodig als u regels noemt."
    )
    private static let seedHint = Text(
        en: "A whole number for a random choice; drawn and kept when you leave it empty.",
        nl: "Een heel getal voor een aselecte keuze; wordt getrokken en bewaard als u het leeg laat."
    )
    private static let namedHint = Text(
        en: "A line each: EAN; quarter, such as 871685900000000004; 2026-Q3.",
        nl: "Per regel: EAN; kwartaal, zoals 871685900000000004; 2026-Q3."
    )

    private static func filings(_ model: Model, _ say: Reader) -> HTML {
        let title = say(.ereFilings)
        let columns: [Column<Filing>] = [
            Column(say(en: "Filing", nl: "Indiening")) { row in
                div {
                    row.reference
                    small { say.dateTime(row.at) }
                }
            },
            .number(say(en: "Lines", nl: "Regels")) { row in say.count(row.lines) },
            .number(say(en: "Corrections", nl: "Correcties")) { row in say.count(row.corrections) },
            .number(say(en: "kWh, difference", nl: "kWh, verschil")) { row in say.energyNumber(row.energy) },
            .number(say(en: "ERE, difference", nl: "ERE, verschil")) { row in say.count(Int(row.units)) },
            Column("SHA-256") { row in
                HTML(
                    joining: row.documents.map { document in
                        div {
                            small { document.name }
                            code { document.sha256 }
                        }
                    }
                )
            },
        ]
        return tableCard(title) { plainTable(title, columns, model.filings) }
    }

    private static func statements(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "Statements and findings", nl: "Verklaringen en bevindingen")
        if model.statements.isEmpty {
            return card(title) {
                p(.class("soft")) {
                    say(
                        en: "No statement about the year is written down.",
                        nl: "Over het jaar is geen verklaring vastgelegd."
                    )
                }
            }
        }
        let columns: [Column<Statement>] = [
            Column(say(en: "Statement", nl: "Verklaring")) { row in
                div {
                    row.code
                    small { row.verifier }
                }
            },
            Column(say(en: "Findings", nl: "Bevindingen")) { row in row.findings },
            .number(say(en: "Lines that failed", nl: "Onjuiste regels")) { row in say.count(row.failedLines) },
            .number(say(en: "ERE lost", nl: "ERE’s minder")) { row in say.count(Int(row.lostUnits)) },
            Column(say(en: "Standing", nl: "Stand")) { row in standing(row.isConfirmed, say) },
        ]
        return tableCard(title) { plainTable(title, columns, model.statements) }
    }

    private static func standing(_ isConfirmed: Bool?, _ say: Reader) -> HTML {
        switch isConfirmed {
        case true?: badge(say(en: "confirmed", nl: "bevestigd"), .good)
        case false?: badge(say(en: "thrown away", nl: "weggegooid"), .neutral)
        case nil: badge(say(en: "waits", nl: "wacht"), .caution)
        }
    }
}

/// What pages of samples call things.
package enum ERESampleWords {
    package static func rule(_ name: String) -> Text {
        switch name {
        case "random": Text(en: "At random, by a seed", nl: "Aselect, met een startgetal")
        case "largest": Text(en: "The largest, by kWh", nl: "De grootste, naar kWh")
        default: Text(en: "As named", nl: "Zoals genoemd")
        }
    }
}

extension Text {
    package static let population = Text(en: "Population", nl: "Populatie")
}
