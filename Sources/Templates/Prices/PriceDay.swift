package import Values

/// The day-ahead prices of one zone and day: the curve, its gaps, every value with its version.
package enum PriceDay {
    package struct Row: Sendable {
        package let start: Timestamp
        package let minutes: Int
        package let price: IndexPrice
        package let version: Int
        package let recordedAt: Timestamp

        package init(start: Timestamp, minutes: Int, price: IndexPrice, version: Int, recordedAt: Timestamp) {
            self.start = start
            self.minutes = minutes
            self.price = price
            self.version = version
            self.recordedAt = recordedAt
        }
    }

    package struct Gap: Sendable {
        package let from: Timestamp
        package let until: Timestamp

        package init(from: Timestamp, until: Timestamp) {
            self.from = from
            self.until = until
        }
    }

    package struct Model: Sendable {
        /// The bidding zone, such as `NL`.
        package let biddingZone: String
        package let biddingZones: [String]
        /// The zone in which the day is cut.
        package let zone: Zone
        package let currency: Currency
        package let day: LocalDate
        package let rows: [Row]
        package let gaps: [Gap]
        /// Whether the day is still to come, so that a missing price is no fault.
        package let isAhead: Bool

        package init(
            biddingZone: String,
            biddingZones: [String],
            zone: Zone,
            currency: Currency,
            day: LocalDate,
            rows: [Row],
            gaps: [Gap],
            isAhead: Bool = false
        ) {
            self.biddingZone = biddingZone
            self.biddingZones = biddingZones
            self.zone = zone
            self.currency = currency
            self.day = day
            self.rows = rows
            self.gaps = gaps
            self.isAhead = isAhead
        }

        var span: (from: Timestamp, until: Timestamp) { zone.span(of: day) }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        let lead = say(en: "Day-ahead market, zone ", nl: "Dag-vooruitmarkt, zone ") + model.biddingZone
        return Page.app(say(.prices), frame: frame, lead: HTML(lead)) {
            PriceParts.zoneTabs(model.biddingZones, current: model.biddingZone, say) {
                .pricesDay(zone: $0, day: model.day)
            }
            days(model, say)
            if !model.gaps.isEmpty { gapNotice(model, say) }
            tiles(PriceParts.figures(model.rows.map(\.price), model.currency, say))
            card(say.longDate(model.day)) { chart(model, say).view(say) }
            tableCard(say(en: "Prices", nl: "Prijzen")) { priceTable(model, say) }
        }
    }

    private static func days(_ model: Model, _ say: Reader) -> HTML {
        let before = model.day.adding(days: -1)
        let after = model.day.adding(days: 1)
        let month = model.day.yearMonth
        return div(.class("page-head")) {
            stepper(
                previous: (say.shortDate(before), Link(.pricesDay(zone: model.biddingZone, day: before))),
                current: say.date(model.day),
                next: (say.shortDate(after), Link(.pricesDay(zone: model.biddingZone, day: after))),
                name: say(.day)
            )
            linkButton(say.month(month), to: .pricesMonth(zone: model.biddingZone, month: month))
        }
    }

    private static func gapNotice(_ model: Model, _ say: Reader) -> HTML {
        if model.isAhead { return aheadNotice(say) }
        return notice(.caution, say(en: "Prices are missing on this day", nl: "Op deze dag ontbreken prijzen")) {
            ul { model.gaps.map { gap in li { say.span(from: gap.from, until: gap.until) } } }
            p {
                say(
                    en: "Sessions that need them wait on the exceptions page; no price is assumed.",
                    nl: "Sessies die ze nodig hebben wachten bij de uitzonderingen; er wordt geen prijs aangenomen."
                )
            }
        }
    }

    private static func aheadNotice(_ say: Reader) -> HTML {
        notice(.info, say(en: "This day is still to come", nl: "Deze dag moet nog komen")) {
            p {
                say(
                    en: "The day-ahead market publishes its prices in the early afternoon of the day before.",
                    nl: "De dag-vooruitmarkt publiceert zijn prijzen vroeg in de middag van de dag ervoor."
                )
            }
        }
    }

    private static func chart(_ model: Model, _ say: Reader) -> TimeChart {
        let words = ChartWords(
            id: "day-prices",
            title: say(en: "Day-ahead price", nl: "Dag-vooruitprijs"),
            description: say.longDate(model.day)
        )
        let spans = model.rows.map { row in
            TimeChart.Span(
                from: row.start,
                until: row.start.adding(seconds: Int64(row.minutes) * 60),
                value: row.price.perMWh,
                text: say.indexPrice(row.price, model.currency)
            )
        }
        return TimeChart(
            words,
            from: model.span.from,
            until: model.span.until,
            leftUnit: model.currency.code + "/MWh",
            series: [.init(words.title, .price, .steps, spans: spans)],
            gaps: model.gaps.map { .init(from: $0.from, until: $0.until, name: say(.priceMissing)) }
        )
    }

    private static func priceTable(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<Row>] = [
            Column(say(.time)) { row in
                say.clock(row.start) + " – " + say.clock(row.start.adding(seconds: Int64(row.minutes) * 60))
            },
            .number(model.currency.code + "/MWh") { row in say.indexPrice(row.price, model.currency) },
            .number(model.currency.code + "/kWh") { row in say.unitPrice(row.price.perKWh, model.currency) },
            Column(say(.version)) { row in
                a(.href(.priceVersions(zone: model.biddingZone, start: row.start))) { "\(row.version)" }
            },
            Column(say(en: "Known since", nl: "Bekend sinds")) { row in moment(row.recordedAt, say) },
        ]
        if model.rows.isEmpty { return PriceParts.empty(say) }
        return denseTable(say(.prices), columns, model.rows)
    }
}

/// What the pages about prices share.
enum PriceParts {
    static func zoneTabs(_ zones: [String], current: String, _ say: Reader, route: (String) -> Route) -> HTML {
        guard zones.count > 1 else { return .empty }
        return tabs(zones.map { Tab($0, Link(route($0)), isCurrent: $0 == current) }, name: say(.biddingZone))
    }

    static func figures(_ prices: [IndexPrice], _ currency: Currency, _ say: Reader) -> [Tile] {
        guard let lowest = prices.min(), let highest = prices.max() else { return [] }
        let negative = prices.count { $0.microPerMWh < 0 }
        return [
            Tile(say(en: "Lowest", nl: "Laagste"), say.indexPrice(lowest, currency)),
            Tile(say(en: "Highest", nl: "Hoogste"), say.indexPrice(highest, currency)),
            Tile(say(en: "Intervals", nl: "Intervallen"), say.count(prices.count)),
            Tile(say(en: "Negative", nl: "Negatief"), say.count(negative)),
        ]
    }

    static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No prices known", nl: "Geen prijzen bekend"),
            say(
                en: "Day-ahead prices appear here when their document has been imported.",
                nl: "Dag-vooruitprijzen verschijnen hier zodra hun document is geïmporteerd."
            )
        )
    }
}
