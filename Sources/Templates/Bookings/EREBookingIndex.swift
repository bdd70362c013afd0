package import Values

/// The work queue of what connections delivered per quarter, from measured to paid.
package enum EREBookingIndex {
    package struct Row: Sendable {
        package let id: EREBookingID
        /// The number of its last fact, so that nothing is accepted that was not seen.
        package let ordinal: Int
        package let line: Mention
        package let town: String
        package let ean: String
        package let quarter: String
        package let isCorrection: Bool
        package let stage: EREBookingStage
        package let energy: Energy
        package let units: Int64?
        package let credited: Int64?
        package let sessions: Int
        package let findings: [Text]
        /// What stands in the way of the next step.
        package let gates: [Text]

        package init(
            id: EREBookingID,
            ordinal: Int,
            line: Mention,
            town: String,
            ean: String,
            quarter: String,
            isCorrection: Bool,
            stage: EREBookingStage,
            energy: Energy,
            units: Int64?,
            credited: Int64?,
            sessions: Int,
            findings: [Text],
            gates: [Text]
        ) {
            self.id = id
            self.ordinal = ordinal
            self.line = line
            self.town = town
            self.ean = ean
            self.quarter = quarter
            self.isCorrection = isCorrection
            self.stage = stage
            self.energy = energy
            self.units = units
            self.credited = credited
            self.sessions = sessions
            self.findings = findings
            self.gates = gates
        }

        var mayBeAccepted: Bool { stage == .measured && gates.isEmpty }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        package let energy: Energy
        package let units: Int64
        package let withoutUnits: Int
        /// The quarters that can be looked at and measured, such as `2026-Q3`.
        package let quarters: [String]
        package let findings: [Choice]

        package init(
            query: ListQuery,
            total: Int,
            rows: [Row],
            energy: Energy,
            units: Int64,
            withoutUnits: Int,
            quarters: [String],
            findings: [Choice]
        ) {
            self.query = query
            self.total = total
            self.rows = rows
            self.energy = energy
            self.units = units
            self.withoutUnits = withoutUnits
            self.quarters = quarters
            self.findings = findings
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["search", "quarter", "state", "finding"],
        sorts: ["customer", "energy", "units", "changed"],
        sort: "changed",
        isDescending: true
    )

    private static let formID = "accept"

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .ereBookings,
            model.query,
            total: model.total,
            filters: filters(model, say),
            exports: ExportFormat.allCases
        )
        return Page.app(
            say(.ereBookings),
            frame: frame,
            actions: linkButton(say(.meterData), to: .meterData)
        ) {
            tiles(sums(model, say))
            measure(model, frame)
            dataTable(say(.ereBookings), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
            accept(model, frame)
        }
    }

    // MARK: Above the list

    private static func sums(_ model: Model, _ say: Reader) -> [Tile] {
        let unknown = Text(
            en: "Not in it, since their year has no factors yet: \(model.withoutUnits)",
            nl: "Niet meegeteld, want het jaar heeft nog geen factoren: \(model.withoutUnits)"
        )
        return [
            Tile(say(lines), say.count(model.total)),
            Tile(say(delivered), say.energy(model.energy)),
            Tile(
                say(expected),
                EREUnitsText.of(model.units, say),
                detail: model.withoutUnits == 0 ? say(whoseNumber) : say(unknown),
                tone: model.withoutUnits == 0 ? .neutral : .caution
            ),
        ]
    }

    private static let lines = Text(en: "Lines", nl: "Regels")
    private static let delivered = Text(en: "Delivered", nl: "Geleverd")
    private static let expected = Text(en: "Expected ERE", nl: "Verwachte ERE’s")
    private static let whoseNumber = Text(
        en: "The register computes the number that counts.",
        nl: "Het register berekent het aantal dat telt."
    )

    private static func measure(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let choices = model.quarters.map { Choice($0, $0) }
        let selected =
            model.query.filter("quarter").isEmpty ? model.quarters.first ?? "" : model.query.filter("quarter")
        return disclosure(say(en: "Measure a quarter", nl: "Meet een kwartaal"), isOpen: model.total == 0) {
            p(.class("soft")) { say(measuring) }
            postForm(frame, to: .ereMeasuring, .class("form")) {
                selectField(Control("quarter", quarter), choices, Field(selected), say)
                formActions { submitButton(say(en: "Measure", nl: "Meten"), style: .secondary) }
            }
        }
    }

    private static let quarter = Text(en: "Quarter", nl: "Kwartaal")
    private static let measuring = Text(
        en: """
            Adds up the sessions of the charge points behind each connection with a mandate for the year. Measuring again \
            changes only what came out otherwise; what is booked gets a line that corrects it.
            """,
        nl: """
            Telt de sessies op van de laadpunten achter elke aansluiting met een machtiging voor het jaar. Opnieuw meten \
            wijzigt alleen wat anders uitkomt; wat is ingeboekt, krijgt een regel die het corrigeert.
            """
    )

    // MARK: List

    private static func filters(_ model: Model, _ say: Reader) -> [Filter] {
        [
            .search(name: "search", title: .search),
            .choice(name: "quarter", title: quarter, choices: model.quarters.map { Choice($0, $0) }),
            .choice(
                name: "state",
                title: .state,
                choices: EREBookingStage.allCases.map { Choice($0.rawValue, say($0.title)) }
            ),
            .choice(name: "finding", title: Text(en: "Finding", nl: "Bevinding"), choices: model.findings),
        ]
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Customer", nl: "Klant"), sort: "customer") { row in
                div {
                    row.line.html
                    small { row.town }
                }
            },
            Column("EAN") { row in code { row.ean } },
            Column(say(quarter)) { row in
                row.quarter
                if row.isCorrection { badge(say(en: "Correction", nl: "Correctie"), .caution) }
            },
            Column(say(.state), sort: "changed") { row in row.stage.badge(say) },
            .number("kWh", sort: "energy") { row in say.energyNumber(row.energy) },
            .number("ERE", sort: "units") { row in
                EREUnitsText.of(row.units, say)
                if let credited = row.credited {
                    small { say(en: "credited ", nl: "bijgeschreven ") + EREUnitsText.of(credited, say) }
                }
            },
            .number(say(en: "Sessions", nl: "Sessies")) { row in say.count(row.sessions) },
            Column(say(en: "To know", nl: "Om te weten")) { row in told(row, say) },
            Column(say(en: "Accept", nl: "Akkoord")) { row in tick(row, say) },
        ]
    }

    private static func told(_ row: Row, _ say: Reader) -> HTML {
        HTML(joining: row.gates.map { badge(say($0), .bad) } + row.findings.map { badge(say($0), .caution) })
    }

    private static func tick(_ row: Row, _ say: Reader) -> HTML {
        guard row.mayBeAccepted else { return .empty }
        let id = "line-\(row.id)"
        return HTML(joining: [
            input(
                .type(.checkbox),
                .id(id),
                .name("line"),
                .value("\(row.id).\(row.ordinal)"),
                .form(formID)
            ),
            label(.for(id), .class("visually-hidden")) {
                say(en: "Accept \(row.line.name)", nl: "\(row.line.name) akkoord")
            },
        ])
    }

    // MARK: Below the list

    private static func accept(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard model.rows.contains(where: \.mayBeAccepted) else { return .empty }
        return card(say(en: "Accept", nl: "Akkoord geven")) {
            p(.class("soft")) { say(fourEyes) }
            postForm(frame, to: .ereAcceptance, .id(formID), .class("action")) {
                hiddenField("which", "ticked")
                submitButton(say(en: "Accept the ticked lines", nl: "Akkoord met de aangevinkte regels"))
            }
            postForm(frame, to: .ereAcceptance, .class("action"), .confirm(say(all))) {
                hiddenField("which", "all")
                model.query.filters.map { hiddenField($0.name, $0.value) }
                submitButton(
                    say(en: "Accept all of this list", nl: "Akkoord met deze hele lijst"),
                    style: .secondary
                )
            }
        }
    }

    private static let fourEyes = Text(
        en: """
            Lines with something against them are left alone. Whoever accepts a line cannot book it: that takes somebody \
            else.
            """,
        nl: """
            Regels waar iets tegen is, blijven liggen. Wie een regel akkoord geeft, kan haar niet inboeken: daar is \
            iemand anders voor nodig.
            """
    )
    private static let all = Text(
        en: "Accept every line of this list that has nothing against it?",
        nl: "Akkoord met elke regel van deze lijst waar niets tegen is?"
    )

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "Nothing measured yet", nl: "Nog niets gemeten"),
            say(
                en: """
                    Measure a quarter above: every connection whose mandate covers it gets a line, also one without \
                    energy, so that nobody is forgotten.
                    """,
                nl: """
                    Meet hierboven een kwartaal: elke aansluiting met een machtiging ervoor krijgt een regel, ook zonder \
                    energie, zodat niemand wordt vergeten.
                    """
            )
        ) {
            linkButton(say(.ereEnrolments), to: .ereEnrolments)
        }
    }
}

extension Text {
    package static let ereBookings = Text(en: "ERE bookings", nl: "ERE-inboekingen")
}
