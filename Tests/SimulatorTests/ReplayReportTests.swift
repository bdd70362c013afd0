import Simulator
import Testing
import Values

struct ReplayReportTests {
    private func sessions(_ count: Int) throws -> [RecordedSession] {
        let start = try #require(Timestamp("2025-06-10T10:00Z"))
        return (0..<count).map { number in
            RecordedSession(
                chargePoint: "CP\(number % 2)",
                connector: 1,
                start: start.adding(seconds: Int64(number) * 7_200),
                stop: start.adding(seconds: Int64(number) * 7_200 + 3_600),
                idTag: "T",
                energyWh: 1_000,
                chargingHours: Exact(1)
            )
        }
    }

    @Test func `sessions that nobody took are told as not played`() async throws {
        var limits = SimulatorLimits()
        (limits.attempts, limits.firstPauseMilliseconds) = (2, 1)
        let replay = SessionReplay(
            // Nobody listens there, since only the system may.
            address: try ServerAddress("ws://127.0.0.1:1/ocpp"),
            keys: ChargePointKeys(common: "secret"),
            connections: 0,
            threads: 0,
            limits: limits
        )
        let report = try await replay.run(try sessions(7))
        #expect(report.progress.sessionsLeft == 7 && report.progress.connected == 0)
        #expect(report.progress.errors[SimulatorFault.unreachable.description] == 4)
        #expect(report.unfinished == ["CP0": .gaveUp, "CP1": .gaveUp])
        #expect(!report.isComplete && report.exitCode == 1)
        #expect(report.lines.first == "sessions completed: 0, failed: 0, not played: 7")
    }

    @Test func `a line of progress says how far, how fast, and why nothing happens`() {
        var progress = ReplayProgress()
        progress.sessions = 10_000
        progress.lastFault = .unreachable
        progress.errors = [SimulatorFault.unreachable.description: 3]
        let waiting = """
            sessions 0 of 10000; calls 0, 0/s; charge points 0 connected, 0 done; reconnects 0; errors 3; \
            nobody is connected: the server cannot be reached, trying again
            """
        #expect(progress.line == waiting)
        (progress.sessionsCompleted, progress.calls, progress.callsPerSecond) = (12, 480, 310)
        (progress.connected, progress.chargePointsDone, progress.reconnects) = (40, 2, 1)
        let going = """
            sessions 12 of 10000; calls 480, 310/s; charge points 40 connected, 2 done; reconnects 1; errors 3
            """
        #expect(progress.line == going)
    }
}
