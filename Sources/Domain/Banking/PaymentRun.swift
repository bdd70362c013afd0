import Ledger
package import Postgres
package import Values

/// What a bank file is made of; rendered by whoever knows the format.
package struct PaymentList: Hashable, Sendable {
    /// The file's own number, unique per operator.
    package let messageID: String
    /// When it was made.
    package let createdAt: Timestamp
    /// Who pays, and from which account.
    package let debtor: BankParty
    /// The payments.
    package let payments: [Payment]
    /// Their sum.
    package let total: Money

    /// The payments of each day on which the bank shall pay, the first day first.
    package var days: [(day: LocalDate, payments: [Payment])] {
        Dictionary(grouping: payments, by: \.executionOn).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// What shall be paid, and when it is asked.
package struct PaymentOrder: Hashable, Sendable {
    /// Who is paid.
    package let purpose: PaymentPurpose
    /// Credits of this month and those before.
    package let through: YearMonth
    /// The moment of making the file.
    package let now: Timestamp
    /// Today in the operator's time zone: the day of the postings, after which banks can pay.
    package let today: LocalDate
    /// For whom the installation makes the file; `nil` for the person of the scope.
    package let by: UserID?

    package init(
        _ purpose: PaymentPurpose = .hosts,
        through: YearMonth,
        now: Timestamp,
        today: LocalDate,
        by: UserID? = nil
    ) {
        self.purpose = purpose
        self.by = by
        self.through = through
        self.now = now
        self.today = today
    }
}

/// A bank file as stored.
package struct PaymentFileRecord: Hashable, Sendable {
    /// The file's own number.
    package let messageID: String
    /// The month for which it was made.
    package let period: YearMonth
    /// How many payments.
    package let paymentCount: Int
    /// Their sum.
    package let total: Money
    /// The first day on which the bank shall pay.
    package let executionOn: LocalDate
    /// When it was made.
    package let createdAt: Timestamp
    /// The bytes.
    package let content: [UInt8]
}

/// What a payment run did.
package struct PaymentRunResult: Hashable, Sendable {
    /// The file: a new one, or the last one of the month when there is nothing new to pay.
    package let file: PaymentFileRecord
    /// Whether this run made it.
    package let isNew: Bool
    /// What it pays on which day.
    package let days: [PaymentDay]
    /// Payees whose credits add up to nothing or less.
    package let carriedOver: [CarriedOver]
    /// Credits up to the month that nobody approved yet.
    package let unapproved: Int
}

/// Why nothing is paid; where several reasons apply, the first listed is given.
package enum PaymentRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operator's books are in a currency that no bank file is made in; its credits are paid another way.
    case notInEuro(Currency)
    /// There are credits, but nobody approved them.
    case notApproved(Int)
    /// Something must be put right first; the whole list.
    case blocked([PaymentBlocker])
    /// There is nothing to pay, and no file of the month.
    case nothingToPay([CarriedOver])

    /// The stable code.
    package var code: String {
        switch self {
        case .notInEuro: "payment.not_in_euro"
        case .notApproved: "payment.not_approved"
        case .blocked: "payment.blocked"
        case .nothingToPay: "payment.nothing_to_pay"
        }
    }

    package var description: String {
        switch self {
        case .notInEuro(let currency): "\(code): the credits are in \(currency.code)"
        case .notApproved(let count): "\(code): \(count) credits wait for approval"
        case .blocked(let blockers): "\(code): " + Set(blockers.map(\.code.rawValue)).sorted().joined(separator: ", ")
        case .nothingToPay: "\(code): no approved credit is unpaid, or what is owed adds up to nothing"
        }
    }
}

/// Pays hosts, customers and partners: approved credits become payments of one bank file, each credit once.
package struct PaymentRun: Sendable {
    private let database: Database
    private let isValidIBAN: @Sendable (String) -> Bool

    /// The name of the format in which files are made.
    package static let format = "pain.001.001.09"
    /// The one currency in which files are made: they order SEPA credit transfers.
    package static let currency = Currency.eur

    /// Payments of a statement: a second or two of work, far from the limit of a statement.
    private static let paymentsPerStep = 5_000

    /// A run that asks `isValidIBAN` whether a text is the number of a bank account.
    package init(_ database: Database, isValidIBAN: @escaping @Sendable (String) -> Bool) {
        self.database = database
        self.isValidIBAN = isValidIBAN
    }

    /// Who would be paid what, were the file made today, for a look before it happens.
    package func plan(
        _ scope: Scope,
        _ purpose: PaymentPurpose = .hosts,
        through month: YearMonth,
        today: LocalDate
    ) async throws -> PaymentPlan {
        let operatorID = try purpose.check(scope)
        return try await database.read(scope, planning: .byIndex) { tx in
            try await PaymentPlan.read(operatorID, purpose, through: month, today, in: tx, isValidIBAN).plan
        }
    }

    /// Makes the bank file of all approved and unpaid credits up to a month, and books the payments.
    ///
    /// File, marks and postings are one transaction; runs of one operator come one after the other. When there is
    /// nothing new to pay, the last file of the month is the answer, byte for byte.
    ///
    /// `render` makes the bytes; what it throws leaves everything as it was. Throws also `NotPermitted`,
    /// ``PaymentRejection`` and `PostgresFault`.
    package func run(
        _ scope: Scope,
        _ order: PaymentOrder,
        render: @Sendable (PaymentList) throws -> [UInt8]
    ) async throws -> PaymentRunResult {
        let operatorID = try order.purpose.check(scope)
        // What was approved a moment ago has no statistics: plans by size would compare all with all.
        return try await database.write(scope, planning: .byIndex, repeating: .onConflict) { tx in
            let tenant = try await tx.one(FindOperator(id: operatorID))
            let series = "\(tenant.details.numberPrefix)-B-\(order.today.yearMonth.year)"
            // Taken before anything is read: a second run waits here, and then sees what the first one paid.
            try await tx.run(LockSeries(operatorID: operatorID, series: PaymentRun.queue))
            let due = try await PaymentPlan.read(
                operatorID,
                order.purpose,
                through: order.through,
                order.today,
                in: tx,
                isValidIBAN
            )
            let plan = due.plan
            guard plan.takesBankFile else { throw PaymentRejection.notInEuro(plan.total.currency) }
            guard plan.blockers.isEmpty else { throw PaymentRejection.blocked(plan.blockers) }
            if plan.payments.isEmpty {
                return try await last(operatorID, order, plan, due.unapproved, in: tx)
            }
            let number = try await tx.one(TakeNumber(operatorID: operatorID, series: series))
            let list = PaymentList(
                messageID: DocumentNumber(series: series, number: number).text,
                createdAt: order.now,
                debtor: due.debtor,
                payments: plan.payments,
                total: plan.total
            )
            let file = try await store(scope, list, order, try render(list), in: tx)
            return PaymentRunResult(
                file: file,
                isNew: true,
                days: plan.days,
                carriedOver: plan.carriedOver,
                unapproved: due.unapproved
            )
        }
    }

    /// The series whose row keeps payment runs of an operator apart; no document carries its numbers.
    static let queue = "payment-run"

    /// The last file of the month, when there is nothing new to pay.
    private func last(
        _ operatorID: OperatorID,
        _ order: PaymentOrder,
        _ plan: PaymentPlan,
        _ unapproved: Int,
        in tx: Transaction
    ) async throws -> PaymentRunResult {
        guard
            let file = try await tx.first(
                LastPaymentFile(operatorID: operatorID, period: order.through, purpose: order.purpose)
            )
        else {
            if unapproved > 0, plan.carriedOver.isEmpty { throw PaymentRejection.notApproved(unapproved) }
            throw PaymentRejection.nothingToPay(plan.carriedOver)
        }
        let days = try await tx.all(PaymentDaysOfFiles(operatorID: operatorID, messageIDs: [file.messageID]))
        return PaymentRunResult(
            file: file,
            isNew: false,
            days: days.map(\.day),
            carriedOver: plan.carriedOver,
            unapproved: unapproved
        )
    }

    private func store(
        _ scope: Scope,
        _ list: PaymentList,
        _ order: PaymentOrder,
        _ content: [UInt8],
        in tx: Transaction
    ) async throws -> PaymentFileRecord {
        let operatorID = try scope.requireOperator()
        let file = PaymentFileRecord(
            messageID: list.messageID,
            period: order.through,
            paymentCount: list.payments.count,
            total: list.total,
            executionOn: list.days.first?.day ?? order.today,
            createdAt: order.now,
            content: content
        )
        let person = order.by ?? scope.userID
        let id = try await tx.one(
            InsertPaymentFile(operatorID: operatorID, file: file, purpose: order.purpose, by: person)
        )
        for payments in list.payments.steps(of: PaymentRun.paymentsPerStep) {
            try await tx.run(InsertPaidCredits(operatorID: operatorID, fileID: id, payments: payments))
        }
        let subject = "payment/\(list.messageID)"
        try await AuditLog.record(scope, AuditRecord("payment_file.created", subject: subject), in: tx)
        let words = PaymentWords(made: "in bank file \(list.messageID)", on: order.today)
        if order.purpose == .payouts {
            let credits = list.payments.flatMap { $0.credits.map(\.id) }
            try await EREPaidFacts.say(operatorID, paid: credits, by: person, at: order.now, in: tx)
        }
        for payments in list.payments.steps(of: PaymentRun.paymentsPerStep) {
            try await Payment.post(scope, payments, words, order.now, in: tx)
        }
        return file
    }
}

extension PaymentPurpose {
    /// Who may pay: those of the operator, and for units those of the platform at work for it.
    func check(_ scope: Scope) throws -> OperatorID {
        switch self {
        case .hosts: try scope.require(.operatorAdmin, .operatorFinance)
        case .payouts: try scope.require(.operatorAdmin, .operatorFinance, .platformAdmin, .platformFinance)
        }
        return try scope.requireOperator()
    }
}
