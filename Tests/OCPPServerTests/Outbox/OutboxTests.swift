import Foundation
import HTTPServer
import OCPP
import OCPPServer
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
        limits.answerSeconds = 2
        limits.evictionTimeout = .seconds(60)
        return limits
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names the Python environment of the peers"))
    func `an outage is told exactly once, in order`() async throws {
        let upstream = try FreePort.find()
        let ports = MemoryPorts((1...18).map { .withOutbox("OB-\($0)", id: $0, to: upstream) })
        try await TestStation.run(ports, relayLimits: Self.limits()) { station in
            let said = try await Program.output(
                of: (Self.environment ?? "") + "/bin/python3",
                [
                    Self.root.appendingPathComponent("Tests/Peers/outbox_probes.py").path, "--gateway",
                    "\(station.port)", "--upstream", "\(upstream)", "--grace", "0.4", "--patience", "2",
                ]
            )
            let verdicts = try said.split(separator: "\n").map {
                try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
            }
            #expect(verdicts.count == 17)
            for verdict in verdicts { #expect(verdict.ok, "\(verdict.probe): \(verdict.detail)") }
            try await checkJournal(station, ports)
        }
    }

    /// Both what the charge point said and what the back-office was told is kept, and people are told what is doubtful.
    private func checkJournal(_ station: TestStation, _ ports: MemoryPorts) async throws {
        let last = station.spool.durableSequence
        try await station.eventually("the frames are stored") { ports.frames.last?.sequence == last }
        let first = ports.frames.filter { $0.heading.chargePointID == ChargePointID(1) }
        let readings = first.filter { String(decoding: $0.payload, as: UTF8.self).contains("MeterValues") }
        #expect(readings.map(\.heading.route) == [.relayed, .upstream])
        let promised = first.compactMap(\.heading.promise)
        #expect(promised.map(\.action) == ["StartTransaction", "MeterValues", "StopTransaction"])
        #expect(promised.first?.transactionID == 1_900_000_000)
        #expect(first.filter { $0.heading.promise != nil }.allSatisfy { $0.heading.route == .answeredHere })
        let parked = ports.events.filter { $0.code == "outbox_parked" }.map(\.detail)
        #expect(parked.contains("MeterValues: no_answer"))
        #expect(parked.contains { $0.hasPrefix("StartTransaction") && $0.hasSuffix("refused: InternalError") })
        #expect(ports.events.contains { $0.code == "told_twice" && $0.chargePointID == ChargePointID(14) })
        #expect(
            !ports.frames.contains { frame in
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
