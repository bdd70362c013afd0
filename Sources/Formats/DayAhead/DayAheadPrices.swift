package import Values

/// The prices of a document that energy is priced by, checked whole; what `prices import` records and
/// `prices inspect` shows.
package struct DayAheadPrices: Sendable {
    /// Everything the document says, in its order.
    package let series: [PriceSeries]
    /// The currency of the day-ahead prices.
    package let currency: Currency
    /// The intervals of the day-ahead auction, each quarter hour once.
    package let intervals: [PriceInterval]

    /// Reads a document as ``DayAheadDocument/read(_:zone:)`` does, and refuses what cannot price energy: one without
    /// the day-ahead auction, in no or several known currencies, with two prices for a moment, or for a zone that is
    /// not known.
    ///
    /// Only the day-ahead auction (sequence 1, or a file without sequences) prices energy; a second auction of the
    /// same day is another market.
    package init(reading bytes: [UInt8], zone: String? = nil) throws(DayAheadRefusal) {
        series = try DayAheadDocument.read(bytes, zone: zone)
        let dayAhead = series.filter { $0.sequence ?? 1 == 1 }
        intervals = dayAhead.flatMap(\.intervals)
        let currencies = Set(dayAhead.map(\.currency))
        let known = currencies.count == 1 ? currencies.first.flatMap(Currency.init(rawValue:)) : nil
        currency = known ?? .eur
        var problems = DayAheadPrices.unknownZones(series)
        if dayAhead.isEmpty { problems.append("no series of the day-ahead auction (sequence 1)") }
        if !dayAhead.isEmpty, known == nil {
            problems.append("the currency is \(currencies.sorted().joined(separator: " and ")), not one that is known")
        }
        problems += DayAheadPrices.repeated(intervals)
        guard problems.isEmpty else {
            let listed = problems.prefix(DayAheadRefusal.maxProblems)
            throw DayAheadRefusal(.invalid, listed.map { DayAheadProblem(line: nil, reason: $0) })
        }
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
