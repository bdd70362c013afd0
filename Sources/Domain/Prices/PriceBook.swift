package import Values

/// The price of one interval of the market, with where it came from.
package struct DatedPrice: Hashable, Sendable {
    /// The start of the market's interval, UTC.
    package let start: Timestamp
    /// The length of the market's interval: 15, 30 or 60 minutes.
    package let minutes: Int
    /// The price per MWh.
    package let price: IndexPrice
    /// The currency of the price; only lines in this currency may use it.
    package let currency: Currency
    /// Which version of the value this is, from 1; a corrected value is a new version.
    package let version: Int
    /// When this version was learned.
    package let recordedAt: Timestamp

    package init(
        start: Timestamp,
        minutes: Int,
        price: IndexPrice,
        currency: Currency,
        version: Int,
        recordedAt: Timestamp
    ) {
        self.start = start
        self.minutes = minutes
        self.price = price
        self.currency = currency
        self.version = version
        self.recordedAt = recordedAt
    }
}

/// The prices of one bidding zone in one currency by quarter hour, newest knowledge only.
///
/// Every interval of the market is a whole number of quarter hours, so a quarter hour has one price or none.
package struct ZonePrices: Sendable {
    private var firstQuarter: Int64 = 0
    private var quarters: [DatedPrice?] = []

    package init() {}

    /// Whether no price is known.
    package var isEmpty: Bool { quarters.isEmpty }

    /// The price that held at a moment; `nil` where none is known.
    package func price(at moment: Timestamp) -> DatedPrice? {
        let index = ZonePrices.quarter(moment) - firstQuarter
        guard index >= 0, index < quarters.count else { return nil }
        return quarters[Int(index)]
    }

    /// Takes a price over; where two cover a quarter hour, the one learned last wins.
    package mutating func take(_ price: DatedPrice) {
        let first = ZonePrices.quarter(price.start)
        for quarter in first..<first + Int64(price.minutes / 15) {
            makeRoom(for: quarter)
            let index = Int(quarter - firstQuarter)
            if let known = quarters[index], ZonePrices.isNewer(known, than: price) { continue }
            quarters[index] = price
        }
    }

    private static func isNewer(_ known: DatedPrice, than price: DatedPrice) -> Bool {
        (known.recordedAt, known.version) > (price.recordedAt, price.version)
    }

    private mutating func makeRoom(for quarter: Int64) {
        if quarters.isEmpty { firstQuarter = quarter }
        if quarter < firstQuarter {
            quarters.insert(contentsOf: repeatElement(nil, count: Int(firstQuarter - quarter)), at: 0)
            firstQuarter = quarter
        }
        let missing = Int(quarter - firstQuarter) - quarters.count + 1
        if missing > 0 { quarters.append(contentsOf: repeatElement(nil, count: missing)) }
    }

    private static func quarter(_ moment: Timestamp) -> Int64 { moment.microseconds.floorDivided(by: 900_000_000) }
}

/// The prices of all zones a calculation needs, each currency by itself: nothing is converted.
package struct PriceBook: Sendable {
    private var zones: [String: [Currency: ZonePrices]] = [:]

    package init() {}

    /// The prices of a zone in a currency; empty when none is known.
    package subscript(zone: String, currency: Currency) -> ZonePrices {
        zones[zone]?[currency] ?? ZonePrices()
    }

    /// Takes a price of a zone over.
    package mutating func take(_ price: DatedPrice, zone: String) {
        zones[zone, default: [:]][price.currency, default: ZonePrices()].take(price)
    }

    /// The other currencies in which the zone has a price of one of the moments.
    package func otherCurrencies(than currency: Currency, zone: String, at moments: [Timestamp]) -> [Currency] {
        Currency.allCases.filter { other in
            guard other != currency, let prices = zones[zone]?[other] else { return false }
            return moments.contains { prices.price(at: $0) != nil }
        }
    }
}
