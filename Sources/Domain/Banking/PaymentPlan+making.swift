package import Values

/// Who would be paid what and when: a pure function of the unpaid credits, the parties and the day.
package struct PaymentPlan: Hashable, Sendable {
    /// The payments of a bank file, by payee and day; one per payee, unless its credits are due on several days.
    package let payments: [Payment]
    /// What is paid on which day.
    package let days: [PaymentDay]
    /// The payments that no bank file takes, since the books are not in euro.
    package let elsewhere: [Payment]
    /// Hosts with nothing to pay, by host.
    package let carriedOver: [CarriedOver]
    /// What stands in the way of a bank file, the operator's own first.
    package let blockers: [PaymentBlocker]
    /// The sum of the payments of a bank file.
    package let total: Money

    /// Whether a bank file can be made at all; its format pays in euro only.
    package var takesBankFile: Bool { total.currency == PaymentRun.currency }

    /// Nets the credits of each payee and finds the day of each payment.
    ///
    /// What cannot go into a bank file is paid elsewhere, and blocked by nothing that only bank files need.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 64 bits.
    package static func make(
        _ credits: [UnpaidCredit],
        payees: [PayeeToPay],
        debtor: BankParty,
        currency: Currency,
        madeOn: LocalDate,
        calendar: BankingCalendar = .target,
        isValidIBAN: @escaping (String) -> Bool
    ) throws(ArithmeticOverflow) -> PaymentPlan {
        var maker = PaymentPlanMaker(
            isValidIBAN: isValidIBAN,
            executionDay: { calendar.executionDay(dueOn: $0, madeOn: madeOn) },
            total: .zero(currency)
        )
        let byPayee = Dictionary(grouping: credits, by: \.payee)
        for payee in payees.sorted(by: { $0.id < $1.id }) {
            try maker.take(payee, byPayee[payee.id] ?? [])
        }
        guard currency == PaymentRun.currency else {
            return PaymentPlan(
                payments: [],
                days: [],
                elsewhere: maker.payments,
                carriedOver: maker.carriedOver,
                blockers: [],
                total: .zero(currency)
            )
        }
        let own = maker.payments.isEmpty ? [] : PaymentBlocker.blockers(ofOperator: debtor, isValidIBAN: isValidIBAN)
        return PaymentPlan(
            payments: maker.payments,
            days: try PaymentDay.days(of: maker.payments, currency),
            elsewhere: [],
            carriedOver: maker.carriedOver,
            blockers: own + maker.blockers,
            total: maker.total
        )
    }
}

/// Collects a plan payee by payee.
private struct PaymentPlanMaker {
    let isValidIBAN: (String) -> Bool
    let executionDay: (LocalDate) -> LocalDate
    var total: Money
    var payments: [Payment] = []
    var carriedOver: [CarriedOver] = []
    var blockers: [PaymentBlocker] = []

    init(
        isValidIBAN: @escaping (String) -> Bool,
        executionDay: @escaping (LocalDate) -> LocalDate,
        total: Money
    ) {
        self.isValidIBAN = isValidIBAN
        self.executionDay = executionDay
        self.total = total
    }

    mutating func take(_ host: PayeeToPay, _ credits: [UnpaidCredit]) throws(ArithmeticOverflow) {
        if credits.isEmpty { return }
        guard credits.allSatisfy({ $0.total.currency == total.currency }) else {
            blockers.append(PaymentBlocker(.currencyDiffers, hostID: host.id.hostID, name: host.name))
            return
        }
        let net = try sum(credits)
        guard net.minor > 0 else {
            carriedOver.append(CarriedOver(payee: host.id, hostName: host.name, amount: net))
            return
        }
        total = try total + net
        blockers += PaymentBlocker.blockers(
            of: host.account,
            hostID: host.id.hostID,
            name: host.name,
            isValidIBAN: isValidIBAN
        )
        try split(credits, to: host)
    }

    /// A payment for each day on which credits are to be paid.
    ///
    /// What the host owes is set off first, against what is due first; a payment that takes in several days to come
    /// above zero is made on the first of them, so that nothing is paid late.
    private mutating func split(_ credits: [UnpaidCredit], to host: PayeeToPay) throws(ArithmeticOverflow) {
        var open = credits.filter { $0.total.minor <= 0 }
        var first: LocalDate?
        let owed = Dictionary(grouping: credits.filter { $0.total.minor > 0 }) { executionDay($0.dueOn) }
        for (day, due) in owed.sorted(by: { $0.key < $1.key }) {
            open += due
            first = first ?? day
            let amount = try sum(open)
            guard amount.minor > 0 else { continue }
            add(open, amount, on: first ?? day, to: host)
            (open, first) = ([], nil)
        }
    }

    private mutating func add(_ credits: [UnpaidCredit], _ amount: Money, on day: LocalDate, to host: PayeeToPay) {
        let ordered = credits.sorted { ($0.period, $0.id) < ($1.period, $1.id) }
        guard let newest = ordered.last else { return }
        payments.append(
            Payment(
                endToEndID: newest.returns == 0 ? newest.number : "\(newest.number)-R\(newest.returns)",
                payee: host.id,
                creditor: host.account,
                amount: amount,
                executionOn: day,
                credits: ordered
            )
        )
    }

    private func sum(_ credits: [UnpaidCredit]) throws(ArithmeticOverflow) -> Money {
        var sum = Money.zero(total.currency)
        for credit in credits { sum = try sum + credit.total }
        return sum
    }
}
