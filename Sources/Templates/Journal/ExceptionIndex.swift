package import Values

/// Everything that keeps a session from being paid, and what would set it free.
package enum ExceptionIndex {
    package enum Kind: String, CaseIterable, Sendable {
        case priceMissing = "price_missing"
        case held
        case noContract = "no_contract"
        case frameUnread = "frame_unread"

        var title: Text {
            switch self {
            case .priceMissing: Text(en: "Price missing", nl: "Prijs ontbreekt")
            case .held: Text(en: "Needs a decision", nl: "Vraagt een besluit")
            case .noContract: Text(en: "No contract", nl: "Geen contract")
            case .frameUnread: Text(en: "Message not understood", nl: "Bericht niet begrepen")
            }
        }

        var remedy: Text {
            switch self {
            case .priceMissing:
                Text(
                    en: "Completes by itself when the price is imported.",
                    nl: "Wordt vanzelf volledig zodra de prijs is geïmporteerd."
                )
            case .held: Text(en: "Open the session and decide.", nl: "Open de sessie en beslis.")
            case .noContract:
                Text(en: "Make a contract that holds on that day.", nl: "Maak een contract dat die dag geldt.")
            case .frameUnread:
                Text(
                    en: "The message is kept; look at it with the vendor.",
                    nl: "Het bericht is bewaard; bekijk het met de leverancier."
                )
            }
        }

        var tone: Tone { self == .priceMissing ? .caution : .bad }
    }

    package struct Row: Sendable {
        package let kind: Kind
        package let subject: Mention
        package let place: String
        package let since: Timestamp
        /// What exactly is missing or wrong.
        package let detail: Text

        package init(kind: Kind, subject: Mention, place: String, since: Timestamp, detail: Text) {
            self.kind = kind
            self.subject = subject
            self.place = place
            self.since = since
            self.detail = detail
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        /// How many of each kind there are.
        package let counts: [Kind: Int]

        package init(query: ListQuery, total: Int, rows: [Row], counts: [Kind: Int]) {
            self.query = query
            self.total = total
            self.rows = rows
            self.counts = counts
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["kind", "search"],
        sorts: ["since", "kind"],
        sort: "since",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let filters: [Filter] = [
            .choice(name: "kind", title: HostKind.heading, choices: choices(Kind.allCases, say, title: \.title)),
            .search(name: "search", title: .search),
        ]
        let list = ListState(
            .exceptions,
            model.query,
            total: model.total,
            filters: filters,
            exports: ExportFormat.allCases
        )
        return Page.app(say(.exceptions), frame: frame, lead: HTML(say(lead))) {
            tiles(counts(model, say))
            dataTable(say(.exceptions), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static let lead = Text(
        en: "What keeps sessions from being paid. Nothing here is lost or guessed.",
        nl: "Wat sessies van vergoeding afhoudt. Niets hiervan is verloren of gegokt."
    )

    private static func counts(_ model: Model, _ say: Reader) -> [Tile] {
        Kind.allCases.map { kind in
            let count = model.counts[kind] ?? 0
            return Tile(say(kind.title), say.count(count), tone: count == 0 ? .neutral : kind.tone)
        }
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(HostKind.heading), sort: "kind") { row in badge(say(row.kind.title), row.kind.tone) },
            Column(say(en: "Subject", nl: "Onderwerp")) { row in
                div {
                    row.subject.html
                    small { row.place }
                }
            },
            Column(say(en: "Since", nl: "Sinds"), sort: "since") { row in moment(row.since, say) },
            Column(say(en: "What is wrong", nl: "Wat is er mis")) { row in
                div {
                    say(row.detail)
                    small { say(row.kind.remedy) }
                }
            },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "Nothing needs attention", nl: "Niets vraagt aandacht"),
            say(
                en: "Every session that ended has its price, its contract and no open question.",
                nl: "Elke beëindigde sessie heeft een prijs, een contract en geen open vraag."
            )
        )
    }
}
