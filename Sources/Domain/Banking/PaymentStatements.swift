import Crypto
import Postgres
import Values

/// Approved credits up to a month that were not paid, or whose payment came back.
struct UnpaidCredits: Statement {
    static let sql = """
        SELECT c.id, c.number, c.period, c.issued_on, c.due_on, c.total_minor, c.currency, c.host_id, c.customer_id,
            (SELECT count(*) FROM payment_file_credits r
                WHERE r.operator_id = c.operator_id AND r.credit_id = c.id AND r.return_id IS NOT NULL)
        FROM credits c
        JOIN credit_approvals a ON a.operator_id = c.operator_id AND a.credit_id = c.id
        WHERE c.operator_id = $1 AND (c.host_id IS NULL) = ($3 = 'payouts') AND c.period <= $2 AND NOT EXISTS (
            SELECT 1 FROM payment_file_credits p
            WHERE p.operator_id = c.operator_id AND p.credit_id = c.id AND p.return_id IS NULL)
        """
    static let sample = UnpaidCredits(operatorID: OperatorID(1), purpose: .hosts, through: .sample)
    let operatorID: OperatorID
    let purpose: PaymentPurpose
    let through: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(through.firstDay)
        values.append(purpose)
    }

    static func decode(_ row: inout RowReader) throws -> UnpaidCredit {
        let (id, number): (CreditID, String) = (try row.next(), try row.next())
        let period = try row.next(LocalDate.self).yearMonth
        let (issuedOn, dueOn): (LocalDate, LocalDate) = (try row.next(), try row.next())
        let total = Money(minor: try row.next(), try row.next())
        let (host, customer): (HostID?, CustomerID?) = (try row.next(), try row.next())
        return UnpaidCredit(
            id: id,
            number: number,
            period: period,
            issuedOn: issuedOn,
            dueOn: dueOn,
            total: total,
            payee: host.map { .host($0) } ?? customer.map { .customer($0) } ?? .partner,
            returns: try row.next()
        )
    }
}

/// How many credits up to a month nobody approved.
struct UnapprovedCredits: Statement {
    static let sql = """
        SELECT count(*) FROM credits c
        WHERE c.operator_id = $1 AND (c.host_id IS NULL) = ($3 = 'payouts') AND c.period <= $2 AND NOT EXISTS (
            SELECT 1 FROM credit_approvals a WHERE a.operator_id = c.operator_id AND a.credit_id = c.id)
        """
    static let sample = UnapprovedCredits(operatorID: OperatorID(1), purpose: .hosts, through: .sample)
    let operatorID: OperatorID
    let purpose: PaymentPurpose
    let through: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(through.firstDay)
        values.append(purpose)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Hosts with their accounts.
struct HostsToPay: Statement {
    static let sql = """
        SELECT id, name, account_holder, street, house_number, postcode, town, country, iban, bic
        FROM hosts WHERE operator_id = $1 AND id = ANY ($2)
        """
    static let sample = HostsToPay(operatorID: OperatorID(1), ids: [])
    let operatorID: OperatorID
    let ids: [HostID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ids)
    }

    static func decode(_ row: inout RowReader) throws -> PayeeToPay {
        let id: HostID = try row.next()
        let name: String = try row.next()
        let holder: String = try row.next()
        let account = BankParty(
            name: holder.isEmpty ? name : holder,
            address: try Address(&row),
            iban: try row.next(),
            bic: try row.next()
        )
        return PayeeToPay(id: .host(id), name: name, account: account)
    }
}

/// Takes a series' row until the transaction ends, without taking a number.
struct LockSeries: Statement {
    static let sql = """
        INSERT INTO number_series (operator_id, series) VALUES ($1, $2)
        ON CONFLICT ON CONSTRAINT number_series_key DO UPDATE SET next_number = number_series.next_number
        """
    static let sample = LockSeries(operatorID: OperatorID(1), series: "")
    let operatorID: OperatorID
    let series: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(series)
    }
}

/// Stores a bank file.
struct InsertPaymentFile: Statement {
    static let sql = """
        INSERT INTO payment_files (operator_id, period, message_id, format, payment_count, control_sum_minor, currency,
            execution_on, sha256, content, created_by, created_at, purpose)
        VALUES ($1, $2, $3, $4, $5::bigint, $6, $7, $8, $9, $10, $11, $12, $13)
        RETURNING id
        """
    static let sample = InsertPaymentFile(operatorID: OperatorID(1), file: .sample, purpose: .hosts, by: nil)
    let operatorID: OperatorID
    let file: PaymentFileRecord
    let purpose: PaymentPurpose
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(file.period.firstDay)
        values.append(file.messageID)
        values.append(PaymentRun.format)
        values.append(file.paymentCount)
        values.append(file.total.minor)
        values.append(file.total.currency)
        values.append(file.executionOn)
        values.append(Array(SHA256.hash(data: file.content)))
        values.append(file.content)
        values.append(by)
        values.append(file.createdAt)
        values.append(purpose)
    }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

extension PaymentFileRecord {
    /// A file for statements that are only described.
    static let sample = PaymentFileRecord(
        messageID: "",
        period: .sample,
        paymentCount: 0,
        total: .zero(.eur),
        executionOn: LocalDate(daysSinceEpoch: 0),
        createdAt: Timestamp(seconds: 0),
        content: []
    )
}

/// Marks the credits of payments as paid by a file.
struct InsertPaidCredits: Statement {
    static let sql = """
        INSERT INTO payment_file_credits (operator_id, payment_file_id, credit_id, end_to_end_id, execution_on)
        SELECT $1, $2, p.credit_id, p.end_to_end_id, p.execution_on
        FROM unnest($3::bigint[], $4::text[], $5::date[]) AS p (credit_id, end_to_end_id, execution_on)
        """
    static let sample = InsertPaidCredits(operatorID: OperatorID(1), fileID: 1, payments: [])
    let operatorID: OperatorID
    let fileID: Int64
    let payments: [Payment]

    func bind(to values: inout Bindings) {
        let rows = payments.flatMap { payment in payment.credits.map { (credit: $0.id, payment: payment) } }
        values.append(operatorID)
        values.append(fileID)
        values.append(rows.map(\.credit))
        values.append(rows.map(\.payment.endToEndID))
        values.append(rows.map(\.payment.executionOn))
    }
}

/// The last bank file of a month.
struct LastPaymentFile: Statement {
    static let sql = """
        SELECT message_id, period, payment_count::bigint, control_sum_minor, currency, execution_on, created_at, content
        FROM payment_files WHERE operator_id = $1 AND period = $2 AND purpose = $3 ORDER BY id DESC LIMIT 1
        """
    static let sample = LastPaymentFile(operatorID: OperatorID(1), period: .sample, purpose: .hosts)
    let operatorID: OperatorID
    let period: YearMonth
    let purpose: PaymentPurpose

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(purpose)
    }

    static func decode(_ row: inout RowReader) throws -> PaymentFileRecord { try PaymentFileRecord(&row) }
}

/// One bank file by its number.
struct FindPaymentFile: Statement {
    static let sql = """
        SELECT message_id, period, payment_count::bigint, control_sum_minor, currency, execution_on, created_at, content
        FROM payment_files WHERE operator_id = $1 AND message_id = $2
        """
    static let sample = FindPaymentFile(operatorID: OperatorID(1), messageID: "")
    let operatorID: OperatorID
    let messageID: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(messageID)
    }

    static func decode(_ row: inout RowReader) throws -> PaymentFileRecord { try PaymentFileRecord(&row) }
}

/// The bank files made for a month or holding credits of it, oldest first.
struct ListPaymentFiles: Statement {
    static let sql = """
        SELECT f.message_id, f.period, f.payment_count::bigint, f.control_sum_minor, f.currency, f.execution_on,
            f.created_at, u.name
        FROM payment_files f
        LEFT JOIN users u ON u.operator_id = f.operator_id AND u.id = f.created_by
        WHERE f.operator_id = $1 AND f.purpose = $3 AND (f.period = $2 OR f.id IN (
            SELECT p.payment_file_id FROM credits c
            JOIN payment_file_credits p ON p.operator_id = c.operator_id AND p.credit_id = c.id
            WHERE c.operator_id = $1 AND c.period = $2))
        ORDER BY f.id
        """
    static let sample = ListPaymentFiles(operatorID: OperatorID(1), period: .sample, purpose: .hosts)
    let operatorID: OperatorID
    let period: YearMonth
    let purpose: PaymentPurpose

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(purpose)
    }

    static func decode(_ row: inout RowReader) throws -> PaymentFileSummary {
        PaymentFileSummary(
            messageID: try row.next(),
            period: try row.next(LocalDate.self).yearMonth,
            paymentCount: try row.next(),
            total: Money(minor: try row.next(), try row.next()),
            executionOn: try row.next(),
            createdAt: try row.next(),
            createdBy: try row.next(),
            days: []
        )
    }
}

/// What some files pay on which day, by file and day.
struct PaymentDaysOfFiles: Statement {
    struct Row: Sendable {
        let messageID: String
        let day: PaymentDay
    }

    static let sql = """
        SELECT p.message_id, p.execution_on, count(*), sum(p.total)::bigint, p.currency
        FROM (
            SELECT f.message_id, f.currency, coalesce(c.execution_on, f.execution_on) AS execution_on,
                sum(d.total_minor) AS total
            FROM payment_files f
            JOIN payment_file_credits c ON c.operator_id = f.operator_id AND c.payment_file_id = f.id
            JOIN credits d ON d.operator_id = c.operator_id AND d.id = c.credit_id
            WHERE f.operator_id = $1 AND f.message_id = ANY ($2)
            GROUP BY f.operator_id, f.id, c.end_to_end_id, coalesce(c.execution_on, f.execution_on)
        ) p
        GROUP BY p.message_id, p.currency, p.execution_on
        ORDER BY p.message_id, p.execution_on
        """
    static let sample = PaymentDaysOfFiles(operatorID: OperatorID(1), messageIDs: [])
    let operatorID: OperatorID
    let messageIDs: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(messageIDs)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        let messageID: String = try row.next()
        let (day, payments): (LocalDate, Int) = (try row.next(), try row.next())
        let total = Money(minor: try row.next(), try row.next())
        return Row(messageID: messageID, day: PaymentDay(day: day, payments: payments, total: total))
    }
}

extension PaymentFileRecord {
    init(_ row: inout RowReader) throws {
        self.init(
            messageID: try row.next(),
            period: try row.next(LocalDate.self).yearMonth,
            paymentCount: try row.next(),
            total: Money(minor: try row.next(), try row.next()),
            executionOn: try row.next(),
            createdAt: try row.next(),
            content: try row.next()
        )
    }
}
