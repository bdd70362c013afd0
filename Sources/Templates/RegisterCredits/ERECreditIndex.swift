package import Values

/// What the register credited: per quarter against what was filed, and the files in which it says so.
package enum ERECreditIndex {
    package struct Quarter: Sendable {
        package let quarter: String
        package let connections: Int
        package let filed: Int64
        package let credited: Int64
        package let beyond: Int
        package let open: Int

        package init(
            quarter: String,
            connections: Int,
            filed: Int64,
            credited: Int64,
            beyond: Int,
            open: Int
        ) {
            self.quarter = quarter
            self.connections = connections
            self.filed = filed
            self.credited = credited
            self.beyond = beyond
            self.open = open
        }
    }

    package struct File: Sendable {
        package let file: Mention
        package let by: String
        package let at: Timestamp
        package let recordedAt: Timestamp?
        package let new: Int
        package let changed: Int
        package let unchanged: Int

        package init(
            file: Mention,
            by: String,
            at: Timestamp,
            recordedAt: Timestamp?,
            new: Int,
            changed: Int,
            unchanged: Int
        ) {
            self.file = file
            self.by = by
            self.at = at
            self.recordedAt = recordedAt
            self.new = new
            self.changed = changed
            self.unchanged = unchanged
        }
    }

    package struct Model: Sendable {
        package let quarters: [Quarter]
        package let files: [File]
        /// Units per line.
        package let tolerance: Int64
        package let figures: Field
        /// What is wrong with the file that was sent.
        package let problem: Text?

        package init(quarters: [Quarter], files: [File], tolerance: Int64, figures: Field, problem: Text?) {
            self.quarters = quarters
            self.files = files
            self.tolerance = tolerance
            self.figures = figures
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.ereCredits),
            frame: frame,
            lead: HTML(say(lead)),
            actions: linkButton(say(.ereVerifications), to: .ereVerification(.list))
        ) {
            formErrors([Field(error: model.problem)], say)
            quarters(model, say)
            columns {
                card(say(en: "A file of the register", nl: "Een bestand van het register")) { upload(model, frame) }
                card(say(en: "What has to stand in it", nl: "Wat erin moet staan")) {
                    ul(.class("bullets")) { contents.map { text in li { say(text) } } }
                }
            }
            files(model, say)
        }
    }

    private static let lead = Text(
        en:
            "The number that the register credits is the truth. What was expected stays beside it, with the difference.",
        nl:
            "Het aantal dat het register bijschrijft, is de waarheid. Wat was verwacht, blijft ernaast staan, met het verschil."
    )

    private static func quarters(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "Filed and credited", nl: "Ingediend en bijgeschreven")
        if model.quarters.isEmpty {
            return card(title) {
                emptyState(
                    say(en: "Nothing filed yet", nl: "Nog niets ingediend"),
                    say(
                        en: "What the register credits is held against what was filed for a quarter.",
                        nl: "Wat het register bijschrijft, wordt gelegd naast wat voor een kwartaal is ingediend."
                    )
                ) {
                    linkButton(say(.ereFilings), to: .ereFilings)
                }
            }
        }
        return tableCard(title) { plainTable(title, quarterColumns(model, say), model.quarters) }
    }

    private static func quarterColumns(_ model: Model, _ say: Reader) -> [Column<Quarter>] {
        [
            Column(say(en: "Quarter", nl: "Kwartaal")) { row in
                a(.href(Link(.ereBookings, query: [Link.Pair("quarter", row.quarter)]))) { row.quarter }
            },
            .number(say(en: "Connections with a figure", nl: "Aansluitingen met aantal")) { row in
                say.count(row.connections)
            },
            .number(say(en: "Filed, ERE", nl: "Ingediend, ERE")) { row in EREUnitsText.of(row.filed, say) },
            .number(say(en: "Credited, ERE", nl: "Bijgeschreven, ERE")) { row in EREUnitsText.of(row.credited, say) },
            .number(say(en: "Difference", nl: "Verschil")) { row in
                EREUnitsText.signed(row.credited - row.filed, say)
            },
            .number(say(beyond(model.tolerance, say))) { row in
                if row.beyond > 0 { badge(say.count(row.beyond), .caution) } else { say.count(0) }
            },
            .number(say(en: "Filed, no figure yet", nl: "Ingediend, nog geen aantal")) { row in say.count(row.open) },
        ]
    }

    static func beyond(_ tolerance: Int64, _ say: Reader) -> Text {
        Text(
            en: "More than \(say.count(Int(tolerance))) ERE off",
            nl: "Meer dan \(say.count(Int(tolerance))) ERE ernaast"
        )
    }

    // MARK: Handing in

    private static func upload(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .ereCredits, .class("form"), .enctypeWithFiles()) {
            fileField(HandedInFile.control, accept: HandedInFile.kinds, error: model.problem, say)
            selectField(Control("figures", figures), ERECreditWords.figures(say), model.figures, say)
            formActions { submitButton(say(HandedInFile.lookFirst)) }
        }
    }

    private static let figures = Text(en: "The figure of a correction is", nl: "Het aantal van een correctie is")

    private static let contents = [
        Text(
            en: "A first line with headings, then a line for each booking that was credited.",
            nl: "Een eerste regel met koppen, dan een regel voor elke inboeking die is bijgeschreven."
        ),
        Text(
            en: "BookingRef as in our filing, or EAN and Quarter (2026-Q3).",
            nl: "BookingRef zoals in onze indiening, of EAN en Kwartaal (2026-Q3)."
        ),
        Text(
            en: "ERE: whole units, without separators of thousands.",
            nl: "ERE: hele eenheden, zonder scheidingstekens voor duizendtallen."
        ),
        Text(
            en: "Welcome besides: CreditedOn, RegisterReference. Other columns are left aside.",
            nl: "Verder welkom: Datum, Transactie. Andere kolommen blijven buiten beschouwing."
        ),
        Text(
            en: "How the register itself writes such files is not known to us; this is our own form.",
            nl: "Hoe het register zelf zulke bestanden schrijft, is ons niet bekend; dit is een eigen vorm."
        ),
    ]

    // MARK: Files

    private static func files(_ model: Model, _ say: Reader) -> HTML {
        guard !model.files.isEmpty else { return .empty }
        let columns: [Column<File>] = [
            Column(say(en: "File", nl: "Bestand")) { row in row.file.html },
            Column(say(.state)) { row in HandedInFile.state(isRecorded: row.recordedAt != nil, say) },
            .number(say(HandedInFile.new)) { row in say.count(row.new) },
            .number(say(ERECreditWords.changed)) { row in say.count(row.changed) },
            .number(say(HandedInFile.known)) { row in say.count(row.unchanged) },
            Column(say(en: "Handed in", nl: "Ingelezen")) { row in
                div {
                    row.by.isEmpty ? "Laadboek" : row.by
                    small { say.dateTime(row.at) }
                }
            },
        ]
        let title = say(en: "Files", nl: "Bestanden")
        return tableCard(title) { plainTable(title, columns, model.files) }
    }
}

/// What the pages of register credits say.
enum ERECreditWords {
    static let changed = Text(en: "Changed", nl: "Gewijzigd")

    static func figures(_ say: Reader) -> [Choice] {
        [
            Choice(
                "whole",
                say(
                    en: "the whole of its connection and quarter",
                    nl: "het geheel van de aansluiting en het kwartaal"
                )
            ),
            Choice(
                "difference",
                say(
                    en: "what is added to the earlier line, or taken from it",
                    nl: "wat bij de eerdere regel komt, of eraf gaat"
                )
            ),
        ]
    }
}

extension EREUnitsText {
    /// A difference with its sign.
    static func signed(_ units: Int64, _ say: Reader) -> String {
        units > 0 ? "+" + say.count(Int(units)) : say.count(Int(units))
    }
}

extension Text {
    package static let ereCredits = Text(en: "ERE credited", nl: "ERE bijgeschreven")
}
