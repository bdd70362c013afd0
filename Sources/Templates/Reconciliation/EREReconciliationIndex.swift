package import Values

/// The quarters that are reconciled, each with the day by which, and what of it is not booked.
package enum EREReconciliationIndex {
    package struct Row: Sendable {
        package let quarter: Mention
        package let due: LocalDate
        /// Days from today; negative after it.
        package let daysLeft: Int
        package let booked: Int
        package let unbooked: Int
        package let unbookedEnergy: Energy

        package init(
            quarter: Mention,
            due: LocalDate,
            daysLeft: Int,
            booked: Int,
            unbooked: Int,
            unbookedEnergy: Energy
        ) {
            self.quarter = quarter
            self.due = due
            self.daysLeft = daysLeft
            self.booked = booked
            self.unbooked = unbooked
            self.unbookedEnergy = unbookedEnergy
        }
    }

    package static func view(_ rows: [Row], frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.reconciliation),
            frame: frame,
            lead: HTML(say(EREReconciliationWords.lead)),
            actions: linkButton(say(.ereCalendar), to: .ereCalendar)
        ) {
            if rows.isEmpty {
                card(say(quarters)) { empty(say) }
            } else {
                tableCard(say(quarters)) { plainTable(say(quarters), columns(say), rows) }
            }
        }
    }

    private static let quarters = Text(en: "Quarters", nl: "Kwartalen")

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "Nothing measured yet", nl: "Nog niets gemeten"),
            say(
                en: "As soon as a quarter was measured, it is reconciled here.",
                nl: "Zodra een kwartaal is gemeten, wordt het hier afgestemd."
            )
        ) {
            linkButton(say(.ereBookings), to: .ereBookings)
        }
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Quarter", nl: "Kwartaal")) { row in row.quarter.html },
            Column(say(en: "Reconcile by", nl: "Afstemmen voor")) { row in
                div {
                    say.date(row.due)
                    small { row.daysLeft >= 0 ? left(row.daysLeft, say) : say(en: "passed", nl: "voorbij") }
                }
            },
            .number(say(en: "Lines booked", nl: "Regels ingeboekt")) { row in say.count(row.booked) },
            .number(say(en: "Lines not booked", nl: "Regels niet ingeboekt")) { row in say.count(row.unbooked) },
            .number(say(en: "kWh not booked", nl: "kWh niet ingeboekt")) { row in say.energyNumber(row.unbookedEnergy)
            },
        ]
    }

    private static func left(_ days: Int, _ say: Reader) -> String {
        say(en: "in \(days) days", nl: "over \(days) dagen")
    }
}
