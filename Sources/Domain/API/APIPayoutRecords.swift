package import Postgres
package import Values

/// How far a payout is.
package enum APIPayoutState: String, CaseIterable, Hashable, Sendable {
    /// Made, and nobody has approved it.
    case made
    /// Approved; no bank was told yet.
    case approved
    /// A bank was told to pay it.
    case paid
    /// The payment came back, and it is to be paid again.
    case returned
}

/// A payout as programs read it.
package struct APIPayout: Hashable, Sendable {
    /// By what payouts are known and ordered.
    package struct Key: Hashable, Sendable {
        package let run: EREPayoutRunID
        package let customer: CustomerID

        package init(run: EREPayoutRunID, customer: CustomerID) {
            self.run = run
            self.customer = customer
        }
    }

    package let quarter: EREQuarter
    package let model: EREPayoutModel
    package let summary: EREPayoutSummary

    package var key: Key { Key(run: summary.run, customer: summary.customer) }

    package var state: APIPayoutState {
        if summary.paidAt != nil { return .paid }
        if summary.returns > 0 { return .returned }
        return summary.isApproved ? .approved : .made
    }
}

/// A payout with what it pays for.
package struct APIPayoutBreakdown: Hashable, Sendable {
    package let payout: APIPayout
    package let connections: [EREPayoutSnapshot.Connection]
    package let kept: [EREPayoutSnapshot.Kept]
    package let adjustments: [EREPayoutAdjustment]
}

/// What an operator's customer has in writing.
package struct APIDocument: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable, PostgresValue {
        case mandate
        case payout
    }

    /// By what documents are known and ordered.
    package struct Key: Hashable, Sendable {
        package let kind: Kind
        /// Of the enrolment, or of the payout's document.
        package let number: Int64

        package init(kind: Kind, number: Int64) {
            self.kind = kind
            self.number = number
        }
    }

    package let key: Key
    package let title: String
    package let issuedAt: Timestamp
}

/// A document as it is to be drawn.
package enum APIDocumentContent: Sendable {
    /// It was drawn when it was signed.
    case drawn([UInt8])
    /// The document of a payout, with everything that it says.
    case payout(CreditID, EREPayoutSnapshot)
}

extension APIRecords {
    /// Payouts of the operator's customers, run by run.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func payouts(
        _ scope: Scope,
        of customer: CustomerID?,
        quarter: EREQuarter?,
        after: APIPayout.Key?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<APIPayout, APIPayout.Key> {
        let page = PageOfPayouts(
            operatorID: try EREPayouts.reader(scope),
            one: nil,
            customer: customer,
            quarter: quarter,
            after: after ?? APIPayout.Key(run: EREPayoutRunID(0), customer: CustomerID(0)),
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit, key: \.key)
    }

    /// One payout with what it pays for.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func payout(
        _ scope: Scope,
        _ key: APIPayout.Key,
        in tx: Transaction
    ) async throws -> APIPayoutBreakdown {
        let before = APIPayout.Key(run: EREPayoutRunID(0), customer: CustomerID(0))
        let find = PageOfPayouts(
            operatorID: try EREPayouts.reader(scope),
            one: key,
            customer: nil,
            quarter: nil,
            after: before,
            limit: 1
        )
        guard let found = try await tx.first(find) else { throw NotFound("payout") }
        let known = try await EREPayouts.payout(scope, key.run, of: key.customer, in: tx)
        return APIPayoutBreakdown(
            payout: found,
            connections: known.connections,
            kept: known.kept,
            adjustments: known.adjustments
        )
    }

    /// What a customer has in writing: mandates, and statements of payouts that were approved.
    ///
    /// - Throws: ``NotFound`` also for another operator's customer, ``NotPermitted``, `PostgresFault`.
    package static func documents(
        _ scope: Scope,
        of customer: CustomerID,
        withPayouts: Bool,
        after: APIDocument.Key?,
        limit: Int,
        in tx: Transaction
    ) async throws -> KeysetPage<APIDocument, APIDocument.Key> {
        _ = try await Customers.find(scope, customer, in: tx)
        let page = PageOfDocuments(
            operatorID: try scope.requireOperator(),
            customer: customer,
            withPayouts: withPayouts,
            after: after,
            limit: limit + 1
        )
        return KeysetPage(try await tx.all(page), limit: limit, key: \.key)
    }

    /// One document of a customer.
    ///
    /// - Throws: ``NotFound`` also for another customer's, ``NotPermitted``, `PostgresFault`, ``SnapshotFault``.
    package static func document(
        _ scope: Scope,
        _ key: APIDocument.Key,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> APIDocumentContent {
        _ = try await Customers.find(scope, customer, in: tx)
        let operatorID = try scope.requireOperator()
        switch key.kind {
        case .mandate:
            let enrolment = EREEnrolmentID(key.number)
            let find = FindEREMandatePDF(operatorID: operatorID, enrolment: enrolment, customer: customer)
            guard let pdf = try await tx.first(find) else { throw NotFound("document") }
            return .drawn(pdf)
        case .payout:
            let own = ListOwnPayouts(operatorID: operatorID, customer: customer, id: CreditID(key.number))
            guard let found = try await tx.first(own), found.isApproved else { throw NotFound("document") }
            return .payout(found.id, try found.read().snapshot)
        }
    }
}

/// The next payouts by run and customer, of all quarters and customers or of one; or one of them.
struct PageOfPayouts: Statement {
    static let sql =
        "SELECT q.quarter, q.payout_model, " + EREPayoutSQL.columns + " FROM ere_payouts p" + EREPayoutSQL.joined + """
            JOIN ere_payout_runs q ON q.operator_id = $1 AND q.id = p.run_id
            WHERE p.operator_id = $1 AND (p.run_id, p.customer_id) > ($2, $3)
                AND ($4::bigint IS NULL OR (p.run_id = $4 AND p.customer_id = $5))
                AND ($6::bigint IS NULL OR p.customer_id = $6) AND ($7::date IS NULL OR q.quarter = $7)
            ORDER BY p.run_id, p.customer_id LIMIT $8
            """
    static let isPlannedAnew = true
    static let sample = PageOfPayouts(
        operatorID: OperatorID(1),
        one: nil,
        customer: nil,
        quarter: nil,
        after: APIPayout.Key(run: EREPayoutRunID(0), customer: CustomerID(0)),
        limit: 1
    )
    let operatorID: OperatorID
    let one: APIPayout.Key?
    let customer: CustomerID?
    let quarter: EREQuarter?
    let after: APIPayout.Key
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(after.run)
        values.append(after.customer)
        values.append(one?.run)
        values.append(one?.customer)
        values.append(customer)
        values.append(quarter?.firstDay)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> APIPayout {
        APIPayout(
            quarter: EREQuarter(of: try row.next(LocalDate.self)) ?? .sample,
            model: try row.next(),
            summary: try EREPayoutSummary(&row)
        )
    }
}

/// The next documents of a customer, mandates first.
struct PageOfDocuments: Statement {
    static let sql = """
        SELECT d.kind, d.number, d.title, d.issued_at FROM (
            SELECT 'mandate'::text AS kind, m.enrolment_id AS number,
                m.ean || ' ' || m.first_year || '-' || m.last_year AS title, m.signed_at AS issued_at
            FROM ere_mandates m WHERE m.operator_id = $1 AND m.customer_id = $2
            UNION ALL
            SELECT 'payout'::text, c.id, c.number, c.issued_at FROM credits c
            JOIN credit_approvals a ON a.operator_id = $1 AND a.credit_id = c.id
            WHERE c.operator_id = $1 AND c.customer_id = $2 AND $3
        ) d
        WHERE (d.kind, d.number) > ($4, $5) ORDER BY d.kind, d.number LIMIT $6
        """
    static let sample = PageOfDocuments(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        withPayouts: true,
        after: nil,
        limit: 1
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let withPayouts: Bool
    let after: APIDocument.Key?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(withPayouts)
        values.append(after?.kind.rawValue ?? "")
        values.append(after?.number ?? 0)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> APIDocument {
        APIDocument(
            key: APIDocument.Key(kind: try row.next(), number: try row.next()),
            title: try row.next(),
            issuedAt: try row.next()
        )
    }
}
