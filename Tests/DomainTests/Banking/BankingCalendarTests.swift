import Domain
import Testing
import Values

struct BankingCalendarTests {
    @Test(arguments: [
        "1818-03-22", "1999-04-04", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05",
        "2027-03-28", "2038-04-25", "2285-03-22",
    ])
    func `Easter is on the day of the Gregorian calendar`(text: String) throws {
        let easter = try #require(LocalDate(text))
        #expect(BankingCalendar.easter(of: easter.components.year) == easter)
    }

    /// The closing days of TARGET in two years, as the ECB publishes them, less the weekends.
    @Test func `banks are closed on weekends and on the holidays of TARGET only`() throws {
        let holidays = try [
            "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-01", "2025-12-25", "2025-12-26", "2026-01-01",
            "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26",
        ].map { try #require(LocalDate($0)) }
        let first = try #require(LocalDate("2025-01-01"))
        for offset in 0..<Int64(730) {
            let day = first.adding(days: offset)
            let isOpen = day.weekday < 6 && !holidays.contains(day)
            #expect(BankingCalendar.target.isOpen(on: day) == isOpen, "\(day)")
        }
    }

    /// When a file is made, when a credit in it is due, and when it is paid.
    static let executions = [
        "2025-06-02 2025-06-16 2025-06-16",
        "2025-06-02 2025-06-14 2025-06-13",
        "2025-06-02 2025-06-15 2025-06-13",
        "2025-06-13 2025-06-14 2025-06-16",
        "2025-06-13 2025-06-13 2025-06-16",
        "2025-06-14 2025-06-15 2025-06-16",
        "2025-06-02 2025-01-31 2025-06-03",
        "2025-12-01 2025-12-25 2025-12-24",
        "2025-12-01 2025-12-28 2025-12-24",
        "2025-12-24 2025-12-26 2025-12-29",
        "2025-12-01 2026-01-01 2025-12-31",
        "2025-12-31 2026-01-01 2026-01-02",
        "2026-03-02 2026-04-06 2026-04-02",
        "2026-04-02 2026-04-05 2026-04-07",
        "2026-04-01 2026-05-01 2026-04-30",
    ]

    @Test(arguments: executions)
    func `a payment is made when it is due, in time, and never before a bank can`(row: String) throws {
        let days = try row.split(separator: " ").map { try #require(LocalDate($0)) }
        let paid = BankingCalendar.target.executionDay(dueOn: days[1], madeOn: days[0])
        #expect(paid == days[2], "\(row): \(paid)")
    }
}
