package import Postgres
package import Values

/// Dated energy prices: recorded once, never changed, corrected by a newer version.
///
/// Prices are the installation's, not a tenant's: every operator prices by the same market.
package struct Prices: Sendable {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Records a document's prices and has every line computed again that they concern.
    ///
    /// The same file twice changes nothing; a value that differs from the known one becomes a new version.
    /// - Throws: ``PostgresFault``.
    package func record(_ document: PriceImport, at now: Timestamp) async throws -> PriceImportResult {
        try await database.write(.system) { tx in
            try await tx.run(RatingGate.close())
            var result = PriceImportResult()
            guard let id = try await tx.first(InsertPriceDocument(document: document, at: now)) else {
                result.isKnownFile = true
                result.unchanged = document.prices.count
                return result
            }
            let recorded = try await tx.all(InsertPrices(document: document, documentID: id, at: now))
            result.added = recorded.count { $0.version == 1 }
            result.corrected = recorded.count - result.added
            result.unchanged = document.prices.count - recorded.count
            result.sessionsToRate = try await requestRating(recorded, in: tx)
            return result
        }
    }

    private func requestRating(_ recorded: [InsertPrices.Row], in tx: Transaction) async throws -> Int {
        guard !recorded.isEmpty else { return 0 }
        var count = try await tx.run(RateWaitingSessions())
        let corrected = recorded.filter { $0.version > 1 }
        if let first = corrected.map(\.start).min(), let last = corrected.map(\.start).max() {
            count += try await tx.run(RateSessionsDuring(from: first, until: last.adding(seconds: 3600)))
        }
        try await tx.notify("prices")
        try await tx.notify("rating")
        return count
    }

    /// The newest prices of a zone in a span, by start; gaps are gaps.
    package func list(zone: String, from: Timestamp, until: Timestamp) async throws -> [DatedPrice] {
        try await database.read(.system) { try await $0.all(PricesOfSpan(zone: zone, from: from, until: until)) }
    }

    /// All versions of the intervals that cover a moment, newest first.
    package func versions(zone: String, at moment: Timestamp) async throws -> [PriceVersion] {
        try await database.read(.system) { try await $0.all(VersionsOfMoment(zone: zone, moment: moment)) }
    }

    /// The zones for which prices are known, with their first and last day.
    package func zones() async throws -> [PricedZone] {
        try await database.read(.system) { try await $0.all(ListZones()) }
    }

    /// Adds to a zone's prices in memory whatever was recorded after a document.
    ///
    /// - Returns: The newest document's id, to be handed in the next time.
    package func refresh(
        _ prices: inout ZonePrices,
        zone: String,
        after document: PriceDocumentID
    ) async throws -> PriceDocumentID {
        let rows = try await database.read(.system) { db in
            try await db.all(PricesAfterDocument(zone: zone, after: document))
        }
        for row in rows { prices.take(row.price) }
        return rows.map(\.document).max() ?? document
    }
}

/// A recorded version of a price, with its origin.
package struct PriceVersion: Hashable, Sendable {
    /// The price.
    package let price: DatedPrice
    /// The document's file name.
    package let fileName: String
}

/// A zone with known prices.
package struct PricedZone: Hashable, Sendable {
    /// The zone.
    package let zone: String
    /// The start of its first interval.
    package let first: Timestamp
    /// The start of its last interval.
    package let last: Timestamp
    /// The currency of its prices.
    package let currency: Currency
}
