package import Values

/// What a customer's units brought by a run that pays its partner, from kilowatt-hours to revenue.
///
/// Nothing of what the partner pays the customer: that is agreed between the two of them.
package enum CustomerEarnedPage {
    package struct Row: Sendable {
        package let ean: String
        package let charger: String
        package let quarter: String
        package let energy: Energy
        package let units: Int64
        /// In euro per unit.
        package let price: Exact
        package let revenue: Money

        package init(
            ean: String,
            charger: String,
            quarter: String,
            energy: Energy,
            units: Int64,
            price: Exact,
            revenue: Money
        ) {
            self.ean = ean
            self.charger = charger
            self.quarter = quarter
            self.energy = energy
            self.units = units
            self.price = price
            self.revenue = revenue
        }
    }

    package struct Model: Sendable {
        package let quarter: String
        package let madeOn: LocalDate
        package let energy: Energy
        package let units: Int64
        package let revenue: Money
        package let rows: [Row]

        package init(
            quarter: String,
            madeOn: LocalDate,
            energy: Energy,
            units: Int64,
            revenue: Money,
            rows: [Row]
        ) {
            self.quarter = quarter
            self.madeOn = madeOn
            self.energy = energy
            self.units = units
            self.revenue = revenue
            self.rows = rows
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let title = say(en: "Revenue through \(model.quarter)", nl: "Opbrengst tot en met \(model.quarter)")
        return Page.app(
            title,
            frame: frame,
            crumbs: [Crumb(say(.customerPayouts), .customerPayouts)],
            lead: HTML(say.date(model.madeOn))
        ) {
            notice(.info, CustomerPayouts.payer(frame)) { p { CustomerPayouts.notSaid(frame) } }
            tiles([
                Tile(say(en: "Delivered", nl: "Geleverd"), say.energy(model.energy)),
                Tile(say(EREPayoutText.units), EREUnitsText.of(model.units, say) + " ERE"),
                Tile(
                    say(en: "Revenue of your units", nl: "Opbrengst van uw eenheden"),
                    say.money(model.revenue),
                    detail: say(en: "after the broker's fee", nl: "na kosten van de makelaar")
                ),
            ])
            tableCard(EREPayoutText.sold(say)) { plainTable(EREPayoutText.sold(say), columns(say), model.rows) }
        }
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(EREPayoutText.connection)) { row in
                div {
                    code { row.ean }
                    if !row.charger.isEmpty { small { row.charger } }
                }
            },
            Column(say(EREPayoutText.quarter)) { row in row.quarter },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number(say(EREPayoutText.units)) { row in EREUnitsText.of(row.units, say) },
            .number(say(EREPayoutText.price)) { row in say.exactAmount(row.price, .eur) },
            .number(say(EREPayoutText.gross)) { row in say.money(row.revenue) },
        ]
    }
}
