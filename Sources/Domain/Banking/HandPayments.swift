import Ledger
package import Postgres
package import Values

/// A payment that a person made another way than by a bank file.
package struct HandPayment: Hashable, Sendable {
    /// The number of the newest credit in it.
    package let endToEndID: String
    /// The host.
    package let hostID: HostID
    /// The host's name today.
    package let hostName: String
    /// The amount; positive.
    package let amount: Money
    /// The day on which it was paid.
    package let paidOn: LocalDate
    /// What the person said of it, such as its number at the bank.
    package let reference: String
    /// When it was written down.
    package let createdAt: Timestamp
    /// The name of the person who wrote it down.
    package let createdBy: String
}

/// What a person says was paid, and when it is said.
package struct HandPaymentOrder: Hashable, Sendable {
    /// A payment as the person saw it: what it came to then must be what it comes to now.
    package struct Choice: Hashable, Sendable {
        /// The number of the newest credit in it.
        package let endToEndID: String
        /// Its amount in minor units of its currency.
        package let minor: Int64

        package init(endToEndID: String, minor: Int64) {
            self.endToEndID = endToEndID
            self.minor = minor
        }
    }

    /// Credits of this month and those before.
    package let through: YearMonth
    /// The payments that were made.
    package let payments: [Choice]
    /// The day on which they were made.
    package let paidOn: LocalDate
    /// What the person says of them.
    package let reference: String
    /// When it is said.
    package let now: Timestamp
    /// Today in the operator's time zone.
    package let today: LocalDate

    package init(
        through: YearMonth,
        payments: [Choice],
        paidOn: LocalDate,
        reference: String,
        now: Timestamp,
        today: LocalDate
    ) {
        self.through = through
        self.payments = payments
        self.paidOn = paidOn
        self.reference = reference
        self.now = now
        self.today = today
    }
}

/// Why nothing is marked as paid; where several reasons apply, the first listed is given.
package enum HandPaymentRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// Only a person can say that something was paid.
    case needsPerson = "hand_payment.needs_person"
    /// No payment was chosen.
    case nothingChosen = "hand_payment.nothing_chosen"
    /// Nothing is said of the payments, or too much.
    case referenceInvalid = "hand_payment.reference_invalid"
    /// A payment is not due any more, or comes to another amount.
    case outdated = "hand_payment.outdated"
    /// The day is still to come.
    case dayToCome = "hand_payment.day_to_come"
    /// The day is before a credit's day of issue.
    case dayBeforeIssue = "hand_payment.day_before_issue"

    /// The stable code.
    package var code: String { rawValue }
    package var description: String { code }
}

/// Payments of credits that no bank file takes: a person says that they were made.
package struct HandPayments: Sendable {
    private let database: Database

    /// The longest reference in characters: what banks print on statements.
    package static let referenceLength = 140

    package init(_ database: Database) {
        self.database = database
    }

    /// Marks the credits of payments as paid and books the payments, all of them or none.
    ///
    /// Runs of one operator come one after the other, bank files included, so that nothing is paid twice.
    ///
    /// - Throws: `NotPermitted`, ``HandPaymentRejection``; `PostgresFault`.
    package func record(_ scope: Scope, _ order: HandPaymentOrder) async throws {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        guard let user = scope.userID else { throw HandPaymentRejection.needsPerson }
        guard !order.payments.isEmpty else { throw HandPaymentRejection.nothingChosen }
        guard (1...HandPayments.referenceLength).contains(order.reference.count) else {
            throw HandPaymentRejection.referenceInvalid
        }
        try await database.write(scope, planning: .byIndex, repeating: .onConflict) { tx in
            try await tx.run(LockSeries(operatorID: operatorID, series: PaymentRun.queue))
            let due = try await PaymentPlan.read(operatorID, through: order.through, order.today, in: tx) { _ in true }
            let payments = try HandPayments.chosen(order, of: due.plan.elsewhere)
            for payment in payments {
                let insert = InsertHandPayment(operatorID: operatorID, payment: payment, order: order, by: user)
                let id = try await tx.one(insert)
                try await tx.run(InsertCreditsPaidByHand(operatorID: operatorID, paymentID: id, payment: payment))
            }
            try await HandPayments.audit(scope, payments, in: tx)
            try await HandPayments.post(scope, payments, order, in: tx)
        }
    }

    /// The payments made by hand that pay credits of a month, by day and host.
    ///
    /// - Throws: `NotPermitted`; `PostgresFault`.
    package static func list(_ scope: Scope, month: YearMonth, in tx: Transaction) async throws -> [HandPayment] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(ListHandPayments(operatorID: try scope.requireOperator(), period: month))
    }

    /// The payments of the plan that the order names, if they still are what the person saw.
    static func chosen(_ order: HandPaymentOrder, of due: [Payment]) throws(HandPaymentRejection) -> [Payment] {
        let byID = Dictionary(due.map { ($0.endToEndID, $0) }) { first, _ in first }
        var chosen: [Payment] = []
        for choice in Set(order.payments).sorted(by: { $0.endToEndID < $1.endToEndID }) {
            guard let payment = byID[choice.endToEndID], payment.amount.minor == choice.minor else { throw .outdated }
            chosen.append(payment)
        }
        guard order.paidOn <= order.today else { throw .dayToCome }
        let issued = chosen.flatMap { $0.credits.map(\.issuedOn) }.max()
        if let issued, order.paidOn < issued { throw .dayBeforeIssue }
        return chosen
    }

    private static func audit(_ scope: Scope, _ payments: [Payment], in tx: Transaction) async throws {
        for payment in payments {
            let record = AuditRecord("payment.made_by_hand", subject: "payment/\(payment.endToEndID)")
            try await AuditLog.record(scope, record, in: tx)
        }
    }

    private static func post(
        _ scope: Scope,
        _ payments: [Payment],
        _ order: HandPaymentOrder,
        in tx: Transaction
    ) async throws {
        let words = PaymentWords(made: "by hand: \(order.reference)", on: order.paidOn)
        try await Payment.post(scope, payments, words, order.now, in: tx)
    }
}
