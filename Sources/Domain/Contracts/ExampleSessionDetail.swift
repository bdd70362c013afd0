package import Values

/// What terms give on an example session: at an ordinary price and at a negative one.
package struct ExampleSession: Hashable, Sendable {
    /// The session at an ordinary market price.
    package let ordinary: RatedPart
    /// The same session at a negative market price; `nil` where the market plays no part.
    package let negative: RatedPart?

    /// An ordinary day-ahead price, per MWh.
    package static let ordinaryPrice = IndexPrice(microPerMWh: 90_000_000)
    /// A negative day-ahead price, as sunny Sundays bring, per MWh.
    package static let negativePrice = IndexPrice(microPerMWh: -35_000_000)

    /// Rates the example by the same code that rates real sessions.
    ///
    /// Priced at the start it is an hour with 10 kWh, priced per interval the quarter hour of it with 2.5 kWh.
    /// - Throws: ``ArithmeticOverflow`` for terms that no real contract has.
    package init(_ plan: RatePlan, pricing: PricingMoment, currency: Currency) throws(ArithmeticOverflow) {
        guard
            let ordinary = try ExampleSession.part(
                plan,
                pricing,
                at: ExampleSession.dated(ExampleSession.ordinaryPrice, currency)
            )
        else {
            throw ArithmeticOverflow()
        }
        self.ordinary = ordinary
        let usesMarket = plan.supply.zone != nil
        let negative = ExampleSession.dated(ExampleSession.negativePrice, currency)
        self.negative = usesMarket ? try ExampleSession.part(plan, pricing, at: negative) : nil
    }

    private static func part(
        _ plan: RatePlan,
        _ pricing: PricingMoment,
        at price: DatedPrice
    ) throws(ArithmeticOverflow) -> RatedPart? {
        let prices = ZonePrices([price])
        let session = RatableSession(curve: curve(pricing))
        let rating = try Rating.rate(session, plan: plan, pricing: pricing, prices: prices)
        guard case .priced(_, let parts) = rating.outcome else { return nil }
        return parts.first
    }

    private static func dated(_ price: IndexPrice, _ currency: Currency) -> DatedPrice {
        DatedPrice(start: start, minutes: 60, price: price, currency: currency, version: 1, recordedAt: start)
    }

    private static func curve(_ pricing: PricingMoment) -> MeterCurve {
        let isWhole = pricing == .atStart
        return MeterCurve(
            start: RegisterPoint(at: start, register: .zero),
            readings: [],
            stop: RegisterPoint(
                at: start.adding(seconds: isWhole ? 3600 : 900),
                register: Energy(wh: isWhole ? 10_000 : 2_500)
            )
        )
    }

    /// 2026-06-14T11:00:00Z, a Sunday noon.
    private static let start = Timestamp(seconds: 1_781_434_800)
}
