package import Values

/// The days on which banks settle payments.
package struct BankingCalendar: Hashable, Sendable {
    /// A day that comes every year.
    package struct AnnualDay: Hashable, Sendable {
        let month: Int
        let day: Int

        package init(_ month: Int, _ day: Int) {
            self.month = month
            self.day = day
        }
    }

    private let annualHolidays: Set<AnnualDay>
    private let holidaysFromEaster: Set<Int64>

    /// A calendar that is closed on Saturdays, Sundays and the holidays given, the movable ones in days from Easter.
    package init(annualHolidays: Set<AnnualDay>, holidaysFromEaster: Set<Int64>) {
        self.annualHolidays = annualHolidays
        self.holidaysFromEaster = holidaysFromEaster
    }

    /// The calendar of TARGET, by which payments in euro settle: closed on New Year's Day, Good Friday, Easter Monday,
    /// 1 May, 25 and 26 December (the ECB's long-term calendar, in force since 2002).
    package static let target = BankingCalendar(
        annualHolidays: [AnnualDay(1, 1), AnnualDay(5, 1), AnnualDay(12, 25), AnnualDay(12, 26)],
        holidaysFromEaster: [-2, 1]
    )

    /// Whether banks settle on a day.
    package func isOpen(on day: LocalDate) -> Bool {
        let parts = day.components
        if day.weekday > 5 || annualHolidays.contains(AnnualDay(parts.month, parts.day)) { return false }
        let easter = BankingCalendar.easter(of: parts.year)
        return !holidaysFromEaster.contains(day.daysSinceEpoch - easter.daysSinceEpoch)
    }

    /// The first banking day after a day.
    package func firstDay(after day: LocalDate) -> LocalDate {
        var next = day.adding(days: 1)
        while !isOpen(on: next) { next = next.adding(days: 1) }
        return next
    }

    /// A day itself when it is a banking day, else the last one before it.
    package func lastDay(onOrBefore day: LocalDate) -> LocalDate {
        var last = day
        while !isOpen(on: last) { last = last.adding(days: -1) }
        return last
    }

    /// The day on which a bank shall pay what is due on a day, when it is asked on another.
    ///
    /// The money is there in time: on the day it is due, or on the banking day before it. What is due sooner than a
    /// bank can pay is paid on the first banking day after the file was made.
    package func executionDay(dueOn due: LocalDate, madeOn made: LocalDate) -> LocalDate {
        max(firstDay(after: made), lastDay(onOrBefore: due))
    }

    /// Easter Sunday of a year by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    package static func easter(of year: Int) -> LocalDate {
        let (golden, century, ofCentury) = (year % 19, year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7
        let lateness = (golden + 11 * epact + 22 * weekday) / 451
        let days = epact + weekday - 7 * lateness + 114
        return LocalDate(year: year, month: days / 31, day: days % 31 + 1) ?? LocalDate(daysSinceEpoch: 0)
    }
}
