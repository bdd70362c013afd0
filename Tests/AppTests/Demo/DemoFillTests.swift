import Domain
import Jobs
import Postgres
import Simulator
import TestSupport
import Testing
import Values
import Web

@testable import App

struct DemoFillTests {
    /// Tells itself from other errors.
    private struct Interrupted: Error {}

    @Test func `a fill that was interrupted continues, and the world verifies`() async throws {
        try await TestDatabase.lease { database in
            // The users' time of creation decides the day on which the world goes on, so it is the real one.
            let fill = DemoFill(database: database, seed: 2026, now: SystemClock.now(), fullMonths: 2)
            #expect(try await fill.isNeeded())
            await #expect(throws: Interrupted.self) {
                try await fill.run { if $0.hasPrefix("Demo: month-end") { throw Interrupted() } }
            }
            #expect(try await fill.isNeeded())
            try await fill.run { _ in }
            #expect(try await !fill.isNeeded())
            let operators = try await database.read(.system) { tx in
                try await Operators.list(.system, in: tx)
            }
            #expect(operators.map(\.reference).sorted() == ["groenboek", "stroomgoed", "voltaria", "zonnelaad"])
            // The others are there for the platform only and have no charge points.
            var waiting = 0
            for tenant in operators where DemoWorld.operatorReferences.contains(tenant.reference) {
                waiting += try await check(tenant, database)
                try await checkUnits(tenant, database)
            }
            // Nine days before whatever day this is: not every day somebody of each charges in the hour without prices.
            #expect(waiting > 0)
        }
    }

    /// Checks what an operator has; gives how many of its sessions wait for prices.
    private func check(_ tenant: Operator, _ database: Database) async throws -> Int {
        let scope = Scope.system(for: tenant.id)
        var reports = try await SessionVerification(database: database, operatorID: tenant.id).run()
        reports += try await BookVerification.run(scope, on: database)
        #expect(reports.compactMap(\.firstDifference) == [])
        let months = try await database.read(scope) { tx in try await Credits.months(scope, in: tx) }
        let closed = months.filter { $0.end != nil }
        try #require(closed.count == 2)
        #expect(
            closed.allSatisfy { $0.end?.state == .closed && $0.issued.count >= 5 && $0.uncredited == 0 }
        )
        #expect(closed[0].approved.count == 0 && closed[1].approved.count == closed[1].issued.count)
        #expect(months.map(\.open.held).reduce(0, +) > 0)
        let payments = PaymentRun(database) { !$0.isEmpty }
        let plan = try await payments.plan(scope, through: closed[1].period, today: closed[1].period.next.lastDay)
        #expect(plan.blockers.map(\.code) == (tenant.reference == "voltaria" ? [] : [.ibanMissing]))
        return months.map(\.open.waiting).reduce(0, +)
    }

    /// Checks customers in all states, and that quarters are on their way as far as the day allows.
    private func checkUnits(_ tenant: Operator, _ database: Database) async throws {
        let scope = Scope.system(for: tenant.id)
        let calendar = DemoERECalendar(SystemClock.now())
        let (counts, totals, runs) = try await database.read(scope) { tx in
            (
                try await Customers.counts(scope, on: calendar.today, in: tx),
                try await EREBookings.quarters(scope, in: tx),
                try await EREPayouts.list(scope, in: tx)
            )
        }
        for standing in [CustomerStanding.added, .invited, .inProgress, .waiting, .refused, .active, .ended] {
            #expect(counts[standing] ?? 0 > 0, "\(standing)")
        }
        #expect(totals == calendar.quarters.reversed())
        // The oldest is paid, the next waits for approval, and the newest that is over is filed.
        #expect(runs.count == (calendar.finished.count > 1 ? calendar.finished.count - 1 : calendar.finished.count))
        var reports = try await EREBookingVerification.run(scope, on: database)
        reports += try await EREFilingFiles(database: database).verify(scope)
        reports += try await ERECreditVerification.run(scope, on: database) { try ERECreditReading.sheet($0) }
        reports += try await ERETradeVerification.run(scope, on: database)
        reports += try await EREPayoutVerification.run(scope, on: database)
        #expect(reports.compactMap(\.firstDifference) == [])
    }

    @Test func `the logins are those of the world`() {
        #expect(DemoLogins.lines.count == 17)
        #expect(
            DemoLogins.lines[1] == "  Voltaria    admin     admin@voltaria.example          laadboek-demo"
        )
    }
}
