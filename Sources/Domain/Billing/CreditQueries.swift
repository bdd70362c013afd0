import Postgres
import Values

extension CreditSort: PostgresValue {}

extension CreditSummary {
    /// Reads the columns that all lists and details of credits select.
    init(_ row: inout RowReader) throws {
        let (id, number): (CreditID, String) = (try row.next(), try row.next())
        let kind: CreditKind = try row.next()
        let (hostID, hostName, hostReference): (HostID, String, String) = (
            try row.next(), try row.next(), try row.next()
        )
        let contractID: ReimbursementContractID = try row.next()
        let contractReference: String = try row.next()
        let period = try row.next(LocalDate.self).yearMonth
        let (issuedOn, dueOn): (LocalDate, LocalDate) = (try row.next(), try row.next())
        let currency: Currency = try row.next()
        self.init(
            id: id,
            number: number,
            kind: kind,
            hostID: hostID,
            hostName: hostName,
            hostReference: hostReference,
            contractID: contractID,
            contractReference: contractReference,
            period: period,
            issuedOn: issuedOn,
            dueOn: dueOn,
            net: Money(minor: try row.next(), currency),
            vat: Money(minor: try row.next(), currency),
            total: Money(minor: try row.next(), currency),
            vatCategory: try row.next(),
            exact: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            sessionCount: try row.next(),
            approvedAt: try row.next(),
            approvedBy: try row.next(),
            paidAt: try row.next(),
            paidByHand: try CreditPaidByHand(&row),
            endToEndID: try row.next(),
            account: BankParty(
                name: try row.next(),
                address: try Address(&row),
                iban: try row.next(),
                bic: try row.next()
            )
        )
    }
}

extension CreditPaidByHand {
    /// Reads the columns of a payment by hand, all NULL where there is none.
    fileprivate init?(_ row: inout RowReader) throws {
        let (day, reference): (LocalDate?, String?) = (try row.next(), try row.next())
        guard let day, let reference else { return nil }
        self.init(on: day, reference: reference)
    }
}

/// Credits, filtered, ordered and cut.
struct ListCredits: Statement {
    static let sql = """
        SELECT c.id, c.number, c.kind, c.host_id, h.name, h.reference, c.reimbursement_contract_id, r.reference,
            c.period, c.issued_on, c.due_on, c.currency, c.net_minor, c.vat_minor, c.total_minor, c.vat_category,
            c.exact_amount, c.energy_thousandths_wh, c.session_count::bigint, a.approved_at, a.approved_by,
            coalesce(f.created_at, m.created_at), m.paid_on, m.reference, p.end_to_end_id,
            coalesce(nullif(h.account_holder, ''), h.name), h.street, h.house_number, h.postcode, h.town, h.country,
            h.iban, h.bic, count(*) OVER ()
        FROM credits c
        JOIN hosts h ON h.operator_id = c.operator_id AND h.id = c.host_id
        JOIN reimbursement_contracts r ON r.operator_id = c.operator_id AND r.id = c.reimbursement_contract_id
        LEFT JOIN credit_approvals a ON a.operator_id = c.operator_id AND a.credit_id = c.id
        LEFT JOIN payment_file_credits p ON p.operator_id = c.operator_id AND p.credit_id = c.id AND p.return_id IS NULL
        LEFT JOIN payment_files f ON f.operator_id = p.operator_id AND f.id = p.payment_file_id
        LEFT JOIN hand_payments m ON m.operator_id = p.operator_id AND m.id = p.hand_payment_id
        WHERE c.operator_id = $1 AND ($2::bigint IS NULL OR c.host_id = $2)
            AND ($3::date IS NULL OR c.period = $3) AND ($4::bigint IS NULL OR c.host_id = $4)
            AND (h.name ILIKE $5 OR c.number ILIKE $5 OR h.reference ILIKE $5)
        ORDER BY
            CASE WHEN $6 = 'host' AND NOT $7 THEN h.name END,
            CASE WHEN $6 = 'host' AND $7 THEN h.name END DESC,
            CASE WHEN $6 = 'total' AND NOT $7 THEN c.total_minor END,
            CASE WHEN $6 = 'total' AND $7 THEN c.total_minor END DESC,
            CASE WHEN $6 = 'period' AND NOT $7 THEN c.period END,
            CASE WHEN $6 = 'period' AND $7 THEN c.period END DESC,
            CASE WHEN $6 = 'due' AND NOT $7 THEN c.due_on END,
            CASE WHEN $6 = 'due' AND $7 THEN c.due_on END DESC,
            CASE WHEN $6 = 'number' AND $7 THEN c.series END DESC,
            CASE WHEN $6 = 'number' AND $7 THEN c.number_in_series END DESC,
            c.series, c.number_in_series
        LIMIT $8 OFFSET $9
        """
    static let isPlannedAnew = true
    static let sample = ListCredits(
        operatorID: OperatorID(1),
        scopeHost: nil,
        filter: CreditFilter(),
        request: ListRequest(sort: .number)
    )
    let operatorID: OperatorID
    let scopeHost: HostID?
    let filter: CreditFilter
    let request: ListRequest<CreditSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(scopeHost)
        values.append(filter.month?.firstDay)
        values.append(filter.hostID)
        values.append(SearchPattern.containing(request.search))
        values.append(request.sort)
        values.append(request.isDescending)
        values.append(request.limit ?? .max)
        values.append(request.offset)
    }

    static func decode(_ row: inout RowReader) throws -> CountedRow<CreditSummary> {
        CountedRow(row: try CreditSummary(&row), total: try row.next())
    }
}

/// One credit by id or number, with its document.
struct FindCredit: Statement {
    struct Row: Sendable {
        let summary: CreditSummary
        let snapshot: JSON
    }

    static let sql = """
        SELECT c.id, c.number, c.kind, c.host_id, h.name, h.reference, c.reimbursement_contract_id, r.reference,
            c.period, c.issued_on, c.due_on, c.currency, c.net_minor, c.vat_minor, c.total_minor, c.vat_category,
            c.exact_amount, c.energy_thousandths_wh, c.session_count::bigint, a.approved_at, a.approved_by,
            coalesce(f.created_at, m.created_at), m.paid_on, m.reference, p.end_to_end_id,
            coalesce(nullif(h.account_holder, ''), h.name), h.street, h.house_number, h.postcode, h.town, h.country,
            h.iban, h.bic, c.snapshot
        FROM credits c
        JOIN hosts h ON h.operator_id = c.operator_id AND h.id = c.host_id
        JOIN reimbursement_contracts r ON r.operator_id = c.operator_id AND r.id = c.reimbursement_contract_id
        LEFT JOIN credit_approvals a ON a.operator_id = c.operator_id AND a.credit_id = c.id
        LEFT JOIN payment_file_credits p ON p.operator_id = c.operator_id AND p.credit_id = c.id AND p.return_id IS NULL
        LEFT JOIN payment_files f ON f.operator_id = p.operator_id AND f.id = p.payment_file_id
        LEFT JOIN hand_payments m ON m.operator_id = p.operator_id AND m.id = p.hand_payment_id
        WHERE c.operator_id = $1 AND ($2::bigint IS NULL OR c.host_id = $2)
            AND (c.id = $3 OR c.number = $4)
        """
    static let sample = FindCredit(operatorID: OperatorID(1), scopeHost: nil, id: nil, number: nil)
    let operatorID: OperatorID
    let scopeHost: HostID?
    let id: CreditID?
    let number: String?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(scopeHost)
        values.append(id)
        values.append(number)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(summary: try CreditSummary(&row), snapshot: try row.next())
    }
}

/// Sessions behind a credit after a position.
struct LinesOfCredit: Statement {
    static let sql = """
        SELECT l.ordinal::bigint, l.document_line::bigint, l.is_reversal, l.session_id, l.line_id, s.name, s.time_zone,
            cp.identity, n.connector_id::bigint, n.started_at, n.stopped_at,
            CASE WHEN l.is_reversal THEN -p.energy_thousandths_wh ELSE p.energy_thousandths_wh END, l.amount,
            CASE WHEN l.is_reversal THEN -p.other_amount ELSE p.other_amount END, p.currency, p.tariff, p.pricing,
            p.detail, oc.number, oc.issued_on
        FROM credit_lines l
        JOIN priced_lines p ON p.operator_id = l.operator_id AND p.id = l.line_id
        JOIN sites s ON s.operator_id = p.operator_id AND s.id = p.site_id
        JOIN sessions n ON n.operator_id = l.operator_id AND n.id = l.session_id
        JOIN charge_points cp ON cp.operator_id = n.operator_id AND cp.id = n.charge_point_id
        LEFT JOIN LATERAL (
            SELECT c.number, c.issued_on
            FROM credit_lines o JOIN credits c ON c.operator_id = o.operator_id AND c.id = o.credit_id
            WHERE l.is_reversal AND o.operator_id = l.operator_id AND o.line_id = l.line_id AND NOT o.is_reversal
            LIMIT 1) oc ON true
        WHERE l.operator_id = $1 AND l.credit_id = $2 AND l.ordinal > $3::bigint
        ORDER BY l.ordinal LIMIT $4
        """
    static let sample = LinesOfCredit(operatorID: OperatorID(1), credit: CreditID(1), after: 0, limit: 1)
    let operatorID: OperatorID
    let credit: CreditID
    let after: Int
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credit)
        values.append(after)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> CreditLine {
        CreditLine(
            ordinal: try row.next(),
            documentLine: try row.next(),
            isReversal: try row.next(),
            sessionID: try row.next(),
            lineID: try row.next(),
            siteName: try row.next(),
            siteTimeZone: try row.next(),
            chargePoint: try row.next(),
            connector: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            amount: try row.next(),
            otherAmount: try row.next(),
            currency: try row.next(),
            tariff: try row.next(),
            pricing: try row.next(),
            detail: try row.next(),
            corrects: try reference(&row)
        )
    }

    private static func reference(_ row: inout RowReader) throws -> CreditReference? {
        let (number, issuedOn): (String?, LocalDate?) = (try row.next(), try row.next())
        guard let number, let issuedOn else { return nil }
        return CreditReference(number: number, issuedOn: issuedOn)
    }
}

/// The lines of a credit's document by an entry behind each: its tariff, and what is corrected.
struct DocumentLinesOfCredit: Statement {
    static let sql = """
        WITH lines AS (
            SELECT l.document_line, count(*) AS entries, min(l.ordinal) AS first,
                coalesce(string_agg(DISTINCT oc.number, ', ' ORDER BY oc.number), '') AS corrects
            FROM credit_lines l
            LEFT JOIN credit_lines o ON l.is_reversal AND o.operator_id = l.operator_id AND o.line_id = l.line_id
                AND NOT o.is_reversal
            LEFT JOIN credits oc ON oc.operator_id = o.operator_id AND oc.id = o.credit_id
            WHERE l.operator_id = $1 AND l.credit_id = $2
            GROUP BY l.document_line
        )
        SELECT lines.document_line::bigint, lines.entries, lines.corrects, p.tariff, p.pricing, p.detail
        FROM lines
        JOIN credit_lines f ON f.operator_id = $1 AND f.credit_id = $2 AND f.ordinal = lines.first
        JOIN priced_lines p ON p.operator_id = f.operator_id AND p.id = f.line_id
        ORDER BY lines.document_line
        """
    static let sample = DocumentLinesOfCredit(operatorID: OperatorID(1), credit: CreditID(1))
    let operatorID: OperatorID
    let credit: CreditID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credit)
    }

    static func decode(_ row: inout RowReader) throws -> CreditLineGroup {
        CreditLineGroup(
            documentLine: try row.next(),
            entryCount: try row.next(),
            corrects: try row.next(),
            tariff: try row.next(),
            pricing: try row.next(),
            terms: LineDetail.terms(in: try row.next())
        )
    }
}

/// Where a session was credited.
struct CreditsOfSession: Statement {
    static let sql = """
        SELECT c.id, c.number, c.period, l.line_id, l.is_reversal
        FROM priced_lines p
        JOIN credit_lines l ON l.operator_id = p.operator_id AND l.line_id = p.id
        JOIN credits c ON c.operator_id = l.operator_id AND c.id = l.credit_id
        WHERE p.operator_id = $1 AND ($2::bigint IS NULL OR c.host_id = $2) AND p.session_id = $3
        ORDER BY c.id, l.ordinal
        """
    static let sample = CreditsOfSession(operatorID: OperatorID(1), scopeHost: nil, session: SessionID(1))
    let operatorID: OperatorID
    let scopeHost: HostID?
    let session: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(scopeHost)
        values.append(session)
    }

    static func decode(_ row: inout RowReader) throws -> SessionCredit {
        SessionCredit(
            creditID: try row.next(),
            number: try row.next(),
            period: try row.next(LocalDate.self).yearMonth,
            lineID: try row.next(),
            isReversal: try row.next()
        )
    }
}
