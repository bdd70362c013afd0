import Postgres
import Values

/// Lines of a filter in an order, with everything that goes into a file.
struct ExportLines<Order: SQLOrder>: Statement {
    static var sql: String {
        """
        SELECT l.currency, (SELECT reference FROM operators WHERE id = $1), h.reference, p.reference, c.identity,
            s.connector_id::bigint, l.session_id, s.transaction_id, s.started_at, j.stopped_at,
            l.energy_thousandths_wh, r.reference, l.pricing, l.state, l.amount, l.other_amount, l.tariff, l.detail
        FROM (SELECT j.session_id,
        """ + " " + Order.expression + " AS sort_key" + JournalSQL.heads(Order.joined)
            + Order.clause("j.session_id") + """
                 OFFSET 0) AS found
                JOIN journal_heads j ON j.operator_id = $1 AND j.session_id = found.session_id
                JOIN priced_lines l ON l.operator_id = $1 AND l.id = j.line_id
                LEFT JOIN reimbursement_contracts r
                    ON r.operator_id = l.operator_id AND r.id = l.reimbursement_contract_id
                """ + JournalSQL.joined + Order.clause("j.session_id")
    }
    static var sample: ExportLines { ExportLines(operatorID: OperatorID(1), filter: JournalFilter()) }
    let operatorID: OperatorID
    let filter: JournalFilter

    func bind(to values: inout Bindings) { filter.bind(operatorID, to: &values) }

    static func decode(_ row: inout RowReader) throws -> LineExportRow {
        let currency: Currency = try row.next()
        return LineExportRow(
            tenant: try row.next(),
            host: try row.next(),
            site: try row.next(),
            chargePoint: try row.next(),
            connector: try row.next(),
            session: try row.next(),
            transactionID: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            contract: try row.next(),
            pricing: try row.next(),
            state: try row.next(),
            currency: currency,
            amount: try row.next(),
            otherAmount: try row.next(),
            tariff: try row.next(),
            detail: LineDetail(json: try row.next(), currency: currency)
        )
    }
}
