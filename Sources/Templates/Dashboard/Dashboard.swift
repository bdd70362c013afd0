package import Values

/// The operator's first page: what moves, what is due, what needs a person.
package enum Dashboard {
    /// The figures of one day.
    package struct DayFigures: Sendable {
        package let day: LocalDate
        package let energy: Energy
        package let sessions: Int

        package init(day: LocalDate, energy: Energy, sessions: Int) {
            self.day = day
            self.energy = energy
            self.sessions = sessions
        }
    }

    /// Credits that are made and not paid.
    package struct Due: Sendable {
        package let total: Money
        package let count: Int
        /// The month of the oldest that a person must approve first.
        package let monthToApprove: YearMonth?

        package init(total: Money, count: Int, monthToApprove: YearMonth?) {
            self.total = total
            self.count = count
            self.monthToApprove = monthToApprove
        }
    }

    /// How many charge points need a look because of their back-office.
    package struct Attention: Sendable {
        /// Those about which a back-office changed something in the last seven days.
        package let changed: Int
        /// Those with messages about which a person has to decide.
        package let parked: Int

        package init(changed: Int, parked: Int) {
            self.changed = changed
            self.parked = parked
        }
    }

    package struct Model: Sendable {
        /// Oldest first; usually thirty.
        package let days: [DayFigures]
        /// Credits that no bank file pays yet.
        package let creditsDue: Due
        /// What this month's lines add up to so far, rounded for the eye.
        package let thisMonth: Money
        package let linesThisMonth: Int
        package let waitingPrices: Int
        package let exceptions: Int
        package let chargePointsOnline: Int
        package let chargePoints: Int
        package let sessionsNow: Int
        package let latest: [JournalRow]
        /// The last month that is over and not closed yet.
        package let monthToClose: YearMonth?
        package let attention: Attention

        package init(
            days: [DayFigures],
            creditsDue: Due,
            thisMonth: Money,
            linesThisMonth: Int,
            waitingPrices: Int,
            exceptions: Int,
            chargePointsOnline: Int,
            chargePoints: Int,
            sessionsNow: Int,
            latest: [JournalRow],
            monthToClose: YearMonth?,
            attention: Attention
        ) {
            self.days = days
            self.creditsDue = creditsDue
            self.thisMonth = thisMonth
            self.linesThisMonth = linesThisMonth
            self.waitingPrices = waitingPrices
            self.exceptions = exceptions
            self.chargePointsOnline = chargePointsOnline
            self.chargePoints = chargePoints
            self.sessionsNow = sessionsNow
            self.latest = latest
            self.monthToClose = monthToClose
            self.attention = attention
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.dashboard), frame: frame) {
            if let month = model.monthToClose { reminder(readyToClose(say.month(month)), month, say) }
            if let month = model.creditsDue.monthToApprove { reminder(toApprove(say.month(month)), month, say) }
            backOffices(model.attention, say)
            div(.id("figures"), .live(.dashboardEvents), .rest(milliseconds: rest)) { tiles(figures(model, say)) }
            columns {
                card(say(en: "Energy per day", nl: "Energie per dag")) { energyChart(model, say) }
                card(say(en: "Sessions per day", nl: "Sessies per dag")) { sessionChart(model, say) }
            }
            tableCard(say(en: "Latest journal lines", nl: "Laatste journaalregels"), actions: journalLink(say)) {
                div(.live(.journalEvents), .fragment(.journalLatest)) { JournalLatest.fragment(model.latest, say) }
            }
        }
    }

    private static func journalLink(_ say: Reader) -> HTML {
        a(.href(.journal)) { say(en: "Whole journal", nl: "Hele journaal") }
    }

    /// Charge points report all the time; figures that change more often than this nobody reads.
    private static let rest = 3_000

    private static func reminder(_ what: Text, _ month: YearMonth, _ say: Reader) -> HTML {
        notice(.info, say(what)) {
            p { a(.href(.monthEnd(month))) { say(en: "Open the month-end", nl: "Open de maandafsluiting") } }
        }
    }

    private static func backOffices(_ attention: Attention, _ say: Reader) -> HTML {
        let changed = say.count(attention.changed)
        let parked = say.count(attention.parked)
        guard attention.changed + attention.parked > 0 else { return .empty }
        return notice(.caution, say(en: "Back-offices", nl: "Backoffices")) {
            if attention.parked > 0 { p { say(waitingMessages(parked)) } }
            if attention.changed > 0 { p { say(changedLately(changed)) } }
            p { a(.href(.notices)) { say(NoticeIndex.title) } }
        }
    }

    private static func waitingMessages(_ count: String) -> Text {
        Text(
            en: "Charge points with messages that wait for your decision: \(count).",
            nl: "Laadpunten met berichten die op uw beslissing wachten: \(count)."
        )
    }

    private static func changedLately(_ count: String) -> Text {
        Text(
            en: "Charge points that got another address, key, security profile or firmware in seven days: \(count).",
            nl: "Laadpunten die in zeven dagen een ander adres, sleutel, profiel of firmware kregen: \(count)."
        )
    }

    private static func readyToClose(_ month: String) -> Text {
        Text(en: "\(month) can be closed", nl: "\(month) kan worden afgesloten")
    }

    private static func toApprove(_ month: String) -> Text {
        Text(
            en: "The credits of \(month) wait for approval",
            nl: "De vergoedingen van \(month) wachten op goedkeuring"
        )
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        let online = say.count(model.chargePointsOnline) + " / " + say.count(model.chargePoints)
        return [
            Tile(
                say(en: "Credits due", nl: "Te vergoeden"),
                say.money(model.creditsDue.total),
                detail: say(unpaid(say.count(model.creditsDue.count))),
                to: .credits
            ),
            Tile(
                say(en: "This month so far", nl: "Deze maand tot nu toe"),
                say.money(model.thisMonth),
                detail: say(linesThisMonth(say.count(model.linesThisMonth))),
                to: .journal
            ),
            Tile(
                say(en: "Charging now", nl: "Nu aan het laden"),
                say.count(model.sessionsNow),
                link: Link(.sessions, query: [Link.Pair("state", SessionState.open.rawValue)])
            ),
            Tile(
                say(en: "Charge points online", nl: "Laadpunten online"),
                online,
                tone: model.chargePointsOnline < model.chargePoints ? .caution : .neutral,
                to: .chargePoints
            ),
            Tile(
                say(en: "Waiting for prices", nl: "Wacht op prijzen"),
                say.count(model.waitingPrices),
                tone: model.waitingPrices > 0 ? .caution : .neutral,
                link: Link(.journal, query: [Link.Pair("state", LineState.waiting.rawValue)])
            ),
            Tile(
                say(.exceptions),
                say.count(model.exceptions),
                tone: model.exceptions > 0 ? .bad : .good,
                to: .exceptions
            ),
        ]
    }

    private static func unpaid(_ count: String) -> Text {
        Text(en: "credits not paid: \(count)", nl: "niet betaalde vergoedingen: \(count)")
    }

    private static func linesThisMonth(_ count: String) -> Text {
        Text(en: "\(count) lines this month", nl: "\(count) regels deze maand")
    }

    private static func energyChart(_ model: Model, _ say: Reader) -> HTML {
        let words = ChartWords(
            id: "energy-per-day",
            title: say(en: "Energy per day", nl: "Energie per dag"),
            description: say(en: "Energy delivered, in kWh.", nl: "Geleverde energie, in kWh.")
        )
        let bars = model.days.map { day in
            bar(day.day, day.energy.kWh, say.energy(day.energy), say)
        }
        return BarChart(
            words,
            unit: "kWh",
            colour: .energy,
            size: .compact,
            bars: bars,
            whenEmpty: .noSessionsInDays
        ).view(say)
    }

    private static func sessionChart(_ model: Model, _ say: Reader) -> HTML {
        let words = ChartWords(
            id: "sessions-per-day",
            title: say(en: "Sessions per day", nl: "Sessies per dag"),
            description: say(en: "Sessions by the day they ended.", nl: "Sessies naar de dag waarop ze eindigden.")
        )
        let bars = model.days.map { day in
            bar(day.day, Exact(Int64(day.sessions)), say.count(day.sessions), say)
        }
        return BarChart(
            words,
            unit: say(.sessions),
            colour: .money,
            size: .compact,
            bars: bars,
            isWhole: true,
            whenEmpty: .noSessionsInDays
        ).view(say)
    }

    private static func bar(_ day: LocalDate, _ value: Exact, _ text: String, _ say: Reader) -> BarChart.Bar {
        BarChart.Bar(label: say.shortDate(day), name: say.longDate(day), value: value, text: text)
    }
}
