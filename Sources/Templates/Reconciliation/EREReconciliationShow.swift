package import Values

/// The reconciliation of a quarter: from meter to bank, what does not meet, and each connection.
package enum EREReconciliationShow {
    /// A connection.
    package struct Row: Sendable {
        package let connection: Mention
        package let customer: Mention
        package let measured: Energy
        package let booked: Energy
        package let notBooked: Energy
        package let expected: Int64
        package let credited: Int64
        package let verified: Int64
        package let sold: Int64
        package let paid: Money
        package let corrections: Int
        /// The names of what is open.
        package let open: [String]

        package init(
            connection: Mention,
            customer: Mention,
            measured: Energy,
            booked: Energy,
            notBooked: Energy,
            expected: Int64,
            credited: Int64,
            verified: Int64,
            sold: Int64,
            paid: Money,
            corrections: Int,
            open: [String]
        ) {
            self.connection = connection
            self.customer = customer
            self.measured = measured
            self.booked = booked
            self.notBooked = notBooked
            self.expected = expected
            self.credited = credited
            self.verified = verified
            self.sold = sold
            self.paid = paid
            self.corrections = corrections
            self.open = open
        }
    }

    package struct Filing: Sendable {
        package let filing: Mention
        package let at: Timestamp
        package let lines: Int
        package let corrections: Int
        package let energy: Energy
        package let units: Int64

        package init(
            filing: Mention,
            at: Timestamp,
            lines: Int,
            corrections: Int,
            energy: Energy,
            units: Int64
        ) {
            self.filing = filing
            self.at = at
            self.lines = lines
            self.corrections = corrections
            self.energy = energy
            self.units = units
        }
    }

    package struct Correction: Sendable {
        package let kind: String
        package let at: Timestamp
        package let line: Mention
        package let reference: String
        package let before: EREReconciliationAmount?
        package let after: EREReconciliationAmount?
        package let reason: String
        package let by: String

        package init(
            kind: String,
            at: Timestamp,
            line: Mention,
            reference: String,
            before: EREReconciliationAmount?,
            after: EREReconciliationAmount?,
            reason: String,
            by: String
        ) {
            self.kind = kind
            self.at = at
            self.line = line
            self.reference = reference
            self.before = before
            self.after = after
            self.reason = reason
            self.by = by
        }
    }

    package struct Tie: Sendable {
        package let name: String
        package let report: EREReconciliationAmount
        package let other: EREReconciliationAmount

        package init(name: String, report: EREReconciliationAmount, other: EREReconciliationAmount) {
            self.name = name
            self.report = report
            self.other = other
        }
    }

    package struct Model: Sendable {
        package let quarter: String
        package let steps: [EREReconciliationStep]
        /// Connections of which something is open, by its name.
        package let open: [(name: String, connections: Int)]
        package let overbooked: Int
        package let ties: [Tie]
        package let filings: [Filing]
        /// The first ones; the file has all.
        package let corrections: [Correction]
        package let correctionCount: Int
        package let tolerance: Int64
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]

        package init(
            quarter: String,
            steps: [EREReconciliationStep],
            open: [(name: String, connections: Int)],
            overbooked: Int,
            ties: [Tie],
            filings: [Filing],
            corrections: [Correction],
            correctionCount: Int,
            tolerance: Int64,
            query: ListQuery,
            total: Int,
            rows: [Row]
        ) {
            self.quarter = quarter
            self.steps = steps
            self.open = open
            self.overbooked = overbooked
            self.ties = ties
            self.filings = filings
            self.corrections = corrections
            self.correctionCount = correctionCount
            self.tolerance = tolerance
            self.query = query
            self.total = total
            self.rows = rows
        }

        var route: Route { .audit(.reconciliation(quarter)) }
    }

    package static let rules = ListQuery.Rules(
        filters: ["search", "open"],
        sorts: ["ean", "customer", "open"],
        sort: "ean"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.reconciliation) + " " + model.quarter,
            frame: frame,
            crumbs: [Crumb(say(.reconciliation), .audit(.reconciliations))],
            lead: HTML(say(EREReconciliationWords.lead)),
            actions: files(model, say)
        ) {
            notice(model.overbooked == 0 ? .good : .bad, EREReconciliationWords.lawful(model.overbooked, say))
            tableCard(say(en: "From meter to bank", nl: "Van meter tot bank")) { stepTable(model.steps, say) }
            columns {
                openCard(model, say)
                tiesCard(model, say)
            }
            filings(model, say)
            corrections(model, say)
            EREReconciliationLines.table(model, say)
        }
    }

    private static func files(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            downloadButton(
                say(en: "Report (PDF)", nl: "Rapport (pdf)"),
                to: Link(.audit(.reconciliationPDF(model.quarter)))
            )
            downloadButton(
                say(en: "Connections (CSV)", nl: "Aansluitingen (csv)"),
                to: Link(.audit(.reconciliationLines(model.quarter)))
            )
        }
    }

    /// The way from meter to bank.
    static func stepTable(_ steps: [EREReconciliationStep], _ say: Reader) -> HTML {
        let columns: [Column<EREReconciliationStep>] = [
            Column(say(en: "Step", nl: "Stap")) { step in say(step.name) },
            .number(say(en: "Amount", nl: "Hoeveelheid")) { step in step.amount.text(say) },
            Column(say(en: "Differs from the step before", nl: "Verschil met de vorige stap")) { step in
                differences(step, say)
            },
        ]
        return HTML {
            plainTable(say(en: "From meter to bank", nl: "Van meter tot bank"), columns, steps)
            p(.class("card__body", "soft")) { say(EREReconciliationWords.perCustomer) }
        }
    }

    private static func differences(_ step: EREReconciliationStep, _ say: Reader) -> HTML {
        let shown = step.differences.filter { !$0.amount.isZero }
        if step.differences.isEmpty { return soft("–") }
        if shown.isEmpty { return soft(say(en: "none", nl: "geen")) }
        return HTML(joining: shown.map { one in div { one.amount.text(say) + " " + say(one.name) } })
    }

    private static func openCard(_ model: Model, _ say: Reader) -> HTML {
        card(say(en: "Connections with something open", nl: "Aansluitingen waarvan iets openstaat")) {
            if model.open.isEmpty {
                p { say(en: "Nothing is open.", nl: "Er staat niets open.") }
            } else {
                facts(
                    model.open.map { one in
                        let link = Link(model.route, query: [Link.Pair("open", one.name)], fragment: "connections")
                        return Fact(
                            say(EREReconciliationWords.open(one.name)),
                            a(.href(link)) { say.count(one.connections) }
                        )
                    }
                )
            }
        }
    }

    private static func tiesCard(_ model: Model, _ say: Reader) -> HTML {
        card(say(en: "Held against each other", nl: "Tegen elkaar gehouden")) {
            facts(
                model.ties.map { tie in
                    let holds = tie.report == tie.other
                    let mark =
                        holds
                        ? badge(say(en: "equal", nl: "gelijk"), .good)
                        : badge(say(en: "differs", nl: "verschilt"), .bad)
                    return Fact(
                        say(EREReconciliationWords.tie(tie.name)),
                        HTML {
                            tie.report.text(say) + (holds ? " " : " ≠ " + tie.other.text(say) + " ")
                            mark
                        }
                    )
                }
            )
        }
    }

    private static func filings(_ model: Model, _ say: Reader) -> HTML {
        let title = say(.ereFilings)
        if model.filings.isEmpty {
            return card(title) {
                p(.class("soft")) {
                    say(en: "Nothing of this quarter is filed.", nl: "Van dit kwartaal is niets ingediend.")
                }
            }
        }
        let columns: [Column<Filing>] = [
            Column(say(en: "Filing", nl: "Indiening")) { row in row.filing.html },
            Column(say(en: "Filed at", nl: "Ingediend op")) { row in say.dateTime(row.at) },
            .number(say(en: "Lines", nl: "Regels")) { row in say.count(row.lines) },
            .number(say(en: "Corrections", nl: "Correcties")) { row in say.count(row.corrections) },
            .number(say(en: "kWh, difference", nl: "kWh, verschil")) { row in say.energyNumber(row.energy) },
            .number(say(en: "ERE, difference", nl: "ERE, verschil")) { row in say.count(Int(row.units)) },
        ]
        return tableCard(title) { plainTable(title, columns, model.filings) }
    }

    private static func corrections(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "Corrections and their reasons", nl: "Correcties en hun redenen")
        if model.corrections.isEmpty {
            return card(title) {
                p(.class("soft")) { say(en: "Nothing was corrected.", nl: "Er is niets gecorrigeerd.") }
            }
        }
        let file = Link(.audit(.reconciliationCorrections(model.quarter)))
        return tableCard(title, actions: downloadButton("CSV", to: file)) {
            plainTable(title, EREReconciliationLines.corrections(say), model.corrections)
            if model.correctionCount > model.corrections.count {
                p(.class("card__body", "soft")) {
                    say(
                        en: "The first \(say.count(model.corrections.count)) of \(say.count(model.correctionCount)).",
                        nl: "De eerste \(say.count(model.corrections.count)) van \(say.count(model.correctionCount))."
                    )
                }
            }
        }
    }
}
