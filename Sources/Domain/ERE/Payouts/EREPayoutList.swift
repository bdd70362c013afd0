package import Postgres
package import Values

/// A payout as lists show it; amounts in cents.
package struct EREPayoutSummary: Hashable, Sendable {
    package let run: EREPayoutRunID
    package let customer: CustomerID
    package let customerName: String
    package let customerReference: String
    package let units: Int64
    package let energy: Energy
    package let gross: Int64
    package let fee: Int64
    package let margin: Int64
    package let net: Int64
    package let vat: Int64
    package let adjustment: Int64
    package let payable: Int64
    /// Its document; `nil` where the partner is paid.
    package let credit: CreditID?
    package let number: String
    package let kind: CreditKind?
    package let isApproved: Bool
    /// When the bank file that pays it was made.
    package let paidAt: Timestamp?
    /// The payment's reference at the bank; empty while there is none.
    package let endToEndID: String
    /// How many payments of it came back.
    package let returns: Int
}

/// The columns by which payouts are ordered.
package enum EREPayoutSort: String, CaseIterable, Hashable, Sendable {
    case customer, units, gross, payable
}

/// Which payouts of a run a list is about.
package enum EREPayoutStanding: String, CaseIterable, Hashable, Sendable {
    case unapproved, approved, paid, returned
}

/// Payouts, their breakdown and documents.
extension EREPayouts {
    /// Payouts of a run whose customer, reference or number contains the search text.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func payouts(
        _ scope: Scope,
        of run: EREPayoutRunID,
        _ request: ListRequest<EREPayoutSort>,
        _ standing: EREPayoutStanding? = nil,
        in tx: Transaction
    ) async throws -> Listing<EREPayoutSummary> {
        let operatorID = try reader(scope)
        let order = request.sort.order(isDescending: request.isDescending)
        return try await list(order, operatorID, run, request, standing, in: tx)
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ run: EREPayoutRunID,
        _ request: ListRequest<EREPayoutSort>,
        _ standing: EREPayoutStanding?,
        in tx: Transaction
    ) async throws -> Listing<EREPayoutSummary> {
        try await tx.listing(request) {
            ListEREPayouts<Order>(operatorID: operatorID, run: run, standing: standing, request: $0)
        }
    }

    /// One payout with what it pays for: of each connection and quarter, which sales at which price.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func payout(
        _ scope: Scope,
        _ run: EREPayoutRunID,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> (
        summary: EREPayoutSummary, connections: [EREPayoutSnapshot.Connection], kept: [EREPayoutSnapshot.Kept],
        adjustments: [EREPayoutAdjustment]
    ) {
        let operatorID = try reader(scope)
        guard let summary = try await tx.first(FindEREPayout(operatorID: operatorID, run: run, customer: customer))
        else {
            throw NotFound("payout")
        }
        let paid = try await connections(operatorID, run, of: [customer], in: tx)[customer] ?? []
        let kept = try await tx.all(EREKeptOf(operatorID: operatorID, run: run, customer: customer))
        let find = EREPayoutAdjustmentsOf(operatorID: operatorID, run: run, customer: customer)
        return (summary, paid, kept, try await tx.all(find))
    }

    /// What was approved for the customer of the scope, the newest first; only where it is paid itself.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, ``SnapshotFault``.
    package static func own(_ scope: Scope, in tx: Transaction) async throws -> [EREOwnPayout] {
        guard let customer = scope.customerID else { throw NotPermitted() }
        let own = ListOwnPayouts(operatorID: try scope.requireOperator(), customer: customer, id: nil)
        return try await tx.all(own).filter(\.isApproved).map { try $0.read() }
    }

    /// One payout of the scope's customer.
    ///
    /// - Throws: ``NotFound`` also for somebody else's, ``NotPermitted``, `PostgresFault`, ``SnapshotFault``.
    package static func own(_ scope: Scope, _ id: CreditID, in tx: Transaction) async throws -> EREOwnPayout {
        guard let customer = scope.customerID else { throw NotPermitted() }
        let own = ListOwnPayouts(operatorID: try scope.requireOperator(), customer: customer, id: id)
        guard let found = try await tx.first(own), found.isApproved else { throw NotFound("payout") }
        return try found.read()
    }

    /// The document of a run's payout, or of the partner for all of them (`nil`, and where it is paid), as it was issued.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`, ``SnapshotFault``.
    package static func document(
        _ scope: Scope,
        _ run: EREPayoutRunID,
        of customer: CustomerID?,
        in tx: Transaction
    ) async throws -> (id: CreditID, snapshot: EREPayoutSnapshot) {
        let find = FindEREDocument(operatorID: try reader(scope), run: run, customer: customer)
        guard let found = try await tx.first(find) else { throw NotFound("payout") }
        return (found.id, try EREPayoutSnapshot(json: found.snapshot))
    }
}

/// A payout as the customer sees it.
package struct EREOwnPayout: Sendable {
    package let id: CreditID
    package let snapshot: EREPayoutSnapshot
    package let isApproved: Bool
    /// Whether a bank was told to pay it, and the payment did not come back.
    package let isPaid: Bool
}

/// What the statements over payouts share.
enum EREPayoutSQL {
    /// The columns of ``EREPayoutSummary``.
    static let columns = """
        p.run_id, p.customer_id, u.name, u.reference, p.units, p.energy_thousandths_wh, p.gross_minor, p.fee_minor,
        p.margin_minor, p.net_minor, p.vat_minor, p.adjustment_minor, p.payable_minor, c.id, coalesce(c.number, ''),
        c.kind, a.credit_id IS NOT NULL, f.created_at, coalesce(m.end_to_end_id, ''),
        (SELECT count(*) FROM payment_file_credits r
            WHERE r.operator_id = $1 AND r.credit_id = c.id AND r.return_id IS NOT NULL)
        """
    /// A payout `p` with its customer, document, approval and payment; the partner's where it is paid.
    ///
    /// Only for as many payouts as a page shows. The document's id comes out of a query of its own (`OFFSET 0`): in any other
    /// form the rules of row-level security keep it from looking documents up by index.
    static let joined = """

        JOIN customers u ON u.operator_id = $1 AND u.id = p.customer_id
        LEFT JOIN LATERAL (SELECT coalesce(p.credit_id, (SELECT d.id FROM credits d
            WHERE d.operator_id = $1 AND d.ere_run_id = p.run_id AND d.customer_id IS NULL)) AS id OFFSET 0) x ON true
        LEFT JOIN credits c ON c.operator_id = $1 AND c.id = x.id
        LEFT JOIN credit_approvals a ON a.operator_id = $1 AND a.credit_id = x.id
        LEFT JOIN payment_file_credits m ON m.operator_id = $1 AND m.credit_id = x.id AND m.return_id IS NULL
        LEFT JOIN payment_files f ON f.operator_id = $1 AND f.id = m.payment_file_id

        """

    /// Whether a table has a row for the document of a payout `p`: its own, or the partner's, which is `document`.
    static func has(_ table: String, _ column: String, _ condition: String = "true") -> String {
        let row = "EXISTS (SELECT FROM " + table + " s WHERE s.operator_id = $1 AND " + condition + " AND " + column
        return "CASE WHEN p.credit_id IS NULL THEN " + row + " = (SELECT id FROM document)) ELSE " + row
            + " = p.credit_id) END"
    }
}

extension EREPayoutSummary {
    init(_ row: inout RowReader) throws {
        let (run, customer, name, reference): (EREPayoutRunID, CustomerID, String, String) = (
            try row.next(), try row.next(), try row.next(), try row.next()
        )
        let (units, energy): (Int64, Int64) = (try row.next(), try row.next())
        let (gross, fee, margin, net): (Int64, Int64, Int64, Int64) = (
            try row.next(), try row.next(), try row.next(), try row.next()
        )
        self.init(
            run: run,
            customer: customer,
            customerName: name,
            customerReference: reference,
            units: units,
            energy: Energy(thousandthsWh: energy),
            gross: gross,
            fee: fee,
            margin: margin,
            net: net,
            vat: try row.next(),
            adjustment: try row.next(),
            payable: try row.next(),
            credit: try row.next(),
            number: try row.next(),
            kind: try row.next(),
            isApproved: try row.next(),
            paidAt: try row.next(),
            endToEndID: try row.next(),
            returns: try row.next()
        )
    }
}

/// Payouts of a run filtered, ordered and cut.
struct ListEREPayouts<Order: SQLOrder>: Statement {
    static var sql: String {
        "WITH document AS MATERIALIZED (SELECT d.id FROM credits d"
            + " WHERE d.operator_id = $1 AND d.ere_run_id = $2 AND d.customer_id IS NULL), page AS MATERIALIZED ("
            + "SELECT p.customer_id, row_number() OVER (ORDER BY " + Order.expression + Order.direction.expression
            + ", p.customer_id" + Order.direction.id + ") AS place, " + Order.expression + " AS sort_key" + matched
            + Order.clause("p.customer_id") + " LIMIT $6 OFFSET $5) SELECT " + EREPayoutSQL.columns
            + ", (SELECT count(*)" + matched + "), k.sort_key FROM page k"
            + " JOIN ere_payouts p ON p.operator_id = $1 AND p.run_id = $2 AND p.customer_id = k.customer_id"
            + EREPayoutSQL.joined + " ORDER BY k.place"
    }
    /// The payouts `p` that are looked for, with their customers `u`.
    private static var matched: String {
        """
         FROM ere_payouts p JOIN customers u ON u.operator_id = $1 AND u.id = p.customer_id
        WHERE p.operator_id = $1 AND p.run_id = $2
            AND ($3 = '%%' OR u.name ILIKE $3 OR u.reference ILIKE $3 OR
        """ + " " + EREPayoutSQL.has("credits", "s.id", "s.number ILIKE $3")
            + ") AND CASE $4 WHEN 'unapproved' THEN NOT "
            + EREPayoutSQL.has("credit_approvals", "s.credit_id") + " WHEN 'approved' THEN "
            + EREPayoutSQL.has("credit_approvals", "s.credit_id") + " AND NOT "
            + EREPayoutSQL.has("payment_file_credits", "s.credit_id", "s.return_id IS NULL") + " WHEN 'paid' THEN "
            + EREPayoutSQL.has("payment_file_credits", "s.credit_id", "s.return_id IS NULL") + " WHEN 'returned' THEN "
            + EREPayoutSQL.has("payment_file_credits", "s.credit_id", "s.return_id IS NOT NULL") + " ELSE true END"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListEREPayouts {
        ListEREPayouts(
            operatorID: OperatorID(1),
            run: EREPayoutRunID(1),
            standing: nil,
            request: ListRequest(sort: .customer)
        )
    }
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let standing: EREPayoutStanding?
    let request: ListRequest<EREPayoutSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(request.pattern)
        values.append(standing?.rawValue ?? "")
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<EREPayoutSummary> {
        let payout = try EREPayoutSummary(&row)
        let total: Int = try row.next()
        row.ignoreRest()
        return CountedRow(row: payout, total: total)
    }
}

/// One payout.
struct FindEREPayout: Statement {
    static let sql =
        "SELECT " + EREPayoutSQL.columns + " FROM ere_payouts p" + EREPayoutSQL.joined
        + "WHERE p.operator_id = $1 AND p.run_id = $2 AND p.customer_id = $3"
    static let sample = FindEREPayout(
        operatorID: OperatorID(1),
        run: EREPayoutRunID(1),
        customer: CustomerID(1)
    )
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutSummary { try EREPayoutSummary(&row) }
}

/// What is kept of a payout, per quarter of delivery.
struct EREKeptOf: Statement {
    static let sql = """
        SELECT quarter, gross_minor, fee_minor, margin_minor, agreed_percent, fee_percent, margin_percent,
            fee_id IS NOT NULL, referrals::bigint
        FROM ere_payout_quarters WHERE operator_id = $1 AND run_id = $2 AND customer_id = $3 ORDER BY quarter
        """
    static let sample = EREKeptOf(operatorID: OperatorID(1), run: EREPayoutRunID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutSnapshot.Kept {
        EREPayoutSnapshot.Kept(
            quarter: EREQuarter(of: try row.next(LocalDate.self)) ?? .sample,
            gross: try row.next(),
            fee: try row.next(),
            margin: try row.next(),
            agreedPercent: try row.next(),
            feePercent: try row.next(),
            marginPercent: try row.next(),
            isOwn: try row.next(),
            referrals: try row.next()
        )
    }
}

/// A document of a run: of a customer, or without one of the partner.
struct FindEREDocument: Statement {
    static let sql = """
        SELECT id, snapshot FROM credits
        WHERE operator_id = $1 AND ere_run_id = $2 AND (customer_id IS NOT DISTINCT FROM $3
            OR (customer_id IS NULL AND EXISTS (SELECT FROM ere_payouts p
                WHERE p.operator_id = $1 AND p.run_id = $2 AND p.customer_id = $3 AND p.credit_id IS NULL)))
        """
    static let sample = FindEREDocument(operatorID: OperatorID(1), run: EREPayoutRunID(1), customer: nil)
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customer: CustomerID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> (id: CreditID, snapshot: JSON) {
        (try row.next(), try row.next())
    }
}

/// Payouts of a customer: all, or one.
struct ListOwnPayouts: Statement {
    struct Row: Sendable {
        let id: CreditID
        let snapshot: JSON
        let isApproved: Bool
        let isPaid: Bool

        func read() throws -> EREOwnPayout {
            EREOwnPayout(
                id: id,
                snapshot: try EREPayoutSnapshot(json: snapshot),
                isApproved: isApproved,
                isPaid: isPaid
            )
        }
    }

    static let sql = """
        SELECT c.id, c.snapshot, EXISTS (SELECT FROM credit_approvals a WHERE a.operator_id = $1 AND a.credit_id = c.id),
            EXISTS (SELECT FROM payment_file_credits p
                WHERE p.operator_id = $1 AND p.credit_id = c.id AND p.return_id IS NULL)
        FROM credits c
        WHERE c.operator_id = $1 AND c.customer_id = $2 AND ($3::bigint IS NULL OR c.id = $3)
        ORDER BY c.issued_on DESC, c.id DESC
        """
    static let sample = ListOwnPayouts(operatorID: OperatorID(1), customer: CustomerID(1), id: nil)
    let operatorID: OperatorID
    let customer: CustomerID
    let id: CreditID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(id: try row.next(), snapshot: try row.next(), isApproved: try row.next(), isPaid: try row.next())
    }
}
