import Foundation
import OCPP
import OCPPServer
import TestSupport
import Testing
import Values

/// The charge point of the `ocpp` package, with its schema checks on.
///
/// Needs the Python environment that `make setup` makes; its folder is named by `LAADBOEK_VENV`.
struct PeerTests {
    private static let environment = ProcessInfo.processInfo.environment["LAADBOEK_VENV"]

    private static var script: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Peers/charge_point_16.py").path
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names no Python environment"))
    func `a charge point of another maker plays a whole session`() async throws {
        let tokens = ["tag": AuthorizationTable.Entry(status: .accepted)]
        let ports = MemoryPorts([.named("PEER 1")], tokens: tokens)
        try await TestStation.run(ports) { station in
            let result = try await Self.play([
                "--url", "ws://127.0.0.1:\(station.port)/ocpp", "--identity", "PEER 1", "--key", "secret",
                "--id-tag", "TAG",
            ])
            #expect(result.status == 0, "\(result.output)")
            #expect(station.metric(#"ocpp_stops_total{kind="first"}"#) == 1)
            try await station.eventually("the spool is empty") { station.metric("spool_frames") == 0 }
        }
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names no Python environment"))
    func `a charge point of another maker takes our commands`() async throws {
        let tokens = ["tag": AuthorizationTable.Entry(status: .accepted)]
        let ports = MemoryPorts([.named("PEER")], tokens: tokens)
        try await TestStation.run(ports) { station in
            async let result = Self.play([
                "--url", "ws://127.0.0.1:\(station.port)/ocpp", "--identity", "PEER", "--key", "secret",
                "--id-tag", "TAG", "--await", "Reset", "--timeout", "120",
            ])
            try await station.eventually("the session is over") {
                station.metric(#"ocpp_calls_total{action="DataTransfer"}"#) == 1
            }
            let command = Command(CommandID(5), to: ChargePointID(1), OCPP16.Reset.self, .init(type: .soft))
            #expect(await station.gateway.send(command) == .queued)
            let output = try await result
            #expect(output.status == 0, "\(output.output)")
            try await station.eventually("the outcome is reported") {
                ports.outcomes[5] == .answered(.dictionary(["status": .string("Accepted")]))
            }
        }
    }

    private static func play(_ arguments: [String]) async throws -> Program.Outcome {
        try await Program.run((environment ?? "") + "/bin/python3", [script] + arguments)
    }
}
