package import Values

/// What kind of document a credit is.
package enum CreditKind: String, CaseIterable, Sendable {
    case selfBilledInvoice = "self_billed_invoice"
    case payoutStatement = "payout_statement"

    package var title: Text {
        switch self {
        case .selfBilledInvoice: Text(en: "Self-billed invoice", nl: "Factuur uitgereikt door afnemer")
        case .payoutStatement: Text(en: "Payout statement", nl: "Uitbetalingsoverzicht")
        }
    }
}

/// All credit documents of the operator.
package enum CreditIndex {
    package struct Row: Sendable {
        package let credit: Mention
        package let kind: CreditKind
        package let host: Mention
        package let period: YearMonth
        package let issuedOn: LocalDate
        package let dueOn: LocalDate
        package let lineCount: Int
        package let total: Money
        package let state: CreditState

        package init(
            credit: Mention,
            kind: CreditKind,
            host: Mention,
            period: YearMonth,
            issuedOn: LocalDate,
            dueOn: LocalDate,
            lineCount: Int,
            total: Money,
            state: CreditState
        ) {
            self.credit = credit
            self.kind = kind
            self.host = host
            self.period = period
            self.issuedOn = issuedOn
            self.dueOn = dueOn
            self.lineCount = lineCount
            self.total = total
            self.state = state
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        package let hosts: [Choice]
        /// Whether bank files can be made: the operator's books are in euro.
        package let takesBankFile: Bool

        package init(query: ListQuery, total: Int, rows: [Row], hosts: [Choice], takesBankFile: Bool) {
            self.query = query
            self.total = total
            self.rows = rows
            self.hosts = hosts
            self.takesBankFile = takesBankFile
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["month", "host", "state", "search"],
        sorts: ["number", "period", "host", "total", "due"],
        sort: "number",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let filters: [Filter] = [
            .month(name: "month", title: .month),
            .choice(name: "host", title: .host, choices: model.hosts),
            .choice(name: "state", title: .state, choices: choices(CreditState.allCases, say, title: \.title)),
            .search(name: "search", title: .number),
        ]
        let list = ListState(
            .credits,
            model.query,
            total: model.total,
            filters: filters,
            exports: ExportFormat.allCases
        )
        return Page.app(say(.credits), frame: frame) {
            if !model.takesBankFile { notice(.info, say(.bankFilesInEuroOnly)) }
            dataTable(
                say(.credits),
                list,
                tableColumns(say, withHost: true),
                model.rows,
                whenEmpty: empty(say),
                say: say
            )
        }
    }

    static func tableColumns(_ say: Reader, withHost: Bool) -> [Column<Row>] {
        let document: Column<Row> = Column(say(.number), sort: "number") { row in
            div {
                row.credit.html
                small { say(row.kind.title) }
            }
        }
        let host: Column<Row> = Column(say(.host), sort: "host") { row in row.host.html }
        return [document] + (withHost ? [host] : []) + figures(say)
    }

    private static func figures(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.period), sort: "period") { row in say.month(row.period) },
            Column(say(en: "Issued", nl: "Opgemaakt")) { row in say.date(row.issuedOn) },
            Column(say(.due), sort: "due") { row in say.date(row.dueOn) },
            .number(say(.sessions)) { row in say.count(row.lineCount) },
            .number(say(.total), sort: "total") { row in strong { say.money(row.total) } },
            Column(say(.state)) { row in stateBadge(row.state, say) },
        ]
    }

    static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No credits yet", nl: "Nog geen vergoedingen"),
            say(en: "They are made when a month is closed.", nl: "Ze ontstaan als een maand wordt afgesloten.")
        )
    }
}
