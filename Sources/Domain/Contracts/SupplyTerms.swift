package import Values

/// What a host pays its supplier for a kilowatt-hour.
package enum SupplyPricing: Hashable, Sendable {
    /// The same price at every moment.
    case fixed(UnitPrice)
    /// The day-ahead price of the quarter hour in a bidding zone.
    case spot(zone: String)
    /// `factor × index + addend`, the index being the day-ahead price per kWh of the quarter hour.
    case formula(zone: String, factor: Exact, addend: UnitPrice)

    /// The name under which the mode is stored and exported.
    package var mode: String {
        switch self {
        case .fixed: "fixed"
        case .spot: "spot"
        case .formula: "formula"
        }
    }

    /// The bidding zone whose prices are needed, if any.
    package var zone: String? {
        switch self {
        case .fixed: nil
        case .spot(let zone), .formula(let zone, _, _): zone
        }
    }
}

/// A dated version of a host's supply contract.
package struct SupplyTerms: Hashable, Sendable {
    /// The version.
    package let versionID: SupplyVersionID
    /// The contract the version belongs to.
    package let contractID: SupplyContractID
    /// The first day on which it holds, in the zone of the site.
    package let validFrom: LocalDate
    /// When the version was recorded; of two for one day the later one counts.
    package let recordedAt: Timestamp
    /// The price.
    package let pricing: SupplyPricing

    package init(
        versionID: SupplyVersionID,
        contractID: SupplyContractID,
        validFrom: LocalDate,
        recordedAt: Timestamp,
        pricing: SupplyPricing
    ) {
        self.versionID = versionID
        self.contractID = contractID
        self.validFrom = validFrom
        self.recordedAt = recordedAt
        self.pricing = pricing
    }
}
