package import Postgres
package import Values

/// Rules of payouts as they were recorded.
package struct EREPayoutRulesRow: Hashable, Sendable {
    package let validFrom: LocalDate
    package let rules: EREPayoutRules
    /// Empty when the product itself did it.
    package let by: String
    package let at: Timestamp
}

/// What is agreed with one customer about its payouts, the newest first.
package struct ERECustomerTerms: Hashable, Sendable {
    package struct Fee: Hashable, Sendable {
        package let validFrom: LocalDate
        /// In percent; `nil` where the customer went back to what is agreed for all.
        package let percent: Exact?
        package let reason: String
        package let by: String
    }

    package struct Agreement: Hashable, Sendable {
        package let validFrom: LocalDate
        package let isAgreed: Bool
        /// Where the agreement is kept.
        package let reference: String
        package let by: String
    }

    package struct Other: Hashable, Sendable {
        package let id: CustomerID
        package let name: String
    }

    package let fees: [Fee]
    package let agreements: [Agreement]
    /// Who brought it.
    package let referrer: Other?
    /// Whom it brought.
    package let brought: [Other]
}

extension EREPayoutSettings {
    /// Rows that a page lists of each kind.
    private static let shown = 100

    /// Rules as they were recorded, the newest day first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func allRules(_ scope: Scope, in tx: Transaction) async throws -> [EREPayoutRulesRow] {
        try await tx.all(ListEREPayoutRules(operatorID: try EREPayouts.check(scope), limit: shown))
    }

    /// What is agreed with one customer.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func terms(
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> ERECustomerTerms {
        let operatorID = try EREPayouts.check(scope)
        _ = try await Customers.find(.system(for: operatorID), customer, in: tx)
        return ERECustomerTerms(
            fees: try await tx.all(ListERECustomerFees(operatorID: operatorID, customer: customer, limit: shown)),
            agreements: try await tx.all(
                ListERESelfBilling(operatorID: operatorID, customer: customer, limit: shown)
            ),
            referrer: try await tx.first(EREReferrerOf(operatorID: operatorID, customer: customer)),
            brought: try await tx.all(EREBroughtBy(operatorID: operatorID, customer: customer, limit: shown))
        )
    }
}

/// Rules as they were recorded.
struct ListEREPayoutRules: Statement {
    static let sql = """
        SELECT r.valid_from, r.minimum_minor, r.reserve_percent, r.referral_step_percent, r.referral_floor_percent,
            coalesce(u.name, ''), r.recorded_at
        FROM ere_payout_rules r LEFT JOIN users u ON u.operator_id = $1 AND u.id = r.recorded_by
        WHERE r.operator_id = $1 ORDER BY r.valid_from DESC, r.id DESC LIMIT $2
        """
    static let sample = ListEREPayoutRules(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutRulesRow {
        EREPayoutRulesRow(
            validFrom: try row.next(),
            rules: try EREPayoutRules(&row),
            by: try row.next(),
            at: try row.next()
        )
    }
}

/// A customer's own fees.
struct ListERECustomerFees: Statement {
    static let sql = """
        SELECT f.valid_from, f.service_fee_percent, f.reason, coalesce(u.name, '')
        FROM ere_customer_fees f LEFT JOIN users u ON u.operator_id = $1 AND u.id = f.recorded_by
        WHERE f.operator_id = $1 AND f.customer_id = $2 ORDER BY f.valid_from DESC, f.id DESC LIMIT $3
        """
    static let sample = ListERECustomerFees(operatorID: OperatorID(1), customer: CustomerID(1), limit: 1)
    let operatorID: OperatorID
    let customer: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ERECustomerTerms.Fee {
        ERECustomerTerms.Fee(
            validFrom: try row.next(),
            percent: try row.next(),
            reason: try row.next(),
            by: try row.next()
        )
    }
}

/// Whether a customer agreed to self-billing.
struct ListERESelfBilling: Statement {
    static let sql = """
        SELECT s.valid_from, s.is_agreed, s.reference, coalesce(u.name, '')
        FROM ere_self_billing s LEFT JOIN users u ON u.operator_id = $1 AND u.id = s.recorded_by
        WHERE s.operator_id = $1 AND s.customer_id = $2 ORDER BY s.valid_from DESC, s.id DESC LIMIT $3
        """
    static let sample = ListERESelfBilling(operatorID: OperatorID(1), customer: CustomerID(1), limit: 1)
    let operatorID: OperatorID
    let customer: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ERECustomerTerms.Agreement {
        ERECustomerTerms.Agreement(
            validFrom: try row.next(),
            isAgreed: try row.next(),
            reference: try row.next(),
            by: try row.next()
        )
    }
}

/// Who brought a customer.
struct EREReferrerOf: Statement {
    static let sql = """
        SELECT c.id, c.name FROM ere_referrals r JOIN customers c ON c.operator_id = $1 AND c.id = r.referrer_id
        WHERE r.operator_id = $1 AND r.customer_id = $2
        """
    static let sample = EREReferrerOf(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> ERECustomerTerms.Other {
        ERECustomerTerms.Other(id: try row.next(), name: try row.next())
    }
}

/// Whom a customer brought, by name.
struct EREBroughtBy: Statement {
    static let sql = """
        SELECT c.id, c.name FROM ere_referrals r JOIN customers c ON c.operator_id = $1 AND c.id = r.customer_id
        WHERE r.operator_id = $1 AND r.referrer_id = $2 ORDER BY lower(c.name), c.id LIMIT $3
        """
    static let sample = EREBroughtBy(operatorID: OperatorID(1), customer: CustomerID(1), limit: 1)
    let operatorID: OperatorID
    let customer: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ERECustomerTerms.Other {
        ERECustomerTerms.Other(id: try row.next(), name: try row.next())
    }
}
