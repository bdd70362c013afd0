package import Values

/// A share of a sale that was not paid out.
package struct EREPayoutShare: Hashable, Sendable {
    package let trade: ERETradeID
    /// Its position among the shares of the sale.
    package let position: Int
    package let customer: CustomerID
    package let ean: String
    /// Of delivery.
    package let quarter: EREQuarter
    package let booking: EREBookingID
    package let units: Int64
    /// In cents.
    package let gross: Int64
    /// Of its connection and quarter in all, whatever part of it was sold.
    package let energy: Energy
    /// Of its connection and quarter in all.
    package let credited: Int64
    /// Of the sale, in euro per unit.
    package let price: Exact
    /// Of the sale.
    package let number: String
    /// Of its units those that a verification took away.
    package let failed: Int64

    package init(
        trade: ERETradeID,
        position: Int,
        customer: CustomerID,
        ean: String,
        quarter: EREQuarter,
        booking: EREBookingID,
        units: Int64,
        gross: Int64,
        energy: Energy = .zero,
        credited: Int64 = 0,
        price: Exact = .zero,
        number: String = "",
        failed: Int64 = 0
    ) {
        self.trade = trade
        self.position = position
        self.customer = customer
        self.ean = ean
        self.quarter = quarter
        self.booking = booking
        self.units = units
        self.gross = gross
        self.energy = energy
        self.credited = credited
        self.price = price
        self.number = number
        self.failed = failed
    }
}

/// A share with what is kept of it; all in cents.
package struct EREPayoutLine: Hashable, Sendable {
    package let share: EREPayoutShare
    package let fee: Int64
    package let margin: Int64

    /// What the customer gets of it.
    package var net: Int64 { share.gross - fee - margin }
}

/// What is kept of a quarter of delivery; all in cents.
package struct EREPayoutQuarter: Hashable, Sendable {
    package let quarter: EREQuarter
    package let rate: EREPayoutRate
    package let gross: Int64
    package let fee: Int64
    package let margin: Int64
}

/// What a customer gets: a pure function of its shares and rates.
///
/// Gross is fee, margin and net, in each line, in each
/// quarter and in the whole.
package struct EREPayoutFigures: Hashable, Sendable {
    /// By quarter of delivery, connection and sale.
    package let lines: [EREPayoutLine]
    package let quarters: [EREPayoutQuarter]

    package var gross: Int64 { quarters.reduce(0) { $0 + $1.gross } }
    package var fee: Int64 { quarters.reduce(0) { $0 + $1.fee } }
    package var margin: Int64 { quarters.reduce(0) { $0 + $1.margin } }
    package var net: Int64 { gross - fee - margin }
    package var units: Int64 { lines.reduce(0) { $0 + $1.share.units } }

    /// The energy of the connections and quarters in it, each once.
    package var energy: Energy {
        let each = Dictionary(lines.map { ($0.share.booking, $0.share.energy) }) { first, _ in first }
        return each.values.reduce(.zero) { $0 + $1 }
    }

    /// Fee and margin are rounded once each, per quarter of delivery, on what all its shares bring together; the cents are
    /// then shared out among them by largest remainder, the margin in proportion to what the fee left.
    ///
    /// The margin is never more than that. `rate` gives what is kept of a quarter.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits, and whatever `rate` throws.
    package static func make(
        _ shares: [EREPayoutShare],
        rate: (EREQuarter) throws -> EREPayoutRate
    ) throws -> EREPayoutFigures {
        var (lines, quarters) = ([EREPayoutLine](), [EREPayoutQuarter]())
        for (quarter, group) in Dictionary(grouping: shares, by: \.quarter).sorted(by: { $0.key < $1.key }) {
            let ordered = group.sorted { $0.key < $1.key }
            let kept = try EREPayoutQuarter.make(quarter, ordered.reduce(0) { $0 + $1.gross }, try rate(quarter))
            let keys = ordered.map(\.key)
            let fees = LargestRemainder.split(kept.fee, by: ordered.map(\.gross), keys: keys)
            let left = zip(ordered, fees).map { $0.gross - $1 }
            let margins = LargestRemainder.split(kept.margin, by: left, keys: keys)
            lines += ordered.indices.map {
                EREPayoutLine(share: ordered[$0], fee: fees[$0], margin: margins[$0])
            }
            quarters.append(kept)
        }
        return EREPayoutFigures(lines: lines, quarters: quarters)
    }
}

extension EREPayoutQuarter {
    fileprivate static func make(
        _ quarter: EREQuarter,
        _ gross: Int64,
        _ rate: EREPayoutRate
    ) throws(ArithmeticOverflow) -> EREPayoutQuarter {
        let fee = min(try part(of: gross, rate.fee), gross)
        return EREPayoutQuarter(
            quarter: quarter,
            rate: rate,
            gross: gross,
            fee: fee,
            margin: min(try part(of: gross, rate.margin), gross - fee)
        )
    }

    /// So many percent of an amount, rounded to the cent, half a cent away from zero.
    static func part(of minor: Int64, _ percent: Exact) throws(ArithmeticOverflow) -> Int64 {
        let exact = try Money(minor: minor, .eur).exact * percent * Exact(mantissa: 1, scale: 2)
        return try exact.rounded(.halfAwayFromZero, to: .eur).minor
    }
}

extension EREPayoutShare {
    fileprivate var key: EREPayoutKey { EREPayoutKey(ean: ean, trade: trade, position: position) }
}

private struct EREPayoutKey: Comparable {
    let ean: String
    let trade: ERETradeID
    let position: Int

    static func < (left: EREPayoutKey, right: EREPayoutKey) -> Bool {
        (left.ean, left.trade, left.position) < (right.ean, right.trade, right.position)
    }
}
