import Templates
import Values

extension SamplePage {
    static let ereWatch: [SamplePage] = [
        SamplePage("ere-watch") { EREWatchIndex.view(watched(rows, rules()), frame: Sample.frame(.ereWatch)) },
        SamplePage("ere-watch-empty-nl") {
            EREWatchIndex.view(
                watched([], []),
                frame: Sample.frame(.ereWatch, role: .partnerSupport, language: .dutch)
            )
        },
    ]

    private static let rows = [
        EREWatchIndex.Row(
            kind: .mandate,
            customer: Mention("Sanne Bakker", .customer(CustomerID(7))),
            enrolment: Mention("871685900000000004", .ereEnrolment(EREEnrolmentID(3))),
            day: Sample.day.adding(days: 25),
            daysLeft: 25
        ),
        EREWatchIndex.Row(
            kind: .silence,
            customer: Mention("VvE De Gracht", .customer(CustomerID(8))),
            enrolment: Mention("Alfen Eve ACE0123456", .ereEnrolment(EREEnrolmentID(4))),
            day: Sample.day.adding(days: -44),
            daysLeft: -44
        ),
        EREWatchIndex.Row(
            kind: .evidence,
            customer: Mention("Sanne Bakker", .customer(CustomerID(7))),
            enrolment: Mention("Alfen Eve ACE0123457", .ereEnrolment(EREEnrolmentID(3))),
            day: Sample.day.adding(days: 60),
            daysLeft: 60
        ),
    ]

    private static func rules() -> [EREWatchIndex.Rule] {
        [
            EREWatchIndex.Rule(
                name: "mandate",
                title: Text(en: "Days before a mandate ends", nl: "Dagen voordat een machtiging eindigt"),
                field: Field("90 60 30 7")
            )
        ]
    }

    private static func watched(_ rows: [EREWatchIndex.Row], _ rules: [EREWatchIndex.Rule]) -> EREWatchIndex.Model {
        EREWatchIndex.Model(
            query: ListQuery(rules: EREWatchIndex.rules),
            total: rows.count,
            rows: rows,
            rules: rules
        )
    }
}
