import HTTPServer
import OCPPServer
import Testing
import Values

struct RefusalTests {
    @Test func `why a charge point is turned away is handed over, counted and without its secret`() async throws {
        let ports = MemoryPorts([.named("CP1"), .named("CP2", id: 2)])
        try await TestStation.run(ports) { station in
            let port = station.port
            for _ in 0..<2 {
                _ = try? await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", key: Array("guess".utf8))
            }
            _ = try? await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", credential: "Bearer x")
            _ = try? await TestCharger.connect(port, "/ocpp/cp1", user: "cp1")
            _ = try await TestCharger.connect(port, "/ocpp/CP2", user: "CP2", protocols: "ocpp1.5, soap")
            _ = try await TestCharger.connect(port, "/ocpp/CP2", user: "CP2", protocols: nil)
            try await station.eventually("all refusals are handed over") {
                ports.refusals.reduce(0) { $0 + $1.count } == 6
            }
            func found(_ reason: RefusalReason) -> [HandshakeRefusal] { ports.refusals.filter { $0.reason == reason } }
            #expect(found(.wrongKey).reduce(0) { $0 + $1.count } == 2)
            #expect(found(.wrongKey).allSatisfy { $0.chargePoint?.id == ChargePointID(1) })
            #expect(found(.noCredentials).count == 1)
            #expect(found(.unknownIdentity).map(\.identity) == ["cp1"])
            #expect(found(.unknownIdentity).allSatisfy { $0.chargePoint == nil })
            #expect(found(.otherSubprotocol).map(\.detail) == ["ocpp1.5, soap"])
            #expect(found(.noSubprotocol).count == 1)
            #expect(ports.refusals.allSatisfy { !"\($0)".contains("guess") && $0.remoteAddress == "127.0.0.1" })
        }
    }

    @Test func `who came too often is told apart`() async throws {
        let ports = MemoryPorts([.named("CP1")])
        try await TestStation.run(ports) { station in
            for _ in 0..<7 {
                _ = try? await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1", key: [1])
            }
            try await station.eventually("both kinds are handed over") {
                ports.refusals.filter { $0.reason == .tooMany }.reduce(0) { $0 + $1.count } == 2
            }
            #expect(ports.refusals.filter { $0.reason == .wrongKey }.reduce(0) { $0 + $1.count } == 5)
        }
    }
}
