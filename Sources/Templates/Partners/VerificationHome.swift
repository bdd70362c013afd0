package import Values

/// What is there to be verified in a calendar year, over all partners: where a verifier begins.
package enum VerificationHome {
    package struct Row: Sendable {
        package let partner: Mention
        /// What was filed of the year.
        package let population: Mention
        package let mandates: Int
        package let active: Int
        package let chargers: Int
        package let accepted: Int
        package let refused: Int
        package let unseen: Int

        package init(
            partner: Mention,
            population: Mention,
            mandates: Int,
            active: Int,
            chargers: Int,
            accepted: Int,
            refused: Int,
            unseen: Int
        ) {
            self.partner = partner
            self.population = population
            self.mandates = mandates
            self.active = active
            self.chargers = chargers
            self.accepted = accepted
            self.refused = refused
            self.unseen = unseen
        }
    }

    package struct Model: Sendable {
        package let year: Int
        /// The years that may be looked at.
        package let years: ClosedRange<Int>
        package let rows: [Row]

        package init(year: Int, years: ClosedRange<Int>, rows: [Row]) {
            self.year = year
            self.years = years
            self.rows = rows
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.verification), frame: frame, lead: HTML(say(lead)), actions: otherYears(model)) {
            tiles(figures(model, say))
            tableCard(say(.partners)) {
                if model.rows.isEmpty {
                    p(.class("card__body", "soft")) { say(en: "No partners yet.", nl: "Nog geen partners.") }
                } else {
                    plainTable(say(.partners), columns(say), model.rows)
                }
            }
            notice(.info, say(samples))
        }
    }

    private static let lead = Text(
        en: "Mandates that hold in a calendar year, and the evidence that was handed in for them.",
        nl: "Machtigingen die in een kalenderjaar gelden, en het bewijs dat ervoor is aangeleverd."
    )
    private static let samples = Text(
        en: "Counted now, from what is stored. What a partner agreed on stands behind its name.",
        nl: "Nu geteld, uit wat is vastgelegd. Wat een partner is overeengekomen staat achter de naam."
    )

    private static func otherYears(_ model: Model) -> HTML {
        HTML {
            model.years.filter { $0 != model.year }.map { year in
                linkButton(String(year), to: Link(.verification, query: [Link.Pair("year", String(year))]))
            }
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        func sum(_ part: (Row) -> Int) -> String { say.count(model.rows.map(part).reduce(0, +)) }
        return [
            Tile(say(en: "Mandates \(model.year)", nl: "Machtigingen \(model.year)"), sum(\.mandates)),
            Tile(say(en: "That count", nl: "Die meetellen"), sum(\.active)),
            Tile(say(en: "Chargers", nl: "Laders"), sum(\.chargers)),
            Tile(say(en: "Files not looked at", nl: "Bestanden niet bekeken"), sum(\.unseen)),
        ]
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.partner)) { row in row.partner.html },
            .number(say(en: "Mandates", nl: "Machtigingen")) { row in say.count(row.mandates) },
            .number(say(en: "That count", nl: "Die meetellen")) { row in say.count(row.active) },
            .number(say(en: "Chargers", nl: "Laders")) { row in say.count(row.chargers) },
            .number(say(en: "Files accepted", nl: "Bestanden goedgekeurd")) { row in say.count(row.accepted) },
            .number(say(en: "Refused", nl: "Afgewezen")) { row in say.count(row.refused) },
            .number(say(en: "Not looked at", nl: "Niet bekeken")) { row in say.count(row.unseen) },
            Column(say(.population)) { row in row.population.html },
        ]
    }
}

extension Text {
    package static let verification = Text(en: "Verification", nl: "Verificatie")
}
