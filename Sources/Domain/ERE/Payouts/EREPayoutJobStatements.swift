import Postgres
import Values

/// Has PostgreSQL look again at the tables that a run fills, so that what is planned from here on fits them.
struct RefreshPayoutStatistics: Statement {
    static let sql = "SELECT refresh_payout_statistics()"
    static let sample = RefreshPayoutStatistics()
}

/// Runs that are not at their end and that nothing stopped, of all operators.
struct UnfinishedEREPayouts: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let run: EREPayoutRunID
    }

    static let sql = """
        SELECT operator_id, run_id FROM ere_payout_progress WHERE finished_at IS NULL AND failed_at IS NULL ORDER BY run_id
        """
    static let sample = UnfinishedEREPayouts()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), run: try row.next())
    }
}

/// Notes what stopped a run; nothing when it is at its end.
struct NoteEREPayoutFault: Statement {
    static let sql = """
        UPDATE ere_payout_progress SET failed_at = $3, message = $4
        WHERE operator_id = $1 AND run_id = $2 AND finished_at IS NULL
        """
    static let sample = NoteEREPayoutFault(
        operatorID: OperatorID(1),
        run: EREPayoutRunID(1),
        at: Timestamp(seconds: 0),
        message: ""
    )
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let at: Timestamp
    let message: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(at)
        values.append(message)
    }
}

/// Lets a run go on that something stopped.
struct ResumeEREPayout: Statement {
    static let sql = """
        UPDATE ere_payout_progress SET failed_at = NULL, message = '' WHERE operator_id = $1 AND run_id = $2
        """
    static let sample = ResumeEREPayout(operatorID: OperatorID(1), run: EREPayoutRunID(1))
    let operatorID: OperatorID
    let run: EREPayoutRunID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
    }
}

/// Says that customers of a run are to be told what was approved.
struct WantEREPayoutMails: Statement {
    static let sql = "UPDATE ere_payout_progress SET mails_due = true WHERE operator_id = $1 AND run_id = $2"
    static let sample = WantEREPayoutMails(operatorID: OperatorID(1), run: EREPayoutRunID(1))
    let operatorID: OperatorID
    let run: EREPayoutRunID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
    }
}

/// Runs whose customers are to be told, of all operators.
struct EREPayoutMailsDue: Statement {
    static let sql = "SELECT operator_id, run_id FROM ere_payout_progress WHERE mails_due ORDER BY run_id"
    static let sample = EREPayoutMailsDue()

    static func decode(_ row: inout RowReader) throws -> UnfinishedEREPayouts.Row {
        UnfinishedEREPayouts.Row(operatorID: try row.next(), run: try row.next())
    }
}

/// Says that everybody was told of a run who is to be told, unless something was approved meanwhile.
struct EndEREPayoutMails: Statement {
    static let sql = """
        UPDATE ere_payout_progress SET mails_due = false
        WHERE operator_id = $1 AND run_id = $2 AND NOT EXISTS (
            SELECT FROM credits c JOIN credit_approvals a ON a.operator_id = $1 AND a.credit_id = c.id
            WHERE c.operator_id = $1 AND c.ere_run_id = $2 AND NOT EXISTS (
                SELECT FROM ere_payout_mails m WHERE m.operator_id = $1 AND m.credit_id = c.id)
            AND (c.customer_id IS NOT NULL OR EXISTS (SELECT FROM users p WHERE p.operator_id = $1
                AND p.role IN ('operator_admin', 'operator_finance', 'partner_admin') AND p.disabled_at IS NULL)))
        """
    static let sample = EndEREPayoutMails(operatorID: OperatorID(1), run: EREPayoutRunID(1))
    let operatorID: OperatorID
    let run: EREPayoutRunID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
    }
}
