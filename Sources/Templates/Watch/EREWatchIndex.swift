package import Values

/// Mandates and evidence that end, chargers that fell silent, and when people are reminded.
package enum EREWatchIndex {
    package enum Kind: String, CaseIterable, Sendable {
        case mandate, silence, evidence

        var title: Text {
            switch self {
            case .mandate: Text(en: "Mandate ends", nl: "Machtiging eindigt")
            case .silence: Text(en: "Charger silent", nl: "Lader stil")
            case .evidence: Text(en: "Evidence of a meter ends", nl: "Bewijs van een meter eindigt")
            }
        }
    }

    package struct Row: Sendable {
        package let kind: Kind
        package let customer: Mention
        package let enrolment: Mention
        /// The last day of mandate or evidence, or on which a charger was heard last.
        package let day: LocalDate
        /// Days from today; negative before it.
        package let daysLeft: Int

        package init(kind: Kind, customer: Mention, enrolment: Mention, day: LocalDate, daysLeft: Int) {
            self.kind = kind
            self.customer = customer
            self.enrolment = enrolment
            self.day = day
            self.daysLeft = daysLeft
        }
    }

    /// When people are reminded of a kind.
    package struct Rule: Sendable {
        package let name: String
        package let title: Text
        package let field: Field

        package init(name: String, title: Text, field: Field) {
            self.name = name
            self.title = title
            self.field = field
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        /// Empty for those who do not set them.
        package let rules: [Rule]

        package init(query: ListQuery, total: Int, rows: [Row], rules: [Rule]) {
            self.query = query
            self.total = total
            self.rows = rows
            self.rules = rules
        }
    }

    package static let rules = ListQuery.Rules(filters: ["search", "kind"], sorts: ["day", "customer"], sort: "day")

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let kinds = Kind.allCases.map { Choice($0.rawValue, say($0.title)) }
        let list = ListState(
            .ereWatch,
            model.query,
            total: model.total,
            filters: [
                .search(name: "search", title: .search),
                .choice(name: "kind", title: Text(en: "What", nl: "Wat"), choices: kinds),
            ],
            exports: ExportFormat.allCases
        )
        return Page.app(say(.ereWatch), frame: frame, lead: HTML(say(lead))) {
            formErrors(model.rules.map(\.field), say)
            dataTable(say(.ereWatch), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
            if !model.rules.isEmpty { settings(model, frame) }
        }
    }

    private static let lead = Text(
        en: "What ends in the next months, and chargers of which nothing was heard. Nothing is renewed by itself.",
        nl: "Wat in de komende maanden eindigt, en laders waarvan niets is gehoord. Niets wordt vanzelf verlengd."
    )

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "What", nl: "Wat")) { row in
                badge(say(row.kind.title), row.kind != .silence && row.daysLeft <= 30 ? .bad : .caution)
            },
            Column(say(.customer), sort: "customer") { row in row.customer.html },
            Column(say(en: "Connection or charger", nl: "Aansluiting of lader")) { row in row.enrolment.html },
            Column(say(en: "Day", nl: "Dag"), sort: "day") { row in
                div {
                    say.date(row.day)
                    small { distance(row.daysLeft, say) }
                }
            },
        ]
    }

    private static func distance(_ days: Int, _ say: Reader) -> String {
        days >= 0
            ? say(en: "in \(days) days", nl: "over \(days) dagen")
            : say(en: "\(-days) days ago", nl: "\(-days) dagen geleden")
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "Nothing to look after", nl: "Niets om naar te kijken"),
            say(
                en:
                    "No mandate and no evidence ends soon, and every charger was heard of. Mails go out before it changes.",
                nl:
                    "Er eindigt geen machtiging en geen bewijs, en van elke lader is gehoord. Voordat dat verandert, gaan er mails uit."
            )
        )
    }

    private static func settings(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "When people are reminded", nl: "Wanneer mensen een herinnering krijgen")) {
            postForm(frame, to: .ereWatch, .class("form")) {
                p(.class("soft")) { say(explained) }
                model.rules.map { rule in
                    inputField(Control(rule.name, rule.title).optional, rule.field, say)
                }
                formActions { submitButton(say(.save), style: .secondary) }
            }
        }
    }

    private static let explained = Text(
        en: "Numbers of days with blanks between, eight at most; none turns it off. Each person is told once for each.",
        nl:
            "Aantallen dagen met spaties ertussen, hooguit acht; geen zet het uit. Iedereen hoort het per aantal één keer."
    )
}

extension Text {
    static let ereWatch = Text(en: "Ends and silence", nl: "Einde en stilte")
}
