package import Values

/// The prices of a document that energy is priced by, checked whole; what `prices import` records.
package struct DayAheadPrices: Sendable {
    /// The currency of the day-ahead prices.
    package let currency: Currency
    /// The intervals of the day-ahead auction, each quarter hour once.
    package let intervals: [PriceInterval]

    /// Reads a document as ``DayAheadDocument/read(_:zone:)`` does, and takes its prices as ``init(_:)`` does.
    package init(reading bytes: [UInt8], zone: String? = nil) throws(DayAheadRefusal) {
        try self.init(try DayAheadDocument.read(bytes, zone: zone))
    }

    /// Refuses what cannot price energy: a document without the day-ahead auction, in no or several known currencies,
    /// with two prices for a moment, or for a zone that is not known.
    ///
    /// Only the day-ahead auction (sequence 1, or a file without sequences) prices energy; a second auction of the
    /// same day is another market.
    package init(_ series: [PriceSeries]) throws(DayAheadRefusal) {
        let obstacles = DayAheadPrices.obstacles(series)
        guard obstacles.isEmpty else {
            throw DayAheadRefusal(.invalid, obstacles.map { DayAheadProblem(line: nil, reason: $0) })
        }
        let dayAhead = DayAheadPrices.dayAhead(series)
        intervals = dayAhead.flatMap(\.intervals)
        currency = dayAhead.first.flatMap { Currency(rawValue: $0.currency) } ?? .eur
    }

    /// Why energy cannot be priced by what a document says; empty where it can.
    package static func obstacles(_ series: [PriceSeries]) -> [String] {
        let dayAhead = DayAheadPrices.dayAhead(series)
        var found = unknownZones(series) + severalZones(dayAhead)
        if dayAhead.isEmpty {
            found.append("no series of the day-ahead auction (sequence 1)")
        } else {
            found += unknownCurrency(dayAhead)
        }
        for zone in Set(dayAhead.map(\.zone)).sorted(by: { $0 ?? "" < $1 ?? "" }) {
            found += repeated(dayAhead.filter { $0.zone == zone }.flatMap(\.intervals))
        }
        return Array(found.prefix(DayAheadRefusal.maxProblems))
    }

    private static func dayAhead(_ series: [PriceSeries]) -> [PriceSeries] {
        series.filter { $0.sequence ?? 1 == 1 }
    }

    private static func unknownCurrency(_ series: [PriceSeries]) -> [String] {
        let named = Set(series.map(\.currency)).sorted()
        if named.count == 1, Currency(rawValue: named[0]) != nil { return [] }
        return ["the currency is \(named.joined(separator: " and ")), not one that is known"]
    }

    private static func severalZones(_ series: [PriceSeries]) -> [String] {
        let zones = Set(series.compactMap(\.zone)).sorted()
        return zones.count > 1 ? ["the prices are for several zones: \(zones.joined(separator: ", "))"] : []
    }

    private static func unknownZones(_ series: [PriceSeries]) -> [String] {
        Set(series.compactMap(\.zone)).filter { BiddingZone.name(of: $0) == nil }.sorted().map(BiddingZone.unknown)
    }

    /// Moments with two prices, whatever the lengths of their intervals.
    private static func repeated(_ intervals: [PriceInterval]) -> [String] {
        var seen: Set<Timestamp> = []
        var found: [String] = []
        for interval in intervals {
            for quarter in 0..<Int64(interval.minutes / 15) {
                let moment = interval.start.adding(seconds: quarter * 900)
                if !seen.insert(moment).inserted { found.append("two prices for \(moment.compactText)") }
            }
            if found.count >= DayAheadRefusal.maxProblems { break }
        }
        return found
    }
}
