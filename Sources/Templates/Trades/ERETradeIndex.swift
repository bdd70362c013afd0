package import Values

/// Units to sell and units that were sold: stock by quarter, trades, brokers.
package enum ERETradeIndex {
    package struct Stock: Sendable {
        package let quarter: String
        package let connections: Int
        package let credited: Int64
        package let sold: Int64
        package let left: Int64
        package let over: Int64
        package let creditedSince: Timestamp?
        /// Days since the first of it was credited.
        package let age: Int?
        package let expiresOn: LocalDate
        /// Whether that is soon.
        package let isUrgent: Bool

        package init(
            quarter: String,
            connections: Int,
            credited: Int64,
            sold: Int64,
            left: Int64,
            over: Int64,
            creditedSince: Timestamp?,
            age: Int?,
            expiresOn: LocalDate,
            isUrgent: Bool
        ) {
            self.quarter = quarter
            self.connections = connections
            self.credited = credited
            self.sold = sold
            self.left = left
            self.over = over
            self.creditedSince = creditedSince
            self.age = age
            self.expiresOn = expiresOn
            self.isUrgent = isUrgent
        }
    }

    /// What of a year there is, by what the energy was.
    package struct Lot: Sendable {
        package let year: Int
        package let isOwnGeneration: Bool
        package let connections: Int
        package let credited: Int64
        package let sold: Int64
        package let left: Int64
        /// Days since the first of what is left was credited.
        package let age: Int?
        package let expiresOn: LocalDate
        package let isUrgent: Bool

        package init(
            year: Int,
            isOwnGeneration: Bool,
            connections: Int,
            credited: Int64,
            sold: Int64,
            left: Int64,
            age: Int?,
            expiresOn: LocalDate,
            isUrgent: Bool
        ) {
            self.year = year
            self.isOwnGeneration = isOwnGeneration
            self.connections = connections
            self.credited = credited
            self.sold = sold
            self.left = left
            self.age = age
            self.expiresOn = expiresOn
            self.isUrgent = isUrgent
        }
    }

    package struct Row: Sendable {
        package let trade: Mention
        package let broker: String
        package let reference: String
        package let kind: String
        package let year: Int
        package let units: Int64
        /// In euro per unit.
        package let price: Exact
        package let gross: Money
        package let fee: Money
        package let net: Money
        package let soldOn: LocalDate
        package let isCancelled: Bool

        package init(
            trade: Mention,
            broker: String,
            reference: String,
            kind: String,
            year: Int,
            units: Int64,
            price: Exact,
            gross: Money,
            fee: Money,
            net: Money,
            soldOn: LocalDate,
            isCancelled: Bool
        ) {
            self.trade = trade
            self.broker = broker
            self.reference = reference
            self.kind = kind
            self.year = year
            self.units = units
            self.price = price
            self.gross = gross
            self.fee = fee
            self.net = net
            self.soldOn = soldOn
            self.isCancelled = isCancelled
        }
    }

    /// A trade as it is typed in.
    package struct Form: Sendable {
        package let broker: Field
        package let reference: Field
        package let kind: Field
        package let year: Field
        package let units: Field
        package let price: Field
        package let fee: Field
        package let soldOn: Field

        package init(
            broker: Field,
            reference: Field,
            kind: Field,
            year: Field,
            units: Field,
            price: Field,
            fee: Field,
            soldOn: Field
        ) {
            self.broker = broker
            self.reference = reference
            self.kind = kind
            self.year = year
            self.units = units
            self.price = price
            self.fee = fee
            self.soldOn = soldOn
        }

        var all: [Field] { [broker, reference, kind, year, units, price, fee, soldOn] }
    }

    package struct Model: Sendable {
        package let lots: [Lot]
        package let stock: [Stock]
        package let query: ListQuery
        package let trades: [Row]
        /// Over all pages.
        package let tradeCount: Int
        package let brokers: [Choice]
        package let years: [String]
        package let kinds: [Choice]
        package let form: Form
        package let brokerName: Field
        package let companyNumber: Field
        package let problem: Text?

        package init(
            lots: [Lot],
            stock: [Stock],
            query: ListQuery,
            trades: [Row],
            tradeCount: Int,
            brokers: [Choice],
            years: [String],
            kinds: [Choice],
            form: Form,
            brokerName: Field,
            companyNumber: Field,
            problem: Text?
        ) {
            self.lots = lots
            self.stock = stock
            self.query = query
            self.trades = trades
            self.tradeCount = tradeCount
            self.brokers = brokers
            self.years = years
            self.kinds = kinds
            self.form = form
            self.brokerName = brokerName
            self.companyNumber = companyNumber
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.ereTrades), frame: frame) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            formErrors(model.form.all + [model.brokerName, model.companyNumber], say)
            stock(model, say)
            if !model.stock.isEmpty { ERETradeForms.sale(model, frame) }
            trades(model, say)
            ERETradeForms.broker(model, frame)
        }
    }

    // MARK: Stock

    private static func stock(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "Stock", nl: "Voorraad")
        if model.stock.isEmpty {
            return card(title) {
                emptyState(
                    say(en: "Nothing credited yet", nl: "Nog niets bijgeschreven"),
                    say(
                        en: "Units can be sold when the register has credited them, and not before.",
                        nl:
                            "Eenheden kunnen worden verkocht als het register ze heeft bijgeschreven, en niet eerder."
                    )
                ) {
                    linkButton(say(.ereCredits), to: .ereCredits)
                }
            }
        }
        let lots = say(en: "Stock by year and kind", nl: "Voorraad per jaar en soort")
        let quarters = say(en: "Stock by quarter", nl: "Voorraad per kwartaal")
        return HTML(joining: [
            tableCard(lots) { plainTable(lots, lotColumns(say), model.lots) },
            tableCard(quarters) { plainTable(quarters, stockColumns(say), model.stock) },
            p(.class("soft")) { say(expiry) },
        ])
    }

    private static let expiry = Text(
        en: """
            What is not sold on 1 April after the year of delivery may expire. How much the register lets one keep is not \
            known to us.
            """,
        nl: """
            Wat op 1 april na het jaar van levering niet is verkocht, kan vervallen. Hoeveel het register laat meenemen, is \
            ons niet bekend.
            """
    )

    private static func lotColumns(_ say: Reader) -> [Column<Lot>] {
        [
            Column(say(ERETradeWords.year)) { row in String(row.year) },
            Column(say(ERETradeWords.kind)) { row in say(row.isOwnGeneration ? ERETradeWords.own : ERETradeWords.grid)
            },
            .number(say(en: "Lines", nl: "Regels")) { row in say.count(row.connections) },
            .number(say(en: "Credited, ERE", nl: "Bijgeschreven, ERE")) { row in EREUnitsText.of(row.credited, say) },
            .number(say(en: "Sold", nl: "Verkocht")) { row in EREUnitsText.of(row.sold, say) },
            .number(say(en: "In stock", nl: "In voorraad")) { row in EREUnitsText.of(row.left, say) },
            .number(say(en: "Oldest, days", nl: "Oudste, dagen")) { row in row.age.map { say.count($0) } ?? "" },
            Column(say(en: "May expire on", nl: "Kan vervallen op")) { row in
                expiryDay(row.expiresOn, isUrgent: row.left > 0 && row.isUrgent, say)
            },
        ]
    }

    private static func expiryDay(_ day: LocalDate, isUrgent: Bool, _ say: Reader) -> HTML {
        isUrgent ? badge(say.date(day), .caution) : HTML(say.date(day))
    }

    private static func stockColumns(_ say: Reader) -> [Column<Stock>] {
        [
            Column(say(en: "Quarter", nl: "Kwartaal")) { row in row.quarter },
            .number(say(en: "Connections", nl: "Aansluitingen")) { row in say.count(row.connections) },
            .number(say(en: "Credited, ERE", nl: "Bijgeschreven, ERE")) { row in
                EREUnitsText.of(row.credited, say)
            },
            .number(say(en: "Sold", nl: "Verkocht")) { row in EREUnitsText.of(row.sold, say) },
            .number(say(en: "In stock", nl: "In voorraad")) { row in
                EREUnitsText.of(row.left, say)
                if row.over > 0 {
                    " "
                    badge(
                        say(
                            en: "\(say.count(Int(row.over))) sold too many",
                            nl: "\(say.count(Int(row.over))) te veel verkocht"
                        ),
                        .bad
                    )
                }
            },
            .number(say(en: "Days since credited", nl: "Dagen sinds bijschrijving")) { row in
                row.age.map { say.count($0) } ?? ""
            },
            Column(say(en: "May expire on", nl: "Kan vervallen op")) { row in
                expiryDay(row.expiresOn, isUrgent: row.left > 0 && row.isUrgent, say)
            },
        ]
    }

    // MARK: Trades

    private static func trades(_ model: Model, _ say: Reader) -> HTML {
        guard model.tradeCount > 0 || !model.query.filters.isEmpty else { return .empty }
        let list = ListState(
            .ereTrades,
            model.query,
            total: model.tradeCount,
            filters: [.search(name: "search", title: .search)],
            exports: ExportFormat.allCases,
            anchor: "trades"
        )
        let title = say(en: "Trades", nl: "Verkopen")
        return dataTable(title, list, tradeColumns(say), model.trades, whenEmpty: .empty, say: say)
    }

    /// Which trades are shown, and in which order.
    package static let rules = ListQuery.Rules(
        filters: ["search"],
        sorts: ["number", "sold", "units", "net"],
        sort: "number",
        isDescending: true
    )

    private static func tradeColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Trade", nl: "Verkoop"), sort: "number") { row in
                row.trade.html
                if row.isCancelled { badge(say(ERETradeWords.cancelled), .bad) }
            },
            Column(say(ERETradeWords.soldOn), sort: "sold") { row in say.date(row.soldOn) },
            Column(say(ERETradeWords.broker)) { row in
                div {
                    row.broker
                    small { row.reference }
                }
            },
            Column(say(ERETradeWords.kind)) { row in row.kind + " \(row.year)" },
            .number(say(ERETradeWords.units), sort: "units") { row in EREUnitsText.of(row.units, say) },
            .number(say(ERETradeWords.price)) { row in say.exactAmount(row.price, .eur) },
            .number(say(ERETradeWords.gross)) { row in say.money(row.gross) },
            .number(say(ERETradeWords.fee)) { row in say.money(row.fee) },
            .number(say(ERETradeWords.net), sort: "net") { row in say.money(row.net) },
        ]
    }
}
