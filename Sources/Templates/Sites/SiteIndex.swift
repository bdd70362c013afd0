/// All sites of the operator.
package enum SiteIndex {
    package struct Row: Sendable {
        package let site: Mention
        package let host: Mention
        package let address: String
        package let biddingZone: String
        package let chargePointCount: Int
        package let onlineCount: Int

        package init(
            site: Mention,
            host: Mention,
            address: String,
            biddingZone: String,
            chargePointCount: Int,
            onlineCount: Int
        ) {
            self.site = site
            self.host = host
            self.address = address
            self.biddingZone = biddingZone
            self.chargePointCount = chargePointCount
            self.onlineCount = onlineCount
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
        filters: ["search", "host"],
        sorts: ["name", "host", "charge_points"],
        sort: "name"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new = linkButton(say(en: "New site", nl: "Nieuwe locatie"), to: .newSite, style: .primary)
        let filters: [Filter] = [.search(name: "search", title: .search), .search(name: "host", title: .host)]
        let list = ListState(
            .sites,
            model.query,
            total: model.total,
            filters: filters,
            exports: ExportFormat.allCases
        )
        return Page.app(say(.sites), frame: frame, actions: new) {
            dataTable(say(.sites), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.site), sort: "name") { row in
                div {
                    row.site.html
                    small { row.address }
                }
            },
            Column(say(.host), sort: "host") { row in row.host.html },
            Column(say(.biddingZone)) { row in row.biddingZone },
            .number(say(.chargePoints), sort: "charge_points") { row in
                say.count(row.onlineCount) + " / " + say.count(row.chargePointCount)
            },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No sites yet", nl: "Nog geen locaties"),
            say(
                en: "A site is a place with one energy connection, a time zone and a bidding zone.",
                nl: "Een locatie is een plek met één energieaansluiting, een tijdzone en een biedzone."
            )
        ) { linkButton(say(en: "Add the first site", nl: "Voeg de eerste toe"), to: .newSite, style: .primary) }
    }
}
