package import Postgres
package import Values

/// What of a connection and quarter is still to be done, or is wrong, in the order of the way from meter to bank.
package enum EREOpenStep: String, CaseIterable, Hashable, Sendable {
    /// More is booked than was delivered; by law it must not be.
    case overbooked
    /// Measured, and nobody has accepted it.
    case accept
    /// Accepted, and in no filing.
    case file
    /// Filed, and the register has not said what it credited.
    case credit
    /// The register credited something else than was expected, beyond the tolerance.
    case difference
    /// Credited, and no verifier's statement covers it.
    case verify
    /// Right, and not sold.
    case sell
    /// More is sold than is right.
    case oversold
    /// Sold, and not all of it is paid out.
    case pay
}

/// The steps from meter to bank of one connection and quarter, or the sums of many; each difference is a figure of its own, so
/// that every row adds up.
package struct EREReconciledFigures: Hashable, Sendable {
    /// Connections.
    package var connections = 0
    /// What was measured last, what of it is accepted, and what is booked.
    package var measured = Energy.zero
    package var accepted = Energy.zero
    package var booked = Energy.zero
    /// What filings say: each line's energy less that of the line that it corrects.
    package var filed = Energy.zero
    /// Units that filings expect, in the same way.
    package var filedUnits: Int64 = 0
    /// Of those, units of lines that the register answered.
    package var answeredUnits: Int64 = 0
    /// What the register credited, before any verification.
    package var credited: Int64 = 0
    /// What is left of that after verification.
    package var rightUnits: Int64 = 0
    /// What of that a verifier's statement covers.
    package var verified: Int64 = 0
    /// What is sold, and what of the sales was taken back since it failed in verification.
    package var sold: Int64 = 0
    package var lost: Int64 = 0
    /// In cents: revenue less brokers' fees; what of it is the gross of payouts; what of it will not be paid, since units failed.
    package var revenue: Int64 = 0
    package var gross: Int64 = 0
    package var failed: Int64 = 0
    package var fee: Int64 = 0
    package var margin: Int64 = 0
    /// In cents, of the net: what is in a bank file and did not come back.
    package var paid: Int64 = 0

    package init() {}

    package var notAccepted: Energy { measured - accepted }
    package var notBooked: Energy { accepted - booked }
    /// Delivered and not booked; below zero more is booked than was delivered.
    package var notYetBooked: Energy { measured - booked }
    /// Expected of lines that the register has not answered.
    package var notAnswered: Int64 { filedUnits - answeredUnits }
    /// What the register credited more than was expected, or less.
    package var registerDifference: Int64 { credited - answeredUnits }
    package var failedUnits: Int64 { credited - rightUnits }
    package var notVerified: Int64 { rightUnits - verified }
    /// Right and not sold; below zero more is sold than is right.
    package var stock: Int64 { rightUnits - (sold - lost) }
    /// Revenue that no payout has taken.
    package var notInPayouts: Int64 { revenue - gross - failed }
    package var net: Int64 { gross - fee - margin }
    package var notPaid: Int64 { net - paid }

    /// The way from meter to bank; each step is the one before it with its differences, but for the first of energy, units and
    /// money.
    package var steps: [EREReconciledStep] {
        [
            .of(.measured, .energy(measured)),
            .of(.accepted, .energy(accepted), (.notAccepted, .energy(accepted - measured))),
            .of(.booked, .energy(booked), (.notBooked, .energy(booked - accepted))),
            .of(.filed, .energy(filed), (.notFiled, .energy(filed - booked))),
            .of(.expected, .units(filedUnits)),
            .of(
                .credited,
                .units(credited),
                (.notAnswered, .units(-notAnswered)),
                (.registerDifference, .units(registerDifference))
            ),
            .of(.right, .units(rightUnits), (.failedUnits, .units(-failedUnits))),
            .of(.verified, .units(verified), (.notVerified, .units(-notVerified))),
            .of(.sold, .units(sold - lost), (.soldUnverified, .units(notVerified)), (.stock, .units(-stock))),
            .of(.revenue, .money(revenue)),
            .of(.gross, .money(gross), (.notInPayouts, .money(-notInPayouts)), (.failedRevenue, .money(-failed))),
            .of(.net, .money(net), (.fee, .money(-fee)), (.margin, .money(-margin))),
            .of(.paid, .money(paid), (.notPaid, .money(-notPaid))),
        ]
    }

    /// Adds the figures of others.
    package static func += (sum: inout EREReconciledFigures, one: EREReconciledFigures) {
        sum.connections += one.connections
        for energy in energies { sum[keyPath: energy] = sum[keyPath: energy] + one[keyPath: energy] }
        for number in numbers { sum[keyPath: number] += one[keyPath: number] }
    }

    private static var energies: [WritableKeyPath<EREReconciledFigures, Energy>] {
        [\.measured, \.accepted, \.booked, \.filed]
    }

    private static var numbers: [WritableKeyPath<EREReconciledFigures, Int64>] {
        [
            \.filedUnits, \.answeredUnits, \.credited, \.rightUnits, \.verified, \.sold, \.lost, \.revenue, \.gross,
            \.failed, \.fee, \.margin, \.paid,
        ]
    }

    /// Reads the columns of ``EREReconciledSQL/figures``.
    init(reading row: inout RowReader) throws {
        connections = try row.next()
        for energy in EREReconciledFigures.energies { self[keyPath: energy] = Energy(thousandthsWh: try row.next()) }
        for number in EREReconciledFigures.numbers { self[keyPath: number] = try row.next() }
    }
}

/// A connection of a quarter with its steps.
package struct EREReconciledLine: Hashable, Sendable {
    package let customer: CustomerID
    package let customerName: String
    package let ean: String
    package let town: String
    /// The newest line.
    package let booking: EREBookingID
    package let state: EREBookingState
    /// Lines that correct earlier ones.
    package let corrections: Int
    package let figures: EREReconciledFigures
    package let open: [EREOpenStep]
}

/// The columns by which connections are ordered.
package enum EREReconciledSort: String, CaseIterable, Hashable, Sendable {
    case ean, customer, open
}

/// What kind of change a correction is.
package enum ERECorrectionKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// An acceptance that was taken back before anything was filed.
    case takenBack = "taken_back"
    /// A line of a filing that takes the place of an earlier one.
    case filed
    /// Another figure of the register.
    case register
    /// A line that failed in verification.
    case failed
    /// A sale that was cancelled.
    case cancelled
    /// A payment that came back.
    case returned
}

/// A change of what had been said before, with its reason.
package struct ERECorrection: Hashable, Sendable {
    package let kind: ERECorrectionKind
    package let at: Timestamp
    package let booking: EREBookingID
    package let ean: String
    /// The filing, file, statement or sale that says so.
    package let reference: String
    /// Before and after; `nil` where it is not about energy.
    package let energy: (before: Energy, after: Energy)?
    /// Before and after; `nil` where it is not about units.
    package let units: (before: Int64, after: Int64)?
    package let reason: String
    package let by: String

    package static func == (left: ERECorrection, right: ERECorrection) -> Bool {
        left.kind == right.kind && left.booking == right.booking && left.at == right.at && left.reason == right.reason
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(booking)
        hasher.combine(at)
    }
}

/// A filing of the quarter and what it changed.
package struct EREReconciledFiling: Hashable, Sendable {
    package let id: EREFilingID
    package let reference: String
    package let filedAt: Timestamp
    package let lines: Int
    package let corrections: Int
    /// Less what its lines correct.
    package let energy: Energy
    package let units: Int64
}

/// A sum of the report held against the same one from elsewhere.
package struct EREReconciledTie: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Thousandths of a Wh: booked lines, and lines of filings.
        case filings
        /// Units: lines of filings, and the filings one by one.
        case expected
        /// Units: what is right, and the stock with what is sold.
        case stock
        /// Units that are sold, and lines of sales.
        case sales
        /// Cents, of all quarters: revenue that no payout has taken, and the account of proceeds.
        case books

        /// A number of this kind with its unit.
        package func amount(_ number: Int64) -> EREReconciledAmount {
            switch self {
            case .filings: .energy(Energy(thousandthsWh: number))
            case .expected, .stock, .sales: .units(number)
            case .books: .money(number)
            }
        }
    }

    package let kind: Kind
    package let report: Int64
    package let other: Int64

    package var holds: Bool { report == other }
}

/// What became of a quarter's deliveries.
package struct EREReconciliation: Sendable {
    package let quarter: EREQuarter
    package let figures: EREReconciledFigures
    /// Connections of which something is open, by what.
    package let open: [EREOpenStep: Int]
    /// The newest first.
    package let filings: [EREReconciledFiling]
    package let corrections: Int
    package let ties: [EREReconciledTie]
    /// Units by which a line may differ from what was expected.
    package let tolerance: Int64

    /// Whether no more is booked than was delivered, of any connection.
    package var isLawful: Bool { open[.overbooked] == nil }
}

/// A partner's sums.
package struct EREReconciledPartner: Sendable {
    package let partner: OperatorID
    package let name: String
    package let figures: EREReconciledFigures
    package let open: [EREOpenStep: Int]
    package let holds: Bool
}
