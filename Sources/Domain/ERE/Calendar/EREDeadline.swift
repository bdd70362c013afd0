package import Postgres
package import Values

/// What has to be done for a year of deliveries, and by when.
package struct EREDeadline: Hashable, Sendable {
    package enum Task: Hashable, Sendable {
        /// Hold a quarter's deliveries against what was booked of them.
        case reconciliation(EREQuarter)
        /// Tell customers whose mandate ends with the year; none goes on by itself.
        case mandates
        /// Book, and change what was booked.
        case booking
        /// Have the verifier's statement.
        case statement
        /// Have sold what was credited: what is left may expire.
        case sale
        /// Hand the statement in, and have the verifier register its result.
        case submission
    }

    /// The year of the deliveries.
    package let year: Int
    package let task: Task
    /// The last day that is in time, by the calendar of the Netherlands.
    package let day: LocalDate
}

/// The calendar of a booking service provider.
///
/// Source: NEa's calendar as quoted by third parties (Regeling energie vervoer art. 10(2) for the quarters); the official text
/// of 2026 was not read.
package enum EREDeadlines {
    /// Days after a quarter until which it is reconciled: our own, since the law says each quarter and names no day.
    static let reconciliationDays: Int64 = 30

    /// Everything of a year, in the order of its days.
    package static func all(of year: Int) -> [EREDeadline] {
        let quarters = (1...4).compactMap { EREQuarter(year: year, number: $0) }.map { quarter in
            EREDeadline(
                year: year,
                task: .reconciliation(quarter),
                day: quarter.endDay.adding(days: reconciliationDays - 1)
            )
        }
        let close = EREYears.surplusExpires(year).adding(days: -1)
        let others: [(EREDeadline.Task, LocalDate)] = [
            (.mandates, EREYears.firstDay(year + 1).adding(days: -1)), (.booking, EREYears.lastBooking(of: year)),
            (.statement, close), (.sale, close), (.submission, EREYears.verifiedBefore(year).adding(days: -1)),
        ]
        let all = quarters + others.map { EREDeadline(year: year, task: $0.0, day: $0.1) }
        // Those of the same day stay as they are named here.
        return all.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    }

    /// The years of delivery that matter on a day: this one, and the last one, whose calendar ends in spring.
    package static func years(on today: LocalDate) -> [Int] {
        let year = today.yearMonth.year
        return [year, year - 1].filter { $0 >= EREYears.first }
    }
}

/// What an operator has still to do, as counts.
package struct EREOpenWork: Hashable, Sendable {
    /// Lines of a quarter.
    package struct Quarter: Hashable, Sendable {
        /// Measured or accepted, and not booked.
        package let unbooked: Int
        package let unbookedEnergy: Energy
        /// Booked or further.
        package let booked: Int
    }

    /// Quarters with lines.
    package let quarters: [EREQuarter: Quarter]
    /// Customers' connections whose mandate ends with a year and has no successor.
    package let endingMandates: [Int: Int]
    /// Units of a year that are credited and not sold.
    package let unsold: [Int: Int64]

    /// What of a year is not booked.
    package func unbooked(of year: Int) -> (lines: Int, energy: Energy) {
        let own = quarters.filter { $0.key.year == year }.values
        return (own.reduce(0) { $0 + $1.unbooked }, own.reduce(.zero) { $0 + $1.unbookedEnergy })
    }

    /// How many lines of a year are booked or further.
    package func booked(of year: Int) -> Int {
        quarters.filter { $0.key.year == year }.values.reduce(0) { $0 + $1.booked }
    }
}

extension EREDeadlines {
    /// What of some years is still to do.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func work(_ scope: Scope, of years: [Int], in tx: Transaction) async throws -> EREOpenWork {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        let quarters = try await tx.all(SumEREOpenLines(operatorID: operatorID, years: years))
        let mandates = try await tx.all(CountEREEndingMandates(operatorID: operatorID, years: years))
        let stock = try await tx.all(SumEREStock(operatorID: operatorID)).filter { years.contains($0.quarter.year) }
        return EREOpenWork(
            quarters: Dictionary(uniqueKeysWithValues: quarters.map { ($0.quarter, $0.open) }),
            endingMandates: Dictionary(uniqueKeysWithValues: mandates.map { ($0.year, $0.count) }),
            unsold: Dictionary(stock.map { ($0.quarter.year, $0.left) }, uniquingKeysWith: +)
        )
    }
}
