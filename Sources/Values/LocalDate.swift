/// A day of the calendar (Gregorian), without a time or zone.
public struct LocalDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; may be negative.
    public let daysSinceEpoch: Int64

    /// A day by its distance from 1970-01-01.
    public init(daysSinceEpoch: Int64) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// A day by year, month and day of month; `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= YearMonth.length(year: year, month: month)
        else { return nil }
        daysSinceEpoch = LocalDate.days(year: year, month: month, day: day)
    }

    /// Reads `2025-06-30`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1…12) and day of month (1…31).
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(day))
    }

    /// The month that holds the day.
    public var yearMonth: YearMonth {
        let parts = components
        return YearMonth(unchecked: parts.year, parts.month)
    }

    /// Monday is 1, Sunday is 7 (ISO 8601).
    public var weekday: Int { Int((daysSinceEpoch + 3).floorRemainder(by: 7)) + 1 }

    /// The day so many days later (or earlier, when negative).
    public func adding(days: Int64) -> LocalDate { LocalDate(daysSinceEpoch: daysSinceEpoch + days) }

    /// Orders by time.
    public static func < (left: LocalDate, right: LocalDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    /// Days since the epoch by the civil calendar: March-based years make the leap day the last of its year.
    private static func days(year: Int, month: Int, day: Int) -> Int64 {
        let marchYear = Int64(month <= 2 ? year - 1 : year)
        let era = marchYear.floorDivided(by: 400)
        let yearOfEra = marchYear - era * 400
        let marchMonth = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * marchMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension LocalDate: CustomStringConvertible {
    /// ISO 8601: `2025-06-30`.
    public var description: String {
        let parts = components
        return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    }
}

/// A month of a year: the period of a credit.
public struct YearMonth: Hashable, Comparable, Sendable {
    /// The year, 1…9999.
    public let year: Int
    /// The month, 1…12.
    public let month: Int

    init(unchecked year: Int, _ month: Int) {
        self.year = year
        self.month = month
    }

    /// A month; `nil` when there is no such month.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        self.init(unchecked: year, month)
    }

    /// Reads `2025-06`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 7, let first = LocalDate("\(text)-01") else { return nil }
        self = first.yearMonth
    }

    /// The first day.
    public var firstDay: LocalDate {
        LocalDate(year: year, month: month, day: 1) ?? LocalDate(daysSinceEpoch: 0)
    }
    /// The last day.
    public var lastDay: LocalDate { next.firstDay.adding(days: -1) }
    /// The month after.
    public var next: YearMonth { adding(months: 1) }
    /// The month before.
    public var previous: YearMonth { adding(months: -1) }

    /// The month so many months later (or earlier, when negative).
    public func adding(months: Int) -> YearMonth {
        let index = Int64(year * 12 + month - 1 + months)
        return YearMonth(unchecked: Int(index.floorDivided(by: 12)), Int(index.floorRemainder(by: 12)) + 1)
    }

    /// Orders by time.
    public static func < (left: YearMonth, right: YearMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    static func length(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension YearMonth: CustomStringConvertible {
    /// ISO 8601: `2025-06`.
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
