package import Values

/// A request of a verifier: by which rule, which lines, and the answer.
package enum ERESamplePage {
    package struct Line: Sendable {
        package let place: Int
        package let connection: Mention
        package let quarter: String
        package let filing: String
        package let energy: Energy
        package let units: Int64
        package let versions: Int

        package init(
            place: Int,
            connection: Mention,
            quarter: String,
            filing: String,
            energy: Energy,
            units: Int64,
            versions: Int
        ) {
            self.place = place
            self.connection = connection
            self.quarter = quarter
            self.filing = filing
            self.energy = energy
            self.units = units
            self.versions = versions
        }
    }

    package struct Model: Sendable {
        package let desk: EREVerifierDesk
        package let id: ERESampleID
        package let year: Int
        package let rule: String
        package let seed: String
        package let note: String
        package let by: String
        package let at: Timestamp
        package let populationLines: Int
        package let populationSHA256: String
        package let answers: Int
        /// Empty before an answer was made.
        package let answerSHA256: String
        package let answerBytes: Int64
        package let lines: [Line]

        package init(
            desk: EREVerifierDesk,
            id: ERESampleID,
            year: Int,
            rule: String,
            seed: String,
            note: String,
            by: String,
            at: Timestamp,
            populationLines: Int,
            populationSHA256: String,
            answers: Int,
            answerSHA256: String,
            answerBytes: Int64,
            lines: [Line]
        ) {
            self.desk = desk
            self.id = id
            self.year = year
            self.rule = rule
            self.seed = seed
            self.note = note
            self.by = by
            self.at = at
            self.populationLines = populationLines
            self.populationSHA256 = populationSHA256
            self.answers = answers
            self.answerSHA256 = answerSHA256
            self.answerBytes = answerBytes
            self.lines = lines
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(en: "Sample \(model.id)", nl: "Steekproef \(model.id)"),
            frame: frame,
            crumbs: [
                model.desk.start(say),
                Crumb(say(.population) + " \(model.year)", model.desk.population(model.year)),
            ],
            actions: downloadButton(
                say(en: "Evidence (ZIP)", nl: "Bewijs (zip)"),
                to: Link(model.desk.answer(model.id))
            )
        ) {
            columns {
                card(say(en: "Asked for", nl: "Gevraagd")) { facts(asked(model, say)) }
                card(say(en: "Answer", nl: "Antwoord")) { answer(model, say) }
            }
            lines(model, say)
        }
    }

    private static func asked(_ model: Model, _ say: Reader) -> [Fact] {
        var known = [
            Fact(say(en: "Chosen by", nl: "Gekozen op"), say(ERESampleWords.rule(model.rule))),
            Fact(say(en: "Asked by", nl: "Gevraagd door"), model.by),
            Fact(say(en: "Asked at", nl: "Gevraagd op"), say.dateTimeWithSeconds(model.at)),
            Fact(say(en: "Lines of the population", nl: "Regels van de populatie"), say.count(model.populationLines)),
            Fact(
                say(en: "SHA-256 of the population", nl: "SHA-256 van de populatie"),
                HTML { code { model.populationSHA256 } }
            ),
        ]
        if !model.seed.isEmpty {
            known.insert(Fact(say(en: "Seed", nl: "Startgetal"), HTML { code { model.seed } }), at: 1)
        }
        if !model.note.isEmpty { known.append(Fact(say(en: "Note", nl: "Opmerking"), model.note)) }
        return known
    }

    private static func answer(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            if model.answerSHA256.isEmpty {
                p {
                    say(
                        en: "It was not made yet: take it along once.",
                        nl: "Het is nog niet gemaakt: haal het één keer op."
                    )
                }
            } else {
                facts([
                    Fact(say(en: "Made", nl: "Gemaakt"), times(model.answers, say)),
                    Fact(say(en: "Bytes", nl: "Bytes"), say.count(Int(model.answerBytes))),
                    Fact("SHA-256", HTML { code { model.answerSHA256 } }),
                ])
            }
            p(.class("soft")) { say(inside) }
        }
    }

    private static func times(_ count: Int, _ say: Reader) -> String {
        count == 1 ? say(en: "once", nl: "één keer") : say(en: "\(count) times", nl: "\(count) keer")
    }

    private static let inside = Text(
        en: """
            Lines with those that they took the place of, connections and chargers, sessions and their frames, what was done and \
            why, mandates, evidence of meters and what was said of it, credits. sha256sum -c SHA256SUMS checks every file.
            """,
        nl: """
            Regels met die waarvoor ze in de plaats kwamen, aansluitingen en laders, sessies en hun berichten, wat is gedaan en \
            waarom, machtigingen, bewijs van meters en wat daarvan is gezegd, bijschrijvingen. sha256sum -c SHA256SUMS \
            controleert elk bestand.
            """
    )

    private static func lines(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "Lines", nl: "Regels")
        let columns: [Column<Line>] = [
            .number(say(en: "Place", nl: "Plaats")) { row in say.count(row.place) },
            Column(say(en: "Connection", nl: "Aansluiting")) { row in row.connection.html },
            Column(say(en: "Quarter", nl: "Kwartaal")) { row in row.quarter },
            Column(say(en: "Filing", nl: "Indiening")) { row in
                div {
                    row.filing
                    if row.versions > 1 {
                        small { say(en: "\(row.versions) lines behind it", nl: "\(row.versions) regels erachter") }
                    }
                }
            },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number(say(en: "ERE expected", nl: "ERE verwacht")) { row in say.count(Int(row.units)) },
        ]
        return tableCard(title) { plainTable(title, columns, model.lines) }
    }
}
