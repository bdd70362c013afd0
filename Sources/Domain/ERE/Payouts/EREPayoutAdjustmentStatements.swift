import Postgres
import Values

extension EREPayoutAdjustmentKind: PostgresValue {}

/// The years that are verified, by decisions up to a mark, each with the code of the last statement.
struct EREVerifiedYears: Statement {
    static let sql = """
        SELECT DISTINCT ON (v.delivery_year) v.delivery_year::bigint, v.statement_code
        FROM ere_verifications v
        JOIN ere_verification_decisions d ON d.operator_id = $1 AND d.verification_id = v.id AND d.is_confirmed
        WHERE v.operator_id = $1 AND v.outcome = 'verified' AND d.id <= $2 ORDER BY v.delivery_year, d.id DESC
        """
    static let sample = EREVerifiedYears(operatorID: OperatorID(1), through: 0)
    let operatorID: OperatorID
    let through: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(through)
    }
    static func decode(_ row: inout RowReader) throws -> (year: Int, statement: String) {
        (try row.next(), try row.next())
    }
}

/// What was held back of some customers and not let go, and what they gave back, by runs before one.
struct EREHeldBefore: Statement {
    struct Row: Sendable {
        let customer: CustomerID
        let year: Int
        let held: Int64
        let givenBack: Int64
    }

    static let sql = """
        SELECT customer_id, delivery_year::bigint, coalesce(-sum(amount_minor) FILTER (WHERE kind <> 'clawed_back'), 0)::bigint,
            coalesce(-sum(amount_minor) FILTER (WHERE kind = 'clawed_back'), 0)::bigint
        FROM ere_payout_adjustments WHERE operator_id = $1 AND customer_id = ANY ($2) AND run_id < $3
        GROUP BY customer_id, delivery_year
        """
    static let isPlannedAnew = true
    static let sample = EREHeldBefore(operatorID: OperatorID(1), customers: [], before: EREPayoutRunID(1))
    let operatorID: OperatorID
    let customers: [CustomerID]
    let before: EREPayoutRunID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customers)
        values.append(before)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(customer: try row.next(), year: try row.next(), held: try row.next(), givenBack: try row.next())
    }
}

/// Shares of some customers that runs before one paid and that lost units, by decisions up to a mark.
struct ERELostBefore: Statement {
    struct Row: Sendable {
        let customer: CustomerID
        let year: Int
        let net: Int64
        let units: Int64
        let failed: Int64
    }

    static let sql = """
        SELECT l.customer_id, extract(year FROM b.quarter)::bigint, l.gross_minor - l.fee_minor - l.margin_minor, t.units,
            sum(s.units)::bigint
        FROM ere_verification_shares s
        JOIN ere_verification_decisions d ON d.operator_id = $1 AND d.verification_id = s.verification_id AND d.id <= $4
        JOIN ere_payout_lines l ON l.operator_id = $1 AND l.trade_id = s.trade_id AND l.position = s.position
            AND l.run_id < $3
        JOIN ere_trade_lines t ON t.operator_id = $1 AND t.trade_id = s.trade_id AND t.position = s.position
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = t.booking_id
        WHERE s.operator_id = $1 AND s.customer_id = ANY ($2)
        GROUP BY l.operator_id, l.trade_id, l.position, b.quarter, t.units
        """
    static let isPlannedAnew = true
    static let sample = ERELostBefore(
        operatorID: OperatorID(1),
        customers: [],
        before: EREPayoutRunID(1),
        through: 0
    )
    let operatorID: OperatorID
    let customers: [CustomerID]
    let before: EREPayoutRunID
    let through: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customers)
        values.append(before)
        values.append(through)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            customer: try row.next(),
            year: try row.next(),
            net: try row.next(),
            units: try row.next(),
            failed: try row.next()
        )
    }
}

extension EREPayoutClaims {
    /// Where some customers stand before a run, by decisions up to a mark.
    ///
    /// - Throws: `PostgresFault`.
    static func read(
        _ operatorID: OperatorID,
        _ customers: [CustomerID],
        before run: EREPayoutRunID,
        through mark: Int64,
        in tx: Transaction
    ) async throws -> [CustomerID: EREPayoutClaims] {
        let (rows, lost) = try await tx.together(
            EREHeldBefore(operatorID: operatorID, customers: customers, before: run),
            ERELostBefore(operatorID: operatorID, customers: customers, before: run, through: mark)
        )
        var all: [CustomerID: EREPayoutClaims] = [:]
        for row in lost {
            let part = part(of: row.net, failed: row.failed, units: row.units)
            all[row.customer, default: EREPayoutClaims()].due[row.year, default: 0] += part
        }
        for row in rows {
            all[row.customer, default: EREPayoutClaims()].held[row.year, default: 0] += row.held
            all[row.customer, default: EREPayoutClaims()].due[row.year, default: 0] -= row.givenBack
        }
        return all
    }
}

/// Says what payouts are adjusted by.
struct InsertEREPayoutAdjustments: Statement {
    static let sql = """
        INSERT INTO ere_payout_adjustments (operator_id, run_id, customer_id, kind, delivery_year, amount_minor,
            statement_code)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::text[]) AS n
        """
    static let sample = InsertEREPayoutAdjustments(operatorID: OperatorID(1), run: EREPayoutRunID(1), drafts: [])
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let drafts: [EREPayoutDraft]

    func bind(to values: inout Bindings) {
        let rows = drafts.flatMap { draft in draft.adjustments.map { (customer: draft.payee.id, adjustment: $0) } }
        values.append(operatorID)
        values.append(run)
        values.append(rows.map(\.customer))
        values.append(rows.map(\.adjustment.kind.rawValue))
        values.append(rows.map(\.adjustment.year))
        values.append(rows.map(\.adjustment.minor))
        values.append(rows.map(\.adjustment.statement))
    }
}

/// What payouts of a run are adjusted by: all of them together, or one customer's.
struct EREPayoutAdjustmentsOf: Statement {
    static let sql = """
        SELECT kind, delivery_year::bigint, sum(amount_minor)::bigint, statement_code FROM ere_payout_adjustments
        WHERE operator_id = $1 AND run_id = $2 AND ($3::bigint IS NULL OR customer_id = $3)
        GROUP BY kind, delivery_year, statement_code
        ORDER BY array_position(ARRAY['held', 'released', 'clawed_back'], kind), delivery_year
        """
    static let sample = EREPayoutAdjustmentsOf(operatorID: OperatorID(1), run: EREPayoutRunID(1), customer: nil)
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customer: CustomerID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutAdjustment {
        try EREPayoutAdjustment(&row)
    }
}

/// What some payouts of a run are adjusted by.
struct EREPaidAdjustments: Statement {
    struct Row: Sendable {
        let customer: CustomerID
        let adjustment: EREPayoutAdjustment
    }

    static let sql = """
        SELECT customer_id, kind, delivery_year::bigint, amount_minor, statement_code FROM ere_payout_adjustments
        WHERE operator_id = $1 AND run_id = $2 AND customer_id = ANY ($3)
        """
    static let sample = EREPaidAdjustments(operatorID: OperatorID(1), run: EREPayoutRunID(1), customers: [])
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customers: [CustomerID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customers)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(customer: try row.next(), adjustment: try EREPayoutAdjustment(&row))
    }
}

extension EREPayoutAdjustment {
    fileprivate init(_ row: inout RowReader) throws {
        self.init(try row.next(), year: try row.next(), minor: try row.next(), statement: try row.next())
    }
}
