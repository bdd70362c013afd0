import Postgres
import Values

/// Booking lines follow what is paid: a line is paid when all that was sold of its connection and quarter is.
enum EREPaidFacts {
    /// Documents of a statement: some seconds of work, far from the limit of a statement.
    private static let documentsPerStep = 5_000

    /// Says of lines behind some documents that they are paid.
    static func say(
        _ operatorID: OperatorID,
        paid credits: [CreditID],
        by person: UserID?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        // Nobody measures, credits or sells meanwhile.
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        for ids in credits.steps(of: documentsPerStep) {
            try await tx.run(InsertEREPaid(operatorID: operatorID, credits: ids, by: person, at: now))
        }
    }

    /// Takes back that lines behind some documents are paid.
    static func take(
        _ operatorID: OperatorID,
        back credits: [CreditID],
        _ reason: String,
        by person: UserID?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        for ids in credits.steps(of: documentsPerStep) {
            let insert = InsertEREUnpaid(operatorID: operatorID, credits: ids, reason: reason, by: person, at: now)
            try await tx.run(insert)
        }
    }
}

private enum EREPaidSQL {
    /// The connections and quarters that some documents pay for; parameters $1 and $2.
    static let connections = """
        SELECT DISTINCT b.quarter, b.ean, b.basis
        FROM (
            SELECT d.ere_run_id AS run_id, d.customer_id FROM credits d
            WHERE d.operator_id = $1 AND d.id = ANY ($2) AND d.customer_id IS NOT NULL
            UNION ALL
            SELECT o.run_id, o.customer_id
            FROM credits d JOIN ere_payouts o ON o.operator_id = $1 AND o.run_id = d.ere_run_id
            WHERE d.operator_id = $1 AND d.id = ANY ($2) AND d.customer_id IS NULL
        ) p
        JOIN ere_payout_lines l ON l.operator_id = $1 AND l.run_id = p.run_id AND l.customer_id = p.customer_id
        JOIN ere_trade_lines t ON t.operator_id = $1 AND t.trade_id = l.trade_id AND t.position = l.position
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = t.booking_id
        """
    /// Their lines, `b`.
    static let lines = """
        FROM connection k
        JOIN ere_bookings b ON b.operator_id = $1 AND b.quarter = k.quarter AND b.ean = k.ean AND b.basis = k.basis
        """
}

/// Adds the fact that lines are paid.
///
/// In steps that are worked out one after the other, each of some thousand rows: what was written a moment ago has no
/// statistics, and one plan for all of it would go through all payments for each of them.
struct InsertEREPaid: Statement {
    static let sql =
        "WITH connection AS MATERIALIZED (" + EREPaidSQL.connections + """
            ), share AS MATERIALIZED (
                SELECT k.quarter, k.ean, k.basis, t.trade_id, t.position
                FROM connection k
                JOIN ere_bookings o ON o.operator_id = $1 AND o.quarter = k.quarter AND o.ean = k.ean AND o.basis = k.basis
                JOIN ere_trade_lines t ON t.operator_id = $1 AND t.booking_id = o.id
                WHERE NOT EXISTS (SELECT FROM ere_trade_cancellations x
                    WHERE x.operator_id = $1 AND x.trade_id = t.trade_id)
            ), document AS MATERIALIZED (
                SELECT s.quarter, s.ean, s.basis, CASE WHEN p.run_id IS NOT NULL THEN coalesce(p.credit_id,
                    (SELECT c.id FROM credits c
                        WHERE c.operator_id = $1 AND c.ere_run_id = p.run_id AND c.customer_id IS NULL)) END AS id
                FROM share s
                LEFT JOIN ere_payout_lines l ON l.operator_id = $1 AND l.trade_id = s.trade_id AND l.position = s.position
                LEFT JOIN ere_payouts p ON p.operator_id = $1 AND p.run_id = l.run_id AND p.customer_id = l.customer_id
            ), unpaid AS MATERIALIZED (
                SELECT DISTINCT d.quarter, d.ean, d.basis FROM document d
                WHERE CASE WHEN d.id IS NULL THEN true ELSE NOT EXISTS (SELECT FROM payment_file_credits f
                    WHERE f.operator_id = $1 AND f.credit_id = d.id AND f.return_id IS NULL) END
            )
            INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, recorded_by, recorded_at)
            SELECT $1, b.customer_id, b.id, b.ordinal + 1, 'paid', $3, $4

            """ + EREPaidSQL.lines + """

            WHERE b.state = 'sold' AND NOT EXISTS (SELECT FROM unpaid u
                WHERE u.quarter = k.quarter AND u.ean = k.ean AND u.basis = k.basis)
            """
    static let isPlannedAnew = true
    static let sample = InsertEREPaid(
        operatorID: OperatorID(1),
        credits: [],
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let credits: [CreditID]
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credits)
        values.append(by)
        values.append(at)
    }
}

/// Takes the fact back that lines are paid.
struct InsertEREUnpaid: Statement {
    static let sql =
        "WITH connection AS MATERIALIZED (" + EREPaidSQL.connections + """
            )
            INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, corrects, reason, recorded_by,
                recorded_at)
            SELECT $1, b.customer_id, b.id, b.ordinal + 1, 'sold', b.ordinal, $3, $4, $5

            """ + EREPaidSQL.lines + " WHERE b.state = 'paid'"
    static let isPlannedAnew = true
    static let sample = InsertEREUnpaid(
        operatorID: OperatorID(1),
        credits: [],
        reason: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let credits: [CreditID]
    let reason: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credits)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
}
