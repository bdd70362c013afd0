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
    /// The lines of the connections and quarters that some documents pay for, `b`; parameters $1 and $2.
    static let lines = """
        FROM (SELECT DISTINCT b.quarter, b.ean, b.basis
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
            ) k
        JOIN ere_bookings b ON b.operator_id = $1 AND b.quarter = k.quarter AND b.ean = k.ean AND b.basis = k.basis

        """
}

/// Adds the fact that lines are paid.
struct InsertEREPaid: Statement {
    static let sql =
        """
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, recorded_by, recorded_at)
        SELECT $1, b.customer_id, b.id, b.ordinal + 1, 'paid', $3, $4

        """ + EREPaidSQL.lines + """
            WHERE b.state = 'sold' AND NOT EXISTS (
                SELECT FROM ere_bookings o JOIN ere_trade_lines t ON t.operator_id = $1 AND t.booking_id = o.id
                WHERE o.operator_id = $1 AND o.quarter = b.quarter AND o.ean = b.ean AND o.basis = b.basis
                    AND NOT EXISTS (SELECT FROM ere_trade_cancellations x
                        WHERE x.operator_id = $1 AND x.trade_id = t.trade_id)
                    AND NOT EXISTS (
                        SELECT FROM ere_payout_lines l
                        JOIN ere_payouts p ON p.operator_id = $1 AND p.run_id = l.run_id AND p.customer_id = l.customer_id
                        JOIN payment_file_credits f ON f.operator_id = $1 AND f.return_id IS NULL
                            AND f.credit_id = coalesce(p.credit_id, (SELECT c.id FROM credits c
                                WHERE c.operator_id = $1 AND c.ere_run_id = p.run_id AND coalesce(c.customer_id, 0) = 0))
                        WHERE l.operator_id = $1 AND l.trade_id = t.trade_id AND l.position = t.position))
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
        """
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, corrects, reason, recorded_by,
            recorded_at)
        SELECT $1, b.customer_id, b.id, b.ordinal + 1, 'sold', b.ordinal, $3, $4, $5

        """ + EREPaidSQL.lines + "WHERE b.state = 'paid'"
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
