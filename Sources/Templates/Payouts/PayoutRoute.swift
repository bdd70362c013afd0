package import Values

/// Addresses of what payouts are made of, and of what customers earned for whom their partner is paid.
package enum PayoutRoute: Hashable, Sendable {
    /// Of what a run's payments are made, for spreadsheets.
    case breakdownSheet(EREPayoutRunID)
    /// The same for programs.
    case breakdownTable(EREPayoutRunID)
    /// What a customer's units brought by a run that pays its partner.
    case earned(EREPayoutRunID)

    var pattern: String {
        switch self {
        case .breakdownSheet: "/ere-payouts/{run}/breakdown.xlsx"
        case .breakdownTable: "/ere-payouts/{run}/breakdown.csv"
        case .earned: "/customer/payouts/runs/{earning}"
        }
    }

    var arguments: [String] {
        switch self {
        case .breakdownSheet(let run), .breakdownTable(let run), .earned(let run): ["\(run)"]
        }
    }
}
