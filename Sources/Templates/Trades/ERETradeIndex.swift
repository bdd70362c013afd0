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
        package let stock: [Stock]
        package let trades: [Row]
        package let brokers: [Choice]
        package let years: [String]
        package let kinds: [Choice]
        package let form: Form
        package let brokerName: Field
        package let companyNumber: Field
        package let problem: Text?

        package init(
            stock: [Stock],
            trades: [Row],
            brokers: [Choice],
            years: [String],
            kinds: [Choice],
            form: Form,
            brokerName: Field,
            companyNumber: Field,
            problem: Text?
        ) {
            self.stock = stock
            self.trades = trades
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
        return HTML(joining: [
            tableCard(title) { plainTable(title, stockColumns(say), model.stock) },
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
                if row.left > 0, row.isUrgent {
                    badge(say.date(row.expiresOn), .caution)
                } else {
                    say.date(row.expiresOn)
                }
            },
        ]
    }

    // MARK: Trades

    private static func trades(_ model: Model, _ say: Reader) -> HTML {
        guard !model.trades.isEmpty else { return .empty }
        let title = say(en: "Trades", nl: "Verkopen")
        return tableCard(title) { plainTable(title, tradeColumns(say), model.trades) }
    }

    private static func tradeColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Trade", nl: "Verkoop")) { row in
                row.trade.html
                if row.isCancelled { badge(say(ERETradeWords.cancelled), .bad) }
            },
            Column(say(ERETradeWords.soldOn)) { row in say.date(row.soldOn) },
            Column(say(ERETradeWords.broker)) { row in
                div {
                    row.broker
                    small { row.reference }
                }
            },
            Column(say(ERETradeWords.kind)) { row in row.kind + " \(row.year)" },
            .number(say(ERETradeWords.units)) { row in EREUnitsText.of(row.units, say) },
            .number(say(ERETradeWords.price)) { row in say.exactAmount(row.price, .eur) },
            .number(say(ERETradeWords.gross)) { row in say.money(row.gross) },
            .number(say(ERETradeWords.fee)) { row in say.money(row.fee) },
            .number(say(ERETradeWords.net)) { row in say.money(row.net) },
        ]
    }
}

/// Forms of the page of sales.
enum ERETradeForms {
    static func sale(_ model: ERETradeIndex.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let title = say(en: "Write a sale down", nl: "Leg een verkoop vast")
        if model.brokers.isEmpty {
            return card(title) {
                p(.class("soft")) {
                    say(en: "Add a broker below first.", nl: "Voeg hieronder eerst een makelaar toe.")
                }
            }
        }
        let form = model.form
        return card(title) {
            p(.class("soft")) { say(ERETradeWords.rule) }
            postForm(frame, to: .ereTrades, .class("form"), .confirm(say(sure))) {
                fieldRow {
                    selectField(Control("broker", ERETradeWords.broker), model.brokers, form.broker, say)
                    inputField(Control("reference", ERETradeWords.reference), form.reference, say)
                    inputField(Control("sold_on", ERETradeWords.soldOn, type: .date), form.soldOn, say)
                }
                fieldRow {
                    selectField(Control("kind", ERETradeWords.kind), model.kinds, form.kind, say)
                    selectField(
                        Control("year", ERETradeWords.year),
                        model.years.map { Choice($0, $0) },
                        form.year,
                        say
                    )
                    inputField(Control("units", ERETradeWords.units).number(unit: "ERE"), form.units, say)
                }
                fieldRow {
                    inputField(Control("price", ERETradeWords.price).number(unit: "€"), form.price, say)
                    inputField(Control("fee", ERETradeWords.fee).number(unit: "€"), form.fee, say)
                }
                formActions { submitButton(say(en: "Write it down", nl: "Vastleggen")) }
            }
        }
    }

    private static let sure = Text(
        en: "Write this sale down and share its revenue out?",
        nl: "Deze verkoop vastleggen en de opbrengst verdelen?"
    )

    static func broker(_ model: ERETradeIndex.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return disclosure(
            say(en: "Add a broker", nl: "Voeg een makelaar toe"),
            isOpen: model.brokers.isEmpty || model.brokerName.error != nil
        ) {
            postForm(frame, to: .ereBrokers, .class("form")) {
                fieldRow {
                    inputField(Control("name", Text(en: "Name", nl: "Naam")), model.brokerName, say)
                    inputField(
                        Control("company_number", Text(en: "Company number", nl: "KvK-nummer")).optional,
                        model.companyNumber,
                        say
                    )
                }
                formActions { submitButton(say(en: "Add", nl: "Toevoegen"), style: .secondary) }
            }
        }
    }
}

/// What the pages of sales say.
enum ERETradeWords {
    static let broker = Text(en: "Broker", nl: "Makelaar")
    static let reference = Text(en: "Its number", nl: "Nummer van de makelaar")
    static let soldOn = Text(en: "Sold on", nl: "Verkocht op")
    static let kind = Text(en: "Kind", nl: "Soort")
    static let year = Text(en: "Year of delivery", nl: "Jaar van levering")
    static let units = Text(en: "Units", nl: "Eenheden")
    static let price = Text(en: "Price per unit", nl: "Prijs per eenheid")
    static let gross = Text(en: "Brings", nl: "Brengt op")
    static let fee = Text(en: "Broker keeps", nl: "Makelaar houdt")
    static let net = Text(en: "Shared out", nl: "Verdeeld")
    static let cancelled = Text(en: "Cancelled", nl: "Geannuleerd")
    /// How units are taken and revenue is shared out; shown wherever it happens.
    static let rule = Text(
        en: """
            Units are taken from the oldest quarter first; within it from each connection in proportion to what it has left. \
            What the sale brings, less what the broker keeps, is shared out in proportion to the units taken. Both in whole \
            units and whole cents by largest remainder: everybody's share is rounded down, and what is left goes one by one \
            to the largest remainders, of equal ones to the lower EAN.
            """,
        nl: """
            Eenheden komen eerst uit het oudste kwartaal; daarbinnen van elke aansluiting naar verhouding van wat zij over \
            heeft. Wat de verkoop opbrengt, min wat de makelaar houdt, wordt verdeeld naar verhouding van de eenheden. Beide \
            in hele eenheden en hele centen volgens de grootste rest: ieders deel wordt naar beneden afgerond, en wat \
            overblijft, gaat één voor één naar de grootste resten, bij gelijke naar de laagste EAN.
            """
    )
}

extension Text {
    package static let ereTrades = Text(en: "ERE sales", nl: "ERE-verkoop")
}
