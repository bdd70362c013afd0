extension Exact {
    /// The quotient rounded to so many decimals; for figures that are shown, never for amounts that are added up.
    ///
    /// - Returns: `nil` for a divisor of zero.
    /// - Throws: ``ArithmeticOverflow`` beyond 38 digits.
    public func divided(
        by divisor: Exact,
        decimals: Int,
        _ rule: Rounding = .halfAwayFromZero
    ) throws(ArithmeticOverflow) -> Exact? {
        guard !divisor.isZero else { return nil }
        // a·10^-s ÷ b·10^-t in units of 10^-(d+1) is a·10^(t-s+d+1) ÷ b; the digit beyond decides the rounding.
        let shift = divisor.scale - scale + decimals + 1
        let above = try Exact.shifted(mantissa, by: max(0, shift))
        let below = try Exact.shifted(divisor.mantissa, by: max(0, -shift))
        let (quotient, rest) = above.quotientAndRemainder(dividingBy: below)
        // A rest too small for that digit still tells a half or a whole from what lies beyond it.
        let nudge: Int128 = rest == 0 ? 0 : ((rest < 0) == (below < 0) ? 1 : -1)
        let fine = try Exact.shifted(quotient, by: 1) + nudge
        let units = try rule.units(Exact(mantissa: fine, scale: decimals + 2), decimals: decimals)
        return Exact(mantissa: Int128(units), scale: decimals)
    }

    private static func shifted(_ mantissa: Int128, by places: Int) throws(ArithmeticOverflow) -> Int128 {
        guard places <= 38 else { throw ArithmeticOverflow() }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: power(places))
        guard !overflow else { throw ArithmeticOverflow() }
        return product
    }
}
