/// An amount that has been rounded once and may be posted, printed and paid: whole minor units of one currency.
public struct Money: Hashable, Sendable {
    /// Minor units, such as cents; may be negative.
    public let minor: Int64
    /// The currency of the amount.
    public let currency: Currency

    /// An amount of minor units.
    public init(minor: Int64, _ currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// Nothing, in a currency.
    public static func zero(_ currency: Currency) -> Money { Money(minor: 0, currency) }

    /// Whether the amount is below zero.
    public var isNegative: Bool { minor < 0 }
    /// Whether the amount is zero.
    public var isZero: Bool { minor == 0 }
    /// The amount as an exact number of major units.
    public var exact: Exact { Exact(mantissa: Int128(minor), scale: currency.exponent) }

    /// The sum of two amounts of one currency; mixing currencies is a bug of the caller and traps.
    ///
    /// - Throws: ``ArithmeticOverflow`` beyond 64 bits.
    public static func + (left: Money, right: Money) throws(ArithmeticOverflow) -> Money {
        precondition(left.currency == right.currency, "amounts of two currencies cannot be added")
        let (sum, overflow) = left.minor.addingReportingOverflow(right.minor)
        guard !overflow else { throw ArithmeticOverflow() }
        return Money(minor: sum, left.currency)
    }

    /// The difference of two amounts of one currency.
    ///
    /// - Throws: ``ArithmeticOverflow`` beyond 64 bits.
    public static func - (left: Money, right: Money) throws(ArithmeticOverflow) -> Money {
        try left + (-right)
    }

    /// The same amount with the other sign.
    public static prefix func - (value: Money) -> Money {
        Money(minor: 0 &- value.minor, value.currency)
    }
}

extension Money: CustomStringConvertible {
    /// Code and plain decimal text, for logs and files: `EUR 12.50`.
    public var description: String { "\(currency.code) \(decimalText)" }

    /// Plain decimal text with the currency's decimals: `-0.05`.
    public var decimalText: String { exact.text(minimumDecimals: currency.exponent) }
}

/// The rule by which an exact amount becomes a whole number of units.
public enum Rounding: String, CaseIterable, Sendable {
    /// Commercial rounding: a half goes away from zero, so a correction of −x is exactly the opposite of x.
    case halfAwayFromZero = "half_away_from_zero"
    /// Down to the unit below, also from below zero: nothing is counted before it is whole.
    case floor

    /// Rounds `mantissa × 10^-scale` to `decimals` places and returns the units of the last place.
    ///
    /// - Throws: ``ArithmeticOverflow`` beyond 64 bits.
    public func units(_ value: Exact, decimals: Int) throws(ArithmeticOverflow) -> Int64 {
        guard value.scale > decimals else {
            let widened = try value * Exact(mantissa: Exact.power(decimals), scale: 0)
            return try Rounding.narrow(widened.mantissa)
        }
        let divisor = Exact.power(value.scale - decimals)
        let (quotient, remainder) = value.mantissa.quotientAndRemainder(dividingBy: divisor)
        return try Rounding.narrow(quotient + step(remainder, divisor))
    }

    /// What is added to the quotient cut off at zero.
    private func step(_ remainder: Int128, _ divisor: Int128) -> Int128 {
        switch self {
        case .halfAwayFromZero:
            guard remainder.magnitude * 2 >= divisor.magnitude else { return 0 }
            return remainder < 0 ? -1 : 1
        case .floor: return remainder < 0 ? -1 : 0
        }
    }

    private static func narrow(_ value: Int128) throws(ArithmeticOverflow) -> Int64 {
        guard let narrow = Int64(exactly: value) else { throw ArithmeticOverflow() }
        return narrow
    }
}

extension Exact {
    /// The one rounding of an amount, to the minor unit of its currency.
    ///
    /// - Throws: ``ArithmeticOverflow`` beyond 64 bits.
    public func rounded(_ rule: Rounding, to currency: Currency) throws(ArithmeticOverflow) -> Money {
        Money(minor: try rule.units(self, decimals: currency.exponent), currency)
    }
}
