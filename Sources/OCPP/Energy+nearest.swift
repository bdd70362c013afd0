public import Values

extension Energy {
    /// Watt-hours from an exact number, what lies beyond thousandths rounded half away from zero.
    ///
    /// Registers with more decimals come from floating-point arithmetic in the charger; `nil` beyond 64 bits.
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
    }
}
