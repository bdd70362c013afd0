import Crypto
import OCPP
import OCPPServer
import Testing
import Values

/// Charge points that were told to take another key.
struct NextKeyTests {
    private static func hash(_ key: String) -> [UInt8] { Array(SHA256.hash(data: Array(key.utf8))) }

    private func connect(
        _ station: TestStation,
        _ key: String,
        protocols: String = "ocpp1.6"
    ) async throws -> TestCharger {
        try await TestCharger.connect(
            station.port,
            "/ocpp/CP1",
            user: "CP1",
            key: Array(key.utf8),
            protocols: protocols
        )
    }

    @Test func `both keys open until it has come with the new one, then the new one only`() async throws {
        var point = RegisteredChargePoint.named("CP1")
        point.nextKeyHash = Self.hash("renewed")
        let ports = MemoryPorts([point])
        try await TestStation.run(ports) { station in
            await #expect(throws: TestCharger.Refused.self) { try await connect(station, "guess") }
            let old = try await connect(station, "secret")
            try await station.eventually("it came with the old key") {
                ports.status(of: 1)?.connectedSince != nil && ports.status(of: 1)?.shownNextKey == nil
            }
            let new = try await connect(station, "renewed")
            #expect(try await old.next() == .closed(1000), "the newest connection wins")
            try await station.eventually("it came with the new key") {
                ports.status(of: 1)?.shownNextKey == Self.hash("renewed")
            }
            ports.change { state in
                state.chargePoints[0].keyHash = Self.hash("renewed")
                state.chargePoints[0].nextKeyHash = nil
            }
            ports.notifyDirectory()
            // Without a common protocol it replaces no connection while the old key still opens.
            try await station.eventually("the old key opens nothing any more") {
                (try? await connect(station, "secret", protocols: "none")) == nil
            }
            // Who came with the new key stays.
            new.send(#"[2,"1","Heartbeat",{}]"#)
            guard case .text = try await new.next() else {
                Issue.record("the connection was ended")
                return
            }
        }
    }

    @Test func `a new key goes to the charge point and is not kept`() async throws {
        let ports = MemoryPorts([.named("CP1")])
        try await TestStation.run(ports) { station in
            let charger = try await connect(station, "secret")
            try await station.eventually("it is there") { station.gateway.connectionCount == 1 }
            let request = OCPP16.ChangeConfiguration.Request(key: "AuthorizationKey", value: "00112233445566778899")
            let command = Command(CommandID(7), to: ChargePointID(1), OCPP16.ChangeConfiguration.self, request)
            #expect(await station.gateway.send(command) == .queued)
            guard case .text(let told) = try await charger.next() else {
                Issue.record("no command came")
                return
            }
            #expect(told.contains("00112233445566778899"))
            try await station.eventually("it is stored") { !ports.frames.isEmpty }
            let texts = ports.frames.map { String(decoding: $0.payload, as: UTF8.self) }
            #expect(texts.contains { $0.contains("AuthorizationKey") && $0.contains("(redacted)") })
            #expect(!texts.contains { $0.contains("00112233445566778899") })
        }
    }
}
