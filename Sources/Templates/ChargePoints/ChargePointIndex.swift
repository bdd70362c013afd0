package import Values

/// All charge points of the operator.
package enum ChargePointIndex {
    package struct Row: Sendable {
        package let chargePoint: Mention
        package let identity: String
        package let site: Mention
        package let isOnline: Bool
        package let lastMessageAt: Timestamp?
        package let connectors: [ConnectorState]
        package let model: String
        package let isRetired: Bool

        package init(
            chargePoint: Mention,
            identity: String,
            site: Mention,
            isOnline: Bool,
            lastMessageAt: Timestamp?,
            connectors: [ConnectorState],
            model: String,
            isRetired: Bool = false
        ) {
            self.chargePoint = chargePoint
            self.identity = identity
            self.site = site
            self.isOnline = isOnline
            self.lastMessageAt = lastMessageAt
            self.connectors = connectors
            self.model = model
            self.isRetired = isRetired
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
        filters: ["search", "site", "online"],
        sorts: ["identity", "site", "last_message"],
        sort: "identity"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .chargePoints,
            model.query,
            total: model.total,
            filters: filters(say),
            exports: ExportFormat.allCases
        )
        let actions = HTML {
            linkButton(say(UnknownCards.title), to: .unknownCards)
            if frame.isAdministrator {
                linkButton(say(CertificateIndex.title), to: .certificates)
                linkButton(say(en: "New charge point", nl: "Nieuw laadpunt"), to: .newChargePoint)
                linkButton(say(.connectCharger), to: .connect, style: .primary)
            }
        }
        return Page.app(say(.chargePoints), frame: frame, actions: actions) {
            dataTable(say(.chargePoints), list, tableColumns(say), model.rows, whenEmpty: empty(frame), say: say)
        }
    }

    private static func filters(_ say: Reader) -> [Filter] {
        let connection = [
            Choice("yes", say(en: "Online", nl: "Online")), Choice("no", say(en: "Offline", nl: "Offline")),
            Choice("retired", say(.outOfUse)),
        ]
        return [
            .search(name: "search", title: .search),
            .search(name: "site", title: .site),
            .choice(
                name: "online",
                title: Text(en: "Connection", nl: "Verbinding"),
                choices: connection,
                unset: Text(en: "All in use", nl: "Alle in gebruik")
            ),
        ]
    }

    static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.chargePoint), sort: "identity") { row in
                div {
                    row.chargePoint.html
                    small { row.identity }
                }
            },
            Column(say(.site), sort: "site") { row in row.site.html },
            Column(say(en: "Connection", nl: "Verbinding")) { row in
                row.isRetired ? badge(say(.outOfUse)) : onlineBadge(row.isOnline, say)
            },
            Column(say(.connectors)) { row in connectorBadges(row.connectors, say) },
            Column(say(en: "Last message", nl: "Laatste bericht"), sort: "last_message") { row in
                if let at = row.lastMessageAt { recentMoment(at, say) } else { "–" }
            },
            Column(say(en: "Model", nl: "Model")) { row in row.model },
        ]
    }

    static func empty(_ frame: PageFrame) -> HTML {
        let say = frame.say
        return emptyState(
            say(en: "No charge points yet", nl: "Nog geen laadpunten"),
            say(
                en: "Add one to get its address and key; it appears online as soon as it calls in.",
                nl: "Voeg er een toe voor adres en sleutel; het komt online zodra het zich meldt."
            )
        ) {
            if frame.isAdministrator { linkButton(say(.connectCharger), to: .connect, style: .primary) }
        }
    }
}
