import Crypto
import Postgres
import Values

/// Writes a statement down.
struct InsertEREVerification: Statement {
    static let sql = """
        INSERT INTO ere_verifications (operator_id, delivery_year, outcome, statement_code, verifier, stated_on, findings,
            document_name, sha256, content, recorded_by, recorded_at)
        VALUES ($1, $2::bigint, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id
        """
    static let sample = InsertEREVerification(
        operatorID: OperatorID(1),
        draft: EREVerificationDraft(
            year: 2026,
            outcome: .verified,
            statementCode: "",
            verifier: "",
            statedOn: LocalDate(daysSinceEpoch: 0),
            findings: "",
            documentName: "",
            document: []
        ),
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let draft: EREVerificationDraft
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(draft.year)
        values.append(draft.outcome)
        values.append(draft.statementCode)
        values.append(draft.verifier)
        values.append(draft.statedOn)
        values.append(draft.findings)
        values.append(draft.documentName)
        values.append(Array(SHA256.hash(data: draft.document)))
        values.append(draft.document)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> EREVerificationID { try row.next() }
}

/// Writes down which lines failed.
struct InsertEREVerificationLines: Statement {
    struct Line: Sendable {
        let head: EREVerifiable.Row
        let line: EREFailedLine
        /// What is right of it.
        let units: Int64
    }

    static let sql = """
        INSERT INTO ere_verification_lines (operator_id, verification_id, customer_id, booking_id, energy_thousandths_wh,
            units, credited_units, reason)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[])
            AS n
        """
    static let sample = InsertEREVerificationLines(
        operatorID: OperatorID(1),
        verification: EREVerificationID(1),
        lines: []
    )
    let operatorID: OperatorID
    let verification: EREVerificationID
    let lines: [Line]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(verification)
        values.append(lines.map(\.head.customer))
        values.append(lines.map(\.head.booking))
        values.append(lines.map(\.line.energy.thousandthsWh))
        values.append(lines.map(\.units))
        values.append(lines.map(\.head.credited))
        values.append(lines.map(\.line.reason))
    }
}

/// Decides about a statement.
struct InsertEREVerificationDecision: Statement {
    static let sql = """
        INSERT INTO ere_verification_decisions (operator_id, verification_id, is_confirmed, reason, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let sample = InsertEREVerificationDecision(
        operatorID: OperatorID(1),
        verification: EREVerificationID(1),
        isConfirmed: true,
        reason: "",
        by: UserID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let verification: EREVerificationID
    let isConfirmed: Bool
    let reason: String
    let by: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(verification)
        values.append(isConfirmed)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
}

/// The lower credits of lines that failed.
struct InsertEREVerifiedCredits: Statement {
    static let sql = """
        INSERT INTO ere_credits (operator_id, customer_id, booking_id, verification_id, stated_units, base_units, units,
            filed_units, register_reference, recorded_at)
        SELECT $1, l.customer_id, l.booking_id, $2, l.units, 0, l.units, f.units, '', $3
        FROM ere_verification_lines l
        JOIN ere_filing_lines f ON f.operator_id = $1 AND f.booking_id = l.booking_id
        WHERE l.operator_id = $1 AND l.verification_id = $2 ORDER BY l.booking_id
        """
    static let sample = InsertEREVerifiedCredits(
        operatorID: OperatorID(1),
        verification: EREVerificationID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let verification: EREVerificationID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(verification)
        values.append(at)
    }
}

/// Adds the fact that lines of a year are verified: the last credited one of each connection and quarter that was not, and
/// those that failed.
struct InsertEREVerified: Statement {
    static let sql = """
        WITH heads AS (
            SELECT DISTINCT ON (b.quarter, b.ean, b.basis) b.id, b.customer_id, b.ordinal, b.state, b.verification_id
            FROM ere_bookings b
            WHERE b.operator_id = $1 AND b.credited_units IS NOT NULL AND extract(year FROM b.quarter) = $3::bigint
            ORDER BY b.quarter, b.ean, b.basis, b.revision DESC
        )
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, verification_id, credit_id,
            reason, recorded_by, recorded_at)
        SELECT $1, h.customer_id, h.id, h.ordinal + 1, CASE h.state WHEN 'credited' THEN 'verified' ELSE h.state END, $2,
            c.id, coalesce(l.reason, ''), $4, $5
        FROM heads h
        LEFT JOIN ere_verification_lines l ON l.operator_id = $1 AND l.verification_id = $2 AND l.booking_id = h.id
        LEFT JOIN ere_credits c ON c.operator_id = $1 AND c.verification_id = $2 AND c.booking_id = h.id
        WHERE h.state IN ('credited', 'verified', 'sold', 'paid')
            AND (h.verification_id IS NULL OR l.booking_id IS NOT NULL)
        """
    static let isPlannedAnew = true
    static let sample = InsertEREVerified(
        operatorID: OperatorID(1),
        verification: EREVerificationID(1),
        year: 2026,
        by: UserID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let verification: EREVerificationID
    let year: Int
    let by: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(verification)
        values.append(year)
        values.append(by)
        values.append(at)
    }
}

private enum EREFailedSQL {
    /// The shares of sales that a statement's failed lines leave without units, the newest sale first, as `gone`;
    /// parameters $1 and $2.
    static let shares = """
        WITH failed AS (
            SELECT l.booking_id, l.units, b.quarter, b.ean, b.basis
            FROM ere_verification_lines l JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
            WHERE l.operator_id = $1 AND l.verification_id = $2
        ), sold AS (
            SELECT f.booking_id, f.units AS verified, t.trade_id, t.position, t.customer_id, t.units - coalesce((
                SELECT sum(s.units) FROM ere_verification_shares s
                WHERE s.operator_id = $1 AND s.trade_id = t.trade_id AND s.position = t.position
                    AND s.verification_id <> $2), 0) AS units
            FROM failed f
            JOIN ere_bookings b ON b.operator_id = $1 AND b.quarter = f.quarter AND b.ean = f.ean AND b.basis = f.basis
            JOIN ere_trade_lines t ON t.operator_id = $1 AND t.booking_id = b.id
            WHERE NOT EXISTS (SELECT FROM ere_trade_cancellations c WHERE c.operator_id = $1 AND c.trade_id = t.trade_id)
        ), placed AS (
            SELECT trade_id, position, customer_id, units, sum(units) OVER (PARTITION BY booking_id) - verified AS excess,
                sum(units) OVER (PARTITION BY booking_id ORDER BY trade_id DESC, position DESC) - units AS later
            FROM sold
        ), gone AS (
            SELECT trade_id, position, customer_id, least(units, excess - later)::bigint AS units
            FROM placed WHERE excess > later AND units > 0
        )

        """
}

/// Notes which units that were sold are not there any more.
struct InsertEREVerificationShares: Statement {
    static let sql =
        EREFailedSQL.shares + """
            INSERT INTO ere_verification_shares (operator_id, verification_id, trade_id, position, customer_id, units)
            SELECT $1, $2, trade_id, position, customer_id, units FROM gone ORDER BY trade_id, position
            """
    static let isPlannedAnew = true
    static let sample = InsertEREVerificationShares(operatorID: OperatorID(1), verification: EREVerificationID(1))
    let operatorID: OperatorID
    let verification: EREVerificationID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(verification)
    }
}
