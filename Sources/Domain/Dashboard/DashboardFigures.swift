package import Postgres
package import Values

/// The figures of one day.
package struct DayFigures: Hashable, Sendable {
    package let day: LocalDate
    /// Of sessions that nobody has to decide about.
    package let energy: Energy
    /// By the day they ended.
    package let sessions: Int
}

/// How many charge points are in use and connected.
package struct ChargePointFigures: Hashable, Sendable {
    package let total: Int
    package let online: Int
}

/// Credits that are made and not paid.
package struct DueFigures: Hashable, Sendable {
    /// Their sum in cents of the operator's currency.
    package let totalMinor: Int64
    package let credits: Int
    /// The month of the oldest that nobody approved.
    package let monthToApprove: YearMonth?
}

/// The figures of first pages, each from an index in one statement.
package enum DashboardFigures {
    /// Days over which figures per day are drawn.
    package static let days = 30

    /// Energy and sessions of each of the last days in a zone, oldest first, today included; a day without any is zero.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func days(
        _ scope: Scope,
        in zone: Zone,
        at now: Timestamp,
        tx: Transaction
    ) async throws -> [DayFigures] {
        let operatorID = try scope.requireOperator()
        let first = zone.date(of: now).adding(days: Int64(1 - days))
        let spans = (0..<days).map { offset in
            let day = first.adding(days: Int64(offset))
            let span = zone.span(of: day)
            return DaySpan(day: day, from: span.from, until: span.until)
        }
        return try await tx.all(FiguresPerDay(operatorID: operatorID, host: scope.hostID, days: spans))
    }

    /// Charge points in use.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func chargePoints(_ scope: Scope, in tx: Transaction) async throws -> ChargePointFigures {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.one(CountChargePoints(operatorID: try scope.requireOperator()))
    }

    /// Sessions that are under way.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func openSessions(_ scope: Scope, in tx: Transaction) async throws -> Int {
        try await tx.one(CountOpenSessions(operatorID: try scope.requireOperator(), host: scope.hostID))
    }

    /// Credits that were not paid yet.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func creditsDue(_ scope: Scope, in tx: Transaction) async throws -> DueFigures {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.one(SumCreditsDue(operatorID: try scope.requireOperator()))
    }

    /// Lines of a host, or of all, that wait for a price.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func waitingLines(_ scope: Scope, in tx: Transaction) async throws -> Int {
        try await tx.one(CountWaitingLines(operatorID: try scope.requireOperator(), host: scope.hostID))
    }

    /// The month before, when something in it can be credited and nobody has closed it.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func monthToClose(
        _ scope: Scope,
        in zone: Zone,
        at now: Timestamp,
        tx: Transaction
    ) async throws -> YearMonth? {
        try scope.require(.operatorAdmin, .operatorFinance)
        let month = zone.month(of: now).previous
        let statement = MonthHasCredits(operatorID: try scope.requireOperator(), month: month)
        return try await tx.one(statement) ? month : nil
    }
}
