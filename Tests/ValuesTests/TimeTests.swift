import Testing
import Values

struct TimeTests {
    @Test func `stamps of the field are read to the microsecond`() throws {
        let expected = Timestamp(seconds: 1_751_321_700)
        for text in [
            "2025-06-30T22:15:00Z", "2025-06-30T22:15Z", "2025-07-01T00:15:00+02:00", "2025-06-30 22:15:00.000Z",
        ] {
            #expect(Timestamp(text) == expected, "\(text)")
        }
        #expect(Timestamp("2025-06-30T22:15:00") == nil)
        #expect(Timestamp.read("2025-06-30T22:15:00")?.hasZone == false)
        for text in ["2025-02-29T00:00Z", "2025-06-30T24:00Z", "2025-06-30", "20250630T2215Z", "x"] {
            #expect(Timestamp.read(text) == nil, "\(text)")
        }
        #expect(Timestamp(microseconds: 1_500).rfc3339 == "1970-01-01T00:00:00.001500Z")
    }

    @Test func `days of the clock change have 23 and 25 hours`() throws {
        let zone = try #require(Zone.named("Europe/Amsterdam"))
        let hours: [(String, Int64)] = [("2025-03-30", 23), ("2025-10-26", 25), ("2025-06-30", 24)]
        for (day, length) in hours {
            let span = zone.span(of: try #require(LocalDate(day)))
            #expect(span.until.seconds(since: span.from) == length * 3600, "\(day)")
        }
    }

    @Test func `a wall clock shows some seconds twice and some never`() throws {
        let zone = try #require(Zone.named("Europe/Amsterdam"))
        func moments(_ day: String, _ hour: Int64) throws -> [String] {
            zone.moments(of: try #require(LocalDate(day)), second: hour * 3_600 + 1_800).map(\.compactText)
        }
        #expect(try moments("2025-06-30", 2) == ["2025-06-30T00:30Z"])
        #expect(try moments("2025-10-26", 2) == ["2025-10-26T00:30Z", "2025-10-26T01:30Z"])
        #expect(try moments("2025-03-30", 2) == [])
        #expect(try moments("2025-03-30", 3) == ["2025-03-30T01:30Z"])
    }

    @Test func `a month is cut where the site's clock strikes`() throws {
        let zone = try #require(Zone.named("Europe/Amsterdam"))
        let midnight = try #require(Timestamp("2025-06-30T22:00:00Z"))
        #expect(zone.month(of: midnight) == YearMonth("2025-07"))
        #expect(zone.month(of: midnight.adding(seconds: -1)) == YearMonth("2025-06"))
    }

    @Test func `calendar days count without gaps`() throws {
        var day = try #require(LocalDate("1999-12-31"))
        for _ in 0..<20_000 {
            let parts = day.components
            #expect(LocalDate(year: parts.year, month: parts.month, day: parts.day) == day)
            let next = day.adding(days: 1)
            #expect(next.weekday == day.weekday % 7 + 1)
            day = next
        }
        #expect(YearMonth("2025-01")?.previous.description == "2024-12")
        #expect(YearMonth("2024-02")?.lastDay.description == "2024-02-29")
    }
}
