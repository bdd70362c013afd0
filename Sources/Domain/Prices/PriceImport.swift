package import Values

/// A price read from a document, ready to be recorded.
package struct PriceToRecord: Hashable, Sendable {
    /// The start of the market's interval, UTC, aligned to its length.
    package let start: Timestamp
    /// The length: 15, 30 or 60 minutes.
    package let minutes: Int
    /// The price per MWh.
    package let price: IndexPrice

    package init(start: Timestamp, minutes: Int, price: IndexPrice) {
        self.start = start
        self.minutes = minutes
        self.price = price
    }

    /// The moment after the interval.
    package var end: Timestamp { start.adding(seconds: Int64(minutes) * 60) }
}

/// A price document that has been read whole and without a fault.
package struct PriceImport: Sendable {
    /// The bidding zone the prices are for.
    package let zone: String
    /// The name of the file, for people.
    package let fileName: String
    /// The SHA-256 of the file: the same file twice changes nothing.
    package let sha256: [UInt8]
    /// `csv` or `entsoe`.
    package let format: String
    /// The currency of the prices.
    package let currency: Currency
    /// The prices; no interval twice.
    package let prices: [PriceToRecord]

    package init(
        zone: String,
        fileName: String,
        sha256: [UInt8],
        format: String,
        currency: Currency,
        prices: [PriceToRecord]
    ) {
        self.zone = zone
        self.fileName = fileName
        self.sha256 = sha256
        self.format = format
        self.currency = currency
        self.prices = prices
    }

    /// From the start of the first interval until the end of the last; `nil` without prices.
    var span: (from: Timestamp, until: Timestamp)? {
        guard let from = prices.map(\.start).min(), let until = prices.map(\.end).max() else { return nil }
        return (from, until)
    }
}

/// What an import did.
package struct PriceImportResult: Hashable, Sendable {
    /// Whether this very file had been imported for the zone before; then nothing was done.
    package let isKnownFile: Bool
    /// Intervals for which no price was known before.
    package let added: Int
    /// Intervals for which another price was known, or one of an interval of another length: new versions.
    package let corrected: Int
    /// Intervals whose price was known and is the same.
    package let unchanged: Int
    /// Intervals of a known file whose price no longer holds, because a later file said otherwise.
    package let superseded: Int
    /// Sessions whose lines are computed again because of it.
    package internal(set) var sessionsToRate = 0
    /// Supply contracts over the zone that do not use these prices, since their operator has another currency.
    package internal(set) var contractsInOtherCurrencies = 0

    init(_ changes: PriceChanges) {
        isKnownFile = false
        added = changes.added.count
        corrected = changes.corrected.count
        unchanged = changes.unchanged
        superseded = 0
    }

    /// For a file that was imported before.
    init(knownFile changes: PriceChanges) {
        isKnownFile = true
        added = 0
        corrected = 0
        unchanged = changes.unchanged
        superseded = changes.added.count + changes.corrected.count
    }
}
