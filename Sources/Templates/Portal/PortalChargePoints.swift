package import Values

/// A host's own charge points with their live state.
package enum PortalChargePoints {
    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [ChargePointIndex.Row]

        package init(query: ListQuery, total: Int, rows: [ChargePointIndex.Row]) {
            self.query = query
            self.total = total
            self.rows = rows
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["search", "online"],
        sorts: ["identity", "site", "last_message"],
        sort: "identity"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let connection = [
            Choice("yes", say(en: "Online", nl: "Online")), Choice("no", say(en: "Offline", nl: "Offline")),
        ]
        let list = ListState(
            .portalChargePoints,
            model.query,
            total: model.total,
            filters: [
                .search(name: "search", title: .search),
                .choice(name: "online", title: Text(en: "Connection", nl: "Verbinding"), choices: connection),
            ],
            exports: ExportFormat.allCases
        )
        let columns = ChargePointIndex.tableColumns(say)
        return Page.app(say(.chargePoints), frame: frame, actions: connect(frame)) {
            dataTable(say(.chargePoints), list, columns, model.rows, whenEmpty: empty(frame), say: say)
        }
    }

    private static func connect(_ frame: PageFrame) -> HTML {
        guard frame.mayConnect else { return .empty }
        return linkButton(frame.say(.connectCharger), to: .portalConnect, style: .primary)
    }

    private static func empty(_ frame: PageFrame) -> HTML {
        let brand = frame.brand.name
        let ask = Text(
            en: "Ask \(brand) to add yours; they appear here as soon as they are known.",
            nl: "Vraag \(brand) de uwe toe te voegen; ze staan hier zodra ze bekend zijn."
        )
        let start = Text(
            en: "Connect one: its address is changed once, and it appears here as soon as it calls in.",
            nl: "Verbind er een: het adres verandert één keer, en het verschijnt hier zodra het zich meldt."
        )
        return emptyState(
            frame.say(en: "No charge points yet", nl: "Nog geen laadpunten"),
            frame.say(frame.mayConnect ? start : ask)
        ) {
            connect(frame)
        }
    }
}
