package import Values

/// A quarter over all partners, for people of the platform.
package enum PartnerReconciliation {
    package struct Row: Sendable {
        package let partner: Mention
        package let connections: Int
        package let measured: Energy
        package let booked: Energy
        package let notBooked: Energy
        package let overbooked: Int
        package let expected: Int64
        package let credited: Int64
        package let verified: Int64
        package let sold: Int64
        package let revenue: Money
        package let paid: Money
        /// Whether the sums meet those of filings, stock and books.
        package let holds: Bool

        package init(
            partner: Mention,
            connections: Int,
            measured: Energy,
            booked: Energy,
            notBooked: Energy,
            overbooked: Int,
            expected: Int64,
            credited: Int64,
            verified: Int64,
            sold: Int64,
            revenue: Money,
            paid: Money,
            holds: Bool
        ) {
            self.partner = partner
            self.connections = connections
            self.measured = measured
            self.booked = booked
            self.notBooked = notBooked
            self.overbooked = overbooked
            self.expected = expected
            self.credited = credited
            self.verified = verified
            self.sold = sold
            self.revenue = revenue
            self.paid = paid
            self.holds = holds
        }
    }

    package struct Model: Sendable {
        package let quarter: String
        /// The other quarters that may be looked at.
        package let quarters: [String]
        package let steps: [EREReconciliationStep]
        package let rows: [Row]

        package init(quarter: String, quarters: [String], steps: [EREReconciliationStep], rows: [Row]) {
            self.quarter = quarter
            self.quarters = quarters
            self.steps = steps
            self.rows = rows
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let file = Link(.audit(.partnerReconciliationTable), query: [Link.Pair("quarter", model.quarter)])
        return Page.app(
            say(.reconciliation) + " " + model.quarter,
            frame: frame,
            lead: HTML(say(EREReconciliationWords.lead)),
            actions: HTML {
                others(model)
                downloadButton("CSV", to: file)
            }
        ) {
            let overbooked = model.rows.reduce(0) { $0 + $1.overbooked }
            notice(overbooked == 0 ? .good : .bad, EREReconciliationWords.lawful(overbooked, say))
            tableCard(say(.partners)) {
                if model.rows.isEmpty {
                    p(.class("card__body", "soft")) { say(en: "No partners yet.", nl: "Nog geen partners.") }
                } else {
                    plainTable(say(.partners), columns(say), model.rows)
                }
            }
            tableCard(say(en: "All partners together", nl: "Alle partners samen")) {
                EREReconciliationShow.stepTable(model.steps, say)
            }
        }
    }

    private static func others(_ model: Model) -> HTML {
        HTML {
            model.quarters.filter { $0 != model.quarter }.map { quarter in
                linkButton(
                    quarter,
                    to: Link(.audit(.partnerReconciliation), query: [Link.Pair("quarter", quarter)]),
                    style: .quiet
                )
            }
        }
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.partner)) { row in
                HTML {
                    row.partner.html
                    if !row.holds { badge(say(en: "sums differ", nl: "sommen verschillen"), .bad) }
                    if row.overbooked > 0 { badge(say(EREReconciliationWords.open("overbooked")), .bad) }
                }
            },
            .number(say(en: "Connections", nl: "Aansluitingen")) { row in say.count(row.connections) },
            .number(say(en: "kWh delivered", nl: "kWh geleverd")) { row in say.energyNumber(row.measured) },
            .number(say(en: "kWh booked", nl: "kWh ingeboekt")) { row in say.energyNumber(row.booked) },
            .number(say(en: "kWh open", nl: "kWh open")) { row in say.energyNumber(row.notBooked) },
            .number(say(en: "ERE expected", nl: "ERE verwacht")) { row in say.count(Int(row.expected)) },
            .number(say(en: "Credited", nl: "Bijgeschreven")) { row in say.count(Int(row.credited)) },
            .number(say(en: "Verified", nl: "Geverifieerd")) { row in say.count(Int(row.verified)) },
            .number(say(en: "Sold", nl: "Verkocht")) { row in say.count(Int(row.sold)) },
            .number(say(en: "Revenue", nl: "Opbrengst")) { row in say.money(row.revenue) },
            .number(say(en: "Paid out", nl: "Uitbetaald")) { row in say.money(row.paid) },
        ]
    }
}
