import Postgres
import Values

/// The VAT rates of the installation and those of one operator, in the order they were recorded.
struct RatesOfOperator: Statement {
    static let sql = """
        SELECT r.country, r.valid_from, r.rate, r.source, r.is_start_known, r.is_own, r.recorded_at, r.recorded_by
        FROM (
            SELECT v.country, v.valid_from, v.rate_hundredths_percent::bigint AS rate, v.source, v.is_start_known,
                false AS is_own, v.recorded_at, NULL::text AS recorded_by, v.id
            FROM vat_rates v
            UNION ALL
            SELECT o.country, o.valid_from, o.rate_hundredths_percent::bigint, o.source, true, true, o.recorded_at,
                u.name, o.id
            FROM operator_vat_rates o
            LEFT JOIN users u ON u.operator_id = o.operator_id AND u.id = o.recorded_by
            WHERE o.operator_id = $1
        ) r
        ORDER BY r.country, r.recorded_at, r.id
        """
    static let sample = RatesOfOperator(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> VATRate { try VATRate(&row) }
}

/// The VAT rates that the installation has for all, in the order they were recorded.
struct SuppliedRates: Statement {
    static let sql = """
        SELECT country, valid_from, rate_hundredths_percent::bigint, source, is_start_known, false, recorded_at,
            NULL::text
        FROM vat_rates ORDER BY country, recorded_at, id
        """
    static let sample = SuppliedRates()

    static func decode(_ row: inout RowReader) throws -> VATRate { try VATRate(&row) }
}

extension VATRate {
    fileprivate init(_ row: inout RowReader) throws {
        self.init(
            country: try row.next(),
            validFrom: try row.next(),
            hundredthsPercent: try row.next(),
            source: try row.next(),
            isStartKnown: try row.next(),
            isOwn: try row.next(),
            recordedAt: try row.next(),
            recordedBy: try row.next()
        )
    }
}

extension VATRateDraft {
    static let sample = VATRateDraft(
        country: "",
        validFrom: LocalDate(daysSinceEpoch: 0),
        hundredthsPercent: 0,
        source: ""
    )

    fileprivate func bind(to values: inout Bindings) {
        values.append(country)
        values.append(validFrom)
        values.append(hundredthsPercent)
        values.append(source)
    }
}

/// Adds a rate of an operator.
struct InsertOperatorRate: Statement {
    static let sql = """
        INSERT INTO operator_vat_rates (operator_id, country, valid_from, rate_hundredths_percent, source, recorded_by,
            recorded_at)
        VALUES ($1, $2, $3, $4::bigint, $5, $6, $7)
        """
    static let sample = InsertOperatorRate(
        operatorID: OperatorID(1),
        draft: .sample,
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let draft: VATRateDraft
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        draft.bind(to: &values)
        values.append(by)
        values.append(at)
    }
}

/// Adds a rate for all operators.
struct InsertSuppliedRate: Statement {
    static let sql = """
        INSERT INTO vat_rates (country, valid_from, rate_hundredths_percent, source, recorded_at)
        VALUES ($1, $2, $3::bigint, $4, $5)
        """
    static let sample = InsertSuppliedRate(draft: .sample, at: Timestamp(seconds: 0))
    let draft: VATRateDraft
    let at: Timestamp

    func bind(to values: inout Bindings) {
        draft.bind(to: &values)
        values.append(at)
    }
}
