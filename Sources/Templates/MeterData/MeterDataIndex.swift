package import Values

/// Meter readings and sessions that programs sent and people handed in.
package enum MeterDataIndex {
    package enum Source: Sendable {
        case program, file, hand

        var title: Text {
            switch self {
            case .program: Text(en: "program", nl: "programma")
            case .file: Text(en: "file", nl: "bestand")
            case .hand: Text(en: "taken back by hand", nl: "met de hand ingetrokken")
            }
        }
    }

    package struct Batch: Sendable {
        package let isSessions: Bool
        /// The file with its page, the program, or who took something back.
        package let source: Mention
        package let kind: Source
        package let added: Int
        package let known: Int
        package let at: Timestamp
        package let sha256: String

        package init(
            isSessions: Bool,
            source: Mention,
            kind: Source,
            added: Int,
            known: Int,
            at: Timestamp,
            sha256: String
        ) {
            self.isSessions = isSessions
            self.source = source
            self.kind = kind
            self.added = added
            self.known = known
            self.at = at
            self.sha256 = sha256
        }
    }

    package struct File: Sendable {
        package let file: Mention
        package let isSessions: Bool
        package let by: String
        package let at: Timestamp
        package let isRecorded: Bool

        package init(file: Mention, isSessions: Bool, by: String, at: Timestamp, isRecorded: Bool) {
            self.file = file
            self.isSessions = isSessions
            self.by = by
            self.at = at
            self.isRecorded = isRecorded
        }
    }

    package struct Model: Sendable {
        package let batches: [Batch]
        package let files: [File]
        /// What is wrong with the file that was sent.
        package let problem: Text?

        package init(batches: [Batch], files: [File], problem: Text?) {
            self.batches = batches
            self.files = files
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.meterData),
            frame: frame,
            crumbs: [Crumb(say(.ereBookings), .ereBookings)],
            lead: HTML(say(lead))
        ) {
            formErrors([Field(error: model.problem)], say)
            columns {
                card(say(en: "Hand in a file", nl: "Een bestand aanleveren")) {
                    postForm(frame, to: .meterData, .class("form"), .enctypeWithFiles()) {
                        fileField(HandedInFile.control, accept: HandedInFile.kinds, error: model.problem, say)
                        formActions { submitButton(say(HandedInFile.lookFirst)) }
                    }
                }
                card(say(en: "What has to stand in it", nl: "Wat erin moet staan")) {
                    ul(.class("bullets")) { contents.map { text in li { say(text) } } }
                }
            }
            files(model.files, say)
            batches(model.batches, say)
        }
    }

    private static let lead = Text(
        en: """
            For chargers that do not talk to us themselves. What is recorded here counts for units where no session of the same \
            time is known.
            """,
        nl: """
            Voor laders die niet zelf met ons praten. Wat hier is vastgelegd, telt mee voor ERE's waar geen sessie van \
            dezelfde tijd bekend is.
            """
    )

    private static let contents = [
        Text(
            en: "A first line with headings, then a line for each reading or session.",
            nl: "Een eerste regel met koppen, dan een regel voor elke meterstand of sessie."
        ),
        Text(
            en: "The charger: Serial (with EAN where more than one has it), or Charger with our number.",
            nl: "De lader: Serienummer (met EAN als meer dan één het heeft), of Lader met ons nummer."
        ),
        Text(
            en: "Readings: At, and RegisterKWh or RegisterWh.",
            nl: "Meterstanden: Tijdstip, en MeterstandKWh of MeterstandWh."
        ),
        Text(
            en:
                "Sessions: Session with your own name for it, Start, Stop, BeginKWh, EndKWh; Connector where there are more.",
            nl:
                "Sessies: Sessie met uw eigen naam ervoor, Start, Stop, BeginKWh, EindstandKWh; Stekker als er meer zijn."
        ),
        Text(
            en: "Moments like 2026-10-01T00:00:00+02:00, or 01-10-2026 00:00 by the clock of the Netherlands.",
            nl: "Tijden als 2026-10-01T00:00:00+02:00, of 01-10-2026 00:00 volgens de klok in Nederland."
        ),
        Text(
            en: "Registers without separators of thousands; a comma or a point stands before decimals.",
            nl: "Standen zonder scheidingstekens voor duizendtallen; voor decimalen staat een komma of punt."
        ),
        Text(
            en:
                "What was wrong is taken back by the same line with yes below Withdrawn, and told anew in another file.",
            nl:
                "Wat niet klopte, trekt u in met dezelfde regel en ja onder Ingetrokken; daarna meldt u het opnieuw in een ander bestand."
        ),
    ]

    // MARK: Tables

    private static func files(_ files: [File], _ say: Reader) -> HTML {
        guard !files.isEmpty else { return .empty }
        let columns: [Column<File>] = [
            Column(say(en: "File", nl: "Bestand")) { row in row.file.html },
            Column(say(en: "Holds", nl: "Inhoud")) { row in kind(row.isSessions, say) },
            Column(say(.state)) { row in HandedInFile.state(isRecorded: row.isRecorded, say) },
            Column(say(en: "Handed in", nl: "Ingelezen")) { row in
                div {
                    row.by.isEmpty ? "Laadboek" : row.by
                    small { say.dateTime(row.at) }
                }
            },
        ]
        let title = say(en: "Files", nl: "Bestanden")
        return tableCard(title) { plainTable(title, columns, files) }
    }

    private static func batches(_ batches: [Batch], _ say: Reader) -> HTML {
        let title = say(en: "Recorded", nl: "Vastgelegd")
        if batches.isEmpty {
            return card(title) {
                emptyState(
                    say(en: "Nothing yet", nl: "Nog niets"),
                    say(
                        en: "Readings and sessions come by the API, or as a file here.",
                        nl: "Meterstanden en sessies komen via de API, of hier als bestand."
                    )
                ) {
                    linkButton(say(en: "The API", nl: "De API"), to: .apiReference)
                }
            }
        }
        let columns: [Column<Batch>] = [
            Column(say(en: "From", nl: "Van")) { row in
                div {
                    row.source.html
                    small { say(row.kind.title) }
                }
            },
            Column(say(en: "Holds", nl: "Inhoud")) { row in kind(row.isSessions, say) },
            .number(say(HandedInFile.new)) { row in say.count(row.added) },
            .number(say(HandedInFile.known)) { row in say.count(row.known) },
            Column(say(en: "When", nl: "Wanneer")) { row in moment(row.at, say) },
            Column("SHA-256") { row in code { String(row.sha256.prefix(12)) + "…" } },
        ]
        return tableCard(title) { plainTable(title, columns, batches) }
    }

    static func kind(_ isSessions: Bool, _ say: Reader) -> String {
        isSessions ? say(en: "Sessions", nl: "Sessies") : say(en: "Meter readings", nl: "Meterstanden")
    }
}

extension Text {
    package static let meterData = Text(en: "Meter data", nl: "Meterdata")
}
