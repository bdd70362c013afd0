import Foundation
import HTTPServer
import OCPP
import OCPPServer
import Simulator
import TestSupport
import Testing
import Values

/// Simulated charge points against the gateway, over real sockets.
struct ReplayTests {
    /// Sessions that look like life: four charge points with two connectors each.
    private func sessions(_ count: Int) throws -> [RecordedSession] {
        let first = try #require(Timestamp("2025-03-29T20:07:00Z"))
        return try (0..<count).map { number in
            let start = first.adding(seconds: Int64(number / 8) * 9_000 + Int64(number % 7) * 60)
            return RecordedSession(
                chargePoint: "CP\(number % 4)",
                connector: Int64(number / 4 % 2 + 1),
                start: start,
                stop: start.adding(seconds: 600 + Int64(number % 5) * 1_500),
                idTag: "CARD",
                energyWh: Int64(1_000 + number * 37),
                chargingHours: try #require(Exact(number % 3 == 0 ? "0.5" : "1.27"))
            )
        }
    }

    private var ports: MemoryPorts {
        let points = (0..<4).map { RegisteredChargePoint.named("CP\($0)", id: Int64($0 + 1)) }
        return MemoryPorts(points, tokens: ["card": .init(status: .accepted)])
    }

    /// The transactions in stored frames: start payload by number, and stop payloads by number.
    private func transactions(_ frames: [SpooledFrame]) -> (starts: [Int64: JSON], stops: [Int64: Set<JSON>]) {
        var calls = CallCorrelation<JSON>(limit: 100_000, lifetimeSeconds: 86_400)
        var starts: [Int64: JSON] = [:]
        var stops: [Int64: Set<JSON>] = [:]
        for frame in frames {
            let connection = frame.heading.connectionID
            switch Frame(reading: frame.payload) {
            case .call(let call) where call.action == "StartTransaction":
                let now = frame.heading.receivedAt
                _ = calls.opened(call.id, by: .chargePoint, over: connection, note: call.payload, at: now)
            case .call(let call) where call.action == "StopTransaction":
                stops[call.payload["transactionId"]?.integerValue ?? 0, default: []].insert(call.payload)
            case .callResult(let result):
                let now = frame.heading.receivedAt
                if let start = calls.answered(result.id, by: .centralSystem, over: connection, at: now),
                    let number = result.payload["transactionId"]?.integerValue
                {
                    starts[number] = start.note
                }
            default: break
            }
        }
        return (starts, stops)
    }

    @Test func `recorded sessions arrive as they were`() async throws {
        let ports = ports
        let sessions = try sessions(64)
        try await TestStation.run(ports) { station in
            let address = try ServerAddress("ws://127.0.0.1:\(station.port)/ocpp")
            let replay = SessionReplay(address: address, keys: ChargePointKeys(common: "secret"), connections: 3)
            let report = try await replay.run(sessions)
            #expect(report.exitCode == 0)
            #expect(report.progress.sessionsCompleted == 64)
            #expect(report.progress.errors == [:])
            let values = sessions.reduce(0) { $0 + $1.quarterHours.count }
            #expect(report.progress.calls == 4 + 64 * 2 + values)
            try await station.eventually("all frames are stored") { ports.frames.count == report.progress.calls * 2 }
        }
        let (starts, stops) = transactions(ports.frames)
        #expect(starts.count == 64)
        #expect(Set(starts.keys) == Set(stops.keys))
        for (number, start) in starts {
            let stop = try #require(stops[number]?.first)
            let session = try #require(
                sessions.first {
                    $0.start.rfc3339 == start["timestamp"]?.stringValue
                        && $0.connector == start["connectorId"]?.integerValue
                        && stop["timestamp"]?.stringValue == $0.stop.rfc3339
                }
            )
            let energy =
                try #require(stop["meterStop"]?.integerValue) - (try #require(start["meterStart"]?.integerValue))
            #expect(energy == session.energyWh(at: session.stop))
        }
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `whatever goes wrong on the way, no transaction is lost or doubled`(seed: UInt64) async throws {
        let ports = ports
        let sessions = try sessions(48)
        let perMille: [FaultPlan.Fault: Int] = [
            .drop: 40, .delay: 20, .duplicate: 40, .reorder: 60, .halfOpen: 30, .badJSON: 40,
        ]
        try await TestStation.run(ports) { station in
            var limits = SimulatorLimits()
            limits.firstPauseMilliseconds = 5
            let replay = SessionReplay(
                address: try ServerAddress("ws://127.0.0.1:\(station.port)/ocpp"),
                keys: ChargePointKeys(common: "secret"),
                connections: 4,
                limits: limits,
                faults: { identity in
                    let own = seed &* 31 &+ UInt64(identity.utf8.last ?? 0)
                    return FaultPlan(seed: own, perMille: perMille, clockSkewSeconds: own % 2 == 0 ? 0 : 3_600)
                }
            )
            let report = try await replay.run(sessions)
            #expect(report.isComplete, "\(report.lines)")
            #expect(report.progress.sessionsCompleted == 48)
            #expect(report.progress.reconnects > 0)
            try await station.eventually("the spool is empty") { station.metric("spool_frames") == 0 }
        }
        let (starts, stops) = transactions(ports.frames)
        #expect(starts.count == 48)
        #expect(Set(starts.values).count == 48)
        #expect(Set(stops.keys) == Set(starts.keys))
        #expect(stops.values.allSatisfy { $0.count == 1 })
    }

    @Test func `a wrong key ends a charge point at once and the report says so`() async throws {
        let sessions = try sessions(8)
        try await TestStation.run(ports) { station in
            let address = try ServerAddress("ws://127.0.0.1:\(station.port)/ocpp")
            let portfolio = #"{"charge_points":[{"identity":"CP1","key":"wrong"},{"identity":"CP2","key":"secret"}]}"#
            let keys = try ChargePointKeys(portfolio: Array(portfolio.utf8), common: "secret")
            let report = try await SessionReplay(address: address, keys: keys, connections: 4).run(sessions)
            #expect(report.exitCode == 1)
            #expect(report.unfinished == ["CP1": .refused(status: 401)])
            #expect(report.progress.sessionsCompleted == 6)
        }
    }

    @Test func `a node that restarts in the middle loses and doubles nothing`() async throws {
        let ports = ports
        let sessions = try sessions(64)
        let folder = TemporaryFolder()
        let port = try FreePort.find()
        let box = Box()
        // The first node has numbers for some of the starts only, so that the others wait for the second.
        var limits = GatewayLimits()
        limits.transactionIDBlock = 16
        ports.change { $0.lastNumber = 17 }
        try await withThrowingTaskGroup(of: Void.self) { [limits] group in
            group.addTask { try await self.replay(sessions, box) }
            try await TestStation.run(ports, folder: folder, limits: limits, onPort: port) { station in
                await box.set(port: station.port)
                try await station.eventually("a start waits") {
                    (station.metric(#"ocpp_calls_total{action="StartTransaction"}"#) ?? 0) > 16
                }
            }
            #expect(await box.report == nil)
            ports.change { $0.lastNumber = .max }
            try await TestStation.run(ports, folder: folder, onPort: port) { station in
                try await station.eventually("everything is delivered") { await box.report != nil }
                try await station.eventually("the spool is empty") { station.metric("spool_frames") == 0 }
            }
            try await group.waitForAll()
        }
        let report = try #require(await box.report)
        #expect(report.isComplete, "\(report.lines)")
        #expect(report.progress.reconnects > 0)
        let (starts, stops) = transactions(ports.frames)
        #expect(starts.count == 64)
        #expect(Set(starts.values).count == 64)
        #expect(Set(stops.keys) == Set(starts.keys))
    }

    private func replay(_ sessions: [RecordedSession], _ box: Box) async throws {
        var limits = SimulatorLimits()
        (limits.firstPauseMilliseconds, limits.longestPauseMilliseconds) = (20, 100)
        // A node may take long to come back on a busy machine.
        limits.attempts = 100_000
        while await box.port == 0 { try await Task.sleep(for: .milliseconds(5)) }
        let replay = SessionReplay(
            address: try ServerAddress("ws://127.0.0.1:\(await box.port)/ocpp"),
            keys: ChargePointKeys(common: "secret"),
            connections: 4,
            limits: limits
        )
        await box.set(report: try await replay.run(sessions))
    }

    private actor Box {
        var port = 0
        var report: ReplayReport?
        func set(port new: Int) { port = new }
        func set(report new: ReplayReport) { report = new }
    }
}
