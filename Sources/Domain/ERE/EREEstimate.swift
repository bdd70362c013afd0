package import Values

/// What a unit or a kilowatt-hour is taken to bring; nobody fixes such a price, so it is always an assumption.
package enum EREPrice: Hashable, Sendable {
    /// Currency units per kWh delivered.
    case perKWh(Exact)
    /// Currency units per emission reduction unit.
    case perUnit(Exact)
}

/// What an estimate takes for granted.
package struct ERETerms: Hashable, Sendable {
    /// What a charger delivers in a year.
    package let kWhPerCharger: Exact
    package let price: EREPrice
    /// The service fee in percent of what the units bring, VAT included.
    package let feePercent: Exact
    package let factors: EREFactors

    package init(kWhPerCharger: Exact, price: EREPrice, feePercent: Exact, factors: EREFactors) {
        self.kWhPerCharger = kWhPerCharger
        self.price = price
        self.feePercent = feePercent
        self.factors = factors
    }

    /// A charger that delivers more than a gigawatt-hour a year is a typing error.
    package static let mostKWh = Exact(1_000_000)
    /// A portfolio of more chargers than a country has is a typing error.
    package static let mostChargers: Int64 = 1_000_000
    /// The register keeps thousandths of a kilowatt-hour.
    package static let kWhDecimals = 3
    /// Twenty times what has been asked for.
    package static let highestPrice = Exact(10)
    package static let priceDecimals = 6
    package static let feeDecimals = 2

    /// What is usual, to begin with: 3,000 kWh at 0.10 per kWh, a fee of 20 %.
    package static func usual(_ factors: EREFactors) -> ERETerms {
        ERETerms(
            kWhPerCharger: Exact(3_000),
            price: .perKWh(Exact(mantissa: 1, scale: 1)),
            feePercent: Exact(20),
            factors: factors
        )
    }

    /// The price of a unit to four decimals, to be shown.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package func pricePerUnit() throws(ArithmeticOverflow) -> Exact {
        switch price {
        case .perUnit(let price): return price
        case .perKWh(let price): return try price.divided(by: factors.units(ofKWh: Exact(1)), decimals: 4) ?? .zero
        }
    }

    /// The price of a kilowatt-hour, exactly.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package func pricePerKWh() throws(ArithmeticOverflow) -> Exact {
        switch price {
        case .perKWh(let price): return price
        case .perUnit(let price): return try factors.units(ofKWh: Exact(1)) * price
        }
    }
}

/// What chargers would bring in a year under some terms; exact until it is shown.
package struct EREEstimate: Hashable, Sendable {
    package let chargers: Int64
    package let kWh: Exact
    package let units: Exact
    /// What the units bring, before rounding.
    package let gross: Exact
    /// The fee in it, before rounding.
    package let fee: Exact

    /// Nothing.
    package static let zero = EREEstimate(chargers: 0, kWh: .zero, units: .zero, gross: .zero, fee: .zero)

    private init(chargers: Int64, kWh: Exact, units: Exact, gross: Exact, fee: Exact) {
        self.chargers = chargers
        self.kWh = kWh
        self.units = units
        self.gross = gross
        self.fee = fee
    }

    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package init(chargers: Int64, _ terms: ERETerms) throws(ArithmeticOverflow) {
        self.chargers = chargers
        kWh = try Exact(chargers) * terms.kWhPerCharger
        units = try terms.factors.units(ofKWh: kWh)
        gross = try kWh * terms.pricePerKWh()
        fee = try gross * terms.feePercent * EREEstimate.hundredth
    }

    private static let hundredth = Exact(mantissa: 1, scale: 2)

    /// Both together.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package static func + (left: EREEstimate, right: EREEstimate) throws(ArithmeticOverflow) -> EREEstimate {
        EREEstimate(
            chargers: left.chargers + right.chargers,
            kWh: try left.kWh + right.kWh,
            units: try left.units + right.units,
            gross: try left.gross + right.gross,
            fee: try left.fee + right.fee
        )
    }

    /// What is left after the fee, before rounding.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package func net() throws(ArithmeticOverflow) -> Exact { try gross - fee }

    /// The amounts to be shown, each rounded once, the last so that they add up.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 64 bits.
    package func amounts(_ currency: Currency) throws(ArithmeticOverflow) -> EREAmounts {
        let gross = try gross.rounded(.halfAwayFromZero, to: currency)
        let fee = try fee.rounded(.halfAwayFromZero, to: currency)
        return EREAmounts(gross: gross, fee: fee, net: try gross - fee)
    }
}

/// The amounts of an estimate: `net = gross − fee`.
package struct EREAmounts: Hashable, Sendable {
    package let gross: Money
    package let fee: Money
    package let net: Money
}
