package import Values

/// What back-offices did with charge points, and what waits for a person's decision about one.
package enum NoticeIndex {
    /// The kinds that the list can be narrowed to.
    package enum Kind: String, CaseIterable, Sendable {
        case moved
        case keyRotation = "key_rotation"
        case securityProfile = "security_profile"
        case firmware
        case hardReset = "hard_reset"
        case messageTooBig = "message_too_big"
        case toldTwice = "told_twice"
        case startNotAccepted = "start_not_accepted"
        case parked = "outbox_parked"

        var title: Text { NoticeWords.text(rawValue) }

        var tone: Tone {
            switch self {
            case .moved, .messageTooBig, .parked, .startNotAccepted: .bad
            case .keyRotation, .securityProfile, .firmware, .toldTwice: .caution
            case .hardReset: .neutral
            }
        }
    }

    package struct Row: Sendable {
        package let at: Timestamp
        package let chargePoint: Mention
        package let upstream: String
        /// `nil` for a kind of a newer release.
        package let kind: Kind?
        package let detail: String

        package init(at: Timestamp, chargePoint: Mention, upstream: String, kind: Kind?, detail: String) {
            self.at = at
            self.chargePoint = chargePoint
            self.upstream = upstream
            self.kind = kind
            self.detail = detail
        }
    }

    /// A charge point with messages about which a person has to decide.
    package struct Parked: Sendable {
        package let chargePoint: Mention
        package let count: Int
        package let since: Timestamp

        package init(chargePoint: Mention, count: Int, since: Timestamp) {
            self.chargePoint = chargePoint
            self.count = count
            self.since = since
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        package let parked: [Parked]

        package init(query: ListQuery, total: Int, rows: [Row], parked: [Parked]) {
            self.query = query
            self.total = total
            self.rows = rows
            self.parked = parked
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["kind", "search"],
        sorts: ["at"],
        sort: "at",
        isDescending: true
    )

    package static let title = Text(en: "What back-offices did", nl: "Wat backoffices deden")

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let filters: [Filter] = [
            .choice(name: "kind", title: HostKind.heading, choices: choices(Kind.allCases, say, title: \.title)),
            .search(name: "search", title: .search),
        ]
        let list = ListState(.notices, model.query, total: model.total, filters: filters)
        let crumbs = [Crumb(say(.upstreams), .upstreams)]
        return Page.app(say(title), frame: frame, crumbs: crumbs, lead: HTML(say(lead))) {
            if !model.parked.isEmpty {
                tableCard(say(parkedTitle)) { plainTable(say(parkedTitle), parkedColumns(say), model.parked) }
            }
            dataTable(say(title), list, columns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "When", nl: "Wanneer"), sort: "at") { row in moment(row.at, say) },
            Column(say(.chargePoint)) { row in
                div {
                    row.chargePoint.html
                    small { row.upstream }
                }
            },
            Column(say(en: "What", nl: "Wat")) { row in
                div {
                    badge(say(row.kind?.title ?? newer), row.kind?.tone ?? .neutral)
                    small { row.detail }
                }
            },
        ]
    }

    private static func parkedColumns(_ say: Reader) -> [Column<Parked>] {
        [
            Column(say(.chargePoint)) { row in row.chargePoint.html },
            .number(say(en: "Messages", nl: "Berichten")) { row in say.count(row.count) },
            Column(say(en: "Oldest since", nl: "Oudste sinds")) { row in moment(row.since, say) },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(say(en: "Nothing noticed", nl: "Niets opgemerkt"), say(whenEmpty))
    }

    private static let lead = Text(
        en: "Noticed on the way through, not held up. Administrators also get a mail, once an hour at most.",
        nl: "Opgemerkt onderweg, niet tegengehouden. Beheerders krijgen ook een e-mail, hoogstens eens per uur."
    )
    private static let parkedTitle = Text(
        en: "Messages for a back-office that wait for you",
        nl: "Berichten voor een backoffice die op u wachten"
    )
    private static let newer = Text(en: "Something else", nl: "Iets anders")
    private static let whenEmpty = Text(
        en: "A back-office that moves, re-keys or updates a charge point shows up here.",
        nl: "Een backoffice die een laadpunt verplaatst, een nieuwe sleutel of andere firmware geeft, verschijnt hier."
    )
}
