import Foundation
import HTTPServer
import OCPP
import OCPPServer
import Synchronization
import TestSupport
import Testing
import Values

/// The outbox between real WebSocket libraries, with a back-office that comes and goes.
@Suite struct OutboxTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let environment = ProcessInfo.processInfo.environment["LAADBOEK_VENV"]

    private struct Verdict: Decodable {
        let probe: String
        let ok: Bool
        let detail: String
    }

    private static func limits() -> RelayLimits {
        var limits = RelayLimits()
        limits.grace = .milliseconds(400)
        limits.redialPause = .milliseconds(50)
        limits.longestRedialPause = .milliseconds(200)
        limits.answerSeconds = 20
        (limits.evictionTimeout, limits.dialTimeout) = (.seconds(60), .seconds(60))
        return limits
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names the Python environment of the peers"))
    func `an outage is told exactly once, in order`() async throws {
        let upstream = try FreePort.find()
        var points = (1...24).map { RegisteredChargePoint.withOutbox("OB-\($0)", id: $0, to: upstream) }
        points[18].relay?.absence = .outbox(acceptsUnknownTokens: true)
        points[23].relay?.absence = .outbox(acceptsUnknownTokens: false, bootsAgain: true)
        let ports = MemoryPorts(points)
        try await TestStation.run(ports, relayLimits: Self.limits()) { station in
            let said = try await Program.output(
                of: (Self.environment ?? "") + "/bin/python3",
                [
                    Self.root.appendingPathComponent("Tests/Peers/outbox_probes.py").path, "--gateway",
                    "\(station.port)", "--upstream", "\(upstream)", "--grace", "0.4", "--patience", "20",
                ]
            )
            let verdicts = try said.split(separator: "\n").map {
                try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
            }
            #expect(verdicts.count == 23)
            for verdict in verdicts { #expect(verdict.ok, "\(verdict.probe): \(verdict.detail)") }
            try await checkJournal(station, ports)
        }
    }

    @Test func `what was promised survives a restart while the database is away`() async throws {
        let (upstream, folder) = (try FreePort.find(), TemporaryFolder())
        let office = MemoryPorts([.named("OB", id: 1)], tokens: ["friend": .init(status: .accepted)])
        var point = RegisteredChargePoint.withOutbox("OB", id: 1, to: upstream)
        if let address = UpstreamAddress("ws://127.0.0.1:\(upstream)/ocpp/") { point.relay?.address = address }
        let ports = MemoryPorts([point])
        ports.change { $0.isAway = true }
        try await TestStation.run(ports, folder: folder, relayLimits: Self.limits()) { station in
            let charger = try await Self.introduce(station, office, upstream)
            let answer = try await charger.call(
                #"[2,"s","StartTransaction",{"connectorId":1,"idTag":"FRIEND","meterStart":0,"timestamp":"2025-06-01T10:00:00Z"}]"#
            )
            #expect(answer.contains(#""transactionId":1900000000"#) && answer.contains("Accepted"))
            let stop = #"{"transactionId":1900000000,"meterStop":5,"timestamp":"2025-06-01T11:00:00Z"}"#
            #expect(try await charger.call("[2,\"e\",\"StopTransaction\",\(stop)]") == #"[3,"e",{}]"#)
        }
        try await TestStation.run(office, onPort: upstream) { central in
            try await TestStation.run(ports, folder: folder, relayLimits: Self.limits()) { station in
                let charger = try await TestCharger.connect(station.port, "/ocpp/OB", user: "OB")
                try await central.eventually("the stop is told") { !Self.texts(office, "StopTransaction").isEmpty }
                _ = try await charger.call(#"[2,"h","Heartbeat",{}]"#)
            }
        }
        #expect(Self.texts(office, "StartTransaction").count == 1)
        let stops = Self.texts(office, "StopTransaction")
        // A gateway that starts anew begins a new block of numbers.
        #expect(stops.count == 1 && stops[0].contains(#""transactionId":50001,"#), "\(stops)")
    }

    /// A charge point that its back-office has accepted, and whose back-office is gone since.
    private static func introduce(
        _ station: TestStation,
        _ office: MemoryPorts,
        _ upstream: Int
    ) async throws -> TestCharger {
        let connected = Mutex<TestCharger?>(nil)
        try await TestStation.run(office, onPort: upstream) { _ in
            let charger = try await TestCharger.connect(station.port, "/ocpp/OB", user: "OB")
            let boot = #"{"chargePointVendor":"V","chargePointModel":"M"}"#
            #expect(try await charger.call("[2,\"b\",\"BootNotification\",\(boot)]").contains("Accepted"))
            #expect(try await charger.call(#"[2,"a","Authorize",{"idTag":"FRIEND"}]"#).contains("Accepted"))
            connected.withLock { $0 = charger }
        }
        return try #require(connected.withLock { $0 })
    }

    /// The messages of an action that a back-office has kept.
    private static func texts(_ office: MemoryPorts, _ action: String) -> [String] {
        office.frames.map { String(decoding: $0.payload, as: UTF8.self) }.filter { $0.contains("\"\(action)\"") }
    }

    /// Both what the charge point said and what the back-office was told is kept, and people are told what is doubtful.
    private func checkJournal(_ station: TestStation, _ ports: MemoryPorts) async throws {
        let frames = try await station.storedFrames()
        let first = frames.filter { $0.heading.chargePointID == ChargePointID(1) }
        let own = first.filter { !String(decoding: $0.payload, as: UTF8.self).contains(#""connectorId": 99"#) }
        let readings = own.filter { String(decoding: $0.payload, as: UTF8.self).contains("MeterValues") }
        #expect(readings.map(\.heading.route) == [.relayed, .upstream])
        let promised = own.compactMap(\.heading.promise)
        #expect(promised.map(\.action) == ["StartTransaction", "MeterValues", "StopTransaction"])
        #expect(promised.first?.transactionID == 1_900_000_000)
        #expect(first.filter { $0.heading.promise != nil }.allSatisfy { $0.heading.route == .answeredHere })
        let parked = ports.events.filter { $0.code == "outbox_parked" }.map(\.detail)
        #expect(parked.contains("MeterValues: no_answer"))
        #expect(parked.contains { $0.hasPrefix("StartTransaction") && $0.hasSuffix("refused: InternalError") })
        #expect(ports.events.contains { $0.code == "told_twice" && $0.chargePointID == ChargePointID(14) })
        #expect(
            !frames.contains { frame in
                guard frame.heading.route != .upstream, frame.heading.sender == .centralSystem else { return false }
                return Frame(reading: frame.payload).isError
            }
        )
    }
}

extension Frame {
    fileprivate var isError: Bool {
        if case .callError = self { true } else { false }
    }
}

extension RegisteredChargePoint {
    /// A charge point that is answered here while its back-office is away.
    static func withOutbox(_ identity: String, id: Int, to port: Int) -> RegisteredChargePoint {
        var point = RegisteredChargePoint.relayed(identity, id: Int64(id), to: port)
        point.relay?.absence = .outbox(acceptsUnknownTokens: false)
        return point
    }
}
