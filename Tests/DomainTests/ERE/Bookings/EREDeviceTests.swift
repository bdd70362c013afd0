import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// One charger under several names counts once.
struct EREDeviceTests {
    private static let day = "2026-07-01T"

    @Test func `what is heard of a charger comes before what is sent of it for another connection`() async throws {
        let pageSize = 1
        try await EREBookingWorld.lend { world in
            let sending = try await PushingCharger.make(world, isConnected: false)
            let heard = try await world.connection("b", ean: EREBookingWorld.eans[1])
            try await world.run(NameCharger(charger: sending.id, serial: " ace-00017 ", brand: "Alfen"))
            try await world.session(heard.chargePoint, Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0, 5_000_000)
            try await sending.sessions([("x", Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0, 5_000)])
            try await sending.readings([(Self.day + "11:00:00Z", 2_500), ("2026-07-03T11:00:00Z", 5_000)])
            // Nobody knows yet that both are one.
            #expect(try await Self.measured(world, pageSize) == ["5000 1 [source_overlap]", "5000 1 []"])
            let boot = TellBoot(
                operatorID: world.tenant.id,
                point: heard.chargePoint,
                vendor: "Alfen BV",
                box: "ACE-00017"
            )
            try await world.run(boot)
            #expect(
                try await Self.measured(world, pageSize) == ["0 0 [nothing_measured,source_overlap]", "5000 1 []"]
            )
            #expect(try await world.measure(pageSize: pageSize).changed == 0)
            // Another maker's charger may have the same number.
            try await world.run(NameCharger(charger: sending.id, serial: "ACE-00017", brand: "Easee"))
            #expect(try await Self.measured(world, pageSize).first == "5000 1 [source_overlap]")
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a charger that came back under another identity counts its registers once`() async throws {
        let pageSize = 10
        try await EREBookingWorld.lend { world in
            let first = try await world.connection("a", ean: EREBookingWorld.eans[0])
            let second = try await world.connection("b", ean: EREBookingWorld.eans[1])
            try await world.session(first.chargePoint, Self.day + "10:00:00Z", Self.day + "12:00:00Z", 100, 5_000_100)
            for (point, box) in [(first.chargePoint, ""), (second.chargePoint, "")] {
                try await world.run(
                    TellBoot(operatorID: world.tenant.id, point: point, vendor: "B", serial: "SN-4711", box: box)
                )
            }
            #expect(try await Self.measured(world, pageSize) == ["5000 1 []", "0 0 [nothing_measured]"])
            // The same session again, and one of its own.
            try await world.session(second.chargePoint, Self.day + "10:00:00Z", Self.day + "12:00:00Z", 100, 5_000_100)
            try await world.session(
                second.chargePoint,
                Self.day + "13:00:00Z",
                Self.day + "14:00:00Z",
                5_000_100,
                6_000_100
            )
            #expect(try await Self.measured(world, pageSize) == ["5000 1 []", "1000 1 [told_twice]"])
            let line = try #require(try await world.lines().first { $0.findings == [.toldTwice] })
            let left = try #require(try await world.detail(line.id).measurement?.leftOut.first)
            #expect(left.energy == Energy(wh: 5_000) && left.what != left.twin)
            await #expect(throws: EREBookingRejection.gates([.findings])) { try await world.accept(line) }
            try await world.accept(line, reason: "one charger, set up anew")
            #expect(try await world.measure(pageSize: pageSize).changed == 0)
            #expect(try await world.differences() == [])
        }
    }

    @Test func `what a charger counted before it was taken out is compared with what comes after`() async throws {
        try await EREBookingWorld.lend { world in
            let old = try await PushingCharger.make(world, isConnected: false)
            try await world.run(NameCharger(charger: old.id, serial: "ACE-00017", brand: "Alfen"))
            try await old.readings([("2026-07-01T00:00:00Z", 1_000), ("2026-08-01T00:00:00Z", 4_000)])
            #expect(try await old.measure() == "3000 1 []")
            try await old.book()
            // The connection ends with its charger, and the charger is enrolled behind another one.
            try await world.run(EndCharger(charger: old.id))
            let new = try await PushingCharger.make(world, isConnected: false, name: "b", ean: EREBookingWorld.eans[1])
            try await world.run(NameCharger(charger: new.id, serial: "ace-00017", brand: "ALFEN"))
            try await new.readings([
                ("2026-07-10T00:00:00Z", 2_000), ("2026-07-20T00:00:00Z", 3_000), ("2026-08-01T00:00:00Z", 4_000),
                ("2026-08-20T00:00:00Z", 6_000),
            ])
            #expect(try await Self.measured(world, 10) == ["3000 1 []", "2000 1 [told_twice]"])
            #expect(try await world.measure().changed == 0)
            #expect(try await world.differences() == [])
        }
    }

    /// Watt-hours, what counts and findings of the newest line of each connection, by connection.
    private static func measured(_ world: EREBookingWorld, _ pageSize: Int) async throws -> [String] {
        try await world.measure(pageSize: pageSize)
        let lines = Dictionary(grouping: try await world.lines(), by: \.enrolment)
        return lines.sorted { $0.key < $1.key }.compactMap { $1.max { $0.revision < $1.revision } }.map { line in
            "\(line.energy.whText) \(line.sessions) [\(line.findings.map(\.rawValue).joined(separator: ","))]"
        }
    }
}

private struct NameCharger: Statement {
    static let sql = "UPDATE ere_chargers SET serial = $2, brand = $3 WHERE id = $1"
    static let sample = NameCharger(charger: EREChargerID(1), serial: "", brand: "")
    let charger: EREChargerID
    let serial: String
    let brand: String

    func bind(to values: inout Bindings) {
        values.append(charger)
        values.append(serial)
        values.append(brand)
    }
}

private struct EndCharger: Statement {
    static let sql = """
        WITH gone AS (UPDATE ere_chargers SET removed_at = now() WHERE id = $1 RETURNING enrolment_id)
        UPDATE ere_enrolments SET state = 'ended' WHERE id = (SELECT enrolment_id FROM gone)
        """
    static let sample = EndCharger(charger: EREChargerID(1))
    let charger: EREChargerID

    func bind(to values: inout Bindings) { values.append(charger) }
}

private struct TellBoot: Statement {
    static let sql = """
        INSERT INTO charge_point_status (operator_id, charge_point_id, vendor, serial_number, box_serial_number)
        VALUES ($1, $2, $3, $4, $5)
        """
    static let sample = TellBoot(operatorID: OperatorID(1), point: ChargePointID(1), vendor: "", box: "")
    let operatorID: OperatorID
    let point: ChargePointID
    let vendor: String
    var serial = ""
    let box: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(point)
        values.append(vendor)
        values.append(serial)
        values.append(box)
    }
}
