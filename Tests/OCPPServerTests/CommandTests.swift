import HTTPServer
import OCPP
import OCPPServer
import Testing
import Values

struct CommandTests {
    private let ports = MemoryPorts([.named("CP1")])

    private func reset(_ id: Int64) -> Command {
        Command(CommandID(id), to: ChargePointID(1), OCPP16.Reset.self, .init(type: .soft))
    }

    private func outcomes() -> [Int64: CommandOutcome] { ports.outcomes }

    @Test func `commands go out one at a time and their outcomes are reported`() async throws {
        try await TestStation.run(ports) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            _ = try await charger.call(#"[2,"1","Heartbeat",{}]"#)
            #expect(await station.gateway.send(reset(1)) == .queued)
            #expect(await station.gateway.send(reset(2)) == .queued)
            #expect(try await charger.text() == #"[2,"laadboek-1","Reset",{"type":"Soft"}]"#)
            // The second one waits: the heartbeat's answer comes before it.
            #expect(try await charger.call(#"[2,"2","Heartbeat",{}]"#).hasPrefix(#"[3,"2""#))
            charger.send(#"[3,"laadboek-1",{"status":"Accepted"}]"#)
            #expect(try await charger.text() == #"[2,"laadboek-2","Reset",{"type":"Soft"}]"#)
            charger.send(#"[4,"laadboek-2","NotSupported","no",{}]"#)
            try await station.eventually("both are reported") { outcomes().count == 2 }
            #expect(outcomes()[1] == .answered(.dictionary(["status": .string("Accepted")])))
            #expect(outcomes()[2] == .refused(.notSupported, "no"))
            try await station.eventually("the commands are recorded") {
                station.ports.frames.filter { String(decoding: $0.payload, as: UTF8.self).contains("laadboek-") }.count
                    == 4
            }
        }
    }

    @Test func `a command to a charge point that is not there is not taken`() async throws {
        try await TestStation.run(ports) { station in
            #expect(await station.gateway.send(reset(1)) == .notConnected)
        }
    }

    @Test func `no more commands wait than the limit allows, and all end with the connection`() async throws {
        var limits = GatewayLimits()
        limits.queuedCommands = 2
        try await TestStation.run(ports, limits: limits) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            _ = try await charger.call(#"[2,"1","Heartbeat",{}]"#)
            for id in 1...3 { #expect(await station.gateway.send(reset(Int64(id))) == .queued) }
            #expect(await station.gateway.send(reset(4)) == .queueFull)
            _ = try await charger.text()
            try await charger.drop()
            try await station.eventually("all are reported") { outcomes().count == 3 }
            #expect(outcomes() == [1: .disconnected, 2: .notSent, 3: .notSent])
        }
    }

    @Test func `silence ends a command and the next one goes out`() async throws {
        var limits = GatewayLimits()
        limits.commandTimeoutSeconds = 1
        try await TestStation.run(ports, limits: limits) { station in
            let charger = try await TestCharger.connect(station.port, "/ocpp/CP1", user: "CP1")
            _ = try await charger.call(#"[2,"1","Heartbeat",{}]"#)
            #expect(await station.gateway.send(reset(1)) == .queued)
            #expect(await station.gateway.send(reset(2)) == .queued)
            #expect(try await charger.text().contains("laadboek-1"))
            #expect(try await charger.text().contains("laadboek-2"))
            try await station.eventually("the first is reported") { outcomes()[1] == .timedOut }
        }
    }
}
