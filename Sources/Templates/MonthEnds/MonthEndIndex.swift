package import Values

/// How far a month is.
package enum MonthEndState: String, CaseIterable, Sendable {
    /// The month still runs.
    case running
    /// Over, not closed yet.
    case ready
    /// Credits are being made.
    case closing
    /// Stopped by a fault; what was made stays, closing again goes on.
    case failed
    /// Closed, and some credits could not be made.
    case blocked
    /// Closed, to be approved.
    case closed
    /// Approved; the bank file can be downloaded.
    case approved

    /// The state in words; `blocked` is how many credits could not be made.
    package func title(blocked: Int) -> Text {
        switch self {
        case .running: Text(en: "Under way", nl: "Loopt")
        case .ready: Text(en: "Can be closed", nl: "Kan worden afgesloten")
        case .closing: Text(en: "Closing", nl: "Wordt afgesloten")
        case .failed: Text(en: "Interrupted", nl: "Onderbroken")
        case .blocked: Text(en: "\(blocked) blocked", nl: "\(blocked) geblokkeerd")
        case .closed: Text(en: "To be approved", nl: "Nog goed te keuren")
        case .approved: Text(en: "Approved", nl: "Goedgekeurd")
        }
    }

    var tone: Tone {
        switch self {
        case .running: .neutral
        case .ready, .closing: .info
        case .failed, .blocked: .bad
        case .closed: .caution
        case .approved: .good
        }
    }
}

/// The months of the operator, the newest first.
package enum MonthEndIndex {
    package struct Row: Sendable {
        package let month: YearMonth
        package let state: MonthEndState
        package let creditCount: Int
        package let lineCount: Int
        package let energy: Energy
        package let total: Money
        package let openCount: Int
        /// Credits that the close could not make.
        package let blockedCount: Int

        package init(
            month: YearMonth,
            state: MonthEndState,
            creditCount: Int,
            lineCount: Int,
            energy: Energy,
            total: Money,
            openCount: Int,
            blockedCount: Int
        ) {
            self.month = month
            self.state = state
            self.creditCount = creditCount
            self.lineCount = lineCount
            self.energy = energy
            self.total = total
            self.openCount = openCount
            self.blockedCount = blockedCount
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]

        package init(rows: [Row]) {
            self.rows = rows
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.monthEnds), frame: frame, lead: HTML(say(lead))) {
            tableCard(say(en: "Months", nl: "Maanden")) {
                if model.rows.isEmpty { empty(say) } else { plainTable(say(.monthEnds), tableColumns(say), model.rows) }
            }
        }
    }

    private static let lead = Text(
        en: "Closing a month makes one credit per contract, freezes its lines and posts it to the ledger.",
        nl: "Een maand afsluiten maakt één vergoeding per contract, legt de regels vast en boekt in het grootboek."
    )

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.month)) { row in a(.href(.monthEnd(row.month))) { say.month(row.month) } },
            Column(say(.state)) { row in badge(say(row.state.title(blocked: row.blockedCount)), row.state.tone) },
            .number(say(.credits)) { row in say.count(row.creditCount) },
            .number(say(.sessions)) { row in say.count(row.lineCount) },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number(say(.total)) { row in say.money(row.total) },
            .number(say(.openLines)) { row in say.count(row.openCount) },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No month yet", nl: "Nog geen maand"),
            say(
                en: "The first one appears with the first session.",
                nl: "De eerste verschijnt met de eerste sessie."
            )
        )
    }
}

extension Text {
    static let openLines = Text(en: "Open", nl: "Open")
}
