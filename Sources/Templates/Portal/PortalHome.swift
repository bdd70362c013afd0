package import Values

/// A host's first page: what it gets, and since when.
package enum PortalHome {
    package struct Model: Sendable {
        package let hostName: String
        package let currency: Currency
        /// What this month's lines add up to so far, rounded for the eye.
        package let thisMonth: Money
        package let thisMonthEnergy: Energy
        package let thisMonthSessions: Int
        /// What is credited and not paid by the ledger.
        package let balance: Money
        package let waiting: Int
        package let days: [Dashboard.DayFigures]
        package let credits: [CreditIndex.Row]
        package let latest: [JournalRow]
        /// What keeps the host from being paid.
        package let lacks: [HostLack]

        package init(
            hostName: String,
            currency: Currency,
            thisMonth: Money,
            thisMonthEnergy: Energy,
            thisMonthSessions: Int,
            balance: Money,
            waiting: Int,
            days: [Dashboard.DayFigures],
            credits: [CreditIndex.Row],
            latest: [JournalRow],
            lacks: [HostLack]
        ) {
            self.hostName = hostName
            self.currency = currency
            self.thisMonth = thisMonth
            self.thisMonthEnergy = thisMonthEnergy
            self.thisMonthSessions = thisMonthSessions
            self.balance = balance
            self.waiting = waiting
            self.days = days
            self.credits = credits
            self.latest = latest
            self.lacks = lacks
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(model.hostName, frame: frame) {
            if !model.lacks.isEmpty { lacksNotice(model, frame) }
            tiles(figures(model, say))
            card(say(en: "Energy per day", nl: "Energie per dag")) { chart(model, say) }
            tableCard(say(en: "Latest credits", nl: "Laatste vergoedingen"), actions: allCredits(say)) {
                creditList(model.credits, say)
            }
            tableCard(say(en: "Latest sessions", nl: "Laatste sessies"), actions: allSessions(say)) {
                lineList(model.latest, say)
            }
        }
    }

    private static func allCredits(_ say: Reader) -> HTML { a(.href(.portalCredits)) { say(.all) } }
    private static func allSessions(_ say: Reader) -> HTML { a(.href(.portalSessions)) { say(.all) } }

    private static func lacksNotice(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = say(
            en: "We cannot pay you yet: please tell \(frame.brand.name)",
            nl: "We kunnen u nog niet betalen: meld het aan \(frame.brand.name)"
        )
        return notice(.caution, heading) { lackBadges(model.lacks, say) }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        [
            Tile(
                say(en: "This month so far", nl: "Deze maand tot nu"),
                say.money(model.thisMonth),
                detail: say(.sessionCount(say.count(model.thisMonthSessions))),
                to: .portalSessions
            ),
            Tile(say(.energy), say.energy(model.thisMonthEnergy)),
            Tile(say(en: "Credited, not yet paid", nl: "Vergoed, nog niet betaald"), say.money(model.balance)),
            Tile(
                say(LineState.waiting.title),
                say.count(model.waiting),
                tone: model.waiting > 0 ? .caution : .neutral
            ),
        ]
    }

    private static func chart(_ model: Model, _ say: Reader) -> HTML {
        let words = ChartWords(
            id: "host-energy",
            title: say(en: "Energy per day", nl: "Energie per dag"),
            description: say(
                en: "Energy drawn from your connections, in kWh.",
                nl: "Energie uit uw aansluitingen, in kWh."
            )
        )
        let bars = model.days.map { day in
            BarChart.Bar(
                label: say.shortDate(day.day),
                name: say.longDate(day.day),
                value: day.energy.kWh,
                text: say.energy(day.energy)
            )
        }
        return BarChart(words, unit: "kWh", colour: .energy, bars: bars, whenEmpty: .noSessionsInDays).view(say)
    }

    private static func creditList(_ rows: [CreditIndex.Row], _ say: Reader) -> HTML {
        if rows.isEmpty { return CreditIndex.empty(say) }
        return plainTable(say(.credits), CreditIndex.tableColumns(say, withHost: false), rows)
    }

    private static func lineList(_ rows: [JournalRow], _ say: Reader) -> HTML {
        if rows.isEmpty { return PortalSessions.empty(say) }
        return plainTable(say(.sessions), JournalTable.columns(say, withHost: false), rows)
    }
}

extension Text {
    static func sessionCount(_ count: String) -> Text {
        Text(en: "\(count) sessions", nl: "\(count) sessies")
    }
}
