package import Domain
package import Postgres
package import Values

/// Closes months and makes the files of their documents.
package struct MonthEndWork: Sendable {
    private let database: Database
    private let close: MonthClose
    private let renderer: CreditRenderer
    private let clock: WallClock

    package init(database: Database, clock: @escaping WallClock = SystemClock.now) throws {
        self.database = database
        self.clock = clock
        close = MonthClose(database)
        renderer = try CreditRenderer(database: database)
    }

    /// Closes a month of an operator, or finishes closing it.
    package func run(_ tenant: Operator, month: YearMonth, makesFiles: Bool) async throws -> MonthCloseResult {
        let scope = Scope.system(for: tenant.id)
        let now = clock()
        let zone = Zone.named(tenant.details.timeZone) ?? .utc
        let order = MonthCloseOrder(period: month, today: zone.date(of: now), now: now)
        let result = try await close.run(scope, order)
        if makesFiles { try await self.makeFiles(scope, month: month) }
        return result
    }

    /// Closes what somebody asked for, or what was interrupted.
    package func runUnfinished() async throws {
        let operators = try await Operators.all(on: database)
        for due in try await close.unfinished() {
            guard let tenant = operators.first(where: { $0.id == due.operatorID }) else { continue }
            _ = try await run(tenant, month: due.period, makesFiles: true)
        }
    }

    private func makeFiles(_ scope: Scope, month: YearMonth) async throws {
        for kind in CreditFileKind.allCases {
            let missing = try await database.read(scope) { tx in
                try await CreditFiles.missing(scope, month: month, kind, in: tx)
            }
            try await makeFiles(scope, missing, kind)
        }
    }

    /// Two at a time: drawing takes a core, storing takes the database.
    private func makeFiles(_ scope: Scope, _ credits: [CreditID], _ kind: CreditFileKind) async throws {
        let renderer = renderer
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (index, credit) in credits.enumerated() {
                if index >= 2 { try await tasks.next() }
                tasks.addTask { _ = try await renderer.file(scope, credit, kind) }
            }
            try await tasks.waitForAll()
        }
    }
}
