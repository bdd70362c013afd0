package import Values

/// Units of a connection and quarter that are credited and not sold.
package struct EREStockLine: Hashable, Sendable {
    /// The last credited line.
    package let booking: EREBookingID
    package let customer: CustomerID
    package let ean: String
    package let quarter: EREQuarter
    package let state: EREBookingState
    /// The number of its last fact.
    package let ordinal: Int
    package let credited: Int64
    package let sold: Int64

    package init(
        booking: EREBookingID,
        customer: CustomerID,
        ean: String,
        quarter: EREQuarter,
        state: EREBookingState,
        ordinal: Int,
        credited: Int64,
        sold: Int64
    ) {
        self.booking = booking
        self.customer = customer
        self.ean = ean
        self.quarter = quarter
        self.state = state
        self.ordinal = ordinal
        self.credited = credited
        self.sold = sold
    }

    /// What can be sold; nothing where more was sold than the register says today.
    package var left: Int64 { max(credited - sold, 0) }

    /// Tells equal remainders apart: by connection, and by line where a connection has several.
    fileprivate var key: EREStockKey { EREStockKey(ean: ean, booking: booking) }
}

private struct EREStockKey: Comparable {
    let ean: String
    let booking: EREBookingID

    static func < (left: EREStockKey, right: EREStockKey) -> Bool {
        (left.ean, left.booking) < (right.ean, right.booking)
    }
}

/// What a trade takes of a connection and quarter, and what of its revenue is theirs.
package struct ERETradeShare: Hashable, Sendable {
    package let stock: EREStockLine
    package let units: Int64
    /// Minor units of the trade's currency.
    package let minor: Int64

    /// Whether nothing is left after it.
    package var isLast: Bool { units == stock.left }
}

/// Which units a trade takes, and whose its revenue is: a pure function of the stock.
package enum ERETradeAllocation {
    /// The shares by quarter and connection; `nil` when there is less stock than units.
    ///
    /// Units come from the oldest quarter first, within it in proportion to what connections have left; revenue is shared
    /// out in proportion to the units taken. Whole units and whole cents by ``LargestRemainder``.
    package static func share(
        units: Int64,
        minor: Int64,
        from stock: [EREStockLine]
    ) -> [ERETradeShare]? {
        let quarters = Dictionary(grouping: stock.filter { $0.left > 0 }, by: \.quarter).sorted {
            $0.key < $1.key
        }
        var (left, taken) = (units, [(stock: EREStockLine, units: Int64)]())
        for (_, lines) in quarters where left > 0 {
            let ordered = lines.sorted { $0.key < $1.key }
            let part = min(left, ordered.reduce(0) { $0 + $1.left })
            let shares = LargestRemainder.split(part, by: ordered.map(\.left), keys: ordered.map(\.key))
            taken += zip(ordered, shares).filter { $0.1 > 0 }.map { ($0, $1) }
            left -= part
        }
        guard left == 0, units > 0 else { return nil }
        let amounts = LargestRemainder.split(
            minor,
            by: taken.map(\.units),
            keys: taken.map { ERETradeKey(quarter: $0.stock.quarter, stock: $0.stock.key) }
        )
        return zip(taken, amounts).map { ERETradeShare(stock: $0.stock, units: $0.units, minor: $1) }
    }
}

private struct ERETradeKey: Comparable {
    let quarter: EREQuarter
    let stock: EREStockKey

    static func < (left: ERETradeKey, right: ERETradeKey) -> Bool {
        (left.quarter, left.stock) < (right.quarter, right.stock)
    }
}
