import Domain
import Values

/// Day-ahead prices that go up and down with the hour and fall below zero at noon.
enum BenchPrices {
    /// The price of a quarter hour, in millionths per MWh.
    static func price(at quarter: Timestamp) -> IndexPrice {
        let ofDay = quarter.seconds.floorRemainder(by: 86_400) / 900
        let ofYear = quarter.seconds.floorDivided(by: 86_400) % 365
        return IndexPrice(microPerMWh: (ofDay * 1_730 + ofYear * 137 - 20_000) * 1_000 + 10_000)
    }

    /// Every quarter hour of a year, to look up.
    static func year(from first: Timestamp) -> ZonePrices {
        var prices = ZonePrices()
        for price in dated(from: first) { prices.take(price) }
        return prices
    }

    /// Every quarter hour of a year, in order.
    static func dated(from first: Timestamp) -> [DatedPrice] {
        (0..<quartersPerYear).map { number in
            let start = first.adding(seconds: Int64(number) * 900)
            let price = price(at: start)
            return DatedPrice(start: start, minutes: 15, price: price, currency: .eur, version: 1, recordedAt: first)
        }
    }

    private static let quartersPerYear = 365 * 96
}

extension BenchPrices {
    /// A document with the prices of a span.
    static func document(zone: String, from: Timestamp, until: Timestamp) -> PriceImport {
        let first = from.quarterHour
        let prices = (0..<until.seconds(since: first) / 900).map { number in
            let start = first.adding(seconds: number * 900)
            return PriceToRecord(start: start, minutes: 15, price: price(at: start))
        }
        return PriceImport(
            zone: zone,
            fileName: "bench.csv",
            sha256: Array("bench \(zone)".utf8),
            format: "csv",
            currency: .eur,
            prices: prices
        )
    }
}
