package import Values

/// What has to be done for years of deliveries, by when, and how much of it is open.
package enum ERECalendarPage {
    /// One thing to do.
    package struct Row: Sendable {
        package let day: LocalDate
        /// Days from today; negative when it is over.
        package let daysLeft: Int
        package let what: Text
        /// Where the day comes from.
        package let rule: Text
        /// What is open, with where to look; `nil` when nothing is.
        package let open: (text: String, link: Link)?

        package init(day: LocalDate, daysLeft: Int, what: Text, rule: Text, open: (text: String, link: Link)?) {
            self.day = day
            self.daysLeft = daysLeft
            self.what = what
            self.rule = rule
            self.open = open
        }
    }

    package struct Model: Sendable {
        /// By year of delivery, the newest first.
        package let years: [(year: Int, rows: [Row])]

        package init(years: [(year: Int, rows: [Row])]) {
            self.years = years
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.ereCalendar), frame: frame, crumbs: [Crumb(say(.ereFilings), .ereFilings)]) {
            notice(.caution, say(source))
            model.years.map { year in
                let title = say(en: "Deliveries of \(year.year)", nl: "Leveringen van \(year.year)")
                return tableCard(title) { plainTable(title, columns(say), year.rows) }
            }
        }
    }

    private static let source = Text(
        en: """
            The days are those of the authority’s calendar as others quote it; we have not read the official text of 2026. \
            Please check them before you rely on them.
            """,
        nl: """
            De dagen zijn die van de kalender van de autoriteit zoals anderen die aanhalen; de officiële tekst van 2026 hebben \
            wij niet gelezen. Controleer ze voordat u erop vertrouwt.
            """
    )

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Last day", nl: "Laatste dag")) { row in
                div {
                    say.date(row.day)
                    small { left(row.daysLeft, say) }
                }
            },
            Column(say(en: "What", nl: "Wat")) { row in
                div {
                    say(row.what)
                    small { say(row.rule) }
                }
            },
            Column(say(en: "Still open", nl: "Nog open")) { row in
                if let open = row.open {
                    badge(open.text, tone(row.daysLeft))
                    " "
                    a(.href(open.link)) { say(en: "See which", nl: "Bekijk welke") }
                } else {
                    span(.class("soft")) { say(en: "nothing", nl: "niets") }
                }
            },
        ]
    }

    private static func left(_ days: Int, _ say: Reader) -> String {
        switch days {
        case 0: say(en: "today", nl: "vandaag")
        case 1: say(en: "tomorrow", nl: "morgen")
        case 1...: say(en: "in \(days) days", nl: "over \(days) dagen")
        case -1: say(en: "yesterday", nl: "gisteren")
        default: say(en: "\(-days) days ago", nl: "\(-days) dagen geleden")
        }
    }

    /// Open work is bad news when its day is over, and wants a look in the month before.
    private static func tone(_ days: Int) -> Tone { days < 0 ? .bad : days <= 31 ? .caution : .neutral }
}

extension Text {
    package static let ereCalendar = Text(en: "ERE calendar", nl: "ERE-kalender")
}
