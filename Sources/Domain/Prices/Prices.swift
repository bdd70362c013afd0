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
    /// The same file twice changes nothing; whatever changes the price of a moment becomes a new version.
    /// - Throws: ``PostgresFault``.
    package func record(_ document: PriceImport, at now: Timestamp) async throws -> PriceImportResult {
        try await database.write(.system) { tx in
            try await tx.run(RatingGate.close())
            let changes = PriceChanges(document.prices, known: try await known(document, in: tx))
            guard let recorded = try await tx.first(InsertPriceDocument(document: document, at: now)) else {
                return PriceImportResult(knownFile: changes)
            }
            let news = changes.added + changes.corrected
            try await tx.run(InsertPrices(document: document, prices: news, as: recorded))
            var result = PriceImportResult(changes)
            result.sessionsToRate = try await requestRating(changes, document, in: tx)
            result.contractsInOtherCurrencies = try await tx.one(
                CountContractsInOtherCurrencies(zone: document.zone, currency: document.currency)
            )
            return result
        }
    }

    /// What held until now where a document has prices; an interval that began up to an hour before may reach into it.
    private func known(_ document: PriceImport, in tx: Transaction) async throws -> ZonePrices {
        guard let span = document.span else { return ZonePrices() }
        let first = span.from.floored(toMinutes: 60)
        let held = PricesOfSpan(zone: document.zone, currency: document.currency, from: first, until: span.until)
        return ZonePrices(try await tx.all(held))
    }

    private func requestRating(
        _ changes: PriceChanges,
        _ document: PriceImport,
        in tx: Transaction
    ) async throws -> Int {
        guard changes.isAny else { return 0 }
        let count = try await tx.run(RateSessionsPricedBy(zone: document.zone, changes: changes))
        try await tx.notify("prices")
        try await tx.notify("rating")
        return count
    }

    /// Whatever was recorded for a zone after a document, in the order of recording.
    ///
    /// - Returns: The prices, and the newest document's id, to be handed in the next time.
    package func recorded(
        for zone: String,
        after document: PriceDocumentID
    ) async throws -> (prices: [DatedPrice], newest: PriceDocumentID) {
        let rows = try await database.read(.system) { db in
            try await db.all(PricesAfterDocument(zone: zone, after: document))
        }
        return (rows.map(\.price), rows.last?.document ?? document)
    }
}

/// A recorded version of a price, with its origin.
package struct PriceVersion: Hashable, Sendable {
    /// The price.
    package let price: DatedPrice
    /// The document's file name.
    package let fileName: String
}

/// A zone with known prices in a currency; a zone priced in two currencies stands for itself in each.
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
