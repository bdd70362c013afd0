import Values

/// Maps values onto a line of the drawing.
///
/// Drawings may use binary fractions: they only decide where a pixel goes. Every printed figure comes from `Exact`.
struct Scale {
    let low: Double
    let high: Double
    let from: Double
    let to: Double

    func position(_ value: Double) -> Double {
        guard high > low else { return (from + to) / 2 }
        return from + (value - low) / (high - low) * (to - from)
    }
}

extension Exact {
    /// The nearest binary fraction, for a place in a drawing and nothing else.
    var place: Double {
        var value = Double(mantissa)
        for _ in 0..<scale { value /= 10 }
        return value
    }
}

/// The marks of a value axis: round numbers that span the values, zero always among them.
struct Ticks {
    /// The marks as exact numbers, ascending.
    let marks: [Exact]
    let low: Double
    let high: Double

    /// The mark of zero alone: where there is no figure, a scale would be made up.
    static let none = Ticks(marks: [.zero], low: 0, high: 1)

    /// Marks for values between two bounds, about `count` of them; whole numbers where the values are counts.
    init(low: Double, high: Double, count: Int = 5, isWhole: Bool = false) {
        let bottom = min(low, 0)
        let top = max(high, 0) > bottom ? max(high, 0) : bottom + 1
        let wanted = (top - bottom) / Double(max(count, 2))
        let step = Ticks.step(for: isWhole ? max(wanted, 1) : wanted, isWhole: isWhole)
        let size = step.place
        let first = Int((bottom / size + 0.000_001).rounded(.down))
        let last = Int((top / size - 0.000_001).rounded(.up))
        marks = (first...max(first, last)).map { Exact(mantissa: step.mantissa * Int128($0), scale: step.scale) }
        self.low = Double(first) * size
        self.high = Double(max(first, last)) * size
    }

    private init(marks: [Exact], low: Double, high: Double) {
        self.marks = marks
        self.low = low
        self.high = high
    }

    /// The same marks on an axis whose zero stands level with the zero of another axis.
    func levelled(with other: Ticks) -> Ticks {
        guard other.low < 0, other.high > 0, low >= 0 else { return self }
        return Ticks(marks: marks, low: high * other.low / other.high, high: high)
    }

    /// The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below the wanted step; without 2.5 if whole.
    private static func step(for wanted: Double, isWhole: Bool) -> Exact {
        guard wanted.isFinite, wanted > 0 else { return Exact(1) }
        var exponent = 0
        var power = 1.0
        while power * 10 <= wanted, exponent < 15 { (power, exponent) = (power * 10, exponent + 1) }
        while power > wanted, exponent > -9 { (power, exponent) = (power / 10, exponent - 1) }
        let tenths: [(Int128, Double)] = [(10, 1), (20, 2), (25, 2.5), (50, 5), (100, 10)]
        let mantissa = tenths.first { $0.1 * power >= wanted * 0.999_999 && !(isWhole && $0.0 == 25) }?.0 ?? 100
        return scaled(mantissa, exponent: exponent - 1)
    }

    private static func scaled(_ mantissa: Int128, exponent: Int) -> Exact {
        guard exponent > 0 else { return Exact(mantissa: mantissa, scale: -exponent) }
        return Exact(mantissa: (0..<exponent).reduce(mantissa) { value, _ in value * 10 }, scale: 0)
    }
}
