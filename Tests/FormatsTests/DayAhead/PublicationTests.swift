import Formats
import Testing
import Values

@Suite struct PublicationTests {
    private func read(_ document: Publication, zone: String? = nil) throws -> [PriceSeries] {
        try DayAheadDocument.read(document.bytes, zone: zone)
    }

    private func refusal(_ bytes: [UInt8], zone: String? = nil) -> DayAheadRefusal? {
        do {
            _ = try DayAheadDocument.read(bytes, zone: zone)
            return nil
        } catch {
            return error
        }
    }

    private func document(_ period: Publication.Period, curve: String? = "A01") -> Publication {
        var document = Publication()
        document.series[0].periods = [period]
        document.series[0].curve = curve
        return document
    }

    @Test(arguments: ["7:0", "7:3"], ["", "ns0"])
    func `both namespaces are read, with a prefix or without`(version: String, prefix: String) throws {
        var document = Publication()
        document.namespace = "urn:iec62325.351:tc57wg16:451-3:publicationdocument:\(version)"
        document.prefix = prefix
        let series = try #require(try read(document).first)
        #expect(series.zone == "NL")
        #expect(series.currency == "EUR")
        #expect(series.resolutionMinutes == 60)
        #expect(series.curve == .a01)
        #expect(series.sequence == nil)
        #expect(series.start == Timestamp("2025-01-15T23:00Z"))
        #expect(series.end == Timestamp("2025-01-16T01:00Z"))
        #expect(series.intervals.map(\.text) == ["50.10", "-3.5"])
        #expect(series.intervals.map(\.price) == [Exact("50.1"), Exact("-3.5")])
        #expect(series.intervals.map(\.start.compactText) == ["2025-01-15T23:00Z", "2025-01-16T00:00Z"])
    }

    @Test(arguments: [
        (92, "2025-03-29T23:00Z", "2025-03-30T22:00Z"),
        (96, "2025-06-30T22:00Z", "2025-07-01T22:00Z"),
        (100, "2025-10-25T22:00Z", "2025-10-26T23:00Z"),
    ])
    func `a day has as many quarter hours as its interval says`(count: Int, start: String, end: String) throws {
        let full = document(.counted(count, start: start, end: end, resolution: "PT15M"))
        let series = try #require(try read(full).first)
        #expect(series.intervals.count == count)
        #expect(series.intervals.last?.end == series.end)
        let short = document(.counted(count - 1, start: start, end: end, resolution: "PT15M"))
        #expect(refusal(short.bytes)?.problems.first?.reason.contains("position \(count)") == true)
        let long = document(.counted(count + 1, start: start, end: end, resolution: "PT15M"))
        #expect(refusal(long.bytes)?.problems.first?.reason == "position \(count + 1) is outside 1 to \(count)")
    }

    @Test func `omitted points of curve A03 hold the price before them`() throws {
        let points = [("1", "10.00"), ("3", "7.25"), ("4", "-1"), ("9", "2.5")]
        let period = Publication.Period(
            start: "2025-10-01T22:00Z",
            end: "2025-10-02T01:00Z",
            resolution: "PT15M",
            points: points
        )
        let series = try #require(try read(document(period, curve: "A03")).first)
        #expect(series.curve == .a03)
        let expected =
            ["10.00", "10.00", "7.25"] + Array(repeating: "-1", count: 5) + Array(repeating: "2.5", count: 4)
        #expect(series.intervals.map(\.text) == expected)
        #expect(series.intervals.allSatisfy { $0.minutes == 15 })
        #expect(series.intervals.last?.end == Timestamp("2025-10-02T01:00Z"))
    }

    @Test func `curve A03 needs its first point`() {
        let period = Publication.Period(points: [("2", "7.25")])
        let found = refusal(document(period, curve: "A03").bytes)
        #expect(found?.problems.first?.reason == "the first point has position 2, not 1")
    }

    @Test func `curve A01 names the points it misses`() {
        let period = Publication.Period(end: "2025-01-16T04:00Z", points: [("1", "1"), ("3", "3")])
        let found = refusal(document(period).bytes)
        #expect(found?.code == .invalid)
        #expect(
            found?.problems.first?.reason
                == "curve A01 states every point, but 3 of 5 are missing: position 2, 4, 5"
        )
        #expect(refusal(document(period, curve: nil).bytes)?.code == .invalid)
    }

    @Test(arguments: [("PT15M", 15), ("PT30M", 30), ("PT60M", 60), ("PT1H", 60)])
    func `four spellings of three resolutions are read`(spelling: String, minutes: Int) throws {
        let period = Publication.Period(resolution: spelling, points: [("1", "5")])
        let series = try #require(try read(document(period, curve: "A03")).first)
        #expect(series.resolutionMinutes == minutes)
        #expect(series.intervals.count == 120 / minutes)
    }

    @Test func `two auctions and several periods come in file order`() throws {
        var document = Publication()
        var first = Publication.Series(into: "10Y1001A1001A82H", out: "10Y1001A1001A82H", sequence: 2)
        first.periods.append(Publication.Period(start: "2025-01-16T01:00Z", end: "2025-01-16T03:00Z"))
        var second = first
        second.sequence = 1
        second.periods.removeLast()
        document.series = [first, second]
        let series = try read(document)
        #expect(series.map(\.sequence) == [2, 2, 1])
        #expect(series.map(\.zone) == ["DE-LU", "DE-LU", "DE-LU"])
        #expect(series.map(\.start.compactText) == ["2025-01-15T23:00Z", "2025-01-16T01:00Z", "2025-01-15T23:00Z"])
    }

    @Test func `a zone without a known name keeps its code`() throws {
        var document = Publication()
        document.series[0].into = "10YXX-UNKNOWN--1"
        document.series[0].out = "10YXX-UNKNOWN--1"
        #expect(try read(document).first?.zone == "10YXX-UNKNOWN--1")
    }

    @Test func `prices for another zone than asked are refused`() throws {
        #expect(try read(Publication(), zone: "NL").count == 1)
        #expect(try read(Publication(), zone: "10YNL----------L").count == 1)
        #expect(
            refusal(Publication().bytes, zone: "BE")?.problems.first?.reason == "the prices are for NL, not for BE"
        )
    }

    @Test func `a document in UTF-16 is read as well`() throws {
        let text = Publication().text.replacing("UTF-8", with: "UTF-16")
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try DayAheadDocument.read(bytes).first?.intervals.count == 2)
    }

    /// What is changed in a good document, and what is then said.
    static let faults: [(change: @Sendable (inout Publication) -> Void, reason: String)] = [
        ({ $0.series[0].unit = "KWH" }, "the price is per \"KWH\", not per MWH"),
        ({ $0.series[0].currency = "Euro" }, "the currency is \"Euro\", no ISO 4217 code"),
        ({ $0.series[0].curve = "A02" }, "the curve type is \"A02\", not A01 or A03"),
        ({ $0.series[0].contract = "A07" }, "the contract type is \"A07\", not A01 (day-ahead)"),
        (
            { $0.series[0].out = "10YBE----------2" },
            "in_Domain 10YNL----------L and out_Domain \"10YBE----------2\" differ"
        ),
        ({ $0.series[0].into = "NL" }, "the zone is \"NL\", no EIC code"),
        ({ $0.series[0].periods[0].resolution = "P1D" }, "the resolution is \"P1D\", not PT15M, PT30M or PT60M"),
        (
            { $0.series[0].periods[0].end = "2025-01-16T00:30Z" },
            "2025-01-15T23:00Z to 2025-01-16T00:30Z is no span of whole 60 minutes"
        ),
        (
            { $0.series[0].periods[0].end = "2025-01-15T22:00Z" },
            "2025-01-15T23:00Z to 2025-01-15T22:00Z is no span of whole 60 minutes"
        ),
        ({ $0.series[0].periods[0].start = "yesterday" }, "a timeInterval without a start like 2025-06-30T22:00Z"),
        ({ $0.series[0].periods[0].points[1].position = "1" }, "position 1 comes twice"),
        ({ $0.series[0].periods[0].points.swapAt(0, 1) }, "position 1 comes after position 2"),
        ({ $0.series[0].periods[0].points[0].position = "0" }, "position 0 is outside 1 to 2"),
        (
            { $0.series[0].periods[0].points[1].price = "12,5" },
            "the price at position 2 is \"12,5\", no number of at most 6 decimals"
        ),
        ({ $0.series[0].periods[0].points = [] }, "a Period without points"),
        ({ $0.series[0].periods = [] }, "a TimeSeries without Period"),
        ({ $0.series = [] }, "no prices in the document"),
    ]

    @Test(arguments: faults.indices)
    func `a fault is refused with its line and reason`(index: Int) {
        let fault = PublicationTests.faults[index]
        var document = Publication()
        fault.change(&document)
        let found = refusal(document.bytes)
        #expect(found?.code == .invalid)
        #expect(found?.problems.map(\.reason) == [fault.reason])
        #expect(found?.problems.first?.line ?? 0 > 1)
    }

    @Test func `every fault of a document is told, in its order`() {
        var document = Publication()
        var first = Publication.Series(currency: "x", unit: "KWH", curve: "A02", contract: "A07")
        first.periods[0].points = [("0", "1"), ("1", "5"), ("1", "6"), ("2", "12,5")]
        first.periods.append(Publication.Period(resolution: "P1D"))
        var second = Publication.Series(into: "NL", sequence: 100)
        second.periods = [Publication.Period(end: "2025-01-16T03:00Z"), Publication.Period(points: [])]
        document.series = [first, Publication.Series(), second]
        #expect(
            refusal(document.bytes)?.problems.map(\.reason) == [
                "the contract type is \"A07\", not A01 (day-ahead)", "the currency is \"x\", no ISO 4217 code",
                "the price is per \"KWH\", not per MWH", "the curve type is \"A02\", not A01 or A03",
                "position 0 is outside 1 to 2", "position 1 comes twice",
                "the price at position 2 is \"12,5\", no number of at most 6 decimals",
                "the resolution is \"P1D\", not PT15M, PT30M or PT60M", "the zone is \"NL\", no EIC code",
                "the classification sequence is \"100\", no number", "a Period without points",
            ]
        )
    }

    @Test func `of very many faults the first hundred are listed and the others counted`() {
        var period = Publication.Period.counted(
            150,
            start: "2025-01-01T00:00Z",
            end: "2025-01-07T06:00Z",
            resolution: "PT60M"
        )
        for index in 0..<130 { period.points[index].price = "none" }
        let problems = refusal(document(period).bytes)?.problems ?? []
        #expect(problems.count == DayAheadRefusal.maxProblems + 1)
        #expect(problems.last?.description == "and 30 more, which are not listed")
        let lines = (0..<120).map { "2025-01-01T00:0\($0 % 10)Z,61,x" }.joined(separator: "\n")
        let csv = refusal(Array("start_utc,minutes,eur_per_mwh\n\(lines)\n".utf8))
        #expect(csv?.problems.count == 101 && csv?.problems.last?.reason == "and 20 more, which are not listed")
    }

    @Test func `every TimeSeries with a fault is listed`() {
        var document = Publication()
        document.series = [Publication.Series(), Publication.Series(unit: "KWH"), Publication.Series(currency: "x")]
        #expect(refusal(document.bytes)?.problems.count == 2)
    }

    @Test func `an acknowledgement is refused with the reason it carries`() {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:7:0">
              <mRID>x</mRID>
              <Reason><code>999</code><text>No matching data found for Data item Day-ahead Prices</text></Reason>
            </Acknowledgement_MarketDocument>
            """
        let found = refusal(Array(text.utf8))
        #expect(found?.code == .acknowledgement)
        #expect(found?.description.contains("999 No matching data found for Data item Day-ahead Prices") == true)
        #expect(found?.problems.first?.line == 4)
    }

    @Test func `another document or document type is refused`() {
        var document = Publication()
        document.type = "A65"
        #expect(refusal(document.bytes)?.description.contains("\"A65\", not A44") == true)
        document = Publication()
        document.root = "GL_MarketDocument"
        #expect(refusal(document.bytes)?.code == .otherDocument)
        document = Publication()
        document.namespace = "urn:example:prices"
        #expect(refusal(document.bytes)?.code == .otherDocument)
        #expect(refusal(Array("<html><body>Service Unavailable</body></html>".utf8))?.code == .otherDocument)
    }

    @Test func `a document type declaration is refused before any entity is known`() {
        var bomb = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">"
        for level in 1...9 {
            let inner = String(repeating: "&lol\(level == 1 ? "" : String(level - 1));", count: 10)
            bomb += "<!ENTITY lol\(level) \"\(inner)\">"
        }
        var document = Publication()
        document.doctype = bomb + "]>\n"
        document.series[0].periods[0].points[0].price = "&lol9;"
        #expect(refusal(document.bytes)?.code == .unsafe)
        document.doctype = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">\n"
        document.series[0].periods[0].points[0].price = "1"
        #expect(refusal(document.bytes)?.code == .unsafe)
    }

    @Test func `depth, size and the number of intervals are limited`() {
        let deep = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
        #expect(refusal(Array(deep.utf8))?.code == .unsafe)
        #expect(refusal(Array("<a>".utf8) + [UInt8](repeating: 32, count: 33 << 20))?.code == .unreadable)
        let century = Publication.Period(
            start: "1990-01-01T00:00Z",
            end: "2090-01-01T00:00Z",
            resolution: "PT15M",
            points: [("1", "5")]
        )
        #expect(refusal(document(century, curve: "A03").bytes)?.description.contains("more than 1000000") == true)
        let decade = Publication.Period(
            start: "2000-01-01T00:00Z",
            end: "2020-01-01T00:00Z",
            resolution: "PT15M",
            points: [("1", "5")]
        )
        var many = document(decade, curve: "A03")
        many.series[0].periods.append(decade)
        #expect(refusal(many.bytes)?.description.contains("more than 1000000") == true)
    }

    @Test func `broken XML is refused with its line`() {
        let found = refusal(Array("<a>\n<b>\n</a>".utf8))
        #expect(found?.code == .unreadable)
        #expect(found?.problems.first?.line == 3)
        #expect(refusal([])?.code == .unreadable)
    }

    @Test func `any cut of a document is refused and none crashes`() {
        let bytes = Publication().bytes
        for end in stride(from: 0, to: bytes.count - 3, by: 7) {
            #expect(refusal(Array(bytes[..<end])) != nil)
        }
    }

    @Test func `the JSON form is the documented one`() throws {
        let series = try read(Publication())
        let expected = """
            {"series":[{"zone":"NL","currency":"EUR","resolution_minutes":60,"curve":"A01","sequence":null,\
            "start":"2025-01-15T23:00:00Z","end":"2025-01-16T01:00:00Z","intervals":[\
            {"start":"2025-01-15T23:00:00Z","minutes":60,"price":"50.10"},\
            {"start":"2025-01-16T00:00:00Z","minutes":60,"price":"-3.5"}]}]}
            """
        #expect(DayAheadDocument.json(series).description == expected)
    }
}
