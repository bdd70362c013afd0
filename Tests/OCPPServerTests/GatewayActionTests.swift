import Foundation
import OCPP
import OCPPServer
import Testing
import Values

/// Every call that a charge point may make is answered by its action's own confirmation.
struct GatewayActionTests {
    /// A golden frame per action, the message id being the action's name.
    private func goldens(_ file: String) throws -> [Call] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: folder.appendingPathComponent("OCPPTests/Goldens/" + file), encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            if case .call(let call) = Frame(reading: Array(line.utf8)) { call } else { nil }
        }
    }

    private var ports: MemoryPorts {
        MemoryPorts([.named("CP1")], tokens: ["04a1b2c3": .init(status: .accepted, parentIdTag: "FLEET")])
    }

    @Test func `every action of a charge point is answered`() async throws {
        let calls = try goldens("ocpp16.jsonl").filter { call in
            OCPP16.actions.contains { $0.name == call.action && $0.callers.contains(.chargePoint) }
        }
        #expect(calls.count == 14)
        try await TestStation.run(ports) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            for call in calls {
                let answer = try await charger.call(String(decoding: call.bytes, as: UTF8.self))
                guard case .callResult(let result) = Frame(reading: Array(answer.utf8)) else {
                    Issue.record("\(call.action): \(answer)")
                    continue
                }
                let entry = try #require(OCPP16.actions.first { $0.name == call.action })
                #expect(try entry.confirmation.rewritten(result.payload).remarks == [], "\(call.action)")
            }
        }
    }

    @Test func `a request for a certificate is taken, and one without content is an error`() async throws {
        try await TestStation.run(ports) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            let taken = try await charger.call(#"[2,"1","SignCertificate",{"csr":"PEM"}]"#)
            #expect(taken == #"[3,"1",{"status":"Accepted"}]"#)
            #expect(try await charger.call(#"[2,"2","SignCertificate",{}]"#).hasPrefix(#"[4,"2","ProtocolError""#))
        }
    }

    @Test func `groups and unknown tokens are told as the table says`() async throws {
        try await TestStation.run(ports) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            let known = try await charger.call(#"[2,"1","Authorize",{"idTag":"04A1B2C3"}]"#)
            #expect(known == #"[3,"1",{"idTagInfo":{"status":"Accepted","parentIdTag":"FLEET"}}]"#)
            let unknown = try await charger.call(#"[2,"2","Authorize",{"idTag":"WHO"}]"#)
            #expect(unknown == #"[3,"2",{"idTagInfo":{"status":"Invalid"}}]"#)
        }
    }
}
