package import Values

/// Everything a journal line's amount was computed from, so that the same cent can be computed again and shown.
package struct LineDetail: Hashable, Sendable {
    /// The terms the amount was computed with.
    package struct Terms: Hashable, Sendable {
        /// The host's supply price.
        package let supply: SupplyPricing
        /// Added per kWh.
        package let fixed: UnitPrice
        /// Percent of a supply price that is not negative.
        package let percent: Exact

        package init(supply: SupplyPricing, fixed: UnitPrice, percent: Exact) {
            self.supply = supply
            self.fixed = fixed
            self.percent = percent
        }

        /// The formula.
        package var plan: RatePlan { RatePlan(supply: supply, fixed: fixed, percent: percent) }
    }

    /// The terms; `nil` where no contract holds or the session is held.
    package var terms: Terms?
    /// The priced parts in order of time; empty while waiting or held.
    package var parts: [RatedPart]
    /// The quarter hours whose price is missing.
    package var missing: [Timestamp]
    /// Other currencies in which a missing price is known; a price is never converted silently.
    package var otherCurrencies: [Currency] = []
    /// Why the session is held.
    package var heldFor: [SessionFlag]
    /// Whether the amount is beyond what can be calculated exactly; no real contract has such numbers.
    package var isTooLarge = false
    /// Whether newer rules no longer read the session in the frames, so that it is not paid for.
    package var isRetired = false

    package init(
        terms: Terms? = nil,
        parts: [RatedPart] = [],
        missing: [Timestamp] = [],
        heldFor: [SessionFlag] = []
    ) {
        self.terms = terms
        self.parts = parts
        self.missing = missing
        self.heldFor = heldFor
    }

    /// Whether a quarter hour's energy was interpolated between readings.
    package var isInterpolated: Bool { parts.contains(where: \.isInterpolated) }
}
