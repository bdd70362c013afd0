package import Values

/// The calendar years of mandates and what follows from them.
package enum EREYears {
    /// Units exist from here on.
    package static let first = 2026
    /// The longest mandate; the law asks for whole years and names no most, and a person changes its mind.
    package static let most = 3

    /// What may be signed for on a day: whole calendar years that begin this year or next, longest last.
    ///
    /// A year that has a provider already is left out, and so are those after it.
    package static func choices(on today: LocalDate, isFree: (Int) -> Bool) -> [ClosedRange<Int>] {
        let year = max(today.yearMonth.year, first)
        guard let begin = [year, year + 1].first(where: isFree) else { return [] }
        let free = (begin..<begin + most).prefix { isFree($0) }
        return free.map { begin...$0 }
    }

    /// From when sessions count under a mandate: a mandate holds for whole calendar years, so those of before its
    /// signature count too where readings of them exist.
    ///
    /// Source: providers' pages (market); the official text on sessions before the signature was not read.
    package static func countsFrom(_ years: ClosedRange<Int>) -> LocalDate { day(years.lowerBound, 1, 1) }

    /// The day before which nobody can be paid: units are booked after delivery and paid by the quarter.
    package static func earliestPayout(_ years: ClosedRange<Int>, signedOn day: LocalDate) -> LocalDate {
        let start = max(day, countsFrom(years)).yearMonth
        let monthsLeft = 3 - (start.month - 1) % 3
        return start.adding(months: monthsLeft).firstDay
    }

    /// The last day on which deliveries of a year may be booked: the last working day before 1 March of the next.
    ///
    /// Weekends only; no national holiday falls into those days.
    package static func lastBooking(of year: Int) -> LocalDate {
        var last = day(year + 1, 3, 1).adding(days: -1)
        while last.weekday > 5 { last = last.adding(days: -1) }
        return last
    }

    /// The day before which the verifier's result on a year has to be registered.
    package static func verifiedBefore(_ year: Int) -> LocalDate { day(year + 1, 5, 1) }

    /// The day on which what was not sold of a year may expire, at the close of the year; how much one may keep is not known.
    ///
    /// Source: NEa's calendar as quoted by third parties; the official text was not read.
    package static func surplusExpires(_ year: Int) -> LocalDate { day(year + 1, 4, 1) }

    /// The first day of a year.
    static func firstDay(_ year: Int) -> LocalDate { day(year, 1, 1) }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        // Months and days are constants that every year has.
        LocalDate(year: year, month: month, day: day) ?? LocalDate(daysSinceEpoch: 0)
    }
}
