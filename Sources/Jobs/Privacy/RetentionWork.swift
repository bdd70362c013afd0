package import Domain
package import Postgres
package import Values

/// Lets go, once a day for each operator, of what has been kept long enough.
package struct RetentionWork: Sendable {
    private let database: Database
    private let clock: WallClock

    package init(database: Database, clock: @escaping WallClock = SystemClock.now) {
        self.database = database
        self.clock = clock
    }

    /// Runs for operators that have not had a run today; safe to be done twice, and by several processes at a time.
    ///
    /// - Returns: The runs that were made.
    @discardableResult
    package func run() async throws -> [RetentionRun] {
        let due = try await database.read(.system) { try await Retention.due(.system, in: $0) }
        var runs: [RetentionRun] = []
        for id in due {
            let scope = Scope.system(for: id)
            runs.append(
                try await database.write(scope) { try await Retention.run(scope, isDry: false, at: clock(), in: $0) }
            )
        }
        return runs
    }
}
