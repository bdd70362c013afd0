package import Values

/// What terms give on an example session: at ordinary prices and at negative ones.
///
/// It lasts an hour and takes 10 kWh, less in each quarter hour, while the market's price changes each quarter hour; so
/// the two ways of pricing differ.
package struct ExampleSession: Hashable, Sendable {
    /// What the terms make of the session.
    package struct Outcome: Hashable, Sendable {
        /// One part for a price at the start or a fixed one, one per quarter hour else.
        package let parts: [RatedPart]
        package let amount: Exact
        /// What the other way of pricing would give.
        package let otherAmount: Exact?
    }

    /// The session at ordinary market prices.
    package let ordinary: Outcome
    /// The same session at negative market prices; `nil` where the market plays no part.
    package let negative: Outcome?

    /// Ordinary day-ahead prices of four quarter hours, per MWh.
    package static let ordinaryPrices = [90, 105, 120, 80].map { IndexPrice(microPerMWh: $0 * 1_000_000) }
    /// Negative day-ahead prices, as sunny Sundays bring, per MWh.
    package static let negativePrices = [-35, -40, -20, -5].map { IndexPrice(microPerMWh: $0 * 1_000_000) }
    /// What the car draws in each quarter hour.
    package static let energies = [4_000, 3_000, 2_000, 1_000].map { Energy(wh: $0) }

    /// Rates the example by the same code that rates real sessions.
    ///
    /// - Throws: ``ArithmeticOverflow`` for terms that no real contract has.
    package init(_ plan: RatePlan, pricing: PricingMoment, currency: Currency) throws(ArithmeticOverflow) {
        let ordinary = ExampleSession.dated(ExampleSession.ordinaryPrices, currency)
        self.ordinary = try ExampleSession.rated(plan, pricing, ordinary)
        let negative = ExampleSession.dated(ExampleSession.negativePrices, currency)
        self.negative = plan.supply.zone == nil ? nil : try ExampleSession.rated(plan, pricing, negative)
    }

    private static func rated(
        _ plan: RatePlan,
        _ pricing: PricingMoment,
        _ prices: [DatedPrice]
    ) throws(ArithmeticOverflow) -> Outcome {
        let session = RatableSession(curve: curve)
        let rating = try Rating.rate(session, plan: plan, pricing: pricing, prices: ZonePrices(prices))
        guard case .priced(let amount, let parts) = rating.outcome else { throw ArithmeticOverflow() }
        return Outcome(parts: parts, amount: amount, otherAmount: rating.otherAmount)
    }

    private static func dated(_ prices: [IndexPrice], _ currency: Currency) -> [DatedPrice] {
        prices.enumerated().map { index, price in
            DatedPrice(
                start: quarter(index),
                minutes: 15,
                price: price,
                currency: currency,
                version: 1,
                recordedAt: start
            )
        }
    }

    private static var curve: MeterCurve {
        var points = [RegisterPoint(at: start, register: .zero)]
        for (index, energy) in energies.enumerated() {
            points.append(RegisterPoint(at: quarter(index + 1), register: points[index].register + energy))
        }
        return MeterCurve(start: points[0], readings: points, stop: points[points.count - 1])
    }

    private static func quarter(_ index: Int) -> Timestamp { start.adding(seconds: Int64(index) * 900) }

    /// 2026-06-14T11:00:00Z, a Sunday noon.
    private static let start = Timestamp(seconds: 1_781_434_800)
}
