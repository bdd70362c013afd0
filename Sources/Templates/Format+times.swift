package import Values

// Days, times and durations in the reader's zone.
extension Reader {
    /// A day: `12 Jun 2025`.
    package func date(_ day: LocalDate) -> String {
        let (year, month, number) = day.components
        return "\(number) \(shortMonth(month)) \(year)"
    }

    /// The day that a moment falls on.
    package func date(_ moment: Timestamp) -> String { date(zone.date(of: moment)) }

    /// A day without its year, for axes: `12 Jun`.
    package func shortDate(_ day: LocalDate) -> String {
        let (_, month, number) = day.components
        return "\(number) \(shortMonth(month))"
    }

    /// A day with its weekday: `Thursday 12 June 2025`.
    package func longDate(_ day: LocalDate) -> String {
        let (year, month, number) = day.components
        return "\(weekday(day)) \(number) \(longMonth(month)) \(year)"
    }

    /// A month: `June 2025`.
    package func month(_ month: YearMonth) -> String { "\(longMonth(month.month)) \(month.year)" }

    /// Day and time to the minute: `12 Jun 2025, 14:05`.
    package func dateTime(_ moment: Timestamp) -> String { date(moment) + dateTimeSeparator + clock(moment) }

    /// Day and time to the second: `12 Jun 2025, 14:05:09`.
    package func dateTimeWithSeconds(_ moment: Timestamp) -> String {
        let seconds = ":" + twoDigits(zone.timeOfDay(of: moment).second)
        return date(moment) + dateTimeSeparator + hourAndMinute(moment) + seconds + offsetIfAmbiguous(moment)
    }

    /// Time to the minute: `14:05`; in the hour that a clock change repeats with its offset: `02:15 (UTC+2)`.
    package func clock(_ moment: Timestamp) -> String { hourAndMinute(moment) + offsetIfAmbiguous(moment) }

    /// A half-open span: `12 Jun 2025, 14:00 – 14:15`, with the day repeated only where it differs.
    package func span(from start: Timestamp, until end: Timestamp) -> String {
        let endText = zone.date(of: start) == zone.date(of: end) ? clock(end) : dateTime(end)
        return dateTime(start) + " – " + endText
    }

    /// A duration in its two largest units: `6 d 17 h`, `3 h 05 min`, `12 min`, `45 s`.
    package func duration(seconds: Int64) -> String {
        let sign = seconds < 0 ? "\u{2212}" : ""
        let total = Int(clamping: seconds.magnitude)
        let minutes = total / 60
        let text =
            switch total {
            case ..<60: "\(total)\u{00A0}s"
            case ..<3600: "\(minutes)\u{00A0}min"
            case ..<86_400: "\(minutes / 60)\u{00A0}\(hourUnit)\u{00A0}\(twoDigits(minutes % 60))\u{00A0}min"
            default: "\(minutes / 1440)\u{00A0}d\u{00A0}\(minutes / 60 % 24)\u{00A0}\(hourUnit)"
            }
        return sign + text
    }

    private func hourAndMinute(_ moment: Timestamp) -> String {
        let time = zone.timeOfDay(of: moment)
        return twoDigits(time.hour) + ":" + twoDigits(time.minute)
    }

    /// The same wall clock shows twice when the offset an hour before or after differs by just that hour.
    private func offsetIfAmbiguous(_ moment: Timestamp) -> String {
        let offset = zone.offset(at: moment)
        let earlier = zone.offset(at: moment.adding(seconds: -3600))
        let later = zone.offset(at: moment.adding(seconds: 3600))
        guard earlier == offset + 3600 || later == offset - 3600 else { return "" }
        let hours = offset / 3600
        return " (UTC\(hours < 0 ? "\u{2212}" : "+")\(hours.magnitude))"
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private var dateTimeSeparator: String {
        switch language {
        case .english: ", "
        case .dutch: " "
        }
    }

    private var hourUnit: String {
        switch language {
        case .english: "h"
        case .dutch: "u"
        }
    }

    private func longMonth(_ month: Int) -> String { name(month, of: names.longMonths) }
    private func shortMonth(_ month: Int) -> String { name(month, of: names.shortMonths) }
    private func weekday(_ day: LocalDate) -> String { name(day.weekday, of: names.weekdays) }

    private func name(_ number: Int, of names: [String]) -> String {
        names.indices.contains(number - 1) ? names[number - 1] : ""
    }

    private var names: CalendarNames {
        switch language {
        case .english: .english
        case .dutch: .dutch
        }
    }
}

/// The names of months and weekdays in one language; Monday comes first.
private struct CalendarNames: Sendable {
    let longMonths: [String]
    let shortMonths: [String]
    let weekdays: [String]

    static let english = CalendarNames(
        longMonths: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    )

    static let dutch = CalendarNames(
        longMonths: [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
            "november", "december",
        ],
        shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
    )
}
