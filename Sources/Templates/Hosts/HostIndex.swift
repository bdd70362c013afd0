package import Values

/// All hosts of the operator.
package enum HostIndex {
    package struct Row: Sendable {
        package let host: Mention
        package let reference: String
        package let kind: HostKind
        package let siteCount: Int
        package let chargePointCount: Int
        /// What the operator owes the host by the ledger.
        package let balance: Money
        /// What a bank file would be refused for.
        package let lacks: [HostLack]

        package init(
            host: Mention,
            reference: String,
            kind: HostKind,
            siteCount: Int,
            chargePointCount: Int,
            balance: Money,
            lacks: [HostLack]
        ) {
            self.host = host
            self.reference = reference
            self.kind = kind
            self.siteCount = siteCount
            self.chargePointCount = chargePointCount
            self.balance = balance
            self.lacks = lacks
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]

        package init(query: ListQuery, total: Int, rows: [Row]) {
            self.query = query
            self.total = total
            self.rows = rows
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["search", "kind"],
        sorts: ["name", "sites", "balance"],
        sort: "name"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new = linkButton(say(en: "New host", nl: "Nieuwe locatiehouder"), to: .newHost, style: .primary)
        let list = ListState(
            .hosts,
            model.query,
            total: model.total,
            filters: filters(say),
            exports: ExportFormat.allCases
        )
        return Page.app(say(.hosts), frame: frame, actions: new) {
            dataTable(say(.hosts), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static func filters(_ say: Reader) -> [Filter] {
        [
            .search(name: "search", title: .search),
            .choice(
                name: "kind",
                title: HostKind.heading,
                choices: choices(HostKind.allCases, say, title: \.title)
            ),
        ]
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.host), sort: "name") { row in
                div {
                    row.host.html
                    small { row.reference }
                }
            },
            Column(say(HostKind.heading)) { row in say(row.kind.title) },
            .number(say(.sites), sort: "sites") { row in say.count(row.siteCount) },
            .number(say(.chargePoints)) { row in say.count(row.chargePointCount) },
            .number(say(en: "Owed", nl: "Verschuldigd"), sort: "balance") { row in say.money(row.balance) },
            Column(say(en: "Payment details", nl: "Betaalgegevens")) { row in lackBadges(row.lacks, say) },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No hosts yet", nl: "Nog geen locatiehouders"),
            say(
                en: "A host owns the connection that charge points draw from, and is credited for the energy.",
                nl: "Een locatiehouder bezit de aansluiting waar laadpunten van afnemen en krijgt de energie vergoed."
            )
        ) { linkButton(say(en: "Add the first host", nl: "Voeg de eerste toe"), to: .newHost, style: .primary) }
    }
}
