import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct SignedValueStoreTests {
    /// A record with begin and end that nobody signed.
    private static let record = #"OCMF|{\"PG\":\"T1\",\"RD\":[]}|{\"SD\":\"00\"}"#

    private func run(_ world: World) -> ChargingRun {
        ChargingRun(
            operatorID: world.voltaria.id,
            chargePoint: world.voltaria.chargePoint("VOL-001"),
            connector: 1,
            from: moment("2025-06-10T10:00:00Z"),
            until: moment("2025-06-10T11:00:00Z"),
            wh: 4_000
        )
    }

    private func signed(_ transaction: Int64) -> [UInt8] {
        let value = #"{"value":"\#(Self.record)","format":"SignedData","context":"Transaction.End"}"#
        let values = #"[{"timestamp":"2025-06-10T11:00:00Z","sampledValue":[\#(value)]}]"#
        let payload = #"{"connectorId":1,"transactionId":\#(transaction),"meterValue":\#(values)}"#
        return Array(#"[2,"s","MeterValues",\#(payload)]"#.utf8)
    }

    @Test func `a session finds its signed values in the frames, late ones too, and no others`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let (tenant, run) = (world.voltaria, run(world))
            let id = try await world.feed.start(run, register: 0)
            try await world.feed.send(signed(id), of: run, at: moment("2025-06-10T10:30:00Z"))
            try await world.feed.send(signed(id + 1), of: run, at: moment("2025-06-10T10:31:00Z"))
            try await world.feed.stop(run, transaction: id, register: 4_000)
            try await world.feed.send(signed(id), of: run, at: moment("2025-06-10T12:00:00Z"))
            try await world.settle()
            let session = try await world.session(id, of: tenant)
            let values = try await database.read(tenant.admin) {
                try await SignedValues.list(tenant.admin, of: session.id, in: $0)
            }
            #expect(values.count == 2 && values.allSatisfy { $0.transaction == "\(id)" })
            #expect(values.allSatisfy { String(decoding: $0.bytes, as: UTF8.self).hasPrefix(#"OCMF|{"PG":"T1""#) })
            let latest = try await database.read(tenant.admin) {
                try await SignedValues.latest(tenant.admin, of: run.chargePoint, in: $0)
            }
            #expect(latest?.reference == values.last?.reference)
            let other = world.stroomgoed.admin
            await #expect(throws: NotFound.self) {
                try await database.read(other) { try await SignedValues.list(other, of: session.id, in: $0) }
            }
        }
    }

    @Test func `the meter's key is an operator's own, replaced and forgotten`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let (scope, id) = (world.voltaria.admin, world.voltaria.chargePoint("VOL-001"))
            func set(_ text: String) async throws {
                try await database.write(scope) { try await SignedValues.setKey(scope, text, of: id, in: $0) }
            }
            func key() async throws -> String? {
                try await database.read(scope) { try await SignedValues.key(scope, of: id, in: $0) }
            }
            try await set("aa")
            try await set("bb")
            #expect(try await key() == "bb")
            try await set("")
            #expect(try await key() == nil)
            let (finance, other) = (world.voltaria.finance, world.stroomgoed.admin)
            await #expect(throws: NotPermitted.self) {
                try await database.write(finance) { try await SignedValues.setKey(finance, "x", of: id, in: $0) }
            }
            await #expect(throws: NotFound.self) {
                try await database.write(other) { try await SignedValues.setKey(other, "x", of: id, in: $0) }
            }
        }
    }
}
