import Postgres
import Values

extension PartnerTerms {
    static let sample = PartnerTerms(
        validFrom: LocalDate(daysSinceEpoch: 0),
        model: .customers,
        serviceFeePercent: usualFee,
        marginPercent: .zero
    )

    init(_ row: inout RowReader) throws {
        self.init(
            validFrom: try row.next(),
            model: try row.next(),
            serviceFeePercent: try row.next(),
            marginPercent: try row.next()
        )
    }
}

enum PartnerNameKey: SQLSortKey {
    static let expression = "lower(o.name)"
    static let isOptional = false
}

enum PartnerCustomersKey: SQLSortKey {
    static let expression = "(SELECT count(*) FROM customers c WHERE c.operator_id = p.operator_id)"
    static let isOptional = false
}

enum PartnerSinceKey: SQLSortKey {
    static let expression = "p.created_at"
    static let isOptional = false
}

extension PartnerSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .name: isDescending ? Descending<PartnerNameKey>.self : Ascending<PartnerNameKey>.self
        case .customers: isDescending ? Descending<PartnerCustomersKey>.self : Ascending<PartnerCustomersKey>.self
        case .since: isDescending ? Descending<PartnerSinceKey>.self : Ascending<PartnerSinceKey>.self
        }
    }
}

/// Partners with today's terms, filtered, ordered and cut.
struct ListPartners<Order: SQLOrder>: Statement {
    static var sql: String {
        """
        SELECT page.operator_id, o.reference, o.name, o.town, page.created_at, page.ended_at,
            t.valid_from, t.payout_model, t.service_fee_percent, t.margin_percent,
            (SELECT count(*) FROM customers c WHERE c.operator_id = page.operator_id), page.open_documents, page.total
        FROM (
            SELECT p.operator_id, p.created_at, p.ended_at, d.open_documents, count(*) OVER () AS total,
        """ + " " + Order.expression + " AS sort_key" + """

                FROM partners p
                JOIN operators o ON o.id = p.operator_id
                CROSS JOIN LATERAL (
                    SELECT 2 - count(DISTINCT n.kind) AS open_documents
                    FROM partner_documents n
                    JOIN partner_acceptances a ON a.operator_id = n.operator_id AND a.document_id = n.id
                    WHERE n.operator_id = p.operator_id AND NOT EXISTS (
                        SELECT FROM partner_documents l
                        WHERE l.operator_id = n.operator_id AND l.kind = n.kind AND l.id > n.id)
                ) d
                WHERE (o.name ILIKE $1 OR o.reference ILIKE $1 OR o.town ILIKE $1)
                    AND ($2 = '' OR $2 = CASE WHEN p.ended_at IS NOT NULL THEN 'ended'
                        WHEN d.open_documents = 0 THEN 'active' ELSE 'onboarding' END)
            """ + Order.clause("p.operator_id") + """
                     LIMIT $5 OFFSET $4
                ) page
                JOIN operators o ON o.id = page.operator_id
                LEFT JOIN LATERAL (
                    SELECT valid_from, payout_model, service_fee_percent, margin_percent FROM partner_terms
                    WHERE operator_id = page.operator_id AND valid_from <= $3 ORDER BY valid_from DESC, id DESC LIMIT 1
                ) t ON true
                ORDER BY page.sort_key
                """ + Order.direction.expression + ", page.operator_id" + Order.direction.id
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListPartners {
        ListPartners(state: "", day: LocalDate(daysSinceEpoch: 0), request: ListRequest(sort: .name))
    }
    let state: String
    let day: LocalDate
    let request: ListRequest<PartnerSort>

    func bind(to values: inout Bindings) {
        values.append(request.pattern)
        values.append(state)
        values.append(day)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<PartnerSummary> {
        let (id, reference, name) = (
            try row.next(OperatorID.self), try row.next(String.self), try row.next(String.self)
        )
        let (town, created) = (try row.next(String.self), try row.next(Timestamp.self))
        let ended = try row.next(Timestamp?.self)
        let (day, model) = (try row.next(LocalDate?.self), try row.next(EREPayoutModel?.self))
        let (fee, margin) = (try row.next(Exact?.self), try row.next(Exact?.self))
        var terms: PartnerTerms?
        if let day, let model, let fee, let margin {
            terms = PartnerTerms(validFrom: day, model: model, serviceFeePercent: fee, marginPercent: margin)
        }
        let summary = PartnerSummary(
            id: id,
            reference: reference,
            name: name,
            town: town,
            createdAt: created,
            endedAt: ended,
            terms: terms,
            customerCount: try row.next(),
            openDocumentCount: try row.next()
        )
        return CountedRow(row: summary, total: try row.next())
    }
}

/// Since when an operator is a partner.
struct FindPartnership: Statement {
    struct Row: Sendable {
        let createdAt: Timestamp
        let endedAt: Timestamp?
        let endReason: String
    }

    static let sql = "SELECT created_at, ended_at, end_reason FROM partners WHERE operator_id = $1"
    static let sample = FindPartnership(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(createdAt: try row.next(), endedAt: try row.next(), endReason: try row.next())
    }
}

/// Makes an operator a partner.
struct InsertPartner: Statement {
    static let sql = "INSERT INTO partners (operator_id, created_at, created_by) VALUES ($1, $2, $3)"
    static let sample = InsertPartner(operatorID: OperatorID(1), at: Timestamp(seconds: 0), by: nil)
    let operatorID: OperatorID
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(at)
        values.append(by)
    }
}

/// Ends a partner, or with no time takes it back.
struct SetPartnerEnd: Statement {
    static let sql = "UPDATE partners SET ended_at = $2, end_reason = $3 WHERE operator_id = $1"
    static let sample = SetPartnerEnd(operatorID: OperatorID(1), at: nil, reason: "")
    let operatorID: OperatorID
    let at: Timestamp?
    let reason: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(at)
        values.append(reason)
    }
}

/// Adds terms of a partner.
struct InsertPartnerTerms: Statement {
    static let sql = """
        INSERT INTO partner_terms (operator_id, valid_from, payout_model, service_fee_percent, margin_percent, recorded_at,
            recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let sample = InsertPartnerTerms(
        operatorID: OperatorID(1),
        terms: .sample,
        at: Timestamp(seconds: 0),
        by: nil
    )
    let operatorID: OperatorID
    let terms: PartnerTerms
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(terms.validFrom)
        values.append(terms.model)
        values.append(terms.serviceFeePercent)
        values.append(terms.marginPercent)
        values.append(at)
        values.append(by)
    }
}

/// The terms that hold for a partner on a day.
struct FindPartnerTerms: Statement {
    static let sql = """
        SELECT valid_from, payout_model, service_fee_percent, margin_percent FROM partner_terms
        WHERE operator_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC, id DESC LIMIT 1
        """
    static let sample = FindPartnerTerms(operatorID: OperatorID(1), day: LocalDate(daysSinceEpoch: 0))
    let operatorID: OperatorID
    let day: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(day)
    }
    static func decode(_ row: inout RowReader) throws -> PartnerTerms { try PartnerTerms(&row) }
}

/// All terms of a partner, the newest first.
struct ListPartnerTerms: Statement {
    static let sql = """
        SELECT t.valid_from, t.payout_model, t.service_fee_percent, t.margin_percent, t.recorded_at,
            coalesce((SELECT u.name FROM users u
                WHERE u.id = t.recorded_by AND (u.operator_id = $1 OR u.of_platform)), ''),
            EXISTS (SELECT FROM partner_terms l
                WHERE l.operator_id = $1 AND l.valid_from = t.valid_from AND l.id > t.id)
        FROM partner_terms t WHERE t.operator_id = $1 ORDER BY t.valid_from DESC, t.id DESC LIMIT $2
        """
    static let sample = ListPartnerTerms(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> RecordedPartnerTerms {
        RecordedPartnerTerms(
            terms: try PartnerTerms(&row),
            recordedAt: try row.next(),
            recordedBy: try row.next(),
            isReplaced: try row.next()
        )
    }
}

/// The operator that is the platform.
struct FindPlatform: Statement {
    static let sql = "SELECT id FROM operators WHERE is_platform"
    static let sample = FindPlatform()
    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}

/// Makes an operator the platform.
struct AppointPlatform: Statement {
    static let sql = "UPDATE operators SET is_platform = true WHERE id = $1"
    static let sample = AppointPlatform(id: OperatorID(1))
    let id: OperatorID

    func bind(to values: inout Bindings) { values.append(id) }
}
