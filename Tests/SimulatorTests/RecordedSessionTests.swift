import Simulator
import Testing
import Values

struct RecordedSessionTests {
    private static let header =
        "transaction_id,charge_point,connector,start_utc,stop_utc,id_tag,energy_wh,max_power_w,connected_hours,charging_hours"

    private func session(
        _ start: String,
        _ stop: String,
        energyWh: Int64,
        hours: String
    ) throws -> RecordedSession {
        RecordedSession(
            chargePoint: "CP",
            connector: 1,
            start: try #require(Timestamp(start)),
            stop: try #require(Timestamp(stop)),
            idTag: "T",
            energyWh: energyWh,
            chargingHours: try #require(Exact(hours))
        )
    }

    @Test func `a line of the file is read`() throws {
        let line = "1,cp1,2,2019-01-01T00:30Z,2019-01-01T08:24Z,tag,6530,9818,7.91,1"
        let sessions = try RecordedSession.read(csv: Self.header + "\r\n" + line + "\r\n")
        let expected = RecordedSession(
            chargePoint: "cp1",
            connector: 2,
            start: try #require(Timestamp("2019-01-01T00:30:00Z")),
            stop: try #require(Timestamp("2019-01-01T08:24:00Z")),
            idTag: "tag",
            energyWh: 6530,
            chargingHours: Exact(1)
        )
        #expect(sessions == [expected])
    }

    @Test func `the connected time stands in for a charging time of 0`() throws {
        let line = "1,cp1,2,2019-01-01T00:30Z,2019-01-01T08:24Z,tag,6530,9818,7.91,0"
        #expect(try RecordedSession.read(csv: Self.header + "\n" + line).first?.chargingHours == Exact("7.91"))
    }

    @Test(arguments: [
        ("1,cp1,2,2019-01-01,2019-01-01T08:24Z,tag,6530,9818,7.91,1", "line 2: start_utc cannot be read"),
        ("1,cp1,2,2019-01-01T00:30Z,2019-01-01T08:24Z,tag,,9818,7.91,1", "line 2: energy_wh is missing"),
        ("1,cp1", "line 2: charging_hours is missing"),
        (
            "1,cp1,2,2019-01-01T00:30Z,2019-01-01T00:24Z,tag,6530,9818,7.91,1", "line 2: stop_utc is before start_utc"
        ),
        (
            "1,cp1,2,2019-01-01T00:30Z,2019-01-01T08:24Z,tag,-1,9818,7.91,1",
            "line 2: energy_wh is not from 0 to 1000000000"
        ),
        (
            "1,cp1,0,2019-01-01T00:30Z,2019-01-01T08:24Z,tag,6530,9818,7.91,1",
            "line 2: connector is not from 1 to 1000"
        ),
        (
            "1,cp1,2,2019-01-01T00:30Z,2019-01-01T08:24Z,tag,6530,9818,7.91,-1",
            "line 2: charging_hours is negative or beyond belief"
        ),
    ])
    func `a line that cannot be read is told by its number`(line: String, expected: String) {
        let fault = #expect(throws: RecordedSessionFaults.self) {
            try RecordedSession.read(csv: Self.header + "\n" + line)
        }
        #expect(fault?.description == expected)
    }

    @Test func `every line that is wrong is told, by the number that an editor shows`() {
        let right = "1,cp1,2,2019-01-01T00:30Z,2019-01-01T08:24Z,tag,6530,9818,7.91,0"
        let faults = #expect(throws: RecordedSessionFaults.self) {
            try RecordedSession.read(csv: [Self.header, "1,cp1", "", right, "2,cp1", ""].joined(separator: "\n"))
        }
        #expect(faults?.description == "line 2: charging_hours is missing\nline 5: charging_hours is missing")
        let many = Array(repeating: "1,cp1", count: 60)
        let flood = #expect(throws: RecordedSessionFaults.self) {
            try RecordedSession.read(csv: ([Self.header] + many).joined(separator: "\n"))
        }
        #expect(flood?.faults.count == 60 && flood?.description.hasSuffix("\nand 10 more") == true)
    }

    @Test func `an empty file is told`() {
        let faults = #expect(throws: RecordedSessionFaults.self) { try RecordedSession.read(csv: "") }
        #expect(faults?.description == "line 1: the file is empty")
    }

    @Test func `a missing column is told`() {
        let fault = #expect(throws: RecordedSessionFaults.self) { try RecordedSession.read(csv: "charge_point\n") }
        #expect(fault?.description == "line 1: the column connector is missing")
    }

    @Test func `energy is constant power over the charging time, rounded half up`() throws {
        let one = try session("2025-01-01T00:00Z", "2025-01-01T02:00Z", energyWh: 3, hours: "1")
        let minutes: [Int64] = [0, 9, 10, 11, 29, 30, 59, 60, 120]
        let energies = minutes.map { one.energyWh(at: one.start.adding(seconds: $0 * 60)) }
        // 3 Wh in 60 minutes: 0.45, 0.5, 0.55, 1.45, 1.5, 2.95.
        #expect(energies == [0, 0, 1, 1, 1, 2, 3, 3, 3])
    }

    @Test func `a charging time longer than the connection stops short of the energy`() throws {
        let one = try session("2025-01-01T00:00Z", "2025-01-01T01:00Z", energyWh: 1000, hours: "1.25")
        #expect(one.energyWh(at: one.stop) == 800)
    }

    @Test func `quarter hours lie strictly between start and stop`() throws {
        let one = try session("2025-01-01T00:15Z", "2025-01-01T01:00Z", energyWh: 1, hours: "1")
        #expect(one.quarterHours.map(\.compactText) == ["2025-01-01T00:30Z", "2025-01-01T00:45Z"])
        let short = try session("2025-01-01T00:01Z", "2025-01-01T00:14Z", energyWh: 1, hours: "1")
        #expect(short.quarterHours == [])
    }

    @Test func `a script begins with a boot and keeps a register per connector`() throws {
        var other = try session("2025-01-01T03:00Z", "2025-01-01T03:10Z", energyWh: 50, hours: "0.1")
        other.connector = 2
        let late = try session("2025-01-01T04:00Z", "2025-01-01T04:20Z", energyWh: 70, hours: "0.2")
        let early = try session("2025-01-01T00:00Z", "2025-01-01T00:20Z", energyWh: 100, hours: "0.25")
        var script = SessionScript(sessions: [late, other, early])
        var steps: [SessionScript.Step] = []
        while let step = script.next() { steps.append(step) }
        let quarter = { (session: RecordedSession, register: Int64) in
            SessionScript.Step.meterValue(session, at: session.start.adding(seconds: 900), register: register)
        }
        #expect(
            steps == [
                .boot, .start(early, register: 0), quarter(early, 100), .stop(early, register: 100),
                .start(other, register: 0), .stop(other, register: 50), .start(late, register: 100), quarter(late, 170),
                .stop(late, register: 170),
            ]
        )
    }

    @Test func `a shift moves both times by whole days`() throws {
        let one = try session("2019-01-01T00:15Z", "2019-01-01T01:00Z", energyWh: 1, hours: "1").shifted(days: 2191)
        #expect(one.start.compactText == "2024-12-31T00:15Z")
        #expect(one.stop.compactText == "2024-12-31T01:00Z")
    }

    @Test func `faults are the same for the same seed`() {
        var (one, other) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
        #expect((0..<5).map { _ in one.next() } == (0..<5).map { _ in other.next() })
        var published = SeededGenerator(seed: 1_234_567)
        #expect(published.next() == 6_457_827_717_110_365_317)
    }
}
