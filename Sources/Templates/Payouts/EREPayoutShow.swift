package import Values

/// One payout: from kilowatt-hours over units and prices to what is paid.
package enum EREPayoutShow {
    package struct Sale: Sendable {
        package let ean: String
        package let chargers: [String]
        package let quarter: String
        package let energy: Energy
        package let credited: Int64
        package let number: String
        package let units: Int64
        /// In euro per unit.
        package let price: Exact
        package let gross: Money
        package let fee: Money
        package let margin: Money
        package let net: Money

        package init(
            ean: String,
            chargers: [String],
            quarter: String,
            energy: Energy,
            credited: Int64,
            number: String,
            units: Int64,
            price: Exact,
            gross: Money,
            fee: Money,
            margin: Money,
            net: Money
        ) {
            self.ean = ean
            self.chargers = chargers
            self.quarter = quarter
            self.energy = energy
            self.credited = credited
            self.number = number
            self.units = units
            self.price = price
            self.gross = gross
            self.fee = fee
            self.margin = margin
            self.net = net
        }
    }

    /// What is kept of a quarter of delivery, and why.
    package struct Kept: Sendable {
        package let quarter: String
        /// In percent.
        package let agreed: Exact
        package let fee: Exact
        package let margin: Exact
        package let isOwn: Bool
        package let referrals: Int

        package init(quarter: String, agreed: Exact, fee: Exact, margin: Exact, isOwn: Bool, referrals: Int) {
            self.quarter = quarter
            self.agreed = agreed
            self.fee = fee
            self.margin = margin
            self.isOwn = isOwn
            self.referrals = referrals
        }
    }

    /// What is held back, let go or given back.
    package struct Adjustment: Sendable {
        package let text: Text
        package let amount: Money

        package init(text: Text, amount: Money) {
            self.text = text
            self.amount = amount
        }
    }

    package struct Model: Sendable {
        package let title: String
        package let lead: Text
        package let sums: EREPayoutIndex.Sums
        package let sales: [Sale]
        package let kept: [Kept]
        package let adjustments: [Adjustment]
        package let vatWording: [String]
        /// Where the document is; `nil` where the partner is paid.
        package let document: Route?

        package init(
            title: String,
            lead: Text,
            sums: EREPayoutIndex.Sums,
            sales: [Sale],
            kept: [Kept],
            adjustments: [Adjustment] = [],
            vatWording: [String],
            document: Route?
        ) {
            self.title = title
            self.lead = lead
            self.sums = sums
            self.sales = sales
            self.kept = kept
            self.adjustments = adjustments
            self.vatWording = vatWording
            self.document = document
        }
    }

    package static func view(_ model: Model, crumbs: [Crumb], frame: PageFrame) -> HTML {
        let say = frame.say
        let actions = model.document.map {
            downloadButton(say(en: "Document (PDF)", nl: "Document (PDF)"), to: Link($0))
        }
        return Page.app(
            model.title,
            frame: frame,
            crumbs: crumbs,
            lead: HTML(say(model.lead)),
            actions: actions ?? .empty
        ) {
            tiles(EREPayoutText.tiles(model.sums, say))
            sales(model, say)
            card(say(en: "Why this much", nl: "Waarom dit bedrag")) {
                ul {
                    model.kept.map { kept in li { say(why(kept, say)) } }
                    model.adjustments.map { row in li { say(row.text) + ": " + say.money(row.amount) } }
                }
                model.vatWording.map { text in p(.class("soft")) { text } }
            }
        }
    }

    private static func sales(_ model: Model, _ say: Reader) -> HTML {
        let title = EREPayoutText.sold(say)
        var columns: [Column<Sale>] = [
            Column(say(EREPayoutText.connection)) { row in
                div {
                    code { row.ean }
                    row.chargers.map { name in small { name } }
                }
            },
            Column(say(EREPayoutText.quarter)) { row in row.quarter },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number(say(EREPayoutText.units)) { row in
                EREUnitsText.of(row.units, say)
                small { say(en: "of ", nl: "van ") + EREUnitsText.of(row.credited, say) }
            },
            .number(say(EREPayoutText.price)) { row in say.exactAmount(row.price, .eur) },
            .number(say(EREPayoutText.gross)) { row in say.money(row.gross) },
            .number(say(EREPayoutText.fee)) { row in say.money(row.fee) },
        ]
        if !model.sums.margin.isZero {
            columns.append(.number(say(EREPayoutText.margin)) { row in say.money(row.margin) })
        }
        columns.append(.number(say(EREPayoutText.net)) { row in say.money(row.net) })
        return tableCard(title) { plainTable(title, columns, model.sales) }
    }

    private static func why(_ kept: Kept, _ say: Reader) -> Text {
        let fee = say.percent(kept.fee)
        if kept.isOwn {
            return Text(
                en: "\(kept.quarter): service fee \(fee), agreed with this customer, VAT included.",
                nl: "\(kept.quarter): servicekosten \(fee), afgesproken met deze klant, inclusief btw."
            )
        }
        if kept.fee != kept.agreed {
            let agreed = say.percent(kept.agreed)
            return Text(
                en: "\(kept.quarter): service fee \(fee) instead of \(agreed), for \(say.count(kept.referrals)) "
                    + (kept.referrals == 1 ? "customer brought." : "customers brought."),
                nl:
                    "\(kept.quarter): servicekosten \(fee) in plaats van \(agreed), voor \(say.count(kept.referrals)) "
                    + (kept.referrals == 1 ? "aangebrachte klant." : "aangebrachte klanten.")
            )
        }
        return Text(
            en: "\(kept.quarter): service fee \(fee) of the revenue, VAT included.",
            nl: "\(kept.quarter): servicekosten \(fee) van de opbrengst, inclusief btw."
        )
    }
}

/// What a customer was paid for its units.
package enum CustomerPayouts {
    package struct Row: Sendable {
        package let payout: Mention
        package let quarter: String
        package let issuedOn: LocalDate
        package let units: Int64
        package let total: Money
        package let isPaid: Bool

        package init(payout: Mention, quarter: String, issuedOn: LocalDate, units: Int64, total: Money, isPaid: Bool) {
            self.payout = payout
            self.quarter = quarter
            self.issuedOn = issuedOn
            self.units = units
            self.total = total
            self.isPaid = isPaid
        }
    }

    /// What the customer's units brought by a run that pays its partner.
    package struct Earned: Sendable {
        package let run: Mention
        package let madeOn: LocalDate
        package let energy: Energy
        package let units: Int64
        package let revenue: Money

        package init(run: Mention, madeOn: LocalDate, energy: Energy, units: Int64, revenue: Money) {
            self.run = run
            self.madeOn = madeOn
            self.energy = energy
            self.units = units
            self.revenue = revenue
        }
    }

    package static func view(_ rows: [Row], earned: [Earned] = [], frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.customerPayouts), frame: frame, crumbs: [Crumb(say(.ereToggle), .customerERE)]) {
            if !earned.isEmpty { earnings(earned, frame) }
            if rows.isEmpty, !earned.isEmpty {
                HTML.empty
            } else if rows.isEmpty {
                emptyState(
                    say(en: "No payouts yet", nl: "Nog geen uitbetalingen"),
                    say(
                        en:
                            "The first one comes after a quarter was booked, credited and sold; that takes some months.",
                        nl:
                            "De eerste komt nadat een kwartaal is ingeboekt, bijgeschreven en verkocht; dat duurt enkele maanden."
                    )
                ) { linkButton(say(.ereToggle), to: .customerERE) }
            } else {
                tableCard(say(.customerPayouts)) { plainTable(say(.customerPayouts), columns(say), rows) }
            }
        }
    }

    /// Who pays the customer, where its partner is paid.
    static func payer(_ frame: PageFrame) -> String {
        frame.say(en: "\(frame.brand.name) pays you", nl: "\(frame.brand.name) betaalt u")
    }

    static func notSaid(_ frame: PageFrame) -> String {
        let name = frame.brand.name
        return frame.say(
            en:
                "\(name) gets what your units brought together with that of others, less service fee, and pays you as the "
                + "two of you agreed. What that comes to is not on this page; ask \(name).",
            nl:
                "\(name) krijgt wat uw eenheden opbrachten samen met dat van anderen, na servicekosten, en betaalt u zoals "
                + "u hebt afgesproken. Hoeveel dat is, staat niet op deze pagina; vraag het \(name)."
        )
    }

    private static func earnings(_ rows: [Earned], _ frame: PageFrame) -> HTML {
        let say = frame.say
        let title = say(en: "What your charging brought", nl: "Wat uw laden opbracht")
        let columns: [Column<Earned>] = [
            Column(say(EREPayoutText.through)) { row in row.run.html },
            Column(say(en: "Date", nl: "Datum")) { row in say.date(row.madeOn) },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number("ERE") { row in EREUnitsText.of(row.units, say) },
            .number(say(EREPayoutText.gross)) { row in say.money(row.revenue) },
        ]
        return HTML {
            notice(.info, payer(frame)) { p { notSaid(frame) } }
            tableCard(title) { plainTable(title, columns, rows) }
        }
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Payout", nl: "Uitbetaling")) { row in row.payout.html },
            Column(say(EREPayoutText.through)) { row in row.quarter },
            Column(say(en: "Date", nl: "Datum")) { row in say.date(row.issuedOn) },
            .number("ERE") { row in EREUnitsText.of(row.units, say) },
            .number(say(EREPayoutText.payable)) { row in say.money(row.total) },
            Column(say(.state)) { row in
                row.isPaid
                    ? badge(say(en: "Handed to the bank", nl: "Aan de bank gegeven"), .good)
                    : badge(say(en: "Will be paid", nl: "Wordt uitbetaald"), .caution)
            },
        ]
    }
}

extension Text {
    package static let customerPayouts = Text(en: "Payouts", nl: "Uitbetalingen")
}
