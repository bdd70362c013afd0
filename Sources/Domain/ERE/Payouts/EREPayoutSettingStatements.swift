import Postgres
import Values

/// Adds rules of payouts.
struct InsertEREPayoutRules: Statement {
    static let sql = """
        INSERT INTO ere_payout_rules (operator_id, valid_from, minimum_minor, reserve_percent, referral_step_percent,
            referral_floor_percent, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    static let sample = InsertEREPayoutRules(
        operatorID: OperatorID(1),
        rules: .usual,
        from: LocalDate(daysSinceEpoch: 0),
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let rules: EREPayoutRules
    let from: LocalDate
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(from)
        values.append(rules.minimum.minor)
        values.append(rules.reservePercent)
        values.append(rules.referralStep)
        values.append(rules.referralFloor)
        values.append(by)
        values.append(at)
    }
}

/// Sets the account that pays customers.
struct InsertEREPayingAccount: Statement {
    static let sql = """
        INSERT INTO ere_paying_accounts (operator_id, valid_from, holder, iban, bic, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let sample = InsertEREPayingAccount(
        operatorID: OperatorID(1),
        account: nil,
        from: LocalDate(daysSinceEpoch: 0),
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    /// `nil` only for describing the statement.
    let account: EREPayingAccount?
    let from: LocalDate
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(from)
        values.append(account?.holder ?? "")
        values.append(account?.iban.text ?? "")
        values.append(account?.bic ?? "")
        values.append(by)
        values.append(at)
    }
}

/// The account that pays customers on a day.
struct EREPayingAccountOn: Statement {
    static let sql = """
        SELECT holder, iban, bic FROM ere_paying_accounts
        WHERE operator_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC, id DESC LIMIT 1
        """
    static let sample = EREPayingAccountOn(operatorID: OperatorID(1), day: LocalDate(daysSinceEpoch: 0))
    let operatorID: OperatorID
    let day: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(day)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayingAccount? {
        let (holder, text, bic): (String, String, String) = (try row.next(), try row.next(), try row.next())
        return IBAN(text).map { EREPayingAccount(holder: holder, iban: $0, bic: bic) }
    }
}

/// Agrees a fee with one customer.
struct InsertERECustomerFee: Statement {
    static let sql = """
        INSERT INTO ere_customer_fees (operator_id, customer_id, valid_from, service_fee_percent, reason, recorded_by,
            recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let sample = InsertERECustomerFee(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        percent: nil,
        from: LocalDate(daysSinceEpoch: 0),
        reason: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let percent: Exact?
    let from: LocalDate
    let reason: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(from)
        values.append(percent)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
}

/// Says who brought a customer; nothing when it is known, or the other way round.
struct InsertEREReferral: Statement {
    static let sql = """
        INSERT INTO ere_referrals (operator_id, customer_id, referrer_id, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
        """
    static let sample = InsertEREReferral(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        referrer: CustomerID(2),
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let referrer: CustomerID
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(referrer)
        values.append(by)
        values.append(at)
    }
}

/// Records whether a customer agreed to self-billing.
struct InsertERESelfBilling: Statement {
    static let sql = """
        INSERT INTO ere_self_billing (operator_id, customer_id, valid_from, is_agreed, reference, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let sample = InsertERESelfBilling(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        isAgreed: false,
        from: LocalDate(daysSinceEpoch: 0),
        reference: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let isAgreed: Bool
    let from: LocalDate
    let reference: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(from)
        values.append(isAgreed)
        values.append(reference)
        values.append(by)
        values.append(at)
    }
}
