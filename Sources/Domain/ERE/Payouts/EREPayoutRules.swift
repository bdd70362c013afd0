package import Values

/// By which rules revenue is paid out from a day on.
package struct EREPayoutRules: Hashable, Sendable {
    /// Unless an operator says something else: 5 euro at least, nothing held back, a percentage point per customer that
    /// was brought, down to ten percent.
    package static let usual = EREPayoutRules(
        minimum: Money(minor: 500, .eur),
        reservePercent: .zero,
        referralStep: Exact(1),
        referralFloor: Exact(10)
    )
    package static let largestMinimum = Money(minor: 1_000_000, .eur)

    /// Less is not paid; it waits for the next run.
    package var minimum: Money
    /// Of what a customer gets, in percent: held back until the units are verified.
    package var reservePercent: Exact
    /// Percentage points by which the fee is lower per customer that was brought and takes part.
    package var referralStep: Exact
    /// The fee that bringing customers does not lower any further, in percent.
    package var referralFloor: Exact

    package init(minimum: Money, reservePercent: Exact, referralStep: Exact, referralFloor: Exact) {
        self.minimum = minimum
        self.reservePercent = reservePercent
        self.referralStep = referralStep
        self.referralFloor = referralFloor
    }
}

/// What is kept of a customer's revenue of one quarter of delivery, and why.
///
/// Both are shares of the gross revenue, which is what sales brought after the broker's fee.
package struct EREPayoutRate: Hashable, Sendable {
    /// What is agreed for all of the operator's customers at the end of the quarter, in percent, VAT included.
    package let agreed: Exact
    /// The customer's own row and what it says; `nil` for none.
    package let own: Own?
    /// Customers that this one brought and that took part at the end of the quarter.
    package let referrals: Int
    /// What is kept by whoever books, in percent, VAT included.
    package let fee: Exact
    /// What the partner keeps, in percent.
    package let margin: Exact

    /// A fee agreed with one customer.
    package struct Own: Hashable, Sendable {
        package let id: Int64
        package let percent: Exact

        package init(id: Int64, percent: Exact) {
            self.id = id
            self.percent = percent
        }
    }

    /// A customer's own fee holds as it is; otherwise the agreed one, lowered by each referral and never below the floor.
    ///
    /// A fee that is agreed below the floor stays what it is.
    ///
    /// - Throws: `ArithmeticOverflow`, which percentages never reach.
    package init(
        agreed: Exact,
        own: Own?,
        referrals: Int,
        margin: Exact,
        _ rules: EREPayoutRules
    ) throws(ArithmeticOverflow) {
        let lowered = try agreed - rules.referralStep * Exact(Int64(referrals))
        let floor = min(agreed, rules.referralFloor)
        self.agreed = agreed
        self.own = own
        self.referrals = referrals
        self.margin = margin
        fee = own?.percent ?? max(lowered, floor)
    }
}
