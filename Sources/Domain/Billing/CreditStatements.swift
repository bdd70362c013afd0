import Postgres
import Values

/// A session's mark of the version that is credited: what it must be now, and what it becomes.
struct CreditMark: Hashable, Sendable {
    let session: SessionID
    let now: LineID?
    let next: LineID?

    /// One mark per session, by session.
    static func marks(of entries: [DueEntry]) -> [CreditMark] {
        Set(entries.map { CreditMark(session: $0.entry.sessionID, now: $0.creditedNow, next: $0.creditedNext) })
            .sorted { $0.session < $1.session }
    }
}

/// Marks sessions as credited, those only whose mark is still the one that was read.
struct MarkCredited: Statement {
    static let sql = """
        UPDATE journal_heads h SET credited_line_id = m.next
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS m (session_id, now, next)
        WHERE h.operator_id = $1 AND h.session_id = m.session_id AND h.credited_line_id IS NOT DISTINCT FROM m.now
        """
    static let sample = MarkCredited(operatorID: OperatorID(1), marks: [])
    let operatorID: OperatorID
    let marks: [CreditMark]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(marks.map(\.session))
        values.append(marks.map(\.now))
        values.append(marks.map(\.next))
    }
}

/// The id of a credit that is about to be written; ids, unlike numbers, may have gaps.
struct NextCreditID: Statement {
    static let sql = "SELECT nextval(pg_get_serial_sequence('credits', 'id'))"
    static let sample = NextCreditID()

    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}

/// Takes the next number of a series; given back when the transaction does not commit, so that none is left out.
struct TakeNumber: Statement {
    static let sql = """
        INSERT INTO number_series (operator_id, series, next_number) VALUES ($1, $2, 2)
        ON CONFLICT ON CONSTRAINT number_series_key DO UPDATE SET next_number = number_series.next_number + 1
        RETURNING next_number - 1
        """
    static let sample = TakeNumber(operatorID: OperatorID(1), series: "")
    let operatorID: OperatorID
    let series: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(series)
    }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// A credit as it is written.
struct CreditRecord: Sendable {
    let operatorID: OperatorID
    let id: CreditID
    let number: DocumentNumber
    let snapshot: CreditSnapshot
    let draft: CreditDraft
    let requestedBy: UserID?
    let issuedAt: Timestamp
}

/// Writes a credit.
struct InsertCredit: Statement {
    static let sql = """
        INSERT INTO credits (operator_id, host_id, reimbursement_contract_id, period, kind, series, number_in_series,
            number, issued_on, due_on, currency, net_minor, vat_minor, total_minor, vat_category, vat_rule,
            exact_amount, energy_thousandths_wh, session_count, snapshot, requested_by, issued_at, id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19::bigint,
            $20, $21, $22, $23)
        """
    static let sample = InsertCredit(credit: .sample)
    let credit: CreditRecord

    func bind(to values: inout Bindings) {
        let (draft, snapshot) = (credit.draft, credit.snapshot)
        values.append(credit.operatorID)
        values.append(draft.host.id)
        values.append(draft.contract.id)
        values.append(snapshot.period.firstDay)
        values.append(draft.kind)
        values.append(credit.number.series)
        values.append(credit.number.number)
        values.append(credit.number.text)
        values.append(snapshot.issuedOn)
        values.append(snapshot.dueOn)
        values.append(snapshot.total.currency)
        values.append(snapshot.net.minor)
        values.append(snapshot.vatAmount.minor)
        values.append(snapshot.total.minor)
        values.append(draft.decision.category)
        values.append(draft.decision.rule.rawValue)
        values.append(snapshot.exact)
        values.append(snapshot.energy.thousandthsWh)
        values.append(snapshot.sessionCount)
        values.append(snapshot.json)
        values.append(credit.requestedBy)
        values.append(credit.issuedAt)
        values.append(credit.id)
    }
}

/// Writes the lines of a document.
struct InsertDocumentLines: Statement {
    static let sql = """
        INSERT INTO credit_document_lines (operator_id, credit_id, ordinal, site_id, tariff, is_correction,
            vat_rate_hundredths_percent, session_count, energy_thousandths_wh, exact_amount, net_minor)
        SELECT $1, $2, l.ordinal, l.site_id, l.tariff, l.is_correction, l.vat_rate, l.sessions, l.energy, l.exact, l.net
        FROM unnest($3::bigint[], $4::text[], $5::boolean[], $6::bigint[], $7::bigint[], $8::bigint[], $9::numeric[],
            $10::bigint[]) WITH ORDINALITY
            AS l (site_id, tariff, is_correction, vat_rate, sessions, energy, exact, net, ordinal)
        """
    static let sample = InsertDocumentLines(operatorID: OperatorID(1), creditID: CreditID(1), lines: [])
    let operatorID: OperatorID
    let creditID: CreditID
    let lines: [CreditDocumentLine]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(creditID)
        values.append(lines.map(\.siteID))
        values.append(lines.map(\.tariff))
        values.append(lines.map(\.isCorrection))
        values.append(lines.map(\.vatRate))
        values.append(lines.map(\.sessionCount))
        values.append(lines.map(\.energy.thousandthsWh))
        values.append(lines.map(\.exact))
        values.append(lines.map(\.net.minor))
    }
}

/// Writes the VAT of a document.
struct InsertVATTotals: Statement {
    static let sql = """
        INSERT INTO credit_vat_totals (operator_id, credit_id, vat_category, vat_rate_hundredths_percent, net_minor,
            vat_minor)
        SELECT $1, $2, t.category, t.rate, t.net, t.vat
        FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) AS t (category, rate, net, vat)
        """
    static let sample = InsertVATTotals(operatorID: OperatorID(1), creditID: CreditID(1), totals: [])
    let operatorID: OperatorID
    let creditID: CreditID
    let totals: [VATTotal]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(creditID)
        values.append(totals.map(\.category.rawValue))
        values.append(totals.map(\.rate))
        values.append(totals.map(\.net.minor))
        values.append(totals.map(\.vat.minor))
    }
}

/// Writes which versions of lines stand behind a document; the amounts come from the lines themselves.
struct InsertCreditLines: Statement {
    static let sql = """
        INSERT INTO credit_lines (operator_id, credit_id, ordinal, session_id, line_id, is_reversal, document_line,
            amount)
        SELECT $1, $2, e.ordinal, e.session_id, e.line_id, e.is_reversal, e.document_line,
            CASE WHEN e.is_reversal THEN -p.amount ELSE p.amount END
        FROM unnest($3::bigint[], $4::bigint[], $5::boolean[], $6::bigint[]) WITH ORDINALITY
            AS e (session_id, line_id, is_reversal, document_line, ordinal)
        JOIN priced_lines p ON p.operator_id = $1 AND p.id = e.line_id
        """
    static let sample = InsertCreditLines(operatorID: OperatorID(1), creditID: CreditID(1), entries: [])
    let operatorID: OperatorID
    let creditID: CreditID
    let entries: [PlacedEntry]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(creditID)
        values.append(entries.map(\.entry.sessionID))
        values.append(entries.map(\.entry.lineID))
        values.append(entries.map(\.entry.isReversal))
        values.append(entries.map(\.documentLine))
    }
}
