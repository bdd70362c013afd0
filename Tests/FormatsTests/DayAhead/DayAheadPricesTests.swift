import Formats
import Testing
import Values

/// What `prices import` and `prices inspect` read alike.
struct DayAheadPricesTests {
    private func refusal(_ bytes: [UInt8], zone: String? = nil) -> String {
        do {
            _ = try DayAheadPrices(reading: bytes, zone: zone)
            return ""
        } catch {
            return error.description
        }
    }

    @Test func `malformed documents that are read are refused all the same`() {
        let rows: [((inout Publication) -> Void, String)] = [
            ({ $0.series[0].sequence = 2 }, "no series of the day-ahead auction (sequence 1)"),
            ({ $0.series[0].currency = "XYZ" }, "the currency is XYZ, not one that is known"),
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
