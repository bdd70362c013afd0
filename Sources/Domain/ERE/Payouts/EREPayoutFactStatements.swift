import Postgres
import Values

/// The last sale, own fee, agreement and decision about a verification of now.
struct EREPayoutMarksNow: Statement {
    static let sql = """
        SELECT coalesce((SELECT max(id) FROM ere_trades WHERE operator_id = $1), 0),
            coalesce((SELECT max(id) FROM ere_customer_fees WHERE operator_id = $1), 0),
            coalesce((SELECT max(id) FROM ere_self_billing WHERE operator_id = $1), 0),
            coalesce((SELECT max(id) FROM ere_verification_decisions WHERE operator_id = $1), 0)
        """
    static let sample = EREPayoutMarksNow(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREPayoutMarks {
        EREPayoutMarks(
            trades: try row.next(),
            fees: try row.next(),
            agreements: try row.next(),
            verifications: try row.next()
        )
    }
}

/// The rules that hold on a day.
struct EREPayoutRulesOn: Statement {
    static let sql = """
        SELECT minimum_minor, reserve_percent, referral_step_percent, referral_floor_percent FROM ere_payout_rules
        WHERE operator_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC, id DESC LIMIT 1
        """
    static let sample = EREPayoutRulesOn(operatorID: OperatorID(1), day: LocalDate(daysSinceEpoch: 0))
    let operatorID: OperatorID
    let day: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(day)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutRules { try EREPayoutRules(&row) }
}

extension EREPayoutRules {
    init(_ row: inout RowReader) throws {
        self.init(
            minimum: Money(minor: try row.next(), .eur),
            reservePercent: try row.next(),
            referralStep: try row.next(),
            referralFloor: try row.next()
        )
    }
}

/// What the statements over shares share: those of sales that are not cancelled and were not paid, `s`; parameters $1 to $3.
private enum EREDueSQL {
    static let shares = """
        FROM ere_trade_lines s
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = s.booking_id AND b.quarter <= $2
        WHERE s.operator_id = $1 AND s.trade_id <= $3
            AND NOT EXISTS (SELECT FROM ere_payout_lines p
                WHERE p.operator_id = $1 AND p.trade_id = s.trade_id AND p.position = s.position)
            AND NOT EXISTS (SELECT FROM ere_trade_cancellations c WHERE c.operator_id = $1 AND c.trade_id = s.trade_id)

        """
}

/// The customers of shares that wait, and those of whom something is held back of years that are verified.
struct EREDuePayees: Statement {
    static let sql =
        "SELECT s.customer_id " + EREDueSQL.shares + """
             UNION SELECT h.customer_id FROM (
                SELECT a.customer_id FROM ere_payout_adjustments a
                WHERE a.operator_id = $1 AND a.kind <> 'clawed_back' AND a.delivery_year = ANY ($4::bigint[])
                GROUP BY a.customer_id, a.delivery_year HAVING sum(a.amount_minor) < 0) h
            ORDER BY 1
            """
    static let isPlannedAnew = true
    static let sample = EREDuePayees(operatorID: OperatorID(1), through: .sample, trades: 0, verified: [])
    let operatorID: OperatorID
    let through: EREQuarter
    let trades: Int64
    /// Years of delivery.
    let verified: [Int]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(through.firstDay)
        values.append(trades)
        values.append(verified)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerID { try row.next() }
}

/// The shares of some customers that wait.
struct EREDueShares: Statement {
    struct Row: Sendable {
        let share: EREPayoutShare
        /// Whether the connection's enrolment is refused.
        let isRefused: Bool
    }

    static let sql = """
        SELECT s.trade_id, s.position::bigint, s.customer_id, b.ean, b.quarter, b.id, s.units, s.amount_minor,
            b.energy_thousandths_wh, coalesce(b.credited_units, 0), t.price_per_unit, t.number,
            coalesce(f.units, 0), e.state = 'refused'
        FROM (SELECT s.operator_id, s.trade_id, s.position, s.customer_id, s.booking_id, s.units, s.amount_minor

        """ + EREDueSQL.shares + """
             AND s.customer_id = ANY ($4)) s
            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = s.booking_id
            JOIN ere_trades t ON t.operator_id = $1 AND t.id = s.trade_id
            JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = b.enrolment_id
            LEFT JOIN LATERAL (SELECT sum(x.units)::bigint AS units FROM ere_verification_shares x
                JOIN ere_verification_decisions d ON d.operator_id = $1 AND d.verification_id = x.verification_id
                    AND d.id <= $5
                WHERE x.operator_id = $1 AND x.trade_id = s.trade_id AND x.position = s.position) f ON true
            ORDER BY s.customer_id, b.quarter, b.ean, s.trade_id, s.position
            """
    static let sample = EREDueShares(
        operatorID: OperatorID(1),
        through: .sample,
        marks: EREPayoutMarks(trades: 0, fees: 0, agreements: 0, verifications: 0),
        customers: []
    )
    let operatorID: OperatorID
    let through: EREQuarter
    let marks: EREPayoutMarks
    let customers: [CustomerID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(through.firstDay)
        values.append(marks.trades)
        values.append(customers)
        values.append(marks.verifications)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        let share = try EREPayoutShare(&row)
        return Row(share: share, isRefused: try row.next())
    }
}

extension EREPayoutShare {
    /// Thirteen columns in the order of ``EREDueShares``.
    init(_ row: inout RowReader) throws {
        let (trade, position, customer): (ERETradeID, Int, CustomerID) = (
            try row.next(), try row.next(), try row.next()
        )
        let (ean, day, booking): (String, LocalDate, EREBookingID) = (try row.next(), try row.next(), try row.next())
        self.init(
            trade: trade,
            position: position,
            customer: customer,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            booking: booking,
            units: try row.next(),
            gross: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            credited: try row.next(),
            price: try row.next(),
            number: try row.next(),
            failed: try row.next()
        )
    }
}

/// Some customers as payouts need them on a day.
struct EREPayees: Statement {
    static let sql = """
        SELECT c.id, c.kind, c.name, c.reference, c.company_number, c.vat_id, c.email, c.language, c.street, c.house_number,
            c.postcode, c.town, c.country, CASE WHEN c.iban <> '' THEN c.iban ELSE coalesce(e.iban, '') END,
            CASE WHEN c.iban <> '' THEN c.account_holder ELSE coalesce(e.account_holder, '') END,
            coalesce((SELECT s.is_agreed FROM ere_self_billing s
                WHERE s.operator_id = $1 AND s.customer_id = c.id AND s.valid_from <= $3 AND s.id <= $4
                ORDER BY s.valid_from DESC, s.id DESC LIMIT 1), false)
        FROM customers c LEFT JOIN LATERAL (
            SELECT e.iban, e.account_holder FROM ere_enrolments e
            WHERE e.operator_id = $1 AND e.customer_id = c.id AND e.iban <> '' AND e.signed_at IS NOT NULL
            ORDER BY e.signed_at DESC, e.id DESC LIMIT 1) e ON true
        WHERE c.operator_id = $1 AND c.id = ANY ($2) ORDER BY c.id
        """
    static let sample = EREPayees(
        operatorID: OperatorID(1),
        ids: [],
        on: LocalDate(daysSinceEpoch: 0),
        agreements: 0
    )
    let operatorID: OperatorID
    let ids: [CustomerID]
    let on: LocalDate
    let agreements: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ids)
        values.append(on)
        values.append(agreements)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayee {
        let (id, kind, name): (CustomerID, CustomerKind, String) = (try row.next(), try row.next(), try row.next())
        let (reference, number, vatID): (String, String, String) = (try row.next(), try row.next(), try row.next())
        let (email, language): (String, String) = (try row.next(), try row.next())
        return EREPayee(
            id: id,
            kind: kind,
            name: name,
            reference: reference,
            companyNumber: number,
            vatID: vatID,
            email: email,
            language: language,
            address: try Address(&row),
            iban: try row.next(),
            accountHolder: try row.next(),
            agreedToSelfBilling: try row.next()
        )
    }
}

/// Fees of customers' own up to a mark.
struct EREOwnFees: Statement {
    struct Row: Sendable {
        let customer: CustomerID
        let id: Int64
        let validFrom: LocalDate
        /// `nil` where the customer went back to what is agreed for all.
        let percent: Exact?
    }

    static let sql = """
        SELECT customer_id, id, valid_from, service_fee_percent FROM ere_customer_fees
        WHERE operator_id = $1 AND customer_id = ANY ($2) AND id <= $3 ORDER BY customer_id, valid_from, id
        """
    static let sample = EREOwnFees(operatorID: OperatorID(1), customers: [], through: 0)
    let operatorID: OperatorID
    let customers: [CustomerID]
    let through: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customers)
        values.append(through)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            customer: try row.next(),
            id: try row.next(),
            validFrom: try row.next(),
            percent: try row.next()
        )
    }
}

/// Since when each customer that some others brought takes part: by its first signed enrolment that was not refused.
struct EREReferred: Statement {
    struct Row: Sendable {
        let referrer: CustomerID
        let since: Timestamp
    }

    static let sql = """
        SELECT r.referrer_id, min(e.signed_at)
        FROM ere_referrals r JOIN ere_enrolments e ON e.operator_id = $1 AND e.customer_id = r.customer_id
            AND e.state IN ('active', 'ended') AND e.signed_at IS NOT NULL
        WHERE r.operator_id = $1 AND r.referrer_id = ANY ($2) GROUP BY r.referrer_id, r.customer_id
        """
    static let sample = EREReferred(operatorID: OperatorID(1), referrers: [])
    let operatorID: OperatorID
    let referrers: [CustomerID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(referrers)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(referrer: try row.next(), since: try row.next(Timestamp?.self) ?? Timestamp(seconds: 0))
    }
}
