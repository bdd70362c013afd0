import Formats
import Testing
import Values

@Suite struct DayAheadCSVTests {
    private func read(_ rows: [String], zone: String? = "NL") throws -> [PriceSeries] {
        try DayAheadDocument.read(bytes(rows), zone: zone)
    }

    private func bytes(_ rows: [String]) -> [UInt8] {
        Array((["start_utc,minutes,eur_per_mwh"] + rows).joined(separator: "\n").utf8)
    }

    private func refusal(_ bytes: [UInt8]) -> DayAheadRefusal? {
        do {
            _ = try DayAheadDocument.read(bytes, zone: "NL")
            return nil
        } catch {
            return error
        }
    }

    @Test func `rows become one series and gaps stay gaps`() throws {
        let series = try read([
            "2025-10-26T00:45Z,15,13.620", "2025-10-26T02:00Z,15,-350.00", "2025-10-26T02:15:00+00:00,15,0",
        ])
        #expect(series.count == 1)
        let only = try #require(series.first)
        #expect(only.zone == "NL")
        #expect(only.currency == "EUR")
        #expect(only.curve == .a01)
        #expect(only.sequence == nil)
        #expect(only.resolutionMinutes == 15)
        #expect(only.start.compactText == "2025-10-26T00:45Z")
        #expect(only.end.compactText == "2025-10-26T02:30Z")
        #expect(only.intervals.map(\.text) == ["13.620", "-350.00", "0"])
        #expect(only.intervals[1].price == Exact("-350"))
    }

    @Test func `a change of resolution begins another series, in order of time`() throws {
        let series = try read([
            "2025-10-01T00:00Z,15,3", "2025-09-30T22:00Z,60,1", "2025-09-30T23:00Z,60,2", "2025-10-01T00:15Z,15,4",
        ])
        #expect(series.map(\.resolutionMinutes) == [60, 15])
        #expect(series.map { $0.intervals.map(\.text) } == [["1", "2"], ["3", "4"]])
    }

    @Test func `without a zone the series names none`() throws {
        let json = DayAheadDocument.json(try read(["2025-10-01T00:00Z,15,3"], zone: nil))
        #expect(json["series"]?[0]?["zone"] == .null)
    }

    @Test func `every fault of the file is listed with its line`() {
        let found = refusal(
            bytes([
                "2025-10-01T00:00Z,15,1",
                "2025-10-01T00:05Z,15,2",
                "2025-10-01T00:15Z,20,3",
                "2025-10-01T00:30,15,4",
                "2025-10-01T02:30+02:00,15,5",
                "2025-10-01T00:45Z,15,abc",
                "2025-10-01T00:00Z,15,1",
                "2025-10-01T01:00Z,60,7",
                "2025-10-01T01:15Z,15,8",
                "2025-10-01T03:00Z,15,1.2345678",
            ])
        )
        #expect(found?.code == .invalid)
        #expect(
            found?.problems.map(\.description) == [
                "line 3: start_utc is \"2025-10-01T00:05Z\", no start of 15 minutes",
                "line 4: minutes is \"20\", not 15, 30 or 60",
                "line 5: start_utc is \"2025-10-01T00:30\", no moment like 2025-06-30T22:15Z",
                "line 6: start_utc is \"2025-10-01T02:30+02:00\", not in UTC",
                "line 7: eur_per_mwh is \"abc\", no decimal number",
                "line 8: 2025-10-01T00:00Z was already given on line 2",
                "line 10: 2025-10-01T01:15Z lies inside the interval of line 9",
                "line 11: eur_per_mwh is \"1.2345678\", more than 6 decimals or too large",
            ]
        )
    }

    @Test func `lines that are no CSV are listed with those that are no prices`() {
        let found = refusal(
            bytes(["2025-10-01T00:00Z,15", "2025-10-01T00:15Z,15,x", "2025-10-01T00:30Z,15,1", "a\"b,15,1"])
        )
        #expect(found?.code == .unreadable)
        #expect(
            found?.problems.map(\.description) == [
                "line 2: column 1: 2 cells where the header has 3",
                "line 3: eur_per_mwh is \"x\", no decimal number",
                "line 5: column 2: a quote inside a cell that does not begin with one",
            ]
        )
    }

    @Test func `a byte order mark before the header changes nothing`() throws {
        let marked = [0xEF, 0xBB, 0xBF] + bytes(["2025-10-01T00:00Z,15,3"])
        #expect(try DayAheadDocument.read(marked, zone: "NL") == read(["2025-10-01T00:00Z,15,3"]))
    }

    @Test func `other files are refused`() {
        #expect(refusal(Array("a,b\n1,2\n".utf8))?.code == .otherDocument)
        #expect(refusal(bytes([]))?.code == .invalid)
        #expect(refusal(Array("start_utc,minutes,eur_per_mwh\n\"x".utf8))?.code == .unreadable)
    }

    @Test func `a file wrong in every line lists the first hundred and counts the others`() {
        #expect(refusal(bytes((0..<500).map { "x\($0),15,1" }))?.problems.count == 101)
    }
}
