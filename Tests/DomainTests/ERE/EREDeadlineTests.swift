import Testing
import Values

@testable import Domain

/// The days of a year of deliveries.
struct EREDeadlineTests {
    @Test func `the days of 2026 are those that the authority told`() throws {
        let days = EREDeadlines.all(of: 2026).map { "\($0.day)" }
        #expect(
            days == [
                "2026-04-30", "2026-07-30", "2026-10-30", "2026-12-31", "2027-01-30", "2027-02-26", "2027-03-31",
                "2027-03-31", "2027-04-30",
            ]
        )
        let tasks = EREDeadlines.all(of: 2026).map(\.task)
        let quarters = try (1...4).map { number in
            EREDeadline.Task.reconciliation(try #require(EREQuarter(year: 2026, number: number)))
        }
        #expect(tasks == quarters[..<3] + [.mandates, quarters[3], .booking, .statement, .sale, .submission])
    }

    @Test(arguments: 2026...2060)
    func `the last day to book is a working day, the last one before March`(_ year: Int) throws {
        let day = try #require(EREDeadlines.all(of: year).first { $0.task == .booking }?.day)
        #expect(day.weekday <= 5)
        let later = (1...3).map { day.adding(days: $0) }
        let march = try #require(later.firstIndex { $0.yearMonth.month == 3 })
        #expect(later[..<march].allSatisfy { $0.weekday > 5 })
    }

    @Test func `the year before matters until its calendar is over, and none before there were units`() throws {
        let (first, next) = (try #require(LocalDate("2026-05-01")), try #require(LocalDate("2027-02-01")))
        #expect(EREDeadlines.years(on: first) == [2026])
        #expect(EREDeadlines.years(on: next) == [2027, 2026])
    }
}
