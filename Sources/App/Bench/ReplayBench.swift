import Domain
import Foundation
import Postgres
import Simulator
import Values

/// How fast a server takes a year of sessions over OCPP, until the last journal line stands.
struct ReplayBench {
    /// Calls a second that the issue of this program asks for, on two cores with simulator and PostgreSQL.
    private static let goal = 5_000
    private static let connections = 100
    private static let secondsToSettle = 120

    let database: Database
    let server: BenchServer

    /// Plays the sessions and waits for their lines.
    func measure(_ given: BenchSessions) async throws -> [BenchFigure] {
        server.forgetPeakMemory()
        let report = try await replay(given.sessions)
        let settling = try await ContinuousClock().measure { try await settle(given.sessions.count) }
        let limit = try await IngestLimit(database: database).measure()
        let rate = BenchFigure(name: "replay", unit: "calls/s", value: report.callsPerSecond)
            .with(goal: .atLeast(Int64(ReplayBench.goal)))
            .with(peer: limit.peer(calls: report.progress.calls))
            .with("calls", .integer(report.progress.calls))
            .with("sessions", .integer(report.progress.sessionsCompleted))
            .with("recorded_sessions", .bool(given.isRecorded))
        return [
            rate, BenchFigure.time("replay_until_last_line", settling),
            server.peakMemory("replay_peak_memory"),
        ]
    }

    private func replay(_ sessions: [RecordedSession]) async throws -> ReplayReport {
        let replay = SessionReplay(
            address: try ServerAddress("ws://127.0.0.1:\(server.port)/ocpp"),
            keys: ChargePointKeys(common: BenchWorld.key),
            connections: ReplayBench.connections
        )
        let report = try await replay.run(sessions)
        guard report.isComplete, report.progress.errors.isEmpty else {
            throw BenchFault("the replay went wrong:\n" + report.lines.joined(separator: "\n"))
        }
        return report
    }

    private func settle(_ sessions: Int) async throws {
        for _ in 0..<ReplayBench.secondsToSettle * 20 {
            let rated = try await database.all(.system, CountRated()).first ?? 0
            if rated == sessions { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BenchFault("not every session got its line within \(ReplayBench.secondsToSettle) s")
    }
}

/// Sessions that have a journal line.
private struct CountRated: Statement {
    static let sql = "SELECT count(*) FROM journal_heads"
    static let sample = CountRated()

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}
