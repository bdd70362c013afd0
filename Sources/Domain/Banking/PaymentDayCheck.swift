import Postgres
import Values

/// A payment as stored, with what decides on the day of it.
struct StoredPayment: Sendable {
    let endToEndID: String
    let executionOn: LocalDate
    /// When the first of its credits is due.
    let dueOn: LocalDate
    /// The day of its posting: when the file was made.
    let madeOn: LocalDate
    /// The first day that the file itself is stored with.
    let fileFrom: LocalDate

    /// What is wrong about its day, in words.
    var difference: String? {
        let day = BankingCalendar.target.executionDay(dueOn: dueOn, madeOn: madeOn)
        if executionOn != day {
            return "payment \(endToEndID) is to be made on \(executionOn), its credits are due on \(dueOn): \(day)"
        }
        if executionOn < fileFrom {
            return "payment \(endToEndID) is to be made on \(executionOn), before its file's first day \(fileFrom)"
        }
        return nil
    }
}

/// The payments of an operator with their days; those made when files had but one day for all are left out.
struct ListPaymentDays: Statement {
    static let sql = """
        SELECT p.end_to_end_id, p.execution_on, coalesce(min(c.due_on) FILTER (WHERE c.total_minor > 0), min(c.due_on)),
            t.effective_on, f.execution_on
        FROM payment_file_credits p
        JOIN payment_files f ON f.operator_id = p.operator_id AND f.id = p.payment_file_id
        JOIN credits c ON c.operator_id = p.operator_id AND c.id = p.credit_id
        JOIN ledger_transactions t ON t.operator_id = p.operator_id
            AND t.idempotency_key = 'payment:' || p.end_to_end_id
        WHERE p.operator_id = $1 AND p.execution_on IS NOT NULL
        GROUP BY p.end_to_end_id, p.execution_on, t.effective_on, f.execution_on
        ORDER BY p.end_to_end_id
        """
    static let sample = ListPaymentDays(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> StoredPayment {
        StoredPayment(
            endToEndID: try row.next(),
            executionOn: try row.next(),
            dueOn: try row.next(),
            madeOn: try row.next(),
            fileFrom: try row.next()
        )
    }
}
