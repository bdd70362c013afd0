import OCPPServer
import Testing

/// Connections whose charge point would not be let in any more.
struct RevocationTests {
    private func charger(_ station: TestStation, _ identity: String) async throws -> TestCharger {
        try await TestCharger.connect(station.port, "/ocpp/\(identity)", user: identity)
    }

    @Test func `who is retired or gets another key is sent away at once, and nobody else`() async throws {
        let ports = MemoryPorts((1...3).map { .named("CP\($0)", id: $0) })
        try await TestStation.run(ports) { station in
            let (retired, rekeyed) = (try await charger(station, "CP1"), try await charger(station, "CP2"))
            let untouched = try await charger(station, "CP3")
            ports.change { state in
                state.chargePoints.removeFirst()
                state.chargePoints[0].keyHash = Credentials.hash(Array("changed".utf8))
                state.chargePoints[1].heartbeatSeconds += 1
            }
            ports.notifyDirectory()
            #expect(try await retired.next() == .closed(1008))
            #expect(try await rekeyed.next() == .closed(1008))
            let port = station.port
            let unknown = await #expect(throws: TestCharger.Refused.self) {
                try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1")
            }
            #expect(unknown?.status == 404)
            let back = try await TestCharger.connect(port, "/ocpp/CP2", user: "CP2", key: Array("changed".utf8))
            #expect(try await back.call(#"[2,"1","Heartbeat",{}]"#).hasPrefix("[3"))
            #expect(try await untouched.call(#"[2,"1","Heartbeat",{}]"#).hasPrefix("[3"))
        }
    }

    @Test func `a certificate or a passed-on key stands in for our own`() {
        var admitted = RegisteredChargePoint.named("CP1")
        var current = admitted
        current.keyHash = nil
        #expect(!admitted.isAdmitted(as: current))
        (admitted.needsCertificate, current.needsCertificate) = (true, true)
        #expect(admitted.isAdmitted(as: current))
        current.needsCertificate = false
        #expect(!admitted.isAdmitted(as: current))
        current = RegisteredChargePoint.named("CP2")
        #expect(!RegisteredChargePoint.named("CP1").isAdmitted(as: current))
    }
}
