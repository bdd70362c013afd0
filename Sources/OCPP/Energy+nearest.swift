public import Values

extension Energy {
    /// Watt-hours from an exact number, what lies beyond thousandths rounded half away from zero.
    ///
    /// Registers with more decimals come from floating-point arithmetic in the charger; `nil` beyond ``largestRegister``.
    public init?(nearestWh value: Exact) {
        var mantissa = value.mantissa
        if value.scale > 3 {
            var divisor: Int128 = 1
            for _ in 3..<value.scale { divisor *= 10 }
            let half = divisor / 2
            mantissa = (mantissa + (mantissa < 0 ? -half : half)) / divisor
        }
        let rounded = Exact(mantissa: mantissa, scale: min(value.scale, 3))
        self.init(wh: rounded)
        guard (-Energy.largestRegister...Energy.largestRegister).contains(thousandthsWh) else { return nil }
    }

    /// A petawatt-hour, in thousandths of a watt-hour: far beyond any meter, and low enough that sums of phases and
    /// differences of registers never leave 64 bits, whatever a charge point sends.
    public static let largestRegister: Int64 = 1_000_000_000_000_000_000
}
