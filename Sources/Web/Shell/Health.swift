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
    private let database: Database
    private let metrics: MetricsRegistry
    /// The token that `/metrics` asks for; empty lets this machine in and nobody else.
    private let metricsToken: String
    /// What must be true, beside the database, before the process takes requests.
    private let checks: [ReadinessCheck]
    /// In which each check must have its answer.
    private let timeout: Duration

    package init(
        database: Database,
        metrics: MetricsRegistry,
        metricsToken: String = "",
        checks: [ReadinessCheck],
        timeout: Duration = WebLimits().readinessTimeout
    ) {
        self.database = database
        self.metrics = metrics
        self.metricsToken = metricsToken
        self.checks = checks
        self.timeout = timeout
    }

    init(_ parts: WebParts) {
        self.init(
            database: parts.database,
            metrics: parts.metrics,
            metricsToken: parts.configuration.metricsToken,
            checks: parts.readiness,
            timeout: parts.configuration.limits.readinessTimeout
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
            ("/readyz", { _ in await readiness() }),
            ("/metrics", { try figures($0) }),
        ]
    }

    private func readiness() async -> Response {
        let database = ReadinessCheck("database") { await databaseProblem() }
        var lines: [String] = []
        var isReady = true
        for check in [database] + checks {
            let problem = await bounded(check)
            isReady = isReady && problem == nil
            lines.append("\(check.name): \(problem ?? "ok")")
        }
        var response = Response.text(
            lines.joined(separator: "\n") + "\n",
            status: isReady ? .ok : .serviceUnavailable
        )
        response.headers["Cache-Control"] = "no-store"
        return response
    }

    private func databaseProblem() async -> String? {
        do {
            let isMigrated = try await database.first(.system, IsSchemaPresent()) ?? false
            return isMigrated ? nil : "the schema is missing"
        } catch {
            return "not reachable"
        }
    }

    /// A check that does not answer in time has a problem.
    private func bounded(_ check: ReadinessCheck) async -> String? {
        let timeout = timeout
        return await withTaskGroup(of: String?.self) { group in
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

/// Whether the tables are there.
struct IsSchemaPresent: Statement {
    static let sql = "SELECT to_regclass('public.operators') IS NOT NULL"
    static let sample = IsSchemaPresent()

    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}
