import OCPPServer
import Testing
import Values

/// What charge points hear of cards.
struct TokenTests {
    @Test func `a change of the tokens is taken up, and everything is read once for it`() async throws {
        let ports = MemoryPorts([.named("CP1")])
        try await TestStation.run(ports) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            let ask = #"[2,"1","Authorize",{"idTag":"NEW"}]"#
            #expect(try await charger.call(ask) == #"[3,"1",{"idTagInfo":{"status":"Invalid"}}]"#)
            let read = ports.listings
            ports.change { $0.table.operators[OperatorID(1)]?.entries["new"] = .init(status: .accepted) }
            ports.notifyDirectory()
            try await station.eventually("the token is accepted") {
                (try? await charger.call(ask)) == #"[3,"1",{"idTagInfo":{"status":"Accepted"}}]"#
            }
            #expect(ports.listings == read + 1)
        }
    }
}
