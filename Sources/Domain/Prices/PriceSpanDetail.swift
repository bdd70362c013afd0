package import Values

/// The market's prices over a span of time, and where there are none.
package struct PriceSpans: Hashable, Sendable {
    /// A price for the part of its interval that lies within the span.
    package struct Known: Hashable, Sendable {
        package let from: Timestamp
        package let until: Timestamp
        package let price: DatedPrice
    }

    /// A half-open span without a price.
    package struct Gap: Hashable, Sendable {
        package let from: Timestamp
        package let until: Timestamp
    }

    /// In order of time.
    package var known: [Known] = []
    /// In order of time, each as long as it can be.
    package var gaps: [Gap] = []

    package init() {}

    /// Lays out what held from one moment until another, cut at the quarter hours of the clock.
    package init(_ prices: ZonePrices, from: Timestamp, until: Timestamp) {
        var quarter = from.quarterHour
        while quarter < until {
            let next = quarter.adding(seconds: 900)
            take(prices.price(at: quarter), from: max(quarter, from), until: min(next, until))
            quarter = next
        }
    }

    private mutating func take(_ price: DatedPrice?, from: Timestamp, until: Timestamp) {
        guard let price else { return takeGap(from: from, until: until) }
        if let last = known.last, last.until == from, last.price == price {
            known[known.count - 1] = Known(from: last.from, until: until, price: price)
        } else {
            known.append(Known(from: from, until: until, price: price))
        }
    }

    private mutating func takeGap(from: Timestamp, until: Timestamp) {
        if let last = gaps.last, last.until == from {
            gaps[gaps.count - 1] = Gap(from: last.from, until: until)
        } else {
            gaps.append(Gap(from: from, until: until))
        }
    }
}

extension ZonePrices {
    /// The prices of a list.
    package init(_ prices: [DatedPrice]) {
        self.init()
        for price in prices { take(price) }
    }
}
