import Values

/// What a document's prices change of what held until now.
///
/// A moment's price is that of the interval learned last that covers it, whatever its length. So an interval is
/// unchanged only when it is the one that holds, with this price, in each of its quarter hours.
struct PriceChanges: Hashable, Sendable {
    /// Intervals in which no price was known.
    private(set) var added: [PriceToRecord] = []
    /// Intervals that put another price, or an interval of another length, in the place of a known one.
    private(set) var corrected: [PriceToRecord] = []
    /// How many intervals say what is known.
    private(set) var unchanged = 0

    init(_ prices: [PriceToRecord], known: ZonePrices) {
        for price in prices {
            let held = price.quarterHours.map { known.price(at: $0) }
            if held.allSatisfy({ $0?.says(price) ?? false }) {
                unchanged += 1
            } else if held.allSatisfy({ $0 == nil }) {
                added.append(price)
            } else {
                corrected.append(price)
            }
        }
    }

    /// Whether anything changes.
    var isAny: Bool { !added.isEmpty || !corrected.isEmpty }
}

extension PriceToRecord {
    /// The starts of the quarter hours of the interval.
    fileprivate var quarterHours: [Timestamp] {
        (0..<Int64(minutes / 15)).map { start.adding(seconds: $0 * 900) }
    }
}

extension DatedPrice {
    /// Whether this is the same price of the same interval.
    fileprivate func says(_ given: PriceToRecord) -> Bool {
        start == given.start && minutes == given.minutes && price == given.price
    }
}
