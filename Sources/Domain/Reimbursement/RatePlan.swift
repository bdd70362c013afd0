package import Values

/// The terms of a session worked out to one formula: from an index price to the price the host is reimbursed.
///
/// `supply = factor × index + addend`, `price = supply + max(supply, 0) × percent / 100 + fixed`, all per kWh and
/// exact. A percent margin on a negative price is 0; the price itself stays negative.
package struct RatePlan: Hashable, Sendable {
    /// The supply contract's pricing.
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

    package init(supply: SupplyTerms, reimbursement: ReimbursementTerms) {
        self.init(supply: supply.pricing, fixed: reimbursement.fixed, percent: reimbursement.percent)
    }

    /// The supply price per kWh; `index` is ignored by a fixed price.
    package func supplyPrice(index: IndexPrice?) throws(ArithmeticOverflow) -> Exact? {
        switch supply {
        case .fixed(let price): return price.perKWh
        case .spot: return index?.perKWh
        case .formula(_, let factor, let addend):
            guard let index else { return nil }
            return try factor * index.perKWh + addend.perKWh
        }
    }

    /// The margin per kWh on a supply price.
    package func margin(on supply: Exact) throws(ArithmeticOverflow) -> Exact {
        guard !supply.isNegative, !percent.isZero else { return fixed.perKWh }
        return try supply * percent * Exact(mantissa: 1, scale: 2) + fixed.perKWh
    }

    /// The price the host is reimbursed per kWh; `nil` when the index price is missing.
    package func price(index: IndexPrice?) throws(ArithmeticOverflow) -> Exact? {
        guard let supply = try supplyPrice(index: index) else { return nil }
        return try supply + margin(on: supply)
    }
}
