import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// Frames that nothing prepared us for: whatever one charge point sends, the frames of all others become sessions.
struct HostileFrameTests {
    private static let far = String(repeating: "9", count: 36)

    /// Payloads of StartTransaction, answered with a transaction id each.
    static let starts = [
        #"{"connectorId":1,"idTag":"A\u0000B","meterStart":0,"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":1,"idTag":"\ud800","meterStart":0,"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":9223372036854775807,"idTag":"A","meterStart":0,"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":-9223372036854775808,"idTag":"A","meterStart":0,"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":1,"idTag":"A","meterStart":-9223372036854775,"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":1,"idTag":"A","meterStart":\#(far),"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":1,"idTag":"A","meterStart":1e-9223372036854775808,"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":1e9223372036854775807,"idTag":"A","meterStart":0,"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":1,"idTag":"A","meterStart":0.\#(far),"timestamp":"2025-06-02T10:00:00Z"}"#,
        #"{"connectorId":1,"idTag":"A","meterStart":0,"timestamp":"9999-12-31T23:59:59-23:59"}"#,
        #"{"connectorId":1,"idTag":"A","meterStart":0,"timestamp":"0001-01-01T00:00:00+23:59"}"#,
        #"{"connectorId":1,"idTag":"A","meterStart":0,"vendor":{"x\u0000":1e999999999},"timestamp":"\u0000"}"#,
    ]

    /// Values of a reading: its time and its number.
    static let readings = [
        (#""0001-01-01T00:00:00+23:59""#, "1"), (#""9999-12-31T23:59:59.999999-23:59""#, "1"),
        (#""0001-01-01T00:00:00Z""#, "1"), (#""9999-12-31T23:59:59.999999Z""#, "1"),
        (#""2025-06-02T10:30:00Z""#, "9223372036854775"), (#""2025-06-02T10:31:00Z""#, "-9223372036854775"),
        (#""2025-06-02T10:32:00Z""#, far), (#""2025-06-02T10:33:00Z""#, "1e-9223372036854775808"),
        (#""2025-06-02T10:34:00Z""#, "1e30"), (#""2025-06-02T10:35:00Z""#, "0." + far),
    ]

    private let run: @Sendable (Tenant) -> ChargingRun = { tenant in
        ChargingRun(
            operatorID: tenant.id,
            chargePoint: tenant.chargePoint("VOL-001"),
            from: moment("2025-06-02T10:00:00Z"),
            until: moment("2025-06-02T11:00:00Z"),
            wh: 5000
        )
    }

    @Test func `no frame keeps the others from becoming sessions`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let victim = run(world.voltaria)
            for (number, payload) in Self.starts.enumerated() {
                try await start(payload, number, on: world, of: victim)
                // Batches of one: what is remembered must also come back from the database.
                _ = try await Projector(database: database).run()
                try await answer(number, on: world, of: victim)
                for reading in Self.readings { try await read(reading, number, on: world, of: victim) }
                try await stop(number, on: world, of: victim)
            }
            let good = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: world.voltaria.chargePoint("VOL-002"),
                from: victim.from,
                until: victim.until,
                wh: 5000
            )
            let transaction = try await world.feed.charge(good)
            try await FrameFeed.settle(database)

            let sessions = try await sessions(of: world)
            #expect(sessions.contains(where: { $0.hasPrefix("T:\(transaction) ") }))
            #expect(sessions.count == Self.starts.count + 1)
            let reports = try await SessionVerification(database: database, operatorID: world.voltaria.id).run()
            #expect(reports.compactMap(\.firstDifference) == [])
        }
    }

    private func start(_ payload: String, _ number: Int, on world: World, of run: ChargingRun) async throws {
        let message = #"[2,"s\u0000\#(number)","StartTransaction",\#(payload)]"#
        try await world.feed.send(Array(message.utf8), of: run, at: run.from)
    }

    private func answer(_ number: Int, on world: World, of run: ChargingRun) async throws {
        let answer = #"[3,"s\u0000\#(number)",{"idTagInfo":{"status":"Accepted"},"transactionId":\#(5000 + number)}]"#
        try await world.feed.send(Array(answer.utf8), of: run, isOutgoing: true, at: run.from)
    }

    private func read(
        _ reading: (time: String, value: String),
        _ number: Int,
        on world: World,
        of run: ChargingRun
    ) async throws {
        let sample = #"{"value":"\#(reading.value)","context":"\u0000","phase":"L1"},"#
        let samples = sample + sample.replacing("L1", with: "L2") + sample.replacing("L1", with: "L3").dropLast()
        let values = #"{"timestamp":\#(reading.time),"sampledValue":[\#(samples)]}"#
        let payload = #"{"connectorId":1,"transactionId":\#(5000 + number),"meterValue":[\#(values)]}"#
        try await world.feed.send(Array(#"[2,"r","MeterValues",\#(payload)]"#.utf8), of: run, at: run.from)
    }

    private func stop(_ number: Int, on world: World, of run: ChargingRun) async throws {
        let fields = #""idTag":"\u0000","reason":"\u0000","meterStop":\#(number % 2 == 0 ? "" : "-")1000000000000000"#
        let payload = #"{"transactionId":\#(5000 + number),\#(fields),"timestamp":"2025-06-02T11:00:00Z"}"#
        try await world.feed.send(Array(#"[2,"e\u0000","StopTransaction",\#(payload)]"#.utf8), of: run, at: run.until)
    }

    /// The sessions by key.
    private func sessions(of world: World) async throws -> [String] {
        try await world.database.read(.system(for: world.voltaria.id)) { tx in
            try await tx.all(SessionKeys(operatorID: world.voltaria.id))
        }
    }
}

/// Keys and states of an operator's sessions.
private struct SessionKeys: Statement {
    static let sql = "SELECT natural_key || ' ' || state FROM sessions WHERE operator_id = $1 ORDER BY id"
    static let sample = SessionKeys(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
