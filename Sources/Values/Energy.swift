/// Electrical energy: whole thousandths of a watt-hour.
///
/// Chargers report whole watt-hours; the thousandths hold meters that give more and interpolated quarter hours.
public struct Energy: Hashable, Comparable, Sendable {
    /// Thousandths of a watt-hour; may be negative (a register that ran backwards).
    public let thousandthsWh: Int64

    /// No energy.
    public static let zero = Energy(thousandthsWh: 0)

    /// Energy in thousandths of a watt-hour.
    public init(thousandthsWh: Int64) {
        self.thousandthsWh = thousandthsWh
    }

    /// Energy in whole watt-hours.
    public init(wh: Int64) {
        thousandthsWh = wh * 1000
    }

    /// Reads watt-hours from an exact number; `nil` with more than three decimals or beyond 64 bits.
    public init?(wh value: Exact) {
        guard value.scale <= 3 else { return nil }
        let (units, overflow) = value.mantissa.multipliedReportingOverflow(by: Exact.power(3 - value.scale))
        guard !overflow, let units = Int64(exactly: units) else { return nil }
        thousandthsWh = units
    }

    /// Exact kilowatt-hours, as they enter a price calculation.
    public var kWh: Exact { Exact(mantissa: Int128(thousandthsWh), scale: 6) }
    /// Exact watt-hours.
    public var wh: Exact { Exact(mantissa: Int128(thousandthsWh), scale: 3) }
    /// Plain decimal text of the watt-hours: `8080`, `12.5`.
    public var whText: String { wh.description }

    /// Whether below zero.
    public var isNegative: Bool { thousandthsWh < 0 }

    /// The sum; registers are far from the range's end, so this traps only on a bug.
    public static func + (left: Energy, right: Energy) -> Energy {
        Energy(thousandthsWh: left.thousandthsWh + right.thousandthsWh)
    }

    /// The difference.
    public static func - (left: Energy, right: Energy) -> Energy {
        Energy(thousandthsWh: left.thousandthsWh - right.thousandthsWh)
    }

    /// Orders by amount.
    public static func < (left: Energy, right: Energy) -> Bool { left.thousandthsWh < right.thousandthsWh }
}
