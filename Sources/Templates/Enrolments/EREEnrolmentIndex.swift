package import Values

/// All enrolments of the operator's customers.
package enum EREEnrolmentIndex {
    package struct Row: Sendable {
        package let enrolment: Mention
        package let standing: EREStanding
        package let ean: String
        package let town: String
        package let chargers: Int
        package let unseen: Int
        package let years: ClosedRange<Int>?
        package let changedAt: Timestamp
        package let signedAt: Timestamp?

        package init(
            enrolment: Mention,
            standing: EREStanding,
            ean: String,
            town: String,
            chargers: Int,
            unseen: Int,
            years: ClosedRange<Int>?,
            changedAt: Timestamp,
            signedAt: Timestamp?
        ) {
            self.enrolment = enrolment
            self.standing = standing
            self.ean = ean
            self.town = town
            self.chargers = chargers
            self.unseen = unseen
            self.years = years
            self.changedAt = changedAt
            self.signedAt = signedAt
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
        sorts: ["customer", "changed", "signed"],
        sort: "changed",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .ereEnrolments,
            model.query,
            total: model.total,
            filters: filters(say),
            exports: ExportFormat.allCases
        )
        return Page.app(
            say(.ereEnrolments),
            frame: frame,
            actions: linkButton(say(.importEnrolments), to: .customerFile(.enrolmentImport))
        ) {
            dataTable(say(.ereEnrolments), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static let states: [(String, EREStanding)] = [
        ("draft", .draft), ("waiting", .waiting), ("active", .active), ("refused", .refused), ("ended", .ended),
        ("discarded", .discarded),
    ]

    private static func filters(_ say: Reader) -> [Filter] {
        [
            .search(name: "search", title: .search),
            .choice(
                name: "state",
                title: .state,
                choices: states.map { Choice($0.0, say($0.1.title)) }
            ),
        ]
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Customer", nl: "Klant"), sort: "customer") { row in
                div {
                    row.enrolment.html
                    small { row.town }
                }
            },
            Column(say(.state)) { row in row.standing.badge(say) },
            Column("EAN") { row in code { row.ean } },
            Column(say(en: "Years", nl: "Jaren")) { row in row.years.map { EREYearWords.range($0) } ?? "" },
            .number(say(en: "Chargers", nl: "Laders")) { row in say.count(row.chargers) },
            .number(say(en: "To look at", nl: "Te bekijken")) { row in say.count(row.unseen) },
            Column(say(en: "Signed", nl: "Getekend"), sort: "signed") { row in
                row.signedAt.map { say.dateTime($0) } ?? ""
            },
            Column(say(en: "Changed", nl: "Gewijzigd"), sort: "changed") { row in say.dateTime(row.changedAt) },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No enrolments yet", nl: "Nog geen aanmeldingen"),
            say(
                en: "Customers turn earning ERE on in their own environment; what they hand in is looked at here.",
                nl: "Klanten zetten ERE verdienen in hun eigen omgeving aan; wat ze aanleveren bekijkt u hier."
            )
        )
    }
}

extension Text {
    package static let ereEnrolments = Text(en: "ERE enrolments", nl: "ERE-aanmeldingen")
}
