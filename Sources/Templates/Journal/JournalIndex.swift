import Values

/// The journal: what every session is worth, as soon as it ends.
package enum JournalIndex {
    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [JournalRow]
        package let hosts: [Choice]

        package init(query: ListQuery, total: Int, rows: [JournalRow], hosts: [Choice]) {
            self.query = query
            self.total = total
            self.rows = rows
            self.hosts = hosts
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["month", "host", "state", "charge_point"],
        sorts: ["stopped", "site", "energy", "amount", "state"],
        sort: "stopped",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let filters: [Filter] = [
            .month(name: "month", title: .month),
            .choice(name: "host", title: .host, choices: model.hosts),
            .choice(name: "state", title: .state, choices: choices(LineState.allCases, say, title: \.title)),
            .search(name: "charge_point", title: .chargePoint),
        ]
        let list = ListState(
            .journal,
            model.query,
            total: model.total,
            countedTo: ListLimits.countedRows,
            filters: filters,
            exports: ExportFormat.allCases
        )
        return Page.app(say(.journal), frame: frame, lead: HTML(say(lead))) {
            div(.id("journal"), .live(.journalEvents)) {
                dataTable(
                    say(.journal),
                    list,
                    JournalTable.columns(say, withHost: true),
                    model.rows,
                    whenEmpty: empty(say),
                    say: say
                )
            }
        }
    }

    private static let lead = Text(
        en: "Each session's exact amount with the dated price and the formula behind it.",
        nl: "Het exacte bedrag van elke sessie met de gedateerde prijs en de formule erachter."
    )

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No lines yet", nl: "Nog geen regels"),
            say(en: "A line appears as soon as a session ends.", nl: "Een regel verschijnt zodra een sessie eindigt.")
        ) { linkButton(say(.sessions), to: .sessions) }
    }
}

/// One journal line by itself.
package enum JournalShow {
    package struct Model: Sendable {
        package let row: JournalRow
        package let line: LineDetail

        package init(row: JournalRow, line: LineDetail) {
            self.row = row
            self.line = line
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = say(en: "Line of session ", nl: "Regel van sessie ") + model.row.session.name
        return Page.app(heading, frame: frame, crumbs: [Crumb(say(.journal), .journal)], lead: lead(model)) {
            tiles(figures(model, say))
            LineParts.lineCard(model.line, isNewest: true, say)
            card(say(.session)) { facts(session(model.row, say)) }
        }
    }

    private static func lead(_ model: Model) -> HTML {
        HTML {
            model.row.host.html
            " · "
            model.row.site.html
            " · " + model.row.chargePoint
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        [
            Tile(say(.energy), say.energy(model.row.energy)),
            Tile(say(.duration), say.duration(seconds: model.row.durationSeconds)),
            Tile(say(.amount), model.row.amount.map { say.exactAmount($0, model.row.currency) } ?? "–"),
            Tile(say(.state), say(model.row.state.title)),
        ]
    }

    private static func session(_ row: JournalRow, _ say: Reader) -> [Fact] {
        [
            Fact(say(.session), row.session.html),
            Fact(say(.stopped), moment(row.stoppedAt, say)),
            Fact(say(.chargePoint), row.chargePoint),
            Fact(say(.site), row.site.html),
            Fact(say(.host), row.host.html),
        ]
    }
}
