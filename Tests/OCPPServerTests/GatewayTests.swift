import Foundation
import HTTPServer
import OCPP
import OCPPServer
import Testing
import Values

struct GatewayTests {
    private static let start =
        #"{"connectorId":1,"idTag":"CARD","meterStart":100,"timestamp":"2025-06-30T22:15:00Z"}"#

    private func ports(_ identities: String...) -> MemoryPorts { ports(identities) }

    private func ports(_ identities: [String]) -> MemoryPorts {
        let points = identities.enumerated().map { RegisteredChargePoint.named($0.element, id: Int64($0.offset + 1)) }
        return MemoryPorts(points, tokens: ["card": .init(status: .accepted)])
    }

    private func charger(_ station: TestStation, _ identity: String = "CP1") async throws -> TestCharger {
        try await TestCharger.connect(station.port, "/ocpp/\(identity)", user: identity)
    }

    private func transactionID(_ answer: String) throws -> Int64 {
        guard case .callResult(let result) = Frame(reading: Array(answer.utf8)) else { throw TestCharger.Silence() }
        return try OCPP16.StartTransaction.Confirmation.decode(result.payload).value.transactionId
    }

    private func code(_ answer: String) -> CallErrorCode? {
        guard case .callError(let error) = Frame(reading: Array(answer.utf8)) else { return nil }
        return error.code
    }

    @Test func `a whole session is answered and recorded frame by frame`() async throws {
        try await TestStation.run(ports("CP1")) { station in
            let charger = try await charger(station)
            #expect(charger.subprotocol == "ocpp1.6")
            let boot = try await charger.call(
                #"[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#
            )
            #expect(boot.hasPrefix(#"[3,"1",{"status":"Accepted","currentTime":""#))
            #expect(boot.hasSuffix(#"Z","interval":120}]"#))
            #expect(
                try await charger.call(#"[2,"2","Authorize",{"idTag":"CARD"}]"#)
                    == #"[3,"2",{"idTagInfo":{"status":"Accepted"}}]"#
            )
            let number = try transactionID(try await charger.call(#"[2,"3","StartTransaction",\#(Self.start)]"#))
            #expect(number > 0)
            let values = #"{"connectorId":1,"transactionId":\#(number),"meterValue":[]}"#
            #expect(try await charger.call(#"[2,"4","MeterValues",\#(values)]"#) == #"[3,"4",{}]"#)
            let stop =
                #"{"transactionId":\#(number),"idTag":"CARD","meterStop":200,"timestamp":"2025-06-30T23:00:00Z"}"#
            #expect(
                try await charger.call(#"[2,"5","StopTransaction",\#(stop)]"#)
                    == #"[3,"5",{"idTagInfo":{"status":"Accepted"}}]"#
            )
            #expect(try await charger.call(#"[2,"6","Heartbeat",{}]"#).hasPrefix(#"[3,"6",{"currentTime":""#))
            try await station.eventually("all frames are stored") { station.ports.frames.count == 12 }
            let frames = station.ports.frames
            #expect(frames.map(\.heading.sender) == (0..<12).map { $0 % 2 == 0 ? .chargePoint : .centralSystem })
            #expect(String(decoding: frames[4].payload, as: UTF8.self) == #"[2,"3","StartTransaction",\#(Self.start)]"#)
            #expect(Set(frames.map(\.heading.connectionID)).count == 1)
            #expect(frames.allSatisfy { $0.heading.operatorID == OperatorID(1) && $0.nodeID == 7 })
            #expect(station.metric(#"ocpp_stops_total{kind="first"}"#) == 1)
        }
    }

    @Test func `a start that is sent again gets the same number, another start another`() async throws {
        try await TestStation.run(ports("CP1", "CP2")) { station in
            let charger = try await charger(station)
            let first = try transactionID(try await charger.call(#"[2,"1","StartTransaction",\#(Self.start)]"#))
            try await charger.drop()
            let again = try await self.charger(station)
            #expect(try transactionID(try await again.call(#"[2,"9","StartTransaction",\#(Self.start)]"#)) == first)
            let later = Self.start.replacing("22:15", with: "22:16")
            #expect(try transactionID(try await again.call(#"[2,"10","StartTransaction",\#(later)]"#)) != first)
            let other = try await self.charger(station, "CP2")
            #expect(try transactionID(try await other.call(#"[2,"1","StartTransaction",\#(Self.start)]"#)) != first)
            #expect(station.metric(#"ocpp_starts_total{kind="again"}"#) == 1)
        }
    }

    @Test func `a start that is sent again after a restart gets the same number`() async throws {
        let folder = TemporaryFolder()
        let ports = ports("CP1")
        ports.change { $0.isAway = true }
        let numbers = NumberBox()
        try await TestStation.run(ports, folder: folder) { station in
            let charger = try await charger(station)
            let answer = try await charger.call(#"[2,"1","StartTransaction",\#(Self.start)]"#)
            await numbers.set(try transactionID(answer))
        }
        try await TestStation.run(ports, folder: folder) { station in
            let charger = try await charger(station)
            let answer = try await charger.call(#"[2,"2","StartTransaction",\#(Self.start)]"#)
            let first = await numbers.value
            #expect(try transactionID(answer) == first)
        }
    }

    private actor NumberBox {
        var value: Int64 = 0
        func set(_ new: Int64) { value = new }
    }

    @Test func `a start known from the past gets its number`() async throws {
        let ports = ports("CP1")
        let payload = try JSON(parsing: Array(Self.start.utf8))
        let key = StartKey(try OCPP16.StartTransaction.Request.decode(payload).value)
        ports.change {
            $0.starts = [
                KnownStart(chargePointID: ChargePointID(1), request: key, transactionID: 4711, isStopped: true)
            ]
        }
        try await TestStation.run(ports) { station in
            let charger = try await charger(station)
            #expect(try transactionID(try await charger.call(#"[2,"1","StartTransaction",\#(Self.start)]"#)) == 4711)
        }
    }

    @Test func `a second stop and an unknown stop are answered and kept`() async throws {
        try await TestStation.run(ports("CP1")) { station in
            let charger = try await charger(station)
            let number = try transactionID(try await charger.call(#"[2,"1","StartTransaction",\#(Self.start)]"#))
            let stop = #"{"transactionId":\#(number),"meterStop":200,"timestamp":"2025-06-30T23:00:00Z"}"#
            for id in 2...3 {
                #expect(try await charger.call(#"[2,"\#(id)","StopTransaction",\#(stop)]"#) == #"[3,"\#(id)",{}]"#)
            }
            for (id, unknown) in [(4, -1), (5, 0), (6, 999_999)] {
                let stop = #"{"transactionId":\#(unknown),"meterStop":200,"timestamp":"2025-06-30T23:00:00Z"}"#
                #expect(try await charger.call(#"[2,"\#(id)","StopTransaction",\#(stop)]"#) == #"[3,"\#(id)",{}]"#)
            }
            #expect(station.metric(#"ocpp_stops_total{kind="first"}"#) == 1)
            #expect(station.metric(#"ocpp_stops_total{kind="again"}"#) == 1)
            #expect(station.metric(#"ocpp_stops_total{kind="unknown"}"#) == 3)
            try await station.eventually("all frames are stored") { station.ports.frames.count == 12 }
        }
    }

    @Test func `transaction messages with unreadable fields are answered and kept`() async throws {
        try await TestStation.run(ports("CP1")) { station in
            let charger = try await charger(station)
            let start = try await charger.call(#"[2,"1","StartTransaction",{"idTag":"CARD"}]"#)
            let number = try transactionID(start)
            #expect(number > 0)
            #expect(
                try transactionID(try await charger.call(#"[2,"2","StartTransaction",{"idTag":"CARD"}]"#)) == number
            )
            #expect(try await charger.call(#"[2,"3","StopTransaction",{}]"#) == #"[3,"3",{}]"#)
            #expect(try await charger.call(#"[2,"4","MeterValues",{"meterValue":7}]"#) == #"[3,"4",{}]"#)
            #expect(code(try await charger.call(#"[2,"5","MeterValues",[]]"#)) == .formationViolation)
        }
    }

    @Test func `unknown identities and wrong keys are turned away before the protocols are switched`() async throws {
        try await TestStation.run(ports("CP1", "A B")) { station in
            let port = station.port
            let unknown = await #expect(throws: TestCharger.Refused.self) {
                try await TestCharger.connect(port, "/ocpp/NOBODY", user: "NOBODY")
            }
            #expect(unknown == TestCharger.Refused(status: 404, challenge: nil))
            for (user, key, path) in [("CP1", "wrong", "CP1"), ("CP2", "secret", "CP1"), ("cp1", "secret", "CP1")] {
                let refused = await #expect(throws: TestCharger.Refused.self) {
                    try await TestCharger.connect(port, "/ocpp/\(path)", user: user, key: Array(key.utf8))
                }
                #expect(refused?.status == 401)
                #expect(refused?.challenge?.hasPrefix("Basic ") == true)
            }
            let bearer = await #expect(throws: TestCharger.Refused.self) {
                try await TestCharger.connect(port, "/ocpp/CP1", user: "", credential: "Bearer x")
            }
            #expect(bearer?.status == 401)
            _ = try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1")
            _ = try await TestCharger.connect(port, "/ocpp/CP1/CP1", user: "CP1")
            _ = try await TestCharger.connect(port, "/ocpp/A%20B", user: "A B")
            _ = try await TestCharger.connect(port, "/ocpp/A%20B", user: "A%20B")
        }
    }

    @Test func `a key may be sent as its hexadecimal digits, and digits as their bytes`() async throws {
        let bytes: [UInt8] = [0x00, 0xFF, 0x3A, 0x41]
        var raw = RegisteredChargePoint.named("RAW", id: 1)
        raw.keyHash = Credentials.hash(bytes)
        var text = RegisteredChargePoint.named("TEXT", id: 2)
        text.keyHash = Credentials.hash(Array("00ff3a41".utf8))
        try await TestStation.run(MemoryPorts([raw, text])) { station in
            for identity in ["RAW", "TEXT"] {
                for key in [bytes, Array("00ff3a41".utf8)] {
                    let path = "/ocpp/\(identity)"
                    _ = try await TestCharger.connect(station.port, path, user: identity, key: key)
                }
            }
        }
    }

    @Test func `five wrong keys a minute put the next attempt off`() async throws {
        try await TestStation.run(ports("CP1", "CP2")) { station in
            let port = station.port
            var statuses: [Int] = []
            for _ in 0..<6 {
                let refused = await #expect(throws: TestCharger.Refused.self) {
                    try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", key: [1])
                }
                statuses.append(refused?.status ?? 0)
            }
            #expect(statuses == [401, 401, 401, 401, 401, 429])
            _ = try await TestCharger.connect(port, "/ocpp/CP2", user: "CP2")
        }
    }

    @Test func `handshakes that come at once wait for their turn, and nobody waits for those sent away`() async throws {
        let names = (1...8).map { "CP\($0)" }
        var limits = GatewayLimits()
        (limits.handshakesPerSecond, limits.handshakeBurst) = (10, 1)
        limits.handshakePatience = .seconds(3600)
        try await TestStation.run(ports(names), limits: limits) { station in
            let port = station.port
            try await withThrowingTaskGroup { group in
                for name in names {
                    group.addTask { _ = try await TestCharger.connect(port, "/ocpp/\(name)", user: name) }
                }
                try await group.waitForAll()
            }
        }
        limits.handshakesPerSecond = 1
        limits.handshakePatience = .zero
        try await TestStation.run(ports(names), limits: limits) { station in
            let port = station.port
            _ = try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1")
            let refused = await #expect(throws: TestCharger.Refused.self) {
                for _ in 0..<100 { _ = try await TestCharger.connect(port, "/ocpp/CP2", user: "CP2") }
            }
            #expect(refused?.status == 429)
        }
    }

    @Test func `subprotocols are negotiated`() async throws {
        let points = [RegisteredChargePoint.named("CP1", id: 1), .named("OLD", id: 2, lenient: true)]
        try await TestStation.run(MemoryPorts(points)) { station in
            let port = station.port
            let both = try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", protocols: "ocpp2.0.1, ocpp1.6")
            #expect(both.subprotocol == "ocpp2.0.1", "the first that we know")
            let older = try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", protocols: "ocpp1.6,ocpp2.0.1")
            #expect(older.subprotocol == "ocpp1.6")
            let other = try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", protocols: "ocpp2.1, ocpp1.5")
            #expect(other.subprotocol == nil)
            #expect(try await other.next() == .closed(1002))
            let none = try await TestCharger.connect(port, "/ocpp/CP1", user: "CP1", protocols: nil)
            #expect(try await none.next() == .closed(1002))
            let old = try await TestCharger.connect(port, "/ocpp/OLD", user: "OLD", protocols: nil)
            #expect(try await old.call(#"[2,"1","Heartbeat",{}]"#).hasPrefix("[3"))
        }
    }

    @Test func `the newest connection of an identity wins`() async throws {
        try await TestStation.run(ports("CP1")) { station in
            let old = try await charger(station)
            _ = try await old.call(#"[2,"1","Heartbeat",{}]"#)
            let new = try await charger(station)
            #expect(try await old.next() == .closed(1000))
            #expect(try await new.call(#"[2,"1","Heartbeat",{}]"#).hasPrefix("[3"))
            try await station.eventually("the old connection is gone") { station.metric("ocpp_connections") == 1 }
            #expect(station.gateway.connectionCount == 1)
            #expect(station.gateway.liveStatus(of: ChargePointID(1))?.connectedSince != nil)
        }
    }

    @Test func `calls sent in a row are answered in their order`() async throws {
        try await TestStation.run(ports("CP1")) { station in
            let charger = try await charger(station)
            for id in 0..<100 { charger.send(#"[2,"\#(id)","MeterValues",{"connectorId":1,"meterValue":[]}]"#) }
            for id in 0..<100 { #expect(try await charger.text() == #"[3,"\#(id)",{}]"#) }
        }
    }

    @Test func `what cannot be read is answered as far as possible and kept`() async throws {
        try await TestStation.run(ports("CP1")) { station in
            let charger = try await charger(station)
            #expect(code(try await charger.call(#"[2,"1","MeterValues",{"connectorId":"#)) == .formationViolation)
            #expect(code(try await charger.call(#"[2,"2","Dance",{}]"#)) == .notImplemented)
            #expect(code(try await charger.call(#"[2,"3","Reset",{"type":"Soft"}]"#)) == .notSupported)
            #expect(code(try await charger.call(#"[2,"4","Authorize",{}]"#)) == .protocolError)
            #expect(code(try await charger.call(#"[2,"5"]"#)) == .protocolError)
            charger.send("nonsense")
            charger.send(#"[3,"77",{}]"#)
            charger.send(#"[6,"78","X",{}]"#)
            #expect(try await charger.call(#"[2,"6","Heartbeat",{}]"#).hasPrefix(#"[3,"6""#))
            try await station.eventually("all frames are stored") { station.ports.frames.count == 15 }
            #expect(station.ports.frames.contains { $0.payload == Array("nonsense".utf8) })
        }
    }

    @Test func `a message that is too big ends the connection`() async throws {
        var limits = WebSocketLimits()
        limits.messageBytes = 1_000
        try await TestStation.run(ports("CP1"), socketLimits: limits) { station in
            let charger = try await charger(station)
            charger.send(#"[2,"1","DataTransfer",{"vendorId":"\#(String(repeating: "x", count: 2_000))"}]"#)
            #expect(try await charger.next() == .closed(1009))
        }
    }

    @Test func `a flood is slowed down and nothing of it is lost`() async throws {
        var limits = GatewayLimits()
        (limits.framesPerSecond, limits.frameBurst) = (10, 20)
        try await TestStation.run(ports("CP1"), limits: limits) { station in
            let charger = try await charger(station)
            let started = ContinuousClock.now
            for id in 0..<50 { charger.send(#"[2,"\#(id)","Authorize",{"idTag":"CARD"}]"#) }
            for id in 0..<50 { #expect(try await charger.text().hasPrefix(#"[3,"\#(id)""#)) }
            // Thirty beyond the burst at ten a second.
            #expect(ContinuousClock.now - started > .milliseconds(2_500))
            #expect((station.metric("ocpp_pauses_total") ?? 0) > 0)
        }
    }

    @Test func `more unanswered calls than allowed wait in the network`() async throws {
        var limits = GatewayLimits()
        limits.unansweredCalls = 4
        try await TestStation.run(ports("CP1"), limits: limits) { station in
            let charger = try await charger(station)
            for id in 0..<100 { charger.send(#"[2,"\#(id)","Authorize",{"idTag":"CARD"}]"#) }
            for id in 0..<100 { #expect(try await charger.text().hasPrefix(#"[3,"\#(id)""#)) }
            #expect((station.metric("ocpp_pauses_total") ?? 0) > 0)
        }
    }

    @Test func `a store that is away is not noticed, and gets everything once it is back`() async throws {
        let ports = ports("CP1")
        ports.change { $0.isAway = true }
        try await TestStation.run(ports) { station in
            let charger = try await charger(station)
            for id in 0..<50 {
                let start = Self.start.replacing("22:15:00", with: "22:15:\(10 + id)")
                #expect(try transactionID(try await charger.call(#"[2,"\#(id)","StartTransaction",\#(start)]"#)) > 0)
            }
            #expect(ports.frames == [])
            ports.change { $0.isAway = false }
            try await station.eventually("all frames are stored") { ports.frames.count == 100 }
            #expect(ports.frames.map(\.sequence) == Array(1...100))
            try await station.eventually("the spool is empty") { station.metric("spool_frames") == 0 }
        }
    }

    @Test func `a full disk answers nothing and hangs up`() async throws {
        var limits = SpoolLimits()
        limits.diskBytes = 400
        limits.segmentBytes = 100
        let ports = ports("CP1")
        ports.change { $0.isAway = true }
        try await TestStation.run(ports, spoolLimits: limits) { station in
            let charger = try await charger(station)
            var id = 0
            var event = TestCharger.Event.text("")
            while case .text = event {
                id += 1
                charger.send(#"[2,"\#(id)","MeterValues",{"connectorId":1,"meterValue":[]}]"#)
                event = try await charger.next()
            }
            #expect(event == .closed(1013))
            #expect(id > 1)
        }
    }

    @Test func `the live state is handed over`() async throws {
        var limits = GatewayLimits()
        limits.liveInterval = .milliseconds(20)
        let ports = ports("CP1")
        try await TestStation.run(ports, limits: limits) { station in
            let charger = try await charger(station)
            _ = try await charger.call(#"[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#)
            _ = try await charger.call(
                #"[2,"2","StatusNotification",{"connectorId":2,"errorCode":"NoError","status":"Charging"}]"#
            )
            try await station.eventually("the state is told") {
                let status = ports.status(of: 1)
                return status?.connectors[2]?.status == .known(.charging) && status?.boot?.chargePointVendor == "V"
                    && status?.connectedSince != nil && status?.lastMessageAt != nil
            }
            try await charger.drop()
            try await station.eventually("the end is told") {
                ports.status(of: 1)?.connectedSince == nil
            }
        }
    }
}
