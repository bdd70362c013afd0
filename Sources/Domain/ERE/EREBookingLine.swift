package import Values

/// What a connection delivered in a period, as units: exact, and rounded once by a rule that has a name.
///
/// No rule of rounding has been published, so a line keeps what it left out; the number that the register credits is
/// the truth.
package struct EREBookingLine: Hashable, Sendable {
    /// The rule unless somebody chooses another: nothing is claimed that is not whole.
    package static let standardRounding = Rounding.floor

    /// What was delivered.
    package let energy: Energy
    package let factors: EREFactors
    package let rounding: Rounding
    /// The units before rounding.
    package let exactUnits: Exact
    /// The whole units that are claimed.
    package let units: Int64

    /// - Throws: `ArithmeticOverflow` beyond 38 digits, or 64 bits of units.
    package init(
        _ energy: Energy,
        _ factors: EREFactors,
        rounding: Rounding = EREBookingLine.standardRounding
    ) throws(ArithmeticOverflow) {
        self.energy = energy
        self.factors = factors
        self.rounding = rounding
        exactUnits = try factors.units(ofKWh: energy.kWh)
        units = try rounding.units(exactUnits, decimals: 0)
    }

    /// What the rounding left out; below zero where it added something.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package func remainder() throws(ArithmeticOverflow) -> Exact { try exactUnits - Exact(units) }
}
