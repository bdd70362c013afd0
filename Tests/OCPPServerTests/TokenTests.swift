import OCPP
import OCPPServer
import Testing
import Values

/// What charge points hear of cards.
struct TokenTests {
    @Test func `a change of the tokens is taken up, and everything is read once for it`() async throws {
        let ports = MemoryPorts([.named("CP1")])
        var limits = GatewayLimits()
        // What is read without a reason would count.
        limits.tableRefresh = .seconds(3_600)
        try await TestStation.run(ports, limits: limits) { station in
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

    @Test func `a card is answered from memory, whatever the disk does; a start is not`() async throws {
        let ports = MemoryPorts([.named("CP1")], tokens: ["card": .init(status: .accepted)])
        try await TestStation.run(ports, writesSpool: false) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            charger.send(
                #"[2,"s","StartTransaction",{"connectorId":1,"idTag":"CARD","meterStart":0,"timestamp":"2025-06-30T22:15:00Z"}]"#
            )
            for id in 0..<20 {
                let answer = try await charger.call(#"[2,"\#(id)","Authorize",{"idTag":"CARD"}]"#)
                #expect(answer == #"[3,"\#(id)",{"idTagInfo":{"status":"Accepted"}}]"#)
            }
        }
        let station = MemoryPorts([.named("CP1")], tokens: ["card": .init(status: .accepted)])
        try await TestStation.run(station, writesSpool: false) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1", protocols: "ocpp2.0.1")
            let answer = try await charger.call(
                #"[2,"1","Authorize",{"idToken":{"idToken":"CARD","type":"ISO14443"}}]"#
            )
            #expect(answer == #"[3,"1",{"idTokenInfo":{"status":"Accepted"}}]"#)
        }
    }
}
