import Formats
import Testing
import Values

/// What `prices import` takes of a document, and what `prices inspect` notes on it.
struct DayAheadPricesTests {
    private func refusal(_ bytes: [UInt8], zone: String? = nil) -> String {
        do {
            _ = try DayAheadPrices(reading: bytes, zone: zone)
            return ""
        } catch {
            return error.description
        }
    }

    @Test func `documents that are read and price no energy are refused`() {
        let rows: [((inout Publication) -> Void, String)] = [
            ({ $0.series[0].sequence = 2 }, "no series of the day-ahead auction (sequence 1)"),
            ({ $0.series[0].currency = "XYZ" }, "the currency is XYZ, not one that is known"),
            ({ $0.series[0].currency = "RON" }, "the currency is RON, not one that is known"),
            ({ $0.series.append($0.series[0]) }, "two prices for "),
            (
                {
                    $0.series[0].into = "10YXX-UNKNOWN--1"
                    $0.series[0].out = "10YXX-UNKNOWN--1"
                }, "\"10YXX-UNKNOWN--1\" is no bidding zone that is known; the nearest are "
            ),
            ({ $0.series[0].into = "10YBE----------2" }, "in_Domain 10YBE----------2 and out_Domain"),
        ]
        for (change, reason) in rows {
            var document = Publication()
            change(&document)
            #expect(refusal(document.bytes).contains(reason), "\(reason)")
        }
        #expect(refusal(Publication().bytes) == "")
    }

    @Test func `what energy cannot be priced by is read all the same, and the obstacle is told`() throws {
        let rows: [((inout Publication) -> Void, String)] = [
            ({ $0.series[0].sequence = 2 }, "no series of the day-ahead auction (sequence 1)"),
            ({ $0.series[0].currency = "HUF" }, "the currency is HUF, not one that is known"),
            (
                {
                    $0.series[0].into = "10YXX-UNKNOWN--1"
                    $0.series[0].out = "10YXX-UNKNOWN--1"
                }, "\"10YXX-UNKNOWN--1\" is no bidding zone that is known; the nearest are "
            ),
        ]
        var neighbours = Publication()
        neighbours.series.append(Publication.Series(into: "10YBE----------2", out: "10YBE----------2"))
        let told = DayAheadPrices.obstacles(try DayAheadDocument.read(neighbours.bytes))
        #expect(told == ["the prices are for several zones: BE, NL"])
        for (change, obstacle) in rows {
            var document = Publication()
            change(&document)
            let series = try DayAheadDocument.read(document.bytes)
            #expect(series.count == 1 && series[0].intervals.count == 2)
            let told = DayAheadPrices.obstacles(series)
            #expect(told.count == 1 && told[0].hasPrefix(obstacle), "\(told)")
        }
        #expect(DayAheadPrices.obstacles(try DayAheadDocument.read(Publication().bytes)).isEmpty)
    }

    @Test func `the hours and the quarter hours of one day stand beside each other in file order`() throws {
        var document = Publication()
        var quarters = document.series[0]
        quarters.periods = [
            .counted(8, start: "2025-01-15T23:00Z", end: "2025-01-16T01:00Z", resolution: "PT15M")
        ]
        document.series.append(quarters)
        let series = try DayAheadDocument.read(document.bytes)
        #expect(series.map(\.resolutionMinutes) == [60, 15])
        #expect(series.map(\.intervals.count) == [2, 8])
        let told = DayAheadPrices.obstacles(series)
        #expect(told.count == 8 && told.allSatisfy { $0.hasPrefix("two prices for ") }, "\(told)")
        #expect(refusal(document.bytes).contains("two prices for 2025-01-15T23:00Z"))
    }

    @Test func `a document for another zone is refused with both named`() {
        let found = refusal(Publication().bytes, zone: "BE")
        #expect(found.contains("NL") && found.contains("BE"))
    }

    @Test func `prices are plain decimal text, whatever the document wrote`() throws {
        let texts = ["+3", "-0.50", "007.10", "13.620", "-00", "0"]
        let rows = texts.enumerated().map { "2025-06-30T\($0.offset + 10):00Z,60,\($0.element)" }
        let bytes = Array((["start_utc,minutes,eur_per_mwh"] + rows).joined(separator: "\n").utf8)
        let read = try DayAheadPrices(reading: bytes, zone: "NL")
        #expect(read.intervals.map(\.text) == ["3", "-0.50", "7.10", "13.620", "0", "0"])
        #expect(read.currency == .eur)
    }
}
