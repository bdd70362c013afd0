import Postgres
import Values

/// The columns of an enrolment, in the order in which they are read.
enum EREEnrolmentColumns {
    static let list = """
        e.id, e.customer_id, e.state, e.payout_model, e.holder_kind, e.holder_name, e.holder_street,
        e.holder_house_number, e.holder_postcode, e.holder_town, e.holder_country, e.company_number, e.vat_id,
        e.is_sole_trader, e.representative, e.authority, e.ean, e.street, e.house_number, e.postcode, e.town, e.country,
        e.construct, e.is_held, e.iban, e.account_holder, e.created_at, e.changed_at, e.signed_at, e.refusal,
        e.turned_off_at, e.ends_after::bigint
        """
}

/// One enrolment; of a customer's people one of their own.
struct FindEREEnrolment: Statement {
    static let sql =
        "SELECT " + EREEnrolmentColumns.list + """
             FROM ere_enrolments e
            WHERE e.operator_id = $1 AND e.id = $2 AND ($3::bigint IS NULL OR e.customer_id = $3)
            """
    static let sample = FindEREEnrolment(operatorID: OperatorID(1), id: EREEnrolmentID(1), customer: nil)
    let operatorID: OperatorID
    let id: EREEnrolmentID
    let customer: CustomerID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> EREEnrolment { try EREEnrolment(&row) }
}

/// The same, kept from changing until the transaction ends.
struct LockEREEnrolment: Statement {
    static let sql = FindEREEnrolment.sql + " FOR UPDATE"
    static let sample = LockEREEnrolment(find: .sample)
    let find: FindEREEnrolment

    func bind(to values: inout Bindings) { find.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> EREEnrolment { try EREEnrolment(&row) }
}

/// The enrolments of a customer, the newest first.
struct EREEnrolmentsOfCustomer: Statement {
    static let sql =
        "SELECT " + EREEnrolmentColumns.list + """
             FROM ere_enrolments e WHERE e.operator_id = $1 AND e.customer_id = $2 AND e.state <> 'discarded'
            ORDER BY e.id DESC LIMIT $3
            """
    static let sample = EREEnrolmentsOfCustomer(operatorID: OperatorID(1), customer: CustomerID(1), limit: 1)
    let operatorID: OperatorID
    let customer: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREEnrolment { try EREEnrolment(&row) }
}

/// Begins an enrolment.
struct InsertEREEnrolment: Statement {
    static let sql = """
        INSERT INTO ere_enrolments (operator_id, customer_id, payout_model, created_at, changed_at)
        SELECT $1, $2, $3, $4, $4
        WHERE (SELECT count(*) FROM ere_enrolments e
            WHERE e.operator_id = $1 AND e.customer_id = $2 AND e.state = 'draft') < $5
        RETURNING id
        """
    static let sample = InsertEREEnrolment(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        payoutModel: .customers,
        at: Timestamp(seconds: 0),
        limit: 1
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let payoutModel: EREPayoutModel
    let at: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(payoutModel)
        values.append(at)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREEnrolmentID { try row.next() }
}

/// The newest draft of a customer in which nothing was said yet.
struct UntouchedEREDraft: Statement {
    static let sql = """
        SELECT e.id FROM ere_enrolments e
        WHERE e.operator_id = $1 AND e.customer_id = $2 AND e.payout_model = $3 AND e.state = 'draft'
            AND e.changed_at = e.created_at AND e.holder_kind = '' AND e.ean = '' AND e.renews IS NULL
            AND NOT EXISTS (SELECT FROM ere_chargers c WHERE c.operator_id = $1 AND c.enrolment_id = e.id)
        ORDER BY e.id DESC LIMIT 1
        """
    static let sample = UntouchedEREDraft(operatorID: OperatorID(1), customer: CustomerID(1), payoutModel: .customers)
    let operatorID: OperatorID
    let customer: CustomerID
    let payoutModel: EREPayoutModel

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(payoutModel)
    }
    static func decode(_ row: inout RowReader) throws -> EREEnrolmentID { try row.next() }
}

/// Stores all that was said; the row is locked before.
struct UpdateEREDraft: Statement {
    static let sql = """
        UPDATE ere_enrolments SET changed_at = $3, holder_kind = $4, holder_name = $5, holder_street = $6,
            holder_house_number = $7, holder_postcode = $8, holder_town = $9, holder_country = $10, company_number = $11,
            vat_id = $12, is_sole_trader = $13, representative = $14, authority = $15, ean = $16, street = $17,
            house_number = $18, postcode = $19, town = $20, country = $21, construct = $22, is_held = $23, iban = $24,
            account_holder = $25
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = UpdateEREDraft(
        operatorID: OperatorID(1),
        id: EREEnrolmentID(1),
        at: Timestamp(seconds: 0),
        draft: EREDraft()
    )
    let operatorID: OperatorID
    let id: EREEnrolmentID
    let at: Timestamp
    let draft: EREDraft

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
        let holder = draft.holder ?? EREHolder(kind: .person, name: "")
        values.append(draft.holder?.kind.rawValue ?? "")
        values.append(holder.name)
        holder.address.bind(to: &values)
        values.append(holder.companyNumber)
        values.append(holder.vatID)
        values.append(holder.isSoleTrader)
        values.append(holder.representative)
        values.append(holder.authority)
        values.append(draft.connection?.ean.text ?? "")
        (draft.connection?.address ?? Address(country: "NL")).bind(to: &values)
        values.append(draft.connection?.construct ?? .meteredDeliveryPoint)
        values.append(draft.connection?.isHeld ?? false)
        values.append(draft.account?.iban.text ?? "")
        values.append(draft.account?.accountHolder ?? "")
    }
}

/// Stores who is paid.
struct UpdateEREPayoutModel: Statement {
    static let sql = """
        UPDATE ere_enrolments SET payout_model = $3, changed_at = $4 WHERE operator_id = $1 AND id = $2
        """
    static let sample = UpdateEREPayoutModel(
        operatorID: OperatorID(1),
        id: EREEnrolmentID(1),
        model: .customers,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let id: EREEnrolmentID
    let model: EREPayoutModel
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(model)
        values.append(at)
    }
}

/// Stores where an enrolment stands.
struct UpdateEREState: Statement {
    static let sql = """
        UPDATE ere_enrolments SET state = $3, changed_at = $4, signed_at = coalesce($5, signed_at), refusal = $6,
            turned_off_at = coalesce($7, turned_off_at), ends_after = coalesce($8::bigint, ends_after)
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = UpdateEREState(
        operatorID: OperatorID(1),
        id: EREEnrolmentID(1),
        state: .draft,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let id: EREEnrolmentID
    let state: EREEnrolmentState
    let at: Timestamp
    var signedAt: Timestamp?
    var refusal = ""
    var turnedOffAt: Timestamp?
    var endsAfter: Int?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(state)
        values.append(at)
        values.append(signedAt)
        values.append(refusal)
        values.append(turnedOffAt)
        values.append(endsAfter)
    }
}

/// The chargers of enrolments, in the order in which they were named.
struct EREChargersOf: Statement {
    static let sql = """
        SELECT c.enrolment_id, c.id, c.charge_point_id, c.brand, c.model, c.serial, c.meter_place, c.verdict,
            (SELECT count(*) FROM ere_evidence v
                WHERE v.operator_id = $1 AND v.charger_id = c.id AND v.enrolment_id = c.enrolment_id
                    AND coalesce((SELECT r.verdict FROM ere_evidence_reviews r
                        WHERE r.operator_id = $1 AND r.evidence_id = v.id ORDER BY r.id DESC LIMIT 1), '') <> 'refused'),
            c.feeds_back
        FROM ere_chargers c WHERE c.operator_id = $1 AND c.enrolment_id = ANY ($2) AND c.removed_at IS NULL
        ORDER BY c.enrolment_id, c.id
        """
    static let sample = EREChargersOf(operatorID: OperatorID(1), enrolments: [])
    let operatorID: OperatorID
    let enrolments: [EREEnrolmentID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolments.map(\.rawValue))
    }
    static func decode(_ row: inout RowReader) throws -> (enrolment: EREEnrolmentID, charger: EREChargerRecord) {
        let (enrolment, id): (EREEnrolmentID, EREChargerID) = (try row.next(), try row.next())
        let chargePoint: ChargePointID? = try row.next()
        let charger = ERECharger(
            brand: try row.next(),
            model: try row.next(),
            serial: try row.next(),
            meterPlace: try row.next(),
            verdict: try row.next(),
            evidence: try row.next(),
            feedsBack: try row.next()
        )
        return (enrolment, EREChargerRecord(id: id, chargePoint: chargePoint, charger: charger))
    }
}

/// Adds a charger.
struct InsertERECharger: Statement {
    static let sql = """
        INSERT INTO ere_chargers (operator_id, customer_id, enrolment_id, charge_point_id, brand, model, serial,
            meter_place, verdict, created_at, feeds_back)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (operator_id, enrolment_id, upper(serial)) WHERE removed_at IS NULL DO NOTHING
        RETURNING id
        """
    static let sample = InsertERECharger(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        enrolment: EREEnrolmentID(1),
        chargePoint: nil,
        charger: ERECharger(brand: "", model: "", serial: "", meterPlace: .unknown, verdict: .possible),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let enrolment: EREEnrolmentID
    let chargePoint: ChargePointID?
    let charger: ERECharger
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(enrolment)
        values.append(chargePoint)
        for text in [charger.brand, charger.model, charger.serial] { values.append(text) }
        values.append(charger.meterPlace)
        values.append(charger.verdict)
        values.append(at)
        values.append(charger.feedsBack)
    }
    static func decode(_ row: inout RowReader) throws -> EREChargerID { try row.next() }
}

/// Takes a charger out of an enrolment; what was handed in about it stays.
struct RemoveERECharger: Statement {
    static let sql = """
        UPDATE ere_chargers SET removed_at = $4
        WHERE operator_id = $1 AND enrolment_id = $2 AND id = $3 AND removed_at IS NULL
        """
    static let sample = RemoveERECharger(
        operatorID: OperatorID(1),
        enrolment: EREEnrolmentID(1),
        charger: EREChargerID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID
    let charger: EREChargerID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
        values.append(charger)
        values.append(at)
    }
}

// MARK: Claims

/// The years in which a connection has a provider, over all operators; of whom is not told.
struct EREClaimedYears: Statement {
    static let sql = "SELECT year::bigint FROM ere_claimed_years($1, $2::bigint::integer, $3::bigint::integer) AS year"
    static let sample = EREClaimedYears(ean: "", years: 2026...2026)
    let ean: String
    let years: ClosedRange<Int>

    func bind(to values: inout Bindings) {
        values.append(ean)
        values.append(years.lowerBound)
        values.append(years.upperBound)
    }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Takes a connection's years for a mandate.
struct TakeEREClaim: Statement {
    /// The key that is violated when somebody has one of the years.
    static let constraint = "ere_claims_one_provider"
    static let sql = "SELECT FROM ere_claim_take($1, $2::bigint::integer, $3::bigint::integer, $4, $5)"
    static let sample = TakeEREClaim(ean: "", years: 2026...2026, claim: [], at: Timestamp(seconds: 0))
    let ean: String
    let years: ClosedRange<Int>
    let claim: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(ean)
        values.append(years.lowerBound)
        values.append(years.upperBound)
        values.append(claim)
        values.append(at)
    }
}

/// Lets go of a connection's years after one.
struct ReleaseEREClaim: Statement {
    static let sql = "SELECT FROM ere_claim_release($1, $2::bigint::integer)"
    static let sample = ReleaseEREClaim(claim: [], afterYear: 2026)
    let claim: [UInt8]
    let afterYear: Int

    func bind(to values: inout Bindings) {
        values.append(claim)
        values.append(afterYear)
    }
}
