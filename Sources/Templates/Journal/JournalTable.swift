package import Values

/// A journal line as lists show it.
package struct JournalRow: Sendable {
    package let line: Mention
    package let session: Mention
    package let host: Mention
    package let site: Mention
    package let chargePoint: String
    package let stoppedAt: Timestamp
    package let durationSeconds: Int64
    package let energy: Energy
    /// The price per kWh, when there is just one.
    package let price: Exact?
    /// How many quarter hours were priced each by itself; zero when there is one price.
    package let intervalCount: Int
    package let formula: Formula?
    package let amount: Exact?
    package let otherAmount: Exact?
    package let currency: Currency
    package let state: LineState

    package init(
        line: Mention,
        session: Mention,
        host: Mention,
        site: Mention,
        chargePoint: String,
        stoppedAt: Timestamp,
        durationSeconds: Int64,
        energy: Energy,
        price: Exact?,
        intervalCount: Int,
        formula: Formula?,
        amount: Exact?,
        otherAmount: Exact?,
        currency: Currency,
        state: LineState
    ) {
        self.line = line
        self.session = session
        self.host = host
        self.site = site
        self.chargePoint = chargePoint
        self.stoppedAt = stoppedAt
        self.durationSeconds = durationSeconds
        self.energy = energy
        self.price = price
        self.intervalCount = intervalCount
        self.formula = formula
        self.amount = amount
        self.otherAmount = otherAmount
        self.currency = currency
        self.state = state
    }
}

/// The columns of journal lines, shared by every page that lists them.
enum JournalTable {
    static func columns(_ say: Reader, withHost: Bool) -> [Column<JournalRow>] {
        [when(say), place(say, withHost: withHost)] + figures(say) + [money(say), state(say)]
    }

    private static func when(_ say: Reader) -> Column<JournalRow> {
        Column(say(.stopped), sort: "stopped") { row in
            div {
                row.line.link { moment(row.stoppedAt, say) }
                small { say.duration(seconds: row.durationSeconds) }
            }
        }
    }

    private static func place(_ say: Reader, withHost: Bool) -> Column<JournalRow> {
        Column(withHost ? say(.host) : say(.site), sort: "site") { row in
            div {
                if withHost { row.host.html } else { row.site.html }
                small { withHost ? row.site.name + " · " + row.chargePoint : row.chargePoint }
            }
        }
    }

    private static func figures(_ say: Reader) -> [Column<JournalRow>] {
        [
            .number("kWh", sort: "energy") { row in say.energyNumber(row.energy) },
            .number(say(.price)) { row in
                div {
                    priceText(row, say)
                    if let formula = row.formula { small { formula.rule(say) } }
                }
            },
        ]
    }

    private static func priceText(_ row: JournalRow, _ say: Reader) -> String {
        if let price = row.price { return say.unitPrice(price, row.currency) }
        if row.intervalCount > 0 { return say(quarterHours(say.count(row.intervalCount))) }
        return "–"
    }

    private static func quarterHours(_ count: String) -> Text {
        Text(en: "\(count) quarter hours", nl: "\(count) kwartieren")
    }

    private static func money(_ say: Reader) -> Column<JournalRow> {
        .number(say(.amount), sort: "amount") { row in
            div {
                if let amount = row.amount { strong { say.exactAmount(amount, row.currency) } } else { "–" }
                if let other = row.otherAmount { small { say(otherWay(say.exactAmount(other, row.currency))) } }
            }
        }
    }

    private static func otherWay(_ amount: String) -> Text {
        Text(en: "other way \(amount)", nl: "andere wijze \(amount)")
    }

    private static func state(_ say: Reader) -> Column<JournalRow> {
        Column(say(.state), sort: "state") { row in stateBadge(row.state, say) }
    }
}

/// The latest lines, as the dashboard shows them.
package enum JournalLatest {
    package static func fragment(_ rows: [JournalRow], _ say: Reader) -> HTML {
        if rows.isEmpty {
            return emptyState(
                say(en: "No lines yet", nl: "Nog geen regels"),
                say(
                    en: "A line appears as soon as a session ends.",
                    nl: "Een regel verschijnt zodra een sessie eindigt."
                )
            )
        }
        return plainTable(
            say(en: "Latest lines", nl: "Laatste regels"),
            JournalTable.columns(say, withHost: true),
            rows
        )
    }
}
