import Postgres
import Values

extension ErasureOutcome: PostgresValue {}

/// Has requests of a customer wait for each other, until the transaction ends.
struct LockErasures: Statement {
    static let sql = "SELECT id FROM customers WHERE operator_id = $1 AND id = $2 FOR UPDATE"
    static let sample = LockErasures(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
}

/// Requests of all customers or one, open ones first, then the newest.
struct ListErasures: Statement {
    static let sql = """
        SELECT r.id, r.customer_id, c.name, r.asked_by, r.asked_on, r.reason, coalesce(u.name, ''), r.recorded_at,
            o.outcome, coalesce(o.reason, ''), coalesce(d.name, ''), o.decided_at
        FROM erasure_requests r
        JOIN customers c ON c.operator_id = $1 AND c.id = r.customer_id
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = r.recorded_by
        LEFT JOIN erasure_outcomes o ON o.operator_id = $1 AND o.request_id = r.id
        LEFT JOIN users d ON d.operator_id = $1 AND d.id = o.decided_by
        WHERE r.operator_id = $1 AND ($2::bigint IS NULL OR r.customer_id = $2)
        ORDER BY (o.request_id IS NOT NULL), r.id DESC LIMIT $3
        """
    static let sample = ListErasures(operatorID: OperatorID(1), customer: nil, limit: 1)
    let operatorID: OperatorID
    let customer: CustomerID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ErasureRequest {
        ErasureRequest(
            id: try row.next(),
            customer: try row.next(),
            customerName: try row.next(),
            askedBy: try row.next(),
            askedOn: try row.next(),
            reason: try row.next(),
            recordedBy: try row.next(),
            recordedAt: try row.next(),
            outcome: try row.next(),
            outcomeReason: try row.next(),
            decidedBy: try row.next(),
            decidedAt: try row.next()
        )
    }
}

/// Holds of a customer, the newest first.
struct LegalHoldsOf: Statement {
    static let sql = """
        SELECT h.reason, coalesce(p.name, ''), h.placed_at, coalesce(l.name, ''), h.lifted_at FROM legal_holds h
        LEFT JOIN users p ON p.operator_id = $1 AND p.id = h.placed_by
        LEFT JOIN users l ON l.operator_id = $1 AND l.id = h.lifted_by
        WHERE h.operator_id = $1 AND h.customer_id = $2 ORDER BY h.id DESC
        """
    static let sample = LegalHoldsOf(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> LegalHold {
        LegalHold(
            reason: try row.next(),
            placedBy: try row.next(),
            placedAt: try row.next(),
            liftedBy: try row.next(),
            liftedAt: try row.next()
        )
    }
}

extension ErasureCount {
    init(_ row: inout RowReader) throws {
        self.init(kind: ErasureRemoval(rawValue: try row.next()), count: try row.next())
    }
}

/// The log of what was removed of a customer.
struct ErasureRemovalsOf: Statement {
    static let sql = """
        SELECT kind, removed FROM erasure_removals WHERE operator_id = $1 AND customer_id = $2 ORDER BY request_id, kind
        """
    static let sample = ErasureRemovalsOf(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> ErasureCount { try ErasureCount(&row) }
}

/// Who an erased customer was.
struct FindCustomerRemains: Statement {
    static let sql = """
        SELECT content ->> 'name', content ->> 'email', content ->> 'street', content ->> 'house_number',
            content ->> 'postcode', content ->> 'town', content ->> 'country', content ->> 'company_number', frozen_at,
            kept_until
        FROM customer_remains WHERE operator_id = $1 AND customer_id = $2
        """
    static let sample = FindCustomerRemains(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerRemains {
        CustomerRemains(
            name: try row.next(),
            email: try row.next(),
            address: try Address(&row),
            companyNumber: try row.next(),
            frozenAt: try row.next(),
            keptUntil: try row.next()
        )
    }
}

/// When a customer was erased.
struct FindErasedAt: Statement {
    static let sql = "SELECT erased_at FROM customers WHERE operator_id = $1 AND id = $2"
    static let sample = FindErasedAt(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> Timestamp? { try row.next() }
}

/// What stands in the way.
struct ErasureObstaclesOf: Statement {
    static let sql = "SELECT o.name FROM erasure_obstacles($1, $2, $3) AS o (name)"
    static let sample = ErasureObstaclesOf(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        on: LocalDate(daysSinceEpoch: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let on: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(on)
    }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// What the law keeps, and from which day it may go.
struct ErasureKeeps: Statement {
    static let sql = """
        SELECT k.kept_kind, k.kept_rows, retention_end($1, 'remains', k.kept_year, $3)
        FROM erasure_keeps($1, $2) k
        """
    static let sample = ErasureKeeps(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        on: LocalDate(daysSinceEpoch: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let on: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(on)
    }
    static func decode(_ row: inout RowReader) throws -> ErasureRest {
        ErasureRest(kind: ErasureKept(rawValue: try row.next()), count: try row.next(), until: try row.next())
    }
}

/// Erases a customer for a request; without one, everything is done and taken back.
struct EraseCustomer: Statement {
    static let sql = """
        SELECT removed_kind, removed_rows FROM erase_customer($1, $2, $3::bigint, $4, $5, $3::bigint IS NOT NULL)
        """
    static let sample = EraseCustomer(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        request: nil,
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let request: ErasureRequestID?
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(request)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> ErasureCount { try ErasureCount(&row) }
}

/// Writes a request down.
struct InsertErasureRequest: Statement {
    static let sql = """
        INSERT INTO erasure_requests (operator_id, customer_id, asked_by, asked_on, reason, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
        """
    static let sample = InsertErasureRequest(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        askedBy: "",
        askedOn: LocalDate(daysSinceEpoch: 0),
        reason: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let askedBy: String
    let askedOn: LocalDate
    let reason: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(askedBy)
        values.append(askedOn)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> ErasureRequestID { try row.next() }
}

/// Ends a request.
struct InsertErasureOutcome: Statement {
    static let sql = """
        INSERT INTO erasure_outcomes (operator_id, request_id, customer_id, outcome, reason, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let sample = InsertErasureOutcome(
        operatorID: OperatorID(1),
        request: ErasureRequestID(1),
        customer: CustomerID(1),
        outcome: .withdrawn,
        reason: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let request: ErasureRequestID
    let customer: CustomerID
    let outcome: ErasureOutcome
    let reason: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request)
        values.append(customer)
        values.append(outcome)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
}

/// Places a hold where there is none.
struct InsertLegalHold: Statement {
    static let sql = """
        INSERT INTO legal_holds (operator_id, customer_id, reason, placed_by, placed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (operator_id, customer_id) WHERE lifted_at IS NULL DO NOTHING
        """
    static let sample = InsertLegalHold(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        reason: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let reason: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
}

/// Lifts the hold of a customer.
struct LiftLegalHold: Statement {
    static let sql = """
        UPDATE legal_holds SET lifted_by = $3, lifted_at = $4
        WHERE operator_id = $1 AND customer_id = $2 AND lifted_at IS NULL
        """
    static let sample = LiftLegalHold(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(by)
        values.append(at)
    }
}
