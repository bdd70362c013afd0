package import Values

/// The days of a month at a glance: how many prices each has, lowest and highest.
package enum PriceMonth {
    package struct Day: Sendable {
        package let day: LocalDate
        package let lowest: IndexPrice?
        package let highest: IndexPrice?
        /// The plain mean over the day's quarter hours.
        package let mean: Exact?
        package let quarterHours: Int
        /// 92, 96 or 100.
        package let quarterHoursExpected: Int

        package init(
            day: LocalDate,
            lowest: IndexPrice?,
            highest: IndexPrice?,
            mean: Exact?,
            quarterHours: Int,
            quarterHoursExpected: Int
        ) {
            self.day = day
            self.lowest = lowest
            self.highest = highest
            self.mean = mean
            self.quarterHours = quarterHours
            self.quarterHoursExpected = quarterHoursExpected
        }
    }

    package struct Model: Sendable {
        package let biddingZone: String
        package let biddingZones: [String]
        package let currency: Currency
        package let month: YearMonth
        package let days: [Day]

        package init(biddingZone: String, biddingZones: [String], currency: Currency, month: YearMonth, days: [Day]) {
            self.biddingZone = biddingZone
            self.biddingZones = biddingZones
            self.currency = currency
            self.month = month
            self.days = days
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let lead = say(en: "Day-ahead market, zone ", nl: "Dag-vooruitmarkt, zone ") + model.biddingZone
        return Page.app(say(.prices), frame: frame, lead: HTML(lead)) {
            PriceParts.zoneTabs(model.biddingZones, current: model.biddingZone, say) {
                .pricesMonth(zone: $0, month: model.month)
            }
            months(model, say)
            card(say(en: "Mean price per day", nl: "Gemiddelde prijs per dag")) { chart(model, say) }
            tableCard(say(en: "Days", nl: "Dagen")) { dayTable(model, say) }
        }
    }

    private static func months(_ model: Model, _ say: Reader) -> HTML {
        let before = model.month.previous
        let after = model.month.next
        return stepper(
            previous: (say.month(before), Link(.pricesMonth(zone: model.biddingZone, month: before))),
            current: say.month(model.month),
            next: (say.month(after), Link(.pricesMonth(zone: model.biddingZone, month: after))),
            name: say(.month)
        )
    }

    private static func chart(_ model: Model, _ say: Reader) -> HTML {
        let words = ChartWords(
            id: "month-prices",
            title: say(en: "Mean price per day", nl: "Gemiddelde prijs per dag"),
            description: say.month(model.month)
        )
        let bars = model.days.compactMap { day in
            day.mean.map { mean in
                BarChart.Bar(
                    label: say.shortDate(day.day),
                    name: say.longDate(day.day),
                    value: mean,
                    text: meanText(mean, model.currency, say)
                )
            }
        }
        return BarChart(words, unit: model.currency.code + "/MWh", colour: .price, bars: bars).view(say)
    }

    private static func meanText(_ mean: Exact, _ currency: Currency, _ say: Reader) -> String {
        say.exactAmount(mean, currency) + "/MWh"
    }

    private static func dayTable(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<Day>] = [
            Column(say(.day)) { day in
                a(.href(.pricesDay(zone: model.biddingZone, day: day.day))) { say.date(day.day) }
            },
            .number(say(en: "Lowest", nl: "Laagste")) { day in
                day.lowest.map { say.indexPrice($0, model.currency) } ?? "–"
            },
            .number(say(en: "Mean", nl: "Gemiddeld")) { day in
                day.mean.map { meanText($0, model.currency, say) } ?? "–"
            },
            .number(say(en: "Highest", nl: "Hoogste")) { day in
                day.highest.map { say.indexPrice($0, model.currency) } ?? "–"
            },
            Column(say(en: "Quarter hours", nl: "Kwartieren")) { day in completeness(day, say) },
        ]
        return plainTable(say(.prices), columns, model.days)
    }

    private static func completeness(_ day: Day, _ say: Reader) -> HTML {
        let text = "\(day.quarterHours) / \(day.quarterHoursExpected)"
        return badge(text, day.quarterHours == day.quarterHoursExpected ? .good : .caution)
    }
}
