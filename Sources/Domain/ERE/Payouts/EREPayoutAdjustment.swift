package import Values

/// Why a customer gets something else than what its shares come to.
package enum EREPayoutAdjustmentKind: String, CaseIterable, Hashable, Sendable {
    /// Kept back until the year is verified.
    case held
    /// Let go, since the year is verified.
    case released
    /// Given back of units that were paid and failed.
    case clawedBack = "clawed_back"
}

/// A part of a payout that is no share of a sale.
package struct EREPayoutAdjustment: Hashable, Sendable {
    package let kind: EREPayoutAdjustmentKind
    /// Of delivery.
    package let year: Int
    /// In cents; below zero where the customer gets less.
    package let minor: Int64
    /// The code of the verifier's statement behind it; empty for what is held back.
    package let statement: String

    package init(_ kind: EREPayoutAdjustmentKind, year: Int, minor: Int64, statement: String = "") {
        self.kind = kind
        self.year = year
        self.minor = minor
        self.statement = statement
    }
}

/// Where a customer stands before a run, by year of delivery; in cents.
package struct EREPayoutClaims: Hashable, Sendable {
    /// Held back and not let go.
    package var held: [Int: Int64]
    /// To be given back, of what was paid before.
    package var due: [Int: Int64]

    package init(held: [Int: Int64] = [:], due: [Int: Int64] = [:]) {
        self.held = held
        self.due = due
    }

    /// What of a share's net belongs to so many of its units, rounded to the cent, half a cent up.
    static func part(of net: Int64, failed: Int64, units: Int64) -> Int64 {
        if units <= 0 { return 0 }
        let doubled = Int128(net) * Int128(failed) * 2 + Int128(units)
        return Int64(doubled / (Int128(units) * 2))
    }

    /// What a run changes about a payout: a pure function of its figures, in the order in which it is reckoned.
    ///
    /// Of each year that is not verified a part of the net is held back, rounded once; of each year that is, all that was
    /// held is let go. What is left then pays what has to be given back, the oldest year first and never more than there is.
    ///
    /// - Throws: `ArithmeticOverflow`.
    package func adjustments(
        _ figures: EREPayoutFigures,
        reservePercent: Exact,
        verified: [Int: String]
    ) throws(ArithmeticOverflow) -> [EREPayoutAdjustment] {
        var (all, left) = ([EREPayoutAdjustment](), figures.net)
        let nets = Dictionary(grouping: figures.quarters, by: \.quarter.year)
            .mapValues { $0.reduce(0) { $0 + $1.gross - $1.fee - $1.margin } }
        for (year, net) in nets.sorted(by: { $0.key < $1.key }) where verified[year] == nil {
            let part = min(try EREPayoutQuarter.part(of: net, reservePercent), net)
            if part > 0 { all.append(EREPayoutAdjustment(.held, year: year, minor: -part)) }
            left -= part
        }
        for (year, minor) in held.sorted(by: { $0.key < $1.key }) where minor > 0 {
            guard let statement = verified[year] else { continue }
            all.append(EREPayoutAdjustment(.released, year: year, minor: minor, statement: statement))
            left += minor
        }
        for (year, minor) in owed(with: figures).sorted(by: { $0.key < $1.key }) {
            let part = min(minor, left)
            guard part > 0, let statement = verified[year] else { continue }
            all.append(EREPayoutAdjustment(.clawedBack, year: year, minor: -part, statement: statement))
            left -= part
        }
        return all
    }

    /// What has to be given back, units among those that are paid now included.
    private func owed(with figures: EREPayoutFigures) -> [Int: Int64] {
        figures.lines.reduce(into: due) { due, line in
            if line.share.failed == 0 { return }
            let part = EREPayoutClaims.part(of: line.net, failed: line.share.failed, units: line.share.units)
            due[line.share.quarter.year, default: 0] += part
        }
    }
}
