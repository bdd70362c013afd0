import Domain
import Templates
import Values

/// Where the money of a month's credits is, told by the plan for the next bank file.
struct PaymentStandings {
    private let blocked: Set<HostID>
    private let carried: Set<HostID>
    private let elsewhere: Set<CreditID>

    init(_ plan: PaymentPlan) {
        blocked = Set(plan.blockers.compactMap(\.hostID))
        carried = Set(plan.carriedOver.compactMap(\.payee.hostID))
        elsewhere = Set(plan.elsewhere.flatMap { $0.credits.map(\.id) })
    }

    /// The credits counted and summed by standing; standings that no credit has are left out.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 64 bits.
    func rows(_ credits: [CreditSummary]) throws -> [MonthEndShow.PaymentRow] {
        let groups = Dictionary(grouping: credits, by: standing)
        return try MonthEndShow.PaymentStanding.allCases.compactMap { standing in
            guard let group = groups[standing], let first = group.first else { return nil }
            let zero = Money.zero(first.total.currency)
            let total = try group.reduce(zero) { try $0 + $1.total }
            return MonthEndShow.PaymentRow(standing: standing, count: group.count, total: total)
        }
    }

    private func standing(_ credit: CreditSummary) -> MonthEndShow.PaymentStanding {
        if credit.paidByHand != nil { return .paidElsewhere }
        if credit.paidAt != nil { return .paid }
        if credit.approvedAt == nil { return .unapproved }
        if blocked.contains(credit.hostID) { return .held }
        if carried.contains(credit.hostID) { return .carriedOver }
        return elsewhere.contains(credit.id) ? .elsewhere : .ready
    }
}
