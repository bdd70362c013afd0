import Domain
package import HTTPServer
package import Postgres
import Values

/// Something that must be true before the process takes requests.
package struct ReadinessCheck: Sendable {
    package let name: String
    /// What is wrong, `nil` when all is well.
    package let problem: @Sendable () async -> String?

    package init(_ name: String, problem: @escaping @Sendable () async -> String?) {
        self.name = name
        self.problem = problem
    }
}

/// What machines ask of every process, whatever its roles: alive, ready, figures.
package struct Health: Sendable {
    private let metrics: MetricsRegistry
    /// The token that `/metrics` asks for; empty lets this machine in and nobody else.
    private let metricsToken: String
    /// Anybody may ask, so that no more than one asks the database.
    private let readiness: SharedAnswer<Readiness>

    /// `checks` is what must be true, beside the database, before the process takes requests.
    package init(
        database: Database,
        metrics: MetricsRegistry,
        metricsToken: String = "",
        checks: [ReadinessCheck],
        limits: WebLimits = WebLimits()
    ) {
        self.metrics = metrics
        self.metricsToken = metricsToken
        let all = [ReadinessCheck("database") { await Health.databaseProblem(database) }] + checks
        let timeout = limits.readinessTimeout
        readiness = SharedAnswer(for: limits.readinessLifetime, find: { await Readiness(of: all, within: timeout) })
    }

    init(_ parts: WebParts) {
        self.init(
            database: parts.database,
            metrics: parts.metrics,
            metricsToken: parts.configuration.metricsToken,
            checks: parts.readiness,
            limits: parts.configuration.limits
        )
    }

    /// Adds the three addresses to a process without pages.
    package func register(on router: inout Router) {
        for (pattern, handler) in handlers { router.get(pattern, handler) }
    }

    func register(in endpoints: inout Endpoints) {
        for (pattern, handler) in handlers { endpoints.plain(pattern, handler) }
    }

    private var handlers: [(pattern: String, handler: Handler)] {
        [
            ("/healthz", { _ in .text("ok\n") }),
            ("/readyz", { _ in await readiness.value().response }),
            ("/metrics", { try figures($0) }),
        ]
    }

    private static func databaseProblem(_ database: Database) async -> String? {
        do {
            let isMigrated = try await database.first(.system, IsSchemaPresent()) ?? false
            return isMigrated ? nil : "the schema is missing"
        } catch {
            return "not reachable"
        }
    }

    /// Figures are for who has the token; for this machine when there is none.
    private func figures(_ request: Request) throws -> Response {
        guard metricsToken.isEmpty else { return hasToken(request) ? metrics.response() : Health.tokenWanted }
        // A proxy on this machine that nobody told us to trust makes strangers look local.
        let isForwarded = request.headers["X-Forwarded-For"] != nil || request.headers["Forwarded"] != nil
        guard !isForwarded, ["127.0.0.1", "::1"].contains(request.remoteAddress) else { throw HTTPError.notFound }
        return metrics.response()
    }

    private func hasToken(_ request: Request) -> Bool {
        let given = Array((request.headers["Authorization"] ?? "").utf8)
        return equalInConstantTime(given, Array("Bearer \(metricsToken)".utf8))
    }

    private static var tokenWanted: Response {
        var response = Response.text("Send the token as Authorization: Bearer.\n", status: .unauthorized)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    }
}

/// What the checks said, at one moment.
struct Readiness: Sendable {
    private let lines: [String]
    private let isReady: Bool

    /// Asks the checks one after the other; one that does not answer in time has a problem.
    init(of checks: [ReadinessCheck], within timeout: Duration) async {
        var lines: [String] = []
        var isReady = true
        for check in checks {
            let problem = await Readiness.bounded(check, timeout)
            isReady = isReady && problem == nil
            lines.append("\(check.name): \(problem ?? "ok")")
        }
        self.lines = lines
        self.isReady = isReady
    }

    private static func bounded(_ check: ReadinessCheck, _ timeout: Duration) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await check.problem() }
            group.addTask {
                // Cancelled as soon as the check has answered.
                try? await Task.sleep(for: timeout)
                return "no answer in time"
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    var response: Response {
        var response = Response.text(
            lines.joined(separator: "\n") + "\n",
            status: isReady ? .ok : .serviceUnavailable
        )
        response.headers["Cache-Control"] = "no-store"
        return response
    }
}

/// Whether the tables are there.
struct IsSchemaPresent: Statement {
    static let sql = "SELECT to_regclass('public.operators') IS NOT NULL"
    static let sample = IsSchemaPresent()

    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}
