package import Values

/// The quarterly filings: what has been filed, and what may be.
package enum EREFilingIndex {
    package struct Row: Sendable {
        package let filing: Mention
        package let quarter: String
        package let lines: Int
        package let corrections: Int
        package let energy: Energy
        package let units: Int64
        package let refused: Int
        package let by: String
        package let at: Timestamp

        package init(
            filing: Mention,
            quarter: String,
            lines: Int,
            corrections: Int,
            energy: Energy,
            units: Int64,
            refused: Int,
            by: String,
            at: Timestamp
        ) {
            self.filing = filing
            self.quarter = quarter
            self.lines = lines
            self.corrections = corrections
            self.energy = energy
            self.units = units
            self.refused = refused
            self.by = by
            self.at = at
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        /// Quarters that are over, such as `2026-Q3`, the newest first.
        package let quarters: [String]
        package let quarter: Field
        package let problem: Text?
        /// What stands in the way of accepted lines, with how many.
        package let gates: [(name: Text, count: Int)]

        package init(
            rows: [Row],
            quarters: [String],
            quarter: Field,
            problem: Text?,
            gates: [(name: Text, count: Int)]
        ) {
            self.rows = rows
            self.quarters = quarters
            self.quarter = quarter
            self.problem = problem
            self.gates = gates
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.ereFilings),
            frame: frame,
            actions: linkButton(say(.ereCalendar), to: .ereCalendar)
        ) {
            if let problem = model.problem {
                notice(.bad, say(problem)) {
                    if !model.gates.isEmpty {
                        ul { model.gates.map { gate in li { say(gate.name) + ": " + say.count(gate.count) } } }
                    }
                }
            }
            notice(.caution, say(EREFilingWords.notProven))
            card(say(en: "File a quarter", nl: "Dien een kwartaal in")) { make(model, frame) }
            filings(model, say)
        }
    }

    private static func make(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        if model.quarters.isEmpty {
            return p(.class("soft")) {
                say(
                    en: "Deliveries are booked after they happened: a quarter can be filed when it is over.",
                    nl: "Leveringen worden achteraf ingeboekt: een kwartaal kan worden ingediend als het voorbij is."
                )
            }
        }
        return HTML(joining: [
            p(.class("soft")) { say(what) },
            postForm(frame, to: .ereFilings, .class("form"), .confirm(say(sure))) {
                selectField(Control("quarter", quarter), model.quarters.map { Choice($0, $0) }, model.quarter, say)
                formActions { submitButton(say(en: "File the accepted lines", nl: "Dien de akkoorde regels in")) }
            },
        ])
    }

    private static let quarter = Text(en: "Quarter", nl: "Kwartaal")
    private static let sure = Text(
        en: "File all accepted lines of this quarter? They do not change after that.",
        nl: "Alle akkoorde regels van dit kwartaal indienen? Daarna wijzigen ze niet meer."
    )
    private static let what = Text(
        en: """
            Takes every accepted line that nothing stands in the way of, and that somebody else accepted, and freezes it. \
            What comes out otherwise later goes into the next filing, as corrections.
            """,
        nl: """
            Neemt elke akkoorde regel waar niets tegen is en die iemand anders akkoord gaf, en legt haar vast. Wat later \
            anders uitkomt, gaat als correctie in de volgende indiening.
            """
    )

    private static func filings(_ model: Model, _ say: Reader) -> HTML {
        if model.rows.isEmpty {
            return card(say(.ereFilings)) {
                emptyState(
                    say(en: "Nothing filed yet", nl: "Nog niets ingediend"),
                    say(
                        en: "Measure a quarter, accept its lines, and have somebody else file them here.",
                        nl: "Meet een kwartaal, geef akkoord op de regels en laat iemand anders ze hier indienen."
                    )
                ) {
                    linkButton(say(.ereBookings), to: .ereBookings)
                }
            }
        }
        return tableCard(say(.ereFilings)) { plainTable(say(.ereFilings), tableColumns(say), model.rows) }
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Filing", nl: "Indiening")) { row in row.filing.html },
            Column(say(quarter)) { row in row.quarter },
            .number(say(en: "Lines", nl: "Regels")) { row in say.count(row.lines) },
            .number(say(en: "Corrections", nl: "Correcties")) { row in say.count(row.corrections) },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number("ERE") { row in EREUnitsText.of(row.units, say) },
            .number(say(en: "Left out", nl: "Niet mee")) { row in say.count(row.refused) },
            Column(say(en: "By", nl: "Door")) { row in
                div {
                    row.by
                    small { say.dateTime(row.at) }
                }
            },
        ]
    }
}

/// A filing with its documents.
package enum EREFilingShow {
    package struct Document: Sendable {
        package let name: String
        package let size: Int64
        package let sha256: String

        package init(name: String, size: Int64, sha256: String) {
            self.name = name
            self.size = size
            self.sha256 = sha256
        }
    }

    package struct Model: Sendable {
        package let id: EREFilingID
        package let row: EREFilingIndex.Row
        package let generator: String
        package let schemaVersion: String
        package let documents: [Document]

        package init(
            id: EREFilingID,
            row: EREFilingIndex.Row,
            generator: String,
            schemaVersion: String,
            documents: [Document]
        ) {
            self.id = id
            self.row = row
            self.generator = generator
            self.schemaVersion = schemaVersion
            self.documents = documents
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.row.filing.name,
            frame: frame,
            crumbs: [Crumb(say(.ereFilings), .ereFilings)],
            actions: HTML {
                linkButton(say(en: "Its lines", nl: "De regels"), to: lines(model))
                linkButton(say(.reconciliation), to: .audit(.reconciliation(model.row.quarter)))
                linkButton(say(.population), to: .audit(.population(.own, String(model.row.quarter.prefix(4)))))
            }
        ) {
            notice(.caution, say(EREFilingWords.notProven))
            card(say(en: "Filed", nl: "Ingediend")) { facts(figures(model, say)) }
            documents(model, say)
        }
    }

    private static func lines(_ model: Model) -> Link {
        Link(.ereBookings, query: [Link.Pair("quarter", model.row.quarter), Link.Pair("state", "booked")])
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Quarter", nl: "Kwartaal"), model.row.quarter),
            Fact(say(en: "Lines", nl: "Regels"), say.count(model.row.lines)),
            Fact(say(en: "Corrections among them", nl: "Waarvan correcties"), say.count(model.row.corrections)),
            Fact(say(en: "Delivered", nl: "Geleverd"), say.energy(model.row.energy)),
            Fact(say(en: "Expected ERE", nl: "Verwachte ERE’s"), EREUnitsText.of(model.row.units, say)),
            Fact(say(en: "Accepted lines left out", nl: "Akkoorde regels niet mee"), say.count(model.row.refused)),
            Fact(say(en: "Filed by", nl: "Ingediend door"), model.row.by),
            Fact(say(en: "Filed at", nl: "Ingediend op"), say.dateTimeWithSeconds(model.row.at)),
            Fact(say(en: "Format", nl: "Formaat"), "\(model.generator), XSD \(model.schemaVersion)"),
        ]
    }

    private static func documents(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<Document>] = [
            Column(say(en: "Document", nl: "Document")) { row in
                a(.href(.ereFilingDocument(model.id, row.name)), .download()) { row.name }
            },
            .number(say(en: "Bytes", nl: "Bytes")) { row in say.count(Int(row.size)) },
            Column("SHA-256") { row in code { row.sha256 } },
        ]
        let title = say(en: "Documents", nl: "Documenten")
        return tableCard(
            title,
            actions: downloadButton(
                say(en: "Evidence pack (ZIP)", nl: "Bewijspakket (zip)"),
                to: Link(.ereFilingPack(model.id))
            )
        ) {
            plainTable(title, columns, model.documents)
        }
    }
}

/// What every page of filings says.
enum EREFilingWords {
    static let notProven = Text(
        en: """
            The documents have a format of our own, checked against its schema. Whether the register accepts it is not \
            proven: its own schema has not been published to us.
            """,
        nl: """
            De documenten hebben een eigen formaat, gecontroleerd tegen het schema ervan. Of het register het aanneemt, is \
            niet bewezen: het schema van het register kennen wij niet.
            """
    )
}

extension Text {
    package static let ereFilings = Text(en: "ERE filings", nl: "ERE-indieningen")
}
