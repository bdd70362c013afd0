package import Values

/// How far a customer has come.
package enum CustomerStanding: String, CaseIterable, Sendable {
    case added, invited, joined
    case inProgress = "in_progress"
    case waiting, refused, active, ended

    package var title: Text {
        switch self {
        case .added: Text(en: "Not invited", nl: "Niet uitgenodigd")
        case .invited: Text(en: "Invited", nl: "Uitgenodigd")
        case .joined: Text(en: "Signed in, nothing begun", nl: "Ingelogd, niets begonnen")
        case .inProgress: Text(en: "In progress", nl: "Bezig")
        case .waiting: Text(en: "Waiting for evidence", nl: "Wacht op bewijs")
        case .refused: Text(en: "Refused", nl: "Afgewezen")
        case .active: Text(en: "Active", nl: "Actief")
        case .ended: Text(en: "Ended", nl: "Beëindigd")
        }
    }

    var tone: Tone {
        switch self {
        case .added, .ended: .neutral
        case .invited, .joined, .inProgress: .info
        case .waiting: .caution
        case .refused: .bad
        case .active: .good
        }
    }
}

/// The customers of an operator, for those who look after them.
package enum CustomerIndex {
    package struct Row: Sendable {
        package let customer: Mention
        package let email: String
        package let reference: String
        package let town: String
        package let kind: CustomerKind
        package let standing: CustomerStanding
        package let createdAt: Timestamp
        /// When it was written to last.
        package let invitedAt: Timestamp?

        package init(
            customer: Mention,
            email: String,
            reference: String,
            town: String,
            kind: CustomerKind,
            standing: CustomerStanding,
            createdAt: Timestamp,
            invitedAt: Timestamp?
        ) {
            self.customer = customer
            self.email = email
            self.reference = reference
            self.town = town
            self.kind = kind
            self.standing = standing
            self.createdAt = createdAt
            self.invitedAt = invitedAt
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
        filters: ["search", "state", "kind"],
        sorts: ["name", "town", "created"],
        sort: "name"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .customers,
            model.query,
            total: model.total,
            filters: filters(say),
            exports: ExportFormat.allCases
        )
        return Page.app(say(.customers), frame: frame, actions: actions(say)) {
            dataTable(say(.customers), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static func actions(_ say: Reader) -> HTML {
        HTML {
            linkButton(say(.inviteMany), to: .customerImport)
            linkButton(say(.newCustomer), to: .newCustomer, style: .primary)
        }
    }

    private static func filters(_ say: Reader) -> [Filter] {
        [
            .search(name: "search", title: .search),
            .choice(name: "state", title: .state, choices: choices(CustomerStanding.allCases, say, title: \.title)),
            .choice(
                name: "kind",
                title: CustomerKind.heading,
                choices: choices(CustomerKind.allCases, say, title: \.title)
            ),
        ]
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.customer), sort: "name") { row in
                div {
                    row.customer.html
                    small { row.email }
                }
            },
            Column(say(.state)) { row in badge(say(row.standing.title), row.standing.tone) },
            Column(say(CustomerKind.heading)) { row in say(row.kind.title) },
            Column(say(en: "Town", nl: "Plaats"), sort: "town") { row in row.town.orDash },
            Column(say(.reference)) { row in row.reference.orDash },
            Column(say(en: "Invited", nl: "Uitgenodigd")) { row in
                if let at = row.invitedAt { recentMoment(at, say) } else { "–" }
            },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No customers yet", nl: "Nog geen klanten"),
            say(
                en: "Invite them one by one, or hand in a list. They turn earning ERE on themselves.",
                nl: "Nodig ze een voor een uit, of lever een lijst in. Ze zetten ERE verdienen zelf aan."
            )
        )
    }
}

extension Text {
    package static let customer = Text(en: "Customer", nl: "Klant")
    package static let newCustomer = Text(en: "Invite a customer", nl: "Klant uitnodigen")
    package static let inviteMany = Text(en: "Invite by list", nl: "Uitnodigen met een lijst")
}
