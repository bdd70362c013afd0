import Foundation
import HTTPServer
import OCPP
import OCPPServer
import Synchronization
import TestSupport
import Testing
import Values

/// The relay between a real charge point's and a real back-office's WebSocket library.
@Suite struct RelayTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let environment = ProcessInfo.processInfo.environment["LAADBOEK_VENV"]

    private struct Verdict: Decodable {
        let probe: String
        let ok: Bool
        let detail: String
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names the Python environment of the peers"))
    func `every rule of the wire holds`() async throws {
        let upstream = try FreePort.find()
        let ports = MemoryPorts([
            .relayed("CP-1", id: 1, to: upstream), .relayed("CP two", id: 2, to: upstream),
        ])
        var limits = RelayLimits()
        limits.grace = .seconds(8)
        // However busy the machine is, the older connection is gone before the newer one is dialled.
        limits.evictionTimeout = .seconds(60)
        try await TestStation.run(ports, relayLimits: limits) { station in
            let said = try await Program.output(
                of: (Self.environment ?? "") + "/bin/python3",
                [
                    Self.root.appendingPathComponent("Tests/Peers/relay_probes.py").path, "--gateway",
                    "\(station.port)", "--upstream", "\(upstream)", "--grace", "8",
                ]
            )
            let verdicts = try said.split(separator: "\n").map {
                try JSONDecoder().decode(Verdict.self, from: Data($0.utf8))
            }
            #expect(verdicts.count >= 35)
            for verdict in verdicts { #expect(verdict.ok, "\(verdict.probe): \(verdict.detail)") }
            try await checkCopies(station, ports)
        }
    }

    /// What passed is kept byte for byte, in order, but for a key; and no call was ours.
    private func checkCopies(_ station: TestStation, _ ports: MemoryPorts) async throws {
        let last = station.spool.durableSequence
        try await station.eventually("the frames are stored") { ports.frames.last?.sequence == last }
        let frames = ports.frames
        #expect(frames.allSatisfy { $0.heading.route == .relayed })
        let texts = frames.map { String(decoding: $0.payload, as: UTF8.self) }
        #expect(texts.contains("not JSON at all"))
        #expect(texts.contains("[ 2,\n\"2\",\"X\",{\"a\":1.50,\"b\":1e3,\"\\u00e9\":\"\u{e9}\"}]"))
        #expect(frames.contains { $0.payload == Array("\u{0}".utf8) + [0xFF] + Array(" binary".utf8) })
        #expect(!texts.contains { $0.contains("0123456789abcdef0123") })
        #expect(texts.contains { $0.contains("AuthorizationKey") && $0.contains("(redacted)") })
        try await station.eventually("the new key is told") {
            ports.events.contains { $0.code == "key_rotation" && $0.newKey == "0123456789abcdef0123" }
        }
        #expect(ports.events.contains { $0.code == "refused" && $0.detail == "401" })
        #expect(ports.events.contains { $0.code == "unreachable" })
    }

    @Test func `a command for a charge point that is not ours is refused`() async throws {
        let upstream = try FreePort.find()
        let ports = MemoryPorts([.relayed("CP-1", id: 1, to: upstream)])
        try await TestStation.run(ports) { station in
            let command = Command(CommandID(1), to: ChargePointID(1), OCPP16.Reset.self, .init(type: .soft))
            #expect(await station.gateway.send(command) == .notConnected)
        }
    }
}

extension RegisteredChargePoint {
    /// A charge point that goes through to a back-office on this machine.
    static func relayed(_ identity: String, id: Int64, to port: Int) -> RegisteredChargePoint {
        var point = RegisteredChargePoint.named(identity, id: id)
        point.relay = UpstreamAddress("ws://127.0.0.1:\(port)/base/").map {
            RelayRoute(upstreamID: UpstreamID(1), address: $0)
        }
        return point
    }
}
