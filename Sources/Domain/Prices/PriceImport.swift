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
}

/// What an import did.
package struct PriceImportResult: Hashable, Sendable {
    /// Whether this very file had been imported for the zone before.
    package var isKnownFile = false
    /// Intervals whose price was not known before.
    package var added = 0
    /// Intervals whose price was known and is another now: new versions.
    package var corrected = 0
    /// Intervals whose price was known and is the same.
    package var unchanged = 0
    /// Sessions whose lines are computed again because of it.
    package var sessionsToRate = 0

    package init() {}
}
