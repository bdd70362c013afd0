package import Domain
package import Postgres
import Synchronization
package import Values

/// Closes months and makes the files of their documents.
package struct MonthEndWork: Sendable {
    private let database: Database
    private let close: MonthClose
    /// Four at a time, each with fonts of its own: half of them draw while the others wait for the database.
    private let renderers: [CreditRenderer]
    private let clock: WallClock

    package init(database: Database, clock: @escaping WallClock = SystemClock.now) throws {
        self.database = database
        self.clock = clock
        close = MonthClose(database)
        renderers = try (0..<4).map { _ in try CreditRenderer(database: database) }
    }

    /// Closes a month of an operator, or finishes closing it.
    package func run(_ tenant: Operator, month: YearMonth, makesFiles: Bool) async throws -> MonthCloseResult {
        let scope = Scope.system(for: tenant.id)
        let now = clock()
        let zone = Zone.named(tenant.details.timeZone) ?? .utc
        let order = MonthCloseOrder(period: month, today: zone.date(of: now), now: now)
        guard makesFiles else { return try await close.run(scope, order) }
        let result = try await closeMakingFiles(scope, order)
        try await makeFiles(scope, month: month)
        return result
    }

    /// Draws the files of the first documents while the others are made, since documents mostly wait for the disk.
    ///
    /// A file that cannot be made does not stop the documents; the last pass over the files tells it.
    private func closeMakingFiles(_ scope: Scope, _ order: MonthCloseOrder) async throws -> MonthCloseResult {
        let isClosing = Mutex(true)
        async let files: Void = makeFiles(scope, month: order.period) { isClosing.withLock { $0 } }
        let outcome: Result<MonthCloseResult, any Error>
        do { outcome = .success(try await close.run(scope, order)) } catch { outcome = .failure(error) }
        isClosing.withLock { $0 = false }
        try? await files  // told by the last pass
        return try outcome.get()
    }

    private func makeFiles(_ scope: Scope, month: YearMonth, while isClosing: () -> Bool) async throws {
        while isClosing() {
            try await makeFiles(scope, month: month)
            try await Task.sleep(for: Self.pauseBetweenPasses)
        }
    }

    private static let pauseBetweenPasses = Duration.milliseconds(200)

    /// Closes what somebody asked for, or what was interrupted.
    package func runUnfinished() async throws {
        let operators = try await Operators.all(on: database)
        for due in try await close.unfinished() {
            guard let tenant = operators.first(where: { $0.id == due.operatorID }) else { continue }
            _ = try await run(tenant, month: due.period, makesFiles: true)
        }
    }

    private func makeFiles(_ scope: Scope, month: YearMonth) async throws {
        var missing: [CreditID: Set<CreditFileKind>] = [:]
        for kind in CreditFileKind.allCases {
            let credits = try await database.read(scope) { tx in
                try await CreditFiles.missing(scope, month: month, kind, in: tx)
            }
            for credit in credits { missing[credit, default: []].insert(kind) }
        }
        let queue = FileQueue(missing.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for renderer in renderers {
                tasks.addTask {
                    while let next = queue.next() { try await renderer.make(scope, next.credit, next.kinds) }
                }
            }
            try await tasks.waitForAll()
        }
    }
}

/// Credits whose files are to be made, handed out one by one.
private final class FileQueue: Sendable {
    private let waiting: Mutex<ArraySlice<(credit: CreditID, kinds: Set<CreditFileKind>)>>

    init(_ credits: [(credit: CreditID, kinds: Set<CreditFileKind>)]) {
        waiting = Mutex(credits[...])
    }

    func next() -> (credit: CreditID, kinds: Set<CreditFileKind>)? { waiting.withLock { $0.popFirst() } }
}
