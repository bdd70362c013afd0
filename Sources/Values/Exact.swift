/// A calculation left the range of exact numbers; input can cause it, so it is an error and no trap.
public struct ArithmeticOverflow: Error, Hashable, Sendable, CustomStringConvertible {
    /// Makes the error.
    public init() {}
    /// What happened, in words for a log.
    public var description: String { "number too large for an exact calculation" }
}

/// A decimal number without rounding: `mantissa × 10^-scale`, kept in lowest terms.
///
/// Amounts stay `Exact` from the meter reading to the one rounding on a document line. At most 30 decimals;
/// anything beyond 38 significant digits throws ``ArithmeticOverflow`` rather than losing a digit.
public struct Exact: Hashable, Sendable {
    /// The digits as a whole number.
    public let mantissa: Int128
    /// How many of the digits stand behind the decimal point; `0 <= scale <= maxScale`.
    public let scale: Int

    /// The most decimals a number may carry.
    public static let maxScale = 30
    /// Zero.
    public static let zero = Exact(0)

    /// A whole number.
    public init(_ whole: Int64) {
        mantissa = Int128(whole)
        scale = 0
    }

    /// `mantissa × 10^-scale`; trailing zeros are dropped, so equal numbers are equal values.
    public init(mantissa: Int128, scale: Int) {
        precondition((0...Exact.maxScale).contains(scale), "a scale outside 0...30 is a bug of the caller")
        if let narrow = Int64(exactly: mantissa) {
            let (digits, places) = Exact.lowestTerms(narrow, scale)
            (self.mantissa, self.scale) = (Int128(digits), places)
        } else {
            (self.mantissa, self.scale) = Exact.lowestTerms(mantissa, scale)
        }
    }

    /// Drops trailing zeros.
    ///
    /// Only an even number can end in one, so half of all numbers need no division at all, and numbers that fit into a
    /// machine word need no division of two.
    private static func lowestTerms<Digits: FixedWidthInteger>(_ mantissa: Digits, _ scale: Int) -> (Digits, Int) {
        if mantissa == 0 { return (0, 0) }
        var (digits, places) = (mantissa, scale)
        while places > 0, digits & 1 == 0 {
            let (tenth, rest) = digits.quotientAndRemainder(dividingBy: 10)
            guard rest == 0 else { break }
            (digits, places) = (tenth, places - 1)
        }
        return (digits, places)
    }

    /// Whether the number is below zero.
    public var isNegative: Bool { mantissa < 0 }
    /// Whether the number is zero.
    public var isZero: Bool { mantissa == 0 }
    /// The number without its sign.
    public var magnitude: Exact { isNegative ? -self : self }

    /// The same number with the other sign.
    public static prefix func - (value: Exact) -> Exact {
        Exact(mantissa: -value.mantissa, scale: value.scale)
    }

    /// The exact sum.
    ///
    /// - Throws: ``ArithmeticOverflow`` beyond 38 digits.
    public static func + (left: Exact, right: Exact) throws(ArithmeticOverflow) -> Exact {
        let (first, second, scale) = try aligned(left, right)
        let (sum, overflow) = first.addingReportingOverflow(second)
        guard !overflow else { throw ArithmeticOverflow() }
        return Exact(mantissa: sum, scale: scale)
    }

    /// The exact difference.
    ///
    /// - Throws: ``ArithmeticOverflow`` beyond 38 digits.
    public static func - (left: Exact, right: Exact) throws(ArithmeticOverflow) -> Exact {
        try left + (-right)
    }

    /// The exact product.
    ///
    /// - Throws: ``ArithmeticOverflow`` beyond 38 digits or 30 decimals.
    public static func * (left: Exact, right: Exact) throws(ArithmeticOverflow) -> Exact {
        let product = try multiplied(left.mantissa, right.mantissa)
        guard left.scale + right.scale <= maxScale else { throw ArithmeticOverflow() }
        return Exact(mantissa: product, scale: left.scale + right.scale)
    }

    /// The product of two whole numbers; that of two machine words always fits, and takes one instruction.
    private static func multiplied(_ left: Int128, _ right: Int128) throws(ArithmeticOverflow) -> Int128 {
        if let first = Int64(exactly: left), let second = Int64(exactly: right) {
            let product = first.multipliedFullWidth(by: second)
            return Int128(product.high) << 64 | Int128(product.low)
        }
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow else { throw ArithmeticOverflow() }
        return product
    }

    /// Brings two numbers to the same scale.
    private static func aligned(
        _ left: Exact,
        _ right: Exact
    ) throws(ArithmeticOverflow) -> (Int128, Int128, Int) {
        if left.scale == right.scale { return (left.mantissa, right.mantissa, left.scale) }
        let scale = max(left.scale, right.scale)
        return (try left.scaled(to: scale), try right.scaled(to: scale), scale)
    }

    /// The mantissa at a larger scale.
    private func scaled(to wider: Int) throws(ArithmeticOverflow) -> Int128 {
        wider == scale ? mantissa : try Exact.multiplied(mantissa, Exact.power(wider - scale))
    }

    /// `10^exponent` for exponents up to 38.
    static func power(_ exponent: Int) -> Int128 {
        var word: UInt64 = 1
        for _ in 0..<min(exponent, digitsPerWord) { word *= 10 }
        var result = Int128(word)
        for _ in digitsPerWord..<max(digitsPerWord, exponent) { result *= 10 }
        return result
    }

    /// `10^19` is the largest power of ten in 64 bits.
    private static let digitsPerWord = 19
}

extension Exact: Comparable {
    /// Orders by value, also where aligning the two would overflow.
    public static func < (left: Exact, right: Exact) -> Bool {
        if let difference = try? left - right { return difference.isNegative }
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.mantissa / power(left.scale) < right.mantissa / power(right.scale)
    }
}
