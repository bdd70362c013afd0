/// A price per kilowatt-hour as contracts state it: whole millionths of a currency unit.
public struct UnitPrice: Hashable, Comparable, Sendable {
    /// Millionths of the currency unit per kWh; may be negative.
    public let microPerKWh: Int64

    /// No price.
    public static let zero = UnitPrice(microPerKWh: 0)

    /// A price in millionths per kWh.
    public init(microPerKWh: Int64) {
        self.microPerKWh = microPerKWh
    }

    /// Reads a price per kWh; `nil` with more than six decimals or beyond 64 bits.
    public init?(perKWh value: Exact) {
        guard value.scale <= 6, let units = Int64(exactly: value.mantissa * Exact.power(6 - value.scale)) else {
            return nil
        }
        microPerKWh = units
    }

    /// The exact price per kWh.
    public var perKWh: Exact { Exact(mantissa: Int128(microPerKWh), scale: 6) }

    /// Orders by amount.
    public static func < (left: UnitPrice, right: UnitPrice) -> Bool { left.microPerKWh < right.microPerKWh }
}

/// A wholesale price as exchanges publish it: whole millionths of a currency unit per megawatt-hour.
public struct IndexPrice: Hashable, Comparable, Sendable {
    /// Millionths of the currency unit per MWh; negative prices are normal.
    public let microPerMWh: Int64

    /// A price in millionths per MWh.
    public init(microPerMWh: Int64) {
        self.microPerMWh = microPerMWh
    }

    /// Reads a price per MWh; `nil` with more than six decimals or beyond 64 bits.
    public init?(perMWh value: Exact) {
        guard value.scale <= 6, let units = Int64(exactly: value.mantissa * Exact.power(6 - value.scale)) else {
            return nil
        }
        microPerMWh = units
    }

    /// The exact price per MWh.
    public var perMWh: Exact { Exact(mantissa: Int128(microPerMWh), scale: 6) }
    /// The exact price per kWh.
    public var perKWh: Exact { Exact(mantissa: Int128(microPerMWh), scale: 9) }

    /// Orders by amount.
    public static func < (left: IndexPrice, right: IndexPrice) -> Bool { left.microPerMWh < right.microPerMWh }
}
