package import Values

/// Everything that the document of a payout says; stored with it, so that it never changes.
package struct EREPayoutSnapshot: Hashable, Sendable {
    /// A sale as it counts for a connection; amounts in cents.
    package struct Sale: Hashable, Sendable {
        /// The sale's own number.
        package let number: String
        package let units: Int64
        /// In euro per unit.
        package let price: Exact
        package let gross: Int64
        package let fee: Int64
        package let margin: Int64

        package var net: Int64 { gross - fee - margin }
    }

    /// A connection and quarter of delivery.
    package struct Connection: Hashable, Sendable {
        package let ean: String
        package let quarter: EREQuarter
        package let chargers: [Charger]
        /// Of the quarter in all, and the units that the register credited for it.
        package let energy: Energy
        package let credited: Int64
        package let sales: [Sale]
    }

    /// What is kept of a quarter of delivery; amounts in cents.
    package struct Kept: Hashable, Sendable {
        package let quarter: EREQuarter
        package let gross: Int64
        package let fee: Int64
        package let margin: Int64
        /// In percent.
        package let agreedPercent: Exact
        package let feePercent: Exact
        package let marginPercent: Exact
        /// Whether the fee is the customer's own.
        package let isOwn: Bool
        package let referrals: Int
    }

    package let number: String
    package let kind: CreditKind
    /// Of the run.
    package let quarter: EREQuarter
    package let issuedOn: LocalDate
    package let language: String
    package let issuer: CreditParty
    package let recipient: CreditParty
    /// The last four characters of the account; empty where the partner is paid.
    package let ibanTail: String
    package let vat: VATStatement
    package let connections: [Connection]
    package let kept: [Kept]
    /// Payouts in it, for the partner's; 1 for a customer's.
    package let payouts: Int
    package let gross: Money
    package let fee: Money
    /// In hundredths of a percent, and what of the fee it is.
    package let feeVATRate: Int
    package let feeVAT: Money
    package let margin: Money
    /// What is held back or let go, and what is given back of earlier payouts; and of what years.
    package let adjustment: Money
    package let adjustments: [EREPayoutAdjustment]
    /// What is paid for.
    package let net: Money
    /// In hundredths of a percent.
    package let vatRate: Int
    package let vatAmount: Money
    package let total: Money

    /// Whether it is the one of a run that pays the partner, which is party to it on both sides.
    package var isOfPartner: Bool { recipient == issuer }
}

extension EREPayoutSnapshot {
    /// The connections of a payout.
    static func connections(
        _ lines: [EREPayoutLine],
        _ chargers: [EREBookingID: [Charger]]
    ) -> [Connection] {
        let groups = Dictionary(grouping: lines, by: \.share.booking).values.compactMap { group in
            group.first.map { (first: $0.share, lines: group) }
        }
        return groups.sorted {
            ($0.first.quarter, $0.first.ean, $0.first.booking) < ($1.first.quarter, $1.first.ean, $1.first.booking)
        }
        .map { first, lines in
            Connection(
                ean: first.ean,
                quarter: first.quarter,
                chargers: chargers[first.booking] ?? [],
                energy: first.energy,
                credited: first.credited,
                sales: lines.sorted { ($0.share.trade, $0.share.position) < ($1.share.trade, $1.share.position) }
                    .map { line in
                        Sale(
                            number: line.share.number,
                            units: line.share.units,
                            price: line.share.price,
                            gross: line.share.gross,
                            fee: line.fee,
                            margin: line.margin
                        )
                    }
            )
        }
    }

    static func kept(_ quarters: [EREPayoutQuarter]) -> [Kept] {
        quarters.map {
            Kept(
                quarter: $0.quarter,
                gross: $0.gross,
                fee: $0.fee,
                margin: $0.margin,
                agreedPercent: $0.rate.agreed,
                feePercent: $0.rate.fee,
                marginPercent: $0.rate.margin,
                isOwn: $0.rate.own != nil,
                referrals: $0.rate.referrals
            )
        }
    }
}
