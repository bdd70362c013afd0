package import Values

/// What is known of a session that its price depends on.
package struct RatableSession: Hashable, Sendable {
    /// The register over time.
    package let curve: MeterCurve

    package init(curve: MeterCurve) {
        self.curve = curve
    }

    /// When the session started.
    package var startedAt: Timestamp { curve.points[0].at }
    /// The energy that is paid for.
    package var energy: Energy { curve.energy }
}

/// One priced part of a session: the whole of it, or a quarter hour.
package struct RatedPart: Hashable, Sendable {
    /// The first moment.
    package let from: Timestamp
    /// The moment after.
    package let until: Timestamp
    /// The energy drawn.
    package let energy: Energy
    /// Whether a boundary's register was interpolated.
    package let isInterpolated: Bool
    /// The market price used; `nil` for a fixed supply price.
    package let index: DatedPrice?
    /// The supply price per kWh.
    package let supplyPrice: Exact
    /// The price the host is reimbursed per kWh.
    package let price: Exact
    /// `energy × price`.
    package let amount: Exact
}

/// What one way of pricing makes of a session.
package enum RatingOutcome: Hashable, Sendable {
    /// Every price was there.
    case priced(amount: Exact, parts: [RatedPart])
    /// Prices of these quarter hours are missing.
    case waiting(missing: [Timestamp])

    /// The exact amount, if every price was there.
    package var amount: Exact? {
        if case .priced(let amount, _) = self { amount } else { nil }
    }
}

/// The rating of a session: the contract's way of pricing and, for comparison, the other one.
package struct Rating: Hashable, Sendable {
    /// The contract's way.
    package let pricing: PricingMoment
    /// What it gives.
    package let outcome: RatingOutcome
    /// What the other way would have given; `nil` when its prices are missing.
    package let otherAmount: Exact?

    /// Rates a session: a pure function of the session, the terms and the prices.
    ///
    /// - Throws: ``ArithmeticOverflow`` for terms or energies no real contract has.
    package static func rate(
        _ session: RatableSession,
        plan: RatePlan,
        pricing: PricingMoment,
        prices: ZonePrices
    ) throws(ArithmeticOverflow) -> Rating {
        let outcome = try outcome(session, plan: plan, pricing: pricing, prices: prices)
        let other = try amount(session, plan: plan, pricing: pricing.other, prices: prices)
        return Rating(pricing: pricing, outcome: outcome, otherAmount: other)
    }

    private static func outcome(
        _ session: RatableSession,
        plan: RatePlan,
        pricing: PricingMoment,
        prices: ZonePrices
    ) throws(ArithmeticOverflow) -> RatingOutcome {
        var total = Exact.zero
        var parts: [RatedPart] = []
        var missing: [Timestamp] = []
        try forEachPart(of: session, plan: plan, pricing: pricing, prices: prices) {
            (slice, part) throws(ArithmeticOverflow) in
            guard let part else { return missing.append(slice.from.quarterHour) }
            total = try total + part.amount
            parts.append(part)
        }
        return missing.isEmpty ? .priced(amount: total, parts: parts) : .waiting(missing: missing)
    }

    /// The amount alone, without keeping the parts; `nil` when a price is missing.
    package static func amount(
        _ session: RatableSession,
        plan: RatePlan,
        pricing: PricingMoment,
        prices: ZonePrices
    ) throws(ArithmeticOverflow) -> Exact? {
        var total = Exact.zero
        var isComplete = true
        try forEachPart(of: session, plan: plan, pricing: pricing, prices: prices) {
            (_, part) throws(ArithmeticOverflow) in
            guard let part else { return isComplete = false }
            total = try total + part.amount
        }
        return isComplete ? total : nil
    }

    /// Prices the whole session at its start, or its quarter hours; `nil` for a part whose price is missing.
    ///
    /// A quarter hour without energy needs its price too, and is no part once it has it.
    private static func forEachPart(
        of session: RatableSession,
        plan: RatePlan,
        pricing: PricingMoment,
        prices: ZonePrices,
        _ body: (EnergySlice, RatedPart?) throws(ArithmeticOverflow) -> Void
    ) throws(ArithmeticOverflow) {
        let needsIndex = plan.supply.zone != nil
        func price(_ slice: EnergySlice) throws(ArithmeticOverflow) {
            let index = needsIndex ? prices.price(at: slice.from) : nil
            if index != nil, slice.energy == .zero, pricing == .perInterval { return }
            try body(slice, try part(slice, plan: plan, index: index))
        }
        guard pricing == .perInterval, needsIndex else { return try price(session.curve.whole) }
        try session.curve.forEachSlice(price)
    }

    private static func part(
        _ slice: EnergySlice,
        plan: RatePlan,
        index: DatedPrice?
    ) throws(ArithmeticOverflow) -> RatedPart? {
        guard let supply = try plan.supplyPrice(index: index?.price) else { return nil }
        let price = try supply + plan.margin(on: supply)
        return RatedPart(
            from: slice.from,
            until: slice.until,
            energy: slice.energy,
            isInterpolated: slice.isInterpolated,
            index: index,
            supplyPrice: supply,
            price: price,
            amount: try price * slice.energy.kWh
        )
    }
}
