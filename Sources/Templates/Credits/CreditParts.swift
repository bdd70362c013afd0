import Values

/// What the operator's and the host's page of a credit share.
enum CreditParts {
    static func files(pdf: Route, sheet: Route, _ say: Reader) -> HTML {
        HTML {
            downloadButton("PDF", to: Link(pdf), style: .primary)
            downloadButton("XLSX", to: Link(sheet))
        }
    }

    static func figures(_ model: CreditShow.Model, _ say: Reader) -> [Tile] {
        [
            Tile(say(.total), say.money(model.total)),
            Tile(say(.energy), say.energy(model.energy)),
            Tile(say(.sessions), say.count(model.sessionCount)),
            Tile(say(.due), say.date(model.dueOn), detail: say(model.state.title)),
        ]
    }

    static func document(_ model: CreditShow.Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Kind", nl: "Soort"), say(model.kind.title)),
            Fact(say(.number), HTML { code { model.number } }),
            Fact(say(.period), say.month(model.period)),
            Fact(say(en: "Issued", nl: "Opgemaakt"), say.date(model.issuedOn)),
            Fact(say(.due), say.date(model.dueOn)),
        ] + paid(model, say)
    }

    private static func paid(_ model: CreditShow.Model, _ say: Reader) -> [Fact] {
        guard let paid = model.paidByHand else { return [] }
        return [Fact(say(MonthEndShow.paidOn), say.date(paid.on)), Fact(say(MonthEndShow.reference), paid.reference)]
    }

    /// The VAT as the document prints it: a statement has none, and a rate stands where one applies.
    static func vat(_ model: CreditShow.Model, _ say: Reader) -> [Fact] {
        vatLines(model, say) + [
            Fact(say(.total), HTML { strong { say.money(model.total) } }),
            Fact(say(en: "Rule", nl: "Regel"), say(model.vatRule)),
            Fact(say(en: "Prices", nl: "Prijzen"), say(model.kind.priceBasis)),
            Fact(
                say(en: "Before rounding", nl: "Vóór afronding"),
                say.exactAmount(model.exactAmount, model.currency)
            ),
        ]
    }

    private static func vatLines(_ model: CreditShow.Model, _ say: Reader) -> [Fact] {
        guard model.kind == .selfBilledInvoice else { return [] }
        let totals = model.vatTotals.map { Fact($0.treatment.title($0.percent, say), say.money($0.vat)) }
        return [Fact(say(.net), say.money(model.net))] + totals
    }

    static func lineTable(_ model: CreditShow.Model, _ say: Reader) -> HTML {
        let columns: [Column<CreditShow.DocumentLine>] = [
            Column(say(.site)) { row in row.site.html },
            Column(say(en: "Tariff", nl: "Tarief")) { row in row.tariff },
            .number(say(.sessions)) { row in say.count(row.sessionCount) },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number(say(en: "Exact", nl: "Exact")) { row in say.exactAmount(row.exactAmount, model.currency) },
            .number(say(.net)) { row in strong { say.money(row.net) } },
        ]
        let heading = say(en: "Lines of the document", nl: "Regels van het document")
        return tableCard(heading) { plainTable(heading, columns, model.lines) }
    }

    static func sessionTable(_ model: CreditShow.Model, _ route: Route, _ say: Reader) -> HTML {
        let columns: [Column<CreditShow.SessionLine>] = [
            Column(say(.session)) { row in
                div {
                    row.session.html
                    if row.isCorrection { badge(say(en: "Correction", nl: "Correctie"), .caution) }
                }
            },
            Column(say(.stopped)) { row in moment(row.stoppedAt, say) },
            Column(say(.chargePoint)) { row in row.chargePoint },
            .number("kWh") { row in say.energyNumber(row.energy) },
            Column(say(.formula)) { row in row.line.link { row.formula } },
            .number(say(.amount)) { row in say.exactAmount(row.amount, model.currency) },
        ]
        let list = ListState(route, model.query, total: model.entryCount, anchor: "sessions")
        let heading = say(en: "Sessions behind it", nl: "Sessies erachter")
        return dataTable(heading, list, columns, model.sessions, whenEmpty: .empty, say: say)
    }
}
