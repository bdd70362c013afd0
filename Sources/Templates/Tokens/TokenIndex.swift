package import Values

/// Whether a token may charge.
package enum TokenState: String, CaseIterable, Sendable {
    case active, blocked, expired

    var title: Text {
        switch self {
        case .active: Text(en: "Active", nl: "Actief")
        case .blocked: Text(en: "Blocked", nl: "Geblokkeerd")
        case .expired: Text(en: "Expired", nl: "Verlopen")
        }
    }

    var tone: Tone {
        switch self {
        case .active: .good
        case .blocked: .bad
        case .expired: .caution
        }
    }
}

/// The charge cards that may charge at the operator's charge points.
package enum TokenIndex {
    package struct Row: Sendable {
        package let id: TokenID
        package let uid: String
        package let label: String
        package let group: String
        /// The last day on which it may charge.
        package let validThrough: LocalDate?
        package let state: TokenState

        package init(
            id: TokenID,
            uid: String,
            label: String,
            group: String,
            validThrough: LocalDate?,
            state: TokenState
        ) {
            self.id = id
            self.uid = uid
            self.label = label
            self.group = group
            self.validThrough = validThrough
            self.state = state
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        /// Whether the operator lets cards charge that nobody registered.
        package let acceptsUnknown: Bool
        /// Whether the reader's role may change cards.
        package let mayEdit: Bool

        package init(query: ListQuery, total: Int, rows: [Row], acceptsUnknown: Bool, mayEdit: Bool) {
            self.query = query
            self.total = total
            self.rows = rows
            self.acceptsUnknown = acceptsUnknown
            self.mayEdit = mayEdit
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["search", "state"],
        sorts: ["uid", "label", "expires"],
        sort: "uid"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new = linkButton(say(en: "New charge card", nl: "Nieuwe laadpas"), to: .newToken, style: .primary)
        let list = ListState(
            .tokens,
            model.query,
            total: model.total,
            filters: [
                .search(name: "search", title: .search),
                .choice(name: "state", title: .state, choices: choices(TokenState.allCases, say, title: \.title)),
            ],
            exports: ExportFormat.allCases
        )
        return Page.app(
            say(.chargeCards),
            frame: frame,
            lead: HTML(say(model.acceptsUnknown ? unknownAccepted : unknownRefused)),
            actions: model.mayEdit ? new : .empty
        ) {
            dataTable(say(.chargeCards), list, columns(model, frame), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static let unknownAccepted = Text(
        en: "By the settings, cards that are not listed here may charge, too; blocked and expired ones may not.",
        nl: "Volgens de instellingen mogen ook passen laden die hier niet staan; geblokkeerde en verlopen passen niet."
    )
    private static let unknownRefused = Text(
        en: "By the settings, only the active cards listed here may charge.",
        nl: "Volgens de instellingen mogen alleen de actieve passen laden die hier staan."
    )

    private static func columns(_ model: Model, _ frame: PageFrame) -> [Column<Row>] {
        let say = frame.say
        let shown: [Column<Row>] = [
            Column(say(.idTag), sort: "uid") { row in
                if model.mayEdit { a(.href(.token(row.id))) { row.uid } } else { row.uid }
            },
            Column(say(en: "Belongs to", nl: "Is van"), sort: "label") { row in row.label.isEmpty ? "–" : row.label },
            Column(say(.cardGroup)) { row in row.group.isEmpty ? "–" : row.group },
            Column(say(.validThrough), sort: "expires") { row in row.validThrough.map { say.date($0) } ?? "–" },
            Column(say(.state)) { row in badge(say(row.state.title), row.state.tone) },
        ]
        return shown + (model.mayEdit ? [blocking(frame)] : [])
    }

    private static func blocking(_ frame: PageFrame) -> Column<Row> {
        let say = frame.say
        return Column(say(en: "Action", nl: "Actie")) { row in
            postForm(frame, to: .tokenBlocking(row.id), .class("action")) {
                hiddenField("blocked", row.state == .blocked ? "no" : "yes")
                button(
                    .class("button", "button--secondary", "button--small"),
                    .type(.submit),
                    .ariaLabel(say(row.state == .blocked ? .unblock : .block) + " " + row.uid)
                ) { say(row.state == .blocked ? .unblock : .block) }
            }
        }
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No charge cards yet", nl: "Nog geen laadpassen"),
            say(
                en: "Add one here, or bring all of them with laadboek portfolio import.",
                nl: "Voeg er hier een toe, of breng ze allemaal mee met laadboek portfolio import."
            )
        )
    }
}

extension Text {
    static let chargeCards = Text(en: "Charge cards", nl: "Laadpassen")
    static let idTag = Text(en: "Card number", nl: "Pasnummer")
    static let cardGroup = Text(en: "Group", nl: "Groep")
    static let validThrough = Text(en: "Valid through", nl: "Geldig tot en met")
    static let block = Text(en: "Block", nl: "Blokkeren")
    static let unblock = Text(en: "Unblock", nl: "Deblokkeren")
}
