package import Values

/// A figure of the report with its unit.
package enum EREReconciledAmount: Hashable, Sendable {
    case energy(Energy)
    /// Whole units.
    case units(Int64)
    /// Cents.
    case money(Int64)
}

/// A step of the way from meter to bank, and by what it differs from the one before.
package struct EREReconciledStep: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case measured, accepted, booked, filed, expected, credited, right, verified, sold, revenue, gross, net, paid
    }

    package enum Difference: String, CaseIterable, Hashable, Sendable {
        case notAccepted, notBooked, notFiled, notAnswered, registerDifference, failedUnits, notVerified, soldUnverified
        case stock, notInPayouts, failedRevenue, fee, margin, notPaid
    }

    package struct Part: Hashable, Sendable {
        package let kind: Difference
        /// Below zero where the step is smaller for it.
        package let amount: EREReconciledAmount
    }

    package let kind: Kind
    package let amount: EREReconciledAmount
    package let differences: [Part]

    static func of(
        _ kind: Kind,
        _ amount: EREReconciledAmount,
        _ differences: (Difference, EREReconciledAmount)...
    ) -> EREReconciledStep {
        EREReconciledStep(kind: kind, amount: amount, differences: differences.map { Part(kind: $0, amount: $1) })
    }
}

extension EREReconciledFigures {
    /// What programs call the figures, in the order of ``cells``.
    package static let columns = [
        "measured_kwh", "accepted_kwh", "booked_kwh", "filed_kwh", "not_booked_kwh", "expected_ere", "not_answered_ere",
        "credited_ere", "register_difference_ere", "failed_ere", "right_ere", "verified_ere", "sold_ere", "lost_ere",
        "stock_ere", "revenue", "not_in_payouts", "failed_revenue", "gross", "fee", "margin", "net", "paid", "not_paid",
    ]

    /// The figures as decimal text, money in euro.
    package var cells: [String] {
        let energies = [measured, accepted, booked, filed, notYetBooked].map { $0.kWh.text(minimumDecimals: 3) }
        let units = [
            filedUnits, notAnswered, credited, registerDifference, failedUnits, rightUnits, verified, sold, lost, stock,
        ].map { "\($0)" }
        let money = [revenue, notInPayouts, failed, gross, fee, margin, net, paid, notPaid].map {
            Money(minor: $0, .eur).decimalText
        }
        return energies + units + money
    }
}
