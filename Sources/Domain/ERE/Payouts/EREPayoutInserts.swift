import Postgres
import Values

/// Ids of documents that are about to be written.
struct NextCreditIDs: Statement {
    static let sql =
        "SELECT nextval(pg_get_serial_sequence('credits', 'id')) FROM generate_series(1, $1::bigint)"
    static let sample = NextCreditIDs(count: 0)
    let count: Int

    func bind(to values: inout Bindings) { values.append(count) }
    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}

/// Takes so many numbers of each series, in the order of the series; answers the first number that is left.
struct TakeNumbers: Statement {
    static let sql = """
        INSERT INTO number_series (operator_id, series, next_number)
        SELECT $1, n.series, n.count + 1 FROM unnest($2::text[], $3::bigint[]) AS n (series, count) ORDER BY n.series
        ON CONFLICT ON CONSTRAINT number_series_key
            DO UPDATE SET next_number = number_series.next_number + EXCLUDED.next_number - 1
        RETURNING series, next_number
        """
    static let sample = TakeNumbers(operatorID: OperatorID(1), counts: [:])
    let operatorID: OperatorID
    let counts: [String: Int]

    func bind(to values: inout Bindings) {
        let ordered = counts.sorted { $0.key < $1.key }
        values.append(operatorID)
        values.append(ordered.map(\.key))
        values.append(ordered.map(\.value))
    }
    static func decode(_ row: inout RowReader) throws -> (series: String, next: Int64) {
        (try row.next(), try row.next())
    }
}

/// A document of a run before it is written.
struct EREPayoutDocument: Sendable {
    let id: CreditID
    /// `nil` for the partner's.
    let customer: CustomerID?
    let number: DocumentNumber
    let rule: EREVATRule
    let energy: Energy
    let snapshot: EREPayoutSnapshot
    let json: JSON
}

/// Writes documents of a run.
struct InsertEREDocuments: Statement {
    static let sql = """
        INSERT INTO credits (operator_id, ere_run_id, period, issued_on, due_on, requested_by, issued_at, currency,
            session_count, id, customer_id, kind, series, number_in_series, number, net_minor, vat_minor, total_minor,
            vat_category, vat_rule, exact_amount, energy_thousandths_wh, snapshot)
        SELECT $1, $2, $3, $4, $4, $5, $6, 'EUR', 0, n.id, n.customer_id, n.kind, n.series, n.place, n.number, n.net, n.vat,
            n.net + n.vat, n.category, n.rule, round(n.net::numeric / 100, 2), n.energy, n.snapshot::jsonb
        FROM unnest($7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::bigint[], $12::text[], $13::bigint[],
            $14::bigint[], $15::text[], $16::text[], $17::bigint[], $18::text[])
            AS n (id, customer_id, kind, series, place, number, net, vat, category, rule, energy, snapshot)
        """
    static let sample = InsertEREDocuments(run: .sample, documents: [])
    let run: EREPayoutRunRecord
    let documents: [EREPayoutDocument]
    var operatorID = OperatorID(1)
    var at = Timestamp(seconds: 0)

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run.id)
        // Documents belong to months: those of a run to the last one of its quarter.
        values.append(run.quarter.endDay.adding(days: -1).yearMonth.firstDay)
        values.append(run.madeOn)
        values.append(run.createdBy)
        values.append(at)
        values.append(documents.map(\.id))
        values.append(documents.map(\.customer))
        values.append(documents.map(\.rule.documentKind.rawValue))
        values.append(documents.map(\.number.series))
        values.append(documents.map(\.number.number))
        values.append(documents.map(\.number.text))
        values.append(documents.map(\.snapshot.net.minor))
        values.append(documents.map(\.snapshot.vatAmount.minor))
        values.append(documents.map(\.rule.category.rawValue))
        values.append(documents.map(\.rule.rawValue))
        values.append(documents.map(\.energy.thousandthsWh))
        values.append(documents.map(\.json.description))
    }
}

extension EREPayoutRunRecord {
    /// For statements that are only described.
    static let sample = EREPayoutRunRecord(
        id: EREPayoutRunID(1),
        quarter: .sample,
        model: .customers,
        madeOn: LocalDate(daysSinceEpoch: 0),
        rules: .usual,
        isPartner: false,
        marks: EREPayoutMarks(trades: 0, fees: 0, agreements: 0, verifications: 0),
        feeVATRate: 0,
        createdBy: nil,
        createdAt: Timestamp(seconds: 0),
        done: 0,
        total: 0,
        finishedAt: nil,
        message: "",
        bankFileAskedAt: nil,
        bankFileMessage: ""
    )
}

/// Says what customers get by a run; after everything that it is made of, and its documents.
struct InsertEREPayouts: Statement {
    static let sql = """
        INSERT INTO ere_payouts (operator_id, run_id, customer_id, credit_id, units, energy_thousandths_wh, gross_minor,
            fee_minor, margin_minor, fee_vat_minor, vat_minor, adjustment_minor)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
            $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[]) AS n
        """
    static let sample = InsertEREPayouts(
        operatorID: OperatorID(1),
        run: EREPayoutRunID(1),
        drafts: [],
        credits: [:]
    )
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let drafts: [EREPayoutDraft]
    let credits: [CustomerID: CreditID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(drafts.map(\.payee.id))
        values.append(drafts.map { credits[$0.payee.id] })
        values.append(drafts.map(\.figures.units))
        values.append(drafts.map(\.figures.energy.thousandthsWh))
        values.append(drafts.map(\.figures.gross))
        values.append(drafts.map(\.figures.fee))
        values.append(drafts.map(\.figures.margin))
        values.append(drafts.map(\.feeVAT))
        values.append(drafts.map(\.vat))
        values.append(drafts.map(\.adjustment))
    }
}

/// Says what is kept of each quarter of delivery, and why.
struct InsertEREPayoutQuarters: Statement {
    static let sql = """
        INSERT INTO ere_payout_quarters (operator_id, run_id, customer_id, quarter, gross_minor, fee_minor, margin_minor,
            agreed_percent, fee_id, referrals, fee_percent, margin_percent)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::date[], $5::bigint[], $6::bigint[], $7::bigint[], $8::numeric[],
            $9::bigint[], $10::bigint[], $11::numeric[], $12::numeric[]) AS n
        """
    static let sample = InsertEREPayoutQuarters(operatorID: OperatorID(1), run: EREPayoutRunID(1), drafts: [])
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let drafts: [EREPayoutDraft]

    func bind(to values: inout Bindings) {
        let rows = drafts.flatMap { draft in draft.figures.quarters.map { (customer: draft.payee.id, kept: $0) } }
        values.append(operatorID)
        values.append(run)
        values.append(rows.map(\.customer))
        values.append(rows.map(\.kept.quarter.firstDay))
        values.append(rows.map(\.kept.gross))
        values.append(rows.map(\.kept.fee))
        values.append(rows.map(\.kept.margin))
        values.append(rows.map(\.kept.rate.agreed))
        values.append(rows.map { $0.kept.rate.own?.id })
        values.append(rows.map(\.kept.rate.referrals))
        values.append(rows.map(\.kept.rate.fee))
        values.append(rows.map(\.kept.rate.margin))
    }
}

/// Says which shares are paid; all of a payout in one statement.
struct InsertEREPayoutLines: Statement {
    static let sql = """
        INSERT INTO ere_payout_lines (operator_id, run_id, trade_id, position, customer_id, gross_minor, fee_minor,
            margin_minor)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
            AS n
        """
    static let sample = InsertEREPayoutLines(operatorID: OperatorID(1), run: EREPayoutRunID(1), drafts: [])
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let drafts: [EREPayoutDraft]

    func bind(to values: inout Bindings) {
        let lines = drafts.flatMap(\.figures.lines)
        values.append(operatorID)
        values.append(run)
        values.append(lines.map(\.share.trade))
        values.append(lines.map(\.share.position))
        values.append(lines.map(\.share.customer))
        values.append(lines.map(\.share.gross))
        values.append(lines.map(\.fee))
        values.append(lines.map(\.margin))
    }
}

/// Says whom a run leaves out; what was said before stays.
struct InsertEREPayoutLeftOut: Statement {
    static let sql = """
        INSERT INTO ere_payout_left_out (operator_id, run_id, customer_id, reason, net_minor)
        SELECT $1, $2, n.* FROM unnest($3::bigint[], $4::text[], $5::bigint[]) AS n
        ON CONFLICT ON CONSTRAINT ere_payout_left_out_key DO NOTHING
        """
    static let sample = InsertEREPayoutLeftOut(operatorID: OperatorID(1), run: EREPayoutRunID(1), leftOut: [])
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let leftOut: [EREPayoutLeftOut]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(leftOut.map(\.customer))
        values.append(leftOut.map(\.reason.rawValue))
        values.append(leftOut.map(\.net))
    }
}
