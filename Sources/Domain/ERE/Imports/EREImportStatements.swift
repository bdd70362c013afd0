import Postgres
import Values

/// Has imports of an operator wait for each other, until the transaction ends.
struct LockEREImports: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.ere_imports', $1))::text"
    static let sample = LockEREImports(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// Which of some addresses, connections and references customers have.
struct KnownEREImports: Statement {
    enum Kind: String, CaseIterable, PostgresValue { case email, connection, reference }

    struct Row: Sendable {
        let kind: Kind
        let text: String
        let customer: CustomerID
        let isEnded: Bool
    }

    static let sql = """
        SELECT 'email', lower(u.email), u.customer_id, c.ended_at IS NOT NULL
        FROM users u JOIN customers c ON c.operator_id = $1 AND c.id = u.customer_id
        WHERE u.operator_id = $1 AND u.role = 'customer' AND lower(u.email) = ANY ($2)
        UNION ALL
        SELECT 'connection', e.ean, e.customer_id, false FROM ere_enrolments e
        WHERE e.operator_id = $1 AND e.ean <> '' AND e.ean = ANY ($3) AND e.state NOT IN ('discarded', 'ended')
        UNION ALL
        SELECT 'reference', c.reference, c.id, false FROM customers c
        WHERE c.operator_id = $1 AND c.reference <> '' AND c.reference = ANY ($4)
        """
    static let isPlannedAnew = true
    static let sample = KnownEREImports(operatorID: OperatorID(1), emails: [], eans: [], references: [])
    let operatorID: OperatorID
    let emails: [String]
    let eans: [String]
    let references: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(emails)
        values.append(eans)
        values.append(references)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(kind: try row.next(), text: try row.next(), customer: try row.next(), isEnded: try row.next())
    }
}

/// The customer whose person has an address.
struct CustomerOfEmail: Statement {
    static let sql = """
        SELECT u.customer_id FROM users u
        WHERE u.operator_id = $1 AND u.role = 'customer' AND lower(u.email) = $2 ORDER BY u.id LIMIT 1
        """
    static let sample = CustomerOfEmail(operatorID: OperatorID(1), email: "")
    let operatorID: OperatorID
    let email: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(email)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerID { try row.next() }
}

/// Keeps what a list said of an enrolment.
struct InsertEREImport: Statement {
    static let sql = """
        INSERT INTO ere_imports (operator_id, customer_id, enrolment_id, line, issued_on, valid_until, evidence, file_sha256,
            recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4::bigint, $5, $6, $7, $8, $9, $10)
        """
    static let sample = InsertEREImport(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        enrolment: EREEnrolmentID(1),
        line: 1,
        elsewhere: EREMandateElsewhere(issuedOn: nil, until: nil, evidence: ""),
        sha256: [],
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let enrolment: EREEnrolmentID
    let line: Int
    let elsewhere: EREMandateElsewhere
    let sha256: [UInt8]
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(enrolment)
        values.append(line)
        values.append(elsewhere.issuedOn)
        values.append(elsewhere.until)
        values.append(elsewhere.evidence)
        values.append(sha256)
        values.append(by)
        values.append(at)
    }
}

/// What a list said of an enrolment.
struct FindEREImport: Statement {
    static let sql = """
        SELECT issued_on, valid_until, evidence, recorded_at FROM ere_imports WHERE operator_id = $1 AND enrolment_id = $2
        """
    static let sample = FindEREImport(operatorID: OperatorID(1), enrolment: EREEnrolmentID(1))
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
    }
    static func decode(_ row: inout RowReader) throws -> EREImportRecord {
        EREImportRecord(
            elsewhere: EREMandateElsewhere(
                issuedOn: try row.next(),
                until: try row.next(),
                evidence: try row.next()
            ),
            recordedAt: try row.next()
        )
    }
}
