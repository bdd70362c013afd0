package import Values

/// Runs of payouts, and what the next one would do.
package enum EREPayoutIndex {
    package struct Row: Sendable {
        package let run: Mention
        package let madeOn: LocalDate
        package let paysPartner: Bool
        package let done: Int
        package let total: Int
        package let isFinished: Bool

        package init(run: Mention, madeOn: LocalDate, paysPartner: Bool, done: Int, total: Int, isFinished: Bool) {
            self.run = run
            self.madeOn = madeOn
            self.paysPartner = paysPartner
            self.done = done
            self.total = total
            self.isFinished = isFinished
        }
    }

    /// What payouts come to.
    package struct Sums: Sendable {
        package let payouts: Int
        package let units: Int64
        package let gross: Money
        package let fee: Money
        package let margin: Money
        package let net: Money
        package let vat: Money
        package let adjustment: Money
        package let payable: Money

        package init(
            payouts: Int,
            units: Int64,
            gross: Money,
            fee: Money,
            margin: Money,
            net: Money,
            vat: Money,
            adjustment: Money,
            payable: Money
        ) {
            self.payouts = payouts
            self.units = units
            self.gross = gross
            self.fee = fee
            self.margin = margin
            self.net = net
            self.vat = vat
            self.adjustment = adjustment
            self.payable = payable
        }
    }

    package struct LeftOut: Sendable {
        package let customer: Mention
        package let reason: Text
        package let net: Money

        package init(customer: Mention, reason: Text, net: Money) {
            self.customer = customer
            self.reason = reason
            self.net = net
        }
    }

    /// What a run would do.
    package struct Preview: Sendable {
        package let quarter: String
        package let paysPartner: Bool
        package let minimum: Money
        package let sums: Sums
        /// The first ones; the rest is counted.
        package let leftOut: [LeftOut]
        package let leftOutCount: Int

        package init(
            quarter: String,
            paysPartner: Bool,
            minimum: Money,
            sums: Sums,
            leftOut: [LeftOut],
            leftOutCount: Int
        ) {
            self.quarter = quarter
            self.paysPartner = paysPartner
            self.minimum = minimum
            self.sums = sums
            self.leftOut = leftOut
            self.leftOutCount = leftOutCount
        }
    }

    package struct Model: Sendable {
        /// The quarters that are over, the newest first.
        package let quarters: [String]
        package let quarter: String
        package let preview: Preview?
        package let runs: [Row]
        package let problem: Text?

        package init(quarters: [String], quarter: String, preview: Preview?, runs: [Row], problem: Text?) {
            self.quarters = quarters
            self.quarter = quarter
            self.preview = preview
            self.runs = runs
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.erePayouts),
            frame: frame,
            actions: EREPayoutText.pays(frame) ? linkButton(say(.erePayoutRules), to: .erePayoutRule(.rules)) : .empty
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            if EREPayoutText.pays(frame) { look(model, frame) }
            if let preview = model.preview { show(preview, frame) }
            runs(model, frame)
        }
    }

    // MARK: Preview

    private static func look(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Pay out", nl: "Uitbetalen")) {
            p(.class("soft")) { say(EREPayoutText.rule) }
            form(.method(.get), .action(Link(.erePayouts)), .class("form")) {
                selectField(
                    Control("quarter", EREPayoutText.through),
                    model.quarters.map { Choice($0, $0) },
                    Field(model.quarter),
                    say
                )
                formActions {
                    submitButton(say(en: "Look what it comes to", nl: "Bekijk wat het wordt"), style: .secondary)
                }
            }
        }
    }

    private static func show(_ preview: Preview, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML(joining: [
            tiles(EREPayoutText.tiles(preview.sums, say)),
            card(say(en: "Through \(preview.quarter)", nl: "Tot en met \(preview.quarter)")) {
                p {
                    preview.paysPartner
                        ? say(EREPayoutText.paysPartner)
                        : say(
                            en: "Customers are paid; less than \(say.money(preview.minimum)) waits for the next run.",
                            nl:
                                "Klanten worden betaald; minder dan \(say.money(preview.minimum)) wacht op de volgende keer."
                        )
                }
                if preview.sums.payouts > 0 {
                    postForm(frame, to: .erePayouts, .class("action"), .confirm(say(sure))) {
                        hiddenField("quarter", preview.quarter)
                        submitButton(say(en: "Make the payouts", nl: "Maak de uitbetalingen"))
                    }
                } else {
                    p(.class("soft")) { say(en: "There is nothing to pay.", nl: "Er is niets uit te betalen.") }
                }
            },
            EREPayoutText.leftOut(preview.leftOut, preview.leftOutCount, say),
        ])
    }

    private static let sure = Text(
        en: "Make documents and post what is owed? Nothing is paid before somebody else approves.",
        nl:
            "Documenten maken en boeken wat wordt uitbetaald? Er wordt niets betaald voordat iemand anders het goedkeurt."
    )

    // MARK: Runs

    private static func runs(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        if model.runs.isEmpty {
            return emptyState(
                say(en: "Nothing paid out yet", nl: "Nog niets uitbetaald"),
                say(
                    en: "What customers' units brought is paid out when they are sold.",
                    nl: "Wat de eenheden van klanten opbrengen, wordt uitbetaald als ze zijn verkocht."
                )
            ) {
                EREPayoutText.pays(frame)
                    ? linkButton(say(.ereTrades), to: .ereTrades) : linkButton(say(.customers), to: .customers)
            }
        }
        let title = say(en: "Runs", nl: "Uitbetaalrondes")
        let columns: [Column<Row>] = [
            Column(say(EREPayoutText.through)) { row in row.run.html },
            Column(say(en: "Made on", nl: "Gemaakt op")) { row in say.date(row.madeOn) },
            Column(say(en: "Paid to", nl: "Betaald aan")) { row in
                row.paysPartner ? say(en: "Partner", nl: "Partner") : say(en: "Customers", nl: "Klanten")
            },
            Column(say(.state)) { row in
                if row.isFinished {
                    badge(say(en: "Made", nl: "Gemaakt"), .good)
                } else {
                    badge(
                        say(
                            en: "\(say.count(row.done)) of \(say.count(row.total))",
                            nl: "\(say.count(row.done)) van \(say.count(row.total))"
                        ),
                        .caution
                    )
                }
            },
        ]
        return tableCard(title) { plainTable(title, columns, model.runs) }
    }
}

/// What the pages of payouts say.
enum EREPayoutText {
    static let through = Text(en: "Deliveries through", nl: "Leveringen tot en met")
    static let gross = Text(en: "Revenue", nl: "Opbrengst")
    static let fee = Text(en: "Service fee", nl: "Servicekosten")
    static let margin = Text(en: "Margin", nl: "Marge")
    static let net = Text(en: "Net", nl: "Netto")
    static let adjustment = Text(en: "Held back and released", nl: "Ingehouden en vrijgegeven")
    static let payable = Text(en: "To pay", nl: "Te betalen")
    static let units = Text(en: "Units sold", nl: "Eenheden verkocht")
    static let price = Text(en: "Price per unit", nl: "Prijs per eenheid")
    static let connection = Text(en: "Connection", nl: "Aansluiting")
    static let quarter = Text(en: "Quarter", nl: "Kwartaal")
    static let paysPartner = Text(
        en: "The partner is paid in one sum, its margin included, and pays its customers itself.",
        nl: "De partner krijgt één bedrag, met zijn marge, en betaalt zijn klanten zelf."
    )
    /// Whether the person approves and pays; the partner's own people look.
    static func pays(_ frame: PageFrame) -> Bool {
        frame.user.map { [.operatorAdmin, .operatorFinance].contains($0.role) } ?? false
    }

    static func sold(_ say: Reader) -> String {
        say(en: "What was delivered and sold", nl: "Wat is geleverd en verkocht")
    }

    static let rule = Text(
        en: """
            Pays what was delivered up to the end of a quarter, was sold and not yet paid out; each share of a sale once. Fee \
            and margin are shares of the revenue, rounded once per customer and quarter of delivery.
            """,
        nl: """
            Betaalt wat tot het einde van een kwartaal is geleverd, is verkocht en nog niet is uitbetaald; elk deel van een \
            verkoop één keer. Kosten en marge zijn delen van de opbrengst, één keer afgerond per klant en kwartaal van levering.
            """
    )

    static func tiles(_ sums: EREPayoutIndex.Sums, _ say: Reader) -> [Tile] {
        var all = [
            Tile(
                say(en: "Payouts", nl: "Uitbetalingen"),
                say.count(sums.payouts),
                detail: EREUnitsText.of(sums.units, say) + " ERE"
            ),
            Tile(say(gross), say.money(sums.gross)), Tile(say(fee), say.money(sums.fee)),
        ]
        if !sums.margin.isZero { all.append(Tile(say(margin), say.money(sums.margin))) }
        if !sums.adjustment.isZero { all.append(Tile(say(adjustment), say.money(sums.adjustment))) }
        let vat = say(en: "of which VAT \(say.money(sums.vat))", nl: "waarvan btw \(say.money(sums.vat))")
        all.append(Tile(say(payable), say.money(sums.payable), detail: sums.vat.isZero ? "" : vat))
        return all
    }

    static func leftOut(_ rows: [EREPayoutIndex.LeftOut], _ count: Int, _ say: Reader) -> HTML {
        if rows.isEmpty { return .empty }
        let title = say(en: "Left out: \(say.count(count))", nl: "Overgeslagen: \(say.count(count))")
        let columns: [Column<EREPayoutIndex.LeftOut>] = [
            Column(say(en: "Customer", nl: "Klant")) { row in row.customer.html },
            Column(say(en: "Why", nl: "Waarom")) { row in say(row.reason) },
            .number(say(net)) { row in say.money(row.net) },
        ]
        return tableCard(title) { plainTable(title, columns, rows) }
    }
}

extension Text {
    package static let erePayouts = Text(en: "ERE payouts", nl: "ERE-uitbetaling")
}
