import Domain
import HTTPServer
import Postgres
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

/// What machines ask: alive, ready, figures.
struct Health: Sendable {
    private let parts: WebParts

    init(_ parts: WebParts) {
        self.parts = parts
    }

    func register(in endpoints: inout Endpoints) {
        let health = self
        endpoints.plain("/healthz") { _ in .text("ok\n") }
        endpoints.plain("/readyz") { _ in await health.readiness() }
        endpoints.plain("/metrics") { try health.metrics($0) }
    }

    private func readiness() async -> Response {
        let database = ReadinessCheck("database") { await databaseProblem() }
        var lines: [String] = []
        var isReady = true
        for check in [database] + parts.readiness {
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
            let isMigrated = try await parts.database.first(.system, IsSchemaPresent()) ?? false
            return isMigrated ? nil : "the schema is missing"
        } catch {
            return "not reachable"
        }
    }

    /// A check that does not answer in time has a problem.
    private func bounded(_ check: ReadinessCheck) async -> String? {
        let timeout = parts.configuration.limits.readinessTimeout
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

    /// Figures are for this machine, or for who has the token.
    private func metrics(_ request: Request) throws -> Response {
        // A proxy on this machine that nobody told us to trust makes strangers look local.
        let isForwarded = request.headers["X-Forwarded-For"] != nil || request.headers["Forwarded"] != nil
        let isLocal = !isForwarded && ["127.0.0.1", "::1"].contains(request.remoteAddress)
        let token = parts.configuration.metricsToken
        let given = Array((request.headers["Authorization"] ?? "").utf8)
        let hasToken = !token.isEmpty && equalInConstantTime(given, Array("Bearer \(token)".utf8))
        guard isLocal || hasToken else { throw HTTPError.notFound }
        return parts.metrics.response()
    }
}

/// Whether the tables are there.
struct IsSchemaPresent: Statement {
    static let sql = "SELECT to_regclass('public.operators') IS NOT NULL"
    static let sample = IsSchemaPresent()

    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}
