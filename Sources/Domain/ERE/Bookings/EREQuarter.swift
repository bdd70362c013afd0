package import Values

/// A quarter of a calendar year, `2026-Q3`: what is booked together.
package struct EREQuarter: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    /// 1 to 4.
    package let number: Int

    /// - Returns: `nil` unless the year has units and the number is 1 to 4.
    package init?(year: Int, number: Int) {
        guard (EREYears.first...2100).contains(year), (1...4).contains(number) else { return nil }
        self.year = year
        self.number = number
    }

    /// Reads `2026-Q3`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, parts[1].first?.uppercased() == "Q",
            let year = Int(parts[0]), let number = Int(parts[1].dropFirst())
        else { return nil }
        self.init(year: year, number: number)
    }

    /// The quarter of a day; `nil` before units existed.
    package init?(of day: LocalDate) {
        self.init(year: day.yearMonth.year, number: (day.yearMonth.month - 1) / 3 + 1)
    }

    package var description: String { "\(year)-Q\(number)" }

    package static func < (left: EREQuarter, right: EREQuarter) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }

    /// Its first day.
    package var firstDay: LocalDate { month(number * 3 - 2) }
    /// The first day that is no more in it.
    package var endDay: LocalDate { firstDay.yearMonth.adding(months: 3).firstDay }
    /// The month that it ends with.
    package var lastMonth: YearMonth { endDay.adding(days: -1).yearMonth }
    /// The one before; `nil` before units existed.
    package var previous: EREQuarter? { EREQuarter(of: firstDay.adding(days: -1)) }

    /// Its moments in the scheme's own zone, `[from, until)`.
    package var span: (from: Timestamp, until: Timestamp) {
        (EREQuarter.zone.start(of: firstDay), EREQuarter.zone.start(of: endDay))
    }

    /// Days of delivery are those of the Netherlands, wherever a connection's site has its clock.
    package static let zone = Zone.named("Europe/Amsterdam") ?? .utc

    private func month(_ month: Int) -> LocalDate {
        // Every year has these.
        LocalDate(year: year, month: month, day: 1) ?? LocalDate(daysSinceEpoch: 0)
    }
}
