import Postgres
import TestSupport
import TestWorld
import Testing
import Values

@testable import Domain

/// What charge points tell of their meters by settings.
struct MeterFactTests {
    @Test(arguments: [
        ("MeterPublicKey", MeterFact.Kind.publicKey, nil), ("MeterPublicKey1", .publicKey, 1),
        ("MeterPublicKey[2]", .publicKey, 2), ("meter_public_key_3", .publicKey, 3),
        ("MeterPublicKey0", .publicKey, nil),
        ("MeterSerialNumber", .serial, nil), ("EnergyMeterSerialNumber[2]", .serial, 2), ("Meter.Type", .type, nil),
        ("MeterManufacturer", .maker, nil), ("MeterFirmwareVersion", .firmware, nil),
    ])
    func `settings that name a meter are noticed`(name: String, kind: MeterFact.Kind, connector: Int32?) throws {
        let fact = try #require(MeterFact(setting: name, " A1 "))
        #expect(fact == MeterFact(kind, connector: connector, name: name, value: "A1"))
    }

    @Test(arguments: [
        ("MeterValueSampleInterval", "60"), ("PublicKeyWithSignedMeterValue", "Never"), ("AuthorizationKey", "secret"),
        ("MeterPublicKey", "  "), ("MeterPublicKey", "a\u{0}b"),
        ("MeterPublicKey", String(repeating: "a", count: 2_501)),
        ("MeterType", "a\u{1B}[2J"), (String(repeating: " ", count: 200) + "MeterType", "A1"),
    ])
    func `other settings and what is no text are not`(name: String, value: String) {
        #expect(MeterFact(setting: name, value) == nil)
    }

    private func read(_ frame: String, isOutgoing: Bool = false) -> [MeterFact] {
        let stored = StoredFrame(
            operatorID: OperatorID(1),
            chargePointID: ChargePointID(1),
            reference: FrameReference(nodeID: 1, sequence: 1, receivedAt: Timestamp(seconds: 0)),
            connectionID: 1,
            isOutgoing: isOutgoing,
            passage: .relayed,
            payload: Array(frame.utf8)
        )
        guard case .meterFacts(let facts) = ProjectionEvent.read(stored) else { return [] }
        return facts
    }

    private static let configuration =
        #"[3,"1",{"configurationKey":[{"key":"MeterPublicKey1","readonly":true,"value":"K1"},{"key":"MeterType","readonly":true},{"key":"HeartbeatInterval","readonly":false,"value":"300"}],"unknownKey":["MeterModel"]}]"#

    @Test func `answers of 1,6 are read whoever asked, and nothing else`() {
        #expect(read(Self.configuration) == [.init(.publicKey, connector: 1, name: "MeterPublicKey1", value: "K1")])
        #expect(read(Self.configuration, isOutgoing: true) == [], "it went to the charge point")
        #expect(read(#"[3,"1",{"configurationKey":{"key":"MeterType"}}]"#) == [])
        #expect(read(#"[3,"1",{"status":"Accepted"}]"#) == [])
    }

    @Test func `answers and reports of 2,0,1 name the EVSE of the meter`() {
        let told = read(
            #"[3,"1",{"getVariableResult":[{"attributeStatus":"Accepted","attributeType":"Actual","attributeValue":"K1","component":{"name":"FiscalMetering","evse":{"id":1}},"variable":{"name":"PublicKey"}},{"attributeStatus":"Accepted","attributeType":"MaxSet","attributeValue":"K9","component":{"name":"FiscalMetering","evse":{"id":1}},"variable":{"name":"PublicKey"}},{"attributeStatus":"UnknownVariable","component":{"name":"FiscalMetering"},"variable":{"name":"PublicKey"}},{"attributeStatus":"Accepted","attributeValue":"V1","component":{"name":"ChargingStation"},"variable":{"name":"SerialNumber"}}]}]"#
        )
        #expect(told == [.init(.publicKey, connector: 1, name: "FiscalMetering[1].PublicKey", value: "K1")])
        let reported = read(
            #"[2,"1","NotifyReport",{"requestId":1,"seqNo":0,"generatedAt":"2026-01-01T00:00:00Z","reportData":[{"component":{"name":"FiscalMetering","evse":{"id":2}},"variable":{"name":"SerialNumber"},"variableAttribute":[{"type":"Target","value":"no"},{"value":"2209"}]},{"component":{"name":"VendorCtrlr"},"variable":{"name":"MeterPublicKey","instance":"3"},"variableAttribute":[{"value":"K3"}]}]}]"#
        )
        #expect(
            reported == [
                .init(.serial, connector: 2, name: "FiscalMetering[2].SerialNumber", value: "2209"),
                .init(.publicKey, connector: 3, name: "VendorCtrlr.MeterPublicKey(3)", value: "K3"),
            ]
        )
    }

    // MARK: Keys

    private func book(_ told: [(String, String, Int64)]) throws -> MeterFactBook {
        MeterFactBook(
            try told.map { name, value, seconds in
                ToldMeterFact(try #require(MeterFact(setting: name, value)), at: Timestamp(seconds: seconds))
            }
        )
    }

    @Test func `a value is checked by the key of its own meter and time`() throws {
        let book = try book([
            ("MeterPublicKey1", "old", 100), ("MeterPublicKey2", "other", 100), ("MeterPublicKey1", "new", 200),
        ])
        func key(_ connector: Int64?, _ seconds: Int64) -> String? {
            book.key(of: connector, at: Timestamp(seconds: seconds))?.fact.value
        }
        #expect(key(1, 150) == "old" && key(1, 200) == "new" && key(2, 500) == "other")
        #expect(key(1, 50) == "old", "it was told later")
        #expect(key(3, 500) == nil && key(nil, 500) == nil, "no other meter's key is tried")
        let single = try self.book([("MeterPublicKey", "all", 100)])
        #expect(single.key(of: 3, at: Timestamp(seconds: 100))?.fact.value == "all")
        #expect(book.current.map(\.fact.value) == ["new", "other"])
    }

    // MARK: The store

    private func run(_ world: World, _ moment: Timestamp) -> ChargingRun {
        ChargingRun(
            operatorID: world.voltaria.id,
            chargePoint: world.voltaria.chargePoint("VOL-001"),
            from: moment,
            until: moment,
            wh: 0
        )
    }

    private func told(_ world: World, _ scope: Scope) async throws -> [ToldMeterFact] {
        try await world.database.read(scope) {
            try await MeterFacts.list(scope, of: world.voltaria.chargePoint("VOL-001"), in: $0).told
        }
    }

    @Test func `a fact is kept when it changes, whatever is projected again`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let first = moment("2025-06-10T10:00:00Z")
            let answers = [Self.configuration, Self.configuration.replacing("K1", with: "K2"), Self.configuration]
            for (hour, answer) in zip([Int64(0), 1, 2, 3], [Self.configuration] + answers) {
                let at = first.adding(seconds: hour * 3_600)
                try await world.feed.send(Array(answer.utf8), of: run(world, at), at: at)
                try await world.settle()
            }
            let scope = world.voltaria.admin
            let known = try await told(world, scope)
            #expect(known.map(\.fact.value) == ["K1", "K2", "K1"])
            #expect(known.first?.at == first.adding(seconds: 1))
            _ = try await SessionRebuild(database: database, operatorID: world.voltaria.id).run(everything: true)
            #expect(try await told(world, scope) == known)
            #expect(try await told(world, world.stroomgoed.admin) == [], "another operator's")
        }
    }

    @Test func `a rebuild finds what passed before anybody looked for it`() async throws {
        try await TestDatabase.leaseAll { test in
            let database = test.database
            let world = try await World.make(on: database)
            let at = moment("2025-06-10T10:00:00Z")
            try await world.feed.send(Array(Self.configuration.utf8), of: run(world, at), at: at)
            try await world.settle()
            let scope = world.voltaria.admin
            let known = try await told(world, scope)
            #expect(known.count == 1)
            try await test.owner.run(.system, ForgetMeterFacts())
            #expect(try await told(world, scope) == [])
            _ = try await SessionRebuild(database: database, operatorID: world.voltaria.id).run(everything: true)
            #expect(try await told(world, scope) == known)
        }
    }
}

/// As if nobody had looked at settings so far.
private struct ForgetMeterFacts: Statement {
    static let sql = "DELETE FROM charge_point_meter_facts"
    static let sample = ForgetMeterFacts()
}
