package import Postgres
package import Values

/// What payouts go by: rules, the paying account, fees of customers' own, who brought whom, agreements on self-billing.
///
/// Rows are added and never changed; the one of the last day holds, of a day the one added last.
package enum EREPayoutSettings {
    /// The rules of a day.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func rules(_ scope: Scope, on day: LocalDate, in tx: Transaction) async throws -> EREPayoutRules {
        try await tx.first(EREPayoutRulesOn(operatorID: try EREPayouts.check(scope), day: day)) ?? .usual
    }

    /// Adds rules that hold from a day on.
    ///
    /// - Throws: ``EREPayoutRejection/rules``, ``NotPermitted``, `PostgresFault`.
    package static func setRules(
        _ scope: Scope,
        _ rules: EREPayoutRules,
        from day: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try EREPayouts.check(scope)
        guard rules.minimum.minor >= 0, rules.minimum.minor <= EREPayoutRules.largestMinimum.minor,
            isShare(rules.reservePercent, atMost: 100), isShare(rules.referralStep, atMost: 50),
            isShare(rules.referralFloor, atMost: 50)
        else { throw EREPayoutRejection.rules }
        let insert = InsertEREPayoutRules(operatorID: operatorID, rules: rules, from: day, by: scope.userID, at: now)
        try await tx.run(insert)
        try await note(scope, "ere.payout_rules_set", "operator/\(operatorID)", in: tx)
    }

    /// The account that pays on a day; `nil` where it is the operator's own.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func account(_ scope: Scope, on day: LocalDate, in tx: Transaction) async throws -> EREPayingAccount?
    {
        try await tx.first(EREPayingAccountOn(operatorID: try EREPayouts.check(scope), day: day)) ?? nil
    }

    /// Sets the account that pays from a day on.
    ///
    /// - Throws: ``EREPayoutRejection/account``, ``NotPermitted``, `PostgresFault`.
    package static func setAccount(
        _ scope: Scope,
        _ account: EREPayingAccount,
        from day: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try EREPayouts.check(scope)
        guard (1...140).contains(account.holder.count), account.bic.isEmpty || [8, 11].contains(account.bic.count)
        else {
            throw EREPayoutRejection.account
        }
        let insert = InsertEREPayingAccount(
            operatorID: operatorID,
            account: account,
            from: day,
            by: scope.userID,
            at: now
        )
        try await tx.run(insert)
        try await note(scope, "ere.paying_account_set", "operator/\(operatorID)", in: tx)
    }

    /// Agrees a fee with one customer from a day on; `nil` goes back to what is agreed for all.
    ///
    /// - Throws: ``EREPayoutRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func setFee(
        _ scope: Scope,
        of customer: CustomerID,
        _ percent: Exact?,
        from day: LocalDate,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try EREPayouts.check(scope)
        guard percent.map({ isShare($0, atMost: 50) }) != false else { throw EREPayoutRejection.fee }
        guard (1...400).contains(reason.count) else { throw EREPayoutRejection.reason }
        _ = try await Customers.find(.system(for: operatorID), customer, in: tx)
        let insert = InsertERECustomerFee(
            operatorID: operatorID,
            customer: customer,
            percent: percent,
            from: day,
            reason: reason,
            by: scope.userID,
            at: now
        )
        try await tx.run(insert)
        try await note(scope, "ere.customer_fee_set", "customer/\(customer)", in: tx)
    }

    /// Says once and for all who brought a customer.
    ///
    /// - Throws: ``EREPayoutRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func setReferrer(
        _ scope: Scope,
        of customer: CustomerID,
        _ referrer: CustomerID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try EREPayouts.check(scope)
        guard customer != referrer else { throw EREPayoutRejection.oneself }
        for id in [customer, referrer] { _ = try await Customers.find(.system(for: operatorID), id, in: tx) }
        let insert = InsertEREReferral(
            operatorID: operatorID,
            customer: customer,
            referrer: referrer,
            by: scope.userID,
            at: now
        )
        guard try await tx.run(insert) == 1 else { throw EREPayoutRejection.referralKnown }
        try await note(scope, "ere.referral_recorded", "customer/\(customer)", in: tx)
    }

    /// Records whether a customer agreed that invoices are issued in its name, from a day on.
    ///
    /// - Throws: ``EREPayoutRejection/reason``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func setSelfBilling(
        _ scope: Scope,
        of customer: CustomerID,
        isAgreed: Bool,
        from day: LocalDate,
        reference: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try EREPayouts.check(scope)
        guard (1...200).contains(reference.count) else { throw EREPayoutRejection.reason }
        _ = try await Customers.find(.system(for: operatorID), customer, in: tx)
        let insert = InsertERESelfBilling(
            operatorID: operatorID,
            customer: customer,
            isAgreed: isAgreed,
            from: day,
            reference: reference,
            by: scope.userID,
            at: now
        )
        try await tx.run(insert)
        try await note(scope, "ere.self_billing_recorded", "customer/\(customer)", in: tx)
    }

    private static func isShare(_ percent: Exact, atMost most: Int64) -> Bool {
        percent >= .zero && percent <= Exact(most) && percent.scale <= 2
    }

    private static func note(_ scope: Scope, _ action: String, _ subject: String, in tx: Transaction) async throws {
        try await AuditLog.record(scope, AuditRecord(action, subject: subject), in: tx)
    }
}

/// The account from which customers are paid.
package struct EREPayingAccount: Hashable, Sendable {
    package let holder: String
    package let iban: IBAN
    /// Empty inside SEPA, where the IBAN says enough.
    package let bic: String

    package init(holder: String, iban: IBAN, bic: String = "") {
        self.holder = holder
        self.iban = iban
        self.bic = bic
    }
}
