import Postgres
import Values

/// Stores a payment that a person made.
struct InsertHandPayment: Statement {
    static let sql = """
        INSERT INTO hand_payments (operator_id, host_id, end_to_end_id, amount_minor, currency, paid_on, reference,
            created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        RETURNING id
        """
    static let sample = InsertHandPayment(
        operatorID: OperatorID(1),
        payment: Payment(
            endToEndID: "",
            payee: .host(HostID(1)),
            creditor: BankParty(name: "", address: Address(country: ""), iban: "", bic: ""),
            amount: .zero(.eur),
            executionOn: LocalDate(daysSinceEpoch: 0),
            credits: []
        ),
        order: HandPaymentOrder(
            through: .sample,
            payments: [],
            paidOn: LocalDate(daysSinceEpoch: 0),
            reference: "",
            now: Timestamp(seconds: 0),
            today: LocalDate(daysSinceEpoch: 0)
        ),
        by: UserID(1)
    )
    let operatorID: OperatorID
    let payment: Payment
    let order: HandPaymentOrder
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(payment.payee.hostID)
        values.append(payment.endToEndID)
        values.append(payment.amount.minor)
        values.append(payment.amount.currency)
        values.append(order.paidOn)
        values.append(order.reference)
        values.append(by)
        values.append(order.now)
    }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// Marks the credits of a payment as paid by hand.
struct InsertCreditsPaidByHand: Statement {
    static let sql = """
        INSERT INTO payment_file_credits (operator_id, hand_payment_id, credit_id, end_to_end_id)
        SELECT $1, $2, p.credit_id, $4 FROM unnest($3::bigint[]) AS p (credit_id)
        """
    static let sample = InsertCreditsPaidByHand(
        operatorID: OperatorID(1),
        paymentID: 1,
        payment: InsertHandPayment.sample.payment
    )
    let operatorID: OperatorID
    let paymentID: Int64
    let payment: Payment

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(paymentID)
        values.append(payment.credits.map(\.id))
        values.append(payment.endToEndID)
    }
}

/// The payments made by hand of credits of a month.
struct ListHandPayments: Statement {
    static let sql = """
        SELECT p.end_to_end_id, p.host_id, h.name, p.amount_minor, p.currency, p.paid_on, p.reference, p.created_at,
            u.name
        FROM hand_payments p
        JOIN hosts h ON h.operator_id = p.operator_id AND h.id = p.host_id
        JOIN users u ON u.operator_id = p.operator_id AND u.id = p.created_by
        WHERE p.operator_id = $1 AND EXISTS (
            SELECT 1 FROM credits c
            JOIN payment_file_credits f ON f.operator_id = c.operator_id AND f.credit_id = c.id
            WHERE c.operator_id = $1 AND c.period = $2 AND f.hand_payment_id = p.id)
        ORDER BY p.paid_on, h.name, p.id
        """
    static let sample = ListHandPayments(operatorID: OperatorID(1), period: .sample)
    let operatorID: OperatorID
    let period: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> HandPayment {
        HandPayment(
            endToEndID: try row.next(),
            hostID: try row.next(),
            hostName: try row.next(),
            amount: Money(minor: try row.next(), try row.next()),
            paidOn: try row.next(),
            reference: try row.next(),
            createdAt: try row.next(),
            createdBy: try row.next()
        )
    }
}
