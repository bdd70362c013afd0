import Postgres
import Values

enum EREReconciledEANKey: SQLSortKey {
    static let expression = "r.ean"
    static let isOptional = false
}

enum EREReconciledCustomerKey: SQLSortKey {
    static let expression = "lower(r.name)"
    static let isOptional = false
}

/// What is delivered and not booked.
enum EREReconciledOpenKey: SQLSortKey {
    static let expression = "abs(r.measured - r.booked)"
    static let isOptional = false
}

extension EREReconciledSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .ean: isDescending ? Descending<EREReconciledEANKey>.self : Ascending<EREReconciledEANKey>.self
        case .customer:
            isDescending ? Descending<EREReconciledCustomerKey>.self : Ascending<EREReconciledCustomerKey>.self
        case .open: isDescending ? Descending<EREReconciledOpenKey>.self : Ascending<EREReconciledOpenKey>.self
        }
    }
}

/// Connections of a quarter, filtered, ordered and cut.
struct ListEREReconciled<Order: SQLOrder>: Statement {
    static var sql: String {
        EREReconciledSQL.tables + "SELECT " + EREReconciledSQL.columns + ", count(*) OVER (), " + Order.expression
            + " AS sort_key" + """

                FROM r WHERE ($4 = '' OR $4 = ANY (r.open)) AND (r.name ILIKE $5 OR r.town ILIKE $5 OR r.ean LIKE $5)
                """ + Order.clause("r.id") + " LIMIT $7 OFFSET $6"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListEREReconciled {
        ListEREReconciled(span: .sample, open: nil, request: ListRequest(sort: .ean))
    }
    let span: EREReconciledSpan
    let open: EREOpenStep?
    let request: ListRequest<EREReconciledSort>

    func bind(to values: inout Bindings) {
        span.bind(to: &values)
        values.append(open?.rawValue ?? "")
        values.append(request.pattern)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<EREReconciledLine> {
        let line = try EREReconciledSQL.line(&row)
        let total: Int = try row.next()
        row.ignoreRest()
        return CountedRow(row: line, total: total)
    }
}

/// All connections of a quarter by their number.
struct ExportEREReconciled: Statement {
    static let sql =
        EREReconciledSQL.tables + "SELECT " + EREReconciledSQL.columns + " FROM r ORDER BY r.ean, r.id"
    static let isPlannedAnew = true
    static let sample = ExportEREReconciled(span: .sample)
    let span: EREReconciledSpan

    func bind(to values: inout Bindings) { span.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> EREReconciledLine { try EREReconciledSQL.line(&row) }
}

/// The sums of a quarter.
struct SumEREReconciled: Statement {
    static let sql =
        EREReconciledSQL.tables + """
            SELECT count(*), coalesce(sum(r.measured), 0)::bigint, coalesce(sum(r.accepted), 0)::bigint,
                coalesce(sum(r.booked), 0)::bigint, coalesce(sum(r.filed), 0)::bigint,
                coalesce(sum(r.filed_units), 0)::bigint, coalesce(sum(r.answered), 0)::bigint,
                coalesce(sum(r.credited), 0)::bigint, coalesce(sum(r.right_units), 0)::bigint,
                coalesce(sum(r.verified), 0)::bigint, coalesce(sum(r.sold), 0)::bigint, coalesce(sum(r.lost), 0)::bigint,
                coalesce(sum(r.revenue), 0)::bigint, coalesce(sum(r.gross), 0)::bigint,
                coalesce(sum(r.failed), 0)::bigint, coalesce(sum(r.fee), 0)::bigint, coalesce(sum(r.margin), 0)::bigint,
                coalesce(sum(r.paid), 0)::bigint
            FROM r WHERE $3::bigint >= 0
            """
    static let isPlannedAnew = true
    static let sample = SumEREReconciled(span: .sample)
    let span: EREReconciledSpan

    func bind(to values: inout Bindings) { span.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> EREReconciledFigures {
        try EREReconciledFigures(reading: &row)
    }
}

/// Connections of which something is open, by what.
struct CountEREOpen: Statement {
    static let sql =
        EREReconciledSQL.tables + "SELECT o.step, count(*) FROM r CROSS JOIN unnest(r.open) AS o (step) GROUP BY o.step"
    static let isPlannedAnew = true
    static let sample = CountEREOpen(span: .sample)
    let span: EREReconciledSpan

    func bind(to values: inout Bindings) { span.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> (step: EREOpenStep, connections: Int) {
        (try row.next(), try row.next())
    }
}

extension EREOpenStep: PostgresValue {}

/// The filings of a quarter with what each changed.
struct EREReconciledFilings: Statement {
    static let sql = """
        SELECT f.id, f.reference, f.created_at, count(*), count(*) FILTER (WHERE l.content ->> 'corrects' IS NOT NULL),
            sum(l.energy_thousandths_wh - coalesce((l.content ->> 'corrected_energy')::bigint, 0))::bigint,
            sum(l.units - coalesce((l.content ->> 'corrected_units')::bigint, 0))::bigint
        FROM ere_filings f JOIN ere_filing_lines l ON l.operator_id = $1 AND l.filing_id = f.id
        WHERE f.operator_id = $1 AND f.quarter = $2 AND $3::bigint >= 0 GROUP BY f.id, f.reference, f.created_at, f.number
        ORDER BY f.number DESC
        """
    static let sample = EREReconciledFilings(span: .sample)
    let span: EREReconciledSpan

    func bind(to values: inout Bindings) { span.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> EREReconciledFiling {
        EREReconciledFiling(
            id: try row.next(),
            reference: try row.next(),
            filedAt: try row.next(),
            lines: try row.next(),
            corrections: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            units: try row.next()
        )
    }
}

/// The same sums from elsewhere: stock and sales of the quarter; of all quarters, revenue without a payout by shares, and by
/// the account of proceeds.
struct EREReconciledElsewhere: Statement {
    struct Row: Sendable {
        let stock: Int64
        let sold: Int64
        let notInPayouts: Int64
        let proceeds: Int64
    }

    static let sql = """
        SELECT
            (SELECT coalesce(sum(h.credited_units), 0)::bigint FROM ere_bookings h
                WHERE h.operator_id = $1 AND h.quarter = $2 AND h.credited_units IS NOT NULL AND NOT EXISTS (
                    SELECT FROM ere_bookings n WHERE n.operator_id = $1 AND n.quarter = h.quarter AND n.ean = h.ean
                        AND n.basis = h.basis AND n.revision > h.revision AND n.credited_units IS NOT NULL)),
            (SELECT coalesce(sum(t.units), 0)::bigint FROM ere_trade_lines t
                JOIN ere_bookings b ON b.operator_id = $1 AND b.id = t.booking_id AND b.quarter = $2
                WHERE t.operator_id = $1 AND NOT EXISTS (SELECT FROM ere_trade_cancellations x
                    WHERE x.operator_id = $1 AND x.trade_id = t.trade_id)),
            (SELECT coalesce(sum(t.net_minor), 0)::bigint FROM ere_trades t
                WHERE t.operator_id = $1 AND NOT EXISTS (SELECT FROM ere_trade_cancellations x
                    WHERE x.operator_id = $1 AND x.trade_id = t.id))
                - (SELECT coalesce(sum(o.gross_minor), 0)::bigint FROM ere_payouts o WHERE o.operator_id = $1),
            (SELECT coalesce(sum(CASE p.side WHEN 'credit' THEN p.amount_minor ELSE -p.amount_minor END), 0)::bigint
                FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = $1 AND p.account_id = a.id
                WHERE a.operator_id = $1 AND a.code = 'ere_proceeds')
        WHERE $3::bigint >= 0
        """
    static let isPlannedAnew = true
    static let sample = EREReconciledElsewhere(span: .sample)
    let span: EREReconciledSpan

    func bind(to values: inout Bindings) { span.bind(to: &values) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            stock: try row.next(),
            sold: try row.next(),
            notInPayouts: try row.next(),
            proceeds: try row.next()
        )
    }
}

/// The partners by name.
struct NamesOfPartners: Statement {
    static let sql = """
        SELECT p.operator_id, o.name FROM partners p JOIN operators o ON o.id = p.operator_id
        ORDER BY lower(o.name), p.operator_id
        """
    static let sample = NamesOfPartners()
    static func decode(_ row: inout RowReader) throws -> (id: OperatorID, name: String) {
        (try row.next(), try row.next())
    }
}
