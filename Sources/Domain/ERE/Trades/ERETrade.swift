package import Values

/// Who brings buyers of units.
package struct EREBroker: Hashable, Sendable {
    package let id: EREBrokerID
    package let name: String
    package let companyNumber: String
}

/// The kind of units, as the market names it: for land, inland shipping, sea, from electricity.
///
/// Source: market; which name the register uses was not read.
package enum EREUnitKind: String, CaseIterable, Hashable, Sendable {
    case land = "LRE-E"
    case inland = "BRE-E"
    case sea = "ZRE-E"
}

/// A sale of units as a person writes it down.
package struct ERETradeDraft: Hashable, Sendable {
    /// The largest price, in euro per unit; the market's was half a euro.
    package static let largestPrice = Exact(1_000)
    package static let priceDecimals = 6
    package static let mostUnits: Int64 = 1_000_000_000_000

    package var broker: EREBrokerID
    /// The number that the broker gave it.
    package var reference: String
    package var kind: EREUnitKind
    /// The calendar year of delivery.
    package var year: Int
    package var units: Int64
    /// In euro per unit.
    package var price: Exact
    /// What the broker keeps, in euro.
    package var fee: Money
    package var soldOn: LocalDate

    package init(
        broker: EREBrokerID,
        reference: String,
        kind: EREUnitKind = .land,
        year: Int,
        units: Int64,
        price: Exact,
        fee: Money,
        soldOn: LocalDate
    ) {
        self.broker = broker
        self.reference = reference
        self.kind = kind
        self.year = year
        self.units = units
        self.price = price
        self.fee = fee
        self.soldOn = soldOn
    }

    /// Units times price, rounded once to the cent.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 64 bits of cents.
    package func gross() throws(ArithmeticOverflow) -> Money {
        try (Exact(units) * price).rounded(.halfAwayFromZero, to: .eur)
    }

    /// - Throws: ``ERETradeRejection``.
    func check(today: LocalDate) throws -> Money {
        guard (1...64).contains(reference.count) else { throw ERETradeRejection.reference }
        guard (1...ERETradeDraft.mostUnits).contains(units) else { throw ERETradeRejection.units }
        guard price >= .zero, price <= ERETradeDraft.largestPrice,
            price.scale <= ERETradeDraft.priceDecimals
        else {
            throw ERETradeRejection.price
        }
        let gross = try gross()
        guard fee.currency == .eur, fee.minor >= 0, fee.minor <= gross.minor else {
            throw ERETradeRejection.fee
        }
        guard soldOn <= today, soldOn.yearMonth.year >= year else { throw ERETradeRejection.day }
        return gross
    }
}

/// A trade as it stands in the books.
package struct ERETrade: Hashable, Sendable {
    package let id: ERETradeID
    /// Such as `VOL-T-2026-0001`.
    package let number: String
    package let brokerName: String
    package let reference: String
    package let kind: EREUnitKind
    package let year: Int
    package let units: Int64
    /// In euro per unit.
    package let price: Exact
    package let gross: Money
    package let fee: Money
    /// What is shared out.
    package let net: Money
    package let soldOn: LocalDate
    package let recordedBy: String
    package let recordedAt: Timestamp
    /// Connections and quarters whose units it took.
    package let lines: Int
    package let documents: Int
    package let cancelledAt: Timestamp?
    package let cancelReason: String
}

/// A line of a trade as its page shows it.
package struct ERETradeLine: Hashable, Sendable {
    package let position: Int
    package let booking: EREBookingID
    package let customer: CustomerID
    package let customerName: String
    package let ean: String
    package let quarter: EREQuarter
    package let units: Int64
    package let amount: Money
}

/// What lines of a trade can be ordered by.
package enum ERETradeLineSort: String, CaseIterable, Hashable, Sendable {
    case position, customer, ean, quarter, units, amount
}

/// What trades can be ordered by.
package enum ERETradeSort: String, CaseIterable, Hashable, Sendable {
    case number, sold, units, net
}

/// A paper of a trade, as it came.
package struct ERETradeDocument: Hashable, Sendable {
    package let id: ERETradeDocumentID
    package let name: String
    package let sha256: [UInt8]
    /// Bytes.
    package let size: Int64
    package let addedAt: Timestamp
}

/// What is there to sell of a quarter.
package struct EREStockQuarter: Hashable, Sendable {
    package let quarter: EREQuarter
    package let connections: Int
    package let credited: Int64
    package let sold: Int64
    /// Credited and not sold.
    package let left: Int64
    /// Sold of connections for which the register credits less today.
    package let over: Int64
    /// When the first of it was credited.
    package let creditedSince: Timestamp?

    /// The day on which what is left may expire.
    package var expiresOn: LocalDate { EREYears.surplusExpires(quarter.year) }
}

/// What is there to sell of a year, by what the energy was.
package struct EREStockLot: Hashable, Sendable {
    package let year: Int
    package let basis: EREFactors.Basis
    package let connections: Int
    package let credited: Int64
    package let sold: Int64
    /// Credited and not sold.
    package let left: Int64
    /// When the first was credited of which something is left; `nil` where nothing is.
    package let leftSince: Timestamp?

    /// The day on which what is left may expire.
    package var expiresOn: LocalDate { EREYears.surplusExpires(year) }
}

/// Why a trade was not written down or cancelled; where several reasons apply, the first listed is given.
package enum ERETradeRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// A trade is written down by a person.
    case nobody
    case brokerName
    case brokerKnown
    case brokerUnknown
    case reference
    /// The broker has a trade of this number already.
    case referenceKnown
    case units
    case price
    /// More than the trade brings, or less than nothing.
    case fee
    /// In the future, or before the year of delivery.
    case day
    /// So many units of the year are credited and not sold.
    case notInStock(left: Int64)
    case alreadyCancelled
    case reasonLength
    /// Something of it was paid out.
    case paidOut

    package var code: String {
        switch self {
        case .nobody: "ere_trade.nobody"
        case .brokerName: "ere_trade.broker_name"
        case .brokerKnown: "ere_trade.broker_known"
        case .brokerUnknown: "ere_trade.broker_unknown"
        case .reference: "ere_trade.reference"
        case .referenceKnown: "ere_trade.reference_known"
        case .units: "ere_trade.units"
        case .price: "ere_trade.price"
        case .fee: "ere_trade.fee"
        case .day: "ere_trade.day"
        case .notInStock: "ere_trade.not_in_stock"
        case .alreadyCancelled: "ere_trade.already_cancelled"
        case .reasonLength: "ere_trade.reason_length"
        case .paidOut: "ere_trade.paid_out"
        }
    }
    package var description: String { "\(code): the trade was not changed" }
}
