extension Exact: CustomStringConvertible, LosslessStringConvertible {
    /// Plain decimal text with a point, no exponent, no trailing zeros: `-0.0125`, `12`.
    public var description: String { text(minimumDecimals: 0) }

    /// Reads plain decimal text: an optional sign, digits, an optional point with digits.
    ///
    /// No exponent, no grouping, at most 30 decimals and 36 digits; `nil` otherwise.
    public init?(_ text: String) {
        self.init(utf8: Array(text.utf8))
    }

    /// Reads the bytes of plain decimal text.
    public init?(utf8 bytes: some Collection<UInt8>) {
        var digits = DecimalDigits()
        for byte in bytes where !digits.take(byte) { return nil }
        guard let (mantissa, scale) = digits.result else { return nil }
        self.init(mantissa: mantissa, scale: scale)
    }

    /// Plain decimal text with at least so many decimals: `1.5` at two is `1.50`.
    public func text(minimumDecimals: Int) -> String {
        let places = max(scale, minimumDecimals)
        // From the last sign to the first: that is how digits come out of a number.
        var signs = [UInt8](repeating: UInt8(ascii: "0"), count: places - scale)
        Exact.append(mantissa.magnitude, to: &signs)
        while signs.count <= places { signs.append(UInt8(ascii: "0")) }
        if places > 0 { signs.insert(UInt8(ascii: "."), at: places) }
        if isNegative { signs.append(UInt8(ascii: "-")) }
        signs.reverse()
        return String(decoding: signs, as: UTF8.self)
    }

    /// The digits, last one first; none for zero.
    ///
    /// Division by machine words is far quicker, and mostly enough.
    private static func append(_ magnitude: UInt128, to signs: inout [UInt8]) {
        var wide = magnitude
        while wide > UInt128(UInt64.max) {
            let (rest, digit) = wide.quotientAndRemainder(dividingBy: 10)
            signs.append(UInt8(ascii: "0") + UInt8(digit))
            wide = rest
        }
        var narrow = UInt64(wide)
        while narrow > 0 {
            signs.append(UInt8(ascii: "0") + UInt8(narrow % 10))
            narrow /= 10
        }
    }
}

/// Reads decimal text byte by byte.
private struct DecimalDigits {
    private var mantissa: Int128 = 0
    private var negative = false
    private var count = 0
    private var scale: Int?
    private var started = false

    /// Takes the next byte; `false` when it does not belong there.
    mutating func take(_ byte: UInt8) -> Bool {
        defer { started = true }
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            negative = byte == UInt8(ascii: "-")
            return !started
        case UInt8(ascii: "."):
            guard scale == nil, count > 0 else { return false }
            scale = 0
            return true
        case 48...57:
            return append(byte - 48)
        default:
            return false
        }
    }

    private mutating func append(_ digit: UInt8) -> Bool {
        count += 1
        guard count <= 36, (scale ?? 0) < Exact.maxScale else { return false }
        mantissa = mantissa * 10 + Int128(digit)
        scale = scale.map { $0 + 1 }
        return true
    }

    /// The number read, if it was complete.
    var result: (Int128, Int)? {
        guard count > 0, scale != 0 else { return nil }
        return (negative ? -mantissa : mantissa, scale ?? 0)
    }
}
