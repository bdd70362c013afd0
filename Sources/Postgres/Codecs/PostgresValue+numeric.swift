public import Values

extension Exact: PostgresValue {
    /// `numeric`.
    public static var postgresType: PostgresType { .numeric }
    /// Zero.
    public static var sample: Exact? { .zero }

    private static let negative: UInt16 = 0x4000

    /// Appends the digits in groups of four, aligned to the decimal point, as PostgreSQL keeps them.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        let (groups, weight) = base10000Groups()
        bytes.append(bigEndianOf: Int16(groups.count))
        bytes.append(bigEndianOf: Int16(weight))
        bytes.append(bigEndianOf: isNegative ? Exact.negative : 0)
        bytes.append(bigEndianOf: Int16(scale))
        for group in groups { bytes.append(bigEndianOf: group) }
    }

    /// The digits in groups of four without zeros at either end, and the power of 10000 of the first.
    private func base10000Groups() -> (groups: [Int16], weight: Int) {
        guard mantissa != 0 else { return ([], 0) }
        let padding = (4 - scale % 4) % 4
        var rest = mantissa.magnitude
        // The lowest group is cut short by the padding, so that the groups meet the decimal point; shifting the
        // whole number instead could leave 128 bits.
        let lowestUnit: UInt128 = padding == 0 ? 10_000 : Exact.powers[4 - padding]
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: lowestUnit)
        var groups = [Int16(remainder * Exact.powers[padding])]
        rest = quotient
        while rest > 0 {
            groups.append(Int16(rest % 10_000))
            rest /= 10_000
        }
        let weight = groups.count - 1 - (scale + padding) / 4
        return (groups.reversed().trimmingZeros(), weight)
    }

    private static let powers: [UInt128] = [1, 10, 100, 1_000, 10_000]

    /// Reads groups of four digits; NaN, the infinities, and what has more than 38 digits or 30 decimals are errors.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> Exact {
        let count = Int(try bytes.integer(at: 0, as: Int16.self))
        let weight = Int(try bytes.integer(at: 2, as: Int16.self))
        let sign = try bytes.integer(at: 4, as: UInt16.self)
        guard sign == 0 || sign == negative else { throw ValueFault("a numeric that is no number") }
        guard count >= 0, bytes.count == 8 + 2 * count else { throw ValueFault("a numeric of the wrong length") }
        var digits = DigitSum()
        for index in 0..<count {
            let group = try bytes.integer(at: 8 + 2 * index, as: Int16.self)
            try digits.add(group, power: 4 * (weight - index))
        }
        return try digits.exact(isNegative: sign == negative)
    }
}

extension [Int16] {
    /// PostgreSQL keeps no zero groups at the end, and none at the start by the way they are made.
    fileprivate func trimmingZeros() -> [Int16] {
        var groups = self
        while groups.last == 0 { groups.removeLast() }
        return groups
    }
}

/// Adds up decimal groups from the highest to the lowest, keeping `mantissa × 10^exponent`.
private struct DigitSum {
    var mantissa: Int128 = 0
    var exponent = 0

    /// Adds four digits worth `10^power` each; every call has a lower power than the one before.
    mutating func add(_ group: Int16, power: Int) throws(ValueFault) {
        guard mantissa != 0 || group != 0 else { return }
        for place in stride(from: 3, through: 0, by: -1) {
            let digit = Int128(group) / DigitSum.units[place] % 10
            guard digit != 0 else { continue }
            if mantissa != 0 { try shift(to: power + place) }
            exponent = power + place
            mantissa = try DigitSum.checked(mantissa.addingReportingOverflow(digit))
        }
    }

    private static let units: [Int128] = [1, 10, 100, 1_000]

    /// Makes the last digit worth `10^power`.
    mutating func shift(to power: Int) throws(ValueFault) {
        guard exponent - power <= 38 else { throw ValueFault("a numeric of more than 38 digits") }
        for _ in 0..<max(0, exponent - power) {
            mantissa = try DigitSum.checked(mantissa.multipliedReportingOverflow(by: 10))
        }
        exponent = power
    }

    func exact(isNegative: Bool) throws(ValueFault) -> Exact {
        var sum = self
        if mantissa != 0, exponent > 0 { try sum.shift(to: 0) }
        let scale = mantissa == 0 ? 0 : max(0, -exponent)
        guard scale <= Exact.maxScale else { throw ValueFault("a numeric of more than 30 decimals") }
        return Exact(mantissa: isNegative ? -sum.mantissa : sum.mantissa, scale: scale)
    }

    private static func checked(_ result: (partialValue: Int128, overflow: Bool)) throws(ValueFault) -> Int128 {
        guard !result.overflow else { throw ValueFault("a numeric of more than 38 digits") }
        return result.partialValue
    }
}
