package import Values

/// All partners of the platform.
package enum PartnerIndex {
    package struct Row: Sendable {
        package let partner: Mention
        package let reference: String
        package let town: String
        package let state: PartnerState
        /// `nil` where the first terms begin later.
        package let model: PayoutModel?
        package let serviceFeePercent: Exact?
        package let customerCount: Int
        package let since: Timestamp

        package init(
            partner: Mention,
            reference: String,
            town: String,
            state: PartnerState,
            model: PayoutModel?,
            serviceFeePercent: Exact?,
            customerCount: Int,
            since: Timestamp
        ) {
            self.partner = partner
            self.reference = reference
            self.town = town
            self.state = state
            self.model = model
            self.serviceFeePercent = serviceFeePercent
            self.customerCount = customerCount
            self.since = since
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
        filters: ["search", "state"],
        sorts: ["name", "customers", "since"],
        sort: "name"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new =
            frame.user?.role == .platformAdmin
            ? linkButton(say(en: "New partner", nl: "Nieuwe partner"), to: .newPartner, style: .primary) : .empty
        let list = ListState(
            .partners,
            model.query,
            total: model.total,
            filters: [
                .search(name: "search", title: .search),
                .choice(name: "state", title: .state, choices: choices(PartnerState.allCases, say, title: \.title)),
            ],
            exports: ExportFormat.allCases
        )
        return Page.app(say(.partners), frame: frame, lead: HTML(say(lead)), actions: new) {
            dataTable(say(.partners), list, columns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static let lead = Text(
        en: "Operators of charge points whose customers' units you book.",
        nl: "Exploitanten van laadpunten van wier klanten u eenheden inboekt."
    )

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.partner), sort: "name") { row in
                div {
                    row.partner.html
                    small { [row.reference, row.town].filter { !$0.isEmpty }.joined(separator: " · ") }
                }
            },
            Column(say(.state)) { row in badge(say(row.state.title), row.state.tone) },
            Column(say(PayoutModel.heading)) { row in row.model.map { say($0.title) } ?? "–" },
            .number(say(.serviceFee)) { row in row.serviceFeePercent.map { say.percent($0) } ?? "–" },
            .number(say(.customers), sort: "customers") { row in say.count(row.customerCount) },
            Column(say(en: "Since", nl: "Sinds"), sort: "since") { row in moment(row.since, say) },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No partners yet", nl: "Nog geen partners"),
            say(
                en: "A partner brings its customers and their charge points; you book and pay out.",
                nl: "Een partner brengt klanten en hun laadpunten mee; u boekt in en keert uit."
            )
        )
    }
}
