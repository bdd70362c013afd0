import Foundation
import OCPP
import OCPPServer
import TestSupport
import Testing
import Values

/// The charging station of the `ocpp` package in OCPP 2.0.1, with its schema checks on.
struct Peer201Tests {
    private static let environment = ProcessInfo.processInfo.environment["LAADBOEK_VENV"]

    private static var script: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Peers/charge_point_201.py").path
    }

    private var ports: MemoryPorts {
        MemoryPorts([.named("CS 1")], tokens: ["tag": .init(status: .accepted, parentIdTag: "FLEET")])
    }

    private func play(_ station: TestStation, _ further: String...) async throws -> Program.Outcome {
        let arguments = [
            Self.script, "--url", "ws://127.0.0.1:\(station.port)/ocpp", "--identity", "CS 1", "--key", "secret",
            "--id-tag", "TAG", "--timeout", "120",
        ]
        return try await Program.run((Self.environment ?? "") + "/bin/python3", arguments + further)
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names no Python environment"))
    func `a station of another maker plays a whole transaction`() async throws {
        try await TestStation.run(ports) { station in
            let result = try await play(station)
            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.contains(#""authorize": "Accepted""#))
            #expect(result.output.contains(#""start": "Accepted""#))
            try await station.eventually("the spool is empty") { station.metric("spool_frames") == 0 }
            try await station.eventually("the live state is handed over") {
                station.ports.status(of: 1)?.boot?.chargePointVendor == "Independent"
            }
            #expect(station.ports.status(of: 1)?.spoken == .ocpp201)
        }
    }

    @Test(.enabled(if: environment != nil, "LAADBOEK_VENV names no Python environment"))
    func `a station of another maker takes every command we have for it`() async throws {
        let ports = ports
        try await TestStation.run(ports) { station in
            let names = [
                "RequestStartTransaction", "SetVariables", "GetVariables", "TriggerMessage", "Reset",
            ]
            async let result = play(station, "--await", names.joined(separator: ","))
            try await station.eventually("the transaction is over") {
                station.metric(#"ocpp_stops_total{kind="first"}"#) == 1
            }
            let token = OCPP201.IdToken(idToken: "TAG", type: .central)
            let interval = OCPP201.Variable(name: "Interval")
            let aligned = OCPP201.Component(name: "AlignedDataCtrlr")
            let commands = [
                command(1, OCPP201.RequestStartTransaction.self, .init(evseId: 1, idToken: token, remoteStartId: 7)),
                command(
                    2,
                    OCPP201.SetVariables.self,
                    .init(setVariableData: [.init(attributeValue: "900", component: aligned, variable: interval)])
                ),
                command(
                    3,
                    OCPP201.GetVariables.self,
                    .init(getVariableData: [.init(component: aligned, variable: interval)])
                ),
                command(4, OCPP201.TriggerMessage.self, .init(requestedMessage: .statusNotification)),
                command(5, OCPP201.Reset.self, .init(type: .onIdle)),
            ]
            for command in commands { #expect(await station.gateway.send(command) == .queued) }
            let output = try await result
            #expect(output.status == 0, "\(output.output)")
            try await station.eventually("the outcomes are reported") { ports.outcomes.count == 5 }
            guard case .answered(let told) = ports.outcomes[3] else { throw TestCharger.Silence() }
            #expect(told["getVariableResult"]?[0]?["attributeValue"] == .string("900"))
        }
    }

    private func command<Asked: Action>(_ id: Int64, _ type: Asked.Type, _ request: Asked.Request) -> Command {
        Command(CommandID(id), to: ChargePointID(1), type, request)
    }

    @Test func `what a station may say is answered, what it may not is not`() async throws {
        try await TestStation.run(ports) { station in
            let charger = try await TestCharger.connect(
                station.port,
                "/ocpp/CS%201",
                user: "CS 1",
                protocols: "ocpp2.0.1"
            )
            let group = #"{"idTokenInfo":{"status":"Accepted","groupIdToken":{"idToken":"FLEET","type":"Central"}}}"#
            let token = #"{"idToken":{"idToken":"TAG","type":"ISO14443"}}"#
            #expect(try await charger.call(#"[2,"1","Authorize",\#(token)]"#) == #"[3,"1",\#(group)]"#)
            let report = #"{"generatedAt":"2026-01-01T00:00:00Z","seqNo":0,"requestId":1}"#
            #expect(try await charger.call(#"[2,"2","NotifyReport",\#(report)]"#) == #"[3,"2",{}]"#)
            #expect(try await charger.call(#"[2,"3","StartTransaction",{}]"#).hasPrefix(#"[4,"3","NotImplemented""#))
            #expect(try await charger.call(#"[2,"4","TransactionEvent",{}]"#) == #"[3,"4",{}]"#, "kept all the same")
            #expect(
                try await charger.call(#"[2,"5","TransactionEvent",[]]"#).hasPrefix(#"[4,"5","FormationViolation""#)
            )
        }
    }
}
