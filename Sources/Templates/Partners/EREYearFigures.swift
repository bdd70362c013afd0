package import Values

/// A year of an operator's customers in figures: what was delivered, what is expected of it, what came of it.
package struct EREYearFigures: Sendable {
    package struct Quarter: Sendable {
        /// `2026-Q3`.
        package let name: String
        /// Whether it goes on: what is measured of it is what was delivered so far.
        package let isOpen: Bool
        package let connections: Int
        package let energy: Energy
        /// Whole units by our own formula.
        package let expected: Int
        /// Connections without units, since nobody knows the factors of the year.
        package let withoutUnits: Int
        /// Units that the register credited.
        package let credited: Int
        /// How many lines stand where, in their order; none of zero.
        package let stages: [(stage: EREBookingStage, count: Int)]

        package init(
            name: String,
            isOpen: Bool,
            connections: Int,
            energy: Energy,
            expected: Int,
            withoutUnits: Int,
            credited: Int,
            stages: [(EREBookingStage, Int)]
        ) {
            self.name = name
            self.isOpen = isOpen
            self.connections = connections
            self.energy = energy
            self.expected = expected
            self.withoutUnits = withoutUnits
            self.credited = credited
            self.stages = stages.map { (stage: $0.0, count: $0.1) }
        }
    }

    package struct Payout: Sendable {
        /// Linked for those who see its page.
        package let quarter: Mention
        package let model: PayoutModel
        package let madeOn: LocalDate
        package let payments: Int
        package let total: Money
        package let paid: Money

        package init(
            quarter: Mention,
            model: PayoutModel,
            madeOn: LocalDate,
            payments: Int,
            total: Money,
            paid: Money
        ) {
            self.quarter = quarter
            self.model = model
            self.madeOn = madeOn
            self.payments = payments
            self.total = total
            self.paid = paid
        }
    }

    package let year: Int
    /// The years that may be looked at.
    package let years: ClosedRange<Int>
    /// Those that have begun, in their order.
    package let quarters: [Quarter]
    /// The newest first.
    package let payouts: [Payout]
    package let total: Money
    package let paid: Money
    /// Mandates that end within weeks, and the first day of them.
    package let mandates: Int
    package let firstMandateEnd: LocalDate?
    /// Chargers whose proof of the meter ends within weeks or ended, and the first day of them.
    package let evidence: Int
    package let firstEvidenceEnd: LocalDate?
    package let silent: Int

    package init(
        year: Int,
        years: ClosedRange<Int>,
        quarters: [Quarter],
        payouts: [Payout],
        total: Money,
        paid: Money,
        mandates: Int,
        firstMandateEnd: LocalDate?,
        evidence: Int,
        firstEvidenceEnd: LocalDate?,
        silent: Int
    ) {
        self.year = year
        self.years = years
        self.quarters = quarters
        self.payouts = payouts
        self.total = total
        self.paid = paid
        self.mandates = mandates
        self.firstMandateEnd = firstMandateEnd
        self.evidence = evidence
        self.firstEvidenceEnd = firstEvidenceEnd
        self.silent = silent
    }

    var energy: Energy { quarters.reduce(.zero) { $0 + $1.energy } }
    var expected: Int { quarters.reduce(0) { $0 + $1.expected } }
    var credited: Int { quarters.reduce(0) { $0 + $1.credited } }
    var withoutUnits: Int { quarters.reduce(0) { $0 + $1.withoutUnits } }
    private var last: String { quarters.last?.name ?? "\(year)" }
    var open: Quarter? { quarters.first(where: \.isOpen) }

    // MARK: Parts of a page

    /// The year with links to its neighbours.
    func steps(_ say: Reader) -> HTML {
        func step(_ year: Int) -> (String, Link)? {
            years.contains(year)
                ? ("\(year)", Link(.partnerHome, query: [Link.Pair("year", "\(year)")])) : nil
        }
        guard years.count > 1 else { return .empty }
        return stepper(previous: step(year - 1), current: "\(year)", next: step(year + 1), name: say(Self.yearTitle))
    }

    func figures(_ say: Reader) -> [Tile] {
        [
            Tile(
                say(en: "Delivered in \(year)", nl: "Geleverd in \(year)"),
                EREYearFigures.kWh(energy, say),
                detail: say(Self.measured)
            ),
            Tile(
                say(en: "Delivered in \(last)", nl: "Geleverd in \(last)"),
                EREYearFigures.kWh(quarters.last?.energy ?? .zero, say),
                detail: open == nil ? "" : say(Self.goesOn)
            ),
            Tile(
                say(en: "ERE expected", nl: "ERE verwacht"),
                say.count(expected),
                detail: say(withoutUnits == 0 ? Self.estimate : Self.partEstimate(say.count(withoutUnits)))
            ),
            Tile(say(en: "ERE credited", nl: "ERE bijgeschreven"), say.count(credited), detail: say(Self.byRegister)),
            Tile(
                say(en: "Paid out", nl: "Uitbetaald"),
                say.money(paid),
                detail: say(Self.made(say.money(total)))
            ),
        ]
    }

    static func kWh(_ energy: Energy, _ say: Reader) -> String {
        say.count(Int(energy.thousandthsWh / 1_000_000)) + "\u{A0}kWh"
    }

    func chart(_ say: Reader) -> HTML {
        let words = ChartWords(
            id: "ere-per-quarter",
            title: say(en: "ERE per quarter", nl: "ERE per kwartaal"),
            description: say(
                en: "Units expected by our formula, and units that the register credited.",
                nl: "Eenheden die onze formule verwacht, en die het register bijschreef."
            )
        )
        return PairChart(
            words,
            unit: "ERE",
            first: (say(en: "Expected (estimate)", nl: "Verwacht (schatting)"), .other),
            second: (say(en: "Credited", nl: "Bijgeschreven"), .money),
            pairs: quarters.map { quarter in
                PairChart.Pair(
                    name: quarter.name,
                    first: (Exact(Int64(quarter.expected)), say.count(quarter.expected)),
                    second: (Exact(Int64(quarter.credited)), say.count(quarter.credited))
                )
            }
        ).view(say)
    }

    func quarterTable(_ say: Reader) -> HTML {
        tableCard(say(en: "Quarters of \(year)", nl: "Kwartalen van \(year)"), actions: steps(say)) {
            plainTable(say(en: "Quarters", nl: "Kwartalen"), quarterColumns(say), quarters)
        }
    }

    private func quarterColumns(_ say: Reader) -> [Column<Quarter>] {
        [
            Column(say(en: "Quarter", nl: "Kwartaal")) { row in
                div {
                    row.name
                    if row.isOpen { small { say(en: "goes on", nl: "loopt nog") } }
                }
            },
            .number(say(en: "Connections", nl: "Aansluitingen")) { row in say.count(row.connections) },
            .number("kWh") { row in say.count(Int(row.energy.thousandthsWh / 1_000_000)) },
            .number(say(en: "ERE expected", nl: "ERE verwacht")) { row in
                row.withoutUnits == row.connections && row.connections > 0
                    ? say(en: "unknown", nl: "onbekend") : say.count(row.expected)
            },
            .number(say(en: "ERE credited", nl: "ERE bijgeschreven")) { row in
                row.credited == 0 ? "–" : say.count(row.credited)
            },
            Column(say(en: "Where it stands", nl: "Waar het staat")) { row in
                row.stages.isEmpty
                    ? HTML(say(en: "Nothing measured yet", nl: "Nog niets gemeten"))
                    : HTML { row.stages.map { one in badge(say(one.stage.title) + " " + say.count(one.count)) } }
            },
        ]
    }

    func payoutTable(_ say: Reader) -> HTML {
        tableCard(say(en: "Payouts for \(year)", nl: "Uitbetalingen over \(year)")) {
            if payouts.isEmpty {
                p(.class("card__body", "soft")) { say(Self.noPayouts) }
            } else {
                plainTable(say(en: "Payouts", nl: "Uitbetalingen"), payoutColumns(say), payouts)
            }
        }
    }

    private func payoutColumns(_ say: Reader) -> [Column<Payout>] {
        [
            Column(say(en: "Quarter", nl: "Kwartaal")) { row in row.quarter.html },
            Column(say(PayoutModel.heading)) { row in say(row.model.title) },
            Column(say(en: "Made", nl: "Gemaakt")) { row in say.date(row.madeOn) },
            .number(say(en: "Payments", nl: "Betalingen")) { row in say.count(row.payments) },
            .number(say(en: "Amount", nl: "Bedrag")) { row in say.money(row.total) },
            .number(say(en: "To the bank", nl: "Naar de bank")) { row in say.money(row.paid) },
        ]
    }

    private static let yearTitle = Text(en: "Year", nl: "Jaar")
    private static let estimate = Text(
        en: "An estimate by our formula; the register decides",
        nl: "Een schatting met onze formule; het register beslist"
    )
    private static let measured = Text(en: "Measured up to now", nl: "Tot nu toe gemeten")
    private static let goesOn = Text(en: "The quarter goes on", nl: "Het kwartaal loopt nog")
    private static let byRegister = Text(en: "By the register, up to now", nl: "Door het register, tot nu toe")
    private static let noPayouts = Text(
        en: "Nothing yet: units are paid out after they are credited and sold.",
        nl: "Nog niets: eenheden worden uitbetaald nadat ze zijn bijgeschreven en verkocht."
    )

    private static func partEstimate(_ count: String) -> Text {
        Text(
            en: "An estimate; \(count) lines wait for the factors of the year",
            nl: "Een schatting; \(count) regels wachten op de factoren van het jaar"
        )
    }
    private static func made(_ total: String) -> Text {
        Text(en: "of \(total) in payout runs", nl: "van \(total) in betaalrondes")
    }
}
