import Ledger
package import Postgres
package import Values

/// A payment that came back, as a person tells it.
package struct PaymentReturnOrder: Hashable, Sendable {
    /// The payment's reference at the bank.
    package let endToEndID: String
    package let returnedOn: LocalDate
    /// What the bank said, such as `AC04 account closed`.
    package let reason: String
    package let now: Timestamp
    /// Today in the operator's time zone.
    package let today: LocalDate

    package init(endToEndID: String, returnedOn: LocalDate, reason: String, now: Timestamp, today: LocalDate) {
        self.endToEndID = endToEndID
        self.returnedOn = returnedOn
        self.reason = reason
        self.now = now
        self.today = today
    }
}

/// Why a return is not written down; where several reasons apply, the first listed is given.
package enum PaymentReturnRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// Only a person can say that a payment came back.
    case needsPerson = "payment_return.needs_person"
    /// Nothing is said of it, or too much.
    case reasonInvalid = "payment_return.reason_invalid"
    /// The day is still to come.
    case dayToCome = "payment_return.day_to_come"
    /// The day is before the payment was made.
    case dayBeforePayment = "payment_return.day_before_payment"
    /// It came back before.
    case known = "payment_return.known"

    /// The stable code.
    package var code: String { rawValue }
    package var description: String { code }
}

/// Payments of bank files that came back: what they paid is owed again.
package struct PaymentReturns: Sendable {
    private let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// Writes down that a payment came back: its credits are unpaid again, and the books say so.
    ///
    /// - Throws: ``PaymentReturnRejection``, ``NotFound`` when no bank file of the operator has the payment,
    ///   ``NotPermitted``; `PostgresFault`.
    package func record(_ scope: Scope, _ order: PaymentReturnOrder) async throws {
        let operatorID = try PaymentPurpose.payouts.check(scope)
        guard let user = scope.userID else { throw PaymentReturnRejection.needsPerson }
        guard (1...140).contains(order.reason.count) else { throw PaymentReturnRejection.reasonInvalid }
        guard order.returnedOn <= order.today else { throw PaymentReturnRejection.dayToCome }
        try await database.write(scope, repeating: .onConflict) { tx in
            // No file is made meanwhile, and of two that tell the same the second one sees it.
            try await tx.run(LockSeries(operatorID: operatorID, series: PaymentRun.queue))
            let find = PaymentToReturn(operatorID: operatorID, endToEndID: order.endToEndID)
            guard let payment = try await tx.first(find) else { throw NotFound("payment") }
            // People of the platform have to do with units only.
            if payment.payee.hostID != nil { try scope.require(.operatorAdmin, .operatorFinance) }
            guard !payment.isReturned else { throw PaymentReturnRejection.known }
            guard order.returnedOn >= payment.madeOn else { throw PaymentReturnRejection.dayBeforePayment }
            let insert = InsertPaymentReturn(operatorID: operatorID, order: order, amount: payment.amount, by: user)
            let id = try await tx.one(insert)
            let mark = MarkReturned(operatorID: operatorID, endToEndID: order.endToEndID, returnID: id)
            let credits = try await tx.all(mark)
            if payment.payee.hostID == nil {
                let reason = "payment \(order.endToEndID) came back"
                try await EREPaidFacts.take(operatorID, back: credits, reason, by: user, at: order.now, in: tx)
            }
            let record = AuditRecord("payment.returned", subject: "payment/\(order.endToEndID)")
            try await AuditLog.record(scope, record, in: tx)
            try await post(scope, payment, order, in: tx)
        }
    }

    /// Debit what is on its way, credit what is owed again.
    private func post(
        _ scope: Scope,
        _ payment: PaymentToReturn.Row,
        _ order: PaymentReturnOrder,
        in tx: Transaction
    ) async throws {
        let currency = payment.amount.currency
        let wanted = [payment.payee.payable(currency), BookAccounts.paymentsInTransit(currency)]
        let accounts = try await Ledger.openAccounts(scope, wanted, in: tx)
        let draft = TransactionDraft(
            idempotencyKey: "payment_return:\(order.endToEndID)",
            kind: "payment_return",
            description: "Payment \(order.endToEndID) came back: \(order.reason)",
            effectiveOn: order.returnedOn,
            postings: [
                Posting(accounts[1], .debit, payment.amount), Posting(accounts[0], .credit, payment.amount),
            ]
        )
        try await Ledger.append(scope, draft, at: order.now, in: tx)
    }
}

/// A payment of a bank file by its reference.
struct PaymentToReturn: Statement {
    struct Row: Sendable {
        let payee: Payee
        let amount: Money
        /// The day of its posting.
        let madeOn: LocalDate
        let isReturned: Bool
    }

    static let sql = """
        SELECT min(c.host_id), min(c.customer_id), sum(c.total_minor)::bigint, c.currency, min(t.effective_on),
            bool_or(p.return_id IS NOT NULL)
        FROM payment_file_credits p
        JOIN credits c ON c.operator_id = p.operator_id AND c.id = p.credit_id
        JOIN ledger_transactions t ON t.operator_id = p.operator_id
            AND t.idempotency_key = 'payment:' || p.end_to_end_id
        WHERE p.operator_id = $1 AND p.end_to_end_id = $2 AND p.payment_file_id IS NOT NULL GROUP BY c.currency
        """
    static let sample = PaymentToReturn(operatorID: OperatorID(1), endToEndID: "")
    let operatorID: OperatorID
    let endToEndID: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(endToEndID)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        let (host, customer): (HostID?, CustomerID?) = (try row.next(), try row.next())
        return Row(
            payee: host.map { .host($0) } ?? customer.map { .customer($0) } ?? .partner,
            amount: Money(minor: try row.next(), try row.next()),
            madeOn: try row.next(),
            isReturned: try row.next()
        )
    }
}

/// Writes down that a payment came back.
struct InsertPaymentReturn: Statement {
    static let sql = """
        INSERT INTO payment_returns (operator_id, end_to_end_id, amount_minor, currency, returned_on, reason, recorded_by,
            recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
        """
    static let sample = InsertPaymentReturn(
        operatorID: OperatorID(1),
        order: PaymentReturnOrder(
            endToEndID: "",
            returnedOn: LocalDate(daysSinceEpoch: 0),
            reason: "",
            now: Timestamp(seconds: 0),
            today: LocalDate(daysSinceEpoch: 0)
        ),
        amount: .zero(.eur),
        by: UserID(1)
    )
    let operatorID: OperatorID
    let order: PaymentReturnOrder
    let amount: Money
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(order.endToEndID)
        values.append(amount.minor)
        values.append(amount.currency)
        values.append(order.returnedOn)
        values.append(order.reason)
        values.append(by)
        values.append(order.now)
    }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// Takes the mark of a payment off its credits; answers them.
struct MarkReturned: Statement {
    static let sql = """
        UPDATE payment_file_credits SET return_id = $3
        WHERE operator_id = $1 AND end_to_end_id = $2 AND return_id IS NULL RETURNING credit_id
        """
    static let sample = MarkReturned(operatorID: OperatorID(1), endToEndID: "", returnID: 1)
    let operatorID: OperatorID
    let endToEndID: String
    let returnID: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(endToEndID)
        values.append(returnID)
    }

    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}

/// Each return stands in the books with what its payment was of, and the books know no other returns.
struct CheckPaymentReturns: Statement {
    static let sql = """
        WITH returned AS (
            SELECT 'payment_return:' || r.end_to_end_id AS key, r.amount_minor::numeric AS amount, r.returned_on,
                (SELECT sum(c.total_minor) FROM payment_file_credits p
                    JOIN credits c ON c.operator_id = $1 AND c.id = p.credit_id
                    WHERE p.operator_id = $1 AND p.return_id = r.id AND p.end_to_end_id = r.end_to_end_id) AS credits
            FROM payment_returns r WHERE r.operator_id = $1
        ), posted AS (
            SELECT t.idempotency_key AS key, t.effective_on,
                sum(p.amount_minor) FILTER (WHERE p.side = 'credit' AND starts_with(a.code, 'payable:')) AS owed,
                sum(p.amount_minor) FILTER (WHERE p.side = 'debit' AND a.code = 'payments_in_transit') AS in_transit
            FROM ledger_transactions t
            JOIN ledger_postings p ON p.operator_id = t.operator_id AND p.sequence = t.sequence
            JOIN ledger_accounts a ON a.operator_id = p.operator_id AND a.id = p.account_id
            WHERE t.operator_id = $1 AND t.kind = 'payment_return' GROUP BY t.operator_id, t.sequence
        )
        SELECT (SELECT count(*) FROM returned), (
            SELECT coalesce(r.key, p.key) || ' is not what came back'
            FROM returned r FULL JOIN posted p ON p.key = r.key
            WHERE (r.amount, r.amount, r.amount, r.returned_on)
                IS DISTINCT FROM (r.credits, p.owed, p.in_transit, p.effective_on)
            ORDER BY coalesce(r.key, p.key) LIMIT 1)
        """
    static let sample = CheckPaymentReturns(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}
