package import Values

/// All charging sessions of the operator.
package enum SessionIndex {
    package struct Row: Sendable {
        package let session: Mention
        package let host: Mention
        package let site: Mention
        package let chargePoint: Mention
        package let connector: Int
        package let startedAt: Timestamp
        package let durationSeconds: Int64?
        package let energy: Energy?
        package let amount: Exact?
        package let currency: Currency
        package let state: SessionState
        package let flags: [SessionFlag]

        package init(
            session: Mention,
            host: Mention,
            site: Mention,
            chargePoint: Mention,
            connector: Int,
            startedAt: Timestamp,
            durationSeconds: Int64?,
            energy: Energy?,
            amount: Exact?,
            currency: Currency,
            state: SessionState,
            flags: [SessionFlag]
        ) {
            self.session = session
            self.host = host
            self.site = site
            self.chargePoint = chargePoint
            self.connector = connector
            self.startedAt = startedAt
            self.durationSeconds = durationSeconds
            self.energy = energy
            self.amount = amount
            self.currency = currency
            self.state = state
            self.flags = flags
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        package let hosts: [Choice]
        package let sites: [Choice]

        package init(query: ListQuery, total: Int, rows: [Row], hosts: [Choice], sites: [Choice]) {
            self.query = query
            self.total = total
            self.rows = rows
            self.hosts = hosts
            self.sites = sites
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["from", "until", "host", "site", "charge_point", "state", "flag"],
        sorts: ["started", "duration", "energy", "amount"],
        sort: "started",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .sessions,
            model.query,
            total: model.total,
            countedTo: ListLimits.countedRows,
            filters: filters(model, say),
            exports: ExportFormat.allCases
        )
        return Page.app(say(.sessions), frame: frame) {
            dataTable(say(.sessions), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static func filters(_ model: Model, _ say: Reader) -> [Filter] {
        let flags = SessionFlag.knownCodes.map { code in
            Choice(code, say(SessionFlag(code: code, isHolding: false).title))
        }
        return [
            .date(name: "from", title: .from),
            .date(name: "until", title: .until),
            .choice(name: "host", title: .host, choices: model.hosts),
            .choice(name: "site", title: .site, choices: model.sites),
            .search(name: "charge_point", title: .chargePoint),
            .choice(name: "state", title: .state, choices: choices(SessionState.allCases, say, title: \.title)),
            .choice(name: "flag", title: .flags, choices: flags.sorted { $0.title < $1.title }),
        ]
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.started), sort: "started") { row in row.session.link { moment(row.startedAt, say) } },
            Column(say(.chargePoint)) { row in
                div {
                    row.chargePoint.html
                    small { row.site.name + " · " + say(.connector) + " \(row.connector)" }
                }
            },
            Column(say(.host)) { row in row.host.html },
            .number(say(.duration), sort: "duration") { row in
                row.durationSeconds.map { say.duration(seconds: $0) } ?? "–"
            },
            .number("kWh", sort: "energy") { row in row.energy.map { say.energyNumber($0) } ?? "–" },
            .number(say(.amount), sort: "amount") { row in
                row.amount.map { say.exactAmount($0, row.currency) } ?? "–"
            },
            Column(say(.state)) { row in
                div(.class("badges")) {
                    stateBadge(row.state, say)
                    flagBadges(row.flags, say)
                }
            },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No sessions yet", nl: "Nog geen sessies"),
            say(
                en: "A session appears as soon as a charge point reports its start.",
                nl: "Een sessie verschijnt zodra een laadpunt de start meldt."
            )
        ) { linkButton(say(.chargePoints), to: .chargePoints) }
    }
}
