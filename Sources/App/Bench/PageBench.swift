import Domain
import Postgres
import Templates
import Values

/// How long pages take over HTTP, one after the other, for a person who is signed in.
struct PageBench {
    private static let goalMicroseconds: Int64 = 50_000
    private static let requests = 100
    /// Requests before the clock starts, as every connection of the server prepares its statements first.
    private static let warmUp = 15

    let database: Database
    let person: PageClient
    let month: YearMonth
    /// How many sessions there are.
    let sessions: Int

    func measure() async throws -> [BenchFigure] {
        // As after a minute in life: the documents were just made, and the database looks at what is new once a minute.
        try await OwnerSession.with(database.configuration) { try await $0.run("ANALYZE") }
        return try await pages().map { try measure($0.name, $0.paths) }
    }

    /// The pages with several addresses each, so that no figure is that of one lucky row.
    private func pages() async throws -> [(name: String, paths: [String])] {
        let sessions = try await database.all(.system, SomeSessions(count: PageBench.requests))
        let lines = try await database.all(.system, SomeLines(count: PageBench.requests))
        let credits = try await database.all(.system, SomeCredits(count: PageBench.requests))
        let list = Route.sessions.path
        let journal = Route.journal.path
        return [
            ("page_dashboard", [Route.dashboard.path]), ("page_sessions_first", [list]),
            ("page_sessions_deep", deepPages.map { "\(list)?page=\($0)" }),
            ("page_sessions_of_host", ["\(list)?host=\(credits.first?.host.description ?? "")"]),
            ("page_session", sessions.map { Route.session($0).path }), ("page_journal", [journal]),
            ("page_journal_month", ["\(journal)?month=\(month)"]),
            ("page_journal_deep", deepPages.map { "\(journal)?page=\($0)" }),
            ("page_line", lines.map { Route.line($0).path }),
            ("page_credits", [Route.credits.path]), ("page_credit", credits.map { Route.credit($0.credit).path }),
            ("page_month_ends", [Route.monthEnds.path]), ("page_month_end", [Route.monthEnd(month).path]),
            ("page_exceptions", [Route.exceptions.path]), ("page_ledger", [Route.ledger.path]),
            ("page_hosts", [Route.hosts.path]), ("page_charge_points", [Route.chargePoints.path]),
        ]
    }

    /// The last pages that the pager leads to.
    private var deepPages: ClosedRange<Int> {
        let last = max(1, min(sessions, ListLimits.countedRows) / 50)
        return max(1, last - PageBench.requests)...last
    }

    private func measure(_ name: String, _ paths: [String]) throws -> BenchFigure {
        guard !paths.isEmpty else { throw BenchFault("\(name): there is nothing to show") }
        for number in 0..<PageBench.warmUp { _ = try time(paths[number % paths.count]) }
        let times = try (0..<PageBench.requests).map { try time(paths[$0 % paths.count]) }.sorted()
        let (median, high) = (times[times.count / 2], times[times.count * 95 / 100])
        return BenchFigure(name: name, unit: "µs at the 95th percentile", value: high)
            .with(goal: .atMost(PageBench.goalMicroseconds)).with("median_us", .integer(median))
    }

    private func time(_ path: String) throws -> Int64 {
        let begun = ContinuousClock.now
        let answer = try person.get(path, compressed: true)
        let took = ContinuousClock.now - begun
        guard answer.status == 200 else { throw BenchFault("\(path) was answered with \(answer.status)") }
        return took.wholeMicroseconds
    }
}

/// Sessions with frames, spread over all of them.
private struct SomeSessions: Statement {
    static let sql = "SELECT id FROM sessions WHERE id < $2 ORDER BY hashint8(id) LIMIT $1"
    static let sample = SomeSessions(count: 1)
    let count: Int

    func bind(to values: inout Bindings) {
        values.append(count)
        values.append(Int64(YearFill.idsOfReplay))
    }
    static func decode(_ row: inout RowReader) throws -> SessionID { try row.next() }
}

/// Lines of replayed sessions.
private struct SomeLines: Statement {
    static let sql = "SELECT line_id FROM journal_heads WHERE line_id < $2 ORDER BY hashint8(line_id) LIMIT $1"
    static let sample = SomeLines(count: 1)
    let count: Int

    func bind(to values: inout Bindings) {
        values.append(count)
        values.append(Int64(YearFill.idsOfReplay))
    }
    static func decode(_ row: inout RowReader) throws -> LineID { try row.next() }
}

/// Credits with their hosts.
private struct SomeCredits: Statement {
    static let sql = "SELECT id, host_id FROM credits ORDER BY hashint8(id) LIMIT $1"
    static let sample = SomeCredits(count: 1)
    let count: Int

    func bind(to values: inout Bindings) { values.append(count) }
    static func decode(_ row: inout RowReader) throws -> (credit: CreditID, host: HostID) {
        (try row.next(), try row.next())
    }
}
